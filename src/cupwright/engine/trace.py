"""Single worlds looked at closely: what happened in one of them, and the group matches of many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.book import open_book
from cupwright.engine.known import Known
from cupwright.engine.plan import Plan
from cupwright.engine.run import Runner, block_size
from cupwright.engine.season import decode
from cupwright.engine.tables import kept_of
from cupwright.football.competitions import GroupStage
from cupwright.football.outcomes import Season
from cupwright.football.strengths import Strengths

__all__ = ["GroupTrace", "explain_world", "group_trace", "level_strengths", "replay"]

_CHUNK = 4_000


@dataclass(frozen=True, eq=False)
class GroupTrace:
    """The matches of a group stage in W worlds; G groups of `size` clubs play M matches each.

    Parameters
    ----------
    stage
        Id of the stage.
    members
        Shape (W, G, size): index of the club (in the plan's order) at each position.
    goals
        Shape (W, G, M, 2): goals of host and visitor, in the order of `schedule`.
    order
        Shape (W, G, size): the position (from 0) of the club at each place.
    schedule
        Shape (M, 2): positions (from 0) of host and visitor.
    matchday
        Shape (M,): matchday of each match, from 0.
    """

    stage: str
    members: npt.NDArray[np.int16]
    goals: npt.NDArray[np.int8]
    order: npt.NDArray[np.int8]
    schedule: npt.NDArray[np.int32]
    matchday: npt.NDArray[np.int32]


def replay(plan: Plan, known: Known) -> Season:
    """Play one world from what is known, and stop where nothing is known.

    Scores go in by pair and leg, with draws and lots as they fell; hosts, pairings, placings, winners and berths come
    out, each with its reason. Facts that do not fit are listed in `contradictions`, never used silently.

    Raises
    ------
    CupwrightError
        If a recorded fact names an unknown stage or club, or contradicts another outright.
    """
    book = open_book(plan, known)
    runner = Runner(plan, level_strengths(plan), book, seed=0, first_world=0, block=1)
    runner.play(0, 1)
    return decode(plan, runner.world, book, known)


def explain_world(
    plan: Plan,
    strengths: Strengths,
    known: Known | None = None,
    *,
    seed: int,
    world: int,
    worlds: int = 1,
    first_world: int = 0,
    block: int | None = None,
) -> Season:
    """Play one world of a run again and say what happened in it, and why.

    `worlds`, `first_world` and `block` are those of the run: they say which draw of strengths the world has.

    Raises
    ------
    CupwrightError
        If the strengths or a recorded fact do not fit.
    """
    book = open_book(plan, known)
    size = block or block_size(worlds, strengths.draws)
    runner = Runner(plan, strengths, book, seed=seed, first_world=first_world, block=size)
    runner.play(world, world + 1)
    return decode(plan, runner.world, book, None)


def group_trace(
    plan: Plan,
    strengths: Strengths,
    known: Known | None = None,
    *,
    worlds: int,
    seed: int,
    first_world: int = 0,
    block: int | None = None,
    stage: str = "",
) -> GroupTrace:
    """Return every group match of a stage (default: the first of groups) in each of many worlds.

    Raises
    ------
    KeyError
        If there is no such group stage.
    CupwrightError
        As :func:`cupwright.engine.run.run`.
    """
    groups_of = [one.id for one in plan.edition.format.stages if isinstance(one, GroupStage)]
    name = stage or next(iter(groups_of), "")
    if name not in groups_of:
        raise KeyError(name)
    row = plan.stage[plan.stages.index(name)]
    groups, size, matches = int(row[at.UNITS]), int(row[at.SIZE]), int(row[at.MATCHES])
    runner = Runner(
        plan, strengths, open_book(plan, known), seed=seed, first_world=first_world,
        block=block or block_size(worlds, strengths.draws),
    )  # fmt: skip
    members = np.empty((worlds, groups, size), dtype=np.int16)
    order = np.empty((worlds, groups, size), dtype=np.int16)
    goals = np.empty((worlds, groups, matches, 2), dtype=np.int8)
    to_column = kept_of(plan)
    kept: npt.NDArray[Any] = np.empty((min(worlds, _CHUNK), to_column.end), dtype=np.int16)
    seat, match = int(row[at.ENTRANTS]), to_column.goals + 2 * int(row[at.MATCH])
    place = to_column.placed + seat
    for start in range(0, worlds, _CHUNK):
        count = min(_CHUNK, worlds - start)
        runner.play(first_world + start, first_world + start + count, kept)
        rows, to = kept[:count], slice(start, start + count)
        members[to] = rows[:, seat : seat + groups * size].reshape(count, groups, size)
        order[to] = rows[:, place : place + groups * size].reshape(count, groups, size)
        goals[to] = rows[:, match : match + 2 * groups * matches].reshape(count, groups, matches, 2)
    placed = (order[:, :, :, None] == members[:, :, None, :]).argmax(axis=3)
    days = plan.edition.format.stage(name).matchdays  # type: ignore[union-attr]
    schedule = plan.schedule[row[at.SCHEDULE] : row[at.SCHEDULE] + matches, :2]
    matchday = np.repeat(np.arange(len(days), dtype=np.int32), [len(day) for day in days])
    return GroupTrace(name, members, goals, placed.astype(np.int8), schedule, matchday)


def level_strengths(plan: Plan) -> Strengths:
    """Return strengths that favour nobody, for a replay, which uses none."""
    n = len(plan.clubs)
    one, club = np.zeros(1), np.zeros((1, n))
    return Strengths(plan.clubs, club, club, club, one, one, one, np.zeros((n, n)), one)
