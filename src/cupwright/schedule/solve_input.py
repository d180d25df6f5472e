"""What keeps a task from being solved at all: every problem at once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from math import isfinite

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.calendars import PlannedFixture, Stay
from cupwright.schedule.solve_task import MAX_CLUBS, MAX_DAYS, MAX_FIXTURES, MAX_HUB_DAYS, MAX_HUBS, Task, Weights

__all__ = ["check_task"]


def check_task(task: Task) -> None:
    """Raise everything that is wrong with a task.

    Raises
    ------
    CupwrightError
        With one problem for each window that ends before it begins, day outside the year, name that is not known or
        comes twice, number that makes no sense, and limit passed.
    """
    problems = [*_sizes(task), *_numbers(task), *_spans(task), *_fixtures(task), *_names(task), *_stays(task.stays)]
    if problems:
        raise CupwrightError(problems)


def _sizes(task: Task) -> Iterator[Problem]:
    clubs = {club for fixture in task.everything for club in (fixture.home, fixture.away) if task.counts(club)}
    measures = (
        ("fixtures", len(task.everything), MAX_FIXTURES, "name the club whose year it is, and fewer competitions"),
        ("clubs whose rest counts", len(clubs), MAX_CLUBS, "name the clubs whose year it is"),
        ("days", (task.last - task.first).days + 1, MAX_DAYS, "plan one year at a time"),
        ("hubs", len(task.hubs), MAX_HUBS, ""),
    )
    for what, number, most, hint in measures:
        if number > most:
            yield Problem("too-many", f"{number:,} {what}; the solver takes {most:,} at most", hint=hint)
    for hub in task.hubs:
        if (hub.last - hub.first).days >= MAX_HUB_DAYS:
            yield Problem("too-many", f"hub `{hub.title}` is longer than {MAX_HUB_DAYS} days")
    if not task.fixtures:
        yield Problem("nothing-to-place", "there is no fixture to be placed")


def _numbers(task: Task) -> Iterator[Problem]:
    days = (task.last - task.first).days + 1
    if task.rest_hours < 0 or task.rest_hours > 24 * max(days, 0):
        yield Problem(
            "rest",
            f"a rest of {task.rest_hours:,} hours does not fit into the {days:,} days from {task.first} to {task.last}",
            hint="the rest is counted from match to match: 72 hours are three days",
        )
    positive = {"km_per_point", "speed_kmh"}
    for name in Weights.__dataclass_fields__:
        value = getattr(task.weights, name)
        if value < 0 or (name in positive and value == 0) or value > 100_000:
            least = 1 if name in positive else 0
            yield Problem("weight", f"the weight `{name}` is {value:,}; it may be {least} to 100,000")


def _spans(task: Task) -> Iterator[Problem]:
    if task.last < task.first:
        yield Problem("ends-before-it-begins", f"the year ends on {task.last}, before it begins on {task.first}")
        return
    spans: list[tuple[str, dt.date, dt.date, bool]] = []
    spans += [(f"fixture `{f.id}`", f.first, f.last, True) for f in task.everything]
    spans += [(f"window `{w.id}`", w.first, w.last, False) for w in task.releases]
    spans += [(f"blocked days of `{b.place}` ({b.reason})", b.first, b.last, False) for b in task.blocks]
    spans += [(f"hub `{h.title}`", h.first, h.last, True) for h in task.hubs]
    for what, first, last, inside in spans:
        if last < first:
            yield Problem("ends-before-it-begins", f"{what} ends on {last}, before it begins on {first}")
        elif inside and (first < task.first or last > task.last):
            yield Problem(
                "outside-the-year",
                f"{what} has days outside the year that is planned: {first} to {last}",
                facts=(f"planned are {task.first} to {task.last}",),
            )


def _fixtures(task: Task) -> Iterator[Problem]:
    for name, number in Counter(fixture.id for fixture in task.everything).items():
        if number > 1:
            yield Problem("named-twice", f"{number} fixtures have the id `{name}`")
    for name, number in Counter(window.id for window in task.releases).items():
        if number > 1:
            yield Problem("named-twice", f"{number} windows of release have the id `{name}`")
    for fixture in task.everything:
        if fixture.home and fixture.home == fixture.away:
            yield Problem("one-club", f"fixture `{fixture.id}` has `{fixture.home}` at home to itself")
        if wrong := sorted(set(fixture.weekdays) - set(range(7))):
            yield Problem("weekday", f"fixture `{fixture.id}` has the weekdays {wrong}; 0 is Monday, 6 is Sunday")
        yield from _branches(fixture)


def _branches(fixture: PlannedFixture) -> Iterator[Problem]:
    ways: dict[str, set[str]] = {}
    for variable, value in fixture.needs:
        ways.setdefault(variable, set()).add(value)
    for variable, values in ways.items():
        if len(values) > 1:
            words = ", ".join(f"`{value}`" for value in sorted(values))
            yield Problem("never-played", f"fixture `{fixture.id}` needs `{variable}` to be {words} at once")


def _names(task: Task) -> Iterator[Problem]:
    known = {fixture.id for fixture in task.everything}
    placed = {fixture.id for fixture in task.fixtures}
    for pair in task.orders:
        for name in pair:
            if name not in known:
                yield Problem("unknown-fixture", f"no fixture has the id `{name}`", hint=did_you_mean(name, known))
    for hub in task.hubs:
        for name in hub.fixtures:
            if name not in placed:
                yield Problem("unknown-fixture", f"hub `{hub.title}`: `{name}` is no fixture to be placed",
                              hint=did_you_mean(name, placed))  # fmt: skip
        if not 1 <= hub.least <= hub.most:
            yield Problem("hub", f"hub `{hub.title}` is to hold {hub.least} to {hub.most} matches")
        if hub.place not in task.stays:
            yield Problem("unknown-place", f"hub `{hub.title}`: where `{hub.place}` is, is not known",
                          hint=did_you_mean(hub.place, task.stays))  # fmt: skip
    for club in task.clubs:
        if not any(club in (fixture.home, fixture.away) for fixture in task.everything):
            yield Problem("unknown-club", f"`{club}` has no fixture")


def _stays(stays: Mapping[str, Stay]) -> Iterator[Problem]:
    for key, stay in sorted(stays.items()):
        if not (isfinite(stay.lat) and isfinite(stay.lon) and abs(stay.lat) <= 90 and abs(stay.lon) <= 180):
            yield Problem("coordinates", f"`{key}` ({stay.name}) cannot be at {stay.lat}, {stay.lon}",
                          hint="degrees: latitude -90 to 90, longitude -180 to 180")  # fmt: skip
