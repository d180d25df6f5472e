"""A slow, obvious twin of the engine: one world in plain Python, written from the docstrings of the nouns.

It shares nothing with the kernels but luck. Here stands the course of an edition: who enters a stage, and who takes an
award; the matches are in `slow_tables` and `slow_ties`, the draws in `slow_draws`.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from cupwright.football.competitions import Feed, GroupStage, LeagueStage, Stage, TieStage
from tests.engine.slow_tables import SlowTables
from tests.engine.slow_ties import SlowTies


class Twin(SlowTables, SlowTies):
    """One world of an edition."""

    def play(self) -> Twin:
        for stage in self.edition.format.stages:
            self._enter(stage)
            if isinstance(stage, GroupStage):
                self._play_groups(stage)
            elif isinstance(stage, LeagueStage):
                self._play_league(stage)
            else:
                self._play_ties(stage)
        last = self.edition.format.stages[-1]
        if isinstance(last, LeagueStage):
            self.champion = self.overall[last.id][0][0]
        else:
            grouped = isinstance(last, GroupStage)
            self.champion = self.tables[last.id][0][0][0] if grouped else self.ties[last.id][0].winner
        for award in self.edition.format.awards:
            taken: list[str] = []
            for feed in award.candidates:
                for club in self._feed(feed):
                    if len(taken) < award.places and club not in taken:
                        barred = bool(award.only) and self.slot[club].association not in award.only
                        if barred or ("guests" in award.exclude and self.slot[club].guest):
                            self.passed_on.add(award.id)
                        else:
                            taken.append(club)
            self.berths[award.id] = taken
        return self

    # Feeds and seeding

    def _record_key(self, stages: list[str], club: str) -> tuple[int, ...]:
        total: Counter[str] = Counter()
        for stage in stages:
            if club in self.reached.get(stage, []):
                total.update(self.records[stage][club])
        return total["points"], total["for"] - total["against"], total["for"], total["away"]

    def _feed(self, feed: Feed) -> list[str]:
        stage = self.edition.format.stage(feed.stage)
        if not isinstance(stage, TieStage):
            clubs = self._placed(stage, feed)
        else:
            clubs = [tie.winner if feed.take == "winners" else tie.loser for tie in self.ties[stage.id]]
        ids = [s.id for s in self.edition.format.stages]
        kinds = [not isinstance(s, TieStage) for s in self.edition.format.stages]
        leagues = [k for k, s in enumerate(self.edition.format.stages) if isinstance(s, LeagueStage)]
        here = ids.index(stage.id)

        def figure(club: str) -> tuple[Any, ...]:
            key: list[Any] = []
            for word in feed.by:
                if word == "tie-order":
                    key.append(original.index(club))
                    break
                if word == "ranking":
                    key.append(self.rank[club])
                elif word == "overall-place":
                    key.append(self.seeding[ids[max(k for k in leagues if k <= here)]][club])
                elif word == "seeding":
                    key.append(self.seeding[stage.id][club])
                else:
                    if word == "group-record":
                        over = [max(k for k in range(here + 1) if kinds[k])]
                    elif word == "tie-record":
                        over = [here]
                    else:
                        entered = [any(f.slots for f in s.feeds) for s in self.edition.format.stages]
                        first = kinds.index(True) if True in kinds else max(k for k, e in enumerate(entered) if e)
                        over = list(range(first, len(ids)))
                    key.extend(-x for x in self._record_key([ids[k] for k in over], club))
            return (*key, self.rank[club])

        original = list(clubs)
        clubs = sorted(clubs, key=figure)
        if feed.best is not None:
            return clubs[: feed.best]
        if feed.worst is not None:
            return clubs[-feed.worst :]
        return clubs

    def _placed(self, stage: GroupStage | LeagueStage, feed: Feed) -> list[str]:
        """Return the clubs of a feed out of tables, before anything orders them."""
        names = stage.tables if isinstance(stage, LeagueStage) else tuple("ABCDEFGH"[: stage.groups])
        tables = {
            name: [club for club, _ in table]
            for name, table in zip(names, self.tables[stage.id], strict=True)
            if feed.of in ("", name)
        }
        word, *numbers = feed.take.split("-")
        if word == "below":
            below = {club for table in tables.values() for club in table[int(numbers[0]) :]}
            return [club for club, _ in self.overall[stage.id] if club in below]
        places = range(int(numbers[0]), int(numbers[-1]) + 1)
        return [table[place - 1] for place in places for table in tables.values()]

    def _enter(self, stage: Stage) -> None:
        mine = [slot for slot in self.edition.slots if slot.enters == stage.id]
        draw = stage.draw if isinstance(stage, GroupStage) else None
        if isinstance(stage, TieStage):
            draw = stage.pairing.draw
        with_pot = [slot for slot in mine if slot.pot is not None and draw is not None]
        rest = [slot for slot in mine if slot not in with_pot]
        holder = [s.club for s in rest if s.club == self.edition.title_holder]
        members = sorted((s.club for s in rest if not s.guest and s.club not in holder), key=self.rank.__getitem__)
        guests = [s.club for s in rest if s.guest and s.club not in holder]
        order: list[str] = []
        for feed in stage.feeds:
            order += holder + members + guests if feed.slots else self._feed(feed)
        if draw is not None:
            cut: list[str] = []
            for number, size in enumerate(draw.pots, 1):
                late = [slot.club for slot in with_pot if slot.pot == number]
                cut += order[: size - len(late)] + late
                order = order[size - len(late) :]
            order = cut
        self.fed_order[stage.id] = list(order)
        if stage.seeding:
            kept = self.seeding[stage.seeding]
            order.sort(key=lambda club: kept[club])
            self.seeding[stage.id] = {club: kept[club] for club in order}
        else:
            self.seeding[stage.id] = {club: k + 1 for k, club in enumerate(order)}
        self.reached[stage.id] = order
