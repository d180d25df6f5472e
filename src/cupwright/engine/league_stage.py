"""Kernel of a league: its matches, its tables, the overall table, its counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.chance import drawn_score, mix
from cupwright.rules.compiled import jit
from cupwright.rules.tables import rank_table, tabulate

__all__ = ["play_league"]

Array = npt.NDArray[Any]


@jit
def _play_matches(
    s: int,
    stage: Array,
    stages: int,
    schedule: Array,
    members: Array,
    key: Array,
    pair_key: Array,
    knows: Array,
    known: Array,
    rates: Array,
    cuts: Array,
    rho: float,
    score: Array,
    keys: Array,
    count: Array,
    state: Any,
) -> None:
    """Fill in the score of every match: as recorded, or drawn. A match that was called off has none."""
    meetings = count.shape[1] - pair_key.shape[0]
    for leg in range(2 * stage[at.LEGS]):
        keys[at.LEG_LUCK, leg] = mix(state, at.LUCK_MATCHES + leg)
    for m in range(schedule.shape[0]):
        host, visitor, leg = members[schedule[m, 0]], members[schedule[m, 1]], schedule[m, 2]
        x = y = -1
        if knows[s, at.KNOWS_SCORES]:
            x, y = known[s, leg, host, visitor, 0], known[s, leg, host, visitor, 1]
        if x == at.UNKNOWN:
            ground = 2 * leg + (key[host] > key[visitor])
            luck_of_match = mix(keys[at.LEG_LUCK, ground], pair_key[host, visitor])
            x, y = drawn_score(luck_of_match, 0, host, visitor, key, rates, cuts, rho)
        score[m, 0] = x
        score[m, 1] = y
        if x >= 0:
            count[host, meetings + visitor] += 1
            count[host, 2 * stages + 1 + s] += 1


@jit
def play_league(
    s: int,
    stage_table: Array,
    lists: Array,
    schedule_of_all: Array,
    club: Array,
    key: Array,
    pair_key: Array,
    knows: Array,
    known: Array,
    lots: Array,
    adjust: Array,
    rates: Array,
    cuts: Array,
    rho: float,
    seats: Array,
    overall: Array,
    seeding: Array,
    record: Array,
    score_of_all: Array,
    numbers: Array,
    keys: Array,
    table_of_all: Array,
    count: Array,
    state: Any,
) -> None:
    """Play the league `s`, rank its tables and the overall table; `state` is the luck of the stage.

    After it the seeding numbers of its clubs are their places in the overall table.
    """
    stage, stages = stage_table[s], stage_table.shape[0]
    places, base, units = stage[at.PLACES], stage[at.ENTRANTS], stage[at.UNITS]
    win, drawn, loss = stage[at.WIN], stage[at.DRAWN], stage[at.LOSS]
    schedule = schedule_of_all[stage[at.SCHEDULE] : stage[at.SCHEDULE] + stage[at.MATCHES]]
    criteria = lists[stage[at.CRITERIA_AT] : stage[at.CRITERIA_AT] + stage[at.CRITERIA_COUNT]]
    begins = lists[stage[at.TABLES] : stage[at.TABLES] + units + 1]
    members = lists[stage[at.TABLES] + units + 1 : stage[at.TABLES] + units + 1 + places]
    score = score_of_all[stage[at.MATCH] : stage[at.MATCH] + stage[at.MATCHES]]
    _play_matches(
        s, stage, stages, schedule, members, key, pair_key, knows, known, rates, cuts, rho, score, keys, count, state
    )
    table = table_of_all[:places]
    tabulate(schedule, score, table, win, drawn, loss)
    ranks, lot, positions = numbers[at.RANKS, :places], numbers[at.LOT, :places], numbers[at.POSITIONS, :places]
    value, per = numbers[at.VALUE, :places], numbers[at.PER, :places]
    scope, step = numbers[at.SCOPE, :places], numbers[at.STEP, :places]
    luck_of_lots = mix(state, at.LUCK_LOTS)
    for p in range(places):
        one = members[p]
        seats[base + p, at.MEMBER] = one
        positions[p] = p
        ranks[p] = club[one, at.RANK]
        lot[p] = np.int64(mix(luck_of_lots, key[one]) >> np.uint64(2))
        if knows[s, at.KNOWS_LOTS] and lots[s, one] >= 0:
            lot[p] = lots[s, one]
        if knows[s, at.KNOWS_POINTS]:
            table[p, at.R_POINTS] += adjust[s, one]
        for c in range(at.RECORD_COLUMNS):
            record[s, one, c] = table[p, c]
        count[one, stages + 1 + s] += table[p, at.R_WINS]
    own_place, own_table = numbers[at.CHOICE, :places], numbers[at.CAPACITY, :places]
    for g in range(units):
        start, end = begins[g], begins[g + 1]
        order, decided = numbers[at.ORDER, : end - start], numbers[at.DECIDED_AT, : end - start]
        rank_table(
            criteria, stage[at.PROCEDURE], positions[start:end], schedule, score, table, ranks, lot, win, drawn, loss,
            order, decided, value, per, scope, step,
        )  # fmt: skip
        for k in range(end - start):
            p = order[k]
            one = members[p]
            seats[base + start + k, at.PLACED] = one
            seats[base + start + k, at.SPLIT] = decided[k]
            own_place[p] = k + 1
            own_table[p] = g
            count[one, 4 * stages + 1 + stage[at.PLACE_COLUMN] + k] += 1
    order, decided = numbers[at.ORDER, :places], numbers[at.DECIDED_AT, :places]
    if units > 1:
        rank_table(
            criteria, stage[at.PROCEDURE], positions, schedule, score, table, ranks, lot, win, drawn, loss,
            order, decided, value, per, scope, step,
        )  # fmt: skip
    for k in range(places):
        p = order[k]
        one = members[p]
        overall[base + k, at.OVERALL_CLUB] = one
        overall[base + k, at.OVERALL_SPLIT] = decided[k]
        overall[base + k, at.OWN_PLACE] = own_place[p]
        overall[base + k, at.OWN_TABLE] = own_table[p]
        seeding[s, one] = k + 1
