"""Who is in the pots of a draw: the clubs that had got there on its day, and placeholders for those that had not.

The clubs come out of the engine, from the results of the earlier stages; the pots are cut from their seeding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition, RecordedDraw
from cupwright.football.strengths import Strengths

if TYPE_CHECKING:
    from cupwright.engine import Known, Plan

__all__ = ["Entrant", "entrants_of"]


@dataclass(frozen=True, slots=True)
class Entrant:
    """What stands on a ball.

    Parameters
    ----------
    id
        A club, or the path of one that was not known yet: ``"first-round:3"`` for the winner of tie 3.
    words
        The path in words; empty for a club.
    clubs
        The clubs it can be; a club is only itself, and empty says that nothing narrows it down.
    """

    id: str
    words: str
    clubs: tuple[str, ...]


def entrants_of(edition: Edition, number: int, recorded: RecordedDraw | None, *, facts: bool = True) -> list[Entrant]:
    """Return the entrants of a stage in the order of its seeding, as they were known when it was drawn.

    Parameters
    ----------
    number
        The stage, from 0.
    recorded
        The draw as it fell, if that is on record: its day bounds what was known, and a path among its members says
        that this place was drawn before its club was known.
    facts
        Whether the results of the earlier stages may be used.

    Raises
    ------
    CupwrightError
        If the edition does not compile, or what is known of it does not fit.
    """
    from cupwright.engine import compile_plan

    plan = compile_plan(edition)
    known = _before(edition, number, recorded.date if recorded else None) if facts else None
    return _Field(plan, known, number, recorded).entrants()


def _before(edition: Edition, number: int, day: dt.date | None) -> Known | None:
    """Return what was known of the earlier stages on a day; None if the facts hold nothing of the edition."""
    from cupwright.study.known import known_of

    try:
        known = known_of(edition)
    except CupwrightError:
        return None
    earlier = {stage.id for stage in edition.format.stages[:number]}

    def kept(facts: Sequence[Any]) -> tuple[Any, ...]:
        dated = [fact for fact in facts if fact.stage in earlier]
        return tuple(fact for fact in dated if day is None or fact.date is None or fact.date <= day)

    return replace(known, **{name: kept(getattr(known, name)) for name in ("scores", "advances", "draws", "lots")})


class _Field:
    """One world played from what was known, and which of its clubs that settles."""

    def __init__(self, plan: Plan, known: Known | None, number: int, recorded: RecordedDraw | None) -> None:
        from cupwright.engine import layout as at
        from cupwright.engine.book import open_book
        from cupwright.engine.run import Runner
        from cupwright.engine.settled import Settled

        self.at, self.plan, self.number = at, plan, number
        self.book = open_book(plan, known)
        n = len(plan.clubs)
        one, club = np.zeros(1), np.zeros((1, n))
        level = Strengths(plan.clubs, club, club, club, one, one, one, np.zeros((n, n)), one)
        runner = Runner(plan, level, self.book, seed=0, first_world=0, block=1)
        runner.play(0, 1)
        self.world = runner.world
        self.settled = Settled(plan, self.world, self.book)
        self.drawn_as = dict(self._paths(recorded))

    def _paths(self, recorded: RecordedDraw | None) -> list[tuple[int, str]]:
        """Return the clubs known today of which the draw had only the path."""
        found = []
        for member in (member for unit in recorded.members for member in unit) if recorded else ():
            stage, sign, place = member.partition(":")
            if not sign or stage == self.plan.stages[self.number] or stage not in self.plan.stages:
                continue
            tie = int(self.plan.stage[self.plan.stages.index(stage), self.at.TIE]) + int(place) - 1
            if self.settled.winner[tie]:
                found.append((int(self.world.ties[tie, self.at.WINNER]), member))
        return found

    def entrants(self) -> list[Entrant]:
        """Return the entrants of the stage in seeding order."""
        row = self.plan.stage[self.number]
        found = []
        for seat in range(row[self.at.ENTRANTS], row[self.at.ENTRANTS] + row[self.at.PLACES]):
            club = int(self.world.seats[seat, self.at.ENTRANT])
            if self.settled.entrant[seat] and club not in self.drawn_as:
                found.append(self._club(club))
            elif self.settled.entrant[seat]:
                stage, _, place = self.drawn_as[club].partition(":")
                found.append(self._winner(self.plan.stages.index(stage), int(place) - 1))
            else:
                found.append(self._open(seat))
        return found

    def _open(self, seat: int) -> Entrant:
        """Return the entrant of a seat that is not settled: a placeholder, or a club of which only the seat is open."""
        at, f, index = self.at, int(self.plan.entrant[seat, 0]), int(self.plan.entrant[seat, 1])
        position = seat - int(self.plan.stage[self.number, at.ENTRANTS])
        if f < 0 or self.plan.stage[self.number, at.SEEDS_OF] != self.number:
            return Entrant(f"{self.plan.stages[self.number]}:{position + 1}", f"entrant {position + 1}", ())
        feed = self.plan.feed[f]
        s, name = int(feed[at.SOURCE]), self.plan.stages[feed[at.SOURCE]]
        row = self.plan.stage[s]
        # In which order they stand does not matter where all clubs of a feed are in one pot.
        each = not feed[at.KEEP] and (not feed[at.BY_COUNT] or self._in_one_pot(f))
        if row[at.KIND] == at.TIES:
            tie = int(row[at.TIE]) + index
            if each and feed[at.TAKE] == at.WINNERS:
                if self.settled.winner[tie]:
                    return self._club(self.world.ties[tie, at.WINNER])
                return self._winner(s, index)
            who = "winner" if feed[at.TAKE] == at.WINNERS else "loser"
            return Entrant(f"{name}:{who}-{index + 1}", f"{who} of {name}, no. {index + 1}", ())
        place = int(feed[at.FROM_PLACE])
        if each and feed[at.TAKE] == at.PLACED_AT and feed[at.OF] < 0:
            return self._placed(s, place + index // int(row[at.UNITS]), index % int(row[at.UNITS]))
        return Entrant(f"{name}:{place}-{index + 1}", f"{_ordinal(place)} of {name}, no. {index + 1}", ())

    def _in_one_pot(self, f: int) -> bool:
        from cupwright.engine.sizes import draw_of

        row, draw = self.plan.stage[self.number], draw_of(self.plan.edition.format.stages[self.number])
        first = int(row[self.at.ENTRANTS])
        feeds = self.plan.entrant[first : first + row[self.at.PLACES], 0]
        pot_of = np.repeat(np.arange(len(draw.pots)), draw.pots) if draw is not None else np.arange(len(feeds))
        return len(set(pot_of[feeds == f].tolist())) == 1

    def _club(self, number: int) -> Entrant:
        return Entrant(self.plan.clubs[number], "", (self.plan.clubs[number],))

    def _placed(self, s: int, place: int, table: int) -> Entrant:
        """Return who stands at a place of a table: the club, or a placeholder that any club of the table may take."""
        from cupwright.engine.sizes import table_names

        stage, row = self.plan.edition.format.stages[s], self.plan.stage[s]
        begin, end = (int(row[self.at.ENTRANTS] + self.plan.lists[row[self.at.TABLES] + k]) for k in (table, table + 1))
        if self.settled.place[begin + place - 1]:
            return self._club(self.world.seats[begin + place - 1, self.at.PLACED])
        known = bool(self.settled.member[begin:end].all())
        clubs = self.world.seats[begin:end, self.at.MEMBER] if known else ()
        name = f"{stage.id} {table_names(stage)[table]}"  # type: ignore[arg-type]
        return Entrant(f"{stage.id}:{table_names(stage)[table]}-{place}", f"{_ordinal(place)} of {name}",  # type: ignore[arg-type]
                       tuple(self.plan.clubs[club] for club in clubs))  # fmt: skip

    def _winner(self, s: int, number: int) -> Entrant:
        name = self.plan.stages[s]
        clubs = self._may_win(s, number)
        return Entrant(f"{name}:{number + 1}", f"winner of {name} {number + 1}",
                       tuple(self.plan.clubs[club] for club in sorted(clubs or ())))  # fmt: skip

    def _may_win(self, s: int, number: int) -> set[int] | None:
        """Return the clubs that may win a tie; None if its pair is not known."""
        at, row = self.at, self.plan.stage[s]
        first = int(row[at.ENTRANTS]) + 2 * number
        clubs: set[int] = set()
        for side, seat in enumerate((first, first + 1)):
            more: set[int] | None = None
            if self.settled.member[seat]:
                more = {int(self.world.seats[seat, at.MEMBER])}
            elif row[at.METHOD] == at.BY_BRACKET and not row[at.MEET_1]:
                of = int(row[at.BRACKET_OF])
                more = self._may_win(of, int(self.plan.lists[row[at.PAIRS] + 2 * number + side]))
            elif row[at.METHOD] == at.BY_DRAW and self.book.knows[s, at.KNOWS_DRAW]:
                more = self._drawn(int(self.book.drawn[seat]))
            if more is None:
                return None
            clubs |= more
        return clubs

    def _drawn(self, member: int) -> set[int] | None:
        """Return the clubs that may be a member of a recorded draw."""
        if member >= 0:
            return {member}
        tie = -2 - member
        starts = self.plan.stage[:, self.at.TIE]
        for s, row in enumerate(self.plan.stage):
            if row[self.at.KIND] == self.at.TIES and starts[s] <= tie < starts[s] + row[self.at.UNITS]:
                return self._may_win(s, tie - int(starts[s]))
        return None


def _ordinal(place: int) -> str:
    return {1: "winner", 2: "runner-up"}.get(place, f"number {place}")
