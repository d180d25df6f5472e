"""Calibration against another optimiser and a slow count, and what must hold for any forecasts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from cupwright.errors import CupwrightError
from cupwright.ratings.calibration import (
    BINS,
    Recalibration,
    bin_sums,
    derivatives,
    expected_error,
    recalibration,
)
from cupwright.ratings.scoring import brier, log_loss, rps

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def forecasts(n: int, seed: int, spread: float = 0.6) -> FloatArray:
    """Return n forecasts that differ."""
    rng = np.random.default_rng(seed)
    raw = np.exp(np.log([0.46, 0.27, 0.27]) + rng.normal(0, spread, (n, 3)))
    return np.asarray(raw / raw.sum(axis=1, keepdims=True))


def happen(chance: FloatArray, seed: int) -> IntArray:
    """Draw an outcome for each forecast, with its own chances."""
    rng = np.random.default_rng(seed)
    return np.asarray((rng.random((len(chance), 1)) > chance.cumsum(axis=1)[:, :2]).sum(axis=1))


def bent(chance: FloatArray, by: Recalibration) -> FloatArray:
    """Bend forecasts as the docstring of Recalibration says."""
    raw = chance**by.slope * np.exp([by.intercept / 2, by.drawn, -by.intercept / 2])
    return np.asarray(raw / raw.sum(axis=1, keepdims=True))


def test_recalibration_against_another_optimiser() -> None:
    chance = forecasts(600, 1)
    outcomes = happen(bent(chance, Recalibration(0.7, 0.2, -0.1)), 2)

    def loss(point: FloatArray) -> float:
        return float(log_loss(bent(chance, Recalibration(*point)), outcomes).sum())

    best = minimize(loss, [1.0, 0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-10}).x
    found = recalibration(chance, outcomes)
    assert [found.slope, found.intercept, found.drawn] == pytest.approx(best, abs=1e-5)


@pytest.mark.parametrize(
    "truth", [Recalibration(1, 0, 0), Recalibration(0.6, 0.3, 0.1), Recalibration(1.4, -0.2, -0.3)]
)
def test_recalibration_finds_what_was_put_in(truth: Recalibration) -> None:
    chance = forecasts(60_000, 3)
    found = recalibration(chance, happen(bent(chance, truth), 4))
    assert found.slope == pytest.approx(truth.slope, abs=0.03)
    assert found.intercept == pytest.approx(truth.intercept, abs=0.04)
    assert found.drawn == pytest.approx(truth.drawn, abs=0.03)


def test_derivatives_against_differences() -> None:
    chance, at, step = forecasts(5, 5), np.array([0.9, 0.1, -0.2]), 1e-6
    outcomes = np.array([0, 1, 2, 0, 1])
    gradient, spread = derivatives(chance, outcomes, Recalibration(*at))
    for k in range(3):
        up, down = at.copy(), at.copy()
        up[k] += step
        down[k] -= step
        slope = [log_loss(bent(chance, Recalibration(*point)), outcomes) for point in (down, up)]
        assert gradient[:, k] == pytest.approx((slope[0] - slope[1]) / (2 * step), abs=1e-6)
        steep = [derivatives(chance, outcomes, Recalibration(*point))[0] for point in (down, up)]
        assert spread[:, k] == pytest.approx((steep[0] - steep[1]) / (2 * step), abs=1e-6)


def test_swapping_the_sides_turns_the_intercept_round() -> None:
    chance = forecasts(2000, 6)
    outcomes = happen(bent(chance, Recalibration(0.8, 0.3, 0.1)), 7)
    here, there = recalibration(chance, outcomes), recalibration(chance[:, ::-1], 2 - outcomes)
    assert there.slope == pytest.approx(here.slope)
    assert there.intercept == pytest.approx(-here.intercept)
    assert there.drawn == pytest.approx(here.drawn)


def test_what_cannot_show_a_calibration() -> None:
    with pytest.raises(CupwrightError, match="calibration"):
        recalibration(forecasts(4, 1), [0, 0, 1, 1])
    with pytest.raises(CupwrightError, match="calibration"):
        recalibration(np.tile([0.5, 0.3, 0.2], (50, 1)), np.arange(50) % 3)


def test_bins_against_a_slow_count() -> None:
    chance, outcomes = forecasts(300, 8), happen(forecasts(300, 9), 10)
    block = np.arange(300) % 4
    sums = bin_sums(chance, outcomes, block, 4)
    said = np.zeros((4, BINS, 3))
    for row, (chances, outcome) in enumerate(zip(chance, outcomes, strict=True)):
        for k, value in enumerate(chances):
            said[block[row], int(value * BINS)] += [1, value, k == outcome]
    assert sums.count == pytest.approx(said[:, :, 0])
    assert sums.said == pytest.approx(said[:, :, 1])
    assert sums.happened == pytest.approx(said[:, :, 2])
    distance = np.abs(said[:, :, 1] - said[:, :, 2]).sum(axis=1) / said[:, :, 0].sum(axis=1)
    assert sums.error() == pytest.approx(distance)


def test_certain_forecasts_stand_in_the_outer_bins() -> None:
    right = bin_sums(np.eye(3), np.arange(3), np.zeros(3, np.int64), 1)
    wrong = bin_sums(np.eye(3), np.array([1, 2, 0]), np.zeros(3, np.int64), 1)
    assert right.count[0, [0, BINS - 1]].tolist() == [6, 3]
    assert (right.error()[0], wrong.error()[0]) == (0, pytest.approx(2 / 3))


def test_luck_alone_makes_an_error_that_falls_with_the_root_of_the_matches() -> None:
    few, many = (expected_error(forecasts(n, 11), 7) for n in (200, 20_000))
    assert few / many == pytest.approx(10, rel=0.2)
    assert expected_error(forecasts(200, 11), 7) == few


def test_brier_of_known_forecasts() -> None:
    """Brier 1950: 0 for a certain forecast that comes true, 2 for one that does not; 2/3 for equal chances."""
    chance = np.array([[1, 0, 0], [1, 0, 0], [1 / 3, 1 / 3, 1 / 3], [0.5, 0.3, 0.2]])
    assert brier(chance, [0, 2, 1, 1]) == pytest.approx([0, 2, 2 / 3, 0.25 + 0.49 + 0.04])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), st.lists(st.floats(0.01, 1), min_size=3, max_size=3))
def test_no_other_forecast_is_expected_to_score_better_than_the_truth(truth: list[float], other: list[float]) -> None:
    """All three scores are proper."""
    real, said = (np.array(values) / sum(values) for values in (truth, other))
    for score in (rps, brier, log_loss):
        honest, dishonest = (score(np.tile(chance, (3, 1)), np.arange(3)) @ real for chance in (real, said))
        assert honest <= dishonest + 1e-12
