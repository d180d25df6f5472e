"""How sure a number is: from tallies by block to a mean, an interval, and what is luck and what is ignorance.

A block of worlds shares one draw of the strengths from the posterior. In draw d a club's chance is p[d]; the
block shows it with the noise of a finite number of worlds. Everything here takes that noise out again.

* The spread of p over the draws, Var(p), is the between-groups component of a one-way analysis of variance
  (for counts: Fleiss, Levin and Paik 2003, "Statistical methods for rates and proportions", ch. 15; Ridout,
  Demetrio and Firth 1999, "Estimating intraclass correlation for binary data", Biometrics 55). Divided by
  p(1 - p) it is the intraclass correlation: the share of the doubt that knowing the strengths would remove.
* The percentiles of a chance are those of a normal strength behind a threshold with the same mean and
  variance: the distribution of Vasicek 2002 ("Loan portfolio value", Risk 15), whose second moment is an
  Owen's T function. Strengths are drawn from a normal law, so a chance is close to such a curve.
* For a number that is no chance, or a difference between two rule books in the same worlds, the noise is
  measured by splitting each draw's worlds in two halves: the covariance of the halves over the draws is
  Var(p) without bias. Its percentiles are those of the draws' means, drawn together until their spread is
  the noise-free one (the constrained estimates of Louis 1984, JASA 79).
* The part due to one parameter is the variance of its conditional means in bins of equal weight, corrected
  for what chance alone would give (Plischke, Borgonovo and Smith 2013, EJOR 226).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "HIGH",
    "LOW",
    "Estimate",
    "Spread",
    "apart",
    "chance",
    "chances",
    "change",
    "denoised",
    "explained",
    "halves",
    "mean_of",
    "means_of",
    "not_negative",
    "reflected",
    "threshold_percentiles",
]

Array = npt.NDArray[np.float64]

LOW, HIGH = 0.05, 0.95
_Z = 1.6448536269514722
_MOST_BINS = 20
_BISECTIONS = 40
_FAR_BELOW = 30.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its doubt.

    `low` and `high` are the 5th and 95th percentile over the posterior of the strengths; `mc_error` is the
    standard error that comes from the finite number of worlds and draws. `luck` and `ignorance` are shares
    of the whole variance and add up to 1; None where nothing varied. `gap` is the part of `ignorance` that
    comes from how the two confederations compare; None where that was not asked.
    """

    mean: float
    low: float
    high: float
    mc_error: float
    luck: float | None = None
    ignorance: float | None = None
    gap: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the parts by name; `gap` only where it was asked."""
        parts: dict[str, Any] = {
            "mean": self.mean,
            "low": self.low,
            "high": self.high,
            "mc_error": self.mc_error,
            "luck": self.luck,
            "ignorance": self.ignorance,
        }
        if self.gap is not None:
            parts["gap"] = self.gap
        return parts


@dataclass(frozen=True, slots=True)
class Spread:
    """Per draw: successes or sums of the worlds of its two halves.

    Parameters
    ----------
    sums
        Shape (D, 2, ...): the sum over the worlds of each half of each draw, in one order for all draws.
    worlds
        Shape (D, 2): how many worlds each half has.
    certain
        True when all draws are the same: the posterior is a point, and no spread is sought in the noise.
    """

    sums: Array
    worlds: Array
    certain: bool = False

    @property
    def means(self) -> Array:
        """Shape (D, ...): the mean of each draw over its worlds."""
        whole = self.worlds.sum(axis=1)
        return np.asarray(self.sums.sum(axis=1) / whole.reshape((-1,) + (1,) * (self.sums.ndim - 2)))


def halves(values: npt.NDArray[Any], worlds: npt.NDArray[Any], *, certain: bool = False) -> Spread:
    """Pair the blocks of a tally: block 2d and block 2d + 1 are the two halves of draw d.

    Parameters
    ----------
    values
        Shape (2D, ...): sums by block. Draws without worlds, at the end, are left out.
    worlds
        Shape (2D,): worlds by block.
    """
    if len(worlds) % 2:
        raise ValueError("blocks come in pairs")
    counted = worlds.reshape(-1, 2).astype(np.float64)
    some = counted.sum(axis=1) > 0
    sums = values.reshape((-1, 2) + values.shape[1:]).astype(np.float64)
    return Spread(sums[some], counted[some], certain)


def chances(
    spread: Spread, gap: Array | None = None, *, gapped: Sequence[bool] = (), possible: Sequence[bool] = ()
) -> list[Estimate]:
    """Return the chances of K events from their counts by draw.

    Parameters
    ----------
    spread
        Counts of shape (D, 2, K).
    gap
        Shape (D,): the parameter whose part in the ignorance is asked.
    gapped
        For which events it is asked; by default for all, if there is a `gap`.
    possible
        False where the rules alone settle the event: then no error is stated for a chance of 0 or 1.

    Notes
    -----
    An event that was never (or always) seen although possible has an `mc_error` of one world in all.
    """
    counts, worlds = spread.sums.sum(axis=1), spread.worlds.sum(axis=1)
    draws, events = counts.shape
    total = float(worlds.sum())
    means = counts.sum(axis=0) / total
    most = means * (1 - means)
    seen = counts / worlds[:, None]
    variances = np.minimum(_between_counts(counts, worlds), most) if not spread.certain else np.zeros(events)
    errors = _errors(seen, means, worlds)
    lows, highs = threshold_percentiles(means, variances)
    may = np.ones(events, bool) if len(possible) == 0 else np.asarray(possible)
    asked = np.full(events, gap is not None) if len(gapped) == 0 else np.asarray(gapped)
    found = []
    for k in range(events):
        mean, variance = float(means[k]), float(variances[k])
        if most[k] == 0:
            found.append(Estimate(mean, mean, mean, 1.0 / total if may[k] else 0.0))
        elif draws < 2 and not spread.certain:
            found.append(Estimate(mean, 0.0, 1.0, float(np.sqrt(most[k] / total))))
        else:
            ignorance, part = float(variance / most[k]), None
            if gap is not None and asked[k]:
                part = min(ignorance, explained(seen[:, k], gap) / float(most[k])) if variance > 0 else 0.0
            found.append(Estimate(mean, float(lows[k]), float(highs[k]), float(errors[k]), 1.0 - ignorance, ignorance,
                                  part))  # fmt: skip
    return found


def chance(spread: Spread, gap: Array | None = None, *, possible: bool = True) -> Estimate:
    """Return the chance of one event from its counts by draw, of shape (D, 2); see :func:`chances`."""
    return chances(_as_columns(spread), gap, possible=[possible])[0]


def means_of(spread: Spread, gap: Array | None = None, *, gapped: Sequence[bool] = ()) -> list[Estimate]:
    """Return the means over all worlds of K numbers (goals, dollars, kilometres) from their sums by draw.

    `spread` has the shape (D, 2, K); the rest is as in :func:`chances`. `luck` and `ignorance` share the variance
    that a number has in one world.
    """
    whole = spread.worlds.sum(axis=1)
    total, draws = float(whole.sum()), len(whole)
    means = spread.sums.sum(axis=(0, 1)) / total
    seen = spread.means
    if draws < 2:
        first, second = spread.sums[0] / np.maximum(spread.worlds[0], 1)[:, None]
        errors = np.abs(first - second) / 2 if spread.worlds.min() > 0 else np.abs(means)
        return [Estimate(float(m), float(m), float(m), float(e)) for m, e in zip(means, errors, strict=True)]
    errors = _errors(seen, means, whole)
    centred = seen - means
    observed = (centred**2).sum(axis=0) / (draws - 1)
    between, resolution, noise = _halves_apart(spread, means)
    variances = np.zeros(len(means)) if spread.certain else np.minimum(not_negative(between, resolution), observed)
    shrink = np.sqrt(np.divide(variances, observed, out=np.zeros_like(observed), where=observed > 0))
    lows, highs = np.quantile(means + shrink * centred, [LOW, HIGH], axis=0)
    asked = np.full(len(means), gap is not None) if len(gapped) == 0 else np.asarray(gapped)
    found = []
    for k, mean in enumerate(means.tolist()):
        all_of_it = float(variances[k] + noise[k])
        if observed[k] == 0 or all_of_it == 0:
            found.append(Estimate(mean, mean, mean, float(errors[k])))
            continue
        ignorance, part = float(variances[k]) / all_of_it, None
        if gap is not None and asked[k]:
            part = min(ignorance, explained(seen[:, k], gap) / all_of_it) if variances[k] > 0 else 0.0
        low, high = min(float(lows[k]), mean), max(float(highs[k]), mean)
        found.append(Estimate(mean, low, high, float(errors[k]), 1.0 - ignorance, ignorance, part))
    return found


def mean_of(spread: Spread, gap: Array | None = None) -> Estimate:
    """Return the mean over all worlds of one number from its sums by draw, of shape (D, 2); see :func:`means_of`."""
    return means_of(_as_columns(spread), gap)[0]


def apart(base: Spread, proposal: Spread) -> Spread:
    """Return the difference proposal - base of two tallies of the same worlds, paired draw by draw.

    Raises
    ------
    ValueError
        If they are not of the same worlds.
    """
    if not np.array_equal(base.worlds, proposal.worlds):
        raise ValueError("the two sides were not run in the same worlds")
    return Spread(proposal.sums - base.sums, base.worlds, base.certain and proposal.certain)


def change(base: Spread, proposal: Spread, gap: Array | None = None) -> Estimate:
    """Return the difference proposal - base of one number; see :func:`apart`."""
    return mean_of(apart(base, proposal), gap)


def denoised(spread: Spread) -> Array:
    """Return the chances in each draw, drawn towards their mean until the spread is the noise-free one.

    `spread` has the shape (D, 2, K), the result (D, K). These are the constrained estimates of Louis 1984.
    """
    counts, worlds = spread.sums.sum(axis=1), spread.worlds.sum(axis=1)
    seen = counts / worlds[:, None]
    if len(worlds) < 2:
        return np.asarray(seen)
    means = counts.sum(axis=0) / worlds.sum()
    observed = seen.var(axis=0, ddof=1)
    variances = 0.0 * observed if spread.certain else np.minimum(_between_counts(counts, worlds), observed)
    shrink = np.sqrt(np.divide(variances, observed, out=np.zeros_like(observed), where=observed > 0))
    return np.asarray(means + shrink * (seen - means))


def reflected(estimate: Estimate) -> Estimate:
    """Return the estimate of the same number with its sign turned: what a club loses that leaves the field."""
    return Estimate(-estimate.mean, -estimate.high, -estimate.low, estimate.mc_error, estimate.luck,
                    estimate.ignorance, estimate.gap)  # fmt: skip


def explained(values: npt.NDArray[Any], parameter: npt.NDArray[Any]) -> float:
    """Return the variance of E[value | parameter], without the variance that chance alone would put there.

    Parameters
    ----------
    values, parameter
        Shape (D,).
    """
    draws = len(values)
    if draws < 4 or np.ptp(parameter) == 0:
        return 0.0
    order = np.argsort(parameter, kind="stable")
    bins = list(np.array_split(values[order], max(2, min(_MOST_BINS, draws // 10))))
    sizes = np.array([len(part) for part in bins], dtype=np.float64)
    centres = np.array([part.mean() for part in bins])
    within = float(sum(np.sum((part - part.mean()) ** 2) for part in bins)) / (draws - len(bins))
    between = float(np.sum(sizes * (centres - values.mean()) ** 2)) / (len(bins) - 1)
    typical = (draws - float(np.sum(sizes**2)) / draws) / (len(bins) - 1)
    return max(0.0, (between - within) / typical) * (len(bins) - 1) / len(bins)


def _as_columns(spread: Spread) -> Spread:
    return Spread(spread.sums[:, :, None], spread.worlds, spread.certain)


def _errors(seen: Array, means: Array, worlds: Array) -> Array:
    """Return the standard errors of means over draws (rows of `seen`) that count as their worlds do."""
    draws = len(worlds)
    if draws < 2:
        return np.zeros(len(means))
    squares = ((worlds[:, None] * (seen - means)) ** 2).sum(axis=0)
    return np.asarray(np.sqrt(squares * draws / (draws - 1)) / worlds.sum())


def _halves_apart(spread: Spread, means: Array) -> tuple[Array, Array, Array]:
    """Return the variances that the halves of a draw share, their standard errors, and one world's around its draw."""
    both = spread.worlds.min(axis=1) > 0
    worlds = spread.worlds[both]
    if len(worlds) < 2:
        return np.zeros(len(means)), np.zeros(len(means)), np.zeros(len(means))
    halved = spread.sums[both] / worlds[:, :, None]
    first, second = halved[:, 0], halved[:, 1]
    shared = (first - means) * (second - means)
    between = shared.sum(axis=0) / (len(worlds) - 1)
    resolution = shared.std(axis=0, ddof=1) / np.sqrt(len(worlds))
    # Half a difference has the noise of both halves: one world's, over how many worlds each averages.
    size = 1.0 / (1.0 / worlds[:, 0] + 1.0 / worlds[:, 1])
    return between, resolution, (size[:, None] * (first - second) ** 2).mean(axis=0)


def not_negative(variances: Array, errors: Array) -> Array:
    """Return the means of variances that cannot be negative, seen with normal errors, from a flat prior.

    A spread that is lost in the noise is not known to be nothing: it is known to be below what the worlds can
    resolve, and the mean of that is stated (the mean of a truncated normal law).
    """
    from scipy.special import log_ndtr

    # Far below zero the mean is error / -ratio, next to nothing; there the formula would lose its digits.
    ratios = np.maximum(np.divide(variances, errors, out=np.zeros_like(variances), where=errors > 0), -_FAR_BELOW)
    means = errors * (ratios + np.exp(-0.5 * ratios**2 - log_ndtr(ratios)) / np.sqrt(2 * np.pi))
    return np.asarray(np.where(errors > 0, means, np.maximum(variances, 0.0)))


def _between_counts(counts: Array, worlds: Array) -> Array:
    """Return the variances of the chances behind counts, the analysis-of-variance estimates, never negative."""
    draws, total = len(worlds), float(worlds.sum())
    if total <= draws or draws < 2:
        return np.zeros(counts.shape[1])
    seen = counts / worlds[:, None]
    within = (counts * (1 - seen)).sum(axis=0) / (total - draws)
    squares = worlds[:, None] * (seen - counts.sum(axis=0) / total) ** 2
    typical = (total - float(np.sum(worlds**2)) / total) / (draws - 1)
    between = (squares.sum(axis=0) / (draws - 1) - within) / typical
    return not_negative(between, squares.std(axis=0, ddof=1) / np.sqrt(draws) / typical)


def threshold_percentiles(means: Array, variances: Array) -> tuple[Array, Array]:
    """Return the 5th and 95th percentile of Phi(m + s Z), Z normal, with these means and variances.

    With r = s^2 / (1 + s^2) the variance is p(1 - p) - 2 T(h, sqrt((1 - r) / (1 + r))), h = Phi^-1(p) and T
    Owen's function; r is found by bisection, in which the variance rises.
    """
    lows, highs = means.copy(), means.copy()
    spread = np.flatnonzero(variances > 0)
    if not len(spread):
        return lows, highs
    from scipy.special import ndtr, ndtri, owens_t

    mean, variance = means[spread], variances[spread]
    level = ndtri(mean)
    least, most = np.zeros(len(spread)), np.ones(len(spread))
    for _ in range(_BISECTIONS):
        middle = (least + most) / 2
        below = mean * (1 - mean) - 2 * owens_t(level, np.sqrt((1 - middle) / (1 + middle))) < variance
        least, most = np.where(below, middle, least), np.where(below, most, middle)
    # All ignorance: the chance is 0 or 1 in every draw. Just short of it the formula still holds.
    shared = np.minimum((least + most) / 2, 1 - 1e-12)
    root, rest = np.sqrt(shared), np.sqrt(1 - shared)
    lows[spread] = np.minimum(ndtr((level - root * _Z) / rest), mean)
    highs[spread] = np.maximum(ndtr((level + root * _Z) / rest), mean)
    return lows, highs
