"""The kernel that plays whole worlds: one after the other, block after block."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.chance import host_rates, mix
from cupwright.engine.feeds import enter, give_awards
from cupwright.engine.group_stage import play_groups
from cupwright.engine.league_stage import play_league
from cupwright.engine.lottery import draw_members, recorded_members
from cupwright.engine.tie_stage import pair_ties, play_ties
from cupwright.rules.compiled import jit

__all__ = ["play_worlds"]

Array = npt.NDArray[Any]


@jit
def play_worlds(
    stage: Array,
    feed: Array,
    award: Array,
    may_take: Array,
    club: Array,
    entrant: Array,
    schedule: Array,
    lists: Array,
    apart: Array,
    apart_limit: Array,
    key: Array,
    stage_key: Array,
    pair_key: Array,
    knows: Array,
    known: Array,
    drawn: Array,
    lots: Array,
    adjust: Array,
    attack: Array,
    defence: Array,
    home: Array,
    level: Array,
    climb: Array,
    seats: Array,
    overall: Array,
    seeding: Array,
    record: Array,
    score: Array,
    ties: Array,
    fed: Array,
    awarded: Array,
    faults: Array,
    numbers: Array,
    keys: Array,
    opponent: Array,
    room: Array,
    held: Array,
    figures: Array,
    table: Array,
    rates: Array,
    cuts: Array,
    counts: Array,
    kept: Array,
    won: Array,
    seed: Any,
    start: int,
    end: int,
    origin: int,
    block: int,
    first_block: int,
) -> None:
    """Play the worlds from `start` to `end`; world w belongs to block ``(w - origin) // block``.

    The arguments are the tables of the plan, of the book, of the strengths (`level` (B, 3): mu, altitude, rho), of the
    world, of the working room, then rates, counts (from `first_block` on), and `kept`: if it has a row for every
    world, what :class:`cupwright.engine.tables.Kept` describes is copied into it, end to end.
    `won` counts, from `first_block` on, winner and loser of the ties of every stage of ties, if it has room for them.
    """
    luck_of_seed = mix(np.uint64(0), np.uint64(seed))
    stages, column = stage.shape[0], counts.shape[2] - club.shape[0] - award.shape[0]
    before = -1
    for w in range(start, end):
        b = (w - origin) // block
        if b != before:
            host_rates(attack[b], defence[b], home[b], level[b, 0], level[b, 1], climb, rates, cuts)
            before = b
        rho, count = level[b, 2], counts[b - first_block]
        luck_of_world = mix(luck_of_seed, np.uint64(w))
        for s in range(stages):
            for c in range(seeding.shape[1]):
                seeding[s, c] = 0
        knock_out = -1
        for s in range(stages):
            luck = mix(luck_of_world, stage_key[s])
            enter(
                s, stage, feed, lists, club, entrant, seats, overall, seeding, record, score, ties, fed, figures, count
            )
            recorded = knows[s, at.KNOWS_DRAW] == 1
            if stage[s, at.METHOD] == at.BY_DRAW:
                if recorded:
                    recorded_members(s, stage, drawn, seats, seeding, ties, faults)
                else:
                    draw_members(
                        s, stage, lists, key, apart, apart_limit, seats, numbers, keys, opponent, room, held, faults,
                        luck,
                    )  # fmt: skip
            if stage[s, at.KIND] == at.TIES:
                pair_ties(s, stage, lists, club, recorded, seats, ties, numbers)
                play_ties(
                    s, stage, lists, club, key, pair_key, knows, known, rates, cuts, rho, seats, seeding, score,
                    ties, keys, count, luck,
                )  # fmt: skip
                knock_out += 1
                if won.shape[0] > 0:
                    for t in range(stage[s, at.TIE], stage[s, at.TIE] + stage[s, at.UNITS]):
                        won[b - first_block, knock_out, ties[t, at.WINNER], ties[t, at.LOSER]] += 1
            elif stage[s, at.KIND] == at.GROUPS:
                play_groups(
                    s, stage, lists, schedule, club, key, pair_key, knows, known, lots, adjust, rates, cuts, rho, seats,
                    record, score, numbers, keys, table, count, luck,
                )  # fmt: skip
            else:
                play_league(
                    s, stage, lists, schedule, club, key, pair_key, knows, known, lots, adjust, rates, cuts, rho, seats,
                    overall, seeding, record, score, numbers, keys, table, count, luck,
                )  # fmt: skip
        last = stage[stages - 1]
        if last[at.KIND] == at.TIES:
            champion = ties[last[at.TIE], at.WINNER]
        elif last[at.KIND] == at.GROUPS:
            champion = seats[last[at.ENTRANTS], at.PLACED]
        else:
            champion = overall[last[at.ENTRANTS], at.OVERALL_CLUB]
        count[champion, stages] += 1
        give_awards(
            column, stage, feed, award, may_take, lists, club, seats, overall, seeding, record, score, ties, fed,
            figures, awarded, count,
        )  # fmt: skip
        if kept.shape[0] > 0:
            places, matches = seats.shape[0], score.shape[0]
            for k in range(places):
                kept[w - start, k] = seats[k, at.MEMBER]
                kept[w - start, places + k] = seats[k, at.PLACED]
            for m in range(matches):
                kept[w - start, 2 * places + 2 * m] = score[m, 0]
                kept[w - start, 2 * places + 2 * m + 1] = score[m, 1]
            behind = 2 * (places + matches)
            for t in range(ties.shape[0]):
                kept[w - start, behind + t] = ties[t, at.FIRST]
            kept[w - start, behind + ties.shape[0]] = champion
