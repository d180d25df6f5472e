"""Why there is no calendar: the smallest sets of demands that cannot hold together, the earliest first.

A set is minimal where every demand of it, given up, lets the others hold. It is found by deletion: from a set that
cannot hold, each demand in turn is left out for good if the rest still cannot (Chinneck and Dravnieks 1991, "Locating
minimal infeasible constraint sets in linear programs", ORSA Journal on Computing 3). The search begins with the
shortest stretch from the start of the year that cannot hold, so what is found is what breaks first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cupwright.schedule.solve_answer import Conflict
from cupwright.schedule.solve_demand import Demand
from cupwright.schedule.solve_grid import Grid
from cupwright.schedule.solve_model import Model
from cupwright.schedule.solve_run import Clock, Run, run

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

__all__ = ["Prover", "conflicts_of", "fewest_to_give_up"]

_MOST_CONFLICTS = 12


class Prover:
    """Says whether demands can hold together; the model is built once."""

    def __init__(self, grid: Grid, clock: Clock) -> None:
        self._model = Model(grid)
        self._clock = clock
        self._by_literal = {literal.index: key for key, literal in self._model.on.items()}
        self.demands = self._model.demands

    def holds(self, demands: Iterable[Demand], what: str) -> tuple[bool | None, frozenset[str]]:
        """Return whether the demands can hold together (None: time ran out), and if not, keys that cannot."""
        literals: list[IntVar] = [self._model.on[demand.key] for demand in demands]
        self._model.cp.clear_assumptions()
        self._model.cp.add_assumptions(literals)
        answer: Run = run(self._model.cp, [], self._clock, what)
        if answer.found:
            return True, frozenset()
        if not answer.proven:
            return None, frozenset()
        return False, frozenset(self._by_literal[index] for index in answer.core)

    def minimal(self, demands: Sequence[Demand]) -> Conflict | None:
        """Return the earliest minimal conflict among demands in the order of the year; None where they can hold.

        Where time runs out, what has been narrowed down so far is returned as not minimal; None where it ran out
        before anything was proven.
        """
        holds, _ = self.holds(demands, "looking for a conflict")
        if holds is not False:
            return None
        low, high = 0, len(demands)  # the first `high` cannot hold, the first `low` can
        while high - low > 1:
            middle = (low + high) // 2
            holds, _ = self.holds(demands[:middle], "looking for what breaks first")
            if holds is None:
                break
            low, high = (middle, high) if holds else (low, middle)
        kept, done = list(demands[:high]), False
        for candidate in reversed(demands[:high]):
            if candidate not in kept:
                continue
            rest = [demand for demand in kept if demand is not candidate]
            holds, core = self.holds(rest, f"narrowing {len(kept)} demands down")
            if holds is None:
                break
            if not holds:
                kept = [demand for demand in rest if demand.key in core]
        else:
            done = high - low == 1
        return Conflict(tuple(kept), done)


def conflicts_of(prover: Prover, placed: frozenset[str]) -> tuple[Conflict, ...]:
    """Return minimal conflicts of different fixtures, the earliest first; at most a dozen.

    After each its fixtures among `placed` are given up (all of its fixtures, if none of them is), and the rest is
    looked at again.
    """
    found: list[Conflict] = []
    left = list(prover.demands)
    while len(found) < _MOST_CONFLICTS:
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
    model = Model(grid)
    literals = [model.on[demand.key] for demand in model.demands]
    model.cp.maximize(sum(literals))
    answer = run(model.cp, literals, clock, "looking for the fewest demands to give up")
    if not (answer.found and answer.proven):
        return ()
    return tuple(demand for demand, on in zip(model.demands, answer.values, strict=True) if not on)
