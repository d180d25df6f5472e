"""Recorded facts that do not fit what the rules make of the others. None of them is used silently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.known import Known
from cupwright.engine.plan import Plan
from cupwright.engine.settled import Settled, won_matches
from cupwright.engine.tables import Book, World
from cupwright.football.outcomes import KnownScore
from cupwright.rules import codes

__all__ = ["conflicts_of"]


def conflicts_of(plan: Plan, world: World, book: Book, known: Known, settled: Settled) -> tuple[str, ...]:
    """Return, in words, every recorded fact that contradicts the rules or the other facts."""
    return tuple(_Finder(plan, world, book, known, settled).all())


class _Finder:
    def __init__(self, plan: Plan, world: World, book: Book, known: Known, settled: Settled) -> None:
        self.plan, self.world, self.book, self.known, self.settled = plan, world, book, known, settled
        self.club = {name: i for i, name in enumerate(plan.clubs)}

    def all(self) -> Iterator[str]:
        for s, row in enumerate(self.plan.stage):
            if self.book.knows[s, at.KNOWS_DRAW]:
                yield from self._draw(s)
            scores = [score for score in self.known.scores if score.stage == self.plan.stages[s]]
            if row[at.KIND] == at.TIES:
                yield from self._tie_scores(s, scores)
            else:
                yield from self._table_scores(s, scores)

    def _draw(self, s: int) -> Iterator[str]:
        row, stage = self.plan.stage[s], self.plan.stages[s]
        seats = slice(row[at.ENTRANTS], row[at.ENTRANTS] + row[at.PLACES])
        members = self.world.seats[seats, at.MEMBER].reshape(-1, row[at.SIZE])
        if self.settled.entrant[seats].all():
            entrants = set(self.world.seats[seats, at.ENTRANT].tolist())
            for club in members.ravel().tolist():
                if club not in entrants:
                    yield f"the recorded draw of `{stage}` has `{self.plan.clubs[club]}`, which did not reach it"
        settled = self.settled.member[seats].reshape(members.shape)
        for r in range(row[at.APART_FROM], row[at.APART_TO]):
            for clubs in (unit[known].tolist() for unit, known in zip(members, settled, strict=True)):
                alike = defaultdict(list)
                for club in clubs:
                    alike[int(self.plan.apart[r, club])].append(self.plan.clubs[club])
                for kind, names in alike.items():
                    if kind >= 0 and len(names) > self.plan.apart_limit[r]:
                        together = ", ".join(f"`{name}`" for name in names)
                        yield f"the recorded draw of `{stage}` puts {together} together, against its constraints"

    def _table_scores(self, s: int, scores: list[KnownScore]) -> Iterator[str]:
        row, stage = self.plan.stage[s], self.plan.stages[s]
        size = int(row[at.SIZE])
        fixtures: set[tuple[int, int]] = set()
        all_known = True
        if row[at.KIND] == at.LEAGUE:
            size = int(row[at.PLACES])
        for base in range(row[at.ENTRANTS], row[at.ENTRANTS] + row[at.PLACES], size):
            all_known &= bool(self.settled.member[base : base + size].all())
            clubs = self.world.seats[base : base + size, at.MEMBER]
            for m in range(row[at.MATCHES]):
                i, j, _ = self.plan.schedule[row[at.SCHEDULE] + m]
                fixtures.add((int(clubs[i]), int(clubs[j])))
        for score in scores:
            pair = self.club[score.clubs[0]], self.club[score.clubs[1]]
            if pair not in fixtures and all_known:
                yield f"`{stage}` has no match of `{score.clubs[0]}` at home to `{score.clubs[1]}`, but one is recorded"

    def _tie_scores(self, s: int, scores: list[KnownScore]) -> Iterator[str]:
        row, stage = self.plan.stage[s], self.plan.stages[s]
        pairs: dict[frozenset[int], int] = {}
        open_ties = False
        for t in range(row[at.UNITS]):
            seat = row[at.ENTRANTS] + 2 * t
            if self.settled.member[seat : seat + 2].all():
                pairs[frozenset(self.world.seats[seat : seat + 2, at.MEMBER].tolist())] = int(row[at.TIE] + t)
            else:
                open_ties = True
        met = {club for pair in pairs for club in pair}
        advances = [(x.clubs, "a winner") for x in self.known.advances if x.stage == stage]
        for clubs, what in [*((score.clubs, f"a score of leg {score.leg}") for score in scores), *advances]:
            pair = frozenset(self.club[name] for name in clubs)
            if pair not in pairs and (not open_ties or pair & met):
                yield f"`{clubs[0]}` and `{clubs[1]}` do not meet in `{stage}`, but {what} is recorded"
        for pair, number in pairs.items():
            yield from self._tie(s, number, *sorted(pair))

    def _tie(self, s: int, number: int, a: int, b: int) -> Iterator[str]:
        tie, score = self.world.ties[number], self.book.score
        where = f"`{self.plan.stages[s]}`, `{self.plan.clubs[a]}` v `{self.plan.clubs[b]}`"
        if not len(score):
            return
        advanced = int(score[s, at.LATE_ADVANCE, a, b, 0])
        if advanced >= 0 and advanced != tie[at.WINNER]:
            said, made = self.plan.clubs[advanced], self.plan.clubs[int(tie[at.WINNER])]
            yield f"{where}: `{said}` is recorded to have gone on, but the scores send on `{made}`"
        if self.plan.stage[s, at.LEGS] == at.SERIES:
            yield from self._series(where, score[s, :, a, b])
            return
        late = score[s, at.LATE_PENALTIES, a, b]
        legs = score[s, : self.plan.stage[s, at.LEGS], a, b, 0]
        if late[0] < 0 or (legs == at.UNKNOWN).any():
            return
        if late[0] == late[1]:
            yield f"{where}: the recorded shoot-out is level, {late[0]}-{late[1]}"
        elif tie[at.DECIDED] != codes.PENALTIES:
            step = codes.DECIDED_BY[tie[at.DECIDED]]
            yield f"{where}: a shoot-out is recorded, but the tie was settled by {step} before it"

    @staticmethod
    def _series(where: str, score: npt.NDArray[Any]) -> Iterator[str]:
        won = won_matches(score)
        for leg in range(at.SERIES):
            late = score[at.LATE_SERIES + leg]
            if late[0] >= 0 and score[leg, 0] != score[leg, 1]:
                yield f"{where}: match {leg + 1} was not drawn, but a shoot-out is recorded"
            elif late[0] >= 0 and late[0] == late[1]:
                yield f"{where}: the recorded shoot-out of match {leg + 1} is level, {late[0]}-{late[1]}"
            if score[leg, 0] >= 0 and max(won[:leg].count(1), won[:leg].count(-1)) >= at.WINS_NEEDED:
                yield f"{where}: match {leg + 1} is recorded, but a club had won twice before it"
