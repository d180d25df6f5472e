"""The hard rules as a CP-SAT model, every demand behind a literal of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cupwright.schedule.solve_demand import Demand, against, demands_of
from cupwright.schedule.solve_grid import Grid, Option

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

__all__ = ["Model"]


class Model:
    """The rules of a grid.

    Attributes
    ----------
    cp
        The model.
    demands
        Everything that can be given up, in order of its first day.
    on
        The literal of each demand, by its key: where it is true the demand holds.
    at
        For each bundle the literal of each option: whether one of its fixtures takes it.
    """

    def __init__(self, grid: Grid) -> None:
        from ortools.sat.python import cp_model

        self.grid = grid
        self.cp: CpModel = cp_model.CpModel()
        self.demands: tuple[Demand, ...] = demands_of(grid)
        self.on: dict[str, IntVar] = {demand.key: self.cp.new_bool_var("") for demand in self.demands}
        self.at: list[dict[Option, IntVar]] = [
            {option: self.cp.new_bool_var("") for option in options} for options in grid.options
        ]
        self._days()
        self._orders()
        self._apart()
        self._hubs()

    def keep_all(self) -> None:
        """Ask for every demand."""
        for literal in self.on.values():
            self.cp.add(literal == 1)

    def _days(self) -> None:
        """A fixture that is asked for takes one option, and none that a demand forbids."""
        for number, bundle in enumerate(self.grid.bundles):
            taken = sum(self.at[number].values())
            self.cp.add(taken <= len(bundle))
            self.cp.add(taken >= sum(self.on[f"fixture:{self.grid.fixtures[one].id}"] for one in bundle))
            for option, literal in self.at[number].items():
                for demand in against(self.grid, number, option):
                    self.cp.add_bool_or(~literal, ~self.on[demand.key])

    def _orders(self) -> None:
        """What is to be played first is; fixtures in an order are alone in their bundles."""
        numbers = {self.grid.one_of(bundle).id: bundle for bundle in range(len(self.grid.bundles))}
        for before, after in self.grid.task.orders:
            one, other = numbers[before], numbers[after]
            both = self.on[f"fixture:{before}"], self.on[f"fixture:{after}"]
            self.cp.add(self._day(one) + 1 <= self._day(other)).only_enforce_if(both)

    def _day(self, bundle: int) -> LinearExprT:
        return sum(option.day * literal for option, literal in self.at[bundle].items())

    def _apart(self) -> None:
        """Two matches of a club keep the rest that is asked for, and the days that travel takes in any case."""
        rest, grid = self.grid.task.rest_days, self.grid
        by_day = [_by_day(options) for options in grid.options]
        for one, other in sorted({(one, other) for one, other, _ in grid.pairs}):
            farthest = max(rest, grid.farthest(one, other))
            for first in grid.options[one]:
                for day in range(first.day - farthest + 1, first.day + farthest):
                    for second in by_day[other].get(day, ()):
                        if one != other or first.day < second.day:
                            self._keep_apart(one, first, other, second)

    def _keep_apart(self, one: int, first: Option, other: int, second: Option) -> None:
        grid, gap = self.grid, abs(first.day - second.day)
        if grid.is_given(one, first) and grid.is_given(other, second):
            return
        clause = [~self.at[one][first], ~self.at[other][second]]
        if gap < grid.apart(one, first, other, second):
            self.cp.add_bool_or(clause)
        elif gap < grid.task.rest_days:
            self.cp.add_bool_or([*clause, ~self.on["rest:"]])

    def _hubs(self) -> None:
        for number, hub in enumerate(self.grid.task.hubs):
            here = [literal for at in self.at for option, literal in at.items() if option.hub == number]
            used = self.cp.new_bool_var("")
            self.cp.add(sum(here) >= hub.least * used)
            self.cp.add(sum(here) <= hub.most * used)


def _by_day(options: tuple[Option, ...]) -> dict[int, list[Option]]:
    found: defaultdict[int, list[Option]] = defaultdict(list)
    for option in options:
        found[option.day].append(option)
    return found
