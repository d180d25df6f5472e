"""The hard rules as a CP-SAT model: with the demands that are kept, or with a literal for each demand."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from cupwright.schedule.solve_demand import Demand, against, demands_of
from cupwright.schedule.solve_grid import Grid, Option
from cupwright.schedule.solve_near import crowds

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

__all__ = ["Model"]


class Model:
    """The rules of a grid.

    Parameters
    ----------
    grid
        The fixtures and their days.
    keep
        The keys of the demands that are kept; fixtures that nobody demands are left out. None: all.
    free
        Whether each kept demand has a literal in `on` and holds where that is true; else it holds.

    Attributes
    ----------
    cp
        The model.
    demands
        Everything that is kept, in order of its first day.
    on
        The literals of the demands by their keys, where they are free.
    at
        For each bundle the literal of each option that may be taken: whether one of its fixtures takes it.
    """

    def __init__(self, grid: Grid, keep: Collection[str] | None = None, *, free: bool = False) -> None:
        from ortools.sat.python import cp_model

        self.grid = grid
        self.cp: CpModel = cp_model.CpModel()
        self.demands: tuple[Demand, ...] = tuple(one for one in demands_of(grid) if keep is None or one.key in keep)
        self.on: dict[str, IntVar] = {one.key: self.cp.new_bool_var("") for one in self.demands} if free else {}
        self._kept = frozenset(one.key for one in self.demands)
        self.at: list[dict[Option, IntVar]] = []
        for number in range(len(grid.bundles)):
            self._take(number)
        self._orders()
        self._rests()
        self._hubs()

    @property
    def keys(self) -> list[tuple[int, Option]]:
        """Every bundle with each of its options that may be taken."""
        return [(bundle, option) for bundle, at in enumerate(self.at) for option in at]

    @property
    def literals(self) -> list[IntVar]:
        """The literals of `keys`."""
        return [literal for at in self.at for literal in at.values()]

    def _take(self, number: int) -> None:
        """As many fixtures of a bundle are played as are asked for, on days that no demand forbids."""
        asked = [f"fixture:{self.grid.fixtures[one].id}" for one in self.grid.bundles[number]]
        asked = [key for key in asked if key in self._kept]
        at: dict[Option, IntVar] = {}
        self.at.append(at)
        for option in self.grid.options[number] if asked else ():
            forbid = {demand.key for demand in against(self.grid, number, option)} & self._kept
            if not forbid or self.on:
                at[option] = self.cp.new_bool_var("")
            for key in sorted(forbid) if self.on else ():
                self.cp.add_bool_or(~at[option], ~self.on[key])
        if not asked:
            return
        taken = sum(at.values())
        if self.on:
            self.cp.add(taken == sum(self.on[key] for key in asked))
        elif at:
            self.cp.add(taken == len(asked))
        else:
            self.cp.add_bool_or([])

    def _orders(self) -> None:
        """What is to be played first is; fixtures in an order are alone in their bundles."""
        numbers = {self.grid.one_of(bundle).id: bundle for bundle in range(len(self.grid.bundles))}
        for before, after in self.grid.task.orders:
            if not {f"fixture:{before}", f"fixture:{after}"} <= self._kept:
                continue
            rule = self.cp.add(self._day(numbers[before]) + 1 <= self._day(numbers[after]))
            if self.on:
                rule.only_enforce_if(self.on[f"fixture:{before}"], self.on[f"fixture:{after}"])

    def _day(self, bundle: int) -> LinearExprT:
        return sum(option.day * literal for option, literal in self.at[bundle].items())

    def _rests(self) -> None:
        """Two matches of a club keep the rest that is asked for, and the days that travel takes in any case."""
        allowed = [list(at) for at in self.at]
        for crowd in crowds(self.grid, allowed, 1):
            self.cp.add_at_most_one(self.at[bundle][option] for bundle, option in crowd)
        if "rest:" in self._kept:
            for crowd in crowds(self.grid, allowed, self.grid.task.rest_days):
                literals = [self.at[bundle][option] for bundle, option in crowd]
                if self.on:
                    self.cp.add(sum(literals) <= 1).only_enforce_if(self.on["rest:"])
                else:
                    self.cp.add_at_most_one(literals)
        self._journeys()

    def _journeys(self) -> None:
        """Who plays at two places more than a day apart needs the days between."""
        grid = self.grid
        for one, other in sorted({(one, other) for one, other, _ in grid.pairs}):
            if grid.farthest(one, other) < 2:
                continue
            for first, here in self.at[one].items():
                for second, there in self.at[other].items():
                    if grid.is_given(one, first) and grid.is_given(other, second):
                        continue
                    if 0 < abs(first.day - second.day) < grid.apart(one, first, other, second):
                        self.cp.add_bool_or(~here, ~there)

    def _hubs(self) -> None:
        for number, hub in enumerate(self.grid.task.hubs):
            here = [literal for at in self.at for option, literal in at.items() if option.hub == number]
            used = self.cp.new_bool_var("")
            self.cp.add(sum(here) >= hub.least * used)
            self.cp.add(sum(here) <= hub.most * used)
