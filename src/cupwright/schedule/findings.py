"""What stands in the way of a club's year, down to the two matches that cause it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cupwright.football.calendars import PlannedFixture, Window

__all__ = ["HARD", "Finding", "Kind", "chance_of", "longest_season"]

Kind = Literal[
    "release", "blocked", "clash", "crowd", "undecided", "short-rest", "in-release", "in-break",
    "off-season", "registration", "shared",
]  # fmt: skip

HARD = ("release", "blocked", "clash", "crowd")
"""The kinds that make a year impossible under what is demanded."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the year of a club.

    Parameters
    ----------
    kind
        Impossible under what is demanded: ``"release"`` (a match all of whose days lie in windows of release),
        ``"blocked"`` (no day at all that its ground is to be had), ``"clash"`` (two matches without days that leave the
        rest), ``"crowd"`` (three or more matches that cannot all be kept, though any two can). ``"undecided"``: the
        search was too long. Worth knowing: ``"short-rest"`` (two matches that were played so), ``"in-release"`` (a
        match that was played in a window of release), ``"in-break"`` (a match whose days all lie in a break of another
        competition), ``"off-season"`` (a match of the cup between two seasons of the club's league, four weeks or more
        apart), ``"registration"`` (a list of the cup closes between two seasons: with the window the next match of the
        cup and the first of the new season), ``"shared"`` (two short windows that overlap, with days for both).
    club
        Whose year.
    fixtures
        The matches that cause it, in order of their days.
    windows
        The windows that cause it.
    hours
        Of a clash: the most rest that any choice of days leaves; 0 is the same day.
    chance
        How likely all the matches of it are played; None if not known. See :func:`chance_of`.
    exact
        Whether `chance` is exact, and not the most that it can be.
    """

    kind: Kind
    club: str
    fixtures: tuple[PlannedFixture, ...]
    windows: tuple[Window, ...] = ()
    hours: int | None = None
    chance: float | None = None
    exact: bool = True

    @property
    def hard(self) -> bool:
        """Whether it makes the year impossible."""
        return self.kind in HARD

    @property
    def first(self) -> dt.date:
        """The first day it speaks of."""
        return max(fixture.first for fixture in self.fixtures)


def chance_of(fixtures: Sequence[PlannedFixture]) -> tuple[float | None, bool]:
    """Return the chance that all matches are played, and whether that is exact.

    A match without conditions is certain. Rounds of one competition lead to one another, so of them the least likely
    counts; competitions are taken as independent of each other. Where the chance of a match in doubt is not known, the
    chance of the others is the most that it can be; None if none is known.
    """
    rarest: dict[str, float] = {}
    exact = True
    for fixture in fixtures:
        if fixture.chance is not None:
            rarest[fixture.competition] = min(rarest.get(fixture.competition, 1.0), fixture.chance)
        elif fixture.needs and not fixture.played:
            exact = False
    if not exact and not rarest:
        return None, False
    product = 1.0
    for chance in rarest.values():
        product *= chance
    return product, exact


def longest_season(fixtures: Sequence[PlannedFixture]) -> list[PlannedFixture]:
    """Return the matches of the season in which each thing that may turn out one way or another brings most matches."""
    count: dict[str, dict[str, int]] = {}
    for fixture in fixtures:
        for variable, value in fixture.needs:
            values = count.setdefault(variable, {})
            values[value] = values.get(value, 0) + 1
    chosen: Mapping[str, str] = {name: max(sorted(values), key=values.__getitem__) for name, values in count.items()}
    return [one for one in fixtures if all(chosen[variable] == value for variable, value in one.needs)]
