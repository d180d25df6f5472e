"""What of a world is settled by the facts: everything else in it was drawn and must not be told as history.

The kernel plays a replay to the end, drawing what it does not know. This module follows the plan through that world and
marks which seats, groups, ties and feeds rest on recorded facts alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.plan import Plan
from cupwright.engine.tables import Book, World
from cupwright.rules import codes

__all__ = ["Settled", "won_matches"]

Bools = npt.NDArray[np.bool_]


def won_matches(score: npt.NDArray[Any]) -> list[int]:
    """Return who won each match of a best of three by the recorded scores: 1 or -1, 0 if that is not known.

    Parameters
    ----------
    score
        Shape (layers, 2): the book's layers of a pair, as (goals of one club, goals of the other).
    """
    won = []
    for leg in range(at.SERIES):
        lead = int(score[leg, 0]) - int(score[leg, 1])
        if lead == 0 and score[leg, 0] >= 0:
            lead = int(score[at.LATE_SERIES + leg, 0]) - int(score[at.LATE_SERIES + leg, 1])
        won.append((lead > 0) - (lead < 0))
    return won


class Settled:
    """Marks of a world; all true if `book` is None (a simulated world is wholly told).

    Attributes
    ----------
    entrant, member
        Shape (E,): the club at a seeding position, and at a position in a group or tie.
    place
        Shape (E,): the club at a place of its group or table.
    overall
        Shape (E,): the club at a place of the overall table of a league.
    ranked
        Shape (S,): whether all matches of a league are known, so that it has an overall table.
    unknown_matches
        Shape (E,): for the first seat of each group or table the number of its matches without a score.
    host, winner
        Shape (T,): who hosts each tie, and who won it.
    feed
        Shape (F, most): each club that a feed brings.
    """

    def __init__(self, plan: Plan, world: World, book: Book | None) -> None:
        self.plan, self.world, self.book = plan, world, book
        everything = book is None
        self.entrant: Bools = np.full(len(plan.entrant), everything)
        self.member: Bools = np.full(len(plan.entrant), everything)
        self.place: Bools = np.full(len(plan.entrant), everything)
        self.overall: Bools = np.full(len(plan.entrant), everything)
        self.ranked: Bools = np.full(len(plan.stages), everything)
        self.unknown_matches = np.zeros(len(plan.entrant), dtype=np.int64)
        self.host: Bools = np.full(len(world.ties), everything)
        self.winner: Bools = np.full(len(world.ties), everything)
        self.feed: Bools = np.full(world.fed.shape, everything)
        if book is None:
            return
        for s, row in enumerate(plan.stage):
            for f in range(row[at.FEED_FROM], row[at.FEED_TO]):
                self._feed(f)
            self._entrants(s, row)
            self._members(s, row, book)
            if row[at.KIND] == at.TIES:
                self._ties(s, row, book)
            else:
                self._tables(s, row, book)
        for award in plan.award:
            for f in range(award[at.CANDIDATES_FROM], award[at.CANDIDATES_TO]):
                self._feed(f)

    def _feed(self, f: int) -> None:
        feed = self.plan.feed[f]
        s, count = int(feed[at.SOURCE]), int(feed[at.PRODUCED])
        row = self.plan.stage[s]
        if row[at.KIND] == at.TIES:
            source = self.winner[row[at.TIE] : row[at.TIE] + count]
        elif feed[at.TAKE] == at.PLACED_AT:
            source = self._at_places(row, feed)
        else:
            source = self._below(row, feed)
        keep = int(feed[at.KEEP])
        if feed[at.BY_COUNT]:
            whole = bool(source.all()) and self._ordered(s, feed)
            source = np.full(count, whole)
        kept = source[:keep] if keep > 0 else source[keep:] if keep < 0 else source
        self.feed[f, : len(kept)] = kept

    def _at_places(self, row: Any, feed: Any) -> Bools:
        begins = self._begins(row)[:-1] if feed[at.OF] < 0 else self._begins(row)[feed[at.OF], None]
        places = range(int(feed[at.FROM_PLACE]) - 1, int(feed[at.TO_PLACE]))
        seats = [begin + place for place in places for begin in begins]
        return np.asarray(self.place[seats])

    def _below(self, row: Any, feed: Any) -> Bools:
        """Return marks of the clubs below a place of their own table: all open if one may stand on either side."""
        seats = slice(row[at.ENTRANTS], row[at.ENTRANTS] + row[at.PLACES])
        overall, last = self.world.overall[seats], int(feed[at.FROM_PLACE])
        taken = overall[:, at.OWN_PLACE] > last
        if feed[at.OF] >= 0:
            taken &= overall[:, at.OWN_TABLE] == feed[at.OF]
        begins = self._begins(row)
        edges = [k for a, b in pairwise(begins) for k in (a + last - 1, a + last) if a <= k < b]
        return np.asarray(self.overall[seats][taken] & (last == 0 or self.place[edges].all()))

    def _begins(self, row: Any) -> npt.NDArray[Any]:
        """Return the first seat of each group or table of a stage, and the one after the last."""
        numbers = self.plan.lists[row[at.TABLES] : row[at.TABLES] + row[at.UNITS] + 1]
        return np.asarray(row[at.ENTRANTS] + numbers)

    def _ordered(self, s: int, feed: Any) -> bool:
        """Whether the seeding numbers or overall places that order the clubs of a feed are settled."""
        by = feed[at.BY : at.BY + feed[at.BY_COUNT]]
        stages = [s] * (codes.BY_SEEDING in by) + [int(feed[at.OVERALL_OF])] * (codes.BY_OVERALL in by)
        return all(self._numbered(k) >= set(np.flatnonzero(self.world.seeding[k]).tolist()) for k in stages)

    def _entrants(self, s: int, row: Any) -> None:
        seats = range(row[at.ENTRANTS], row[at.ENTRANTS] + row[at.PLACES])
        for k in seats:
            f, index = self.plan.entrant[k]
            self.entrant[k] = f < 0 or self.feed[f, index]
        if row[at.SEEDS_OF] != s and row[at.METHOD] != at.BY_ENTRY:
            # The seats are sorted by numbers kept from an earlier stage: one unknown club leaves all in doubt.
            clubs = set(self.world.seats[seats.start : seats.stop, at.ENTRANT].tolist())
            sure = bool(self.entrant[seats.start : seats.stop].all()) and clubs <= self._numbered(int(row[at.SEEDS_OF]))
            self.entrant[seats.start : seats.stop] = sure

    def _members(self, s: int, row: Any, book: Book) -> None:
        base, places = int(row[at.ENTRANTS]), int(row[at.PLACES])
        seats = slice(base, base + places)
        whole = bool(self.entrant[seats].all())
        if row[at.METHOD] == at.AS_LISTED:
            self.member[seats] = True
        elif row[at.METHOD] == at.BY_DRAW:
            drawn = book.drawn[seats]
            if book.knows[s, at.KNOWS_DRAW]:
                self.member[seats] = [self._drawn(base, int(m)) for m in drawn]
        elif row[at.MEET_1]:
            self.member[seats] = whole
        else:
            numbers = self.plan.lists[row[at.PAIRS] : row[at.PAIRS] + places]
            if row[at.METHOD] in (at.BY_SEEDS, at.BY_ENTRY):
                self.member[seats] = self.entrant[base + numbers]
            else:
                self.member[seats] = self.winner[self.plan.stage[row[at.BRACKET_OF], at.TIE] + numbers]

    def _drawn(self, base: int, member: int) -> bool:
        """Whether it is known who a member of a recorded draw is."""
        if member <= at.DRAWN_ENTRANT:
            return bool(self.entrant[base + at.DRAWN_ENTRANT - member])
        return member >= 0 or bool(self.winner[-2 - member])

    def _tables(self, s: int, row: Any, book: Book) -> None:
        """Mark the places of the groups or tables of a stage; one whose matches are not all known is open."""
        matches, begins = int(row[at.MATCHES]), self._begins(row)
        schedule = self.plan.schedule[row[at.SCHEDULE] : row[at.SCHEDULE] + matches]
        league = row[at.KIND] == at.LEAGUE
        base = int(begins[0])
        for start, end in pairwise(begins.tolist()):
            first = base if league else start
            mine = [(i, j, leg) for i, j, leg in schedule if start <= first + i < end or start <= first + j < end]
            self.unknown_matches[start] = (
                self._unknown(s, first, mine, book) if self.member[start:end].all() else matches
            )
            if self.unknown_matches[start]:
                continue
            self.place[start:end] = True
            for k in range(start, end - 1):
                if self.drawn_by_lot(s, k):
                    self.place[k : k + 2] = False
        if league and not self._unknown(s, base, schedule, book):
            self.ranked[s] = True
            self.overall[base : int(begins[-1])] = True
            for k in range(base, int(begins[-1]) - 1):
                if self.drawn_overall(s, k):
                    self.overall[k : k + 2] = False

    def _unknown(self, s: int, base: int, schedule: Any, book: Book) -> int:
        """Return how many of some matches have no known score."""
        if not book.knows[s, at.KNOWS_SCORES]:
            return len(schedule)
        clubs = self.world.seats[base:, at.MEMBER]
        return sum(bool(book.score[s, leg, clubs[i], clubs[j], 0] == at.UNKNOWN) for i, j, leg in schedule)

    def drawn_by_lot(self, s: int, seat: int) -> bool:
        """Whether lots put the club at a seat above the next, and no lots are recorded for the two."""
        seats = self.world.seats[seat : seat + 2]
        return self._by_lot(s, int(seats[0, at.SPLIT]), seats[:, at.PLACED])

    def drawn_overall(self, s: int, seat: int) -> bool:
        """The same for a place of the overall table of a league."""
        seats = self.world.overall[seat : seat + 2]
        return self._by_lot(s, int(seats[0, at.OVERALL_SPLIT]), seats[:, at.OVERALL_CLUB])

    def _by_lot(self, s: int, split: int, pair: npt.NDArray[Any]) -> bool:
        if self.book is None or split != codes.LOTS:
            return False
        return not (self.book.knows[s, at.KNOWS_LOTS] and (self.book.lots[s, pair] >= 0).all())

    def _ties(self, s: int, row: Any, book: Book) -> None:
        numbered = self._numbered(int(row[at.SEEDS_OF]))
        for t in range(row[at.UNITS]):
            seat, number = row[at.ENTRANTS] + 2 * t, row[at.TIE] + t
            if not self.member[seat : seat + 2].all():
                continue
            tie = self.world.ties[number]
            first, second = int(tie[at.FIRST]), int(tie[at.SECOND])
            by_number = tie[at.HOSTED] not in (codes.BETTER_RANKED, codes.GUEST_HOSTS_FIRST, codes.SECOND_NAMED)
            self.host[number] = not by_number or {first, second} <= numbered
            self.winner[number] = self._won(s, row, tie, first, second, book) and (
                self.host[number] or tie[at.DECIDED] not in (codes.AWAY_GOALS, codes.SEEDED)
            )

    def _numbered(self, s: int) -> set[int]:
        """Return the clubs whose seeding number in stage `s` is settled; in a league it is the overall place."""
        row = self.plan.stage[s]
        seats = slice(row[at.ENTRANTS], row[at.ENTRANTS] + row[at.PLACES])
        if row[at.KIND] == at.LEAGUE:
            return set(self.world.overall[seats, at.OVERALL_CLUB][self.overall[seats]].tolist())
        here = set(self.world.seats[seats, at.ENTRANT][self.entrant[seats]].tolist())
        return here if row[at.SEEDS_OF] == s else here & self._numbered(int(row[at.SEEDS_OF]))

    @staticmethod
    def _won(s: int, row: Any, tie: Any, first: int, second: int, book: Book) -> bool:
        if book.knows[s, at.KNOWS_ADVANCES] and book.score[s, at.LATE_ADVANCE, first, second, 0] >= 0:
            return True
        if not book.knows[s, at.KNOWS_SCORES]:
            return False
        score = book.score[s, :, first, second, 0]
        if row[at.LEGS] == at.SERIES:
            won = won_matches(book.score[s, :, first, second])
            return max(won.count(1), won.count(-1)) >= at.WINS_NEEDED
        if (score[: row[at.LEGS]] == at.UNKNOWN).any():
            return False
        if tie[at.EXTRA_FIRST] >= 0 and score[at.LATE_EXTRA] < 0:
            return False
        return tie[at.DECIDED] != codes.PENALTIES or bool(score[at.LATE_PENALTIES] >= 0)
