"""Numbers that presuppose something, against worlds whose spread is known."""

from __future__ import annotations

import numpy as np
import pytest

from cupwright.study.doubt import Spread, chances
from cupwright.study.given import chances_given, given_change, mean_given

DRAWS = 4_000


def test_with_the_same_worlds_in_every_draw_they_are_plain_chances() -> None:
    rng = np.random.default_rng(1)
    trials = np.full((300, 2, 3), 20)
    counts = rng.binomial(20, rng.beta([2, 5, 9], [6, 5, 1], (300, 3))[:, None, :].repeat(2, axis=1))
    plain = chances(Spread(counts.astype(float), trials[:, :, 0].astype(float)))
    given = chances_given(counts.sum(axis=1), trials.sum(axis=1))
    for one, other in zip(plain, given, strict=True):
        for part in ("mean", "low", "high", "mc_error", "luck", "ignorance"):
            assert getattr(one, part) == pytest.approx(getattr(other, part), rel=1e-6), part


def test_the_spread_of_a_chance_is_found_in_draws_of_unequal_size() -> None:
    rng = np.random.default_rng(2)
    trials = rng.geometric(0.1, (DRAWS, 2)) - 1
    chance = np.stack([rng.beta(6, 4, DRAWS), np.full(DRAWS, 0.6)], axis=1)
    wide, narrow = chances_given(rng.binomial(trials, chance), trials)
    assert (trials == 0).any() and wide.mean == pytest.approx(0.6, abs=0.02)
    assert wide.ignorance == pytest.approx(1 / 11, abs=0.02), "the variance of Beta(6, 4) is 0.24 / 11"
    # The 5th and 95th percentile of Beta(6, 4).
    assert (wide.low, wide.high) == pytest.approx((0.345, 0.831), abs=0.03)
    assert narrow.low == pytest.approx(0.6, abs=0.06) and narrow.high == pytest.approx(0.6, abs=0.06)


def test_what_cannot_be_told_is_not_claimed() -> None:
    counts, trials = np.array([[1], [0], [1], [0]]), np.ones((4, 1))
    (once,) = chances_given(counts, trials)
    assert once.mean == 0.5 and once.low == pytest.approx(0, abs=1e-6) and once.high == pytest.approx(1, abs=1e-6)
    (certain,) = chances_given(counts, trials, certain=True)
    assert certain.low == certain.mean == certain.high
    settled, open_ = chances_given(np.array([[7, 7]]), np.array([[7, 7]]), possible=[False, True])
    assert settled.mc_error == 0 and open_.mc_error == pytest.approx(1 / 7) and settled.mean == 1


def test_a_mean_leaves_out_draws_without_worlds() -> None:
    sums, trials = np.array([[4.0, 2.0], [0.0, 0.0], [9.0, 3.0]]), np.array([[2, 1], [0, 0], [3, 1]])
    assert mean_given(sums, trials).mean == pytest.approx(18 / 7)


def test_the_change_of_a_mean_is_the_difference_of_the_means() -> None:
    rng = np.random.default_rng(3)
    trials, other = rng.integers(0, 30, (DRAWS, 2)), rng.integers(0, 9, (DRAWS, 2))
    level = rng.normal(0, 1, DRAWS)[:, None]
    before = level * trials + np.sqrt(trials) * rng.normal(0, 1, (DRAWS, 2))
    after = (level + rng.normal(0.5, 0.2, DRAWS)[:, None]) * other + np.sqrt(other) * rng.normal(0, 1, (DRAWS, 2))
    found = given_change((before, trials), (after, other))
    assert found is not None
    assert found.mean == pytest.approx(after.sum() / other.sum() - before.sum() / trials.sum())
    # The draws differ by a normal of spread 0.2, though each level spreads by 1 and each draw is seen with noise.
    assert found.high - found.low == pytest.approx(2 * 1.645 * 0.2, rel=0.35)
    assert given_change((before, trials), (0 * after, 0 * other)) is None
