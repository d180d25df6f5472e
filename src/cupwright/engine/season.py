"""A world in words: tables, ties, berths and the champion, each with the rule that made it so."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from cupwright.engine import layout as at
from cupwright.engine.chains import berths_of
from cupwright.engine.conflicts import conflicts_of
from cupwright.engine.known import Known
from cupwright.engine.plan import Plan
from cupwright.engine.settled import Settled, won_matches
from cupwright.engine.sizes import table_names
from cupwright.engine.tables import Book, World
from cupwright.football.competitions import TieStage
from cupwright.football.outcomes import Placing, Season, StandingRow, TieOutcome
from cupwright.rules import codes

__all__ = ["decode"]


def decode(plan: Plan, world: World, book: Book, known: Known | None) -> Season:
    """Say what happened in a world.

    Parameters
    ----------
    plan, world, book
        The plan, the world as the kernel left it, and what was known when it was played.
    known
        The recorded facts, if only what they settle may be told (a replay); None to tell the whole world.
    """
    return _Decoder(plan, world, book, known).season()


def _last_day(known: Known) -> dt.date | None:
    days = [*(score.date for score in known.scores), *(advance.date for advance in known.advances)]
    return max((day for day in days if day is not None), default=None)


class _Decoder:
    def __init__(self, plan: Plan, world: World, book: Book, known: Known | None) -> None:
        self.plan, self.world, self.book, self.known = plan, world, book, known
        self.settled = Settled(plan, world, None if known is None else book)
        self.undecided: list[str] = []
        self.overall: list[Placing] = []

    def season(self) -> Season:
        placings: list[Placing] = []
        ties: list[TieOutcome] = []
        for s, row in enumerate(self.plan.stage):
            if row[at.KIND] == at.TIES:
                ties += self._ties(s, row)
            else:
                placings += self._tables(s, row)
        berths = berths_of(self.plan, self.world, self.settled)
        known = self.known
        return Season(
            edition=self.plan.edition.id,
            placings=tuple(placings),
            ties=tuple(ties),
            berths=berths,
            champion=self._champion(),
            undecided=tuple(self.undecided),
            contradictions=() if known is None else conflicts_of(self.plan, self.world, self.book, known, self.settled),
            until=None if known is None else _last_day(known),
            overall=tuple(self.overall),
        )

    def _champion(self) -> str:
        row = self.plan.stage[-1]
        if row[at.KIND] == at.TIES:
            club = self.world.ties[row[at.TIE], at.WINNER]
            return self.plan.clubs[club] if self.settled.winner[row[at.TIE]] else ""
        seat = row[at.ENTRANTS]
        if row[at.KIND] == at.LEAGUE:
            club = self.world.overall[seat, at.OVERALL_CLUB]
            return self.plan.clubs[club] if self.settled.overall[seat] else ""
        return self.plan.clubs[self.world.seats[seat, at.PLACED]] if self.settled.place[seat] else ""

    def _tables(self, s: int, row: Any) -> list[Placing]:
        """Return the places of the groups or tables of a stage whose matches are all known."""
        stage = self.plan.edition.format.stages[s]
        assert not isinstance(stage, TieStage)
        kind = "group" if row[at.KIND] == at.GROUPS else "table"
        begins = (row[at.ENTRANTS] + self.plan.lists[row[at.TABLES] : row[at.TABLES] + row[at.UNITS] + 1]).tolist()
        rows = self._rows(s, row, begins)
        found = []
        for name, (start, end) in zip(table_names(stage), pairwise(begins), strict=True):
            unknown = int(self.settled.unknown_matches[start])
            if unknown:
                self.undecided.append(f"{kind} {name} of `{stage.id}`: {unknown} matches have no known score")
                continue
            for k in range(start, end):
                seat = self.world.seats[k]
                found.append(self._placing(s, name, k - start, int(seat[at.PLACED]), int(seat[at.SPLIT]), rows))
                if self.settled.drawn_by_lot(s, k):
                    self._level(f"{kind} {name} of `{stage.id}`", k - start, self.world.seats[k : k + 2, at.PLACED])
        if kind == "table":
            self._overall(s, begins[0], begins[-1], rows)
        return found

    def _placing(self, s: int, name: str, k: int, club: int, split: int, rows: dict[int, StandingRow]) -> Placing:
        reason = codes.CRITERIA[split] if split >= 0 else ""
        return Placing(self.plan.stages[s], name, k + 1, self.plan.clubs[club], rows[club], reason)

    def _level(self, where: str, k: int, pair: Any) -> None:
        club, other = (self.plan.clubs[c] for c in pair)
        self.undecided.append(
            f"{where}: `{club}` and `{other}` are level in places {k + 1} and {k + 2} "
            "by all criteria whose facts are known, and no lots are recorded"
        )

    def _overall(self, s: int, start: int, end: int, rows: dict[int, StandingRow]) -> None:
        """Note the overall table of a league of several tables."""
        if self.plan.stage[s, at.UNITS] == 1 or not self.settled.ranked[s]:
            return
        for k in range(start, end):
            seat = self.world.overall[k]
            club, split = int(seat[at.OVERALL_CLUB]), int(seat[at.OVERALL_SPLIT])
            self.overall.append(self._placing(s, "overall", k - start, club, split, rows))
            if self.settled.drawn_overall(s, k):
                where = f"overall table of `{self.plan.stages[s]}`"
                self._level(where, k - start, self.world.overall[k : k + 2, at.OVERALL_CLUB])

    def _rows(self, s: int, row: Any, begins: list[int]) -> dict[int, StandingRow]:
        """Return the record of each club over the matches of a stage of groups or league."""
        matches, at_match = int(row[at.MATCHES]), int(row[at.MATCH])
        bases = begins[:-1] if row[at.KIND] == at.GROUPS else begins[:1]
        sums = {int(club): [0] * 8 for club in self.world.seats[begins[0] : begins[-1], at.MEMBER]}
        for g, base in enumerate(bases):
            for m in range(matches):
                i, j, _ = self.plan.schedule[row[at.SCHEDULE] + m]
                x, y = (int(value) for value in self.world.goals[at_match + g * matches + m])
                if x < 0:
                    continue
                host, visitor = (int(club) for club in self.world.seats[[base + i, base + j], at.MEMBER])
                for club, own, other, away in ((host, x, y, 0), (visitor, y, x, y)):
                    points = row[at.WIN] if own > other else row[at.DRAWN] if own == other else row[at.LOSS]
                    line = (1, own > other, own == other, own < other, own, other, away, points)
                    sums[club] = [total + int(value) for total, value in zip(sums[club], line, strict=True)]
        for club, values in sums.items():
            values[-1] += int(self.book.adjust[s, club])
        return {club: StandingRow(*values) for club, values in sums.items()}

    def _ties(self, s: int, row: Any) -> list[TieOutcome]:
        stage = self.plan.stages[s]
        found: list[TieOutcome] = []
        unpaired = 0
        for t in range(row[at.UNITS]):
            seat = row[at.ENTRANTS] + 2 * t
            if self.settled.member[seat : seat + 2].all():
                found.append(self._tie(s, row, t))
            else:
                unpaired += 1
        if unpaired:
            self.undecided.append(f"`{stage}`: {unpaired} of {row[at.UNITS]} ties have no known pairing")
        return found

    def _tie(self, s: int, row: Any, t: int) -> TieOutcome:
        stage, number = self.plan.stages[s], int(row[at.TIE] + t)
        tie = self.world.ties[number]
        first, second = int(tie[at.FIRST]), int(tie[at.SECOND])
        clubs = self.plan.clubs[first], self.plan.clubs[second]
        won, hosted = bool(self.settled.winner[number]), bool(self.settled.host[number])
        legs, off = self._legs(s, row, t, first, second, bool(tie[at.DECIDED] == codes.WALKOVER and won))
        extra, penalties = tie[at.EXTRA_FIRST : at.EXTRA_SECOND + 1], tie[at.PENALTIES_FIRST : at.WON]
        if not won:
            open_legs = ", ".join(str(leg) for leg, score in enumerate(legs, 1) if score is None and leg not in off)
            missing = f"leg {open_legs} has no known score" if open_legs else "no known fact separates the clubs"
            self.undecided.append(f"`{stage}`, `{clubs[0]}` v `{clubs[1]}`: {missing}")
        return TieOutcome(
            stage=stage,
            number=t + 1,
            clubs=clubs,
            seeding=(int(self.world.seeding[s, first]), int(self.world.seeding[s, second])),
            legs=legs,
            extra=(int(extra[0]), int(extra[1])) if won and extra[0] >= 0 else None,
            penalties=(int(penalties[0]), int(penalties[1])) if won and penalties[0] >= 0 else None,
            winner=self.plan.clubs[tie[at.WINNER]] if won else "",
            decided_by=codes.DECIDED_BY[tie[at.DECIDED]] if won else "",
            hosted_by=codes.HOSTED_BY[tie[at.HOSTED]] if hosted else "",
            paired_by=codes.PAIRED_BY[tie[at.PAIRED]],
            shootouts=self._shootouts(s, first, second, legs) if row[at.LEGS] == at.SERIES else (),
            not_played=off,
        )

    def _legs(
        self, s: int, row: Any, t: int, first: int, second: int, walkover: bool
    ) -> tuple[tuple[tuple[int, int] | None, ...], tuple[int, ...]]:
        """Return the scores of the legs of a tie, as far as there were any, and the numbers of those called off."""
        if walkover:
            return (), ()
        legs: list[tuple[int, int] | None] = []
        off: list[int] = []
        for leg in range(self._played(s, row, t, first, second)):
            x, y = (int(value) for value in self.world.goals[row[at.MATCH] + t * row[at.LEGS] + leg])
            if self.known is not None:
                scores = self.book.knows[s, at.KNOWS_SCORES]
                x, y = (int(value) for value in self.book.score[s, leg, first, second]) if scores else (-1, -1)
            legs.append((x, y) if x >= 0 else None)
            if x == at.NOT_PLAYED:
                off.append(leg + 1)
        return tuple(legs), tuple(off)

    def _played(self, s: int, row: Any, t: int, first: int, second: int) -> int:
        """Return how many legs there are to tell of: a best of three ends with the second win."""
        if row[at.LEGS] != at.SERIES:
            return int(row[at.LEGS])
        won = self.world.ties[row[at.TIE] + t, at.WON :].tolist()
        if self.known is not None:
            won = won_matches(self.book.score[s, :, first, second]) if self.book.knows[s, at.KNOWS_SCORES] else []
        over = [leg + 1 for leg in range(len(won)) if max(won[: leg + 1].count(1), won[: leg + 1].count(-1)) >= 2]
        return over[0] if over else at.SERIES

    def _shootouts(
        self, s: int, first: int, second: int, legs: tuple[tuple[int, int] | None, ...]
    ) -> tuple[tuple[int, int] | None, ...]:
        """Return the recorded shoot-outs of a best of three."""
        if not self.book.knows[s, at.KNOWS_SCORES]:
            return (None,) * len(legs)
        scores = self.book.score[s, at.LATE_SERIES : at.LATE_SERIES + len(legs), first, second].tolist()
        return tuple((x, y) if x >= 0 else None for x, y in scores)
