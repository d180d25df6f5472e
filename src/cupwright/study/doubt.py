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

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "HIGH",
    "LOW",
    "Estimate",
    "Spread",
    "chance",
    "change",
    "denoised",
    "explained",
    "halves",
    "mean_of",
    "reflected",
]

Array = npt.NDArray[np.float64]

LOW, HIGH = 0.05, 0.95
_Z = 1.6448536269514722
_MOST_BINS = 20
_BISECTIONS = 40


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


def chance(spread: Spread, gap: npt.NDArray[Any] | None = None, *, possible: bool = True) -> Estimate:
    """Return the chance of an event from its counts by draw.

    Parameters
    ----------
    spread
        Counts of shape (D, 2).
    gap
        Shape (D,): the parameter whose part in the ignorance is asked.
    possible
        False if the rules alone settle the event: then no error is stated for a chance of 0 or 1.

    Notes
    -----
    An event that was never (or always) seen although possible has an `mc_error` of one world in all.
    """
    counts, worlds = spread.sums.sum(axis=1), spread.worlds.sum(axis=1)
    total = float(worlds.sum())
    if total == 0:
        return Estimate(float("nan"), 0.0, 1.0, 1.0)
    mean = float(counts.sum()) / total
    if counts.sum() in (0.0, total):
        return Estimate(mean, mean, mean, 1.0 / total if possible else 0.0)
    draws = len(counts)
    if draws < 2:
        error = float(np.sqrt(mean * (1 - mean) / total))
        known = spread.certain
        return Estimate(mean, mean if known else 0.0, mean if known else 1.0, error, 1.0 if known else None,
                        0.0 if known else None)  # fmt: skip
    seen = counts / worlds
    error = float(np.sqrt(np.sum((worlds * (seen - mean)) ** 2) * draws / (draws - 1))) / total
    variance = 0.0 if spread.certain else _between_counts(counts, worlds)
    most = mean * (1 - mean)
    variance = min(variance, most)
    low, high = _threshold_percentiles(mean, variance)
    ignorance = variance / most
    part = None
    if gap is not None:
        part = min(ignorance, explained(seen, gap) / most) if variance > 0 else 0.0
    return Estimate(mean, low, high, error, 1.0 - ignorance, ignorance, part)


def mean_of(spread: Spread, gap: npt.NDArray[Any] | None = None) -> Estimate:
    """Return the mean over all worlds of a number (goals, dollars, kilometres) from its sums by draw.

    `luck` and `ignorance` share the variance of that number in one world.
    """
    whole = spread.worlds.sum(axis=1)
    total = float(whole.sum())
    mean = float(spread.sums.sum()) / total
    draws = len(whole)
    seen = spread.means
    if draws < 2:
        return Estimate(mean, mean, mean, float("nan") if total > 1 else 0.0)
    error = float(np.sqrt(np.sum((whole * (seen - mean)) ** 2) * draws / (draws - 1))) / total
    centred = seen - mean
    observed = float(np.mean(centred**2)) * draws / (draws - 1)
    if observed == 0.0:
        return Estimate(mean, mean, mean, 0.0)
    between, noise = _halves_apart(spread, mean)
    variance = 0.0 if spread.certain else min(max(between, 0.0), observed)
    drawn = mean + np.sqrt(variance / observed) * centred
    low, high = np.quantile(drawn, [LOW, HIGH])
    whole_variance = variance + noise
    ignorance = variance / whole_variance if whole_variance > 0 else None
    part = None
    if gap is not None and ignorance is not None:
        part = min(ignorance, explained(seen, gap) / whole_variance) if variance > 0 else 0.0
    luck = None if ignorance is None else 1.0 - ignorance
    return Estimate(mean, min(float(low), mean), max(float(high), mean), error, luck, ignorance, part)


def change(base: Spread, proposal: Spread, gap: npt.NDArray[Any] | None = None) -> Estimate:
    """Return the difference proposal - base of two tallies of the same worlds, paired draw by draw."""
    if not np.array_equal(base.worlds, proposal.worlds):
        raise ValueError("the two sides were not run in the same worlds")
    return mean_of(Spread(proposal.sums - base.sums, base.worlds, base.certain and proposal.certain), gap)


def denoised(spread: Spread) -> Array:
    """Return the chance in each draw, drawn towards the mean until the spread is the noise-free one.

    Shape (D,). These are the constrained estimates of Louis 1984.
    """
    counts, worlds = spread.sums.sum(axis=1), spread.worlds.sum(axis=1)
    seen = counts / worlds
    observed = float(np.var(seen, ddof=1)) if len(seen) > 1 else 0.0
    if observed == 0.0:
        return np.asarray(seen)
    variance = 0.0 if spread.certain else min(_between_counts(counts, worlds), observed)
    mean = float(counts.sum()) / float(worlds.sum())
    return np.asarray(mean + np.sqrt(variance / observed) * (seen - mean))


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


def _halves_apart(spread: Spread, mean: float) -> tuple[float, float]:
    """Return the variance that the halves of a draw share, and the variance of one world around its draw."""
    both = spread.worlds.min(axis=1) > 0
    worlds = spread.worlds[both]
    if len(worlds) < 2:
        return 0.0, 0.0
    first, second = (spread.sums[both] / worlds).T
    between = float(np.sum((first - mean) * (second - mean))) / (len(worlds) - 1)
    # Half a difference has the noise of both halves: one world's, over how many worlds each averages.
    size = 1.0 / (1.0 / worlds[:, 0] + 1.0 / worlds[:, 1])
    return between, float(np.mean(size * (first - second) ** 2))


def _between_counts(counts: Array, worlds: Array) -> float:
    """Return the variance of the chances behind counts, the analysis-of-variance estimate, never negative."""
    draws, total = len(counts), float(worlds.sum())
    if total <= draws:
        return 0.0
    seen = counts / worlds
    within = float(np.sum(counts * (1 - seen))) / (total - draws)
    between = float(np.sum(worlds * (seen - float(counts.sum()) / total) ** 2)) / (draws - 1)
    typical = (total - float(np.sum(worlds**2)) / total) / (draws - 1)
    return max(0.0, (between - within) / typical)


def _threshold_percentiles(mean: float, variance: float) -> tuple[float, float]:
    """Return the 5th and 95th percentile of Phi(m + s Z), Z normal, with this mean and variance.

    With r = s^2 / (1 + s^2) the variance is p(1 - p) - 2 T(h, sqrt((1 - r) / (1 + r))), h = Phi^-1(p) and T
    Owen's function; r is found by bisection, in which the variance rises.
    """
    if variance <= 0.0:
        return mean, mean
    from scipy.special import ndtr, ndtri, owens_t

    level = float(ndtri(mean))
    least, most = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = (least + most) / 2
        if mean * (1 - mean) - 2 * float(owens_t(level, np.sqrt((1 - middle) / (1 + middle)))) < variance:
            least = middle
        else:
            most = middle
    shared = (least + most) / 2
    if shared >= 1.0 - 1e-12:
        return (0.0 if mean < HIGH else 1.0), (1.0 if mean > LOW else 0.0)
    root, rest = np.sqrt(shared), np.sqrt(1 - shared)
    low, high = ((level - root * _Z) / rest, (level + root * _Z) / rest)
    return min(float(ndtr(low)), mean), max(float(ndtr(high)), mean)
