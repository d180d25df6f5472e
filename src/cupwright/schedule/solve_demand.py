"""The demands of a task, each with its words: what has to give way if no calendar keeps them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cupwright.football.calendars import PlannedFixture, Window
from cupwright.schedule.solve_grid import Grid, Option
from cupwright.schedule.solve_words import span_words, weekday_words

__all__ = ["Demand", "against", "demands_of", "released"]

Kind = Literal["rest", "fixture", "release", "blocked", "weekdays"]


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is asked of a calendar.

    `subject` is a fixture's id, a window's id, the place in `blocks`, or ``competition|weekdays``. `first` is its first
    day, by which conflicts are sought from the start of the year.
    """

    kind: Kind
    subject: str
    title: str
    first: dt.date

    @property
    def key(self) -> str:
        """Its name, unique in a task."""
        return f"{self.kind}:{self.subject}"


def demands_of(grid: Grid) -> tuple[Demand, ...]:
    """Return every demand that binds anything, in order of its first day; the rest comes first."""
    task = grid.task
    found = [Demand("rest", "", f"rest of {task.rest_hours} h", task.first)] if task.rest_days > 1 else []
    for fixture in grid.fixtures:
        words = f"{fixture.title} ({span_words(fixture.first, fixture.last)})"
        found.append(Demand("fixture", fixture.id, words, fixture.first))
    found += sorted({demand.key: demand for demand in _standing(grid)}.values(), key=lambda demand: demand.key)
    return tuple(sorted(found, key=lambda demand: (demand.kind != "rest", demand.first, demand.key)))


def _standing(grid: Grid) -> Iterator[Demand]:
    for bundle in range(len(grid.bundles)):
        for option in grid.options[bundle]:
            yield from against(grid, bundle, option)


def against(grid: Grid, bundle: int, option: Option) -> Iterator[Demand]:
    """Yield the demands that forbid an option on their own: a window of release, a blocked ground, the weekday."""
    if grid.is_given(bundle, option):
        return
    task, fixture, date = grid.task, grid.one_of(bundle), grid.date(option.day)
    for window in task.releases:
        if window.first <= date <= window.last and released(window, fixture):
            words = f"{window.title} ({span_words(window.first, window.last)})"
            yield Demand("release", window.id, words, window.first)
    for place, block in enumerate(task.blocks):
        if grid.blocked(block, bundle, option):
            why = f": {block.reason}" if block.reason else ""
            words = f"the ground of {block.place} is not to be had ({span_words(block.first, block.last)}){why}"
            yield Demand("blocked", str(place), words, block.first)
    if option.hub < 0 and fixture.weekdays and date.weekday() not in fixture.weekdays:
        subject = f"{fixture.competition}|{','.join(map(str, sorted(set(fixture.weekdays))))}"
        yield Demand("weekdays", subject, f"{fixture.competition} on {weekday_words(fixture.weekdays)}", task.first)


def released(window: Window, fixture: PlannedFixture) -> bool:
    """Return whether a window of release concerns one of the clubs of a fixture."""
    return not window.clubs or fixture.home in window.clubs or fixture.away in window.clubs
