"""Numbers that presuppose something: the chance to go through a stage, given that a club is there.

They differ from those of :mod:`cupwright.study.doubt` in that each has worlds of its own: those in which what it
presupposes was so, many in one draw of the strengths and few or none in another. The spread of a chance over the draws
is the same component of variance, for groups of unequal size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.study.doubt import Estimate, Spread, mean_of, not_negative, threshold_percentiles

__all__ = ["chances_given", "given_change", "mean_given"]

Array = npt.NDArray[np.float64]


def chances_given(
    counts: npt.NDArray[Any], trials: npt.NDArray[Any], *, certain: bool = False, possible: Sequence[bool] = ()
) -> list[Estimate]:
    """Return the chances of K events, each given another.

    Parameters
    ----------
    counts, trials
        Shape (D, K): by draw the worlds in which the event happened, and those in which what it presupposes did. The
        latter are more than none in all.
    certain
        True when all draws are the same.
    possible
        False where the event is settled: then no error is stated for a chance of 0 or 1.

    Notes
    -----
    Where no draw has two trials nothing tells luck from ignorance, and all of the doubt counts as ignorance.
    """
    counts, trials = counts.astype(np.float64), trials.astype(np.float64)
    draws, totals = (trials > 0).sum(axis=0), trials.sum(axis=0)
    means = counts.sum(axis=0) / totals
    most = means * (1 - means)
    seen = np.divide(counts, trials, out=np.broadcast_to(means, counts.shape).copy(), where=trials > 0)
    free = np.maximum(draws - 1, 1)
    squares = trials * (seen - means) ** 2
    variances = np.zeros(len(means))
    if not certain:
        variances = _between(counts, trials, seen, squares, most)
    lows, highs = threshold_percentiles(means, variances)
    errors = np.sqrt((trials * squares).sum(axis=0) * draws / free) / totals
    may = np.ones(len(means), bool) if len(possible) == 0 else np.asarray(possible)
    found = []
    for k, mean in enumerate(means.tolist()):
        if most[k] == 0:
            found.append(Estimate(mean, mean, mean, 1.0 / float(totals[k]) if may[k] else 0.0))
            continue
        error = float(errors[k]) if draws[k] > 1 else float(np.sqrt(most[k] / totals[k]))
        ignorance = float(variances[k] / most[k])
        found.append(Estimate(mean, float(lows[k]), float(highs[k]), error, 1.0 - ignorance, ignorance))
    return found


def _between(counts: Array, trials: Array, seen: Array, squares: Array, most: Array) -> Array:
    """Return the variances of the chances behind counts of unequal trials, at most those of a single world."""
    draws, totals = (trials > 0).sum(axis=0), trials.sum(axis=0)
    told = (totals > draws) & (draws > 1)
    free = np.maximum(draws - 1, 1)
    within = (counts * (1 - seen)).sum(axis=0) / np.where(told, totals - draws, 1)
    typical = np.where(told, (totals - (trials**2).sum(axis=0) / totals) / free, 1)
    between = (squares.sum(axis=0) / free - within) / typical
    mean = squares.sum(axis=0) / np.maximum(draws, 1)
    spread = np.sqrt(np.maximum((squares**2).sum(axis=0) - draws * mean**2, 0) / free)
    found = not_negative(between, spread / np.sqrt(np.maximum(draws, 1)) / typical)
    return np.asarray(np.where(told, np.minimum(found, most), most))


def mean_given(sums: npt.NDArray[Any], trials: npt.NDArray[Any], *, certain: bool = False) -> Estimate:
    """Return the mean of a number over the worlds in which it has one.

    Parameters
    ----------
    sums, trials
        Shape (D, 2): by half of a draw the sum of the number, and how many worlds have one; some do.
    certain
        True when all draws are the same.
    """
    some = trials.sum(axis=1) > 0
    return mean_of(Spread(sums[some].astype(np.float64), trials[some].astype(np.float64), certain))


def given_change(
    base: tuple[npt.NDArray[Any], npt.NDArray[Any]],
    proposal: tuple[npt.NDArray[Any], npt.NDArray[Any]],
    *,
    certain: bool = False,
) -> Estimate | None:
    """Return how a mean of :func:`mean_given` differs between two rule books, proposal - base.

    The halves of a draw are compared with each other, where both sides have such worlds: each pair counts as the worlds
    would that give its difference the same noise. The mean is the difference of the two means. None if no half has such
    worlds on both sides.
    """
    (sums, trials), (others, other_trials) = (
        (part.astype(np.float64), worlds.astype(np.float64)) for part, worlds in (base, proposal)
    )
    both = (trials > 0) & (other_trials > 0)
    if not both.any():
        return None
    weights = np.divide(trials * other_trials, trials + other_trials, out=np.zeros_like(trials), where=both)
    apart = np.divide(others, other_trials, out=np.zeros_like(others), where=both)
    apart -= np.divide(sums, trials, out=np.zeros_like(sums), where=both)
    found = mean_given(weights * apart, weights, certain=certain)
    mean = float(others.sum() / other_trials.sum() - sums.sum() / trials.sum())
    return replace(found, mean=mean, low=found.low + mean - found.mean, high=found.high + mean - found.mean)
