"""The draws of the slow engine: the definition itself.

A ball goes to the first group that leaves a valid completion, found by trying all of them.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from cupwright import luck
from cupwright.football.competitions import Apart, Draw
from tests.engine.slow_world import BALLS, OPPONENTS, SlowWorld


class NoDrawError(Exception):
    """A draw has no valid outcome."""


class SlowDraws(SlowWorld):
    """Draws of groups and of ties."""

    def _class(self, apart: Apart, club: str) -> str | None:
        slot = self.slot[club]
        if slot.enters in apart.unless_entered or (apart.of and slot.association not in apart.of):
            return None
        if apart.of:
            return "one of them"
        return slot.association if apart.same == "association" else str(slot.guest)

    def _allowed(self, draw: Draw, unit: list[str]) -> bool:
        for apart in draw.apart:
            kinds = Counter(kind for club in unit if (kind := self._class(apart, club)) is not None)
            if any(count > apart.limit for count in kinds.values()):
                return False
        return True

    def _lottery(self, stage: str, draw: Draw, units: int) -> list[list[str]]:
        order = self.reached[stage]
        pots, start = [], 0
        for size in draw.pots:
            pots.append(order[start : start + size])
            start += size
        fixed = pots[0].pop(0) if draw.first_seed_fixed else None
        for pot in pots:
            pot.sort(key=lambda club: self._state(stage, BALLS, luck.key(club)))
        if draw.mechanism == "two-pot":
            return self._two_pots(stage, draw, pots)
        balls = [(club, number - 1) for number in draw.order for club in pots[number - 1]]
        placed: list[list[list[str]]] = [[[] for _ in draw.pots] for _ in range(units)]
        if fixed is not None:
            placed[0][0].append(fixed)

        def fits(club: str, pot: int, unit: int) -> bool:
            if len(placed[unit][pot]) == draw.pots[pot] // units:
                return False
            return self._allowed(draw, [c for cell in placed[unit] for c in cell] + [club])

        hopeless: set[tuple[Any, ...]] = set()

        def outlook(k: int) -> tuple[Any, ...]:
            """Return what the rest of the draw depends on: units alike in it may change places."""
            alike = [
                [
                    sorted(Counter(self._class(apart, c) or "" for cell in unit for c in cell).items())
                    for apart in draw.apart
                ]
                for unit in placed
            ]
            return k, str(
                sorted(([len(cell) for cell in unit], kinds) for unit, kinds in zip(placed, alike, strict=True))
            )

        def completes(k: int) -> bool:
            if k == len(balls):
                return True
            if outlook(k) in hopeless:
                return False
            club, pot = balls[k]
            for unit in range(units):
                if fits(club, pot, unit):
                    placed[unit][pot].append(club)
                    good = completes(k + 1)
                    placed[unit][pot].pop()
                    if good:
                        return True
            hopeless.add(outlook(k))
            return False

        for k, (club, pot) in enumerate(balls):
            for unit in range(units):
                if fits(club, pot, unit):
                    placed[unit][pot].append(club)
                    if completes(k + 1):
                        break
                    placed[unit][pot].pop()
            else:
                raise NoDrawError(stage)
        return [[club for cell in unit for club in cell] for unit in placed]

    def _two_pots(self, stage: str, draw: Draw, pots: list[list[str]]) -> list[list[str]]:
        first, second = pots[draw.order[0] - 1], list(pots[draw.order[1] - 1])

        def matches(left: list[str], right: list[str]) -> bool:
            if not left:
                return True
            return any(
                self._allowed(draw, [left[0], other]) and matches(left[1:], [c for c in right if c != other])
                for other in right
            )

        found = []
        for k, club in enumerate(first):
            second.sort(key=lambda other: self._state(stage, OPPONENTS, luck.key(club), luck.key(other)))
            for other in second:
                if self._allowed(draw, [club, other]) and matches(first[k + 1 :], [c for c in second if c != other]):
                    break
            else:
                raise NoDrawError(stage)
            second.remove(other)
            found.append([club, other] if draw.order[0] == 1 else [other, club])
        return found
