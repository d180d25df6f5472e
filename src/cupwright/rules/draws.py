"""The lottery: balls into groups or ties, so that a valid completion always remains.

In the ``skip`` mechanism each ball goes to the first group, in order, that still leaves a valid completion. For a given
order of the balls the outcome is therefore the first valid assignment in lexicographic order of the groups chosen,
and a depth-first search over the balls finds exactly it. If the search has to step back often, it begins to look
ahead within the pot by bipartite matching, which cuts off only branches without a valid completion.

In the ``two-pot`` mechanism (Kloessner and Becker 2013, "Odd odds: the UEFA Champions League round of 16 draw",
J. Quant. Anal. Sports 9(3)) a ball of the first pot is drawn, then its opponent among those that leave a valid
completion.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.rules.compiled import inlined, jit

__all__ = ["skip", "two_pot"]

Array = npt.NDArray[Any]

STEPS_BEFORE_CARE = 24
MOST_STEPS_BACK = 200_000


@inlined
def _may_join(club: int, unit: int, units: int, apart: Array, limit: Array, held: Array) -> bool:
    classes = apart.shape[1]
    for r in range(apart.shape[0]):
        k = apart[r, club]
        if k >= 0 and held[(r * units + unit) * classes + k] >= limit[r]:
            return False
    return True


@inlined
def _count(club: int, unit: int, units: int, apart: Array, held: Array, step: int) -> None:
    classes = apart.shape[1]
    for r in range(apart.shape[0]):
        k = apart[r, club]
        if k >= 0:
            held[(r * units + unit) * classes + k] += step


@jit
def _can_match(edges: Array, balls: int, units: int, work: Array) -> bool:
    """Whether each of `balls` can have a unit of its own; bit u of ``edges[i]`` says that ball i may go to unit u.

    Augmenting paths found breadth first.
    """
    owner, came_from, queue = work[0], work[1], work[2]
    for u in range(units):
        owner[u] = -1
    for ball in range(balls):
        seen = np.uint64(0)
        queue[0] = ball
        head, tail, free = 0, 1, -1
        while head < tail and free < 0:
            at = queue[head]
            head += 1
            for u in range(units):
                bit = np.uint64(1) << np.uint64(u)
                if edges[at] & bit == np.uint64(0) or seen & bit != np.uint64(0):
                    continue
                seen |= bit
                came_from[u] = at
                if owner[u] < 0:
                    free = u
                    break
                queue[tail] = owner[u]
                tail += 1
        if free < 0:
            return False
        while True:
            at = came_from[free]
            previous = -1
            for u in range(units):
                if owner[u] == at:
                    previous = u
                    break
            owner[free] = at
            if previous < 0:
                break
            free = previous
    return True


@jit
def _rest_of_pot_fits(
    balls: Array,
    start: int,
    end: int,
    pot: int,
    pots: int,
    units: int,
    room: Array,
    apart: Array,
    limit: Array,
    held: Array,
    edges: Array,
    work: Array,
) -> bool:
    """Whether the balls from `start` to `end` of one pot can still be placed, one to a unit."""
    for k in range(start, end):
        edges[k - start] = np.uint64(0)
        for u in range(units):
            if room[u * pots + pot] > 0 and _may_join(balls[k], u, units, apart, limit, held):
                edges[k - start] |= np.uint64(1) << np.uint64(u)
    return _can_match(edges, end - start, units, work)


@jit
def skip(
    balls: Array,
    pot_of: Array,
    fixed: int,
    units: int,
    capacity: Array,
    apart: Array,
    limit: Array,
    choice: Array,
    room: Array,
    held: Array,
    edges: Array,
    work: Array,
) -> bool:
    """Draw balls into units by the skip mechanism.

    Parameters
    ----------
    balls, pot_of
        The clubs in the order drawn and their pots; the balls of a pot stand together.
    fixed
        How many of the first balls are not drawn but placed in the first units, in order; they are of pot 0.
    units
        Groups or ties; at most 64.
    capacity
        Clubs that each unit takes from each pot.
    apart, limit
        Class of each club in each constraint (-1: exempt; less than the number of clubs), and the most clubs of a class
        in a unit.
    choice
        Result: the unit of each ball.
    room, held, edges, work
        Scratch: ``units * pots``, ``constraints * units * clubs``, 64 unsigned and (3, 65) numbers at least.

    Returns
    -------
    bool
        False if no valid assignment was found; then `choice` fills the units in order, whatever the constraints.
    """
    total, pots = balls.shape[0], capacity.shape[0]
    for k in range(fixed):
        choice[k] = k // capacity[0]
    if apart.shape[0] == 0:
        _fill(pot_of, fixed, capacity, choice)
        return True
    for u in range(units):
        for p in range(pots):
            room[u * pots + p] = capacity[p]
    for x in range(apart.shape[0] * units * apart.shape[1]):
        held[x] = 0
    for k in range(fixed):
        room[choice[k] * pots + pot_of[k]] -= 1
        _count(balls[k], choice[k], units, apart, held, 1)
    k, careful, steps_back = fixed, False, 0
    if k < total:
        choice[k] = -1
    while k < total:
        club, pot = balls[k], pot_of[k]
        end = k + 1
        if careful:
            while end < total and pot_of[end] == pot:
                end += 1
        placed = False
        for u in range(choice[k] + 1, units):
            if room[u * pots + pot] == 0 or not _may_join(club, u, units, apart, limit, held):
                continue
            room[u * pots + pot] -= 1
            _count(club, u, units, apart, held, 1)
            if (
                not careful
                or capacity[pot] > 1
                or _rest_of_pot_fits(balls, k + 1, end, pot, pots, units, room, apart, limit, held, edges, work)
            ):
                choice[k] = u
                placed = True
                break
            room[u * pots + pot] += 1
            _count(club, u, units, apart, held, -1)
        if placed:
            k += 1
            if k < total:
                choice[k] = -1
            continue
        steps_back += 1
        if k == fixed or steps_back > MOST_STEPS_BACK:
            _fill(pot_of, fixed, capacity, choice)
            return False
        careful = steps_back > STEPS_BEFORE_CARE
        k -= 1
        u = choice[k]
        room[u * pots + pot_of[k]] += 1
        _count(balls[k], u, units, apart, held, -1)
    return True


@jit
def _fill(pot_of: Array, fixed: int, capacity: Array, choice: Array) -> None:
    """Put the balls of each pot into the units in order; the fixed ones are of the first pot."""
    at, pot = 0, -1
    for k in range(fixed, pot_of.shape[0]):
        if pot_of[k] != pot:
            pot = pot_of[k]
            at = fixed if pot == 0 else 0
        choice[k] = at // capacity[pot]
        at += 1


@inlined
def _may_meet(a: int, b: int, apart: Array, limit: Array) -> bool:
    together = False
    for r in range(apart.shape[0]):
        together |= apart[r, a] >= 0 and apart[r, a] == apart[r, b] and limit[r] < 2
    return not together


@jit
def two_pot(
    first: Array,
    second: Array,
    keys: Array,
    apart: Array,
    limit: Array,
    opponent: Array,
    edges: Array,
    rest: Array,
    work: Array,
) -> bool:
    """Draw ties by the two-pot mechanism.

    Parameters
    ----------
    first
        The clubs of the pot drawn first, in the order drawn; ball t opens tie t.
    second
        The clubs of the other pot; at most 64.
    keys
        Shape (ties, ties): for each ball of `first` the luck of each of `second`; of those that leave a valid
        completion the one with the lowest key is drawn.
    apart, limit
        As in :func:`skip`.
    opponent
        Result: the index into `second` for each of `first`.
    edges, rest, work
        Scratch: 64 unsigned numbers each, and (3, 65) numbers.

    Returns
    -------
    bool
        False if there is no valid completion; then opponents are drawn whatever the constraints.
    """
    ties = first.shape[0]
    for t in range(ties):
        edges[t] = np.uint64(0)
        for j in range(ties):
            if _may_meet(first[t], second[j], apart, limit):
                edges[t] |= np.uint64(1) << np.uint64(j)
    valid = _can_match(edges, ties, ties, work)
    free = (~np.uint64(0)) if ties == 64 else (np.uint64(1) << np.uint64(ties)) - np.uint64(1)
    for t in range(ties):
        tried = np.uint64(0)
        while True:
            best = -1
            for j in range(ties):
                bit = np.uint64(1) << np.uint64(j)
                if (free & ~tried) & bit == np.uint64(0) or (valid and edges[t] & bit == np.uint64(0)):
                    continue
                if best < 0 or keys[t, j] < keys[t, best]:
                    best = j
            bit = np.uint64(1) << np.uint64(best)
            tried |= bit
            for k in range(t + 1, ties):
                rest[k - t - 1] = edges[k] & free & ~bit
            if not valid or _can_match(rest, ties - t - 1, ties, work):
                opponent[t] = best
                free &= ~bit
                break
    return valid
