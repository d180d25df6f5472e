"""Worlds sorted by the results of some matches: how often each result fell, and who then got how far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.book import open_book
from cupwright.engine.known import Known
from cupwright.engine.plan import Plan
from cupwright.engine.run import Runner, processors, refuse_contradictions, refuse_faults
from cupwright.engine.tables import Book, kept_of
from cupwright.football.strengths import Strengths

__all__ = ["Watched", "WatchedMatch", "watch"]

Array = npt.NDArray[Any]

_RESULTS = 3


class WatchedMatch(NamedTuple):
    """A match by its stage, its clubs and its leg (from 1; in groups and leagues 1); on neutral ground in any order."""

    stage: str
    home: str
    away: str
    leg: int = 1


@dataclass(frozen=True, eq=False)
class Watched:
    """Counts by batch of worlds: B batches, M matches, n clubs, S stages; a result is won, drawn or lost by `home`.

    What counts is the score after 90 minutes. A world in which a match is not played counts for none of its results.

    Parameters
    ----------
    worlds
        Shape (B,).
    reached
        Shape (B, n, S + 1): worlds in which the club entered the stage; the last column counts titles.
    fell
        Shape (B, M, 3): worlds in which the match had the result.
    then
        Shape (B, M, 3, n, S + 1): as `reached`, of the worlds in which the match had the result.
    """

    worlds: npt.NDArray[np.int64]
    reached: npt.NDArray[np.int32]
    fell: npt.NDArray[np.int32]
    then: npt.NDArray[np.int32]


def watch(
    plan: Plan,
    strengths: Strengths,
    known: Known | None,
    matches: Sequence[WatchedMatch],
    *,
    worlds: int,
    seed: int,
    block: int,
    batch: int,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Watched:
    """Play worlds as :func:`cupwright.engine.run.run` does, and sort them by the results of some matches.

    Parameters
    ----------
    plan, strengths, known, worlds, seed, block, threads, progress
        As in :func:`~cupwright.engine.run.run`: the worlds are the same.
    matches
        Of this edition. One that stands in the list twice is the next meeting of its clubs the second time.
    batch
        Worlds counted together.

    Raises
    ------
    KeyError
        If a match names no stage or no club of the edition.
    CupwrightError
        If a recorded fact does not fit, or a draw has no valid outcome.
    """
    if known:
        refuse_contradictions(plan, known)
    book = open_book(plan, known)
    runner = Runner(plan, strengths, book, seed, 0, block)
    runner.prepare()
    reader = _Reader(plan, book, matches)
    parts: list[tuple[int, Array, Array, Array]] = []

    def play(first: int) -> tuple[int, Array, Array, Array]:
        end = min(first + batch, worlds)
        rows = np.empty((end - first, reader.to.end), dtype=np.int16)
        refuse_faults(plan, runner.play(first, end, rows).faults)
        return end, *reader.count(rows)

    pool = ThreadPoolExecutor(max_workers=threads or processors())
    try:
        for task in [pool.submit(play, first) for first in range(0, worlds, batch)]:
            parts.append(task.result())
            if progress:
                progress(parts[-1][0], worlds)
    finally:
        # At Ctrl-C the batches under way end, the others never begin.
        pool.shutdown(cancel_futures=True)
    ends, reached, fell, then = zip(*parts, strict=True)
    return Watched(np.diff(ends, prepend=0), np.stack(reached), np.stack(fell), np.stack(then))


def _known_where(met: Array, own: Array, other: Array) -> tuple[Array, Array]:
    """Return the goals of both clubs in the worlds in which they met, and that they are unknown in the others."""
    return np.where(met, own, at.UNKNOWN), np.where(met, other, at.UNKNOWN)


class _Reader:
    """Reads the rows that are kept of worlds."""

    def __init__(self, plan: Plan, book: Book, matches: Sequence[WatchedMatch]) -> None:
        self.plan, self.to = plan, kept_of(plan)
        places = plan.stage[:, at.PLACES]
        self.columns = np.concatenate([self.to.members + row[at.ENTRANTS] + np.arange(row[at.PLACES])
                                       for row in plan.stage])  # fmt: skip
        self.stages = np.repeat(np.arange(len(places)), places)
        seen: Counter[WatchedMatch] = Counter()
        self.goals: list[Callable[[Array], tuple[Array, Array]]] = []
        for match in matches:
            row = plan.stage[plan.stages.index(match.stage)] if match.stage in plan.stages else None
            if row is None or not {match.home, match.away} <= set(plan.clubs):
                raise KeyError(match)
            pair = plan.clubs.index(match.home), plan.clubs.index(match.away)
            self.goals.append(
                self._of_tie(row, pair, match.leg) if row[at.KIND] == at.TIES
                else self._of_table(row, pair, book, match.stage, seen[match])
            )  # fmt: skip
            seen[match] += 1

    def count(self, rows: Array) -> tuple[Array, Array, Array]:
        """Return by batch what :class:`Watched` holds: `reached`, `fell` and `then`."""
        from cupwright.engine.sorting import sort_worlds

        matches, n, ways = len(self.goals), len(self.plan.clubs), len(self.plan.stages) + 1
        results = np.full((len(rows), matches), -1, dtype=np.int8)
        for number, goals_of in enumerate(self.goals):
            own, other = goals_of(rows)
            results[:, number] = np.where(own >= 0, 1 - np.sign(own - other), -1)
        reached = np.zeros((n, ways), dtype=np.int32)
        fell = np.zeros((matches, _RESULTS), dtype=np.int32)
        then = np.zeros((matches, _RESULTS, n, ways), dtype=np.int32)
        sort_worlds(rows, self.columns, self.stages, self.to.champion, results, reached, fell, then)
        return reached, fell, then

    def _members(self, rows: Array, row: Array) -> Array:
        first = self.to.members + int(row[at.ENTRANTS])
        return rows[:, first : first + int(row[at.PLACES])]

    def _goals(self, rows: Array, match: Array) -> tuple[Array, Array]:
        column = self.to.goals + 2 * match
        every = np.arange(len(rows))
        return rows[every, column], rows[every, column + 1]

    def _of_tie(self, row: Array, pair: tuple[int, int], leg: int) -> Callable[[Array], tuple[Array, Array]]:
        units, legs = int(row[at.UNITS]), int(row[at.LEGS])

        def read(rows: Array) -> tuple[Array, Array]:
            members = np.sort(self._members(rows, row).reshape(-1, units, 2), axis=2)
            met = (members == sorted(pair)).all(axis=2)
            tie = met.argmax(axis=1)
            x, y = self._goals(rows, int(row[at.MATCH]) + tie * legs + leg - 1)
            first = rows[np.arange(len(rows)), self.to.first + int(row[at.TIE]) + tie]
            own, other = np.where(first == pair[0], (x, y), (y, x))
            return _known_where(met.any(axis=1), own, other)

        return read

    def _of_table(
        self, row: Array, pair: tuple[int, int], book: Book, stage: str, later: int
    ) -> Callable[[Array], tuple[Array, Array]]:
        league = row[at.KIND] == at.LEAGUE
        size = int(row[at.PLACES] if league else row[at.SIZE])
        # Meetings at one ground are played in their order: the next is the first without a score.
        s = self.plan.stages.index(stage)
        taken = book.knows[s, at.KNOWS_SCORES] and book.score[s, : int(row[at.LEGS]), pair[0], pair[1], 0] != at.UNKNOWN
        meeting = int(np.sum(taken)) + later
        number = np.full((size, size), -1)
        first = int(row[at.SCHEDULE])
        for m, (host, visitor, leg) in enumerate(self.plan.schedule[first : first + int(row[at.MATCHES])]):
            if leg == meeting:
                number[host, visitor] = m

        def read(rows: Array) -> tuple[Array, Array]:
            members = self._members(rows, row)
            seats = [(members == club).argmax(axis=1) for club in pair]
            groups = [np.zeros_like(seat) if league else seat // size for seat in seats]
            match = number[tuple(seat % size for seat in seats)]
            met = (groups[0] == groups[1]) & (match >= 0)
            for club in pair:
                met &= (members == club).any(axis=1)
            per_group = 0 if league else int(row[at.MATCHES])
            x, y = self._goals(rows, int(row[at.MATCH]) + groups[0] * per_group + np.maximum(match, 0))
            return _known_where(met, x, y)

        return read
