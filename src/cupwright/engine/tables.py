"""The arrays that kernels pass around, in bundles: the plan, the known, a world, a draw of strengths, counts."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.plan import Plan

__all__ = [
    "Book",
    "Code",
    "Counts",
    "Force",
    "Scratch",
    "World",
    "code_of",
    "new_counts",
    "new_force",
    "new_scratch",
    "new_world",
]

Array = npt.NDArray[Any]


class Code(NamedTuple):
    """The plan's tables; see :class:`cupwright.engine.plan.Plan`."""

    stage: Array
    feed: Array
    award: Array
    club: Array
    entrant: Array
    schedule: Array
    lists: Array
    apart: Array
    apart_limit: Array
    club_key: Array
    stage_key: Array
    pair_key: Array


class Book(NamedTuple):
    """What is known, by stage and pair.

    `knows` (S, 4) says whether a stage has recorded scores, advances, a draw, lots. `score` (S, L, n, n, 2) holds
    the goals of the first and the second club in leg L, -1 if unknown: in a group the first is the host, in a tie
    both orders are filled. `late` (S, n, n, 4) holds extra time and the shoot-out, `advance` (S, n, n) the club
    that went on and `how` the code for it. `drawn` (E,) holds the members of a recorded draw: a club, or
    -2 - tie for the winner of a tie, or -1. `lots` (S, n) is the place in recorded lots, or -1.
    """

    knows: Array
    score: Array
    late: Array
    advance: Array
    how: Array
    drawn: Array
    lots: Array


class Force(NamedTuple):
    """One draw of strengths as expected goals; see :func:`cupwright.engine.chance.host_rates`."""

    level: Array
    rates: Array


class World(NamedTuple):
    """What happened in one world.

    `entrants`, `members` (E,): clubs by seeding position, and by position in group or tie. `seeding` (S, n):
    seeding numbers from 1, 0 for a club that is not in the stage. `goals` (M, 2): groups by host and visitor, ties
    by host of leg 1 and of leg 2. `ties` (T, columns). `order`, `decided` (E,): clubs of a group by place and the
    criterion that put each above the next. `record` (S, n, columns). `fed` (F, most): the output of each feed.
    `awarded` (A, most) and `passed` (A,): takers of each award, and whether a candidate was passed over. `faults`
    (S, 2): draws without a valid outcome, and members of recorded draws that did not reach the stage.
    """

    entrants: Array
    members: Array
    seeding: Array
    goals: Array
    ties: Array
    order: Array
    decided: Array
    record: Array
    fed: Array
    awarded: Array
    passed: Array
    faults: Array


class Scratch(NamedTuple):
    """Room to work in, of the largest size a stage of the plan needs."""

    balls: Array
    pot_of: Array
    choice: Array
    capacity: Array
    room: Array
    held: Array
    ball_key: Array
    opponent_key: Array
    pairs: Array
    paired: Array
    marked: Array
    bound: Array
    figures: Array
    table: Array
    rank: Array
    lots: Array
    order: Array
    decided: Array
    value: Array
    scope: Array


class Counts(NamedTuple):
    """The counts of a run of blocks; see :class:`cupwright.engine.tally.Tally`."""

    reached: Array
    placings: Array
    berths: Array
    passed_on: Array
    meetings: Array
    neutral: Array
    wins: Array
    home_matches: Array


def code_of(plan: Plan) -> Code:
    """Bundle the tables of a plan."""
    return Code(**{name: getattr(plan, name) for name in Code._fields})


def _most(plan: Plan) -> int:
    """Return the longest list a feed or award can give."""
    units = int(plan.stage[:, at.UNITS].max(initial=1))
    return max(units, int(plan.award[:, at.TAKERS].max(initial=1)))


def new_world(plan: Plan) -> World:
    """Return the arrays of a world of `plan`, with nothing in them."""
    stages, clubs, awards = len(plan.stages), len(plan.clubs), len(plan.awards)
    places = len(plan.entrant)
    ties = int((plan.stage[:, at.UNITS] * (plan.stage[:, at.KIND] == at.TIES)).sum())
    matches = int((plan.stage[:, at.UNITS] * plan.stage[:, at.MATCHES]).sum())

    def filled(*shape: int) -> Array:
        return np.full(shape, -1, dtype=np.int32)

    return World(
        entrants=filled(places),
        members=filled(places),
        seeding=filled(stages, clubs),
        goals=filled(matches, 2),
        ties=filled(ties, at.TIE_COLUMNS),
        order=filled(places),
        decided=filled(places),
        record=filled(stages, clubs, at.RECORD_COLUMNS),
        fed=filled(len(plan.feed), _most(plan)),
        awarded=filled(awards, _most(plan)),
        passed=filled(awards),
        faults=np.zeros((stages, 2), dtype=np.int64),
    )


def new_scratch(plan: Plan) -> Scratch:
    """Return working arrays for `plan`."""
    places = int(plan.stage[:, at.PLACES].max(initial=2))
    units = int(plan.stage[:, at.UNITS].max(initial=1))
    size = int(plan.stage[:, at.SIZE].max(initial=2))
    pots = int(plan.stage[:, at.POT_COUNT].max(initial=1))

    def ints(*shape: int) -> Array:
        return np.zeros(shape, dtype=np.int64)

    return Scratch(
        balls=ints(places),
        pot_of=ints(places),
        choice=ints(places),
        capacity=ints(pots),
        room=ints(units * pots),
        held=ints(max(1, len(plan.apart)) * units * len(plan.clubs)),
        ball_key=np.zeros(places, dtype=np.uint64),
        opponent_key=np.zeros((units, units), dtype=np.uint64),
        pairs=ints(units, 2),
        paired=ints(units),
        marked=ints(units, 2),
        bound=ints(units),
        figures=ints(units, at.BY_MOST + 1),
        table=ints(size, at.RECORD_COLUMNS),
        rank=ints(size),
        lots=ints(size),
        order=ints(size),
        decided=ints(size),
        value=ints(size),
        scope=ints(size),
    )


def new_force(clubs: int) -> Force:
    """Return empty tables of expected goals for a field."""
    return Force(level=np.empty((clubs, 2)), rates=np.empty((clubs, clubs, 4)))


def new_counts(plan: Plan, blocks: int) -> Counts:
    """Return counts of zero for `blocks` blocks."""
    stages, clubs, awards = len(plan.stages), len(plan.clubs), len(plan.awards)
    places = sum(len(columns) for columns in plan.place_columns.values())

    def zeros(*shape: int) -> Array:
        return np.zeros((blocks, *shape), dtype=np.int32)

    return Counts(
        reached=zeros(clubs, stages + 1),
        placings=zeros(clubs, places),
        berths=zeros(awards, clubs + 1),
        passed_on=zeros(awards),
        meetings=zeros(clubs, clubs),
        neutral=zeros(clubs, stages),
        wins=zeros(clubs, stages),
        home_matches=zeros(clubs, stages),
    )
