"""The arrays the kernels work on. Python owns them all; compiled code makes none."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.plan import Plan
from cupwright.rules.codes import TABLE_COLUMNS

__all__ = [
    "Book",
    "Columns",
    "Kept",
    "Work",
    "World",
    "columns_of",
    "kept_of",
    "new_counts",
    "new_rates",
    "new_won",
    "new_work",
    "new_world",
]

Array = npt.NDArray[Any]


class Book(NamedTuple):
    """What is known, by stage and pair.

    `knows` (S, 5) says what is known of a stage. `score` (S, L + 3, n, n, 2) holds in layer l the goals of the first
    and the second club in leg l, -1 if unknown: in a group the first is the host, in a tie both orders are
    filled. Behind the legs stand the score after extra time, the shoot-out, and (club that went on, how), before them
    the shoot-outs of a best of three if there is one. `drawn` (E,) holds the members of a recorded draw: a club,
    -2 - tie for the winner of a tie, or an entrant of the stage. `lots` (S, n) is the place in recorded lots, or -1.
    `adjust` (S, n) are points given to a club in its table, or taken from it.
    """

    knows: Array
    score: Array
    drawn: Array
    lots: Array
    adjust: Array


class World(NamedTuple):
    """What happened in one world.

    `seats` (E, 4): entrants, members, clubs by place, and the criterion that put each above the next. `overall` (E, 4):
    of each league the clubs by place in its overall table, that criterion, their own places and tables. `seeding`
    (S, n): numbers from 1, 0 for a club that is not in the stage. `goals` (M, 2): groups by host and visitor, ties by
    host of leg 1 and of leg 2. `ties` (T, columns). `record` (S, n, columns). `fed` (F, most): the output of each
    feed. `awarded` (A, 1 + most): whether a candidate was passed over, then the takers. `faults` (S, 2): draws
    without a valid outcome, and members of recorded draws that did not reach the stage.
    """

    seats: Array
    overall: Array
    seeding: Array
    record: Array
    goals: Array
    ties: Array
    fed: Array
    awarded: Array
    faults: Array


class Work(NamedTuple):
    """Room to work in: numbers and keys by the rows of the layout, and what draws and tables need."""

    numbers: Array
    keys: Array
    opponent: Array
    room: Array
    held: Array
    figures: Array
    table: Array


class Columns(NamedTuple):
    """Where the counts of a club stand in its row; the first column of each kind, and how many there are in all."""

    reached: int
    wins: int
    home: int
    neutral: int
    placings: int
    berths: int
    meetings: int
    end: int


class Kept(NamedTuple):
    """Where the parts of a world stand in the row that is kept of it; the first column of each, and how many in all.

    Members and clubs by place of all stages as in `seats`, the goals of all matches, who hosts the first leg of each
    tie, and the champion.
    """

    members: int
    placed: int
    goals: int
    first: int
    champion: int
    end: int


def kept_of(plan: Plan) -> Kept:
    """Return the columns of the rows that are kept of the worlds of a plan."""
    places = len(plan.entrant)
    ties, matches = _ties(plan), _matches(plan)
    return Kept(*np.cumsum((0, places, places, 2 * matches, ties, 1)).tolist())


def columns_of(plan: Plan) -> Columns:
    """Return the columns of the counts of a plan."""
    stages, places = len(plan.stages), sum(len(columns) for columns in plan.place_columns.values())
    sizes = (stages + 1, stages, stages, stages, places, len(plan.awards), len(plan.clubs))
    return Columns(*np.cumsum((0, *sizes)).tolist())


def _ties(plan: Plan) -> int:
    return int((plan.stage[:, at.UNITS] * (plan.stage[:, at.KIND] == at.TIES)).sum())


def _matches(plan: Plan) -> int:
    lists = np.where(plan.stage[:, at.KIND] == at.LEAGUE, 1, plan.stage[:, at.UNITS])
    return int((lists * plan.stage[:, at.MATCHES]).sum())


def _most(plan: Plan) -> int:
    """Return the longest list a feed or award can give."""
    return max(int(plan.feed[:, at.PRODUCED].max(initial=1)), int(plan.award[:, at.TAKERS].max(initial=1)))


def new_world(plan: Plan) -> World:
    """Return the arrays of a world of `plan`, with nothing in them."""
    stages, clubs, awards = len(plan.stages), len(plan.clubs), len(plan.awards)

    def filled(*shape: int) -> Array:
        return np.full(shape, -1, dtype=np.int32)

    return World(
        seats=filled(len(plan.entrant), 4),
        overall=filled(len(plan.entrant), at.OVERALL_COLUMNS),
        seeding=filled(stages, clubs),
        record=filled(stages, clubs, at.RECORD_COLUMNS),
        goals=filled(_matches(plan), 2),
        ties=filled(_ties(plan), at.TIE_COLUMNS),
        fed=filled(len(plan.feed), _most(plan)),
        awarded=filled(awards, 1 + _most(plan)),
        faults=np.zeros((stages, 2), dtype=np.int32),
    )


def new_work(plan: Plan) -> Work:
    """Return working arrays for `plan`."""
    places = int(plan.stage[:, at.PLACES].max(initial=2))
    units = int(plan.stage[:, at.UNITS].max(initial=1))
    rows = np.where(plan.stage[:, at.KIND] == at.LEAGUE, plan.stage[:, at.PLACES], plan.stage[:, at.SIZE])
    size = int(rows.max(initial=2))
    pots = int(plan.stage[:, at.POT_COUNT].max(initial=1))
    width = max(places, at.MOST_UNITS + 1)
    return Work(
        numbers=np.zeros((at.WORK_ROWS, width), dtype=np.int64),
        keys=np.zeros((at.KEY_ROWS, width), dtype=np.uint64),
        opponent=np.zeros((units, units), dtype=np.uint64),
        room=np.zeros(units * pots, dtype=np.int64),
        held=np.zeros(max(1, len(plan.apart)) * units * len(plan.clubs), dtype=np.int64),
        figures=np.zeros((_most(plan), at.BY_MOST + 1), dtype=np.int64),
        table=np.zeros((size, TABLE_COLUMNS), dtype=np.int64),
    )


def new_rates(clubs: int) -> tuple[Array, Array]:
    """Return empty tables of expected goals for a field; see :func:`cupwright.engine.chance.host_rates`."""
    return np.empty((clubs, clubs + 1, 2)), np.empty((clubs, clubs, 8), dtype=np.uint32)


def new_counts(plan: Plan, blocks: int) -> Array:
    """Return counts of zero: for each block a row for each club, one for nobody and one for passed-over awards."""
    return np.zeros((blocks, len(plan.clubs) + 2, columns_of(plan).end), dtype=np.int32)


def new_won(plan: Plan, blocks: int) -> Array:
    """Return counts of zero of who won a tie against whom: by block, stage of ties, winner and loser.

    Without blocks they have no room, and nothing is counted.
    """
    stages, clubs = int((plan.stage[:, at.KIND] == at.TIES).sum()), len(plan.clubs)
    return np.zeros((blocks, stages, clubs, clubs), dtype=np.uint16)
