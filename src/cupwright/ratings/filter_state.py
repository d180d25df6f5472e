"""The state of the daily filter: a mean and a covariance that are predicted and corrected.

The first parameters are permanent (levels, home advantages, countries, confederations, altitude) and walk at
random; then come pairs of slots, attack and defence of a club as deviations from its country, which return
towards zero (Ornstein-Uhlenbeck process). Two devices keep a day cheap in a state of D parameters:

* A slot stands in coordinates of its own: value = scale * coordinate. Returning to the mean over some days
  multiplies the scale, so a prediction touches D numbers and not D * D.
* A correction takes G G' from the covariance. The columns G wait beside the matrix and are taken off together
  by one symmetric product (BLAS dsyrk, lower triangle only), which is exact and several times faster.

Source of the two steps: R. E. Kalman 1960, "A new approach to linear filtering and prediction problems",
Journal of Basic Engineering 82.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import blas

from cupwright.ratings.results import FloatArray, IntArray

__all__ = ["State"]

_YEAR = 365.25
# Columns that wait; a product of fewer does not reach the speed of the processor.
_WAITING = 192
# Slots are added by so many at a time.
_MORE = 64
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
        Shape (2, 2): covariance of attack and defence over the clubs of a country.
    """

    def __init__(self, mean: FloatArray, covariance: FloatArray, drift: FloatArray, spread: FloatArray) -> None:
        self.fixed = len(mean)
        self._drift = drift**2
        self._spread = spread
        self._mean = mean.copy()
        self._scale = np.ones(self.fixed)
        self._matrix = np.asfortranarray(covariance)
        self._waiting = np.zeros((self.fixed, _WAITING), order="F")
        self._used = 0
        self._half_life = np.zeros(0)
        self._factor = np.zeros(0)
        self._free: list[int] = []

    def attack(self, slots: IntArray) -> IntArray:
        """Return the positions of the attack of slots; the defence follows at the next."""
        return np.asarray(self.fixed + 2 * slots)

    def predict(self, days: float) -> None:
        """Let time pass: slots return towards zero, permanent parameters drift, doubt grows."""
        diagonal = np.arange(self.fixed)
        self._matrix[diagonal, diagonal] += self._drift * days / _YEAR
        stay = np.exp2(-days / self._half_life)
        attack = self.attack(np.arange(len(stay)))
        defence = attack + 1
        self._scale[attack] *= stay
        self._scale[defence] *= stay
        self._measure_anew()
        added = (1 - stay**2) * self._factor**2
        for row, column, value in (
            (attack, attack, self._spread[0, 0]),
            (defence, defence, self._spread[1, 1]),
            (defence, attack, self._spread[1, 0]),
        ):
            self._matrix[row, column] += added * value / (self._scale[row] * self._scale[column])

    def enter(self, start: float, factor: float, half_life: float) -> int:
        """Return the slot of a new club, which starts at `start`; see :meth:`set_pace`."""
        if not self._free:
            self._grow()
        slot = self._free.pop()
        at = self.fixed + 2 * slot
        self._mean[at : at + 2] = start
        self._matrix[at : at + 2, at : at + 2] = self._spread * factor**2
        self.set_pace(np.array([slot]), np.array([factor]), np.array([half_life]))
        return slot

    def set_pace(self, slots: IntArray, factor: FloatArray, half_life: FloatArray) -> None:
        """Set how far clubs are spread and how fast they change, from now on."""
        self._factor[slots], self._half_life[slots] = factor, half_life

    def leave(self, slots: IntArray) -> None:
        """Empty slots; what is known of all others stays as it is."""
        if not len(slots):
            return
        self._take_off()
        for slot in slots:
            at = self.fixed + 2 * int(slot)
            self._matrix[at : at + 2, :] = 0.0
            self._matrix[:, at : at + 2] = 0.0
            self._mean[at : at + 2], self._scale[at : at + 2] = 0.0, 1.0
            self._factor[slot], self._half_life[slot] = 0.0, np.inf
            self._free.append(int(slot))

    def observe(self, positions: IntArray, design: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return what the state says of linear functions of it.

        Parameters
        ----------
        positions, design
            Shapes (k,) and (r, k): the functions are ``design @ state[positions]``.

        Returns
        -------
        tuple
            Their mean (r,), their covariance (r, r), and `across` (D, r): their covariance with the state, for
            :meth:`correct`.
        """
        scaled = design * self._scale[positions]
        columns = self._columns(positions)
        across = columns @ scaled.T
        if self._used:
            waiting = self._waiting[:, : self._used]
            across -= waiting @ (scaled @ waiting[positions]).T
        return scaled @ self._mean[positions], scaled @ across[positions], across

    def _columns(self, positions: IntArray) -> FloatArray:
        """Return columns of the matrix, of which only the lower triangle is kept."""
        columns = np.empty((len(self._mean), len(positions)), order="F")
        k = 0
        while k < len(positions):
            # A club's attack and defence stand side by side: two rows are read for the price of one.
            first = int(positions[k])
            wide = 2 if first >= self.fixed and k + 1 < len(positions) and positions[k + 1] == first + 1 else 1
            columns[:first, k : k + wide] = self._matrix[first : first + wide, :first].T
            for j in range(wide):
                columns[first + j :, k + j] = self._matrix[first + j :, first + j]
            columns[first, k + wide - 1] = self._matrix[first + wide - 1, first]
            k += wide
        return columns

    def correct(self, across: FloatArray, weights: FloatArray, root: FloatArray) -> None:
        """Learn: add ``across @ weights`` to the mean, take ``root @ root.T`` (root (D, r)) from the covariance."""
        self._mean += across @ weights
        rank = root.shape[1]
        if self._used + rank > _WAITING:
            self._take_off()
        if rank > _WAITING:
            self._subtract(root)
        else:
            self._waiting[:, self._used : self._used + rank] = root
            self._used += rank

    def moments(self, positions: IntArray) -> tuple[FloatArray, FloatArray]:
        """Return mean (k,) and covariance (k, k) of parameters."""
        self._take_off()
        lower = np.tril(self._matrix)
        whole = (lower + np.tril(lower, -1).T)[np.ix_(positions, positions)]
        scale = self._scale[positions]
        return self._mean[positions] * scale, whole * scale * scale[:, None]

    def _take_off(self) -> None:
        """Take what waits from the matrix."""
        if self._used:
            self._subtract(self._waiting[:, : self._used])
            self._used = 0

    def _measure_anew(self) -> None:
        """Return coordinates whose scale has become small to a scale of one."""
        small = np.flatnonzero(self._scale < _LEAST_SCALE)
        if len(small):
            self._take_off()
        for position in small.tolist():
            self._matrix[position, :] *= self._scale[position]
            self._matrix[:, position] *= self._scale[position]
            self._mean[position] *= self._scale[position]
            self._scale[position] = 1.0

    def _subtract(self, root: FloatArray) -> None:
        self._matrix = blas.dsyrk(-1.0, np.asfortranarray(root), beta=1.0, c=self._matrix, lower=1, overwrite_c=1)

    def _grow(self) -> None:
        self._take_off()
        n = len(self._mean)
        wider = np.zeros((n + 2 * _MORE, n + 2 * _MORE), order="F")
        wider[:n, :n] = self._matrix
        self._matrix = wider
        self._waiting = np.zeros((n + 2 * _MORE, _WAITING), order="F")
        self._mean = np.concatenate([self._mean, np.zeros(2 * _MORE)])
        self._scale = np.concatenate([self._scale, np.ones(2 * _MORE)])
        slots = len(self._factor)
        self._half_life = np.concatenate([self._half_life, np.full(_MORE, np.inf)])
        self._factor = np.concatenate([self._factor, np.zeros(_MORE)])
        self._free = list(range(slots, slots + _MORE))[::-1]
