"""Running CP-SAT so that it can be watched and stopped, and gives the same answer on any number of cores."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

__all__ = ["SEED", "WORKERS", "Clock", "Run", "run"]

SEED = 7
WORKERS = 1
"""One search, so that the answer hangs on nothing but the task; cores beyond the first are not used."""

_TICK_SECONDS = 0.1

Progress = Callable[[int, int, str], None]
Stop = Callable[[], bool]


class Clock:
    """How long may still be spent, over several runs, and whether to stop.

    `stopped` becomes true at Ctrl-C or when `stop` returns true; no run begins after that.
    """

    def __init__(self, seconds: float, progress: Progress | None = None, stop: Stop | None = None) -> None:
        self._began = time.monotonic()
        self._ends = self._began + seconds
        self._stop = stop
        self.progress: Progress = progress or (lambda done, total, what: None)
        self.stopped = False

    @property
    def left(self) -> float:
        """Seconds left; none once stopped."""
        return 0.0 if self.stopped else max(0.0, self._ends - time.monotonic())

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    def look(self) -> bool:
        """Return whether to stop now."""
        if not self.stopped and self._stop is not None and self._stop():
            self.stopped = True
        return self.stopped


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended.

    `found` is whether there are `values` (of the literals asked for), `proven` whether they are the best there are or,
    where nothing was found, that there are none.
    """

    found: bool
    proven: bool
    values: tuple[bool, ...] = ()
    objective: int | None = None
    bound: int | None = None


def run(model: CpModel, literals: list[Any], clock: Clock, what: str, seconds: float | None = None) -> Run:
    """Solve a model within the time left, or some of it.

    The search runs in a thread of its own, so that Ctrl-C is heard at once: the search is then told to end, and what it
    found so far is returned.
    """
    from ortools.sat.python import cp_model

    if clock.look() or clock.left <= 0:
        return Run(found=False, proven=False)
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = SEED
    parameters.num_workers = WORKERS
    parameters.max_time_in_seconds = clock.left if seconds is None else min(seconds, clock.left)
    parameters.catch_sigint_signal = False
    parameters.linearization_level = (
        2  # road trips are choices among many; their bound comes from the linear relaxation
    )
    told = [what]
    watch = _watch(told, what) if model.has_objective() else None
    ended: list[Any] = []
    search = threading.Thread(target=lambda: ended.append(solver.solve(model, watch)), daemon=True)
    search.start()
    _wait(search, solver, clock, told)
    status = ended[0] if ended else cp_model.UNKNOWN
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        objective = bound = None
        if model.has_objective():
            objective, bound = round(solver.objective_value), _whole(solver.best_objective_bound)
        values = tuple(bool(solver.boolean_value(literal)) for literal in literals)
        return Run(True, status == cp_model.OPTIMAL, values, objective, bound)
    return Run(False, status == cp_model.INFEASIBLE)


def _whole(bound: float) -> int:
    """Return the least whole number that a bound allows; costs are whole, and the bound is a sum in floating point."""
    return ceil(bound - 1e-4)


def _wait(search: threading.Thread, solver: Any, clock: Clock, told: list[str]) -> None:
    while search.is_alive():
        try:
            search.join(_TICK_SECONDS)
            if search.is_alive():
                clock.progress(0, 0, told[0])
                if clock.look():
                    solver.stop_search()
        except KeyboardInterrupt:
            clock.stopped = True
            solver.stop_search()


def _watch(told: list[str], what: str) -> Any:
    """Return what CP-SAT calls at each better calendar; it writes into `told` what is to be said."""
    from ortools.sat.python import cp_model

    class Watch(cp_model.CpSolverSolutionCallback):
        """Notes each better calendar."""

        def on_solution_callback(self) -> None:
            best, bound = round(self.objective_value), _whole(self.best_objective_bound)
            told[0] = f"{what}: {best:,} points so far, {bound:,} at the least"

    return Watch()
