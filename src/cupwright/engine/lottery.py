"""Kernels of the lottery: the balls of a stage, in the order that luck draws them, or the draw as it fell."""

from __future__ import annotations

from typing import Any

from cupwright.engine import layout as at
from cupwright.engine.chance import mix
from cupwright.engine.tables import Book, Code, Scratch, World
from cupwright.rules.compiled import jit
from cupwright.rules.draws import skip, two_pot

__all__ = ["draw_members"]


@jit
def _recorded(s: int, code: Code, book: Book, world: World) -> None:
    base, places = code.stage[s, at.ENTRANTS], code.stage[s, at.PLACES]
    for k in range(places):
        member = book.drawn[base + k]
        club = member if member >= 0 else world.ties[-2 - member, at.WINNER]
        world.members[base + k] = club
        if world.seeding[s, club] == 0:
            world.faults[s, 1] += 1


@jit
def _fill_bowls(s: int, code: Code, world: World, scratch: Scratch, state: Any) -> int:
    """Put the balls of all pots in the order drawn; return how many of them are fixed."""
    base = code.stage[s, at.ENTRANTS]
    pots, count = code.stage[s, at.POTS], code.stage[s, at.POT_COUNT]
    units = code.stage[s, at.UNITS]
    fixed = code.stage[s, at.FIXED_FIRST]
    at_ball = 0
    if fixed:
        scratch.balls[0] = world.entrants[base]
        scratch.pot_of[0] = 0
        at_ball = 1
    luck_of_balls = mix(state, at.LUCK_BALLS)
    for turn in range(count):
        pot = code.lists[pots + count + turn]
        start = 0
        for p in range(pot):
            start += code.lists[pots + p]
        end = start + code.lists[pots + pot]
        if fixed and pot == 0:
            start += 1
        first = at_ball
        for k in range(start, end):
            club = world.entrants[base + k]
            key = mix(luck_of_balls, code.club_key[club])
            at_key = at_ball
            while at_key > first and key < scratch.ball_key[at_key - 1]:
                scratch.ball_key[at_key] = scratch.ball_key[at_key - 1]
                scratch.balls[at_key] = scratch.balls[at_key - 1]
                at_key -= 1
            scratch.ball_key[at_key] = key
            scratch.balls[at_key] = club
            scratch.pot_of[at_ball] = pot
            at_ball += 1
    for pot in range(count):
        scratch.capacity[pot] = code.lists[pots + pot] // units
    return fixed


@jit
def draw_members(s: int, code: Code, book: Book, world: World, scratch: Scratch, state: Any) -> None:
    """Set the members of each group or tie of stage `s`, by position; `state` is the luck of the stage."""
    if book.knows[s, 2]:
        _recorded(s, code, book, world)
        return
    base, places = code.stage[s, at.ENTRANTS], code.stage[s, at.PLACES]
    units, size = code.stage[s, at.UNITS], code.stage[s, at.SIZE]
    pots, count = code.stage[s, at.POTS], code.stage[s, at.POT_COUNT]
    apart = code.apart[code.stage[s, at.APART_FROM] : code.stage[s, at.APART_TO]]
    limit = code.apart_limit[code.stage[s, at.APART_FROM] : code.stage[s, at.APART_TO]]
    fixed = _fill_bowls(s, code, world, scratch, state)
    balls, choice = scratch.balls[:places], scratch.choice[:places]
    if code.stage[s, at.TWO_POT]:
        luck_of_opponents = mix(state, at.LUCK_OPPONENTS)
        first, second = balls[:units], balls[units:]
        for t in range(units):
            luck_of_ball = mix(luck_of_opponents, code.club_key[first[t]])
            for j in range(units):
                scratch.opponent_key[t, j] = mix(luck_of_ball, code.club_key[second[j]])
        if not two_pot(first, second, scratch.opponent_key, apart, limit, choice[:units]):
            world.faults[s, 0] += 1
        first_pot = code.lists[pots + count]
        for t in range(units):
            world.members[base + 2 * t + first_pot] = first[t]
            world.members[base + 2 * t + 1 - first_pot] = second[choice[t]]
        return
    if not skip(
        balls,
        scratch.pot_of[:places],
        fixed,
        units,
        scratch.capacity[:count],
        apart,
        limit,
        choice,
        scratch.room,
        scratch.held,
    ):
        world.faults[s, 0] += 1
    for x in range(units * count):
        scratch.room[x] = 0
    for k in range(places):
        pot, u = scratch.pot_of[k], choice[k]
        position = scratch.room[u * count + pot]
        scratch.room[u * count + pot] += 1
        for p in range(pot):
            position += scratch.capacity[p]
        world.members[base + u * size + position] = balls[k]
