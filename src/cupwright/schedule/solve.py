"""Fill a year: a calendar that keeps every demand at the least cost, or the demands that cannot hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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
from cupwright.schedule.solve_relax import relaxations_of
from cupwright.schedule.solve_run import Clock, Progress, Run, Stop, run
from cupwright.schedule.solve_season import dearest
from cupwright.schedule.solve_task import Task
from cupwright.schedule.solve_verify import confirm, faults
from cupwright.schedule.solve_words import day_words, span_words

__all__ = ["MAX_SECONDS", "solve"]

MAX_SECONDS = 3600.0


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
    if not 0 < seconds <= MAX_SECONDS:
        raise CupwrightError.of("seconds", f"{seconds:g} seconds to solve in; it may be up to {MAX_SECONDS:,.0f}")
    check_task(task)
    clock = Clock(seconds, progress, stop)
    grid = make_grid(task)
    model = Model(grid)
    minimise(model)
    _begin_roomy(model, clock)
    keys = [(number, option) for number, at in enumerate(model.at) for option in at]
    answer = run(model.cp, [model.at[number][option] for number, option in keys], clock, "placing")
    if answer.found:
        days: dict[int, list[Option]] = {}
        for (bundle, option), taken in zip(keys, answer.values, strict=True):
            if taken:
                days.setdefault(bundle, []).append(option)
        return _calendar(grid, days, answer, clock)
    if answer.proven:
        return _no_calendar(grid, clock)
    return _finish(grid, clock, exists=None, proven=False)


def _begin_roomy(model: Model, clock: Clock) -> None:
    """Tell the search where to begin: at a calendar with the most rest between any two matches that can be had."""
    task = model.grid.task
    for days in range(-(-task.weights.comfort_hours // 24), task.rest_days - 1, -1):
        roomy = Model(make_grid(replace(task, rest_hours=24 * days), given_days(task)))
        literals = {(bundle, option): literal for bundle, at in enumerate(roomy.at) for option, literal in at.items()}
        answer = run(roomy.cp, list(literals.values()), clock, f"looking for days with a rest of {24 * days} h")
        if answer.found:
            for (bundle, option), taken in zip(literals, answer.values, strict=True):
                model.cp.add_hint(model.at[bundle][option], taken)
            return


def _calendar(grid: Grid, days: dict[int, list[Option]], answer: Run, clock: Clock) -> Answer:
    placed = [
        Placed(
            grid.fixtures[number],
            grid.date(option.day),
            grid.place(bundle, option),
            grid.task.hubs[option.hub].title if option.hub >= 0 else "",
            grid.is_given(bundle, option),
        )
        for bundle, options in days.items()
        for number, option in zip(grid.bundles[bundle], sorted(options, key=lambda one: one.day), strict=True)
    ]
    placed.sort(key=lambda one: (one.day, one.fixture.id))
    if wrong := faults(grid.task, placed):
        raise RuntimeError(f"the checker refuses the solver's calendar: {'; '.join(wrong)}")
    cost = _cost(grid, days, answer.bound)
    return _finish(grid, clock, exists=True, proven=answer.proven, placed=tuple(placed), cost=cost)


def _cost(grid: Grid, days: dict[int, list[Option]], bound: int | None) -> Cost:
    terms = terms_of(grid, days)
    counted = dearest([joint_needs(grid, term) for term in terms], [term.points for term in terms])
    parts: Counter[str] = Counter()
    for place in counted:
        parts[terms[place].what] += terms[place].points
    return Cost(sum(parts.values()), dict(sorted(parts.items())), bound)


def _no_calendar(grid: Grid, clock: Clock) -> Answer:
    prover = Prover(grid, clock)
    conflicts = tuple(
        replace(conflict, confirmed=_confirmed(grid.task, conflict))
        for conflict in conflicts_of(prover, frozenset(fixture.id for fixture in grid.task.fixtures))
    )
    minimal = bool(conflicts) and conflicts[0].minimal
    relaxations = relaxations_of(grid.task, prover, conflicts[0], clock) if minimal else ()
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


def _finish(grid: Grid, clock: Clock, **found: Any) -> Answer:
    return Answer(
        unknown=_unknown(grid), given=tuple(_given(grid)), seconds=clock.spent, stopped=clock.stopped, **found
    )


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
            if window.first <= grid.date(day) <= window.last and released(
                grid.task, window, fixture.home, fixture.away
            ):
                yield f"{_told(grid, bundle)} in {window.title} ({span_words(window.first, window.last)})"


def _told(grid: Grid, bundle: int) -> str:
    return f"{grid.one_of(bundle).title} ({day_words(grid.date(grid.given[bundle]))})"
