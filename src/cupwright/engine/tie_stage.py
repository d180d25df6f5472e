"""Kernel of a stage of ties: who meets whom, who hosts, the legs and how they are settled."""

from __future__ import annotations

from typing import Any

import numpy as np

from cupwright.engine import layout as at
from cupwright.engine.chance import correct, goals, mix, uniform
from cupwright.engine.lottery import draw_members
from cupwright.engine.tables import Book, Code, Counts, Force, Scratch, World
from cupwright.rules import codes
from cupwright.rules.compiled import jit
from cupwright.rules.pairings import force_meeting
from cupwright.rules.ties import away_goals_winner, second_leg_host, sign

__all__ = ["pair_ties", "play_ties"]

_BRACKET = codes.PAIRED_BY.index("bracket")
_SEEDS = codes.PAIRED_BY.index("seeds")
_DRAW = codes.PAIRED_BY.index("draw")
_RECORDED = codes.PAIRED_BY.index("recorded-draw")
_MEET = codes.PAIRED_BY.index("must-meet-association") - codes.MEET_ASSOCIATION
EXTRA_TIME_SHARE = 1.0 / 3.0


@jit
def _alike(clause: int, a: int, b: int, code: Code) -> bool:
    if clause == codes.MEET_GUESTS:
        return code.club[a, at.GUEST] == 1 and code.club[b, at.GUEST] == 1
    return code.club[a, at.ASSOCIATION] == code.club[b, at.ASSOCIATION]


@jit
def _must_meet(clause: int, ties: int, code: Code, scratch: Scratch) -> None:
    """Re-pair wherever exactly two of the clubs are alike in the sense of `clause`."""
    pairs, marked = scratch.pairs[:ties], scratch.marked[:ties]
    for t in range(ties):
        for side in range(2):
            club, alike = pairs[t, side], 0
            for other in range(2 * ties):
                same = _alike(clause, club, pairs[other // 2, other % 2], code)
                marked[other // 2, other % 2] = same
                alike += same
            if alike == 2 and not scratch.bound[t]:
                force_meeting(pairs, marked, scratch.bound[:ties], _MEET + clause, scratch.paired[:ties])


@jit
def pair_ties(s: int, code: Code, book: Book, world: World, scratch: Scratch, state: Any) -> None:
    """Set `scratch.pairs` and `scratch.paired` for the ties of stage `s`."""
    stage = code.stage[s]
    base, ties, method = stage[at.ENTRANTS], stage[at.UNITS], stage[at.METHOD]
    if method == at.BY_DRAW:
        draw_members(s, code, book, world, scratch, state)
    for t in range(ties):
        scratch.bound[t] = 0
        for side in range(2):
            if method == at.BY_DRAW:
                club = world.members[base + 2 * t + side]
                scratch.paired[t] = _RECORDED if book.knows[s, 2] else _DRAW
            elif method == at.BY_SEEDS:
                club = world.entrants[base + code.lists[stage[at.PAIRS] + 2 * t + side]]
                scratch.paired[t] = _SEEDS
            else:
                source = code.stage[stage[at.BRACKET_OF], at.TIE] + code.lists[stage[at.PAIRS] + 2 * t + side]
                club = world.ties[source, at.WINNER]
                scratch.paired[t] = _BRACKET
            scratch.pairs[t, side] = club
    if stage[at.MEET_1]:
        _must_meet(stage[at.MEET_1], ties, code, scratch)
    if stage[at.MEET_2]:
        _must_meet(stage[at.MEET_2], ties, code, scratch)
    for t in range(ties):
        world.members[base + 2 * t] = scratch.pairs[t, 0]
        world.members[base + 2 * t + 1] = scratch.pairs[t, 1]


@jit
def _set_hosts(s: int, t: int, code: Code, world: World, scratch: Scratch) -> None:
    stage = code.stage[s]
    a, b = scratch.pairs[t, 0], scratch.pairs[t, 1]
    number_a, number_b = world.seeding[s, a], world.seeding[s, b]
    last_pot = -1
    if stage[at.METHOD] == at.BY_DRAW and stage[at.POT_COUNT] == 2:
        last_pot = code.lists[stage[at.POTS] + 3]
    b_hosts, rule = second_leg_host(
        stage[at.HOST],
        stage[at.GUEST_FIRST] == 1,
        code.club[a, at.GUEST] == 1,
        code.club[b, at.GUEST] == 1,
        number_a,
        number_b,
        code.club[a, at.RANK],
        code.club[b, at.RANK],
        last_pot,
    )
    if stage[at.NEUTRAL]:
        b_hosts, rule = number_b > number_a, codes.NEUTRAL_GROUND
    tie = world.ties[stage[at.TIE] + t]
    tie[at.FIRST] = a if b_hosts else b
    tie[at.SECOND] = b if b_hosts else a
    tie[at.HOSTED] = rule
    tie[at.PAIRED] = scratch.paired[t]
    for column in range(at.EXTRA_FIRST, at.PENALTIES_SECOND + 1):
        tie[column] = -1


@jit
def _rates(stage: Any, host: int, visitor: int, force: Force) -> tuple[float, float, float, float]:
    if stage[at.NEUTRAL]:
        a = force.level[host, 0] * force.level[visitor, 1]
        b = force.level[visitor, 0] * force.level[host, 1]
        return a, np.exp(-a), b, np.exp(-b)
    row = force.rates[host, visitor]
    return row[0], row[1], row[2], row[3]


@jit
def _extra_time(
    s: int, first: int, second: int, x: int, y: int, code: Code, book: Book, force: Force, luck_of_match: Any
) -> tuple[int, int]:
    """Return the goals of both in extra time, given those of the last leg; recorded ones are cumulative."""
    if book.knows[s, 0] and book.late[s, first, second, 0] >= 0:
        return book.late[s, first, second, 0] - x, book.late[s, first, second, 1] - y
    rate_host, _, rate_visitor, _ = _rates(code.stage[s], second, first, force)
    a, b = rate_visitor * EXTRA_TIME_SHARE, rate_host * EXTRA_TIME_SHARE
    lower = code.club_key[first] < code.club_key[second]
    return goals(mix(luck_of_match, at.LUCK_EXTRA_TIME), lower, a, np.exp(-a), b, np.exp(-b))


@jit
def _shoot_out(s: int, tie: Any, code: Code, book: Book, luck_of_match: Any) -> int:
    """Return 1 if the host of leg 1 wins the shoot-out, else -1."""
    first, second = tie[at.FIRST], tie[at.SECOND]
    if book.knows[s, 0] and book.late[s, first, second, 2] >= 0:
        tie[at.PENALTIES_FIRST] = book.late[s, first, second, 2]
        tie[at.PENALTIES_SECOND] = book.late[s, first, second, 3]
        return sign(tie[at.PENALTIES_FIRST] - tie[at.PENALTIES_SECOND])
    lower = code.club_key[first] < code.club_key[second]
    return 1 if (uniform(mix(luck_of_match, at.LUCK_PENALTIES)) < 0.5) == lower else -1


@jit
def _settle(s: int, t: int, code: Code, book: Book, force: Force, world: World, legs: int, luck_of_match: Any) -> None:
    """Go along the settling chain until a step separates the clubs."""
    stage = code.stage[s]
    tie = world.ties[stage[at.TIE] + t]
    match = stage[at.MATCH] + t * stage[at.LEGS]
    first, second = tie[at.FIRST], tie[at.SECOND]
    goals_first = goals_second = 0
    for leg in range(legs):
        goals_first += world.goals[match + leg, 0]
        goals_second += world.goals[match + leg, 1]
    last = match + legs - 1
    away_first, away_second = world.goals[last, 0], world.goals[match, 1]
    winner = 0
    for step_at in range(stage[at.CHAIN], stage[at.CHAIN] + stage[at.CHAIN_LENGTH]):
        step = code.lists[step_at]
        if step == codes.AGGREGATE:
            winner = sign(goals_first - goals_second)
        elif step == codes.AWAY_GOALS:
            if legs == 2 and not stage[at.NEUTRAL]:
                winner = away_goals_winner(away_first, away_second)
        elif step == codes.EXTRA_TIME:
            x, y = world.goals[last, 0], world.goals[last, 1]
            more_first, more_second = _extra_time(s, first, second, x, y, code, book, force, luck_of_match)
            tie[at.EXTRA_FIRST], tie[at.EXTRA_SECOND] = x + more_first, y + more_second
            goals_first += more_first
            goals_second += more_second
            away_first += more_first
            winner = sign(goals_first - goals_second)
        elif step == codes.PENALTIES:
            winner = _shoot_out(s, tie, code, book, luck_of_match)
        else:
            winner = 1 if world.seeding[s, first] < world.seeding[s, second] else -1
        if winner != 0:
            tie[at.DECIDED] = step
            break
    tie[at.WINNER] = first if winner > 0 else second
    tie[at.LOSER] = second if winner > 0 else first


@jit
def _advance(s: int, tie: Any, club: int, unknown: bool, book: Book) -> None:
    """Let `club` go on as recorded, unless the recorded scores settle the tie without it."""
    first, second = tie[at.FIRST], tie[at.SECOND]
    late = book.knows[s, 0] == 1 and book.late[s, first, second, 0] >= 0
    shoot_out = book.knows[s, 0] == 1 and book.late[s, first, second, 2] >= 0
    step = tie[at.DECIDED]
    if not unknown and (
        step not in (codes.EXTRA_TIME, codes.PENALTIES) or (step == codes.EXTRA_TIME and late) or shoot_out
    ):
        return
    tie[at.WINNER] = club
    tie[at.LOSER] = second if club == first else first
    if unknown or (tie[at.EXTRA_FIRST] >= 0 and not late):
        tie[at.DECIDED] = book.how[s, first, second]
        tie[at.EXTRA_FIRST] = tie[at.EXTRA_SECOND] = -1


@jit
def _keep_record(s: int, t: int, legs: int, code: Code, world: World, counts: Counts, b: int) -> None:
    """Write the clubs' records over the legs played and count the matches. Extra time counts, a shoot-out does not."""
    stage = code.stage[s]
    tie = world.ties[stage[at.TIE] + t]
    match = stage[at.MATCH] + t * stage[at.LEGS]
    first, second = tie[at.FIRST], tie[at.SECOND]
    for c in range(at.RECORD_COLUMNS):
        world.record[s, first, c] = 0
        world.record[s, second, c] = 0
    for leg in range(legs):
        x, y = world.goals[match + leg, 0], world.goals[match + leg, 1]
        hosts_first = leg == 0 and stage[at.LEGS] == 2
        if stage[at.NEUTRAL]:
            counts.neutral[b, first, s] += 1
            counts.neutral[b, second, s] += 1
        else:
            host, visitor = (first, second) if hosts_first else (second, first)
            counts.meetings[b, host, visitor] += 1
            counts.home_matches[b, host, s] += 1
        if x < 0:
            continue
        if leg == stage[at.LEGS] - 1 and tie[at.EXTRA_FIRST] >= 0:
            x, y = tie[at.EXTRA_FIRST], tie[at.EXTRA_SECOND]
        one, two = world.record[s, first], world.record[s, second]
        one[at.R_POINTS] += stage[at.WIN] if x > y else (stage[at.DRAWN] if x == y else stage[at.LOSS])
        two[at.R_POINTS] += stage[at.WIN] if y > x else (stage[at.DRAWN] if x == y else stage[at.LOSS])
        one[at.R_DIFFERENCE] += x - y
        two[at.R_DIFFERENCE] += y - x
        one[at.R_FOR] += x
        two[at.R_FOR] += y
        if not stage[at.NEUTRAL]:
            if hosts_first:
                two[at.R_AWAY] += y
            else:
                one[at.R_AWAY] += x
        one[at.R_WINS] += x > y
        two[at.R_WINS] += y > x
        counts.wins[b, first, s] += x > y
        counts.wins[b, second, s] += y > x


@jit
def play_ties(
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
    """Play the ties of stage `s`; `state` is the luck of the stage."""
    stage = code.stage[s]
    pair_ties(s, code, book, world, scratch, state)
    legs = stage[at.LEGS]
    for t in range(stage[at.UNITS]):
        _set_hosts(s, t, code, world, scratch)
        tie = world.ties[stage[at.TIE] + t]
        match = stage[at.MATCH] + t * legs
        first, second = tie[at.FIRST], tie[at.SECOND]
        advanced = book.advance[s, first, second] if book.knows[s, 1] else -1
        unknown = 0
        luck_of_match = state
        for leg in range(legs):
            x = y = -1
            if book.knows[s, 0]:
                x, y = book.score[s, leg, first, second, 0], book.score[s, leg, first, second, 1]
            luck_of_match = mix(mix(state, at.LUCK_MATCHES + leg), code.pair_key[first, second])
            if x < 0 and advanced < 0:
                host, visitor = (first, second) if leg == 0 and legs == 2 else (second, first)
                rate_host, none_host, rate_visitor, none_visitor = _rates(stage, host, visitor, force)
                lower = code.club_key[host] < code.club_key[visitor]
                x, y = goals(luck_of_match, lower, rate_host, none_host, rate_visitor, none_visitor)
                if x <= 1 and y <= 1:
                    u = uniform(mix(luck_of_match, at.LUCK_CORRECTION))
                    x, y = correct(x, y, rate_host, rate_visitor, rho, u)
                if host == second:
                    x, y = y, x
            unknown += x < 0
            world.goals[match + leg, 0] = x
            world.goals[match + leg, 1] = y
        if unknown == 0:
            _settle(s, t, code, book, force, world, legs, luck_of_match)
        if advanced >= 0:
            _advance(s, tie, advanced, unknown > 0, book)
        walked_over = tie[at.DECIDED] == codes.WALKOVER
        _keep_record(s, t, 0 if walked_over else legs, code, world, counts, b)
