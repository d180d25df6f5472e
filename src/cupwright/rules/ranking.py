"""Who stands above whom: a group table by its ordered criteria, and clubs of several groups or ties in one order.

Criteria are applied one after the other. Clubs that one criterion separates stay separated; those it leaves level go
on to the next. Head-to-head criteria that follow one another look at the matches among the clubs that were level
when the first of them was reached; they are not applied afresh to a smaller set (the texts of 2026 do not say).
"""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.rules import codes
from cupwright.rules.compiled import jit

__all__ = ["order_clubs", "rank_group"]

Array = npt.NDArray[Any]

_H2H_FIRST = codes.H2H_POINTS
_H2H_LAST = codes.H2H_GOALS_FOR


@jit
def _head_to_head(
    code: int, size: int, scope: Array, schedule: Array, goals: Array, win: int, drawn: int, loss: int, value: Array
) -> None:
    """Set `value` to a head-to-head figure of each club among the clubs of its scope."""
    for k in range(size):
        value[k] = 0
    for m in range(schedule.shape[0]):
        i, j = schedule[m, 0], schedule[m, 1]
        if scope[i] != scope[j]:
            continue
        a, b = goals[m, 0], goals[m, 1]
        if code == codes.H2H_POINTS:
            value[i] += win if a > b else (drawn if a == b else loss)
            value[j] += win if b > a else (drawn if a == b else loss)
        elif code == codes.H2H_GOAL_DIFFERENCE:
            value[i] += a - b
            value[j] += b - a
        else:
            value[i] += a
            value[j] += b


@jit
def rank_group(
    criteria: Array,
    schedule: Array,
    goals: Array,
    table: Array,
    rank: Array,
    lots: Array,
    win: int,
    drawn: int,
    loss: int,
    order: Array,
    decided: Array,
    value: Array,
    scope: Array,
) -> None:
    """Rank the clubs of a group.

    Parameters
    ----------
    criteria
        Codes of :data:`cupwright.rules.codes.CRITERIA`, in order. Cards are not modelled: they leave clubs level.
    schedule, goals
        Shape (M, 3) and (M, 2): positions of host and visitor, and their goals.
    table
        Shape (G, 5): points, goal difference, goals for, away goals and wins of each position.
    rank, lots
        Shape (G,): official ranking (low is better) and lots (low is better) of each position.
    win, drawn, loss
        Points for a match.
    order, decided
        Results, shape (G,): the position at each place, and the code of the criterion that put that place above the
        next (-1 for the last, or if none did).
    value, scope
        Scratch, shape (G,).
    """
    size = order.shape[0]
    for k in range(size):
        order[k] = k
        decided[k] = -1
    level = size - 1
    before = -1
    for code in criteria:
        if level == 0:
            break
        if code <= codes.WINS:
            column = code
            for k in range(size):
                value[k] = table[k, column]
        elif _H2H_FIRST <= code <= _H2H_LAST:
            if not _H2H_FIRST <= before <= _H2H_LAST:
                block = 0
                for k in range(size):
                    scope[order[k]] = block
                    if decided[k] >= 0:
                        block += 1
            _head_to_head(code, size, scope, schedule, goals, win, drawn, loss, value)
        elif code == codes.RANKING:
            for k in range(size):
                value[k] = -rank[k]
        elif code == codes.LOTS:
            for k in range(size):
                value[k] = -lots[k]
        else:
            for k in range(size):
                value[k] = 0
        before = code
        start = 0
        for end in range(1, size + 1):
            if decided[end - 1] < 0 and end < size:
                continue
            for k in range(start + 1, end):
                club = order[k]
                at = k
                while at > start and value[order[at - 1]] < value[club]:
                    order[at] = order[at - 1]
                    at -= 1
                order[at] = club
            start = end
        for k in range(size - 1):
            if decided[k] < 0 and value[order[k]] != value[order[k + 1]]:
                decided[k] = code
                level -= 1


@jit
def order_clubs(clubs: Array, count: int, figures: Array, columns: int) -> None:
    """Put the first `count` of `clubs` in the order of their `figures` (shape (count, columns), high is better).

    Clubs whose figures are all equal keep their order. Both arrays are sorted in place.
    """
    for k in range(1, count):
        at = k
        while at > 0:
            better = False
            for c in range(columns):
                if figures[at, c] != figures[at - 1, c]:
                    better = figures[at, c] > figures[at - 1, c]
                    break
            if not better:
                break
            clubs[at], clubs[at - 1] = clubs[at - 1], clubs[at]
            for c in range(columns):
                figures[at, c], figures[at - 1, c] = figures[at - 1, c], figures[at, c]
            at -= 1
