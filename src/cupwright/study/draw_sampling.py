"""The odds of a draw by drawing it many times: the mechanism, and the uniform distribution by rejection.

The luck of a ball hangs on (seed, world, draw, what stands on the ball), as in a simulation: world 12 of a draw here is
the draw of world 12 there, if the same balls are in it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright import luck
from cupwright.engine import layout as at
from cupwright.engine.chance import mix
from cupwright.rules.compiled import jit
from cupwright.rules.draws import skip, two_pot
from cupwright.study.ceremony import Ceremony, Kinds, Limit

__all__ = ["MOST_UNITS", "Sampled", "rows_of", "sample_mechanism", "sample_uniform"]

MOST_UNITS = 64
"""Groups or ties that the compiled lottery can fill."""

_CHUNK = 5_000
_MASK = 0xFFFFFFFFFFFFFFFF
_Z = 1.6448536269514722  # nine in ten
_UNIFORM: int = luck.key("uniform over valid outcomes")

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Sampled:
    """Draws that were drawn.

    Parameters
    ----------
    kinds
        Which balls are interchangeable.
    together
        Shape (balls, balls), upper triangle: in how many of them two balls shared a unit.
    moments
        Shape (2, kinds, kinds): how many pairs of balls of two kinds shared one, summed over the draws, and the sum of
        the squares.
    draws
        How many were valid.
    tried
        How many were drawn; more than `draws` where invalid ones were rejected.
    """

    kinds: Kinds
    together: Array
    moments: Array
    draws: int
    tried: int

    def chance(self, a: int, b: int) -> tuple[float, float, float]:
        """Return the share of draws in which two balls met, with the ends of its 90% interval.

        All pairs of balls of the same kinds have the same chance, and are taken together. The interval is that of
        Wilson (1927, J. Am. Stat. Assoc. 22, 209) for as many independent draws of one pair as tell as much.
        """
        k, m = sorted((self.kinds.kind_of[a], self.kinds.kind_of[b]))
        pairs, (first, second) = self.kinds.pairs(k, m), self.moments[:, k, m] / self.draws
        share = min(1.0, float(first / pairs))
        if not 0 < share < 1:
            return share, *_wilson(share, self.draws)
        spread = float(second - first * first) / pairs**2
        if spread <= 1e-12:
            return share, share, share
        return share, *_wilson(share, self.draws * share * (1 - share) / spread)


def _wilson(share: float, draws: float) -> tuple[float, float]:
    scale = 1 + _Z * _Z / draws
    middle = (share + _Z * _Z / (2 * draws)) / scale
    half = _Z * math.sqrt(share * (1 - share) / draws + _Z * _Z / (4 * draws * draws)) / scale
    return middle - half if share > 0 else 0.0, middle + half if share < 1 else 1.0


def rows_of(ceremony: Ceremony) -> tuple[Array, Array]:
    """Return the limits as the compiled lottery takes them: the class of each ball in each row (-1: none), and the
    most of a class. Limits of one size that share no ball stand in one row."""
    rows: list[tuple[int, list[Limit]]] = []
    for limit in ceremony.binding:
        for most, held in rows:
            if most == limit.most and all(not limit.balls & other.balls for other in held):
                held.append(limit)
                break
        else:
            rows.append((limit.most, [limit]))
    apart = np.full((len(rows), len(ceremony.balls)), -1, dtype=np.int32)
    for row, (_, held) in zip(apart, rows, strict=True):
        for number, limit in enumerate(held):
            row[sorted(limit.balls)] = number
    return apart, np.array([most for most, _ in rows], dtype=np.int32)


@jit
def _shuffle(balls: Array, start: int, end: int, key: Array, luck_of_balls: Any, keys: Array) -> None:
    """Put the balls from `start` to `end` in the order of their luck."""
    for k in range(start, end):
        ball = balls[k]
        number = mix(luck_of_balls, key[ball])
        to = k
        while to > start and number < keys[to - 1]:
            keys[to] = keys[to - 1]
            balls[to] = balls[to - 1]
            to -= 1
        keys[to] = number
        balls[to] = ball


@jit
def _count_together(balls: Array, choice: Array, kind_of: Array, together: Array, now: Array, moments: Array) -> None:
    """Count who shares a unit in one draw, by balls and by kinds; `now` is scratch and left at zero."""
    for i in range(len(balls)):
        for j in range(i + 1, len(balls)):
            if choice[i] == choice[j]:
                a, b = min(balls[i], balls[j]), max(balls[i], balls[j])
                together[a, b] += 1
                now[min(kind_of[a], kind_of[b]), max(kind_of[a], kind_of[b])] += 1
    for i in range(len(balls)):
        for j in range(i + 1, len(balls)):
            if choice[i] == choice[j]:
                k, m = kind_of[balls[i]], kind_of[balls[j]]
                count = now[min(k, m), max(k, m)]
                moments[0, min(k, m), max(k, m)] += count
                moments[1, min(k, m), max(k, m)] += count * count
                now[min(k, m), max(k, m)] = 0


@jit
def _draw_skip(
    start: int, end: int, luck_of_seed: Any, stage_key: Any, key: Array, balls: Array, pot_of: Array, breaks: Array,
    fixed: int, units: int, capacity: Array, apart: Array, limit: Array, keys: Array, choice: Array, room: Array,
    held: Array, edges: Array, work: Array, kind_of: Array, together: Array, now: Array, moments: Array,
) -> int:  # fmt: skip
    """Draw the worlds from `start` to `end` by the skip mechanism; return how many had no valid outcome."""
    failed = 0
    for world in range(start, end):
        luck_of_balls = mix(mix(mix(luck_of_seed, np.uint64(world)), stage_key), at.LUCK_BALLS)
        for p in range(len(breaks) - 1):
            _shuffle(balls, breaks[p], breaks[p + 1], key, luck_of_balls, keys)
        if skip(balls, pot_of, fixed, units, capacity, apart, limit, choice, room, held, edges, work):
            _count_together(balls, choice, kind_of, together, now, moments)
        else:
            failed += 1
    return failed


@jit
def _draw_two_pot(
    start: int, end: int, luck_of_seed: Any, stage_key: Any, key: Array, first: Array, second: Array, apart: Array,
    limit: Array, keys: Array, opponent: Array, choice: Array, edges: Array, rest: Array, work: Array, balls: Array,
    tie: Array, kind_of: Array, together: Array, now: Array, moments: Array,
) -> int:  # fmt: skip
    """The same by the two-pot mechanism."""
    failed, ties = 0, len(first)
    for world in range(start, end):
        luck_of_stage = mix(mix(luck_of_seed, np.uint64(world)), stage_key)
        _shuffle(first, 0, ties, key, mix(luck_of_stage, at.LUCK_BALLS), keys)
        luck_of_opponents = mix(luck_of_stage, at.LUCK_OPPONENTS)
        for t in range(ties):
            luck_of_ball = mix(luck_of_opponents, key[first[t]])
            for j in range(ties):
                opponent[t, j] = mix(luck_of_ball, key[second[j]])
        if not two_pot(first, second, opponent, apart, limit, choice, edges, rest, work):
            failed += 1
            continue
        for t in range(ties):
            balls[t], balls[ties + t] = first[t], second[choice[t]]
            tie[t] = tie[ties + t] = t
        _count_together(balls, tie, kind_of, together, now, moments)
    return failed


@jit
def _draw_uniform(
    start: int, end: int, luck_of_seed: Any, stage_key: Any, key: Array, balls: Array, breaks: Array, capacity: Array,
    pots: Array, units: int, apart: Array, limit: Array, keys: Array, choice: Array, held: Array, kind_of: Array,
    together: Array, now: Array, moments: Array,
) -> int:  # fmt: skip
    """Fill the units from each pot at random; return how many of the outcomes were invalid, and count the others."""
    failed, classes = 0, apart.shape[1]
    for world in range(start, end):
        luck_of_balls = mix(mix(luck_of_seed, np.uint64(world)), stage_key)
        for p in range(len(breaks) - 1):
            _shuffle(balls, breaks[p], breaks[p + 1], key, luck_of_balls, keys)
        held[:] = 0
        valid = True
        for p in range(len(breaks) - 1):
            for k in range(breaks[p], breaks[p + 1]):
                unit = (k - breaks[p]) // capacity[pots[p]]
                choice[k] = unit
                for r in range(apart.shape[0]):
                    c = apart[r, balls[k]]
                    if c >= 0:
                        held[(r * units + unit) * classes + c] += 1
                        valid &= held[(r * units + unit) * classes + c] <= limit[r]
        if valid:
            _count_together(balls, choice, kind_of, together, now, moments)
        else:
            failed += 1
    return failed


class _Room:
    """What both samplers hand to the compiled code."""

    def __init__(self, ceremony: Ceremony, seed: int) -> None:
        total = len(ceremony.balls)
        self.apart, self.limit = rows_of(ceremony)
        self.key = np.array([luck.key(ball) for ball in ceremony.balls], dtype=np.uint64)
        self.stage_key = np.uint64(luck.key(ceremony.key))
        self.seed = np.uint64(luck.mix(0, seed & _MASK))
        self.capacity = np.array(ceremony.capacity, dtype=np.int64)
        self.keys, self.choice = np.zeros(total, dtype=np.uint64), np.zeros(total, dtype=np.int64)
        self.held = np.zeros(max(1, len(self.limit)) * ceremony.units * total, dtype=np.int64)
        self.room = np.zeros(ceremony.units * len(ceremony.pots), dtype=np.int64)
        self.edges, self.rest = np.zeros(64, dtype=np.uint64), np.zeros(64, dtype=np.uint64)
        self.work = np.zeros((3, 65), dtype=np.int64)
        kinds = len(ceremony.kinds.counts)
        self.together = np.zeros((total, total), dtype=np.int64)
        self.moments = np.zeros((2, kinds, kinds), dtype=np.int64)
        kind_of = np.array(ceremony.kinds.kind_of, dtype=np.int64)
        self.counts = (kind_of, self.together, np.zeros((kinds, kinds), dtype=np.int64), self.moments)


def sample_mechanism(
    ceremony: Ceremony, worlds: int, seed: int, progress: Callable[[int, int], None] | None = None
) -> Sampled:
    """Draw a draw in many worlds by its own mechanism.

    Parameters
    ----------
    ceremony
        The draw; at most :data:`MOST_UNITS` units.
    worlds, seed
        How many worlds, and the random seed.
    progress
        Called with (worlds done, worlds) now and then.
    """
    room = _Room(ceremony, seed)
    if ceremony.mechanism == "two-pot":
        first, second = (np.array(ceremony.pots[pot], dtype=np.int64) for pot in ceremony.order)
        opponent = np.zeros((ceremony.units, ceremony.units), dtype=np.uint64)
        balls, tie = np.zeros(len(ceremony.balls), dtype=np.int64), np.zeros(len(ceremony.balls), dtype=np.int64)

        def draw(start: int, end: int) -> int:
            return int(_draw_two_pot(
                start, end, room.seed, room.stage_key, room.key, first, second, room.apart, room.limit, room.keys,
                opponent, room.choice, room.edges, room.rest, room.work, balls, tie, *room.counts,
            ))  # fmt: skip
    else:
        fixed = int(ceremony.first_fixed)
        head = list(ceremony.pots[0][:fixed])
        drawn = [[ball for ball in ceremony.pots[pot] if ball not in head] for pot in ceremony.order]
        balls = np.array(head + [ball for pot in drawn for ball in pot], dtype=np.int64)
        pot_of = np.array([ceremony.pot_of[ball] for ball in balls], dtype=np.int64)
        breaks = np.cumsum([fixed, *map(len, drawn)])

        def draw(start: int, end: int) -> int:
            return int(_draw_skip(
                start, end, room.seed, room.stage_key, room.key, balls, pot_of, breaks, fixed, ceremony.units,
                room.capacity, room.apart, room.limit, room.keys, room.choice, room.room, room.held, room.edges,
                room.work, *room.counts,
            ))  # fmt: skip

    failed = _in_chunks(draw, worlds, progress)
    return Sampled(ceremony.kinds, room.together, room.moments, worlds - failed, worlds)


def sample_uniform(
    ceremony: Ceremony, worlds: int, seed: int, progress: Callable[[int, int], None] | None = None
) -> Sampled:
    """Fill the units at random in many worlds and keep the valid outcomes, which are then equally likely."""
    room = _Room(ceremony, luck.mix(_UNIFORM, seed & _MASK))
    balls = np.array([ball for pot in ceremony.pots for ball in pot], dtype=np.int64)
    breaks = np.cumsum([0, *map(len, ceremony.pots)])
    pots = np.arange(len(ceremony.pots))

    def draw(start: int, end: int) -> int:
        return int(_draw_uniform(
            start, end, room.seed, room.stage_key, room.key, balls, breaks, room.capacity, pots, ceremony.units,
            room.apart, room.limit, room.keys, room.choice, room.held, *room.counts,
        ))  # fmt: skip

    failed = _in_chunks(draw, worlds, progress)
    return Sampled(ceremony.kinds, room.together, room.moments, worlds - failed, worlds)


def _in_chunks(draw: Callable[[int, int], int], worlds: int, progress: Callable[[int, int], None] | None) -> int:
    failed = 0
    for start in range(0, worlds, _CHUNK):
        end = min(start + _CHUNK, worlds)
        failed += draw(start, end)
        if progress:
            progress(end, worlds)
    return failed
