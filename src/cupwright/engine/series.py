"""Kernel of a best of three: every match has a winner, by a shoot-out if it is drawn; two wins settle the tie."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.chance import drawn_score, mix, uniform
from cupwright.rules import codes
from cupwright.rules.compiled import inlined, jit
from cupwright.rules.ties import first_hosts, sign

__all__ = ["play_series"]

Array = npt.NDArray[Any]


@inlined
def _count_match(
    s: int, neutral: int, host: int, visitor: int, lead: int, stages: int, meetings: int, count: Array
) -> None:
    """Count a match that its host won by `lead` goals in 90 minutes; a shoot-out counts for nobody."""
    if neutral:
        count[host, 3 * stages + 1 + s] += 1
        count[visitor, 3 * stages + 1 + s] += 1
    else:
        count[host, meetings + visitor] += 1
        count[host, 2 * stages + 1 + s] += 1
    count[host, stages + 1 + s] += lead > 0
    count[visitor, stages + 1 + s] += lead < 0


@jit
def play_series(
    s: int,
    stage: Array,
    stages: int,
    key: Array,
    pair_key: Array,
    knows: Array,
    known: Array,
    rates: Array,
    cuts: Array,
    rho: float,
    score: Array,
    tie: Array,
    keys: Array,
    advanced: int,
    count: Array,
) -> None:
    """Play a tie until one of its clubs has won twice. `advanced` is the club recorded to have gone on, or -1."""
    first, second, meetings = tie[at.FIRST], tie[at.SECOND], count.shape[1] - pair_key.shape[0]
    layers = known.shape[1]
    lower = key[first] < key[second]
    wins_first = wins_second = 0
    luck_of_match = keys[at.LEG_LUCK, 0]
    unknown = False
    for leg in range(at.SERIES):
        score[leg, 0] = score[leg, 1] = at.UNKNOWN
        tie[at.WON + leg] = 0
        if unknown or wins_first == at.WINS_NEEDED or wins_second == at.WINS_NEEDED:
            continue
        x = y = at.UNKNOWN
        if knows[s, at.KNOWS_SCORES]:
            x, y = known[s, leg, first, second, 0], known[s, leg, first, second, 1]
        luck_of_match = mix(keys[at.LEG_LUCK, leg], pair_key[first, second])
        at_first = first_hosts(leg, at.SERIES)
        host, visitor = (first, second) if at_first else (second, first)
        if x == at.UNKNOWN:
            if advanced >= 0:
                unknown = True
                continue
            x, y = drawn_score(luck_of_match, stage[at.NEUTRAL], host, visitor, key, rates, cuts, rho)
            if not at_first:
                x, y = y, x
        score[leg, 0] = x
        score[leg, 1] = y
        if x < 0:  # called off
            continue
        _count_match(s, stage[at.NEUTRAL], host, visitor, x - y if at_first else y - x, stages, meetings, count)
        won = sign(x - y)
        if won == 0 and knows[s, at.KNOWS_SCORES]:
            won = sign(
                known[s, layers + at.LATE_SERIES + leg, first, second, 0]
                - known[s, layers + at.LATE_SERIES + leg, first, second, 1]
            )
        if won == 0:
            if advanced >= 0:
                unknown = True
                continue
            won = 1 if (uniform(mix(luck_of_match, at.LUCK_PENALTIES)) < 0.5) == lower else -1
        tie[at.WON + leg] = won
        wins_first += won > 0
        wins_second += won < 0
    lead = sign(wins_first - wins_second)
    tie[at.DECIDED] = codes.SERIES
    if advanced >= 0 and (unknown or lead == 0):
        lead = 1 if advanced == first else -1
        tie[at.DECIDED] = known[s, layers + at.LATE_ADVANCE, first, second, 1]
    if lead == 0:
        lead = 1 if (uniform(mix(luck_of_match, at.LUCK_PENALTIES)) < 0.5) == lower else -1
    tie[at.WINNER] = first if lead > 0 else second
    tie[at.LOSER] = second if lead > 0 else first
