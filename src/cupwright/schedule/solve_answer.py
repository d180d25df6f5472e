"""What the solver answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cupwright.football.calendars import PlannedFixture
from cupwright.schedule.solve_demand import Demand

__all__ = ["Answer", "Conflict", "Cost", "Placed", "Relaxation", "match_data"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A fixture and its day. `place` is where it is played, empty where not known; `hub` the title of its hub."""

    fixture: PlannedFixture
    day: dt.date
    place: str = ""
    hub: str = ""
    given: bool = False

    def as_fixture(self) -> PlannedFixture:
        """Return the fixture on that one day and at that place."""
        from dataclasses import replace

        if not self.hub:
            return replace(self.fixture, first=self.day, last=self.day)
        return replace(self.fixture, first=self.day, last=self.day, venue=self.place, neutral=True, weekdays=())


@dataclass(frozen=True, slots=True)
class Cost:
    """The points of the dearest season: `total`, and `parts` by what they are for (travel, hub, rest, altitude, trip).

    `bound` is proven: no calendar that keeps the demands costs less.
    """

    total: int
    parts: Mapping[str, int]
    bound: int | None = None

    def __add__(self, other: Cost) -> Cost:
        parts = {what: self.parts.get(what, 0) + other.parts.get(what, 0) for what in {**self.parts, **other.parts}}
        bound = None if self.bound is None or other.bound is None else self.bound + other.bound
        return Cost(self.total + other.total, dict(sorted(parts.items())), bound)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A demand which, relaxed alone, gives room for a calendar, and how little of it does."""

    demand: Demand
    words: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Demands that cannot hold together.

    Without any one of them the others can; `minimal` is false where the search was stopped before that was proven.
    `confirmed` is whether the checker's own search came to the same; None where it cannot tell.
    """

    demands: tuple[Demand, ...]
    minimal: bool = True
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A calendar, or why there is none.

    Parameters
    ----------
    exists
        True or False as proven, None where time ran out before either was.
    proven
        Whether nothing is left open: the calendar is the best there is; or there is none, and the first conflict is
        minimal.
    placed
        Every fixture with its day, in order; empty where there is no calendar.
    cost
        What it costs.
    conflicts
        Where there is none: minimal conflicts that share no demand, the earliest first.
    relaxations
        The single demands which, relaxed, would do.
    fewest
        The fewest demands that would have to be given up altogether, where more than one must.
    unknown
        The clubs and venues whose place is not known, so that their travel is not in the cost.
    given
        What the commitments break by themselves, before anything is placed.
    seconds
        How long it took.
    stopped
        Whether Ctrl-C came before all was proven.
    """

    exists: bool | None
    proven: bool
    placed: tuple[Placed, ...] = ()
    cost: Cost | None = None
    conflicts: tuple[Conflict, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    fewest: tuple[Demand, ...] = ()
    unknown: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)
    stopped: bool = False

    @property
    def status(self) -> Literal["best", "calendar", "none", "open"]:
        """In a word: the best calendar, a calendar, none, or an open question."""
        if self.exists is None:
            return "open"
        if not self.exists:
            return "none"
        return "best" if self.proven else "calendar"

    def days(self) -> dict[str, dt.date]:
        """Return the day of each fixture by its id."""
        return {placed.fixture.id: placed.day for placed in self.placed}

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON holds it."""
        return {
            "exists": self.exists,
            "proven": self.proven,
            "placed": [match_data(placed) for placed in self.placed],
            "cost": self.cost and {"total": self.cost.total, "bound": self.cost.bound, "parts": dict(self.cost.parts)},
            "conflicts": [
                {
                    "minimal": conflict.minimal,
                    "confirmed": conflict.confirmed,
                    "demands": [_demand(demand) for demand in conflict.demands],
                }
                for conflict in self.conflicts
            ],
            "relaxations": [{**_demand(one.demand), "how": one.words} for one in self.relaxations],
            "fewest": [_demand(demand) for demand in self.fewest],
            "unknown": list(self.unknown),
            "given": list(self.given),
            "stopped": self.stopped,
        }


def match_data(placed: Placed) -> dict[str, Any]:
    """Return a match and its day as JSON holds them."""
    fixture = placed.fixture
    return {
        "fixture": fixture.id,
        "title": fixture.title,
        "competition": fixture.competition,
        "home": fixture.home,
        "away": fixture.away,
        "day": placed.day.isoformat(),
        "first": fixture.first.isoformat(),
        "last": fixture.last.isoformat(),
        "place": placed.place,
        "hub": placed.hub,
        "given": placed.given,
        "needs": [list(branch) for branch in fixture.needs],
        "assumed": fixture.assumed,
    }


def _demand(demand: Demand) -> dict[str, str]:
    return {"kind": demand.kind, "subject": demand.subject, "demand": demand.title}
