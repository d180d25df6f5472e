"""What stands in the way of a club's year, down to the two matches that cause it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cupwright.football.calendars import PlannedFixture, Window

__all__ = ["HARD", "Finding", "Kind", "chance_of"]

Kind = Literal["release", "blocked", "clash", "crowd", "undecided", "short-rest", "in-release", "in-break", "shared"]

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
        competition), ``"shared"`` (two short windows that overlap, with days for both).
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
    """

    kind: Kind
    club: str
    fixtures: tuple[PlannedFixture, ...]
    windows: tuple[Window, ...] = ()
    hours: int | None = None
    chance: float | None = None

    @property
    def hard(self) -> bool:
        """Whether it makes the year impossible."""
        return self.kind in HARD

    @property
    def first(self) -> dt.date:
        """The first day it speaks of."""
        return max(fixture.first for fixture in self.fixtures)


def chance_of(fixtures: Sequence[PlannedFixture]) -> float | None:
    """Return the chance that all matches are played, or None where that of one in doubt is not known.

    A match without conditions is certain. Rounds of one competition lead to one another, so of them the least likely
    counts; competitions are taken as independent of each other.
    """
    rarest: dict[str, float] = {}
    for fixture in fixtures:
        chance = fixture.chance
        if chance is None and fixture.needs and not fixture.played:
            return None
        rarest[fixture.competition] = min(rarest.get(fixture.competition, 1.0), 1.0 if chance is None else chance)
    product = 1.0
    for chance in rarest.values():
        product *= chance
    return product


def longest_season(fixtures: Sequence[PlannedFixture]) -> list[PlannedFixture]:
    """Return the matches of the season in which each thing that may turn out one way or another brings most matches."""
    count: dict[str, dict[str, int]] = {}
    for fixture in fixtures:
        for variable, value in fixture.needs:
            values = count.setdefault(variable, {})
            values[value] = values.get(value, 0) + 1
    chosen: Mapping[str, str] = {name: max(sorted(values), key=values.__getitem__) for name, values in count.items()}
    return [one for one in fixtures if all(chosen[variable] == value for variable, value in one.needs)]
