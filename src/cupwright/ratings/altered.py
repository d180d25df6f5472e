"""Ratings that somebody has altered: by what is known of a squad, or by strengths of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Protocol

from cupwright.football.strengths import Strengths
from cupwright.ratings.drivers import Driver, drivers_of
from cupwright.ratings.ratings import Rating, Ratings

__all__ = ["Alteration", "Altered", "altered", "drivers"]


class Alteration(Protocol):
    """What can be done to ratings. It acts on draws, one by one, so its doubt is carried into every odds figure."""

    def strengths(self, drawn: Strengths, seed: int) -> Strengths:
        """Return the draws as altered; draw b of a club depends on the seed, b and the club only."""

    def known(self, clubs: Iterable[str]) -> list[str]:
        """Return those of the clubs that still have a rating."""

    def rating(self, rating: Rating) -> Rating:
        """Return the rating of a club as altered."""

    def drivers(self, found: list[Driver], club: str, opponent: str) -> list[Driver]:
        """Return the parts of a difference of log rates as altered."""


@dataclass(frozen=True, eq=False)
class Altered(Ratings):
    """Ratings as altered, to be used wherever ratings are. Made by :func:`altered`.

    Parameters
    ----------
    inner
        The ratings as they were; fields of the posterior are theirs.
    by
        What was done to them.
    """

    inner: Ratings = field(kw_only=True)
    by: Alteration = field(kw_only=True)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __contains__(self, club: object) -> bool:
        return club in self._known

    def __len__(self) -> int:
        return len(self._known)

    @cached_property
    def _known(self) -> dict[str, None]:
        return dict.fromkeys(self.by.known(self.inner))

    def of(self, clubs: Sequence[str]) -> list[Rating]:
        """Return the ratings of several clubs, as altered."""
        return [self.by.rating(rating) for rating in self.inner.of(clubs)]

    def strengths(
        self,
        clubs: Sequence[str],
        competition: str,
        draws: int,
        seed: int,
        altitudes: Mapping[str, float] | None = None,
    ) -> Strengths:
        """Draw the strengths of a field, as altered; see :meth:`cupwright.ratings.Ratings.strengths`."""
        return self.by.strengths(self.inner.strengths(clubs, competition, draws, seed, altitudes), seed)


def altered(ratings: Ratings, by: Alteration) -> Altered:
    """Return ratings with an alteration on top."""
    return Altered(**{item.name: getattr(ratings, item.name) for item in fields(Ratings)}, inner=ratings, by=by)


def drivers(ratings: Ratings, club: str, opponent: str, competition: str, host: int) -> list[Driver]:
    """Return what makes one side the favourite, alterations included; see :func:`drivers_of`."""
    if isinstance(ratings, Altered):
        return ratings.by.drivers(drivers(ratings.inner, club, opponent, competition, host), club, opponent)
    return drivers_of(ratings, club, opponent, competition, host)
