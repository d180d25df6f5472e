"""The Poisson likelihood with the Dixon-Coles correction: value, gradient and exact Hessian.

Source of the correction: M. J. Dixon and S. G. Coles 1997, "Modelling association football scores and
inefficiencies in the football betting market", Applied Statistics 46(2), equation 4.2. With expected goals
l and m of home and away side, 0-0 has its probability times ``1 - l m rho``, 0-1 times ``1 + l rho``, 1-0
times ``1 + m rho`` and 1-1 times ``1 - rho``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from cupwright.ratings.block import Block
from cupwright.ratings.layout import Layout
from cupwright.ratings.results import FloatArray, IntArray

__all__ = ["Feature", "Likelihood", "Slopes"]


@dataclass(frozen=True, eq=False)
class Slopes:
    """First (d) derivatives and minus the second (i) of each group's log likelihood in its two log rates and rho."""

    d_home: FloatArray
    d_away: FloatArray
    d_rho: FloatArray
    i_home: FloatArray
    i_away: FloatArray
    i_both: FloatArray
    i_home_rho: FloatArray
    i_away_rho: FloatArray
    i_rho: FloatArray


@dataclass(frozen=True, eq=False)
class Feature:
    """One parameter that each group touches: where it stands, and its factor in both log rates."""

    start: int
    size: int
    index: IntArray
    in_home: FloatArray
    in_away: FloatArray


class Likelihood:
    """The log likelihood of one block, as a function of its parameters (see :class:`Layout`)."""

    def __init__(self, block: Block, layout: Layout) -> None:
        self.block = block
        self.layout = layout
        one = np.ones(len(block.count))
        none = np.zeros(len(block.count))
        first = np.zeros(len(block.count), dtype=np.int64)
        half = block.ground / 2
        n, m = layout.n, layout.m
        self.features = [
            Feature(layout.attack, n, block.home, one, none),
            Feature(layout.attack, n, block.away, none, one),
            Feature(layout.defence, n, block.home, none, -one),
            Feature(layout.defence, n, block.away, -one, none),
            Feature(layout.level, m, block.competition, one, one),
            Feature(layout.home, m, block.competition, half, -half),
            Feature(layout.dim, 1, first, block.climb, -block.climb),
        ]
        if layout.p:
            host = np.full(n, -1)
            host[block.hosts] = np.arange(layout.p)
            own = np.where(host[block.home] >= 0, half, 0.0)
            self.features.append(Feature(layout.own_home, layout.p, np.maximum(host[block.home], 0), own, -own))

    def log_rates(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the log expected goals (G,) of both sides; `x` ends with the altitude effect and rho."""
        block, layout = self.block, self.layout
        attack, defence = layout.part(x, "attack"), layout.part(x, "defence")
        level = layout.part(x, "level")[block.competition]
        edge = layout.part(x, "home")[block.competition]
        if layout.p:
            own = np.zeros(layout.n)
            own[block.hosts] = layout.part(x, "own_home")
            edge = edge + own[block.home]
        ground = block.ground * edge / 2 + x[layout.dim] * block.climb
        eta_home = level + attack[block.home] - defence[block.away] + ground
        eta_away = level + attack[block.away] - defence[block.home] - ground
        return eta_home, eta_away

    def value(self, x: FloatArray) -> float:
        """Return the log likelihood without the factorials; minus infinity where a score cannot be."""
        block, rho = self.block, x[-1]
        eta_home, eta_away = self.log_rates(x)
        with np.errstate(over="ignore", invalid="ignore"):
            rate_home, rate_away = np.exp(eta_home), np.exp(eta_away)
            tau = np.array(_tau(rate_home, rate_away, rho))
            if not (np.isfinite(tau).all() and (tau[block.low > 0] > 0).all()):
                return -np.inf
        poisson = block.goals_home @ eta_home + block.goals_away @ eta_away - block.count @ (rate_home + rate_away)
        return float(poisson + np.sum(block.low * np.log(np.where(block.low > 0, tau, 1.0))))

    def gradient(self, x: FloatArray) -> FloatArray:
        """Return the gradient at `x`: by the block's own parameters, the effect of altitude, and rho."""
        slopes = self.slopes(x)
        gradient = np.zeros(self.layout.dim + 2)
        gradient[-1] = slopes.d_rho.sum()
        for one in self.features:
            values = one.in_home * slopes.d_home + one.in_away * slopes.d_away
            gradient[one.start : one.start + one.size] += np.bincount(one.index, values, one.size)
        return gradient

    def information(self, x: FloatArray, precision: csr_array) -> FloatArray:
        """Return minus the Hessian at `x`, added to `precision`, which may go on behind rho."""
        slopes = self.slopes(x)
        information: FloatArray = precision.toarray(order="F")
        last = self.layout.dim + 1
        information[last, last] += slopes.i_rho.sum()
        for number, one in enumerate(self.features):
            part = slice(one.start, one.start + one.size)
            values = one.in_home * slopes.i_home_rho + one.in_away * slopes.i_away_rho
            with_rho = np.bincount(one.index, values, one.size)
            information[part, last] += with_rho
            information[last, part] += with_rho
            for two in self.features[number:]:
                values = (
                    one.in_home * two.in_home * slopes.i_home
                    + one.in_away * two.in_away * slopes.i_away
                    + (one.in_home * two.in_away + one.in_away * two.in_home) * slopes.i_both
                )
                _add(information, one, two, values)
        return information

    def slopes(self, x: FloatArray) -> Slopes:
        """Return the derivatives of each group at `x`; which parameters they reach is in `features`."""
        block, rho = self.block, float(x[-1])
        eta_home, eta_away = self.log_rates(x)
        l, m = np.exp(eta_home), np.exp(eta_away)
        t00, t01, t10, t11 = (np.where(w > 0, t, 1.0) for t, w in zip(_tau(l, m, rho), block.low, strict=True))
        w00, w01, w10, w11 = block.low
        # q / t is the derivative of log t in a log rate, q / t**2 the second one (both up to sign).
        q00, q01, q10 = l * m * rho, l * rho, m * rho
        i_both = w00 * q00 / t00**2
        return Slopes(
            d_home=block.goals_home - block.count * l - w00 * q00 / t00 + w01 * q01 / t01,
            d_away=block.goals_away - block.count * m - w00 * q00 / t00 + w10 * q10 / t10,
            d_rho=-w00 * l * m / t00 + w01 * l / t01 + w10 * m / t10 - w11 / t11,
            i_home=block.count * l + i_both - w01 * q01 / t01**2,
            i_away=block.count * m + i_both - w10 * q10 / t10**2,
            i_both=i_both,
            i_home_rho=w00 * l * m / t00**2 - w01 * l / t01**2,
            i_away_rho=w00 * l * m / t00**2 - w10 * m / t10**2,
            i_rho=w00 * (l * m / t00) ** 2 + w01 * (l / t01) ** 2 + w10 * (m / t10) ** 2 + w11 / t11**2,
        )


def _tau(l: FloatArray, m: FloatArray, rho: float) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the Dixon-Coles factors of 0-0, 0-1, 1-0 and 1-1."""
    return 1 - l * m * rho, 1 + l * rho, 1 + m * rho, np.full_like(l, 1 - rho)


def _add(information: FloatArray, one: Feature, two: Feature, values: FloatArray) -> None:
    """Add the products of two features, summed over the groups, on both sides of the diagonal."""
    if one.index is two.index:
        rows, columns = one.start + np.arange(one.size), two.start + np.arange(two.size)
        sums = np.bincount(one.index, values, one.size)
        information[rows, columns] += sums
        if one is not two:
            information[columns, rows] += sums
        return
    sums = np.bincount(one.index * two.size + two.index, values, one.size * two.size).reshape(one.size, two.size)
    information[one.start : one.start + one.size, two.start : two.start + two.size] += sums
    information[two.start : two.start + two.size, one.start : one.start + one.size] += sums.T
