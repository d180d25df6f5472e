"""Which single demand, relaxed, would do, and how far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from cupwright.schedule.solve_answer import Conflict, Relaxation
from cupwright.schedule.solve_conflict import Prover
from cupwright.schedule.solve_demand import Demand
from cupwright.schedule.solve_grid import given_days, make_grid
from cupwright.schedule.solve_model import Model
from cupwright.schedule.solve_run import Clock, run
from cupwright.schedule.solve_task import Task
from cupwright.schedule.solve_words import amount, day_words, weekday_words

__all__ = ["relaxations_of"]

_MOST_DAYS = 28
"""A window is widened by so many days at most before giving the fixture up is all that is left."""


def relaxations_of(task: Task, prover: Prover, conflicts: Sequence[Conflict], clock: Clock) -> tuple[Relaxation, ...]:
    """Return every single demand that would do, with the least that does.

    Such a demand is part of every conflict, so only those that the minimal conflicts have in common have to be tried.
    """
    found = []
    for demand in conflicts[0].demands:
        if not all(demand in conflict.demands for conflict in conflicts):
            continue
        others = [other for other in prover.demands if other != demand]
        holds = prover.holds(others, f"trying without {demand.title}")
        if holds:
            found.append(Relaxation(demand, _least(task, demand, clock)))
    return tuple(found)


def _least(task: Task, demand: Demand, clock: Clock) -> str:
    given = given_days(task)

    def feasible(relaxed: Task) -> bool:
        return run(Model(make_grid(relaxed, given)).cp, [], clock, f"how far {demand.title} has to give way").found

    ways = {"rest": _rest, "fixture": _fixture, "release": _release, "blocked": _blocked, "weekdays": _weekdays}
    return ways[demand.kind](task, demand.subject, feasible)


Feasible = Callable[[Task], bool]


def _smallest(most: int, does: Callable[[int], bool]) -> int | None:
    """Return the smallest of 1 to `most` that does, where whatever does still does when larger; None if none does."""
    if most < 1 or not does(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle, high)
    return high


def _rest(task: Task, _: str, feasible: Feasible) -> str:
    less = _smallest(task.rest_days - 1, lambda days: feasible(replace(task, rest_hours=24 * (task.rest_days - days))))
    return f"a rest of {24 * (task.rest_days - (less or task.rest_days - 1))} h"


def _fixture(task: Task, subject: str, feasible: Feasible) -> str:
    fixture = next(fixture for fixture in task.everything if fixture.id == subject)

    def moved(before: int, after: int) -> Task:
        first, last = fixture.first - dt.timedelta(days=before), fixture.last + dt.timedelta(days=after)
        wider = replace(fixture, first=first, last=last)
        return replace(
            task,
            fixtures=tuple(wider if one is fixture else one for one in task.fixtures),
            commitments=tuple(wider if one is fixture else one for one in task.commitments),
        )

    earlier = _smallest(min(_MOST_DAYS, (fixture.first - task.first).days), lambda days: feasible(moved(days, 0)))
    later = _smallest(min(_MOST_DAYS, (task.last - fixture.last).days), lambda days: feasible(moved(0, days)))
    ways = []
    if earlier is not None:
        day = day_words(fixture.first - dt.timedelta(days=earlier))
        ways.append((earlier, f"{amount(earlier, 'day')} earlier, on {day}"))
    if later is not None:
        day = day_words(fixture.last + dt.timedelta(days=later))
        ways.append((later, f"{amount(later, 'day')} later, on {day}"))
    if not ways:
        return f"not played at all: no day within {_MOST_DAYS} days of it does"
    return ", or ".join(words for days, words in sorted(ways))


def _trims(first: dt.date, last: dt.date, with_days: Callable[[dt.date, dt.date], Task], feasible: Feasible) -> str:
    """Return how many days at the beginning or at the end of a span have to be freed."""
    length = (last - first).days + 1
    head = _smallest(length, lambda days: feasible(with_days(first + dt.timedelta(days=days), last)))
    tail = _smallest(length, lambda days: feasible(with_days(first, last - dt.timedelta(days=days))))
    if head is None or tail is None or min(head, tail) == length:
        return "not kept at all"
    ways = []
    if head < length:
        ways.append((head, f"beginning {amount(head, 'day')} later"))
    if tail < length:
        ways.append((tail, f"ending {amount(tail, 'day')} earlier"))
    return ", or ".join(words for _, words in sorted(ways))


def _release(task: Task, subject: str, feasible: Feasible) -> str:
    window = next(window for window in task.releases if window.id == subject)
    others = tuple(other for other in task.releases if other is not window)

    def with_days(first: dt.date, last: dt.date) -> Task:
        return replace(task, releases=others + ((replace(window, first=first, last=last),) if first <= last else ()))

    return _trims(window.first, window.last, with_days, feasible)


def _blocked(task: Task, subject: str, feasible: Feasible) -> str:
    block = task.blocks[int(subject)]
    others = tuple(other for other in task.blocks if other is not block)

    def with_days(first: dt.date, last: dt.date) -> Task:
        return replace(task, blocks=others + ((replace(block, first=first, last=last),) if first <= last else ()))

    return _trims(block.first, block.last, with_days, feasible)


def _weekdays(task: Task, subject: str, feasible: Feasible) -> str:
    ways = [day for day, relaxed in _more_weekdays(task, subject) if feasible(relaxed)]
    return f"also on a {weekday_words(ways)}" if ways else "on more than one more day of the week"


def _more_weekdays(task: Task, subject: str) -> Iterator[tuple[int, Task]]:
    competition, _, numbers = subject.rpartition("|")
    weekdays = tuple(int(number) for number in numbers.split(","))
    for day in sorted(set(range(7)) - set(weekdays)):
        wider = (*weekdays, day)
        fixtures, commitments = (
            tuple(
                replace(one, weekdays=wider)
                if one.competition == competition and tuple(sorted(set(one.weekdays))) == weekdays
                else one
                for one in group
            )
            for group in (task.fixtures, task.commitments)
        )
        yield day, replace(task, fixtures=fixtures, commitments=commitments)
