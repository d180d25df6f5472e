"""Kernel of a group stage: its matches, its tables, its counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from cupwright.engine import layout as at
from cupwright.engine.chance import correct, goals, mix, uniform
from cupwright.engine.tables import Book, Code, Counts, Force, Scratch, World
from cupwright.rules.compiled import jit
from cupwright.rules.ranking import rank_group

__all__ = ["play_groups"]


@jit
def _play(
    s: int,
    base: int,
    match: int,
    code: Code,
    book: Book,
    force: Force,
    rho: float,
    world: World,
    counts: Counts,
    b: int,
    state: Any,
) -> None:
    """Play the matches of one group, and count them."""
    schedule = code.stage[s, at.SCHEDULE]
    recorded = book.knows[s, 0]
    for m in range(code.stage[s, at.MATCHES]):
        host = world.members[base + code.schedule[schedule + m, 0]]
        visitor = world.members[base + code.schedule[schedule + m, 1]]
        leg = code.schedule[schedule + m, 2]
        x = y = -1
        if recorded:
            x, y = book.score[s, leg, host, visitor, 0], book.score[s, leg, host, visitor, 1]
        if x < 0:
            luck_of_match = mix(mix(state, at.LUCK_MATCHES + leg), code.pair_key[host, visitor])
            rates = force.rates[host, visitor]
            lower = code.club_key[host] < code.club_key[visitor]
            x, y = goals(luck_of_match, lower, rates[0], rates[1], rates[2], rates[3])
            if x <= 1 and y <= 1:
                x, y = correct(x, y, rates[0], rates[2], rho, uniform(mix(luck_of_match, at.LUCK_CORRECTION)))
        world.goals[match + m, 0] = x
        world.goals[match + m, 1] = y
        counts.meetings[b, host, visitor] += 1
        counts.home_matches[b, host, s] += 1


@jit
def _tabulate(schedule: Any, goals_of: Any, table: Any, win: int, drawn: int, loss: int) -> None:
    for p in range(table.shape[0]):
        for c in range(at.RECORD_COLUMNS):
            table[p, c] = 0
    for m in range(schedule.shape[0]):
        host, visitor = schedule[m, 0], schedule[m, 1]
        x, y = goals_of[m, 0], goals_of[m, 1]
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
    code: Code,
    book: Book,
    force: Force,
    rho: float,
    world: World,
    scratch: Scratch,
    counts: Counts,
    b: int,
    state: Any,
) -> None:
    """Play the groups of stage `s` and rank them; `state` is the luck of the stage."""
    stage = code.stage[s]
    size, matches = stage[at.SIZE], stage[at.MATCHES]
    win, drawn, loss = stage[at.WIN], stage[at.DRAWN], stage[at.LOSS]
    schedule = code.schedule[stage[at.SCHEDULE] : stage[at.SCHEDULE] + matches]
    criteria = code.lists[stage[at.CRITERIA_AT] : stage[at.CRITERIA_AT] + stage[at.CRITERIA_COUNT]]
    table, order, decided = scratch.table[:size], scratch.order[:size], scratch.decided[:size]
    luck_of_lots = mix(state, at.LUCK_LOTS)
    column = stage[at.PLACE_COLUMN]
    for g in range(stage[at.UNITS]):
        base = stage[at.ENTRANTS] + g * size
        match = stage[at.MATCH] + g * matches
        _play(s, base, match, code, book, force, rho, world, counts, b, state)
        goals_of = world.goals[match : match + matches]
        _tabulate(schedule, goals_of, table, win, drawn, loss)
        for p in range(size):
            club = world.members[base + p]
            scratch.rank[p] = code.club[club, at.RANK]
            scratch.lots[p] = np.int64(mix(luck_of_lots, code.club_key[club]) >> np.uint64(2))
            if book.knows[s, 3] and book.lots[s, club] >= 0:
                scratch.lots[p] = book.lots[s, club]
        rank_group(
            criteria,
            schedule,
            goals_of,
            table,
            scratch.rank[:size],
            scratch.lots[:size],
            win,
            drawn,
            loss,
            order,
            decided,
            scratch.value[:size],
            scratch.scope[:size],
        )
        for k in range(size):
            p = order[k]
            club = world.members[base + p]
            world.order[base + k] = club
            world.decided[base + k] = decided[k]
            for c in range(at.RECORD_COLUMNS):
                world.record[s, club, c] = table[p, c]
            counts.placings[b, club, column + k] += 1
            counts.wins[b, club, s] += table[p, at.R_WINS]
