"""A draw as a noun of its own: balls, pots, limits; and what makes balls interchangeable in it.

It knows nothing of editions, so that published draws of other competitions can be asked the same questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

__all__ = ["Ceremony", "Kinds", "Limit"]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of these balls (by number) may share a group or tie."""

    most: int
    balls: frozenset[int]


@dataclass(frozen=True)
class Ceremony:
    """A lottery of balls into groups or ties.

    Parameters
    ----------
    balls
        What stands on each ball; unique.
    pots
        The numbers of the balls of each pot.
    order
        The pots (from 0) in the order in which they are emptied.
    units
        Groups or ties.
    limits
        Which balls may not come together.
    mechanism
        ``"skip"`` or ``"two-pot"``, as in :class:`cupwright.football.competitions.Draw`.
    first_fixed
        Whether the first ball of pot 0 is not drawn but heads the first group.
    key
        What the luck of this draw hangs on: the id of its stage.
    """

    balls: tuple[str, ...]
    pots: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    units: int
    limits: tuple[Limit, ...] = ()
    mechanism: Literal["skip", "two-pot"] = "skip"
    first_fixed: bool = False
    key: str = ""

    @cached_property
    def capacity(self) -> tuple[int, ...]:
        """How many balls of each pot a unit takes."""
        return tuple(len(pot) // self.units for pot in self.pots)

    @cached_property
    def pot_of(self) -> tuple[int, ...]:
        """The pot of each ball."""
        of = {ball: number for number, pot in enumerate(self.pots) for ball in pot}
        return tuple(of[ball] for ball in range(len(self.balls)))

    @cached_property
    def binding(self) -> tuple[Limit, ...]:
        """The limits that some outcome could break: a pot cannot put more balls into a unit than it holds places."""
        return tuple(limit for limit in self.limits if self._most_together(limit.balls) > limit.most)

    def _most_together(self, balls: Iterable[int]) -> int:
        together = [0] * len(self.pots)
        for ball in balls:
            together[self.pot_of[ball]] += 1
        return sum(min(count, room) for count, room in zip(together, self.capacity, strict=True))

    @cached_property
    def kinds(self) -> Kinds:
        """Which balls are interchangeable."""
        return Kinds.of(self)

    def meetings(self) -> list[tuple[int, int]]:
        """Return the pairs of balls that may come together as far as pots go, in order of pots and balls."""
        listed = [ball for pot in self.pots for ball in pot]
        return [
            (a, b)
            for place, a in enumerate(listed)
            for b in listed[place + 1 :]
            if self.pot_of[a] != self.pot_of[b] or self.capacity[self.pot_of[a]] > 1
        ]

    def broken(self, unit: Sequence[int]) -> list[Limit]:
        """Return the limits that a group or tie of these balls breaks."""
        return [limit for limit in self.limits if len(limit.balls.intersection(unit)) > limit.most]


@dataclass(frozen=True)
class Kinds:
    """Balls of one pot that stand under the same limits are of one kind, and have the same odds.

    Parameters
    ----------
    kind_of
        The kind of each ball.
    counts
        How many balls are of each kind.
    in_pot
        The kinds of each pot.
    limits
        (most, kinds) of each binding limit.
    """

    kind_of: tuple[int, ...]
    counts: tuple[int, ...]
    in_pot: tuple[tuple[int, ...], ...]
    limits: tuple[tuple[int, frozenset[int]], ...]

    @classmethod
    def of(cls, ceremony: Ceremony) -> Kinds:
        """Sort the balls of a ceremony into kinds."""
        numbers: dict[tuple[int, tuple[bool, ...]], int] = {}
        kind_of = []
        for ball, pot in enumerate(ceremony.pot_of):
            # A ball that is not drawn heads the first unit, which the skip mechanism fills before the others.
            fixed = ceremony.first_fixed and ball == ceremony.pots[0][0]
            under = (fixed, *(ball in limit.balls for limit in ceremony.binding))
            kind_of.append(numbers.setdefault((pot, under), len(numbers)))
        counts = tuple(kind_of.count(kind) for kind in range(len(numbers)))
        in_pot = tuple(
            tuple(kind for (at, _), kind in numbers.items() if at == pot) for pot in range(len(ceremony.pots))
        )
        limits = tuple((limit.most, frozenset(kind_of[ball] for ball in limit.balls)) for limit in ceremony.binding)
        return cls(tuple(kind_of), counts, in_pot, limits)

    def fit(self, unit: Sequence[int]) -> bool:
        """Whether balls of these kinds may share a unit."""
        return all(sum(kind in kinds for kind in unit) <= most for most, kinds in self.limits)

    def pairs(self, a: int, b: int) -> int:
        """Return how many pairs of balls of these two kinds there are."""
        return self.counts[a] * self.counts[b] if a != b else self.counts[a] * (self.counts[a] - 1) // 2
