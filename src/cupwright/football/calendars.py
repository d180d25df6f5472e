"""The nouns of a calendar: windows in which something is planned, and fixtures with the days they may be played on.

A calendar is laid down before a match is played, so it knows windows; a fixture list knows clubs; the facts know days.
All three are told with the same two nouns.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from cupwright.football.competitions import Source

__all__ = ["USES", "WEEKDAYS", "Branch", "Calendar", "Entrants", "PlannedFixture", "Stay", "Window"]

Use = Literal["matches", "release", "break", "registration"]
USES: tuple[Use, ...] = ("matches", "release", "break", "registration")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week as documents write them; the place of a day is its number, 0 to 6."""

Branch = tuple[str, str]
"""Something that may turn out one way or another, and how: (variable, value), as ("clausura/liguilla", "in")."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days laid down for one use.

    `first` and `last` belong to it. `use` is ``"matches"`` (the competition plays), ``"release"`` (clubs release
    players to national teams), ``"break"`` (no match of the competition is planned: holidays, winter) or
    ``"registration"`` (new players may be registered). `stage` and `matchday` say what is played in it; `matches` is
    how many matches a club that takes part plays in it, least and most. `weekdays` are the days of the week on which
    matches are planned (0 is Monday); none: any. `clubs` are those concerned, where not all of the competition;
    `associations` and `confederations` likewise (of their clubs, or for ``"release"`` of the national teams that play).
    `needs` says in which branches a club plays in it, as (``"EDITION/STAGE"``, ``"in"``): a knock-out round is played
    by those who got there.
    """

    id: str
    title: str
    first: dt.date
    last: dt.date
    use: Use = "matches"
    stage: str = ""
    matchday: int | None = None
    matches: tuple[int, int] = (1, 1)
    weekdays: tuple[int, ...] = ()
    clubs: tuple[str, ...] = ()
    needs: tuple[Branch, ...] = ()
    assumed: bool = False
    note: str = ""
    source: Source | None = None
    associations: tuple[str, ...] = ()
    confederations: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Entrants:
    """The clubs of one association that take part in a competition: no other of the association does."""

    association: str
    clubs: tuple[str, ...]
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The windows of one competition, or of FIFA, in one year or season.

    `competition` is its name in the facts (``"fifa"`` for windows of release). `editions` are its editions in the
    facts, whose matches have real days; where there are such days they stand before windows. `associations` are those
    whose clubs the windows concern, if not all. `season` are the first and last day that it speaks of, None for the
    calendar year. `entrants` say who takes part, of the associations of which it is known. `file` is where the document
    stands.
    """

    id: str
    title: str
    competition: str
    year: int
    windows: tuple[Window, ...]
    editions: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[tuple[str, Source], ...] = ()
    file: str = field(default="", compare=False)
    season: tuple[dt.date, dt.date] | None = None
    entrants: tuple[Entrants, ...] = ()

    @property
    def span(self) -> tuple[dt.date, dt.date]:
        """The first and last day that it speaks of: its season, or the calendar year."""
        return self.season or (dt.date(self.year, 1, 1), dt.date(self.year, 12, 31))


@dataclass(frozen=True, slots=True)
class PlannedFixture:
    """A match that is planned or was played, and the days it may be played on.

    `id` is stable from run to run (``"copa-libertadores-2026/group-stage/3/boca-juniors/lanus"``). `home` or `away` is
    empty where not known. A match that a window of a calendar plans for a club, whoever the opponent and whoever the
    host, has the club as `home`, an empty `away` and the title of the window; `home` then says whose match it is and
    not where: see :attr:`open`. `first` and `last` are equal where the day is known; `weekdays` as in :class:`Window`.
    `needs` are the branches in which it is played: two fixtures whose needs give one variable two values exclude each
    other and never clash. `chance` is how likely it is played, None where nobody worked it out.
    """

    id: str
    competition: str
    title: str
    stage: str
    home: str
    away: str
    first: dt.date
    last: dt.date
    neutral: bool = False
    venue: str = ""
    weekdays: tuple[int, ...] = ()
    needs: tuple[Branch, ...] = ()
    chance: float | None = None
    played: bool = False
    assumed: bool = False
    source: Source | None = None

    @property
    def open(self) -> bool:
        """Whether opponent and host are not known: all that is known is that `home` plays."""
        return not self.away

    def excludes(self, other: PlannedFixture) -> bool:
        """Return whether no season plays both."""
        mine = dict(self.needs)
        return any(mine.get(variable, value) != value for variable, value in other.needs)


@dataclass(frozen=True, slots=True)
class Stay:
    """Where something is: degrees (WGS 84), metres above the sea, time zone. `error_km` is how far off it may be."""

    name: str
    lat: float
    lon: float
    altitude_m: int | None
    timezone: str
    error_km: float = 0.0
