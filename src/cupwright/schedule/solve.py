"""Fill a year: a calendar that keeps every demand at the least cost, or the demands that cannot hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cupwright.errors import CupwrightError
from cupwright.schedule.solve_answer import Answer, Conflict, Cost, Placed
from cupwright.schedule.solve_conflict import Prover, conflicts_of, fewest_to_give_up
from cupwright.schedule.solve_cost import joint_needs, terms_of
from cupwright.schedule.solve_demand import released
from cupwright.schedule.solve_grid import Grid, Option, given_days, make_grid
from cupwright.schedule.solve_input import check_task
from cupwright.schedule.solve_model import Model
from cupwright.schedule.solve_objective import minimise
from cupwright.schedule.solve_parts import parts_of
from cupwright.schedule.solve_relax import relaxations_of
from cupwright.schedule.solve_run import Clock, Progress, Run, Stop, run
from cupwright.schedule.solve_season import dearest
from cupwright.schedule.solve_task import Task
from cupwright.schedule.solve_verify import confirm, faults
from cupwright.schedule.solve_words import day_words, span_words

__all__ = ["MAX_CONFLICTS", "MAX_SECONDS", "price", "solve"]

Days = Mapping[int, Sequence[Option]]

MAX_SECONDS = 3600.0
MAX_CONFLICTS = 12
"""Most conflicts that are told."""


def valid_seconds(seconds: float) -> None:
    """Refuse a time in which nothing can be solved, or that nobody waits for.

    Raises
    ------
    CupwrightError
        If it is not above 0 and at most :data:`MAX_SECONDS`.
    """
    if not 0 < seconds <= MAX_SECONDS:
        facts = (f"more than 0 and at most {MAX_SECONDS:,.0f} are taken",)
        raise CupwrightError.of("seconds", f"nothing is solved in {seconds:g} seconds", facts=facts)


def solve(task: Task, *, seconds: float = 60.0, progress: Progress | None = None, stop: Stop | None = None) -> Answer:
    """Place every fixture of a task.

    Parameters
    ----------
    task
        What is to be placed, and around what.
    seconds
        How long may be spent; what is known by then is returned, marked as not proven.
    progress
        Told (0, 0, what is being done) from time to time.
    stop
        Asked ten times a second whether to stop now; Ctrl-C stops as well.

    Returns
    -------
    Answer
        The same for the same task, on any number of cores, if it was proven before the time was up.

    Raises
    ------
    CupwrightError
        With everything that is wrong with the task.
    """
    valid_seconds(seconds)
    check_task(task)
    clock = Clock(seconds, progress, stop)
    grid = make_grid(task)
    parts = sorted((make_grid(part) for part in parts_of(task)), key=_size)
    begun = [_roomy(part, clock) for part in parts]
    none = [part for part, (days, proven) in zip(parts, begun, strict=True) if days is None and proven]
    if none:
        return _no_calendar(grid, none, clock)
    if any(days is None for days, _ in begun):
        return _finish(grid, clock, exists=None, proven=False)
    placed: list[Placed] = []
    cost, proven = Cost(0, {}, 0), True
    for number, (part, (days, _)) in enumerate(zip(parts, begun, strict=True)):
        best, bound, sure = _best(part, days or {}, clock, clock.left / (len(parts) - number))
        placed += _placed(part, best)
        cost, proven = cost + _cost(part, best, bound), proven and sure
    placed.sort(key=lambda one: (one.day, one.fixture.id))
    if wrong := faults(task, placed):
        raise RuntimeError(f"the checker refuses the solver's calendar: {'; '.join(wrong)}")
    return _finish(grid, clock, exists=True, proven=proven, placed=tuple(placed), cost=cost)


def price(task: Task, placed: Sequence[Placed]) -> Cost:
    """Return what a calendar of a task costs, whoever made it; nothing is said of how little it could cost."""
    grid = make_grid(task)
    hubs = {hub.title: number for number, hub in enumerate(task.hubs)}
    options = {one.fixture.id: Option((one.day - task.first).days, hubs.get(one.hub, -1)) for one in placed}
    days = {number: [options[grid.fixtures[one].id] for one in bundle] for number, bundle in enumerate(grid.bundles)}
    return _cost(grid, days, None)


def _size(grid: Grid) -> int:
    """Return how many choices a part has: small ones are solved first, and what time is left is for the others."""
    return sum(len(options) for options in grid.options)


def _roomy(grid: Grid, clock: Clock) -> tuple[Days | None, bool]:
    """Return days with the most rest between any two matches that can be had, where the search for the best begins.

    If there are none, it is also said whether that is proven.
    """
    task, proven = grid.task, False
    for days in range(max(task.rest_days, -(-task.weights.comfort_hours // 24)), task.rest_days - 1, -1):
        hours = task.rest_hours if days == task.rest_days else 24 * days
        what = f"looking for days with a rest of {24 * days} h"
        try:
            model = Model(make_grid(replace(task, rest_hours=hours), given_days(task)))
            answer = run(model.cp, model.literals, clock, what)
        except KeyboardInterrupt:
            clock.stopped = True
            return None, False
        if answer.found:
            return _taken(model, answer), True
        proven = answer.proven
    return None, proven


def _best(grid: Grid, days: Days, clock: Clock, seconds: float) -> tuple[Days, int | None, bool]:
    """Return the best days, how much any cost at least, and whether they are proven to be the best."""
    if all(grid.given.get(bundle) == option.day for bundle, options in days.items() for option in options):
        return days, 0, True
    try:
        model = Model(grid)
        minimise(model)
        for (bundle, option), literal in zip(model.keys, model.literals, strict=True):
            model.cp.add_hint(literal, option in days.get(bundle, ()))
        answer = run(model.cp, model.literals, clock, "placing", seconds)
    except KeyboardInterrupt:
        clock.stopped = True
        return days, None, False
    return (_taken(model, answer) if answer.found else days), answer.bound, answer.found and answer.proven


def _taken(model: Model, answer: Run) -> Days:
    days: dict[int, list[Option]] = {}
    for (bundle, option), taken in zip(model.keys, answer.values, strict=True):
        if taken:
            days.setdefault(bundle, []).append(option)
    return days


def _placed(grid: Grid, days: Days) -> Iterator[Placed]:
    for bundle, options in days.items():
        for number, option in zip(grid.bundles[bundle], sorted(options, key=lambda one: one.day), strict=True):
            hub = grid.task.hubs[option.hub].title if option.hub >= 0 else ""
            place, given = grid.place(bundle, option), grid.is_given(bundle, option)
            yield Placed(grid.fixtures[number], grid.date(option.day), place, hub, given)


def _cost(grid: Grid, days: Days, bound: int | None) -> Cost:
    terms = terms_of(grid, days)
    counted = dearest([joint_needs(grid, term) for term in terms], [term.points for term in terms])
    parts: Counter[str] = Counter()
    for place in counted:
        parts[terms[place].what] += terms[place].points
    return Cost(sum(parts.values()), dict(sorted(parts.items())), bound)


def _no_calendar(grid: Grid, none: list[Grid], clock: Clock) -> Answer:
    """Say what cannot hold together, in the parts of the year for which there are no days."""
    placed = frozenset(fixture.id for fixture in grid.task.fixtures)
    found = [conflict for part in none for conflict in conflicts_of(Prover(part, clock), placed)]
    found.sort(key=lambda conflict: max(demand.first for demand in conflict.demands))
    conflicts = tuple(
        replace(conflict, confirmed=_confirmed(grid.task, conflict)) for conflict in found[:MAX_CONFLICTS]
    )
    minimal = len(found) >= len(none) and all(conflict.minimal for conflict in found)
    relaxations = relaxations_of(grid.task, Prover(grid, clock), found, clock) if minimal else ()
    fewest = fewest_to_give_up(grid, clock) if minimal and not relaxations else ()
    return _finish(
        grid, clock, exists=False, proven=minimal and clock.left > 0, conflicts=conflicts, relaxations=relaxations,
        fewest=fewest,
    )  # fmt: skip


def _confirmed(task: Task, conflict: Conflict) -> bool | None:
    if not conflict.minimal:
        return None
    agrees = confirm(task, conflict)
    if agrees is False:
        words = "; ".join(demand.title for demand in conflict.demands)
        raise RuntimeError(f"the checker does not find the solver's conflict: {words}")
    return agrees


def _finish(grid: Grid, clock: Clock, *, proven: bool, **found: Any) -> Answer:
    stopped = clock.stopped and not proven
    unknown, given = _unknown(grid), tuple(_given(grid))
    return Answer(proven=proven, unknown=unknown, given=given, seconds=clock.spent, stopped=stopped, **found)


def _unknown(grid: Grid) -> tuple[str, ...]:
    """Return what has no place, so that its travel is not counted."""
    task, words = grid.task, set()
    for fixture in grid.fixtures:
        clubs = [club for club in (fixture.home, fixture.away) if task.counts(club)]
        words |= {club for club in clubs if club not in task.stays}
        if clubs and task.place_of(fixture) not in task.stays:
            words.add(task.place_of(fixture) or fixture.venue or f"the place of {fixture.title}")
    return tuple(sorted(words))


def _given(grid: Grid) -> Iterator[str]:
    """Yield what the commitments that stand break among themselves."""
    rest, given = grid.task.rest_days, grid.given
    for one, other, club in grid.pairs:
        if one in given and other in given and abs(given[one] - given[other]) < rest:
            first, second = sorted((one, other), key=given.__getitem__)
            yield f"{club}: {_told(grid, first)} and {_told(grid, second)}"
    for bundle, day in given.items():
        fixture = grid.one_of(bundle)
        for window in grid.task.releases:
            if window.first <= grid.date(day) <= window.last and released(window, fixture):
                yield f"{_told(grid, bundle)} in {window.title} ({span_words(window.first, window.last)})"


def _told(grid: Grid, bundle: int) -> str:
    return f"{grid.one_of(bundle).title} ({day_words(grid.date(grid.given[bundle]))})"
