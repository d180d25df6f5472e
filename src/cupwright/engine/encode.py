"""Turn the nouns of an edition into the integer tables of a plan."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import numpy as np

from cupwright import luck
from cupwright.engine import layout as at
from cupwright.engine.fixture_lists import fixture_list
from cupwright.engine.sizes import (
    class_of,
    draw_of,
    entrants_of_feed,
    members_of_tables,
    places_of,
    produced,
    table_names,
    table_sizes,
    units,
)
from cupwright.football.competitions import Apart, Draw, Edition, Feed, GroupStage, LeagueStage, Stage, TieStage
from cupwright.rules.codes import CRITERIA, DECIDED_BY, HOSTED_BY, MEET, ORDERED_BY, PLAIN_CRITERIA, PROCEDURES

__all__ = ["encode"]

_METHODS = {"draw": at.BY_DRAW, "seeds": at.BY_SEEDS, "bracket": at.BY_BRACKET, "entry": at.BY_ENTRY}


def encode(edition: Edition) -> dict[str, Any]:
    """Return the tables of :class:`cupwright.engine.plan.Plan` for an edition that has no problems."""
    return _Encoder(edition).tables()


class _Encoder:
    """Appends to the tables, stage after stage."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.stages = edition.format.stages
        self.number = {stage.id: s for s, stage in enumerate(self.stages)}
        self.index = {club: i for i, club in enumerate(edition.clubs)}
        self.lists: list[int] = []
        self.feeds: list[list[int]] = []
        self.entrants: list[tuple[int, int]] = []
        self.schedule: list[tuple[int, int, int]] = []
        self.aparts: list[tuple[list[int], int]] = []
        self.place_columns: dict[str, range] = {}
        self.ties = self.matches = 0

    def tables(self) -> dict[str, Any]:
        club = self._clubs()
        rows = [self._stage(s, stage, club) for s, stage in enumerate(self.stages)]
        awards = []
        for award in self.edition.format.awards:
            start = len(self.feeds)
            for feed in award.candidates:
                self._feed(feed)
            awards.append([start, len(self.feeds), award.places])
        keys = [luck.key(name) for name in self.edition.clubs]
        pairs = [[luck.mix(luck.mix(0, min(a, b)), max(a, b)) for b in keys] for a in keys]
        n = len(keys)
        return {
            "stage": np.array(rows, dtype=np.int32).reshape(-1, at.STAGE_COLUMNS),
            "feed": np.array(self.feeds, dtype=np.int32).reshape(-1, at.FEED_COLUMNS),
            "award": np.array(awards, dtype=np.int32).reshape(-1, at.AWARD_COLUMNS),
            "may_take": self._may_take(),
            "club": club,
            "entrant": np.array(self.entrants, dtype=np.int32).reshape(-1, 2),
            "schedule": np.array(self.schedule, dtype=np.int32).reshape(-1, 3),
            "lists": np.array(self.lists or [0], dtype=np.int32),
            "apart": np.array([row for row, _ in self.aparts], dtype=np.int32).reshape(-1, n),
            "apart_limit": np.array([limit for _, limit in self.aparts], dtype=np.int32),
            "club_key": np.array(keys, dtype=np.uint64),
            "stage_key": np.array([luck.key(stage.id) for stage in self.stages], dtype=np.uint64),
            "pair_key": np.array(pairs, dtype=np.uint64),
            "place_columns": self.place_columns,
        }

    def _clubs(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """Official ranking, guest and association of each club; the unranked stand last, in slot order."""
        slots, ranked = self.edition.slots, {club: i for i, club in enumerate(self.edition.ranking)}
        order = sorted(range(len(slots)), key=lambda i: (ranked.get(slots[i].club, len(ranked)), slots[i].guest, i))
        associations = sorted({slot.association for slot in slots})
        table = np.zeros((len(slots), at.CLUB_COLUMNS), dtype=np.int32)
        for rank, i in enumerate(order):
            table[i] = rank, slots[i].guest, associations.index(slots[i].association)
        return table

    def _may_take(self) -> np.ndarray[Any, np.dtype[np.int32]]:
        """Return for each award and club whether the club may take it."""
        awards, slots = self.edition.format.awards, self.edition.slots
        rows = [
            [
                not ("guests" in award.exclude and slot.guest) and (not award.only or slot.association in award.only)
                for slot in slots
            ]
            for award in awards
        ]
        return np.array(rows, dtype=np.int32).reshape(len(awards), len(slots))

    def _stage(self, s: int, stage: Stage, club: np.ndarray[Any, Any]) -> list[int]:
        row = [0] * at.STAGE_COLUMNS
        row[at.PLACES] = stage.places
        row[at.SEEDS_OF] = self.number[stage.seeding] if stage.seeding else s
        row[at.UNITS] = units(stage)
        row[at.ENTRANTS], row[at.TIE], row[at.MATCH] = len(self.entrants), self.ties, self.matches
        row[at.FEED_FROM] = len(self.feeds)
        feed_numbers = [-1 if feed.slots else self._feed(feed) for feed in stage.feeds]
        row[at.FEED_TO] = len(self.feeds)
        row[at.CAMPAIGN] = int(s >= self._campaign_from())
        draw = draw_of(stage)
        self.entrants += self._seeding(stage, feed_numbers, draw, club)
        if draw is not None:
            self._draw(row, draw)
        if isinstance(stage, TieStage):
            self._ties(row, stage)
            return row
        if isinstance(stage, GroupStage):
            self._groups(row, stage)
        else:
            self._league(row, stage)
        self._tables(row, stage)
        return row

    def _campaign_from(self) -> int:
        """Return the stage from which a campaign record counts: the first tables, else where the last clubs enter."""
        tables = [k for k, stage in enumerate(self.stages) if not isinstance(stage, TieStage)]
        entered = [k for k, stage in enumerate(self.stages) if any(feed.slots for feed in stage.feeds)]
        return tables[0] if tables else max(entered, default=0)

    def _feed(self, feed: Feed) -> int:
        source = self.edition.format.stage(feed.stage)
        number = self.number[feed.stage]
        row = [0] * at.FEED_COLUMNS
        row[at.SOURCE] = number
        row[at.PRODUCED], row[at.OF] = produced(self.edition, feed), -1
        if isinstance(source, TieStage):
            row[at.TAKE] = at.WINNERS if feed.take == "winners" else at.LOSERS
        else:
            kind, row[at.FROM_PLACE], row[at.TO_PLACE] = places_of(feed.take)
            row[at.TAKE] = at.PLACED_AT if kind == "at" else at.PLACED_BELOW
            if feed.of:
                row[at.OF] = table_names(source).index(feed.of)
        row[at.KEEP] = feed.best if feed.best is not None else -(feed.worst or 0)
        words = feed.by[: feed.by.index("tie-order")] if "tie-order" in feed.by else feed.by
        row[at.BY_COUNT] = len(words)
        for k, word in enumerate(words[: at.BY_MOST]):
            row[at.BY + k] = ORDERED_BY.index(word)
        tables = [k for k in range(number + 1) if not isinstance(self.stages[k], TieStage)]
        leagues = [k for k in tables if isinstance(self.stages[k], LeagueStage)]
        row[at.GROUP_RECORD_OF] = tables[-1] if tables else 0
        row[at.OVERALL_OF] = leagues[-1] if leagues else 0
        self.feeds.append(row)
        return len(self.feeds) - 1

    def _seeding(
        self, stage: Stage, feed_numbers: list[int], draw: Draw | None, club: np.ndarray[Any, Any]
    ) -> list[tuple[int, int]]:
        """Return who stands at each seeding position: the feeds in order, guests with a pot at the end of it."""
        slots = [(slot, self.index[slot.club]) for slot in self.edition.slots if slot.enters == stage.id]
        slots.sort(
            key=lambda item: (
                item[0].club != self.edition.title_holder,
                item[0].guest,
                item[1] if item[0].guest else club[item[1], at.RANK],
            )
        )
        tokens: list[tuple[int, int]] = []
        for feed, number in zip(stage.feeds, feed_numbers, strict=True):
            if feed.slots:
                tokens += [(-1, i) for slot, i in slots if draw is None or slot.pot is None]
            else:
                tokens += [(number, k) for k in range(entrants_of_feed(self.edition, stage, feed))]
        if draw is None:
            return tokens
        seeding: list[tuple[int, int]] = []
        for k, size in enumerate(draw.pots):
            guests = [(-1, i) for slot, i in slots if slot.pot == k + 1]
            take = size - len(guests)
            seeding += tokens[:take] + guests
            tokens = tokens[take:]
        return seeding

    def _draw(self, row: list[int], draw: Draw) -> None:
        row[at.TWO_POT] = int(draw.mechanism == "two-pot")
        row[at.FIXED_FIRST] = int(draw.first_seed_fixed)
        row[at.POTS], row[at.POT_COUNT] = len(self.lists), len(draw.pots)
        self.lists += [*draw.pots, *(k - 1 for k in draw.order)]
        row[at.APART_FROM] = len(self.aparts)
        self.aparts += [(self._classes(apart), apart.limit) for apart in draw.apart]
        row[at.APART_TO] = len(self.aparts)

    def _classes(self, apart: Apart) -> list[int]:
        names = [class_of(apart, slot) for slot in self.edition.slots]
        known = sorted(set(names) - {""})
        return [known.index(name) if name else -1 for name in names]

    def _groups(self, row: list[int], stage: GroupStage) -> None:
        row[at.KIND], row[at.SIZE] = at.GROUPS, stage.size
        row[at.METHOD] = at.BY_DRAW
        row[at.SCHEDULE] = len(self.schedule)
        met: dict[tuple[int, int], int] = {}
        for pair in (pair for day in stage.matchdays for pair in day):
            self.schedule.append((pair[0] - 1, pair[1] - 1, met.get(pair, 0)))
            met[pair] = met.get(pair, 0) + 1
        row[at.MATCHES] = len(self.schedule) - row[at.SCHEDULE]
        row[at.LEGS] = max(met.values(), default=1)
        row[at.PLAIN] = int(stage.procedure == "once" and all(word in PLAIN_CRITERIA for word in stage.tiebreak))
        self.matches += stage.groups * row[at.MATCHES]

    def _league(self, row: list[int], stage: LeagueStage) -> None:
        row[at.KIND], row[at.METHOD] = at.LEAGUE, at.AS_LISTED
        tables = members_of_tables(self.edition, stage)
        row[at.SIZE] = max(len(clubs) for clubs in tables)
        row[at.SCHEDULE] = len(self.schedule)
        position = {club: p for p, club in enumerate(club for clubs in tables for club in clubs)}
        met: dict[tuple[str, str], int] = {}
        for host, visitor in fixture_list(self.edition, stage):
            leg = met.get((host, visitor), 0)
            self.schedule.append((position[host], position[visitor], leg))
            met[host, visitor] = leg + 1
        row[at.MATCHES] = len(self.schedule) - row[at.SCHEDULE]
        row[at.LEGS] = max(met.values(), default=1)
        self.matches += row[at.MATCHES]

    def _tables(self, row: list[int], stage: GroupStage | LeagueStage) -> None:
        row[at.TABLES] = len(self.lists)
        self.lists += [0, *accumulate(table_sizes(self.edition, stage))]
        if isinstance(stage, LeagueStage):
            tables = members_of_tables(self.edition, stage)
            self.lists += [self.index[club] for clubs in tables for club in clubs]
        row[at.CRITERIA_AT], row[at.CRITERIA_COUNT] = len(self.lists), len(stage.tiebreak)
        self.lists += [CRITERIA.index(word) for word in stage.tiebreak]
        row[at.PROCEDURE] = PROCEDURES.index(stage.procedure)
        row[at.WIN], row[at.DRAWN], row[at.LOSS] = stage.points
        start = sum(len(columns) for columns in self.place_columns.values())
        row[at.PLACE_COLUMN] = start
        self.place_columns[stage.id] = range(start, start + row[at.SIZE])

    def _ties(self, row: list[int], stage: TieStage) -> None:
        row[at.KIND], row[at.SIZE], row[at.LEGS] = at.TIES, 2, stage.legs
        row[at.NEUTRAL], row[at.GUEST_FIRST] = int(stage.neutral), int(stage.guest_hosts_first)
        row[at.HOST] = HOSTED_BY.index(stage.second_leg_host)
        row[at.METHOD] = _METHODS[stage.pairing.method]
        row[at.BRACKET_OF] = self.number.get(stage.pairing.of, 0)
        row[at.PAIRS] = len(self.lists)
        self.lists += [number - 1 for pair in stage.pairing.pairs for number in pair]
        row[at.CHAIN], row[at.CHAIN_LENGTH] = len(self.lists), len(stage.settle)
        self.lists += [DECIDED_BY.index(step) for step in stage.settle]
        for column, word in zip((at.MEET_1, at.MEET_2), stage.pairing.must_meet, strict=False):
            row[column] = MEET.index(word)
        row[at.WIN], row[at.DRAWN], row[at.LOSS] = 3, 1, 0
        row[at.MATCHES] = stage.legs
        self.ties += units(stage)
        self.matches += units(stage) * stage.legs
