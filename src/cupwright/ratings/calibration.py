"""Whether probabilities mean what they say: the slope and intercepts of a recalibration, and the error by bin.

Outcomes are numbered as in :mod:`cupwright.ratings.scoring`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError

__all__ = ["BINS", "BinSums", "Recalibration", "bin_sums", "derivatives", "expected_error", "recalibration"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

BINS = 10
"""Bins of equal width, 0-10 % to 90-100 %."""

_SMALLEST = 1e-12
_STEPS = 50
_CLOSE = 1e-10
# By how much an outcome (home, drawn, away) is made likelier by the intercepts of home wins and of drawn matches.
_TILT = np.array([[0.5, 0.0], [0.0, 1.0], [-0.5, 0.0]])


@dataclass(frozen=True, slots=True)
class Recalibration:
    """How forecasts would have had to be bent to fit what happened; 1, 0 and 0 if they are right as they are.

    The bent chance of outcome k is proportional to ``p[k] ** slope``, times ``exp(intercept)`` between a home and an
    away win, times ``exp(drawn)`` between a drawn match and the (geometric) mean of the two.

    Parameters
    ----------
    slope
        Below 1 the forecasts are too sure of themselves, above 1 not sure enough.
    intercept
        Above 0 the home side won more often, against the away side, than was said; in log odds.
    drawn
        Above 0 more matches were drawn than was said; in log odds.
    """

    slope: float
    intercept: float
    drawn: float


def _design(probabilities: FloatArray) -> FloatArray:
    """Return what the log of each bent chance is linear in: shape (N, 3 outcomes, 3 parameters)."""
    logs = np.log(np.maximum(np.asarray(probabilities, np.float64), _SMALLEST))
    tilt = np.broadcast_to(_TILT, (len(logs), 3, 2))
    return np.concatenate([logs[:, :, None], tilt], axis=2)


def derivatives(probabilities: FloatArray, outcomes: IntArray, at: Recalibration) -> tuple[FloatArray, FloatArray]:
    """Return gradient (N, 3) and minus the second derivative (N, 3, 3) of each match's log likelihood.

    The parameters are in the order slope, intercept, drawn.
    """
    design = _design(probabilities)
    eta = design @ np.array([at.slope, at.intercept, at.drawn])
    bent = np.exp(eta - eta.max(axis=1, keepdims=True))
    bent /= bent.sum(axis=1, keepdims=True)
    mean = np.einsum("nk,nkp->np", bent, design)
    happened = design[np.arange(len(design)), np.asarray(outcomes, np.int64)]
    spread = np.einsum("nk,nkp,nkq->npq", bent, design, design) - mean[:, :, None] * mean[:, None, :]
    return happened - mean, spread


def recalibration(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> Recalibration:
    """Return the recalibration of greatest likelihood, by Newton's method.

    With one outcome left out this is the recalibration of D. R. Cox 1958, "Two further applications of a model for
    binary regression", Biometrika 45; the form for several outcomes follows K. Van Hoorde et al. 2014, "Assessing
    calibration of multinomial risk prediction models", Statistics in Medicine 33, with one slope for all.

    Parameters
    ----------
    probabilities
        Shape (N, 3).
    outcomes
        Shape (N,), numbers 0 to 2.

    Raises
    ------
    CupwrightError
        If the matches cannot tell: too few, one outcome that never happened, or forecasts that are all alike.
    """
    chance, happened = np.asarray(probabilities, np.float64), np.asarray(outcomes, np.int64)
    point = Recalibration(1.0, 0.0, 0.0)
    if len(set(happened.tolist())) < 3 or np.ptp(chance, axis=0).max() < _SMALLEST:
        raise CupwrightError.of("calibration", "these forecasts and outcomes cannot show a calibration")
    for _ in range(_STEPS):
        gradient, spread = derivatives(chance, happened, point)
        try:
            step = np.linalg.solve(spread.sum(axis=0), gradient.sum(axis=0))
        except np.linalg.LinAlgError:
            break
        if not np.isfinite(step).all():
            break
        # A long step is cut, so that forecasts near 0 or 1 cannot throw the first one away.
        step *= min(1.0, 1.0 / np.abs(step).max()) if np.abs(step).max() > 0 else 1.0
        point = Recalibration(point.slope + step[0], point.intercept + step[1], point.drawn + step[2])
        if np.abs(step).max() < _CLOSE:
            return point
    raise CupwrightError.of("calibration", "the recalibration of these forecasts does not come to rest")


@dataclass(frozen=True, eq=False)
class BinSums:
    """Sums by bin of probability, over all three outcomes of all matches; all of shape (..., BINS).

    Parameters
    ----------
    count
        Probabilities in the bin.
    said
        Their sum.
    happened
        How many of them came true.
    """

    count: FloatArray
    said: FloatArray
    happened: FloatArray

    def error(self) -> FloatArray:
        """Return the expected calibration error, shape (...): the mean distance of said from happened.

        Bins weigh by their counts. Source of the measure: M. P. Naeini, G. F. Cooper and M. Hauskrecht 2015,
        "Obtaining well calibrated probabilities using Bayesian binning", AAAI 29; here over the probabilities of all
        outcomes, not of the likeliest alone.
        """
        return np.asarray(np.abs(self.said - self.happened).sum(axis=-1) / self.count.sum(axis=-1))


def bin_sums(probabilities: FloatArray, outcomes: IntArray, block: IntArray, blocks: int) -> BinSums:
    """Return the sums by bin of each block of matches, of shape (blocks, BINS).

    Parameters
    ----------
    probabilities
        Shape (N, 3).
    outcomes, block
        Shape (N,): what happened, and the block of the match.
    """
    chance = np.asarray(probabilities, np.float64)
    where = np.minimum((chance * BINS).astype(np.int64), BINS - 1) + BINS * np.asarray(block, np.int64)[:, None]
    came = np.eye(3)[np.asarray(outcomes, np.int64)]

    def summed(values: FloatArray) -> FloatArray:
        flat = np.bincount(where.ravel(), values.ravel(), minlength=BINS * blocks)
        return np.asarray(flat.reshape(blocks, BINS))

    return BinSums(summed(np.ones_like(chance)), summed(chance), summed(came))


def expected_error(probabilities: FloatArray, seed: int, draws: int = 200) -> float:
    """Return the calibration error that forecasts would show if they were right: what so few matches make of luck.

    Outcomes are drawn from the forecasts themselves, `draws` times.
    """
    chance = np.asarray(probabilities, np.float64)
    rng = np.random.default_rng(seed)
    edges = np.cumsum(chance, axis=1)[:, :2]
    block = np.zeros(len(chance), np.int64)
    errors = []
    for _ in range(draws):
        outcomes = (rng.random((len(chance), 1)) > edges).sum(axis=1)
        errors.append(float(bin_sums(chance, outcomes, block, 1).error()[0]))
    return float(np.mean(errors))
