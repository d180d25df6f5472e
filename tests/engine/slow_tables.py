"""The tables of the slow engine: groups and leagues, and who stands above whom."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from cupwright import luck
from cupwright.football.competitions import GroupStage, LeagueStage
from tests.engine.slow_draws import SlowDraws
from tests.engine.slow_world import LOTS


class SlowTables(SlowDraws):
    """Stages of groups and leagues."""

    def _play_groups(self, stage: GroupStage) -> None:
        self.groups[stage.id] = self._lottery(stage.id, stage.draw, stage.groups)
        self.tables[stage.id] = []
        for clubs in self.groups[stage.id]:
            met: Counter[tuple[str, str]] = Counter()
            scores = []
            for day in stage.matchdays:
                for i, j in day:
                    host, visitor = clubs[i - 1], clubs[j - 1]
                    ground = 2 * met[host, visitor] + (luck.key(host) > luck.key(visitor))
                    met[host, visitor] += 1
                    score = self._score(stage.id, host, visitor, ground, False)
                    scores.append((host, visitor, score))
                    self._note(stage.id, host, visitor, score, stage.points, False)
            self.tables[stage.id].append(self._table(stage, clubs, scores))

    def _play_league(self, stage: LeagueStage) -> None:
        met: Counter[tuple[str, str]] = Counter()
        scores = []
        for host, visitor in dict(self.edition.fixtures)[stage.id]:
            ground = 2 * met[host, visitor] + (luck.key(host) > luck.key(visitor))
            met[host, visitor] += 1
            score = self._score(stage.id, host, visitor, ground, False)
            scores.append((host, visitor, score))
            self._note(stage.id, host, visitor, score, stage.points, False)
        mine = [slot for slot in self.edition.slots if slot.enters == stage.id]
        tables = [[s.club for s in mine if len(stage.tables) == 1 or s.table == name] for name in stage.tables]
        self.tables[stage.id] = [self._table(stage, clubs, scores) for clubs in tables]
        self.overall[stage.id] = self._table(stage, [slot.club for slot in mine], scores)
        self.seeding[stage.id] = {club: k + 1 for k, (club, _) in enumerate(self.overall[stage.id])}

    def _table(
        self, stage: GroupStage | LeagueStage, clubs: list[str], scores: list[tuple[str, str, tuple[int, int]]]
    ) -> list[tuple[str, str]]:
        """Return (club, what put it above the next) from first to last."""
        if stage.procedure != "once":
            return self._table_with_new_beginnings(stage, clubs, scores)
        blocks = [list(clubs)]
        reasons: dict[str, str] = {}
        scope: dict[str, list[str]] = {}
        before = ""
        for word in stage.tiebreak:
            if word.startswith("head-to-head") and not before.startswith("head-to-head"):
                scope = {club: block for block in blocks for club in block}
            before = word
            after = []
            for block in blocks:
                value = {club: self._figure(stage, word, club, scope.get(club, []), scores) for club in block}
                parts = [[c for c in block if value[c] == v] for v in sorted(set(value.values()), reverse=True)]
                for part in parts[:-1]:
                    for club in part:
                        reasons[club] = word
                after += parts
            blocks = after
        order = [club for block in blocks for club in block]
        assert len(blocks) == len(clubs)
        return [(club, reasons.get(club, "")) for club in order[:-1]] + [(order[-1], "")]

    def _table_with_new_beginnings(
        self, stage: GroupStage | LeagueStage, clubs: list[str], scores: list[tuple[str, str, tuple[int, int]]]
    ) -> list[tuple[str, str]]:
        words = stage.tiebreak
        among = [word.startswith("head-to-head") for word in words]
        reasons: dict[str, str] = {}

        def ordered(block: list[str], k: int, scope: list[str]) -> list[str]:
            if len(block) == 1:
                return block
            if among[k] and (k == 0 or not among[k - 1]):
                scope = block
            value = {club: self._figure(stage, words[k], club, scope, scores) for club in block}
            parts = [[c for c in block if value[c] == v] for v in sorted(set(value.values()), reverse=True)]
            for part in parts[:-1]:
                reasons.update(dict.fromkeys(part, words[k]))
            found = []
            for part in parts:
                following = k + 1
                if stage.procedure == "restart" and len(parts) > 1:
                    following = 0
                if stage.procedure == "reapply" and among[k] and not among[k + 1] and len(part) < len(scope):
                    following = max(j for j in range(k + 1) if among[j] and (j == 0 or not among[j - 1]))
                found += ordered(part, following, scope)
            return found

        order = ordered(list(clubs), 0, [])
        return [(club, reasons.get(club, "")) for club in order[:-1]] + [(order[-1], "")]

    def _figure(
        self,
        stage: GroupStage | LeagueStage,
        word: str,
        club: str,
        scope: list[str],
        scores: list[tuple[str, str, tuple[int, int]]],
    ) -> int | Fraction:
        row = self.records[stage.id][club]
        if word.endswith("-per-match"):
            whole = self._figure(stage, word.removesuffix("-per-match"), club, scope, scores)
            return Fraction(int(whole), max(1, sum(club in score[:2] for score in scores)))
        if word.startswith("head-to-head"):
            points = own = other = away = 0
            for host, visitor, (x, y) in scores:
                if club in (host, visitor) and host in scope and visitor in scope:
                    a, b = (x, y) if club == host else (y, x)
                    away += 0 if club == host else y
                    own += a
                    other += b
                    points += stage.points[0 if a > b else 1 if a == b else 2]
            return {"points": points, "goal-difference": own - other, "goals-for": own, "away-goals": away}[word[13:]]
        if word == "lots":
            return -(self._state(stage.id, LOTS, luck.key(club)) >> 2)
        at_home = [score for host, _, score in scores if host == club]
        on_the_road = [score for _, visitor, score in scores if visitor == club]
        return {
            "away-goal-difference": sum(y - x for x, y in on_the_road),
            "home-goal-difference": sum(x - y for x, y in at_home),
            "home-goals-for": sum(x for x, _ in at_home),
            "fewest-disciplinary-points": 0,
            "points": row["points"],
            "goal-difference": row["for"] - row["against"],
            "goals-for": row["for"],
            "away-goals": row["away"],
            "wins": row["wins"],
            "fewest-red-cards": 0,
            "fewest-yellow-cards": 0,
            "ranking": -self.rank[club],
        }[word]
