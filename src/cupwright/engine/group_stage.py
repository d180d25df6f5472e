"""Kernel of a group stage: its matches, its tables, its counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.chance import correct, correctable, goals_at_home, mix, uniform
from cupwright.rules.compiled import jit
from cupwright.rules.ranking import rank_group
from cupwright.rules.tables import rank_table, tabulate

__all__ = ["play_groups"]

Array = npt.NDArray[Any]

_FIELD = 4095


@jit
def _tabulate(schedule: Array, score: Array, table: Array, win: int, drawn: int, loss: int) -> None:
    """Add up points, goal difference, goals for, away goals and wins by position.

    The five sums of a club are kept in one number, twelve bits each, so that a match is two additions.
    """
    size = table.shape[0]
    for p in range(size):
        table[p, 0] = 0
    for m in range(schedule.shape[0]):
        host, visitor = schedule[m, 0], schedule[m, 1]
        x, y = np.int64(score[m, 0]), np.int64(score[m, 1])
        level = drawn if x == y else loss
        points, points_there = np.int64(win if x > y else level), np.int64(win if y > x else level)
        table[host, 0] += (points << 48) + (np.int64(x > y) << 36) + (x << 24) + (y << 12)
        table[visitor, 0] += (points_there << 48) + (np.int64(y > x) << 36) + (y << 24) + (x << 12) + y
    for p in range(size):
        packed = table[p, 0]
        table[p, at.R_POINTS] = packed >> 48
        table[p, at.R_WINS] = (packed >> 36) & _FIELD
        table[p, at.R_FOR] = (packed >> 24) & _FIELD
        table[p, at.R_DIFFERENCE] = ((packed >> 24) & _FIELD) - ((packed >> 12) & _FIELD)
        table[p, at.R_AWAY] = packed & _FIELD


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
    adjust: Array,
    rates: Array,
    cuts: Array,
    rho: float,
    seats: Array,
    record: Array,
    score_of_all: Array,
    numbers: Array,
    keys: Array,
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
    home_matches = numbers[at.CHOICE, :size]
    home_matches[:] = 0
    for m in range(matches):
        home_matches[schedule[m, 0]] += 1
    for leg in range(2 * stage[at.LEGS]):
        keys[at.LEG_LUCK, leg] = mix(state, at.LUCK_MATCHES + leg)
    meetings = count.shape[1] - club.shape[0]
    for g in range(stage[at.UNITS]):
        base = stage[at.ENTRANTS] + g * size
        first = stage[at.MATCH] + g * matches
        score = score_of_all[first : first + matches]
        plain = stage[at.PLAIN] == 1
        for m in range(matches):
            host = seats[base + schedule[m, 0], at.MEMBER]
            visitor = seats[base + schedule[m, 1], at.MEMBER]
            leg = schedule[m, 2]
            x = y = -1
            if knows[s, at.KNOWS_SCORES]:
                x, y = known[s, leg, host, visitor, 0], known[s, leg, host, visitor, 1]
            if x == at.UNKNOWN:
                # Luck hangs on whose ground it is, not on which meeting: another pot must not change it.
                ground = 2 * leg + (key[host] > key[visitor])
                luck_of_match = mix(keys[at.LEG_LUCK, ground], pair_key[host, visitor])
                x, y = goals_at_home(luck_of_match, key[host] < key[visitor], host, visitor, rates, cuts)
                if correctable(x, y, rho):
                    u = uniform(mix(luck_of_match, at.LUCK_CORRECTION))
                    x, y = correct(x, y, rates[host, visitor, 0], rates[host, visitor, 1], rho, u)
            score[m, 0] = x
            score[m, 1] = y
            count[host, meetings + visitor] += 1
            if x < 0:  # called off
                plain = False
                count[host, meetings + visitor] -= 1
                count[host, 2 * stages + 1 + s] -= 1
        if plain:
            _tabulate(schedule, score, table, win, drawn, loss)
        else:
            tabulate(schedule, score, table, win, drawn, loss)
        for p in range(size):
            one = seats[base + p, at.MEMBER]
            count[one, 2 * stages + 1 + s] += home_matches[p]
            ranks[p] = club[one, at.RANK]
            lot[p] = np.int64(mix(luck_of_lots, key[one]) >> np.uint64(2))
            if knows[s, at.KNOWS_LOTS] and lots[s, one] >= 0:
                lot[p] = lots[s, one]
            if knows[s, at.KNOWS_POINTS]:
                table[p, at.R_POINTS] += adjust[s, one]
        value, scope = numbers[at.VALUE, :size], numbers[at.SCOPE, :size]
        if plain:
            rank_group(criteria, schedule, score, table, ranks, lot, win, drawn, loss, order, decided, value, scope)
        else:
            positions, per, step = numbers[at.POSITIONS, :size], numbers[at.PER, :size], numbers[at.STEP, :size]
            for p in range(size):
                positions[p] = p
            rank_table(
                criteria, stage[at.PROCEDURE], positions, schedule, score, table, ranks, lot, win, drawn, loss, order,
                decided, value, per, scope, step,
            )  # fmt: skip
        for k in range(size):
            one = seats[base + order[k], at.MEMBER]
            seats[base + k, at.PLACED] = one
            seats[base + k, at.SPLIT] = decided[k]
            for c in range(at.RECORD_COLUMNS):
                record[s, one, c] = table[order[k], c]
            count[one, 4 * stages + 1 + stage[at.PLACE_COLUMN] + k] += 1
            count[one, stages + 1 + s] += table[order[k], at.R_WINS]
