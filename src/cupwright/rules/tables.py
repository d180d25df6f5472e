"""A table by any criteria and procedure: leagues, and groups whose clubs begin a list again.

Clubs that a criterion separates stay separated. What becomes of a smaller set that stays level is the procedure:

- ``once``: it goes on down the list; head-to-head criteria that follow one another keep looking at the matches among
  the clubs that were level when the first of them was reached;
- ``reapply``: if it is still level at the end of a head-to-head block, it begins the block again among itself;
- ``restart``: it begins the whole list again as soon as a criterion has separated it from others.
"""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.rules import codes
from cupwright.rules.compiled import inlined, jit

__all__ = ["rank_table", "tabulate"]

Array = npt.NDArray[Any]

_PLACES = 4096


@inlined
def _add(table: Array, host: int, visitor: int, x: int, y: int, win: int, drawn: int, loss: int) -> None:
    """Add a match that the host ended with x goals and the visitor with y to their rows of a table."""
    level = drawn if x == y else loss
    table[host, codes.POINTS] += win if x > y else level
    table[host, codes.GOAL_DIFFERENCE] += x - y
    table[host, codes.GOALS_FOR] += x
    table[host, codes.WINS] += x > y
    table[host, codes.PLAYED] += 1
    table[visitor, codes.POINTS] += win if y > x else level
    table[visitor, codes.GOAL_DIFFERENCE] += y - x
    table[visitor, codes.GOALS_FOR] += y
    table[visitor, codes.AWAY_GOALS_FOR] += y
    table[visitor, codes.WINS] += y > x
    table[visitor, codes.PLAYED] += 1
    table[visitor, codes.AGAINST_AWAY] += x


@jit
def tabulate(schedule: Array, goals: Array, table: Array, win: int, drawn: int, loss: int) -> None:
    """Fill `table` from matches; all as in :func:`rank_table`."""
    for p in range(table.shape[0]):
        for c in range(codes.TABLE_COLUMNS):
            table[p, c] = 0
    for m in range(schedule.shape[0]):
        if goals[m, 0] >= 0:
            _add(table, schedule[m, 0], schedule[m, 1], goals[m, 0], goals[m, 1], win, drawn, loss)


@inlined
def _head_to_head(code: int) -> bool:
    return codes.H2H_POINTS <= code <= codes.H2H_GOALS_FOR or code == codes.H2H_AWAY_GOALS


@jit
def _among(
    code: int, clubs: Array, schedule: Array, goals: Array, win: int, drawn: int, loss: int, value: Array, per: Array
) -> None:
    """Set `value` to a head-to-head figure of each of `clubs`, over the matches among them; `per` is 1 for them."""
    for p in range(per.shape[0]):
        per[p] = 0
    for p in clubs:
        value[p], per[p] = 0, 1
    for m in range(schedule.shape[0]):
        i, j = schedule[m, 0], schedule[m, 1]
        x, y = goals[m, 0], goals[m, 1]
        if per[i] == 0 or per[j] == 0 or x < 0:
            continue
        if code == codes.H2H_POINTS:
            value[i] += win if x > y else (drawn if x == y else loss)
            value[j] += win if y > x else (drawn if x == y else loss)
        elif code == codes.H2H_GOAL_DIFFERENCE:
            value[i] += x - y
            value[j] += y - x
        elif code == codes.H2H_GOALS_FOR:
            value[i] += x
            value[j] += y
        else:
            value[j] += y


@inlined
def _figure(code: int, row: Array, rank: int, lots: int) -> tuple[int, int]:
    """Return the figure of a club as a fraction: what counts, and what it is divided by."""
    played = max(row[codes.PLAYED], 1)
    if code <= codes.WINS:
        return row[code], 1
    if code == codes.RANKING:
        return -rank, 1
    if code == codes.LOTS:
        return -lots, 1
    if code == codes.AWAY_DIFFERENCE:
        return row[codes.AWAY_GOALS_FOR] - row[codes.AGAINST_AWAY], 1
    if code == codes.HOME_DIFFERENCE:
        return row[codes.GOAL_DIFFERENCE] - row[codes.AWAY_GOALS_FOR] + row[codes.AGAINST_AWAY], 1
    if code == codes.HOME_GOALS_FOR:
        return row[codes.GOALS_FOR] - row[codes.AWAY_GOALS_FOR], 1
    if code == codes.POINTS_PER_MATCH:
        return row[codes.POINTS], played
    if code == codes.WINS_PER_MATCH:
        return row[codes.WINS], played
    if code == codes.DIFFERENCE_PER_MATCH:
        return row[codes.GOAL_DIFFERENCE], played
    if code == codes.GOALS_FOR_PER_MATCH:
        return row[codes.GOALS_FOR], played
    return 0, 1


@inlined
def _above(a: int, b: int, value: Array, per: Array) -> bool:
    """Whether the figure of a is higher than that of b. Fractions are compared exactly, by cross multiplication."""
    return bool(value[a] * per[b] > value[b] * per[a])


@jit
def _sort(start: int, end: int, code: int, value: Array, per: Array, order: Array, decided: Array) -> bool:
    """Sort the clubs of the places from `start` to `end`; say whether any were separated."""
    separated = False
    for k in range(start + 1, end):
        club = order[k]
        at = k
        while at > start and _above(club, order[at - 1], value, per):
            order[at] = order[at - 1]
            at -= 1
        order[at] = club
    for k in range(start, end - 1):
        if _above(order[k], order[k + 1], value, per):
            decided[k] = code
            separated = True
    return separated


@inlined
def _next_step(procedure: int, step: int, separated: bool, size: int, scope_size: int, criteria: Array) -> int:
    """Return the criterion at which `size` level clubs go on after that of number `step`."""
    if procedure == codes.RESTART and separated:
        return 0
    following = step + 1
    ends_block = following == criteria.shape[0] or not _head_to_head(criteria[following])
    if procedure == codes.REAPPLY and _head_to_head(criteria[step]) and ends_block and size < scope_size:
        while step > 0 and _head_to_head(criteria[step - 1]):
            step -= 1
        return step
    return following


@jit
def rank_table(
    criteria: Array,
    procedure: int,
    members: Array,
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
    per: Array,
    scope: Array,
    step: Array,
) -> None:
    """Rank clubs of a stage by all criteria.

    Parameters
    ----------
    criteria
        Codes of :data:`cupwright.rules.codes.CRITERIA`, in order. Cards are not modelled: they leave clubs level.
    procedure
        A code of :data:`cupwright.rules.codes.PROCEDURES`.
    members
        Shape (K,): the positions that are ranked.
    schedule, goals
        Shape (M, 3) and (M, 2): positions of host and visitor, and their goals; a match with negative goals
        was not played.
    table
        Shape (N, 7): the figures of each position of the stage, :data:`cupwright.rules.codes.TABLE_COLUMNS`.
    rank, lots
        Shape (N,): official ranking (low is better) and lots (low is better) of each position.
    win, drawn, loss
        Points for a match.
    order, decided
        Results, shape (K,): the position at each place, and the code of the criterion that put that place above the
        next (-1 for the last, or if none did).
    value, per, scope, step
        Scratch, shape (N,). `scope` keeps, by place, from where to where the clubs stand that a head-to-head block
        looks at: clubs that were level stay next to each other, so a stretch of places names them for good.
    """
    size = order.shape[0]
    for k in range(size):
        order[k] = members[k]
        decided[k] = -1
        step[k] = 0
        scope[k] = 0
    start = 0
    while start < size - 1:
        end = start + 1
        while end < size and decided[end - 1] < 0:
            end += 1
        at = step[start]
        if end == start + 1 or at == criteria.shape[0]:
            start = end
            continue
        code = criteria[at]
        scope_size = size
        if _head_to_head(code):
            if at == 0 or not _head_to_head(criteria[at - 1]):
                for k in range(start, end):
                    scope[k] = start * _PLACES + end
            first, last = scope[start] // _PLACES, scope[start] % _PLACES
            scope_size = last - first
            _among(code, order[first:last], schedule, goals, win, drawn, loss, value, per)
        else:
            for k in range(start, end):
                p = order[k]
                value[p], per[p] = _figure(code, table[p], rank[p], lots[p])
        separated = _sort(start, end, code, value, per, order, decided)
        first = start
        for k in range(start, end):
            if k == end - 1 or decided[k] >= 0:
                step[first] = _next_step(procedure, at, separated, k + 1 - first, scope_size, criteria)
                first = k + 1
