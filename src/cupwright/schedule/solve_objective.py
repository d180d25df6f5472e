"""The costs as part of the CP-SAT model: what is minimised is the cost of the dearest season."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from cupwright.football.calendars import Branch
from cupwright.schedule.solve_cost import between_of, match_points, pair_points, trip_points
from cupwright.schedule.solve_grid import Option
from cupwright.schedule.solve_model import Model
from cupwright.schedule.solve_near import Taken, crowds
from cupwright.schedule.solve_season import ways

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

__all__ = ["minimise"]


class _Terms:
    """Points behind literals, with the branches in which they count."""

    def __init__(self) -> None:
        self.needs: list[frozenset[Branch]] = []
        self.points: list[int] = []
        self.literals: list[IntVar] = []

    def add(self, needs: frozenset[Branch], points: int, literal: IntVar) -> None:
        self.needs.append(needs)
        self.points.append(points)
        self.literals.append(literal)


def minimise(model: Model) -> None:
    """Add the costs to a model and make their sum in the dearest season what is to be as small as possible.

    Raises
    ------
    CupwrightError
        If the branches can run in too many ways.
    """
    terms = _Terms()
    _matches(model, terms)
    _pairs(model, terms)
    _trips(model, terms)
    always, groups = ways(terms.needs, terms.points)
    total = [terms.points[place] * terms.literals[place] for place in always]
    low = sum(min(0, points) for points in terms.points)
    high = sum(max(0, points) for points in terms.points)
    for group in groups:
        worst = model.cp.new_int_var(low, high, "")
        for held in group:
            model.cp.add(worst >= sum(terms.points[place] * terms.literals[place] for place in held))
        total.append(worst)
    model.cp.minimize(sum(total))


def _needs(model: Model, *bundles: int) -> frozenset[Branch]:
    return frozenset(branch for bundle in bundles for branch in model.grid.one_of(bundle).needs)


def _matches(model: Model, terms: _Terms) -> None:
    for bundle, options in enumerate(model.at):
        for option, literal in options.items():
            points = sum(points for _, _, points in match_points(model.grid, bundle, option))
            if points:
                terms.add(_needs(model, bundle), points, literal)


def _near(model: Model, one: int, other: int, reach: int) -> Iterator[tuple[Option, Option]]:
    """Yield the options of two bundles that lie at most some days apart, of one with itself the earlier first."""
    by_day: dict[int, list[Option]] = {}
    for second in model.at[other]:
        by_day.setdefault(second.day, []).append(second)
    for first in model.at[one]:
        for day in range(first.day - reach, first.day + reach + 1):
            for second in by_day.get(day, ()):
                if one != other or first.day < second.day:
                    yield first, second


def _pairs(model: Model, terms: _Terms) -> None:
    """A literal for each number of points that a pair can cost: it is true where the two days cost so much."""
    grid, weights = model.grid, model.grid.task.weights
    reach = max(weights.altitude_days, weights.comfort_hours // 24)
    paid: dict[frozenset[Taken], list[IntVar]] = {}
    for one, other, club in grid.pairs:
        several = len(grid.bundles[one]) > 1 or len(grid.bundles[other]) > 1
        literals: dict[object, IntVar] = {}
        for first, second in _near(model, one, other, reach):
            points = sum(points for _, points in pair_points(grid, club, one, first, other, second))
            if not points:
                continue
            # Two fixtures take one pair of days, so one literal does for all that cost alike; bundles may take several.
            key = (first, second) if several else points
            if key not in literals:
                literals[key] = model.cp.new_bool_var("")
                terms.add(_needs(model, one, other), points, literals[key])
            model.cp.add_bool_or(~model.at[one][first], ~model.at[other][second], literals[key])
            paid.setdefault(frozenset({(one, first), (other, second)}), []).append(literals[key])
    if weights.rest_hour:
        _crowded(model, paid)


def _crowded(model: Model, paid: dict[frozenset[Taken], list[IntVar]]) -> None:
    """Say of whole stretches what is known of pairs: of two matches within the comfortable rest, one pair pays.

    This follows from the rest of the model, and lets a bound be found without trying.
    """
    task = model.grid.task
    allowed = [list(at) for at in model.at]
    for days in range(task.rest_days + 1, -(-task.weights.comfort_hours // 24) + 1):
        for crowd in crowds(model.grid, allowed, days):
            literals = {
                literal.index: literal for two in combinations(crowd, 2) for literal in paid.get(frozenset(two), ())
            }
            if literals:
                taken = sum(model.at[bundle][option] for bundle, option in crowd)
                model.cp.add(taken <= 1 + sum(literals.values()))


def _trips(model: Model, terms: _Terms) -> None:
    """A literal for each two options that save as one stay: it may be true where they are one, and then it pays."""
    grid = model.grid
    onward: dict[tuple[str, Taken, bool], list[tuple[int, IntVar]]] = {}
    for one, other, club in grid.pairs:
        others: list[int] | None = None
        for first, second in _near(model, one, other, grid.task.weights.trip_days):
            points = trip_points(grid, club, one, first, other, second)
            if not points:
                continue
            others = between_of(grid, club, one, other) if others is None else others
            literal = model.cp.new_bool_var("")
            terms.add(_needs(model, one, other), -points, literal)
            _one_stay(model, literal, (one, first), (other, second), others)
            later = first.day < second.day
            onward.setdefault((club, (one, first), later), []).append((other, literal))
            onward.setdefault((club, (other, second), not later), []).append((one, literal))
    for (_, (bundle, option), _), trips in onward.items():
        _one_way(model, model.at[bundle][option], trips)


def _one_stay(model: Model, literal: IntVar, one: Taken, other: Taken, others: list[int]) -> None:
    """A stay has both matches, and none between them."""
    model.cp.add_implication(literal, model.at[one[0]][one[1]])
    model.cp.add_implication(literal, model.at[other[0]][other[1]])
    low, high = sorted((one[1].day, other[1].day))
    for bundle in others:
        for option, taken in model.at[bundle].items():
            if low < option.day < high:
                model.cp.add_bool_or(~literal, ~taken)


def _one_way(model: Model, taken: IntVar, trips: list[tuple[int, IntVar]]) -> None:
    """From a match a club travels on to one other at most, of those that one season plays.

    This follows from the rest of the model, and lets a bound be found without trying.
    """
    classes = {frozenset(model.grid.one_of(bundle).needs) for bundle, _ in trips}
    for needs in sorted(classes, key=sorted):
        mine = [literal for bundle, literal in trips if set(model.grid.one_of(bundle).needs) in (set(), set(needs))]
        model.cp.add(sum(mine) <= taken)
