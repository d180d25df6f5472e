"""What the solver is asked: the fixtures to be placed, what stands already, and how much each inconvenience counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from cupwright.football.calendars import PlannedFixture, Stay, Window
from cupwright.schedule.demands import Blocked

__all__ = ["MAX_CLUBS", "MAX_DAYS", "MAX_FIXTURES", "MAX_HUBS", "MAX_HUB_DAYS", "Hub", "Task", "Weights"]

MAX_FIXTURES = 400
MAX_CLUBS = 100
MAX_DAYS = 800
MAX_HUBS = 8
MAX_HUB_DAYS = 21


@dataclass(frozen=True, slots=True)
class Weights:
    """What each inconvenience counts, in points; whole numbers, so that an optimum can be proven.

    Parameters
    ----------
    km_per_point
        So many kilometres of travel count one point.
    rest_hour, comfort_hours
        Points of each hour that two matches of a club are closer than the comfortable rest, the hours of travel
        between them taken off. Only pairs of matches closer than that count.
    altitude_pair, altitude_m, altitude_days
        Points of two matches at least so many metres above the club's home within so many days of each other.
    trip_days
        Two matches away at most so many days apart, with none between them, are one stay: the club travels on from one
        to the other. Otherwise it goes home between them.
    hub_match
        Points of a match moved to a neutral hub.
    speed_kmh, ground_hours
        How fast a club flies, and what a journey takes besides.
    """

    km_per_point: int = 100
    rest_hour: int = 1
    comfort_hours: int = 96
    altitude_pair: int = 50
    altitude_m: int = 1500
    altitude_days: int = 10
    trip_days: int = 3
    hub_match: int = 20
    speed_kmh: int = 800
    ground_hours: int = 3


@dataclass(frozen=True, slots=True)
class Hub:
    """A week in which some fixtures may be played at one neutral place, instead of on their own days.

    `place` is a key of the stays. If the hub is used at all, between `least` and `most` fixtures are played there.
    """

    title: str
    place: str
    first: dt.date
    last: dt.date
    fixtures: tuple[str, ...]
    least: int = 2
    most: int = 4


@dataclass(frozen=True, slots=True)
class Task:
    """A year of some clubs, to be filled.

    Parameters
    ----------
    first, last
        The days that are planned, both included.
    fixtures
        What is to be placed: each on a day from its `first` to its `last` that is one of its `weekdays`.
    commitments
        What stands already. One day: it is given, and what two such fixtures do to each other is nobody's fault here.
        Several days: it is placed as well.
    releases
        Windows in which clubs release players: no match that is placed falls into them.
    blocks
        Days on which a ground cannot be used.
    stays
        Where clubs are at home and where venues are, by club id or venue name.
    clubs
        Whose rest and travel count; empty: all.
    orders
        Pairs of fixtures of which the first is played before the second.
    hubs
        Neutral weeks that may be used.
    rest_hours
        Between two matches of a club, counted from day to day: 72 hours are three days.
    weights
        What each inconvenience counts.
    """

    first: dt.date
    last: dt.date
    fixtures: tuple[PlannedFixture, ...]
    commitments: tuple[PlannedFixture, ...] = ()
    releases: tuple[Window, ...] = ()
    blocks: tuple[Blocked, ...] = ()
    stays: Mapping[str, Stay] = field(default_factory=dict)
    clubs: tuple[str, ...] = ()
    orders: tuple[tuple[str, str], ...] = ()
    hubs: tuple[Hub, ...] = ()
    rest_hours: int = 72
    weights: Weights = field(default_factory=Weights)

    @property
    def everything(self) -> tuple[PlannedFixture, ...]:
        """What is to be placed, and what stands already."""
        return self.fixtures + self.commitments

    @property
    def rest_days(self) -> int:
        """The rest in whole days, from one match day to the next; at least one: nobody plays twice a day."""
        return max(1, -(-self.rest_hours // 24))

    def counts(self, club: str) -> bool:
        """Return whether the rest and travel of a club count."""
        return bool(club) and (not self.clubs or club in self.clubs)

    def place_of(self, fixture: PlannedFixture) -> str:
        """Return where a fixture is played, a club's id or the name of a venue; empty where that is not known.

        A fixture with one club has no host yet: `home` then says whose match it is.
        """
        if fixture.neutral:
            return fixture.venue
        return "" if fixture.open else fixture.home
