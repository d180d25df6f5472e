"""The state of the daily filter: a mean and a covariance that are predicted and corrected.

The first parameters are permanent (levels, home advantages, countries, confederations, altitude, legs) and walk at
random; then come the slots of the clubs, each of attack and defence as deviations from the country and of the home
advantage of its own, which return towards zero (Ornstein-Uhlenbeck process). Two devices keep a day cheap in a state
of D parameters:

* A slot stands in coordinates of its own: value = scale * coordinate. Returning to the mean over some days
  multiplies the scale, so a prediction touches D numbers and not D * D. What a prediction adds to the covariance
  waits in a vector beside the matrix until the matrix is needed.
* A correction takes G G' from the covariance, by one symmetric product for some days together (BLAS dsyrk, lower
  triangle only); see :mod:`cupwright.ratings.batch`.

Source of the two steps: R. E. Kalman 1960, "A new approach to linear filtering and prediction problems",
Journal of Basic Engineering 82.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import blas
from scipy.sparse import csr_array

from cupwright.ratings.results import FloatArray, IntArray

__all__ = ["State"]

_YEAR = 365.25
# Parameters of a slot: attack, defence, own home advantage.
_WIDE = 3
# Slots are added by so many at a time.
_MORE = 32
# Coordinates are measured anew before their scale gets so small that digits would be lost.
_LEAST_SCALE = 2.0**-20


class State:
    """Mean and covariance of the permanent parameters and of the clubs that hold a slot.

    Parameters
    ----------
    mean, covariance
        Of the permanent parameters: shapes (F,) and (F, F).
    drift
        Shape (F,): standard deviation of their change in a year.
    spread
        Shape (3, 3): covariance of attack, defence and own home advantage over the clubs of a country; the last is
        independent of the others.
    """

    def __init__(self, mean: FloatArray, covariance: FloatArray, drift: FloatArray, spread: FloatArray) -> None:
        self.fixed = len(mean)
        self._drift = drift**2
        self._spread = spread
        self._mean = mean.copy()
        self._scale = np.ones(self.fixed)
        self._matrix = np.asfortranarray(covariance)
        # What time has added since the matrix was last settled: to the diagonal, and between attack and defence.
        self._added = np.zeros(self.fixed)
        self._added_between = np.zeros(0)
        self._half_life = np.zeros(0)
        self._factor = np.zeros(0)
        self._free: list[int] = []

    def attack(self, slots: IntArray) -> IntArray:
        """Return the positions of the attack of slots; the defence follows at the next, then the home advantage."""
        return np.asarray(self.fixed + _WIDE * slots)

    def predict(self, days: float) -> None:
        """Let time pass: slots return towards zero, permanent parameters drift, doubt grows."""
        self._added[: self.fixed] += self._drift * (days / _YEAR)
        stay = np.exp2(-days / self._half_life)
        scale = self._scale[self.fixed :].reshape(-1, _WIDE)
        scale *= stay[:, None]
        grown = (1 - stay**2) * self._factor**2
        self._added[self.fixed :].reshape(-1, _WIDE)[:] += grown[:, None] * np.diag(self._spread) / scale**2
        self._added_between += grown * self._spread[1, 0] / (scale[:, 0] * scale[:, 1])

    def settle(self) -> None:
        """Put what time has added into the matrix."""
        diagonal = np.arange(len(self._mean))
        self._matrix[diagonal, diagonal] += self._added
        attack = diagonal[self.fixed :: _WIDE]
        self._matrix[attack + 1, attack] += self._added_between
        self._added[:], self._added_between[:] = 0.0, 0.0

    def measure_anew(self) -> None:
        """Return coordinates whose scale has become small to a scale of one."""
        for position in np.flatnonzero(self._scale < _LEAST_SCALE).tolist():
            self._matrix[position, :] *= self._scale[position]
            self._matrix[:, position] *= self._scale[position]
            self._mean[position] *= self._scale[position]
            self._scale[position] = 1.0

    def enter(self, start: float, factor: float) -> int:
        """Return the slot of a new club, which stands still until :meth:`set_pace` is called.

        Its attack and defence start at `start`, its own home advantage at zero.

        The state must be settled; so it must for all that follows, but for `predict`, `set_pace`, `scale` and `added`.
        """
        if not self._free:
            self._grow()
        slot = self._free.pop()
        at = self.fixed + _WIDE * slot
        self._mean[at : at + 2] = start
        self._matrix[at : at + _WIDE, at : at + _WIDE] = self._spread * factor**2
        self._factor[slot], self._half_life[slot] = factor, np.inf
        return slot

    def set_pace(self, slots: IntArray, factor: FloatArray, half_life: FloatArray) -> None:
        """Set how far clubs are spread and how fast they change, from now on."""
        self._factor[slots], self._half_life[slots] = factor, half_life

    def leave(self, slots: IntArray) -> None:
        """Empty slots; what is known of all others stays as it is."""
        for slot in slots:
            first = self.fixed + _WIDE * int(slot)
            at = slice(first, first + _WIDE)
            self._matrix[at, :] = 0.0
            self._matrix[:, at] = 0.0
            self._mean[at], self._scale[at] = 0.0, 1.0
            self._factor[slot], self._half_life[slot] = 0.0, np.inf
            self._free.append(int(slot))

    def scale(self, positions: IntArray) -> FloatArray:
        """Return the scales of parameters now."""
        return np.asarray(self._scale[positions])

    def added(self, positions: IntArray) -> tuple[FloatArray, FloatArray, IntArray]:
        """Return what time has added since the state was settled, in coordinates.

        Returns
        -------
        tuple
            Shapes (k,): to the variances of parameters; to the covariances of attack with defence of the same club
            (0 for all others); and where the other of the two stands.
        """
        slot, part = np.divmod(positions - self.fixed, _WIDE)
        paired = (positions >= self.fixed) & (part < 2)
        between = np.where(paired, self._added_between[np.where(paired, slot, 0)], 0.0)
        return self._added[positions], between, np.where(paired, positions + 1 - 2 * part, positions)

    def across(self, positions: IntArray, design: csr_array) -> FloatArray:
        """Return the covariance (D, r), in coordinates, of the state with ``design @ coordinates[positions]``."""
        return np.asarray((design @ self._columns(positions).T).T)

    def means(self, positions: IntArray) -> FloatArray:
        """Return the means of parameters, in coordinates."""
        return np.asarray(self._mean[positions])

    def _columns(self, positions: IntArray) -> FloatArray:
        """Return columns of the matrix, of which only the lower triangle is kept."""
        columns = np.empty((len(self._mean), len(positions)), order="F")
        k = 0
        while k < len(positions):
            # Two that stand side by side, as a club's attack and defence, are read for the price of one.
            first = int(positions[k])
            wide = 2 if first >= self.fixed and k + 1 < len(positions) and positions[k + 1] == first + 1 else 1
            columns[:first, k : k + wide] = self._matrix[first : first + wide, :first].T
            for j in range(wide):
                columns[first + j :, k + j] = self._matrix[first + j :, first + j]
            columns[first, k + wide - 1] = self._matrix[first + wide - 1, first]
            k += wide
        return columns

    def correct(self, gain: FloatArray, root: FloatArray) -> None:
        """Learn: add `gain` (D,) to the mean, take ``root @ root.T`` (root (D, r)) from the covariance."""
        if not root.shape[1]:
            return
        self._mean += gain
        self._matrix = blas.dsyrk(-1.0, np.asfortranarray(root), beta=1.0, c=self._matrix, lower=1, overwrite_c=1)

    def moments(self, positions: IntArray) -> tuple[FloatArray, FloatArray]:
        """Return mean (k,) and covariance (k, k) of parameters."""
        self.settle()
        lower = np.tril(self._matrix)
        whole = (lower + np.tril(lower, -1).T)[np.ix_(positions, positions)]
        scale = self._scale[positions]
        return self._mean[positions] * scale, whole * scale * scale[:, None]

    def _grow(self) -> None:
        n, more = len(self._mean), _WIDE * _MORE
        wider = np.zeros((n + more, n + more), order="F")
        wider[:n, :n] = self._matrix
        self._matrix = wider
        self._added = np.concatenate([self._added, np.zeros(more)])
        self._added_between = np.concatenate([self._added_between, np.zeros(_MORE)])
        self._mean = np.concatenate([self._mean, np.zeros(more)])
        self._scale = np.concatenate([self._scale, np.ones(more)])
        slots = len(self._factor)
        self._half_life = np.concatenate([self._half_life, np.full(_MORE, np.inf)])
        self._factor = np.concatenate([self._factor, np.zeros(_MORE)])
        self._free = list(range(slots, slots + _MORE))[::-1]
