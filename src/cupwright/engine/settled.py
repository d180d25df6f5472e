"""What of a world is settled by the facts: everything else in it was drawn and must not be told as history.

The kernel plays a replay to the end, drawing what it does not know. This module follows the plan through that world and
marks which seats, groups, ties and feeds rest on recorded facts alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.engine import layout as at
from cupwright.engine.plan import Plan
from cupwright.engine.tables import Book, World
from cupwright.rules import codes

__all__ = ["Settled"]

Bools = npt.NDArray[np.bool_]


class Settled:
    """Marks of a world; all true if `book` is None (a simulated world is wholly told).

    Attributes
    ----------
    entrant, member
        Shape (E,): the club at a seeding position, and at a position in a group or tie.
    place
        Shape (E,): the club at a place of its group.
    unknown_matches
        Shape (E,): for the first seat of each group the number of its matches without a score.
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
        self.unknown_matches = np.zeros(len(plan.entrant), dtype=np.int64)
        self.host: Bools = np.full(len(world.ties), everything)
        self.winner: Bools = np.full(len(world.ties), everything)
        self.feed: Bools = np.full(world.fed.shape, everything)
        if book is None:
            return
        for s, row in enumerate(plan.stage):
            for f in range(row[at.FEED_FROM], row[at.FEED_TO]):
                self._feed(f)
            self._entrants(row)
            self._members(s, row, book)
            if row[at.KIND] == at.GROUPS:
                self._groups(s, row, book)
            else:
                self._ties(s, row, book)
        for award in plan.award:
            for f in range(award[at.CANDIDATES_FROM], award[at.CANDIDATES_TO]):
                self._feed(f)

    def _feed(self, f: int) -> None:
        feed = self.plan.feed[f]
        row = self.plan.stage[feed[at.SOURCE]]
        count = int(row[at.UNITS])
        if row[at.KIND] == at.TIES:
            source = self.winner[row[at.TIE] : row[at.TIE] + count]
        else:
            first = row[at.ENTRANTS] + feed[at.TAKE] - at.PLACE - 1
            source = self.place[first : first + count * row[at.SIZE] : row[at.SIZE]]
        keep = int(feed[at.KEEP])
        if feed[at.BY_COUNT]:
            source = np.full(count, bool(source.all()))
        kept = source[:keep] if keep > 0 else source[keep:] if keep < 0 else source
        self.feed[f, : len(kept)] = kept

    def _entrants(self, row: Any) -> None:
        seats = range(row[at.ENTRANTS], row[at.ENTRANTS] + row[at.PLACES])
        for k in seats:
            f, index = self.plan.entrant[k]
            self.entrant[k] = f < 0 or self.feed[f, index]
        if self.plan.stage[row[at.SEEDS_OF], at.ENTRANTS] != row[at.ENTRANTS]:
            # The seats are sorted by numbers kept from an earlier stage: one unknown club leaves all in doubt.
            self.entrant[seats.start : seats.stop] = bool(self.entrant[seats.start : seats.stop].all())

    def _members(self, s: int, row: Any, book: Book) -> None:
        base, places = int(row[at.ENTRANTS]), int(row[at.PLACES])
        seats = slice(base, base + places)
        whole = bool(self.entrant[seats].all())
        if row[at.METHOD] == at.BY_DRAW:
            drawn = book.drawn[seats]
            if book.knows[s, at.KNOWS_DRAW]:
                self.member[seats] = [m >= 0 or self.winner[-2 - m] for m in drawn]
        elif row[at.MEET_1]:
            self.member[seats] = whole
        else:
            numbers = self.plan.lists[row[at.PAIRS] : row[at.PAIRS] + places]
            if row[at.METHOD] == at.BY_SEEDS:
                self.member[seats] = self.entrant[base + numbers]
            else:
                self.member[seats] = self.winner[self.plan.stage[row[at.BRACKET_OF], at.TIE] + numbers]

    def _groups(self, s: int, row: Any, book: Book) -> None:
        size, matches = int(row[at.SIZE]), int(row[at.MATCHES])
        schedule = self.plan.schedule[row[at.SCHEDULE] : row[at.SCHEDULE] + matches]
        for g in range(row[at.UNITS]):
            base = int(row[at.ENTRANTS]) + g * size
            clubs = self.world.seats[base : base + size, at.MEMBER]
            if not self.member[base : base + size].all():
                self.unknown_matches[base] = matches
                continue
            if book.knows[s, at.KNOWS_SCORES]:
                known = [book.score[s, leg, clubs[i], clubs[j], 0] >= 0 for i, j, leg in schedule]
                self.unknown_matches[base] = matches - sum(known)
            else:
                self.unknown_matches[base] = matches
            if self.unknown_matches[base]:
                continue
            self.place[base : base + size] = True
            for k in range(size - 1):
                if self.drawn_by_lot(s, base + k):
                    self.place[base + k : base + k + 2] = False

    def drawn_by_lot(self, s: int, seat: int) -> bool:
        """Whether lots put the club at a seat above the next, and no lots are recorded for the two."""
        if self.book is None or self.world.seats[seat, at.SPLIT] != codes.LOTS:
            return False
        pair = self.world.seats[seat : seat + 2, at.PLACED]
        return not (self.book.knows[s, at.KNOWS_LOTS] and (self.book.lots[s, pair] >= 0).all())

    def _ties(self, s: int, row: Any, book: Book) -> None:
        numbered = self._numbered(int(row[at.SEEDS_OF]))
        for t in range(row[at.UNITS]):
            seat, number = row[at.ENTRANTS] + 2 * t, row[at.TIE] + t
            if not self.member[seat : seat + 2].all():
                continue
            tie = self.world.ties[number]
            first, second = int(tie[at.FIRST]), int(tie[at.SECOND])
            by_number = tie[at.HOSTED] not in (codes.BETTER_RANKED, codes.GUEST_HOSTS_FIRST)
            self.host[number] = not by_number or {first, second} <= numbered
            self.winner[number] = self._won(s, row, tie, first, second, book) and (
                self.host[number] or tie[at.DECIDED] not in (codes.AWAY_GOALS, codes.SEEDED)
            )

    def _numbered(self, s: int) -> set[int]:
        """Return the clubs whose seeding number in stage `s` is settled."""
        row = self.plan.stage[s]
        seats = slice(row[at.ENTRANTS], row[at.ENTRANTS] + row[at.PLACES])
        return set(self.world.seats[seats, at.ENTRANT][self.entrant[seats]].tolist())

    @staticmethod
    def _won(s: int, row: Any, tie: Any, first: int, second: int, book: Book) -> bool:
        if book.knows[s, at.KNOWS_ADVANCES] and book.score[s, at.LATE_ADVANCE, first, second, 0] >= 0:
            return True
        if not book.knows[s, at.KNOWS_SCORES]:
            return False
        score = book.score[s, :, first, second, 0]
        if (score[: row[at.LEGS]] < 0).any():
            return False
        if tie[at.EXTRA_FIRST] >= 0 and score[at.LATE_EXTRA] < 0:
            return False
        return tie[at.DECIDED] != codes.PENALTIES or bool(score[at.LATE_PENALTIES] >= 0)
