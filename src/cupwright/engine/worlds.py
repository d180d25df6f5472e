"""Kernels that play whole worlds: one after the other, block after block."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.chance import host_rates, mix
from cupwright.engine.feeds import enter, give_awards
from cupwright.engine.group_stage import play_groups
from cupwright.engine.lottery import draw_members
from cupwright.engine.tables import Book, Code, Counts, Force, Scratch, World
from cupwright.engine.tie_stage import play_ties
from cupwright.rules.compiled import jit

__all__ = ["play_world", "play_worlds"]

Array = npt.NDArray[Any]


@jit
def play_world(
    code: Code, book: Book, force: Force, rho: float, world: World, scratch: Scratch, counts: Counts, b: int, state: Any
) -> None:
    """Play one world and count it in block `b`; `state` is the luck of the world."""
    world.seeding[:] = 0
    stages = code.stage.shape[0]
    for s in range(stages):
        enter(s, code, world, scratch, counts, b)
        luck_of_stage = mix(state, code.stage_key[s])
        if code.stage[s, at.KIND] == at.TIES:
            play_ties(s, code, book, force, rho, world, scratch, counts, b, luck_of_stage)
        else:
            draw_members(s, code, book, world, scratch, luck_of_stage)
            play_groups(s, code, book, force, rho, world, scratch, counts, b, luck_of_stage)
    last = code.stage[stages - 1]
    if last[at.KIND] == at.TIES:
        champion = world.ties[last[at.TIE], at.WINNER]
    else:
        champion = world.order[last[at.ENTRANTS]]
    counts.reached[b, champion, stages] += 1
    give_awards(code, world, scratch, counts, b)


@jit
def play_worlds(
    code: Code,
    book: Book,
    attack: Array,
    defence: Array,
    home: Array,
    mu: Array,
    altitude: Array,
    rho: Array,
    climb: Array,
    force: Force,
    world: World,
    scratch: Scratch,
    counts: Counts,
    kept: Array,
    seed: Any,
    start: int,
    end: int,
    origin: int,
    block: int,
    first_block: int,
) -> None:
    """Play the worlds from `start` to `end`; world w belongs to block ``(w - origin) // block``.

    The strengths are those of all blocks, the counts begin with block `first_block`. If `kept` has a row for every
    world, the goals of all matches and the members of all stages are copied into it, end to end.
    """
    luck_of_seed = mix(np.uint64(0), np.uint64(seed))
    before = -1
    for w in range(start, end):
        b = (w - origin) // block
        if b != before:
            host_rates(attack[b], defence[b], home[b], mu[b], altitude[b], climb, force.level, force.rates)
            before = b
        state = mix(luck_of_seed, np.uint64(w))
        play_world(code, book, force, rho[b], world, scratch, counts, b - first_block, state)
        if kept.shape[0] > 0:
            row = kept[w - start]
            places, matches = world.members.shape[0], world.goals.shape[0]
            for k in range(places):
                row[k] = world.members[k]
            for m in range(matches):
                row[places + 2 * m] = world.goals[m, 0]
                row[places + 2 * m + 1] = world.goals[m, 1]
