"""Intervals by resampling whole weeks, so that matches of one matchday stay together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

__all__ = ["FEWEST_WEEKS", "LEVEL", "RESAMPLES", "Weeks", "figure"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

LEVEL = 0.95
"""Chance that an interval of a backtest is made for."""

RESAMPLES = 2000
FEWEST_WEEKS = 8
"""With fewer weeks the spread between them says too little: there is no interval."""


def figure(mean: float | None, ends: tuple[float, float] | None = None) -> dict[str, float | None]:
    """Return a figure as JSON has it; the ends of the interval are null where there is none."""
    low, high = (None, None) if ends is None else ends
    return {"mean": mean, "low": low, "high": high}


@dataclass(frozen=True, eq=False)
class Weeks:
    """The weeks of N things that are scored, and how often each stands in each resample.

    The same seed and weeks give the same resamples, so that what is compared is compared on the same ones (a paired
    bootstrap over clusters: B. Efron and R. J. Tibshirani 1993, "An Introduction to the Bootstrap", chs 6 and 8).

    Parameters
    ----------
    week
        Shape (N,): the week of each.
    seed
        The random seed.
    resamples
        How many.
    """

    week: IntArray
    seed: int
    resamples: int = RESAMPLES

    @cached_property
    def _coded(self) -> tuple[int, IntArray]:
        names, code = np.unique(self.week, return_inverse=True)
        return len(names), np.asarray(code, dtype=np.int64)

    @property
    def count(self) -> int:
        """How many weeks there are."""
        return self._coded[0]

    @property
    def code(self) -> IntArray:
        """Shape (N,): the number of each week, from 0."""
        return self._coded[1]

    @cached_property
    def weights(self) -> FloatArray:
        """Shape (resamples, weeks): how often a week was drawn."""
        rng = np.random.default_rng(self.seed)
        drawn = rng.multinomial(self.count, np.full(self.count, 1 / self.count), size=self.resamples)
        return np.asarray(drawn, dtype=np.float64)

    def sums(self, values: FloatArray) -> FloatArray:
        """Return the sums by week of values of shape (N, ...)."""
        total = np.zeros((self.count, *values.shape[1:]))
        np.add.at(total, self.code, values)
        return total

    def resampled(self, sums: FloatArray) -> FloatArray:
        """Return sums by week (weeks, ...) as sums of each resample (resamples, ...)."""
        return np.asarray(np.tensordot(self.weights, sums, axes=1))

    def mean(self, values: FloatArray) -> dict[str, float | None]:
        """Return the mean of values of shape (N,) with its interval; null ends with an infinite one."""
        mean = float(values.mean())
        if not np.isfinite(mean):
            return figure(None)
        counts = self.resampled(self.sums(np.ones(len(values))))
        return figure(mean, self.ends(self.resampled(self.sums(values)) / counts))

    def ends(self, drawn: FloatArray) -> tuple[float, float] | None:
        """Return the percentiles of a figure over the resamples, or None with too few weeks."""
        if self.count < FEWEST_WEEKS or not np.isfinite(drawn).all():
            return None
        low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        return float(low), float(high)

    def ends_around(self, value: float, drawn: FloatArray) -> tuple[float, float] | None:
        """Return the same for a figure that resampling inflates: the spread of the resamples, laid around it."""
        ends = self.ends(drawn - drawn.mean() + value)
        return None if ends is None else (max(0.0, ends[0]), ends[1])
