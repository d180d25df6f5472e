"""The arithmetic of doubt, on posteriors whose spread is known."""

from __future__ import annotations

import numpy as np
import pytest

from cupwright.study.doubt import Estimate, Spread, chance, change, explained, halves, mean_of, reflected


def logistic(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def tally(rng: np.random.Generator, p: np.ndarray, size: int) -> Spread:
    counts = rng.binomial(size, p[:, None], (len(p), 2)).astype(float)
    return Spread(counts, np.full((len(p), 2), float(size)))


@pytest.mark.parametrize(("centre", "sd"), [(-2.0, 0.8), (-4.0, 0.6), (0.3, 0.3), (-2.0, 0.2), (-3.0, 1.4)])
def test_posterior_of_known_spread_is_recovered(centre: float, sd: float) -> None:
    rng = np.random.default_rng(1)
    truth = logistic(centre + sd * rng.standard_normal(400_000))
    low, high = np.quantile(truth, [0.05, 0.95])
    found = [chance(tally(rng, rng.choice(truth, 1000), 50)) for _ in range(40)]
    width = high - low
    assert np.mean([e.mean for e in found]) == pytest.approx(truth.mean(), rel=0.02)
    assert np.mean([e.low for e in found]) == pytest.approx(low, abs=0.1 * width)
    assert np.mean([e.high for e in found]) == pytest.approx(high, abs=0.1 * width)
    ignorance = truth.var() / (truth.mean() * (1 - truth.mean()))
    assert np.mean([e.ignorance for e in found if e.ignorance is not None]) == pytest.approx(ignorance, rel=0.1)


def test_interval_holds_nine_tenths_of_the_posterior() -> None:
    rng = np.random.default_rng(2)
    truth = logistic(-1.5 + 0.7 * rng.standard_normal(200_000))
    held = []
    for _ in range(40):
        estimate = chance(tally(rng, rng.choice(truth, 1000), 50))
        held.append(np.mean((truth >= estimate.low) & (truth <= estimate.high)))
    assert 0.87 < np.mean(held) < 0.93


def test_binomial_noise_is_removed() -> None:
    """The raw block proportions spread far wider than the chances behind them."""
    rng = np.random.default_rng(3)
    spread = tally(rng, logistic(-2 + 0.1 * rng.standard_normal(1000)), 10)
    raw = np.quantile(spread.means, [0.05, 0.95])
    estimate = chance(spread)
    assert estimate.high - estimate.low < 0.5 * (raw[1] - raw[0])


def test_point_posterior_gives_exactly_zero_width() -> None:
    rng = np.random.default_rng(4)
    spread = tally(rng, np.full(1000, 0.2), 50)
    sure = Spread(spread.sums, spread.worlds, certain=True)
    for estimate in (chance(sure), mean_of(sure)):
        assert estimate.low == estimate.mean == estimate.high
        assert estimate.ignorance == 0.0
        assert estimate.luck == 1.0
        assert estimate.mc_error > 0


def test_no_spread_is_found_where_there_is_none() -> None:
    rng = np.random.default_rng(5)
    found = [chance(tally(rng, np.full(1000, 0.2), 50)) for _ in range(100)]
    assert all(e.ignorance is not None and 0 < e.ignorance < 0.004 for e in found)  # what the worlds cannot resolve
    assert np.mean([e.high - e.low for e in found]) < 0.04


def test_mc_error_says_how_far_the_mean_is_from_the_truth() -> None:
    rng = np.random.default_rng(6)
    for draws, size in [(10, 5), (200, 10), (1000, 50)]:
        truth = logistic(-1 + 0.8 * rng.standard_normal(300_000))
        found = [chance(tally(rng, rng.choice(truth, draws), size)) for _ in range(300)]
        errors = np.array([e.mean - truth.mean() for e in found])
        stated = np.sqrt(np.mean([e.mc_error**2 for e in found]))
        assert errors.std() == pytest.approx(stated, rel=0.15)


def test_few_worlds_are_labelled() -> None:
    rng = np.random.default_rng(7)
    p = logistic(-1 + 0.5 * rng.standard_normal(1000))
    few, many = chance(tally(rng, p[:10], 5)), chance(tally(rng, p, 50))
    assert few.mc_error > 5 * many.mc_error
    alone = chance(Spread(np.array([[1.0, 0.0]]), np.ones((1, 2))))
    assert (alone.low, alone.high) == (0.0, 1.0)


def test_never_seen_is_not_impossible() -> None:
    spread = Spread(np.zeros((10, 2)), np.full((10, 2), 5.0))
    assert chance(spread) == Estimate(0.0, 0.0, 0.0, 0.01)
    assert chance(spread, possible=False) == Estimate(0.0, 0.0, 0.0, 0.0)


def test_change_is_paired() -> None:
    """Worlds that share luck and strengths make the difference far surer than either side."""
    rng = np.random.default_rng(8)
    p = logistic(-1 + 0.8 * rng.standard_normal(1000))
    base = tally(rng, p, 50)
    kept = rng.binomial(base.sums.astype(int), 0.9).astype(float)
    proposal = Spread(kept, base.worlds)
    paired = change(base, proposal)
    assert paired.mean == pytest.approx(-0.1 * p.mean(), rel=0.1)
    assert paired.mc_error < 0.3 * np.hypot(chance(base).mc_error, chance(proposal).mc_error)
    low, high = np.quantile(-0.1 * p, [0.05, 0.95])
    assert paired.low == pytest.approx(low, abs=0.015)
    assert paired.high == pytest.approx(high, abs=0.015)


def test_change_of_nothing_is_nothing() -> None:
    spread = tally(np.random.default_rng(9), np.full(100, 0.3), 10)
    same = change(spread, spread)
    assert (same.mean, same.low, same.high, same.mc_error) == (0.0, 0.0, 0.0, 0.0)


def test_sides_of_different_worlds_are_refused() -> None:
    rng = np.random.default_rng(10)
    with pytest.raises(ValueError, match="same worlds"):
        change(tally(rng, np.full(10, 0.3), 10), tally(rng, np.full(10, 0.3), 11))


def test_reflected_turns_the_interval() -> None:
    turned = reflected(Estimate(0.2, 0.1, 0.4, 0.01, 0.9, 0.1))
    assert (turned.mean, turned.low, turned.high) == (-0.2, -0.4, -0.1)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_part_of_the_gap_is_recovered(share: float) -> None:
    """The dependence is a curve, and chance alone does not look like a part."""
    rng = np.random.default_rng(11)
    parts = []
    for _ in range(20):
        gap, rest = rng.standard_normal(1000), rng.standard_normal(1000)
        p = logistic(-2 + 1.2 * (np.sqrt(share) * gap + np.sqrt(1 - share) * rest))
        estimate = chance(tally(rng, p, 50), gap)
        assert estimate.gap is not None and estimate.ignorance is not None
        assert 0 <= estimate.gap <= estimate.ignorance
        parts.append(estimate.gap / estimate.ignorance)
    large = rng.standard_normal((2, 400_000))
    truth = logistic(-2 + 1.2 * (np.sqrt(share) * large[0] + np.sqrt(1 - share) * large[1]))
    order = np.argsort(large[0])
    expected = np.var(truth[order].reshape(400, -1).mean(axis=1)) / truth.var()
    assert np.mean(parts) == pytest.approx(expected, abs=0.04)


def test_explained_of_a_constant_parameter_is_zero() -> None:
    assert explained(np.arange(100.0), np.ones(100)) == 0.0


def test_halves_pair_blocks_and_leave_out_empty_draws() -> None:
    spread = halves(np.array([1, 2, 2, 0, 0, 0]), np.array([2, 2, 2, 0, 0, 0]))
    assert spread.sums.tolist() == [[1, 2], [2, 0]]
    assert spread.means.tolist() == [0.75, 1.0]
    assert mean_of(spread).mean == chance(spread).mean == 5 / 6
    with pytest.raises(ValueError, match="pairs"):
        halves(np.zeros(3), np.ones(3))


def test_a_spread_lost_in_the_noise_is_not_taken_for_nothing() -> None:
    """Where the halves disagree, a change has a small width, not none; and it shrinks as worlds are added."""
    widths = []
    for size in (20, 200):
        rng = np.random.default_rng(11)
        found = []
        for _ in range(60):
            base, proposal = (tally(rng, np.full(400, 0.1), size) for _ in range(2))
            found.append(change(base, proposal))
        assert all(e.low < e.mean < e.high for e in found)
        widths.append(np.mean([e.high - e.low for e in found]))
    assert widths[1] < widths[0] / 2
