"""The matches of one day, seen through a Gaussian prior: the mode of their log rates by Newton's method.

With n log rates eta ~ N(prior, S) and goals y ~ Poisson(exp(eta)), each counted with a weight w, the log
posterior is::

    sum w (y eta - exp(eta)) - (eta - prior)' S^-1 (eta - prior) / 2

It is concave, so its mode is the only one. In the coordinates v with eta = prior + S v no inverse of S is
needed; a Newton step solves (S + W^-1) v = z - prior with W = diag(w exp(eta)) and z = eta + (y - exp(eta)) /
exp(eta), and is halved while it does not gain.

Source: the iterated extended Kalman filter (A. H. Jazwinski 1970, "Stochastic Processes and Filtering Theory",
section 8.3), which for a likelihood of the exponential family is Newton's method for the mode (L. Fahrmeir 1992,
"Posterior mode estimation by extended Kalman filtering for multivariate dynamic generalized linear models",
Journal of the American Statistical Association 87).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import lapack

from cupwright.ratings.results import FloatArray

__all__ = ["Day", "NoModeError", "day_mode"]

_MOST_STEPS = 50
_MOST_HALVINGS = 40
# Newton's method doubles the digits in each step: after one of this size the next would be far below rounding.
_STILL = 1e-6


class NoModeError(Exception):
    """The mode of a day was not found; the caller knows the day and says so."""


@dataclass(frozen=True, eq=False)
class Day:
    """The mode of a day's log rates.

    Parameters
    ----------
    weights
        Shape (n,): v of the module's formulas; the state moves by its covariance with the rates times this.
    factor
        Shape (n, n): lower Cholesky factor of S + W^-1 at the mode.
    steps
        Newton steps taken.
    last
        Largest change of a log rate in the last step.
    """

    weights: FloatArray
    factor: FloatArray
    steps: int
    last: float


def day_mode(prior: FloatArray, covariance: FloatArray, goals: FloatArray, weight: FloatArray) -> Day:
    """Return the mode.

    Parameters
    ----------
    prior, covariance
        Mean (n,) and covariance (n, n) of the log rates.
    goals, weight
        Shape (n,).

    Raises
    ------
    NoModeError
        If the covariance is not positive semi-definite or Newton's method does not come to rest.
    """

    def gain(v: FloatArray, eta: FloatArray) -> float:
        with np.errstate(over="ignore"):
            return float(weight @ (goals * eta - np.exp(eta)) - v @ (eta - prior) / 2)

    eta, v, diagonal = prior.copy(), np.zeros(len(prior)), np.arange(len(prior))
    now = gain(v, eta)
    for step in range(1, _MOST_STEPS + 1):
        with np.errstate(over="ignore"):
            rate = np.exp(eta)
        if not ((rate > 0) & (rate < np.inf)).all():
            raise NoModeError("the expected goals are not finite")
        matrix = covariance.copy(order="F")
        matrix[diagonal, diagonal] += 1 / (weight * rate)
        # The routines themselves: the wrappers around them cost more than the work on matrices of this size.
        factor, flag = lapack.dpotrf(matrix, lower=1, clean=1, overwrite_a=1)
        if flag or not np.isfinite(factor[-1, -1]):
            raise NoModeError("the covariance of the log rates is not positive definite")
        aim = lapack.dpotrs(factor, eta + (goals - rate) / rate - prior, lower=1)[0] - v
        move = covariance @ aim
        share = 1.0
        for _ in range(_MOST_HALVINGS):
            then = gain(v + share * aim, eta + share * move)
            if then >= now - 1e-12 * max(1.0, abs(now)):
                break
            share /= 2
        else:
            raise NoModeError("no step of Newton's method gains")
        v, eta, now = v + share * aim, eta + share * move, then
        last = float(np.abs(share * move).max())
        if last < _STILL:
            return Day(v, factor, step, last)
    raise NoModeError(f"Newton's method still moves by {last:.2g} after {_MOST_STEPS} steps")
