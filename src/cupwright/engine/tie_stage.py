"""Kernels of a stage of ties: who meets whom, who hosts, the legs and how they are settled."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.chance import drawn_score, goals, mix, rates_at, uniform
from cupwright.engine.series import play_series
from cupwright.rules import codes
from cupwright.rules.compiled import inlined, jit
from cupwright.rules.pairings import force_meeting
from cupwright.rules.ties import away_goals_winner, first_hosts, second_leg_host, sign

__all__ = ["EXTRA_TIME_SHARE", "pair_ties", "play_ties"]

Array = npt.NDArray[Any]

_BRACKET = codes.PAIRED_BY.index("bracket")
_SEEDS = codes.PAIRED_BY.index("seeds")
_ENTRY = codes.PAIRED_BY.index("entry")
_DRAW = codes.PAIRED_BY.index("draw")
_RECORDED = codes.PAIRED_BY.index("recorded-draw")
_MEET = codes.PAIRED_BY.index("must-meet-association") - codes.MEET_ASSOCIATION

EXTRA_TIME_SHARE = 1.0 / 3.0
"""Goals expected in extra time, as a share of those in 90 minutes: its share of the minutes (assumed)."""


@jit
def _must_meet(clause: int, ties: int, club: Array, numbers: Array) -> None:
    """Re-pair wherever exactly two of the clubs are alike in the sense of `clause`."""
    side_a, side_b = numbers[at.PAIR_A, :ties], numbers[at.PAIR_B, :ties]
    mark_a, mark_b = numbers[at.MARK_A, :ties], numbers[at.MARK_B, :ties]
    bound, paired = numbers[at.BOUND, :ties], numbers[at.PAIRED_AS, :ties]
    column = at.GUEST if clause == codes.MEET_GUESTS else at.ASSOCIATION
    for t in range(2 * ties):
        one = side_a[t // 2] if t % 2 == 0 else side_b[t // 2]
        if bound[t // 2] or (clause == codes.MEET_GUESTS and club[one, at.GUEST] == 0):
            continue
        alike = 0
        for k in range(ties):
            mark_a[k] = club[side_a[k], column] == club[one, column]
            mark_b[k] = club[side_b[k], column] == club[one, column]
            alike += mark_a[k] + mark_b[k]
        if alike == 2:
            force_meeting(side_a, side_b, mark_a, mark_b, bound, _MEET + clause, paired)


@jit
def pair_ties(
    s: int, stage: Array, lists: Array, club: Array, recorded: bool, seats: Array, ties: Array, numbers: Array
) -> None:
    """Set the members of the ties of stage `s` and how they were paired. A draw has set them already."""
    base, count, method = stage[s, at.ENTRANTS], stage[s, at.UNITS], stage[s, at.METHOD]
    side_a, side_b, paired = numbers[at.PAIR_A], numbers[at.PAIR_B], numbers[at.PAIRED_AS]
    for t in range(count):
        numbers[at.BOUND, t] = 0
        a, b = lists[stage[s, at.PAIRS] + 2 * t], lists[stage[s, at.PAIRS] + 2 * t + 1]
        if method == at.BY_DRAW:
            side_a[t], side_b[t] = seats[base + 2 * t, at.MEMBER], seats[base + 2 * t + 1, at.MEMBER]
            paired[t] = _RECORDED if recorded else _DRAW
        elif method == at.BY_SEEDS:
            side_a[t], side_b[t] = seats[base + a, at.ENTRANT], seats[base + b, at.ENTRANT]
            paired[t] = _SEEDS
        elif method == at.BY_ENTRY:
            side_a[t], side_b[t] = seats[base + a, at.ENTRANT], seats[base + b, at.ENTRANT]
            paired[t] = _ENTRY
        else:
            source = stage[stage[s, at.BRACKET_OF], at.TIE]
            side_a[t], side_b[t] = ties[source + a, at.WINNER], ties[source + b, at.WINNER]
            paired[t] = _BRACKET
    if stage[s, at.MEET_1]:
        _must_meet(stage[s, at.MEET_1], count, club, numbers)
    if stage[s, at.MEET_2]:
        _must_meet(stage[s, at.MEET_2], count, club, numbers)
    for t in range(count):
        seats[base + 2 * t, at.MEMBER], seats[base + 2 * t + 1, at.MEMBER] = side_a[t], side_b[t]
        ties[stage[s, at.TIE] + t, at.PAIRED] = paired[t]


@inlined
def _set_hosts(s: int, stage: Array, lists: Array, club: Array, seeding: Array, a: int, b: int, tie: Array) -> None:
    last_pot = -1
    if stage[at.METHOD] == at.BY_DRAW and stage[at.POT_COUNT] == 2:
        last_pot = lists[stage[at.POTS] + 3]
    b_hosts, rule = second_leg_host(
        stage[at.HOST],
        stage[at.GUEST_FIRST] == 1,
        club[a, at.GUEST] == 1,
        club[b, at.GUEST] == 1,
        seeding[s, a],
        seeding[s, b],
        club[a, at.RANK],
        club[b, at.RANK],
        last_pot,
    )
    if stage[at.NEUTRAL]:
        b_hosts, rule = seeding[s, b] > seeding[s, a], codes.NEUTRAL_GROUND
    elif stage[at.LEGS] == at.SERIES:
        b_hosts = not b_hosts
    tie[at.FIRST] = a if b_hosts else b
    tie[at.SECOND] = b if b_hosts else a
    tie[at.HOSTED] = rule
    for column in range(at.EXTRA_FIRST, at.PENALTIES_SECOND + 1):
        tie[column] = -1


@jit
def _settle(
    s: int,
    stage: Array,
    lists: Array,
    key: Array,
    knows: Array,
    known: Array,
    rates: Array,
    seeding: Array,
    score: Array,
    tie: Array,
    luck_of_match: Any,
) -> None:
    """Go along the settling chain until a step separates the clubs."""
    first, second, legs = tie[at.FIRST], tie[at.SECOND], stage[at.LEGS]
    goals_first = goals_second = 0
    for leg in range(legs):  # a leg that was called off counts as 0-0
        goals_first += max(score[leg, 0], 0)
        goals_second += max(score[leg, 1], 0)
    x, y = max(score[legs - 1, 0], 0), max(score[legs - 1, 1], 0)
    away_first, away_second = x, max(score[0, 1], 0)
    lower = key[first] < key[second]
    recorded = knows[s, at.KNOWS_SCORES]
    winner = 0
    for k in range(stage[at.CHAIN_LENGTH]):
        step = lists[stage[at.CHAIN] + k]
        if step == codes.AGGREGATE:
            winner = sign(goals_first - goals_second)
        elif step == codes.AWAY_GOALS:
            if legs == 2 and not stage[at.NEUTRAL]:
                winner = away_goals_winner(away_first, away_second)
        elif step == codes.EXTRA_TIME:
            late = known.shape[1] + at.LATE_EXTRA
            if recorded and known[s, late, first, second, 0] >= 0:
                more_first, more_second = known[s, late, first, second, 0] - x, known[s, late, first, second, 1] - y
            elif recorded and known[s, late + 1, first, second, 0] >= 0:
                continue  # a shoot-out is recorded, so extra time did not separate them
            else:
                rate_host, rate_visitor = rates_at(stage[at.NEUTRAL], second, first, rates)
                a, b = rate_visitor * EXTRA_TIME_SHARE, rate_host * EXTRA_TIME_SHARE
                luck = mix(luck_of_match, at.LUCK_EXTRA_TIME)
                more_first, more_second = goals(luck, lower, a, b)
            tie[at.EXTRA_FIRST], tie[at.EXTRA_SECOND] = x + more_first, y + more_second
            goals_first += more_first
            goals_second += more_second
            away_first += more_first
            winner = sign(goals_first - goals_second)
        elif step == codes.PENALTIES:
            late = known.shape[1] + at.LATE_PENALTIES
            if recorded and known[s, late, first, second, 0] >= 0:
                tie[at.PENALTIES_FIRST] = known[s, late, first, second, 0]
                tie[at.PENALTIES_SECOND] = known[s, late, first, second, 1]
                winner = sign(tie[at.PENALTIES_FIRST] - tie[at.PENALTIES_SECOND])
            if winner == 0:
                winner = 1 if (uniform(mix(luck_of_match, at.LUCK_PENALTIES)) < 0.5) == lower else -1
        else:
            winner = 1 if seeding[s, first] < seeding[s, second] else -1
        tie[at.DECIDED] = step
        if winner != 0:
            break
    tie[at.WINNER] = first if winner > 0 else second
    tie[at.LOSER] = second if winner > 0 else first


@jit
def _advance(s: int, known: Array, unknown: bool, club: int, tie: Array) -> None:
    """Let `club` go on as recorded, unless the recorded scores settle the tie by themselves."""
    layers, first, second, step = known.shape[1], tie[at.FIRST], tie[at.SECOND], tie[at.DECIDED]
    late = known[s, layers + at.LATE_EXTRA, first, second, 0] >= 0
    shoot_out = known[s, layers + at.LATE_PENALTIES, first, second, 0] >= 0
    drawn = (step == codes.EXTRA_TIME and not late) or (step == codes.PENALTIES and not shoot_out)
    if not unknown and not drawn:
        return
    tie[at.WINNER] = club
    tie[at.LOSER] = second if club == first else first
    if unknown or (tie[at.EXTRA_FIRST] >= 0 and not late):
        tie[at.DECIDED] = known[s, layers + at.LATE_ADVANCE, first, second, 1]
        tie[at.EXTRA_FIRST] = tie[at.EXTRA_SECOND] = -1


@inlined
def _count_matches(s: int, stages: int, meetings: int, stage: Array, tie: Array, score: Array, count: Array) -> None:
    """Count the matches of a tie, and who won them. Extra time counts, a shoot-out does not."""
    first, second, legs = tie[at.FIRST], tie[at.SECOND], stage[at.LEGS]
    if tie[at.DECIDED] == codes.WALKOVER:
        return
    for leg in range(legs):
        if score[leg, 0] == at.NOT_PLAYED:
            continue
        if stage[at.NEUTRAL]:
            count[first, 3 * stages + 1 + s] += 1
            count[second, 3 * stages + 1 + s] += 1
        else:
            host, visitor = (first, second) if first_hosts(leg, legs) else (second, first)
            count[host, meetings + visitor] += 1
            count[host, 2 * stages + 1 + s] += 1
        x, y = score[leg, 0], score[leg, 1]
        if leg == legs - 1 and tie[at.EXTRA_FIRST] >= 0:
            x, y = tie[at.EXTRA_FIRST], tie[at.EXTRA_SECOND]
        count[first, stages + 1 + s] += x > y
        count[second, stages + 1 + s] += y > x


@jit
def play_ties(
    s: int,
    stage_table: Array,
    lists: Array,
    club: Array,
    key: Array,
    pair_key: Array,
    knows: Array,
    known: Array,
    rates: Array,
    cuts: Array,
    rho: float,
    seats: Array,
    seeding: Array,
    score_of_all: Array,
    ties: Array,
    keys: Array,
    count: Array,
    state: Any,
) -> None:
    """Play the ties of stage `s`, whose members are set; `state` is the luck of the stage."""
    stage, stages = stage_table[s], stage_table.shape[0]
    legs, meetings = stage[at.LEGS], count.shape[1] - club.shape[0]
    for leg in range(legs):
        keys[at.LEG_LUCK, leg] = mix(state, at.LUCK_MATCHES + leg)
    for t in range(stage[at.UNITS]):
        tie = ties[stage[at.TIE] + t]
        seat = stage[at.ENTRANTS] + 2 * t
        _set_hosts(s, stage, lists, club, seeding, seats[seat, at.MEMBER], seats[seat + 1, at.MEMBER], tie)
        match = stage[at.MATCH] + t * legs
        score = score_of_all[match : match + legs]
        first, second = tie[at.FIRST], tie[at.SECOND]
        advanced = -1
        if knows[s, at.KNOWS_ADVANCES]:
            advanced = known[s, known.shape[1] + at.LATE_ADVANCE, first, second, 0]
        if legs == at.SERIES:
            play_series(
                s, stage, stages, key, pair_key, knows, known, rates, cuts, rho, score, tie, keys, advanced, count
            )
            continue
        unknown = False
        luck_of_match = state
        for leg in range(legs):
            x = y = -1
            if knows[s, at.KNOWS_SCORES]:
                x, y = known[s, leg, first, second, 0], known[s, leg, first, second, 1]
            luck_of_match = mix(keys[at.LEG_LUCK, leg], pair_key[first, second])
            if x == at.UNKNOWN and advanced < 0:
                at_first = first_hosts(leg, legs)
                host, visitor = (first, second) if at_first else (second, first)
                x, y = drawn_score(luck_of_match, stage[at.NEUTRAL], host, visitor, key, rates, cuts, rho)
                if not at_first:
                    x, y = y, x
            unknown |= x == at.UNKNOWN
            score[leg, 0] = x
            score[leg, 1] = y
        if not unknown:
            _settle(s, stage, lists, key, knows, known, rates, seeding, score, tie, luck_of_match)
        if advanced >= 0:
            _advance(s, known, unknown, advanced, tie)
        _count_matches(s, stages, meetings, stage, tie, score, count)
