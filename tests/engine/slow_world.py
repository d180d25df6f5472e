"""What the parts of the slow engine share: one world, its luck, and the record of its matches."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from cupwright import luck
from cupwright.football.access import Slot
from cupwright.football.competitions import Edition
from cupwright.football.strengths import Strengths

CORRECTION, EXTRA_TIME, PENALTIES, LOTS, BALLS, OPPONENTS, MATCHES = 1, 2, 3, 4, 5, 6, 8


@dataclass
class Tie:
    number: int
    clubs: tuple[str, str]
    legs: list[tuple[int, int]]
    extra: tuple[int, int] | None
    winner: str
    loser: str
    decided_by: str
    hosted_by: str
    paired_by: str


@dataclass
class SlowWorld:
    """One world of an edition."""

    edition: Edition
    strengths: Strengths
    draw: int
    seed: int
    world: int
    reached: dict[str, list[str]] = field(default_factory=dict)
    seeding: dict[str, dict[str, int]] = field(default_factory=dict)
    groups: dict[str, list[list[str]]] = field(default_factory=dict)
    tables: dict[str, list[list[tuple[str, str]]]] = field(default_factory=dict)
    overall: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    fed_order: dict[str, list[str]] = field(default_factory=dict)
    ties: dict[str, list[Tie]] = field(default_factory=dict)
    berths: dict[str, list[str]] = field(default_factory=dict)
    passed_on: set[str] = field(default_factory=set)
    records: dict[str, dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    hosted: Counter[tuple[str, str]] = field(default_factory=Counter)
    home: Counter[tuple[str, str]] = field(default_factory=Counter)
    neutral: Counter[tuple[str, str]] = field(default_factory=Counter)
    champion: str = ""
    slot: dict[str, Slot] = field(init=False)
    rank: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.slot = {slot.club: slot for slot in self.edition.slots}
        listed = [club for club in self.edition.ranking if club in self.slot]
        others = [s for s in self.edition.slots if s.club not in listed]
        listed += [s.club for s in others if not s.guest] + [s.club for s in others if s.guest]
        self.rank = {club: k for k, club in enumerate(listed)}

    # Luck

    def _state(self, stage: str, *values: int) -> int:
        state = luck.mix(luck.mix(luck.mix(0, self.seed), self.world), luck.key(stage))
        for value in values:
            state = luck.mix(state, value)
        return state

    def _match_state(self, stage: str, a: str, b: str, leg: int) -> int:
        low, high = sorted((luck.key(a), luck.key(b)))
        return self._state(stage, MATCHES + leg, luck.mix(luck.mix(0, low), high))

    @staticmethod
    def _halves(state: int, a: str, b: str) -> tuple[float, float]:
        upper, lower = (state >> 32) / 2**32, (state & 0xFFFFFFFF) / 2**32
        return (upper, lower) if luck.key(a) < luck.key(b) else (lower, upper)

    @staticmethod
    def _poisson(u: float, rate: float) -> int:
        k, p = 0, math.exp(-rate)
        total = p
        while u >= total and k < 60:
            k += 1
            p *= rate / k
            total += p
        return k

    def _rates(self, host: str, visitor: str, neutral: bool) -> tuple[float, float]:
        i, j = self.strengths.clubs.index(host), self.strengths.clubs.index(visitor)
        eta = self.strengths.log_rates(i, j, neutral=neutral)
        return math.exp(eta[0][self.draw]), math.exp(eta[1][self.draw])

    def _score(self, stage: str, host: str, visitor: str, leg: int, neutral: bool) -> tuple[int, int]:
        state = self._match_state(stage, host, visitor, leg)
        a, b = self._rates(host, visitor, neutral)
        u, v = self._halves(state, host, visitor)
        score = self._poisson(u, a), self._poisson(v, b)
        rho, w = float(self.strengths.rho[self.draw]), luck.uniform(luck.mix(state, CORRECTION))
        moves = {}
        if rho < 0:
            moves = {(0, 1): (-a * rho, (0, 0)), (1, 0): (-b * rho, (1, 1))}
        else:
            moves = {(0, 0): (a * b * rho, (0, 1)), (1, 1): (rho, (1, 0))}
        if score in moves and w < moves[score][0]:
            return moves[score][1]
        return score

    # Records

    def _note(
        self, stage: str, host: str, visitor: str, score: tuple[int, int], points: tuple[int, int, int], neutral: bool
    ) -> None:
        for club, own, other, away in ((host, *score, 0), (visitor, *score[::-1], score[1])):
            row = self.records[stage][club]
            kind = 0 if own > other else 1 if own == other else 2
            row.update(points=points[kind], away=0 if neutral else away, wins=int(kind == 0))
            row["for"] += own
            row["against"] += other
        if neutral:
            self.neutral[stage, host] += 1
            self.neutral[stage, visitor] += 1
        else:
            self.hosted[host, visitor] += 1
            self.home[stage, host] += 1
