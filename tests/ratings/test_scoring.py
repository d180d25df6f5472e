"""Scores of forecasts, against published values and a slow sum."""

from __future__ import annotations

from math import exp, factorial, log

import numpy as np
import pytest

from cupwright.errors import CupwrightError
from cupwright.ratings.scoring import log_loss, outcome_of, outcome_probabilities, rps, score_probabilities

# Constantinou and Fenton 2012, the table of hypothetical forecasts; the values are what their formula gives.
PUBLISHED = [
    ((1, 0, 0), "H", 0.0),
    ((0.9, 0.1, 0), "H", 0.005),
    ((0.8, 0.1, 0.1), "H", 0.025),
    ((0.5, 0.25, 0.25), "H", 0.15625),
    ((0.35, 0.3, 0.35), "D", 0.1225),
    ((0.6, 0.3, 0.1), "D", 0.185),
    ((0.6, 0.25, 0.15), "H", 0.09125),
    ((0.6, 0.15, 0.25), "H", 0.11125),
    ((0.57, 0.33, 0.1), "H", 0.09745),
    ((0.6, 0.2, 0.2), "H", 0.1),
]


@pytest.mark.parametrize(("chance", "outcome", "published"), PUBLISHED)
def test_rps(chance: tuple[float, float, float], outcome: str, published: float) -> None:
    assert rps([chance], ["HDA".index(outcome)])[0] == pytest.approx(published, abs=1e-12)


def test_rps_knows_that_a_drawn_match_is_nearer() -> None:
    near, far = rps([[0.1, 0.8, 0.1], [0.1, 0.1, 0.8]], [0, 0])
    assert near < far


def test_log_loss() -> None:
    assert log_loss([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]], [0, 1]) == pytest.approx([-log(0.5), -log(0.3)])
    assert log_loss([[1.0, 0.0, 0.0]], [2])[0] == np.inf


def test_outcome_of() -> None:
    assert outcome_of([3, 1, 0], [1, 1, 2]).tolist() == [0, 1, 2]


def test_outcomes_against_a_slow_sum() -> None:
    l, m, rho = 1.7, 0.9, -0.08
    sums = [0.0, 0.0, 0.0]
    for home in range(21):
        for away in range(21):
            tau = {(0, 0): 1 - l * m * rho, (0, 1): 1 + l * rho, (1, 0): 1 + m * rho, (1, 1): 1 - rho}
            chance = exp(-l - m) * l**home * m**away / factorial(home) / factorial(away) * tau.get((home, away), 1.0)
            sums[0 if home > away else 1 if home == away else 2] += chance
    assert outcome_probabilities(log(l), log(m), rho)[0] == pytest.approx(sums, abs=1e-9)
    both = score_probabilities([log(l), 0.0], [log(m), 0.0], rho)
    assert both.shape == (2, 21, 21)
    assert both.sum(axis=(1, 2)) == pytest.approx([1, 1])


def test_correction_keeps_the_expected_goals_but_moves_drawn_matches() -> None:
    plain, corrected = outcome_probabilities(0.3, 0.1, 0.0)[0], outcome_probabilities(0.3, 0.1, -0.1)[0]
    assert corrected[1] > plain[1]
    goals = np.arange(21)
    assert score_probabilities(0.3, 0.1, -0.1)[0].sum(axis=1) @ goals == pytest.approx(exp(0.3), abs=1e-6)


def test_wrong_forecasts() -> None:
    with pytest.raises(CupwrightError, match="add up to 1"):
        rps([[0.5, 0.5, 0.5]], [0])
    with pytest.raises(CupwrightError, match="shape"):
        log_loss([0.5, 0.5], [0])
    with pytest.raises(CupwrightError, match="rho"):
        score_probabilities(1.0, 1.0, 0.9)
