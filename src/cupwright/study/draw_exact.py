"""The exact odds of the mechanism of a draw, where it is small enough to follow every way the balls may come out.

Balls of one kind are followed together. In the two-pot mechanism the state is what remains in both pots (the recursion
of Kloessner and Becker 2013, "Odd odds: the UEFA Champions League round of 16 draw", J. Quant. Anal. Sports 9(3)); in
the skip mechanism it is what stands in each unit as well, because the units are filled in order.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from math import factorial, prod
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.study.ceremony import Ceremony

__all__ = ["MOST_STATES", "mechanism_odds", "without_limits"]

MOST_STATES = 20_000
"""States that a draw may have at any ball to be followed exactly."""

_MOST_ARRANGEMENTS = 50_000
"""Orders in which the kinds of all pots may come out, for the skip mechanism; with more, nothing is tried."""

Tensor = npt.NDArray[Any]
Vector = tuple[int, ...]
Units = tuple[Vector, ...]


def without_limits(ceremony: Ceremony) -> Tensor:
    """Return the chance that balls of two kinds meet if every outcome is valid: shape (kinds, kinds)."""
    kinds, units = ceremony.kinds, ceremony.units
    chance = np.full((len(kinds.counts), len(kinds.counts)), 1 / units)
    for pot, mine in enumerate(kinds.in_pot):
        places = ceremony.capacity[pot]
        chance[np.ix_(mine, mine)] = (places - 1) / max(1, places * units - 1)
    return chance


def mechanism_odds(ceremony: Ceremony, number: Any = float) -> Tensor | None:
    """Return the chance that a ball of one kind meets a given ball of another: shape (kinds, kinds).

    Parameters
    ----------
    ceremony
        The draw. It must have a valid outcome.
    number
        The type computed with: float, or :class:`fractions.Fraction`.

    Returns
    -------
    numpy.ndarray or None
        None if the draw has more than :data:`MOST_STATES` states.
    """
    follow = _two_pot if ceremony.mechanism == "two-pot" else _skip
    together = follow(ceremony, number)
    if together is None:
        return None
    kinds = ceremony.kinds
    chance = np.zeros((len(kinds.counts), len(kinds.counts)), dtype=np.float64 if number is float else object)
    for (a, b), pairs in together.items():
        chance[a, b] = chance[b, a] = pairs / kinds.pairs(a, b)
    return chance


def _two_pot(ceremony: Ceremony, number: Any) -> dict[Vector, Any] | None:
    kinds = ceremony.kinds
    first, second = (_Codes([kinds.counts[kind] for kind in kinds.in_pot[pot]]) for pot in ceremony.order)
    named = [kinds.in_pot[pot] for pot in ceremony.order]
    fits = [[b for b, other in enumerate(named[1]) if kinds.fit((kind, other))] for kind in named[0]]

    @cache
    def completes(left: int, right: int) -> bool:
        if not left:
            return True
        a, _ = first.held(left)[0]
        return any(b in fits[a] and completes(left - first.one[a], right - second.one[b])
                   for b, _ in second.held(right))  # fmt: skip

    together: dict[Vector, Any] = defaultdict(lambda: number(0))
    states = {(first.full, second.full): number(1)}
    for balls in range(ceremony.units, 0, -1):
        after: dict[tuple[int, int], Any] = defaultdict(lambda: number(0))
        for (left, right), chance in states.items():
            for a, drawn in first.held(left):
                rest = left - first.one[a]
                open_to = [(b, count, right - second.one[b]) for b, count in second.held(right)
                           if b in fits[a] and completes(rest, right - second.one[b])]  # fmt: skip
                each = chance * drawn / (balls * sum(count for _, count, _ in open_to))
                for b, count, to in open_to:
                    share = each * count
                    together[_pair(named[0][a], named[1][b])] += share
                    after[rest, to] += share
        if len(after) > MOST_STATES:
            return None
        states = after
    return together


class _Codes:
    """What remains of each kind of a pot, as one whole number."""

    def __init__(self, counts: list[int]) -> None:
        self.counts = counts
        self.one = [prod(count + 1 for count in counts[:k]) for k in range(len(counts))]
        self.full = sum(one * count for one, count in zip(self.one, counts, strict=True))
        self.known: dict[int, list[tuple[int, int]]] = {}

    def held(self, code: int) -> list[tuple[int, int]]:
        """Return (kind, balls) of the kinds that remain."""
        if code not in self.known:
            digits = [code // one % (count + 1) for one, count in zip(self.one, self.counts, strict=True)]
            self.known[code] = [(kind, digit) for kind, digit in enumerate(digits) if digit]
        return self.known[code]


def _less(counts: Vector, kind: int) -> Vector:
    return (*counts[:kind], counts[kind] - 1, *counts[kind + 1 :])


def _pair(a: int, b: int) -> Vector:
    return (a, b) if a < b else (b, a)


class _TooLargeError(Exception):
    pass


class _Completion:
    """Whether what stands in the units leaves a valid completion; asked in any order of the units."""

    def __init__(self, ceremony: Ceremony) -> None:
        self.kinds, self.capacity = ceremony.kinds, ceremony.capacity
        self.pot_of = {kind: pot for pot, mine in enumerate(self.kinds.in_pot) for kind in mine}
        self.known: dict[tuple[Units, Vector], bool] = {}

    def room(self, unit: Vector, kind: int) -> bool:
        """Whether a unit has a place left for a ball of this kind's pot."""
        pot = self.pot_of[kind]
        return sum(self.pot_of[other] == pot for other in unit) < self.capacity[pot]

    def possible(self, units: Units, left: Vector) -> bool:
        """Whether the balls that are left can be placed."""
        state = tuple(sorted(units)), left
        if state not in self.known:
            if len(self.known) > 10 * MOST_STATES:
                raise _TooLargeError
            self.known[state] = self._possible(*state)
        return self.known[state]

    def _possible(self, units: Units, left: Vector) -> bool:
        kind = next((k for k, count in enumerate(left) if count), -1)
        if kind < 0:
            return True
        rest = _less(left, kind)
        return any(
            self.possible(_with(units, u, kind), rest)
            for u, unit in enumerate(units)
            if (not u or units[u - 1] != unit) and self.room(unit, kind) and self.kinds.fit((*unit, kind))
        )


def _with(units: Units, u: int, kind: int) -> Units:
    return (*units[:u], tuple(sorted((*units[u], kind))), *units[u + 1 :])


def _skip(ceremony: Ceremony, number: Any) -> dict[Vector, Any] | None:
    if _arrangements(ceremony) > _MOST_ARRANGEMENTS:
        return None
    kinds, completion = ceremony.kinds, _Completion(ceremony)
    units: Units = ((),) * ceremony.units
    left = kinds.counts
    if ceremony.first_fixed:
        head = kinds.kind_of[ceremony.pots[0][0]]
        units, left = _with(units, 0, head), _less(left, head)
    states = {(units, left): number(1)}
    try:
        for pot in ceremony.order:
            while any(states) and any(next(iter(states))[1][kind] for kind in kinds.in_pot[pot]):
                states = _next_ball(states, kinds.in_pot[pot], completion, number)
                if len(states) > MOST_STATES:
                    return None
    except _TooLargeError:
        return None
    together: dict[Vector, Any] = defaultdict(lambda: number(0))
    for (units, _), chance in states.items():
        for unit in units:
            for k, a in enumerate(unit):
                for b in unit[k + 1 :]:
                    together[_pair(a, b)] += chance
    return together


def _arrangements(ceremony: Ceremony) -> int:
    """Return in how many orders the kinds of all pots may come out."""
    kinds = ceremony.kinds
    drawn = list(kinds.counts)
    if ceremony.first_fixed:
        drawn[kinds.kind_of[ceremony.pots[0][0]]] -= 1
    pots = [[drawn[kind] for kind in mine] for mine in kinds.in_pot]
    return prod(factorial(sum(pot)) // prod(map(factorial, pot)) for pot in pots)


def _next_ball(
    states: dict[tuple[Units, Vector], Any], pot: Vector, completion: _Completion, number: Any
) -> dict[tuple[Units, Vector], Any]:
    after: dict[tuple[Units, Vector], Any] = defaultdict(lambda: number(0))
    for (units, left), chance in states.items():
        balls = sum(left[kind] for kind in pot)
        for kind in pot:
            if not left[kind]:
                continue
            rest = _less(left, kind)
            for u, unit in enumerate(units):
                if not completion.room(unit, kind) or not completion.kinds.fit((*unit, kind)):
                    continue
                placed = _with(units, u, kind)
                if completion.possible(placed, rest):
                    after[placed, rest] += chance * left[kind] / balls
                    break
    return after
