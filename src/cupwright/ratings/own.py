"""A user's own strengths in place of those that results give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError, Problem
from cupwright.football.strengths import Strengths
from cupwright.luck import MASK, key
from cupwright.ratings.altered import Altered, altered
from cupwright.ratings.drivers import Driver
from cupwright.ratings.ratings import Rating, Ratings
from cupwright.ratings.results import FloatArray

__all__ = ["OwnStrengths", "OwnTable", "with_own"]

# As in the draws of fitted ratings: sums in another order differ far below the last digit kept.
_DIGITS = 9


@dataclass(frozen=True, eq=False)
class OwnTable:
    """What a user's file says of n clubs.

    Parameters
    ----------
    name
        The file, for messages.
    clubs
        Ids, each once.
    mean
        Shape (2n,): the attacks of all clubs, then their defences, in log goals.
    covariance
        Shape (2n, 2n), in the same order; positive semi-definite.
    """

    name: str
    clubs: tuple[str, ...]
    mean: FloatArray
    covariance: FloatArray

    @cached_property
    def root(self) -> FloatArray:
        """Shape (2n, 2n): the symmetric root of the covariance, which no order of the clubs changes."""
        values, vectors = np.linalg.eigh(self.covariance)
        return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T)

    def share_doubt(self, members: npt.NDArray[np.bool_]) -> bool:
        """Return whether any two of some clubs, marked in an array of shape (n,), share doubt."""
        n = len(self.clubs)
        between = np.abs(self.covariance.reshape(2, n, 2, n)).max(axis=(0, 2))
        np.fill_diagonal(between, 0.0)
        return bool(between[np.ix_(members, members)].any())

    def positions(self, clubs: Sequence[str]) -> list[int]:
        """Return where clubs stand in the file.

        Raises
        ------
        CupwrightError
            If some do not; all are named.
        """
        number = {club: k for k, club in enumerate(self.clubs)}
        missing = [club for club in dict.fromkeys(clubs) if club not in number]
        if missing:
            raise CupwrightError(
                Problem(
                    "model",
                    f"`{self.name}` rates {len(self.clubs)} clubs, but not {len(missing)} of those that play",
                    facts=tuple(f"`{club}`" for club in missing),
                    hint="every club that plays needs a line",
                )
            )
        return [number[club] for club in clubs]


@dataclass(frozen=True, eq=False)
class OwnStrengths:
    """An alteration of ratings: attack and defence come from the user's table, all else stays as fitted.

    Parameters
    ----------
    table
        What the file says.
    gap_weights
        Shape (n,): the weight of each club in the difference of the two home confederations; all zero where the clubs
        of either share no doubt, because the file then says nothing of the doubt about whole confederations.
    """

    table: OwnTable
    gap_weights: FloatArray

    def strengths(self, drawn: Strengths, seed: int) -> Strengths:
        """Return the draws with the attack and defence of the table, drawn from its covariance."""
        table, n = self.table, len(self.table.clubs)
        where = table.positions(drawn.clubs)
        normals = np.stack([_normals(seed, club, drawn.draws) for club in table.clubs], axis=1)
        values = table.mean + np.concatenate([normals[..., 0], normals[..., 1]], axis=1) @ table.root.T
        values = np.round(values, _DIGITS)
        sides = (values[:, :n] + values[:, n:]) / 2
        return replace(
            drawn,
            attack=values[:, where],
            defence=values[:, [n + k for k in where]],
            gap=np.round(sides @ self.gap_weights, _DIGITS),
        )

    def known(self, clubs: Iterable[str]) -> list[str]:
        """Return those of the clubs that the file rates."""
        rated = set(self.table.clubs)
        return [club for club in clubs if club in rated]

    def rating(self, rating: Rating) -> Rating:
        """Return the strength of a side that the table gives to a club."""
        row = self._side(rating.club) / 2
        sd = float(np.sqrt(row @ self.table.covariance @ row))
        return replace(rating, mean=float(row @ self.table.mean), sd=sd, rated=True)

    def drivers(self, found: list[Driver], club: str, opponent: str) -> list[Driver]:
        """Put one difference of the clubs in the place of clubs, countries and confederations."""
        row = self._side(club) - self._side(opponent)
        own = Driver("club", float(row @ self.table.mean), float(np.sqrt(row @ self.table.covariance @ row)))
        return [own, *(driver for driver in found if driver.what not in ("club", "country", "confederation"))]

    def _side(self, club: str) -> FloatArray:
        """Return the row (2n,) that adds up attack and defence of a club."""
        (k,) = self.table.positions([club])
        row = np.zeros(len(self.table.mean))
        row[[k, len(self.table.clubs) + k]] = 1.0
        return row


def _normals(seed: int, club: str, draws: int) -> FloatArray:
    """Return standard normals (draws, 2); row b depends on the seed, the club and b only."""
    return np.random.Generator(np.random.Philox(key=[seed & MASK, key(f"own {club}")])).standard_normal((draws, 2))


def with_own(ratings: Ratings, table: OwnTable) -> Altered:
    """Return ratings whose attack and defence are those of a user's table.

    Goal levels, home advantages, altitude and the Dixon-Coles parameter stay as fitted, with their doubt.
    """
    field = ratings.field
    place = {club: field.confederations[code] for club, code in zip(field.clubs, field.confederation, strict=True)}
    of_club = np.array([place.get(club, "") for club in table.clubs])
    first, second = (of_club == name for name in ratings.settings.home_confederations)
    weights = np.zeros(len(table.clubs))
    if table.share_doubt(first) and table.share_doubt(second):
        weights = first / first.sum() - second / second.sum()
    return altered(ratings, OwnStrengths(table, weights))
