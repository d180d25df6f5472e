"""The costs as part of the CP-SAT model: what is minimised is the cost of the dearest season."""

from __future__ import annotations

from collections.abc import Callable
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

_Days = list[tuple[Option, Option]]


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
    total = [
        points * literal
        for needs, points, literal in zip(terms.needs, terms.points, terms.literals, strict=True)
        if not needs
    ]
    low = sum(min(0, points) for points in terms.points)
    high = sum(max(0, points) for points in terms.points)
    for group in ways(terms.needs):
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


def _by_points(
    model: Model, one: int, other: int, reach: int, price: Callable[[Option, Option], int]
) -> list[tuple[int, _Days]]:
    """Return the days of two bundles that cost something, those together that cost alike.

    Two fixtures take one pair of days, so one literal does for all that cost alike; bundles may take several.
    """
    found: dict[object, tuple[int, _Days]] = {}
    several = any(len(model.grid.bundles[bundle]) > 1 for bundle in (one, other))
    later: dict[int, list[Option]] = {}
    for second in model.at[other]:
        later.setdefault(second.day, []).append(second)
    for first in model.at[one]:
        for day in range(first.day - reach, first.day + reach + 1):
            for second in later.get(day, ()):
                if one == other and first.day >= second.day:
                    continue
                points = price(first, second)
                if points:
                    key = (first, second) if several else points
                    found.setdefault(key, (points, []))[1].append((first, second))
    return list(found.values())


def _pairs(model: Model, terms: _Terms) -> None:
    """A literal for each number of points that a pair can cost: it is true where the two days cost so much."""
    grid, weights = model.grid, model.grid.task.weights
    reach = max(weights.altitude_days, weights.comfort_hours // 24)
    paid: dict[frozenset[Taken], list[IntVar]] = {}
    for one, other, club in grid.pairs:

        def price(first: Option, second: Option, one: int = one, other: int = other, club: str = club) -> int:
            return sum(points for _, points in pair_points(grid, club, one, first, other, second))

        for points, days in _by_points(model, one, other, reach, price):
            literal = model.cp.new_bool_var("")
            for first, second in days:
                model.cp.add_bool_or(~model.at[one][first], ~model.at[other][second], literal)
                paid.setdefault(frozenset({(one, first), (other, second)}), []).append(literal)
            terms.add(_needs(model, one, other), points, literal)
    if weights.rest_hour:
        _crowded(model, paid)


def _crowded(model: Model, paid: dict[frozenset[Taken], list[IntVar]]) -> None:
    """Say of whole stretches what is known of pairs: of two matches within the comfortable rest, one pair pays.

    This follows from the rest of the model, and lets a bound be found without trying.
    """
    days = -(-model.grid.task.weights.comfort_hours // 24)
    for crowd in crowds(model.grid, [list(at) for at in model.at], days):
        literals = {
            literal.index: literal for two in combinations(crowd, 2) for literal in paid.get(frozenset(two), ())
        }
        if literals:
            taken = sum(model.at[bundle][option] for bundle, option in crowd)
            model.cp.add(taken <= 1 + sum(literals.values()))


def _trips(model: Model, terms: _Terms) -> None:
    """A literal for each saving that a pair can bring: it may be true where the two are one stay, and then it pays."""
    grid = model.grid
    for one, other, club in grid.pairs:

        def price(first: Option, second: Option, one: int = one, other: int = other, club: str = club) -> int:
            return trip_points(grid, club, one, first, other, second)

        found = _by_points(model, one, other, grid.task.weights.trip_days, price)
        others = between_of(grid, club, one, other) if found else []
        for points, days in found:
            literal = model.cp.new_bool_var("")
            terms.add(_needs(model, one, other), -points, literal)
            _one_stay(model, literal, one, other, days)
            for first, second in days:
                _none_between(model, literal, (one, first), (other, second), others)


def _one_stay(model: Model, literal: IntVar, one: int, other: int, days: _Days) -> None:
    partners: dict[Option, list[Option]] = {}
    for first, second in days:
        partners.setdefault(first, []).append(second)
    model.cp.add_bool_or(~literal, *(model.at[one][first] for first in partners))
    for first, seconds in partners.items():
        model.cp.add_bool_or(~literal, ~model.at[one][first], *(model.at[other][second] for second in seconds))


def _none_between(
    model: Model, literal: IntVar, one: tuple[int, Option], other: tuple[int, Option], others: list[int]
) -> None:
    low, high = sorted((one[1].day, other[1].day))
    for bundle in others:
        for option, taken in model.at[bundle].items():
            if low < option.day < high:
                model.cp.add_bool_or(~literal, ~model.at[one[0]][one[1]], ~model.at[other[0]][other[1]], ~taken)
