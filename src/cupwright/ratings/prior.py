"""The Gaussian priors, as precision matrices: clubs within countries, and the drift of countries over the eras."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array, csr_array

from cupwright.ratings.block import Block
from cupwright.ratings.layout import Layout
from cupwright.ratings.results import FloatArray, IntArray
from cupwright.ratings.settings import RatingSettings

__all__ = ["MEAN_HOME", "MEAN_LEVEL", "BlockPrior", "Border", "Nations", "block_prior"]

# Mean and standard deviation of the goal level of all competitions together, and of their home advantage.
MEAN_LEVEL = (0.2, 1.0)
MEAN_HOME = (0.3, 0.5)
# Variance of a step of a walk that does not drift: one number seen many times, but the matrix stays invertible.
_LEAST_STEP = 1e-6


@dataclass(frozen=True, eq=False)
class Nations:
    """Countries and confederations, and to which each club of the results belongs.

    Parameters
    ----------
    countries, confederations
        Names, in order.
    country, confederation
        Shape (clubs,): indices into them.
    """

    countries: tuple[str, ...]
    confederations: tuple[str, ...]
    country: IntArray
    confederation: IntArray


class Border:
    """The parameters that blocks share: altitude, rho, and the effects of countries and confederations.

    An effect is a random walk over the blocks, from the oldest era to today.
    """

    def __init__(self, nations: Nations, blocks: Sequence[Block], settings: RatingSettings) -> None:
        self.nations = nations
        self.n_blocks = len(blocks)
        self.n_countries = len(nations.countries)
        self.dim = 2 + self.n_blocks * (self.n_countries + len(nations.confederations))
        self.mean = np.zeros(self.dim)
        self.mean[1] = settings.rho_mean
        self.precision = np.zeros((self.dim, self.dim))
        self.precision[0, 0] = settings.altitude_sd**-2
        self.precision[1, 1] = settings.rho_sd**-2
        years = [block.years for block in blocks]
        country = _walk(years, settings.country_sd, settings.country_drift)
        confederation = _walk(years, settings.confederation_sd, settings.confederation_drift)
        for number in range(self.n_countries):
            where = np.array([self.country(number, block) for block in range(self.n_blocks)])
            self.precision[np.ix_(where, where)] = country
        for number in range(len(nations.confederations)):
            where = np.array([self.confederation(number, block) for block in range(self.n_blocks)])
            self.precision[np.ix_(where, where)] = confederation

    def country(self, number: int, block: int) -> int:
        """Return the position of a country's effect in a block."""
        return 2 + block * (self.n_countries + len(self.nations.confederations)) + number

    def confederation(self, number: int, block: int) -> int:
        """Return the position of a confederation's effect in a block."""
        return self.country(self.n_countries, block) + number


def _walk(years: Sequence[float], sd: float, drift: float) -> FloatArray:
    """Return the precision (blocks, blocks) of a random walk seen `years` ago."""
    order = np.argsort(years)[::-1]
    precision = np.zeros((len(order), len(order)))
    precision[order[0], order[0]] = sd**-2
    for older, newer in pairwise(order):
        step = max(drift**2 * (years[older] - years[newer]), _LEAST_STEP)
        for one, two, sign in ((older, older, 1), (newer, newer, 1), (older, newer, -1), (newer, older, -1)):
            precision[one, two] += sign / step
    return precision


@dataclass(frozen=True, eq=False)
class BlockPrior:
    """The prior of a block's vector: its own parameters, altitude, rho, then its countries and confederations.

    Parameters
    ----------
    shared
        Positions in the border of all that follows the block's own parameters.
    mean, precision
        Of the whole vector, the precision as a sparse matrix; the border's own prior stands in :class:`Border`.
    spread
        Shape (n,): each club's factor on the spread of clubs.
    start
        Shape (n,): where each club's attack and defence start, apart from its country.
    """

    shared: IntArray
    mean: FloatArray
    precision: csr_array
    spread: FloatArray
    start: FloatArray


def block_prior(
    block: Block, number: int, layout: Layout, border: Border, closed: FloatArray, settings: RatingSettings
) -> BlockPrior:
    """Return the prior of block `number`; `closed` (clubs,) is the factor on each club's spread."""
    nations = border.nations
    country, confederation = nations.country[block.clubs], nations.confederation[block.clubs]
    countries, country_column = np.unique(country, return_inverse=True)
    confederations, confederation_column = np.unique(confederation, return_inverse=True)
    first_country = layout.dim + 2
    first_confederation = first_country + len(countries)
    shared = np.concatenate(
        [
            [0, 1],
            [border.country(int(c), number) for c in countries],
            [border.confederation(int(c), number) for c in confederations],
        ]
    ).astype(np.int64)

    dim = layout.dim + len(shared)
    start = settings.second_tier_start * block.lower
    mean = np.zeros(dim)
    mean[layout.where("attack")] = mean[layout.where("defence")] = start
    mean[layout.where("level")] = mean[layout.mean_level] = MEAN_LEVEL[0]
    mean[layout.where("home")] = mean[layout.mean_home] = MEAN_HOME[0]

    spread = closed[block.clubs]
    entries = _Entries()
    clubs = np.arange(layout.n)
    sides = (layout.attack + clubs, layout.defence + clubs)
    above = (first_country + country_column, first_confederation + confederation_column)
    for side, row in zip(sides, np.linalg.inv(_club_covariance(settings)), strict=True):
        for other, value in zip(sides, row, strict=True):
            # The prior is on the club less its country less its confederation: (club, two above) crosswise.
            for one, sign in ((side, 1.0), (above[0], -1.0), (above[1], -1.0)):
                for two, other_sign in ((other, 1.0), (above[0], -1.0), (above[1], -1.0)):
                    entries.add(one, two, sign * other_sign * value / spread**2)
    own = layout.own_home + np.arange(layout.p)
    entries.add(own, own, np.full(layout.p, settings.home_sd**-2))
    for first, middle, sd, middle_sd in (
        (layout.level, layout.mean_level, settings.competition_sd, MEAN_LEVEL[1]),
        (layout.home, layout.mean_home, settings.competition_home_sd, MEAN_HOME[1]),
    ):
        members = first + np.arange(layout.m)
        centre, precision = np.full(layout.m, middle), np.full(layout.m, sd**-2)
        entries.add(members, members, precision)
        entries.add(centre, centre, precision)
        entries.add(members, centre, -precision)
        entries.add(centre, members, -precision)
        entries.add(centre[:1], centre[:1], np.array([middle_sd**-2]))
    return BlockPrior(shared, mean, entries.matrix(dim), spread, start)


class _Entries:
    """Entries of a sparse matrix; those at the same place add up."""

    def __init__(self) -> None:
        self._parts: list[tuple[IntArray, IntArray, FloatArray]] = []

    def add(self, rows: IntArray, columns: IntArray, values: FloatArray) -> None:
        self._parts.append((rows, columns, values))

    def matrix(self, dim: int) -> csr_array:
        rows, columns, values = (np.concatenate(kind) for kind in zip(*self._parts, strict=True))
        return coo_array((values, (rows, columns)), shape=(dim, dim)).tocsr()


def _club_covariance(settings: RatingSettings) -> FloatArray:
    """Return the covariance (2, 2) of a club's attack and defence within its country."""
    cross = settings.attack_defence_correlation * settings.attack_sd * settings.defence_sd
    return np.array([[settings.attack_sd**2, cross], [cross, settings.defence_sd**2]])
