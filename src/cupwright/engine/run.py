"""Run a plan over many worlds, on as many threads as there are, and count."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cupwright.engine.book import open_book
from cupwright.engine.known import Known
from cupwright.engine.plan import Plan
from cupwright.engine.tally import Tally
from cupwright.errors import CupwrightError, Problem
from cupwright.football.strengths import Strengths

if TYPE_CHECKING:
    from cupwright.engine.tables import Book

__all__ = [
    "MOST_WORLDS",
    "Interrupted",
    "Runner",
    "Total",
    "block_size",
    "processors",
    "refuse_contradictions",
    "refuse_faults",
    "run",
]

MOST_WORLDS = 10_000_000
_CHUNK = 4_000
_MOST_COUNTED = 65_535
_MASK = 0xFFFFFFFFFFFFFFFF


class Interrupted(KeyboardInterrupt):
    """The run was stopped; `tally` holds what had been counted."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(f"stopped after {tally.total} worlds")
        self.tally = tally


def block_size(worlds: int, draws: int) -> int:
    """Return how many worlds share a draw of strengths: about a hundred, more if there are too few draws, and fewer
    for small batches, so that at least twenty draws are used."""
    return max(-(-worlds // draws), min(100, -(-worlds // 20)), 1)


def run(
    plan: Plan,
    strengths: Strengths,
    known: Known | None = None,
    *,
    worlds: int,
    seed: int,
    threads: int | None = None,
    first_world: int = 0,
    block: int | None = None,
    paths: bool = False,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Tally:
    """Play worlds and count what happens in them.

    The counts are a pure function of the plan, the strengths, what is known, the seed, the worlds and the block size:
    neither the threads nor the chunks change them.

    Parameters
    ----------
    plan, strengths
        The edition, and draws of the strengths of its clubs (more clubs may be in them). Block b of the
        worlds uses draw b.
    known
        What is held fixed in every world.
    worlds
        1 to 10,000,000.
    seed
        Any integer; its lower 64 bits count.
    threads
        Default: as many as the process may use.
    first_world
        Number of the first world.
    block
        Worlds that share a draw; default :func:`block_size`.
    paths
        Whether to count who won a tie against whom: two bytes for each block, stage of ties and two clubs.
    progress
        Called in this thread with (worlds done, worlds) after each chunk.
    stop
        Asked after each chunk; if it says True the run ends with what is done.

    Raises
    ------
    CupwrightError
        If a number is out of range, strengths of a club are missing, a recorded fact cannot be, or a draw has
        no valid outcome.
    Interrupted
        At Ctrl-C, with the counts so far.
    """
    size = _check(plan, strengths, worlds, first_world, threads, block, paths)
    if known:
        refuse_contradictions(plan, known)
    book = open_book(plan, known)
    total = Total(plan, seed, first_world, size, -(-worlds // size), paths)
    runner = Runner(plan, strengths, book, seed, first_world, size, paths)
    runner.prepare()
    chunks = _chunks(first_world, worlds)
    workers = min(threads or processors(), len(chunks))
    waiting = iter(chunks)
    done = 0
    with ThreadPoolExecutor(max_workers=workers) as pool:
        pending: set[Future[_Part]] = set()
        try:
            for chunk in waiting:
                pending.add(pool.submit(runner.play, *chunk))
                if len(pending) <= workers:
                    continue
                done += total.take(pending, wait_for=1)
                if progress:
                    progress(done, worlds)
                if stop and stop():
                    break
            while pending:
                done += total.take(pending, wait_for=1)
                if progress:
                    progress(done, worlds)
        except KeyboardInterrupt:
            for future in pending:
                future.cancel()
            total.take(pending, wait_for=len(pending))
            raise Interrupted(total.tally()) from None
    return total.tally()


def refuse_contradictions(plan: Plan, known: Known) -> None:
    """Raise a CupwrightError if what is known does not fit the rules."""
    from cupwright.engine.trace import replay

    found = replay(plan, known).contradictions
    if found:
        raise CupwrightError(Problem("contradiction", text) for text in found)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(first_world: int, worlds: int) -> list[tuple[int, int]]:
    end = first_world + worlds
    return [(start, min(start + _CHUNK, end)) for start in range(first_world, end, _CHUNK)]


def _check(
    plan: Plan,
    strengths: Strengths,
    worlds: int,
    first_world: int,
    threads: int | None,
    block: int | None,
    paths: bool,
) -> int:
    problems = []
    if not 1 <= worlds <= MOST_WORLDS:
        problems.append(Problem("worlds", f"{worlds:,} worlds cannot be run", facts=(f"from 1 to {MOST_WORLDS:,}",)))
    if not 0 <= first_world < 2**62:
        problems.append(Problem("worlds", f"the first world cannot have the number {first_world}"))
    if threads is not None and not 1 <= threads <= 1024:
        problems.append(Problem("threads", f"{threads} threads cannot be used", facts=("from 1 to 1024",)))
    missing = [club for club in plan.clubs if club not in strengths.clubs]
    if missing:
        facts = tuple(f"`{club}`" for club in missing)
        problems.append(Problem("strengths", f"{len(missing)} clubs of the field have no strength", facts=facts))
    size = block if block is not None else block_size(max(worlds, 1), strengths.draws)
    if size < 1 or -(-worlds // size) > strengths.draws:
        facts = (f"{strengths.draws} draws of strengths for {worlds:,} worlds",)
        problems.append(Problem("block", f"blocks of {size} worlds cannot be made", facts=facts))
    elif paths and size > _MOST_COUNTED:
        facts = (f"at most {_MOST_COUNTED:,} worlds share a draw of strengths",)
        problems.append(Problem("block", f"paths cannot be counted in blocks of {size:,} worlds", facts=facts))
    if problems:
        raise CupwrightError(problems)
    return size


class _Part:
    """The counts of one chunk of worlds."""

    def __init__(
        self,
        first_block: int,
        counts: npt.NDArray[np.int32],
        worlds: npt.NDArray[np.int64],
        faults: npt.NDArray[np.int32],
        won: npt.NDArray[np.uint16],
    ) -> None:
        self.first_block, self.counts, self.worlds, self.faults = first_block, counts, worlds, faults
        self.won = won


class Runner:
    """Plays chunks of worlds; safe to use from several threads."""

    def __init__(
        self,
        plan: Plan,
        strengths: Strengths,
        book: Book,
        seed: int,
        first_world: int,
        block: int,
        paths: bool = False,
    ) -> None:
        from cupwright.engine import tables

        order = [strengths.clubs.index(club) for club in plan.clubs]
        self.plan, self.book, self.paths = plan, book, paths
        self.force: tuple[Any, ...] = (
            *(np.ascontiguousarray(part[:, order]) for part in (strengths.attack, strengths.defence, strengths.home)),
            np.stack((strengths.mu, strengths.altitude, strengths.rho), axis=1),
            np.ascontiguousarray(strengths.climb[np.ix_(order, order)]),
        )
        self.seed, self.first_world, self.block = np.uint64(seed & _MASK), first_world, block
        self.world = tables.new_world(plan)

    def prepare(self) -> None:
        """Load or compile the kernels, in this thread, where Ctrl-C is heard."""
        self.play(self.first_world, self.first_world)

    def play(self, start: int, end: int, kept: npt.NDArray[np.int16] | None = None) -> _Part:
        """Play the worlds from `start` to `end`; then `world` holds the last of them, if no other thread plays."""
        from cupwright.engine import tables
        from cupwright.engine.worlds import play_worlds

        first = (start - self.first_world) // self.block
        blocks = max(1, (end - 1 - self.first_world) // self.block - first + 1)
        counts = tables.new_counts(self.plan, blocks)
        won = tables.new_won(self.plan, blocks if self.paths else 0)
        world = tables.new_world(self.plan)
        rows: npt.NDArray[Any] = np.empty((0, 0), dtype=np.int16) if kept is None else kept
        plan = self.plan
        arguments: tuple[Any, ...] = (
            plan.stage, plan.feed, plan.award, plan.may_take, plan.club, plan.entrant, plan.schedule, plan.lists,
            plan.apart, plan.apart_limit, plan.club_key, plan.stage_key, plan.pair_key, *self.book, *self.force, *world,
            *tables.new_work(plan), *tables.new_rates(len(plan.clubs)), counts, rows, won,
            self.seed, start, end, self.first_world, self.block, first,
        )  # fmt: skip
        play_worlds(*arguments)
        self.world = world
        played = np.arange(start, end)
        worlds = np.bincount((played - self.first_world) // self.block - first, minlength=blocks)
        return _Part(first, counts, worlds, world.faults, won)


def refuse_faults(plan: Plan, faults: npt.NDArray[np.int32]) -> None:
    """Raise a CupwrightError for draws without a valid outcome, and recorded ones with clubs that did not get there."""
    problems = []
    for stage, (no_draw, misfits) in zip(plan.stages, faults, strict=True):
        if no_draw:
            problems.append(Problem("draw", f"the draw of `{stage}` has no valid outcome"))
        if misfits:
            message = f"the recorded draw of `{stage}` names clubs that did not reach it"
            problems.append(Problem("contradiction", message))
    if problems:
        raise CupwrightError(problems)


class Total:
    """Adds up the parts, in whatever order they come: integers do not care."""

    def __init__(self, plan: Plan, seed: int, first_world: int, block: int, blocks: int, paths: bool = False) -> None:
        from cupwright.engine import tables

        self.plan, self.seed, self.first_world, self.block = plan, seed, first_world, block
        self.counts = tables.new_counts(plan, blocks)
        self.worlds = np.zeros(blocks, dtype=np.int64)
        self.won = tables.new_won(plan, blocks if paths else 0)

    def take(self, pending: set[Future[_Part]], wait_for: int) -> int:
        """Add the parts that are done, after waiting for some; return the worlds in them."""
        done: set[Future[_Part]] = set()
        while pending and len(done) < wait_for:
            finished, _ = wait(pending, timeout=0.2, return_when=FIRST_COMPLETED)
            pending -= finished
            done |= finished
        worlds = 0
        for future in done:
            if not future.cancelled():
                worlds += self.add(future.result())
        return worlds

    def add(self, part: _Part) -> int:
        """Add one part; return the worlds in it."""
        refuse_faults(self.plan, part.faults)
        rows = slice(part.first_block, part.first_block + len(part.worlds))
        self.counts[rows] += part.counts
        self.worlds[rows] += part.worlds
        if len(self.won):
            self.won[rows] += part.won
        return int(part.worlds.sum())

    def tally(self) -> Tally:
        """Return what has been added up."""
        from cupwright.engine.tables import columns_of

        to, n = columns_of(self.plan), len(self.plan.clubs)
        berths = np.moveaxis(self.counts[:, :, to.berths : to.meetings], 2, 1)
        return Tally(
            edition=self.plan.edition.id,
            clubs=self.plan.clubs,
            stages=self.plan.stages,
            awards=self.plan.awards,
            place_columns=self.plan.place_columns,
            seed=self.seed,
            first_world=self.first_world,
            block=self.block,
            worlds=self.worlds,
            reached=self.counts[:, :n, to.reached : to.wins],
            wins=self.counts[:, :n, to.wins : to.home],
            home_matches=self.counts[:, :n, to.home : to.neutral],
            neutral=self.counts[:, :n, to.neutral : to.placings],
            placings=self.counts[:, :n, to.placings : to.berths],
            berths=berths[:, :, : n + 1],
            passed_on=berths[:, :, n + 1],
            meetings=self.counts[:, :n, to.meetings :],
            won=self.won,
        )
