"""Kernel of a group stage: its matches, its tables, its counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.chance import correct, goals, mix, uniform
from cupwright.rules.compiled import jit
from cupwright.rules.ranking import rank_group

__all__ = ["play_groups"]

Array = npt.NDArray[Any]


@jit
def _tabulate(schedule: Array, score: Array, table: Array, win: int, drawn: int, loss: int) -> None:
    """Add up points, goal difference, goals for, away goals and wins by position."""
    for p in range(table.shape[0]):
        for c in range(at.RECORD_COLUMNS):
            table[p, c] = 0
    for m in range(schedule.shape[0]):
        host, visitor = schedule[m, 0], schedule[m, 1]
        x, y = score[m, 0], score[m, 1]
        table[host, at.R_POINTS] += win if x > y else (drawn if x == y else loss)
        table[visitor, at.R_POINTS] += win if y > x else (drawn if x == y else loss)
        table[host, at.R_WINS] += x > y
        table[visitor, at.R_WINS] += y > x
        table[host, at.R_DIFFERENCE] += x - y
        table[visitor, at.R_DIFFERENCE] += y - x
        table[host, at.R_FOR] += x
        table[visitor, at.R_FOR] += y
        table[visitor, at.R_AWAY] += y


@jit
def play_groups(
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
    rates: Array,
    rho: float,
    seats: Array,
    record: Array,
    score_of_all: Array,
    numbers: Array,
    table_of_all: Array,
    count: Array,
    state: Any,
) -> None:
    """Play the groups of stage `s` and rank them; `state` is the luck of the stage."""
    stage, stages = stage_table[s], stage_table.shape[0]
    size, matches = stage[at.SIZE], stage[at.MATCHES]
    win, drawn, loss = stage[at.WIN], stage[at.DRAWN], stage[at.LOSS]
    schedule = schedule_of_all[stage[at.SCHEDULE] : stage[at.SCHEDULE] + matches]
    criteria = lists[stage[at.CRITERIA_AT] : stage[at.CRITERIA_AT] + stage[at.CRITERIA_COUNT]]
    table, order, decided = table_of_all[:size], numbers[at.ORDER, :size], numbers[at.DECIDED_AT, :size]
    ranks, lot = numbers[at.RANKS, :size], numbers[at.LOT, :size]
    luck_of_lots = mix(state, at.LUCK_LOTS)
    meetings = count.shape[1] - club.shape[0]
    for g in range(stage[at.UNITS]):
        base = stage[at.ENTRANTS] + g * size
        first = stage[at.MATCH] + g * matches
        score = score_of_all[first : first + matches]
        for m in range(matches):
            host = seats[base + schedule[m, 0], at.MEMBER]
            visitor = seats[base + schedule[m, 1], at.MEMBER]
            leg = schedule[m, 2]
            x = y = -1
            if knows[s, at.KNOWS_SCORES]:
                x, y = known[s, leg, host, visitor, 0], known[s, leg, host, visitor, 1]
            if x < 0:
                luck_of_match = mix(mix(state, at.LUCK_MATCHES + leg), pair_key[host, visitor])
                host_rate, visitor_rate = rates[host, visitor, 0], rates[host, visitor, 2]
                none, none_there = rates[host, visitor, 1], rates[host, visitor, 3]
                x, y = goals(luck_of_match, key[host] < key[visitor], host_rate, none, visitor_rate, none_there)
                if x <= 1 and y <= 1:
                    u = uniform(mix(luck_of_match, at.LUCK_CORRECTION))
                    x, y = correct(x, y, host_rate, visitor_rate, rho, u)
            score[m, 0] = x
            score[m, 1] = y
            count[host, meetings + visitor] += 1
            count[host, 2 * stages + 1 + s] += 1
        _tabulate(schedule, score, table, win, drawn, loss)
        for p in range(size):
            one = seats[base + p, at.MEMBER]
            ranks[p] = club[one, at.RANK]
            lot[p] = np.int64(mix(luck_of_lots, key[one]) >> np.uint64(2))
            if knows[s, at.KNOWS_LOTS] and lots[s, one] >= 0:
                lot[p] = lots[s, one]
        value, scope = numbers[at.VALUE, :size], numbers[at.SCOPE, :size]
        rank_group(criteria, schedule, score, table, ranks, lot, win, drawn, loss, order, decided, value, scope)
        for k in range(size):
            one = seats[base + order[k], at.MEMBER]
            seats[base + k, at.PLACED] = one
            seats[base + k, at.SPLIT] = decided[k]
            for c in range(at.RECORD_COLUMNS):
                record[s, one, c] = table[order[k], c]
            count[one, 4 * stages + 1 + stage[at.PLACE_COLUMN] + k] += 1
            count[one, stages + 1 + s] += table[order[k], at.R_WINS]
