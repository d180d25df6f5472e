"""What is at stake in a group match, by enumeration of what can still happen; compiled.

Imported only by the metrics that need it, because it loads the compiler.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cupwright.rules.compiled import jit

__all__ = ["CRITERIA", "MOST_OPEN_MATCHES", "criteria_codes", "decisive_matches", "stakeless_matches"]

# What a table is sorted by, after the points. Criteria not named here (cards, ranking, lots) end the list.
CRITERIA = {
    "points": 0,
    "goal-difference": 1,
    "goals-for": 2,
    "away-goals": 3,
    "wins": 4,
    "head-to-head-points": 5,
    "head-to-head-goal-difference": 6,
    "head-to-head-goals-for": 7,
}
# 3 ** 6 = 729 ways a group can end. With more matches open a place can practically always change.
MOST_OPEN_MATCHES = 6

Ints = npt.NDArray[np.int64]


def criteria_codes(tiebreak: tuple[str, ...]) -> Ints:
    """Return the codes of the criteria after the points, up to the first that goals do not decide."""
    codes = []
    for name in tiebreak:
        if name not in CRITERIA:
            break
        if name != "points":
            codes.append(CRITERIA[name])
    return np.array(codes, dtype=np.int64)


class _Scratch(NamedTuple):
    """Room to work in for one group, made once a call: by match (`played` by match and side) or by club."""

    known: Any
    result: Any
    open_matches: Any
    played: Any
    points: Any
    level: Any
    least: Any
    most: Any
    went: Any
    would: Any
    place: Any


def _scratch(size: int, matches: int) -> _Scratch:
    def flags(count: int) -> Any:
        return np.zeros(count, np.bool_)

    def numbers(*shape: int) -> Any:
        return np.zeros(shape, np.int64)

    return _Scratch(
        known=flags(matches), result=numbers(matches), open_matches=numbers(matches), played=numbers(matches, 2),
        points=numbers(size), level=flags(size), least=numbers(size), most=numbers(size), went=flags(size),
        would=flags(size), place=numbers(2),
    )  # fmt: skip


@jit
def _compare(codes: Any, award: Any, first: int, second: int, level: Any, pairs: Any, goals: Any, result: Any,
             known: Any) -> int:  # fmt: skip
    """Return 1 if `first` stands above `second`, -1 if below, 0 if all criteria are equal, 2 if still open.

    Both are among the `level` clubs. `result` is the outcome of each match in this ending (0 host, 1 drawn, 2
    visitor); goals count only where `known`.
    """
    for code in codes:
        own, other = 0, 0
        for m in range(len(pairs)):
            host, visitor = pairs[m, 0], pairs[m, 1]
            if code >= 5 and not (level[host] and level[visitor]):
                continue
            touches = host in (first, second) or visitor in (first, second)
            if not touches:
                continue
            counts_goals = code not in (4, 5)
            if counts_goals and not known[m]:
                return 2
            for side in range(2):
                club = pairs[m, side]
                if club not in (first, second):
                    continue
                gain = 0
                if code in (1, 6):
                    gain = goals[m, side] - goals[m, 1 - side]
                elif code in (2, 7) or (code == 3 and side == 1):
                    gain = goals[m, side]
                elif code == 4:
                    gain = 1 if result[m] == 2 * side else 0
                elif code == 5:
                    gain = award[result[m]] if side == 0 else award[2 - result[m]]
                if club == first:
                    own += gain
                else:
                    other += gain
        if own > other:
            return 1
        if own < other:
            return -1
    return 0


@jit
def _points(size: int, pairs: Any, result: Any, award: Any, points: Any) -> None:
    points[:] = 0
    for m in range(len(pairs)):
        points[pairs[m, 0]] += award[result[m]]
        points[pairs[m, 1]] += award[2 - result[m]]


@jit
def _places(club: int, size: int, points: Any, award: Any, codes: Any, pairs: Any, goals: Any, result: Any,
            known: Any, level: Any, place: Any) -> None:  # fmt: skip
    """Put into `place` the best and the worst place `club` can have in this ending."""
    for other in range(size):
        level[other] = points[other] == points[club]
    best, worst = 1, 1
    for other in range(size):
        if points[other] > points[club]:
            best += 1
            worst += 1
        elif other != club and level[other]:
            how = _compare(codes, award, club, other, level, pairs, goals, result, known)
            if how == -1:
                best += 1
                worst += 1
            elif how != 1:
                worst += 1
    place[0], place[1] = best, worst


@jit
def _stakeless(size: int, pairs: Any, matchday: Any, goals: Any, award: Any, codes: Any, found: Any,
               scratch: _Scratch) -> None:  # fmt: skip
    """Add to `found`, by matchday, the matches of one group with nothing at stake for either club at kick-off."""
    matches = len(pairs)
    known, result, open_matches = scratch.known, scratch.result, scratch.open_matches
    points, place, level, least, most = scratch.points, scratch.place, scratch.level, scratch.least, scratch.most
    for day in range(len(found)):
        left = 0
        for m in range(matches):
            known[m] = matchday[m] < day
            if known[m]:
                result[m] = 0 if goals[m, 0] > goals[m, 1] else (1 if goals[m, 0] == goals[m, 1] else 2)
            else:
                open_matches[left] = m
                left += 1
        if left > MOST_OPEN_MATCHES:
            continue
        least[:], most[:] = size, 1
        for ending in range(3**left):
            code = ending
            for k in range(left):
                result[open_matches[k]] = code % 3
                code //= 3
            _points(size, pairs, result, award, points)
            for club in range(size):
                if least[club] >= most[club]:
                    _places(club, size, points, award, codes, pairs, goals, result, known, level, place)
                    least[club] = min(least[club], place[0])
                    most[club] = max(most[club], place[1])
            settled = 0
            for m in range(matches):
                if matchday[m] == day and least[pairs[m, 0]] >= most[pairs[m, 0]]:
                    settled += least[pairs[m, 1]] >= most[pairs[m, 1]]
            if settled == 0:
                break
        for m in range(matches):
            if matchday[m] == day and least[pairs[m, 0]] == most[pairs[m, 0]]:
                found[day] += least[pairs[m, 1]] == most[pairs[m, 1]]


@jit
def _advancing(size: int, pairs: Any, goals: Any, result: Any, award: Any, codes: Any, advance: int, points: Any,
               known: Any, level: Any, through: Any) -> None:  # fmt: skip
    """Mark the clubs that go on. Clubs level on all that goals decide stand in the order of their pots."""
    for m in range(len(pairs)):
        result[m] = 0 if goals[m, 0] > goals[m, 1] else (1 if goals[m, 0] == goals[m, 1] else 2)
    _points(size, pairs, result, award, points)
    for club in range(size):
        for other in range(size):
            level[other] = points[other] == points[club]
        above = 0
        for other in range(size):
            if points[other] > points[club]:
                above += 1
            elif other != club and level[other]:
                how = _compare(codes, award, club, other, level, pairs, goals, result, known)
                if how == -1 or (how == 0 and other < club):
                    above += 1
        through[club] = above < advance


@jit
def _decisive(size: int, pairs: Any, goals: Any, award: Any, codes: Any, advance: int, scratch: _Scratch) -> int:
    """Return how many matches of one group would, with another result, have sent other clubs on."""
    matches = len(pairs)
    known, result, points, level = scratch.known, scratch.result, scratch.points, scratch.level
    went, would, played = scratch.went, scratch.would, scratch.played
    for m in range(matches):
        known[m] = True
        played[m, 0], played[m, 1] = goals[m, 0], goals[m, 1]
    _advancing(size, pairs, played, result, award, codes, advance, points, known, level, went)
    found = 0
    for m in range(matches):
        host, visitor = goals[m, 0], goals[m, 1]
        fell = 0 if host > visitor else (1 if host == visitor else 2)
        for other in range(3):
            if other == fell:
                continue
            played[m, 0], played[m, 1] = (1 if other == 0 else 0), (1 if other == 2 else 0)
            _advancing(size, pairs, played, result, award, codes, advance, points, known, level, would)
            differs = False
            for club in range(size):
                differs = differs or would[club] != went[club]
            if differs:
                found += 1
                break
        played[m, 0], played[m, 1] = host, visitor
    return found


@jit
def _stakeless_in_worlds(size: int, pairs: Any, matchday: Any, goals: Any, award: Any, codes: Any, found: Any,
                         scratch: _Scratch) -> None:  # fmt: skip
    for w in range(goals.shape[0]):
        for g in range(goals.shape[1]):
            _stakeless(size, pairs, matchday, goals[w, g], award, codes, found[w], scratch)


@jit
def _decisive_in_worlds(size: int, pairs: Any, goals: Any, award: Any, codes: Any, advance: int, found: Any,
                        scratch: _Scratch) -> None:  # fmt: skip
    for w in range(goals.shape[0]):
        for g in range(goals.shape[1]):
            found[w] += _decisive(size, pairs, goals[w, g], award, codes, advance, scratch)


def stakeless_matches(size: int, pairs: Ints, matchday: Ints, goals: Ints, award: Ints, codes: Ints) -> Ints:
    """Return, for each world and matchday, how many group matches had nothing at stake at kick-off.

    A match is stakeless if, whatever the results of this matchday and the later ones, neither club's final
    place can change; clubs level on points are apart only as far as results and head-to-heads that are
    already played settle it.

    Parameters
    ----------
    size
        Clubs in a group.
    pairs
        Shape (M, 2): host and visitor of each match, as positions in the group from 0.
    matchday
        Shape (M,), from 0. All matches of a matchday kick off together.
    goals
        Shape (W, G, M, 2): the goals of host and visitor.
    award
        Shape (3,): points for a win, a draw and a defeat.
    codes
        The criteria after the points, from :func:`criteria_codes`.

    Returns
    -------
    array
        Shape (W, matchdays).
    """
    found = np.zeros((goals.shape[0], int(matchday.max()) + 1), np.int64)
    _stakeless_in_worlds(size, pairs, matchday, goals, award, codes, found, _scratch(size, len(pairs)))
    return found


def decisive_matches(size: int, pairs: Ints, goals: Ints, award: Ints, codes: Ints, advance: int) -> Ints:
    """Return, for each world, how many group matches would with another result have sent other clubs on.

    The other result is 1-0, 0-0 or 0-1, whichever two are not the result that fell, with everything else in
    the group as it fell in that world. `advance` clubs of each group go on; the rest is as in
    :func:`stakeless_matches`. Shape (W,). Right only where each group by itself decides who goes on.
    """
    found = np.zeros(goals.shape[0], np.int64)
    _decisive_in_worlds(size, pairs, goals, award, codes, advance, found, _scratch(size, len(pairs)))
    return found
