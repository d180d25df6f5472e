"""Every answer of the solver looked at again, by the checker, which shares no code with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from cupwright.football.calendars import PlannedFixture, Stay, Window
from cupwright.schedule.check import closes, shuts, violations
from cupwright.schedule.demands import Demands
from cupwright.schedule.placing import Job, UndecidedError, place
from cupwright.schedule.solve_answer import Conflict, Placed
from cupwright.schedule.solve_task import Task
from cupwright.schedule.travel import distance_km

__all__ = ["confirm", "faults"]

_NEAR_ENOUGH = 0.99
"""The solver measures on a sphere, which is off by half a per cent at most."""


def faults(task: Task, placed: Sequence[Placed]) -> tuple[str, ...]:
    """Return every fault of a calendar, in words; none if it keeps all that the task demands.

    What the commitments that stand do to each other, and to clubs that do not count, is no fault of it.
    """
    fixtures = {one.fixture.id: one.as_fixture() if one.hub else one.fixture for one in placed}
    given = {one.id for one in task.commitments if one.first == one.last}
    demands = Demands(task.rest_hours, max(task.rest_hours, 96), blocked=task.blocks, order=task.orders)
    everything = [fixtures.get(one.id, one) for one in task.everything]
    days = {one.fixture.id: one.day for one in placed}
    found = [
        fault.message
        for fault in violations(everything, days, demands, task.releases)
        if not (set(fault.fixtures) <= given and fault.kind != "missing")
        and (not fault.club or not task.clubs or fault.club in task.clubs)
    ]
    return tuple(found + _two_places(task, [one for one in placed if one.fixture.id in days]))


def _two_places(task: Task, placed: Sequence[Placed]) -> list[str]:
    """Return a fault for each two matches of a club between which there is no time to travel."""
    found = []
    for one, other in combinations(placed, 2):
        here, there = task.stays.get(one.place), task.stays.get(other.place)
        clubs = {one.fixture.home, one.fixture.away} & {other.fixture.home, other.fixture.away} - {""}
        if task.clubs:
            clubs &= set(task.clubs)
        if not clubs or not here or not there or (one.given and other.given) or one.fixture.excludes(other.fixture):
            continue
        hours = _hours(here, there, task)
        if hours > 24 * abs((one.day - other.day).days) + 1:
            found.append(
                f"{', '.join(sorted(clubs))}: {one.fixture.title} ({one.day}) and {other.fixture.title} ({other.day}) "
                f"are {hours:.0f} hours of travel apart"
            )
    return found


def _hours(here: Stay, there: Stay, task: Task) -> float:
    km = distance_km(here.lat, here.lon, there.lat, there.lon)
    return 0.0 if km < 1 else _NEAR_ENOUGH * km / task.weights.speed_kmh + task.weights.ground_hours


def confirm(task: Task, conflict: Conflict) -> bool | None:
    """Return whether the checker's own search finds the same: together there are no days, without any one there are.

    None where it cannot tell: it knows neither orders, hubs nor journeys of more than a day.
    """
    if task.hubs or task.orders:
        return None
    keys = [demand.key for demand in conflict.demands]
    grounds = {task.place_of(one) for one in task.everything if f"fixture:{one.id}" in keys} & set(task.stays)
    if any(_hours(task.stays[here], task.stays[there], task) > 24 for here, there in combinations(sorted(grounds), 2)):
        return None
    try:
        together = _has_days(task, keys)
        without = [_has_days(task, [other for other in keys if other != key]) for key in keys]
    except UndecidedError:
        return None
    return not together and all(without)


def _has_days(task: Task, keys: Sequence[str]) -> bool:
    """Return whether the demands named leave days for the fixtures among them."""
    given = {one.id for one in task.commitments if one.first == one.last}
    rest = task.rest_hours if "rest:" in keys else 24
    demands = Demands(
        rest, blocked=tuple(block for place, block in enumerate(task.blocks) if f"blocked:{place}" in keys)
    )
    windows = [window for window in task.releases if f"release:{window.id}" in keys]
    jobs = []
    for one in task.everything:
        if f"fixture:{one.id}" not in keys:
            continue
        numbers = ",".join(map(str, sorted(set(one.weekdays))))
        bound = one if f"weekdays:{one.competition}|{numbers}" in keys else replace(one, weekdays=())
        free = [
            (one.first + dt.timedelta(days=step)).toordinal()
            for step in range((one.last - one.first).days + 1)
            if one.id in given or _free(bound, one.first + dt.timedelta(days=step), demands, windows)
        ]
        clubs = frozenset(club for club in (one.home, one.away) if task.counts(club))
        jobs.append(Job(one.id, tuple(free), dict(one.needs), one.id in given, clubs))
    return place(jobs, max(1, demands.rest_days)) is not None


def _free(fixture: PlannedFixture, day: dt.date, demands: Demands, windows: Sequence[Window]) -> bool:
    if fixture.weekdays and day.weekday() not in fixture.weekdays:
        return False
    return not any(
        window.first <= day <= window.last and closes(window, fixture, demands) for window in windows
    ) and not any(shuts(blocked, fixture, day) for blocked in demands.blocked)
