"""Several days of results at once, exactly as if they were learnt one day after the other.

What is costly in the filter grows with the state (1,600 parameters), what must go day by day does not: a day's
log rates are a few dozen numbers. So the log rates of some days are first written down together, with their joint
prior, and the days are then learnt within that small space; the state is touched once, at the end.

With the state's coordinates c, a walk with independent steps, and the log rates eta_m = h_m c(t_m)::

    cov(c(t), eta_m) = (P + Q(t_m)) h_m'              for t >= t_m: the columns of `across`
    cov(eta_n, eta_m) = h_n (P + Q(t_m)) h_m'         for t_n >= t_m: `joint`

where P is the covariance on the first day and Q(t) what time adds until t. If V are the days learnt so far, L the
Cholesky factor of their ``joint + W^-1`` and R = joint[d, V] L'^-1 for the rates d of the next day, then d has the
covariance ``joint[d, d] - R R'`` on its eve, and L goes on with the rows [R, factor of that + W^-1].
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import blas, lapack

from cupwright.ratings.newton_day import Day, day_mode
from cupwright.ratings.results import FloatArray, IntArray

__all__ = ["Batch"]


class Batch:
    """The log rates of some days, which are learnt in order of time.

    Parameters
    ----------
    prior
        Shape (N,): their means on the eve of the first day.
    joint
        Shape (N, N): their covariance, right where the row is not of an earlier day than the column.
    """

    def __init__(self, prior: FloatArray, joint: FloatArray) -> None:
        self._prior, self._joint = prior, joint
        n = len(prior)
        self._rows = np.zeros(n, np.int64)
        self._factor = np.zeros((n, n), order="F")
        self._weights = np.zeros(n)
        self._known = 0

    def eve(self, rows: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return mean (r,) and covariance (r, r) of a day's rates after all that was learnt, and R (r, known)."""
        s, known = self._known, self._rows[: self._known]
        covariance = self._joint[np.ix_(rows, rows)]
        if not s:
            return self._prior[rows], covariance, np.zeros((len(rows), 0))
        past = self._joint[np.ix_(rows, known)]
        ratio = blas.dtrsm(1.0, self._factor[:s, :s], past, side=1, lower=1, trans_a=1)
        return self._prior[rows] + past @ self._weights[:s], covariance - ratio @ ratio.T, ratio

    def learn(self, rows: IntArray, goals: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray, Day]:
        """Learn a day; return mean and covariance of its rates on the eve, and the mode.

        Raises
        ------
        cupwright.ratings.newton_day.NoModeError
            If the mode is not found.
        """
        mean, covariance, ratio = self.eve(rows)
        mode = day_mode(mean, covariance, goals, weight)
        s, r = self._known, len(rows)
        if s:
            self._weights[:s] -= blas.dtrsv(self._factor[:s, :s], ratio.T @ mode.weights, lower=1, trans=1)
            self._factor[s : s + r, :s] = ratio
        self._factor[s : s + r, s : s + r] = mode.factor
        self._weights[s : s + r] = mode.weights
        self._rows[s : s + r] = rows
        self._known += r
        return mean, covariance, mode

    def sums(self, across: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return what the state's mean gains (D,) and a root (D, known) of what its covariance loses.

        Parameters
        ----------
        across
            Shape (D, N): covariance of the state, at the end, with the rates.
        """
        s = self._known
        if not s:
            return np.zeros(len(across)), np.zeros((len(across), 0))
        known = across[:, self._rows[:s]]
        # The inverse of a small factor and one product are faster than solving for every row of the state.
        inverse = lapack.dtrtri(self._factor[:s, :s], lower=1)[0]
        return known @ self._weights[:s], blas.dtrmm(1.0, inverse, known, side=1, lower=1, trans_a=1)
