"""A task in whole numbers: every fixture with the days and places it may take, and who may not come near whom.

Fixtures that nothing but their names tells apart (the 34 matches of a season of which only the windows are known) are
one *bundle*: which of them is played when says nothing, so only the days that are taken are sought.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cupwright.football.calendars import PlannedFixture, Stay
from cupwright.schedule.demands import Blocked
from cupwright.schedule.solve_places import hours_between
from cupwright.schedule.solve_task import Task

__all__ = ["Grid", "Option", "given_days", "make_grid"]


@dataclass(frozen=True, slots=True)
class Option:
    """A day a fixture may take (0 is the first day planned), and where: `hub` is -1 for its own place."""

    day: int
    hub: int = -1


@dataclass(frozen=True, slots=True)
class Grid:
    """A task compiled.

    Attributes
    ----------
    bundles
        The places of the fixtures of each bundle in `fixtures`; most hold one.
    options
        Those of each bundle, within its days but before any demand: other weekdays, windows of release and blocked days
        are still among them.
    given
        The day of each commitment that stands, by its bundle.
    pairs
        Bundles that share a club that counts and do not exclude each other, with that club; a bundle of several
        fixtures is also paired with itself.
    """

    task: Task
    fixtures: tuple[PlannedFixture, ...]
    bundles: tuple[tuple[int, ...], ...]
    options: tuple[tuple[Option, ...], ...]
    given: Mapping[int, int]
    pairs: tuple[tuple[int, int, str], ...]

    def one_of(self, bundle: int) -> PlannedFixture:
        """Return the first fixture of a bundle, which stands for all."""
        return self.fixtures[self.bundles[bundle][0]]

    def date(self, day: int) -> dt.date:
        """Return the date of a day's number."""
        return self.task.first + dt.timedelta(days=day)

    def place(self, bundle: int, option: Option) -> str:
        """Return where a fixture is played under an option, as a key of the stays; empty where not known."""
        if option.hub >= 0:
            return self.task.hubs[option.hub].place
        return self.task.place_of(self.one_of(bundle))

    def stay(self, bundle: int, option: Option) -> Stay | None:
        """Return the place of an option, None where not known."""
        return self.task.stays.get(self.place(bundle, option))

    def is_given(self, bundle: int, option: Option) -> bool:
        """Return whether the fixture stands on that day already."""
        return self.given.get(bundle) == option.day

    def apart(self, one: int, first: Option, other: int, second: Option) -> int:
        """Return how many days two matches of a club lie apart at least, whatever rest is asked for.

        Nobody plays twice a day; and who plays at two places needs the time to travel between them.
        """
        hours = hours_between(
            self.stay(one, first), self.stay(other, second), self.task.weights.speed_kmh, self.task.weights.ground_hours
        )
        return 1 if hours is None else max(1, -(-hours // 24))

    def farthest(self, one: int, other: int) -> int:
        """Return how many days travel keeps two matches apart, at the most distant places they may take."""
        here = {option.hub: option for option in self.options[one]}.values()
        there = {option.hub: option for option in self.options[other]}.values()
        return max(self.apart(one, first, other, second) for first in here for second in there)

    def blocked(self, block: Blocked, bundle: int, option: Option) -> bool:
        """Return whether an option takes a ground on a day on which it cannot be used."""
        grounds = {self.place(bundle, option), self.one_of(bundle).venue if option.hub < 0 else ""}
        return block.place in grounds and block.first <= self.date(option.day) <= block.last


def given_days(task: Task) -> dict[str, dt.date]:
    """Return the commitments that have a day, and it."""
    return {fixture.id: fixture.first for fixture in task.commitments if fixture.first == fixture.last}


def make_grid(task: Task, given: Mapping[str, dt.date] | None = None) -> Grid:
    """Compile a task that was checked.

    Parameters
    ----------
    task
        As it is, or with a demand relaxed.
    given
        The commitments that stand, where the task is a relaxed one; else they are taken from it.
    """
    stands = given_days(task) if given is None else given
    fixtures = task.everything
    bundles = tuple(_bundles(task, stands))
    options = tuple(_options(task, fixtures[bundle[0]]) for bundle in bundles)
    by_club: dict[str, list[int]] = {}
    days: dict[int, int] = {}
    for number, bundle in enumerate(bundles):
        fixture = fixtures[bundle[0]]
        if fixture.id in stands:
            days[number] = (stands[fixture.id] - task.first).days
        for club in (fixture.home, fixture.away):
            if task.counts(club):
                by_club.setdefault(club, []).append(number)
    pairs = tuple(
        (one, other, club)
        for club, members in sorted(by_club.items())
        for place, one in enumerate(members)
        for other in members[place:]
        if (one != other or len(bundles[one]) > 1)
        and not fixtures[bundles[one][0]].excludes(fixtures[bundles[other][0]])
    )
    return Grid(task, fixtures, bundles, options, days, pairs)


def _bundles(task: Task, stands: Mapping[str, dt.date]) -> list[tuple[int, ...]]:
    named = {name for pair in task.orders for name in pair} | {name for hub in task.hubs for name in hub.fixtures}
    found: dict[PlannedFixture | int, list[int]] = {}
    for number, fixture in enumerate(task.everything):
        alone = fixture.id in named or fixture.id in stands
        found.setdefault(number if alone else replace(fixture, id="", title=""), []).append(number)
    return [tuple(members) for members in found.values()]


def _options(task: Task, fixture: PlannedFixture) -> tuple[Option, ...]:
    own = range((fixture.first - task.first).days, (fixture.last - task.first).days + 1)
    moved = [
        Option(day, number)
        for number, hub in enumerate(task.hubs)
        if fixture.id in hub.fixtures
        for day in range((hub.first - task.first).days, (hub.last - task.first).days + 1)
    ]
    return tuple([Option(day) for day in own] + moved)
