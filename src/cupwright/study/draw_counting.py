"""The uniform distribution over the valid outcomes of a draw, by counting them all.

Unit after unit is filled, and only how many balls of each kind remain in each pot is kept. The number of valid
outcomes behind a state, and of ways to reach it, gives the share of outcomes in which two kinds come together. This is
the permanent of a 0/1 matrix where there are two pots, and its extension to more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from math import comb, factorial, prod
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.study.ceremony import Ceremony, Kinds

__all__ = ["MOST_STEPS", "Counted", "count_outcomes", "steps_to_count"]

MOST_STEPS = 500_000_000
"""Products that a count may take, some seconds; the uniform distribution of a draw that takes more is sampled."""

Tensor = npt.NDArray[Any]
Vector = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Counted:
    """All valid outcomes of a draw, where it does not matter which unit is which.

    Parameters
    ----------
    outcomes
        How many there are; 0 if the limits cannot be kept.
    together
        Shape (kinds, kinds): pairs of balls of two kinds that share a unit, summed over all outcomes.
    """

    outcomes: Any
    together: Tensor

    def chance(self, kinds: Kinds, a: int, b: int) -> Any:
        """Return the chance that a ball of kind `a` meets a given other of kind `b`."""
        return self.together[min(a, b), max(a, b)] / (self.outcomes * kinds.pairs(a, b))


@dataclass(frozen=True, eq=False)
class _Step:
    """How a pick out of one pot leads from its states to those with a unit less."""

    before: npt.NDArray[np.intp]
    after: npt.NDArray[np.intp]
    ways: Tensor


class _Pot:
    """The states of one pot (balls of each kind that remain), unit by unit, and the picks out of it."""

    def __init__(self, kinds: Kinds, pot: int, capacity: int, units: int, number: Any) -> None:
        mine = kinds.in_pot[pot]
        held = [kinds.counts[kind] for kind in mine]
        self.number = number
        self.states: list[list[Vector]] = [[] for _ in range(units + 1)]
        for state in product(*(range(count + 1) for count in held)):
            left, rest = divmod(sum(state), capacity)
            if not rest:
                self.states[left].append(state)
        self.index = [{state: k for k, state in enumerate(states)} for states in self.states]
        self.picks = [
            (tuple(mine[k] for k in pick), tuple(pick.count(k) for k in range(len(mine))))
            for pick in combinations_with_replacement(range(len(mine)), capacity)
        ]

    def steps(self, left: int) -> list[_Step]:
        """Return the step of each pick with `left` units to fill."""
        found = []
        for _, taken in self.picks:
            rows = [
                (k, self.index[left - 1][tuple(a - b for a, b in zip(state, taken, strict=True))],
                 prod(comb(a, b) for a, b in zip(state, taken, strict=True)))
                for k, state in enumerate(self.states[left])
                if all(a >= b for a, b in zip(state, taken, strict=True))
            ]  # fmt: skip
            before, after, ways = zip(*rows, strict=True) if rows else ((), (), ())
            found.append(_Step(np.array(before, np.intp), np.array(after, np.intp), np.array(ways, self.number)))
        return found


def _lead(ceremony: Ceremony) -> int | None:
    """Return the pot that tells the units apart: of those with a ball a unit, the one with the most kinds."""
    single = [pot for pot, capacity in enumerate(ceremony.capacity) if capacity == 1]
    return max(single, key=lambda pot: len(ceremony.kinds.in_pot[pot]), default=None)


def steps_to_count(ceremony: Ceremony) -> int:
    """Return about how many products :func:`count_outcomes` takes."""
    lead, kinds = _lead(ceremony), ceremony.kinds
    others = [pot for pot in range(len(ceremony.pots)) if pot != lead]
    states = [prod(kinds.counts[kind] + 1 for kind in kinds.in_pot[pot]) for pot in others]
    if max(states, default=1) > 1_000_000:
        return MOST_STEPS + 1
    picks = prod(comb(len(kinds.in_pot[pot]) + ceremony.capacity[pot] - 1, ceremony.capacity[pot]) for pot in others)
    total = 0
    sizes = [Counter(_sums(kinds, pot)) for pot in others]
    for left in range(1, ceremony.units + 1):
        total += picks * prod(size[left * ceremony.capacity[pot]] for size, pot in zip(sizes, others, strict=True))
    return 3 * total


def _sums(kinds: Kinds, pot: int) -> Iterator[int]:
    return map(sum, product(*(range(kinds.counts[kind] + 1) for kind in kinds.in_pot[pot])))


def count_outcomes(ceremony: Ceremony, number: Any = np.float64) -> Counted:
    """Count the valid outcomes of a draw and who meets in them.

    Parameters
    ----------
    ceremony
        The draw; its mechanism does not matter.
    number
        The type counted in: float (right to about 14 digits) or ``object``, whole numbers of any size.
    """
    kinds, units, lead = ceremony.kinds, ceremony.units, _lead(ceremony)
    others = [pot for pot in range(len(ceremony.pots)) if pot != lead]
    heads = sorted(kinds.kind_of[ball] for ball in ceremony.pots[lead]) if lead is not None else [-1] * units
    pots = [_Pot(kinds, pot, ceremony.capacity[pot], units, number) for pot in others]
    steps = [[pot.steps(left) if left else [] for pot in pots] for left in range(units + 1)]
    fits: dict[int, list[tuple[Vector, Vector]]] = {}
    for head in set(heads):
        first = (head,) if head >= 0 else ()
        choices = product(*(enumerate(pot.picks) for pot in pots))
        units_of = [(tuple(k for k, _ in choice), (*first, *(kind for _, pick in choice for kind in pick[0])))
                    for choice in choices]  # fmt: skip
        fits[head] = [(numbers, unit) for numbers, unit in units_of if kinds.fit(unit)]

    def shape(left: int) -> tuple[int, ...]:
        return tuple(len(pot.states[left]) for pot in pots)

    behind: list[Tensor] = [np.ones(shape(0), dtype=number)]
    for left in range(1, units + 1):
        here = np.zeros(shape(left), dtype=number)
        for picks, _ in fits[heads[units - left]]:
            step = [steps[left][p][k] for p, k in enumerate(picks)]
            here[_at(step, "before")] += _ways(step) * behind[-1][_at(step, "after")]
        behind.append(here)
    total = behind[units].item() if behind[units].size == 1 else behind[units].sum()
    together = np.zeros((len(kinds.counts), len(kinds.counts)), dtype=number)
    ahead: Tensor = np.ones(shape(units), dtype=number)
    for left in range(units, 0, -1):
        after = np.zeros(shape(left - 1), dtype=number)
        for picks, unit in fits[heads[units - left]]:
            step = [steps[left][p][k] for p, k in enumerate(picks)]
            moved = ahead[_at(step, "before")] * _ways(step)
            to = _at(step, "after")
            after[to] += moved
            weight = (moved * behind[left - 1][to]).sum()
            for (a, b), pairs in _pairs(unit).items():
                together[a, b] += pairs * weight
        ahead = after
    if lead is None:
        # The units were told apart although nothing in them does.
        orders = factorial(units)
        return Counted(total / orders if number is np.float64 else total // orders,
                       together / orders if number is np.float64 else together // orders)  # fmt: skip
    return Counted(total, together)


def _at(step: list[_Step], end: str) -> tuple[Any, ...]:
    return np.ix_(*(getattr(one, end) for one in step)) if step else ()


def _ways(step: list[_Step]) -> Tensor:
    found: Tensor = step[0].ways
    for one in step[1:]:
        found = np.multiply.outer(found, one.ways)
    return found


def _pairs(unit: Vector) -> Counter[tuple[int, int]]:
    return Counter((min(a, b), max(a, b)) for k, a in enumerate(unit) for b in unit[k + 1 :])
