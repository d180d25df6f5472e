"""Kernels of the lottery: the balls of a stage, in the order that luck draws them, or the draw as it fell."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.chance import mix
from cupwright.rules.compiled import jit
from cupwright.rules.draws import skip, two_pot

__all__ = ["draw_members", "recorded_members"]

Array = npt.NDArray[Any]


@jit
def recorded_members(
    s: int, stage: Array, drawn: Array, seats: Array, seeding: Array, ties: Array, faults: Array
) -> None:
    """Set the members of stage `s` as the recorded draw has them."""
    base = stage[s, at.ENTRANTS]
    for k in range(base, base + stage[s, at.PLACES]):
        member = drawn[k]
        if member >= 0:
            club = member
        elif member <= at.DRAWN_ENTRANT:
            club = seats[base + at.DRAWN_ENTRANT - member, at.ENTRANT]
        else:
            club = ties[-2 - member, at.WINNER]
        seats[k, at.MEMBER] = club
        if seeding[s, club] == 0:
            faults[s, 1] += 1


@jit
def _draw_balls(
    s: int, stage: Array, lists: Array, key: Array, seats: Array, numbers: Array, keys: Array, state: Any
) -> None:
    """Put the balls of all pots in the order drawn."""
    base, pots, count = stage[s, at.ENTRANTS], stage[s, at.POTS], stage[s, at.POT_COUNT]
    fixed = stage[s, at.FIXED_FIRST]
    if fixed:
        numbers[at.BALLS, 0] = seats[base, at.ENTRANT]
        numbers[at.POT_OF, 0] = 0
    ball = fixed
    luck_of_balls = mix(state, at.LUCK_BALLS)
    for turn in range(count):
        pot = lists[pots + count + turn]
        start = base
        for p in range(pot):
            start += lists[pots + p]
        end = start + lists[pots + pot]
        if fixed and pot == 0:
            start += 1
        first = ball
        for k in range(start, end):
            club = seats[k, at.ENTRANT]
            luck = mix(luck_of_balls, key[club])
            to = ball
            while to > first and luck < keys[at.BALL_KEYS, to - 1]:
                keys[at.BALL_KEYS, to] = keys[at.BALL_KEYS, to - 1]
                numbers[at.BALLS, to] = numbers[at.BALLS, to - 1]
                to -= 1
            keys[at.BALL_KEYS, to] = luck
            numbers[at.BALLS, to] = club
            numbers[at.POT_OF, ball] = pot
            ball += 1


@jit
def _draw_opponents(
    s: int,
    stage: Array,
    lists: Array,
    key: Array,
    apart: Array,
    limit: Array,
    seats: Array,
    numbers: Array,
    keys: Array,
    opponent: Array,
    state: Any,
) -> bool:
    """Draw the ties of stage `s` by the two-pot mechanism."""
    base, units = stage[s, at.ENTRANTS], stage[s, at.UNITS]
    first, second = numbers[at.BALLS, :units], numbers[at.BALLS, units : 2 * units]
    luck_of_opponents = mix(state, at.LUCK_OPPONENTS)
    for t in range(units):
        luck_of_ball = mix(luck_of_opponents, key[first[t]])
        for j in range(units):
            opponent[t, j] = mix(luck_of_ball, key[second[j]])
    choice, work = numbers[at.CHOICE], numbers[at.OWNER :]
    valid = two_pot(first, second, opponent, apart, limit, choice, keys[at.EDGES], keys[at.REST], work)
    first_pot = lists[stage[s, at.POTS] + 2]
    for t in range(units):
        seats[base + 2 * t + first_pot, at.MEMBER] = first[t]
        seats[base + 2 * t + 1 - first_pot, at.MEMBER] = second[choice[t]]
    return valid


@jit
def draw_members(
    s: int,
    stage: Array,
    lists: Array,
    key: Array,
    apart_of_all: Array,
    limit_of_all: Array,
    seats: Array,
    numbers: Array,
    keys: Array,
    opponent: Array,
    room: Array,
    held: Array,
    faults: Array,
    state: Any,
) -> None:
    """Draw the members of each group or tie of stage `s`, by position; `state` is the luck of the stage."""
    base, places = stage[s, at.ENTRANTS], stage[s, at.PLACES]
    units, size = stage[s, at.UNITS], stage[s, at.SIZE]
    count = stage[s, at.POT_COUNT]
    apart = apart_of_all[stage[s, at.APART_FROM] : stage[s, at.APART_TO]]
    limit = limit_of_all[stage[s, at.APART_FROM] : stage[s, at.APART_TO]]
    _draw_balls(s, stage, lists, key, seats, numbers, keys, state)
    if stage[s, at.TWO_POT]:
        valid = _draw_opponents(s, stage, lists, key, apart, limit, seats, numbers, keys, opponent, state)
        faults[s, 0] += not valid
        return
    capacity = numbers[at.CAPACITY, :count]
    for pot in range(count):
        capacity[pot] = lists[stage[s, at.POTS] + pot] // units
    balls, pot_of, choice = numbers[at.BALLS, :places], numbers[at.POT_OF, :places], numbers[at.CHOICE, :places]
    fixed, work = stage[s, at.FIXED_FIRST], numbers[at.OWNER :]
    valid = skip(balls, pot_of, fixed, units, capacity, apart, limit, choice, room, held, keys[at.EDGES], work)
    faults[s, 0] += not valid
    for x in range(units * count):
        room[x] = 0
    for k in range(places):
        pot, u = pot_of[k], choice[k]
        position = room[u * count + pot]
        room[u * count + pot] += 1
        for p in range(pot):
            position += capacity[p]
        seats[base + u * size + position, at.MEMBER] = balls[k]
