"""Two rule books in the same worlds, one world at a time: who went where in each, and how far the longest way was."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition, GroupStage
from cupwright.football.strengths import Strengths
from cupwright.study.running import Progress
from cupwright.study.worlds import Share, at_draws

if TYPE_CHECKING:
    from cupwright.engine import GroupTrace, Plan, Tally

__all__ = ["Ways", "Went", "group_stage_of", "met_in_groups", "play_ways", "valid_threads"]

_CHUNK = 500
_MOST_THREADS = 1024
_COUNTS = ("reached", "placings", "berths", "passed_on", "meetings", "neutral", "wins", "home_matches")

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ways:
    """What is looked for in each world of an edition of n clubs and S stages.

    Parameters
    ----------
    edition
        The rule book.
    guests
        Shape (n,): whose grounds make a trip.
    metres
        Shape (n, n): the way from the home of club i to that of club j; 0 where not known.
    to_neutral
        Shape (n, S): the way from the home of club i to the neutral ground of stage s; 0 where there is none, or where
        it is not known.
    """

    edition: Edition
    guests: npt.NDArray[np.bool_]
    metres: Counts
    to_neutral: Counts


@dataclass(frozen=True, eq=False)
class Went:
    """What the worlds of an edition say, by block (B), as whole numbers: their sums do not depend on the order.

    Parameters
    ----------
    tally
        The counts of the engine.
    been
        Shape (B, n, n): worlds in which club j plays at least one match at the ground of club i.
    to_guest, to_guest_in_groups
        Shape (B, n): worlds in which a club plays at least one match at the ground of a guest (its own is none), in
        the whole cup and in its group stage.
    longest
        Shape (B, n): the sum over the worlds of the longest way to a match in metres, one way.
    """

    tally: Tally
    been: Counts
    to_guest: Counts
    to_guest_in_groups: Counts
    longest: Counts


def group_stage_of(edition: Edition) -> str:
    """Return the id of the first stage of groups, or nothing."""
    return next((stage.id for stage in edition.format.stages if isinstance(stage, GroupStage)), "")


def valid_threads(threads: int | None) -> None:
    """Raise a CupwrightError unless there are 1 to 1,024 threads, or nobody said how many."""
    if threads is not None and not 1 <= threads <= _MOST_THREADS:
        raise CupwrightError.of("threads", f"{threads} threads cannot be used", facts=[f"from 1 to {_MOST_THREADS}"])


def play_ways(
    asked: Sequence[Ways],
    strengths: Strengths,
    share: Share,
    seed: int,
    threads: int | None,
    progress: Progress,
) -> tuple[list[Went], bool]:
    """Play every rule book in the same worlds with the same luck as :func:`cupwright.study.running.run_together`.

    Returns
    -------
    list of Went, bool
        For each rule book; and whether all worlds were played. Ctrl-C ends the run after the step it is in.

    Raises
    ------
    CupwrightError
        If a rule book cannot be compiled.
    KeyboardInterrupt
        If nothing was finished when the run was stopped.
    """
    from cupwright.engine.plan import compile_plan
    from cupwright.engine.run import processors

    progress(0, 0, "preparing the engine (slower the first time)")
    plans = [compile_plan(ways.edition) for ways in asked]
    workers = threads or processors()
    step = workers * _CHUNK
    totals: list[dict[str, Any]] = [{} for _ in asked]
    whole, done = share.worlds, 0
    with ThreadPoolExecutor(max_workers=workers) as pool:
        try:
            for first in range(0, whole, step):
                starts = range(first, min(first + step, whole), _CHUNK)
                parts = [
                    list(pool.map(lambda start, ways=ways, plan=plan: _chunk(ways, plan, strengths, share, seed, start),
                                  starts))
                    for ways, plan in zip(asked, plans, strict=True)
                ]  # fmt: skip
                for total, found in zip(totals, parts, strict=True):
                    for part in found:
                        _add(total, part, 2 * share.draws)
                done = min(first + step, whole)
                progress(done, whole, "worlds")
        except KeyboardInterrupt:
            if not done:
                raise
            progress(0, 0, f"stopped: {done:,} of {whole:,} worlds are kept; adding up")
    return [_went(total, share) for total in totals], done == whole


def _chunk(ways: Ways, plan: Plan, strengths: Strengths, share: Share, seed: int, start: int) -> dict[str, Any]:
    """Play some worlds, each as a block of its own, and add them up by the blocks of the share."""
    from cupwright.engine.run import run
    from cupwright.engine.trace import group_trace

    worlds = np.arange(start, min(start + _CHUNK, share.worlds))
    block = worlds // share.size
    own = at_draws(strengths, block // 2)
    tally = run(plan, own, worlds=len(worlds), seed=seed, threads=1, first_world=start, block=1)
    there = tally.meetings > 0
    by_world: dict[str, Any] = {name: getattr(tally, name) for name in (*_COUNTS, "worlds")}
    by_world["been"] = there
    by_world["to_guest"] = _at_a_guest(there, ways.guests)
    by_world["to_guest_in_groups"] = np.zeros_like(by_world["to_guest"])
    name = group_stage_of(ways.edition)
    if name and ways.guests.any():
        trace = group_trace(plan, own, worlds=len(worlds), seed=seed, first_world=start, block=1, stage=name)
        by_world["to_guest_in_groups"] = _at_a_guest(met_in_groups(trace, len(plan.clubs)), ways.guests)
    # The matrix is by club and ground, the matches by ground and club.
    away = np.where(there, ways.metres.T[None], 0).max(axis=1)
    neutral = np.where(tally.neutral > 0, ways.to_neutral[None], 0).max(axis=2, initial=0)
    by_world["longest"] = np.maximum(away, neutral)
    edges = np.flatnonzero(np.diff(block, prepend=-1))
    sums = {name: np.add.reduceat(values, edges, axis=0, dtype=np.int64) for name, values in by_world.items()}
    return {"tally": tally, "blocks": block[edges], "sums": sums}


def _at_a_guest(there: npt.NDArray[np.bool_], guests: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return by world and club whether it was at the ground of a guest; `there` is by world, host and visitor."""
    return np.asarray(there[:, guests, :].any(axis=1))


def met_in_groups(trace: GroupTrace, clubs: int) -> npt.NDArray[np.bool_]:
    """Return by world, host and visitor, of so many clubs, whether they met in the group stage.

    A match that was called off has no goals and does not count.
    """
    worlds = len(trace.members)
    host, visitor = (trace.members[:, :, trace.schedule[:, side]] for side in (0, 1))
    found = np.zeros((worlds, clubs, clubs), np.bool_)
    world = np.broadcast_to(np.arange(worlds)[:, None, None], host.shape)
    played = trace.goals[..., 0] >= 0
    found[world[played], host[played], visitor[played]] = True
    return found


def _add(total: dict[str, Any], part: dict[str, Any], blocks: int) -> None:
    total.setdefault("tally", part["tally"])
    for name, sums in part["sums"].items():
        if name not in total:
            total[name] = np.zeros((blocks, *sums.shape[1:]), np.int64)
        total[name][part["blocks"]] += sums


def _went(total: dict[str, Any], share: Share) -> Went:
    counts = {name: total[name] for name in _COUNTS}
    tally = replace(total["tally"], first_world=0, block=share.size, worlds=total["worlds"], **counts)
    return Went(tally, *(total[name] for name in ("been", "to_guest", "to_guest_in_groups", "longest")))
