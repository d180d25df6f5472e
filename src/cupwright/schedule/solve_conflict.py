"""Why there is no calendar: the smallest sets of demands that cannot hold together, the earliest first.

A set is minimal where every demand of it, given up, lets the others hold. It is found by deletion: from a set that
cannot hold, each demand in turn is left out for good if the rest still cannot (Chinneck and Dravnieks 1991, "Locating
minimal infeasible constraint sets in linear programs", ORSA Journal on Computing 3). The search begins with the
shortest stretch from the start of the year that cannot hold, so what is found is what breaks first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cupwright.schedule.solve_answer import Conflict
from cupwright.schedule.solve_demand import Demand, demands_of
from cupwright.schedule.solve_grid import Grid
from cupwright.schedule.solve_model import Model
from cupwright.schedule.solve_run import Clock, run

__all__ = ["Prover", "conflicts_of", "fewest_to_give_up"]


class Prover:
    """Says whether demands can hold together."""

    def __init__(self, grid: Grid, clock: Clock) -> None:
        self._grid = grid
        self._clock = clock
        self.demands = demands_of(grid)

    def holds(self, demands: Iterable[Demand], what: str) -> bool | None:
        """Return whether the demands can hold together; None where time ran out."""
        try:
            answer = run(Model(self._grid, {demand.key for demand in demands}).cp, [], self._clock, what)
        except KeyboardInterrupt:
            self._clock.stopped = True
            return None
        return answer.found if answer.proven else None

    def minimal(self, demands: Sequence[Demand]) -> Conflict | None:
        """Return the earliest minimal conflict among demands in the order of the year; None where they can hold.

        Where time runs out, what has been narrowed down so far is returned as not minimal; None where it ran out
        before anything was proven.
        """
        if self.holds(demands, "looking for a conflict") is not False:
            return None
        low, high = 0, len(demands)  # the first `high` cannot hold, the first `low` can
        while high - low > 1:
            middle = (low + high) // 2
            holds = self.holds(demands[:middle], "looking for what breaks first")
            if holds is None:
                return Conflict(tuple(demands[:high]), minimal=False)
            low, high = (middle, high) if holds else (low, middle)
        return self._narrow(list(demands[:high]))

    def _narrow(self, kept: list[Demand]) -> Conflict:
        """Leave out what is not needed, the latest first: many at a time, then one by one, which proves the rest."""
        size = len(kept)
        while size > 1 or len(kept) > 1:
            size = max(1, size // 2)
            end = len(kept)
            while end > 0:
                start = max(0, end - size)
                holds = self.holds([*kept[:start], *kept[end:]], f"narrowing {len(kept)} demands down")
                if holds is None:
                    return Conflict(tuple(kept), minimal=False)
                if not holds:
                    del kept[start:end]
                end = start
            if size == 1:
                break
        return Conflict(tuple(kept))


def conflicts_of(prover: Prover, placed: frozenset[str]) -> tuple[Conflict, ...]:
    """Return minimal conflicts of different fixtures, the earliest first; as many as there are.

    After each its fixtures among `placed` are given up (all of its fixtures, if none of them is), and the rest is
    looked at again.
    """
    found: list[Conflict] = []
    left = list(prover.demands)
    while True:
        conflict = prover.minimal(left)
        if conflict is None:
            break
        found.append(conflict)
        fixtures = {demand.subject for demand in conflict.demands if demand.kind == "fixture"}
        gone = (fixtures & placed) or fixtures
        left = [demand for demand in left if demand.kind != "fixture" or demand.subject not in gone]
        if not conflict.minimal:
            break
    return tuple(found)


def fewest_to_give_up(grid: Grid, clock: Clock) -> tuple[Demand, ...]:
    """Return a smallest set of demands without which the others can hold; empty where time ran out."""
    model = Model(grid, free=True)
    literals = [model.on[demand.key] for demand in model.demands]
    model.cp.maximize(sum(literals))
    answer = run(model.cp, literals, clock, "looking for the fewest demands to give up")
    if not (answer.found and answer.proven):
        return ()
    return tuple(demand for demand, on in zip(model.demands, answer.values, strict=True) if not on)
