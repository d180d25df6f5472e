"""Run a plan over worlds picked by number, for worlds in which different clubs hold a slot."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cupwright.engine.book import open_book
from cupwright.engine.known import Known
from cupwright.engine.plan import Plan
from cupwright.engine.run import Runner, Total, processors, refuse_faults
from cupwright.engine.tally import Tally
from cupwright.football.strengths import Strengths

__all__ = ["award_takers", "run_numbered"]

Numbers = npt.NDArray[np.int64]

_CHUNK = 500


def run_numbered(
    plan: Plan,
    strengths: Strengths,
    known: Known | None,
    worlds: Numbers,
    *,
    seed: int,
    block: int,
) -> Tally:
    """Play the worlds of these numbers and count what happens in them.

    World w belongs to block ``w // block`` and has draw ``w // block`` of the strengths, as in :func:`run`: the same
    world gives the same counts, whatever other worlds are played with it. The tally has a block for every draw.

    Parameters
    ----------
    worlds
        Shape (W,): numbers of worlds, in ascending order.

    Raises
    ------
    CupwrightError
        If a recorded fact does not fit, or a draw has no valid outcome.
    """
    runner = Runner(plan, strengths, open_book(plan, known), seed, 0, block)
    total = Total(plan, seed, 0, block, strengths.draws)
    for start, end in _stretches(worlds):
        total.add(runner.play(start, end))
    return total.tally()


def _stretches(worlds: Numbers) -> list[tuple[int, int]]:
    """Return the runs of consecutive numbers as (first, one past the last)."""
    if not len(worlds):
        return []
    breaks = np.flatnonzero(np.diff(worlds) != 1) + 1
    return [(int(part[0]), int(part[-1]) + 1) for part in np.split(worlds, breaks)]


def award_takers(
    plan: Plan,
    strengths: Strengths,
    known: Known | None,
    award: str,
    *,
    worlds: int,
    seed: int,
    block: int,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> npt.NDArray[np.int32]:
    """Return who takes an award in each world, as numbers of clubs in the plan's order; -1 for nobody.

    Shape (W,). Of an award with several places, the first taker. Worlds and draws go together as in
    :func:`run_numbered`. `progress` is called in this thread with (worlds done, worlds) after each chunk.

    Raises
    ------
    KeyError
        If there is no such award.
    CupwrightError
        If a recorded fact does not fit, or a draw has no valid outcome.
    """
    if award not in plan.awards:
        raise KeyError(award)
    number = plan.awards.index(award)
    book = open_book(plan, known)
    Runner(plan, strengths, book, seed, 0, block).prepare()
    taken = np.empty(worlds, dtype=np.int32)

    def play(first: int, end: int) -> None:
        runner = Runner(plan, strengths, book, seed, 0, block)
        for world in range(first, end):
            refuse_faults(plan, runner.play(world, world + 1).faults)
            taken[world] = runner.world.awarded[number, 1]

    pool = ThreadPoolExecutor(max_workers=threads or processors())
    try:
        ends = [min(start + _CHUNK, worlds) for start in range(0, worlds, _CHUNK)]
        tasks = [pool.submit(play, start, end) for start, end in pairwise([0, *ends])]
        for task, end in zip(tasks, ends, strict=True):
            task.result()
            if progress:
                progress(end, worlds)
    finally:
        # At Ctrl-C the chunks under way end, the others never begin.
        pool.shutdown(cancel_futures=True)
    return taken
