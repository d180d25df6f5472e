"""Intervals over whole weeks: against a slow bootstrap and theory, and wider where matches of a week move together."""

from __future__ import annotations

import numpy as np
import pytest

from cupwright.study.backtest_set import weeks_of
from cupwright.study.resampling import FEWEST_WEEKS, LEVEL, Weeks

RNG = np.random.default_rng(1)
WEEK = np.sort(RNG.integers(0, 60, 500)) * 3
VALUES = RNG.normal(0.2, 0.1, 500)


def test_a_mean_against_a_slow_bootstrap() -> None:
    weeks = Weeks(WEEK, 7)
    found = weeks.mean(VALUES)
    names = np.unique(WEEK)
    slow = [
        np.concatenate([np.repeat(VALUES[name == WEEK], int(times)) for name, times in zip(names, row, strict=True)])
        for row in weeks.weights[:300]
    ]
    few = Weeks(WEEK, 7)
    drawn = few.resampled(few.sums(VALUES)) / few.resampled(few.sums(np.ones(500)))
    assert drawn[:300] == pytest.approx([sample.mean() for sample in slow])
    assert (found["low"], found["high"]) == tuple(np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]))
    assert found["mean"] == pytest.approx(VALUES.mean())


def test_the_interval_of_a_mean_is_that_of_theory() -> None:
    found = Weeks(np.arange(500), 3).mean(VALUES)
    assert found["low"] is not None
    assert found["high"] is not None
    assert found["high"] - found["low"] == pytest.approx(2 * 1.96 * VALUES.std() / 500**0.5, rel=0.06)


def test_weeks_that_move_together_make_wider_intervals() -> None:
    together = VALUES + np.repeat(RNG.normal(0, 0.2, 50), 10)
    apart, blocks = Weeks(np.arange(500), 7).mean(together), Weeks(np.repeat(np.arange(50), 10), 7).mean(together)
    assert blocks["high"] - blocks["low"] > 2 * (apart["high"] - apart["low"])  # type: ignore[operator]


def test_the_seed_alone_decides() -> None:
    assert Weeks(WEEK, 7).mean(VALUES) == Weeks(WEEK, 7).mean(VALUES)
    assert Weeks(WEEK, 7).mean(VALUES) != Weeks(WEEK, 8).mean(VALUES)


def test_no_interval_where_there_is_none() -> None:
    few = Weeks(np.arange(FEWEST_WEEKS - 1), 7).mean(VALUES[: FEWEST_WEEKS - 1])
    assert (few["low"], few["high"]) == (None, None)
    assert Weeks(WEEK, 7).mean(np.full(500, np.inf)) == {"mean": None, "low": None, "high": None}


def test_an_inflated_figure_stays_inside_its_interval() -> None:
    weeks = Weeks(WEEK, 7)
    ends = weeks.ends_around(0.01, np.abs(RNG.normal(0.05, 0.02, weeks.resamples)))
    assert ends is not None
    assert 0 <= ends[0] < 0.01 < ends[1]


def test_weeks_begin_on_monday() -> None:
    days = np.array(["2025-12-28", "2025-12-29", "2026-01-04", "2026-01-05"], dtype="datetime64[D]")
    assert np.diff(weeks_of(days)).tolist() == [1, 0, 1]
