"""A slow, obvious twin of the engine: one world in plain Python, written from the docstrings of the nouns.

It shares nothing with the kernels but luck. The draw is the definition itself: a ball goes to the first group
that leaves a valid completion, found by trying all of them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cupwright import luck
from cupwright.football.competitions import Apart, Draw, Edition, Feed, GroupStage, LeagueStage, Stage, TieStage
from cupwright.football.strengths import Strengths

CORRECTION, EXTRA_TIME, PENALTIES, LOTS, BALLS, OPPONENTS, MATCHES = 1, 2, 3, 4, 5, 6, 8


class NoDrawError(Exception):
    """A draw has no valid outcome."""


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
class Twin:
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

    def play(self) -> Twin:
        self.slot = {slot.club: slot for slot in self.edition.slots}
        listed = [club for club in self.edition.ranking if club in self.slot]
        others = [s for s in self.edition.slots if s.club not in listed]
        listed += [s.club for s in others if not s.guest] + [s.club for s in others if s.guest]
        self.rank = {club: k for k, club in enumerate(listed)}
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

    # Draws

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

    # Groups

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

    # Ties

    def _pairs(self, stage: TieStage) -> list[tuple[str, str, str]]:
        pairing, order = stage.pairing, self.reached[stage.id]
        if pairing.method == "draw":
            assert pairing.draw is not None
            pairs = [(a, b, "draw") for a, b in self._lottery(stage.id, pairing.draw, stage.places // 2)]
        elif pairing.method == "seeds":
            pairs = [(order[a - 1], order[b - 1], "seeds") for a, b in pairing.pairs]
        elif pairing.method == "entry":
            fed = self.fed_order[stage.id]
            pairs = [(fed[a - 1], fed[b - 1], "entry") for a, b in pairing.pairs]
        else:
            won = [tie.winner for tie in self.ties[pairing.of]]
            pairs = [(won[a - 1], won[b - 1], "bracket") for a, b in pairing.pairs]
        bound: set[int] = set()
        for word in pairing.must_meet:
            kinds: dict[str, list[str]] = defaultdict(list)
            for a, b, _ in pairs:
                for club in (a, b):
                    if word == "association":
                        kinds[self.slot[club].association].append(club)
                    elif self.slot[club].guest:
                        kinds["guest"].append(club)
            for alike in kinds.values():
                if len(alike) != 2:
                    continue
                one, two = ([k for k, pair in enumerate(pairs) if club in pair[:2]][0] for club in alike)  # noqa: RUF015
                if one in bound or two in bound:
                    continue
                bound |= {one, two}
                if one != two:
                    left = [club for club in pairs[one][:2] if club != alike[0]]
                    right = [club for club in pairs[two][:2] if club != alike[1]]
                    pairs[one] = (alike[0], alike[1], f"must-meet-{word}")
                    pairs[two] = (left[0], right[0], f"must-meet-{word}")
        return pairs

    def _second_host(self, stage: TieStage, a: str, b: str) -> tuple[str, str]:
        number = self.seeding[stage.id]
        if stage.neutral:
            return max((a, b), key=number.__getitem__), "neutral"
        if stage.guest_hosts_first and self.slot[a].guest != self.slot[b].guest:
            return (b if self.slot[a].guest else a), "guest-hosts-first"
        rule = stage.second_leg_host
        if rule == "second-named":
            return b, rule
        if rule == "better-ranked":
            return min((a, b), key=self.rank.__getitem__), rule
        if rule == "second-drawn":
            draw = stage.pairing.draw
            if draw is not None and len(draw.pots) == 1:
                return b, rule
            if draw is not None and draw.order[-1] == 2:
                return max((a, b), key=number.__getitem__), rule
        return min((a, b), key=number.__getitem__), rule

    def _play_ties(self, stage: TieStage) -> None:
        self.ties[stage.id] = []
        for k, (a, b, paired_by) in enumerate(self._pairs(stage)):
            second, hosted_by = self._second_host(stage, a, b)
            first = a if second == b else b
            if stage.legs == 3:
                at_home, away = (first, second) if stage.neutral else (second, first)
                self.ties[stage.id].append(self._series(stage, k, at_home, away, hosted_by, paired_by))
                continue
            legs = []
            for leg in range(stage.legs):
                host, visitor = (first, second) if stage.legs == 2 and leg == 0 else (second, first)
                x, y = self._score(stage.id, host, visitor, leg, stage.neutral)
                legs.append((x, y) if host == first else (y, x))
            extra, winner, step = self._settle(stage, first, second, legs)
            for leg, score in enumerate(legs):
                final = extra if extra is not None and leg == stage.legs - 1 else score
                if stage.legs == 2 and leg == 0:
                    self._note(stage.id, first, second, final, (3, 1, 0), stage.neutral)
                else:
                    self._note(stage.id, second, first, final[::-1], (3, 1, 0), stage.neutral)
            loser = second if winner == first else first
            clubs = (first, second)
            self.ties[stage.id].append(Tie(k + 1, clubs, legs, extra, winner, loser, step, hosted_by, paired_by))

    def _series(self, stage: TieStage, k: int, one: str, two: str, hosted_by: str, paired_by: str) -> Tie:
        """Play until a club has won twice; `one` hosts the first match and the last."""
        wins: Counter[str] = Counter()
        legs: list[tuple[int, int]] = []
        while max(wins.values(), default=0) < 2:
            leg = len(legs)
            host, visitor = (two, one) if leg == 1 else (one, two)
            x, y = self._score(stage.id, host, visitor, leg, stage.neutral)
            self._note(stage.id, host, visitor, (x, y), (3, 1, 0), stage.neutral)
            legs.append((x, y) if host == one else (y, x))
            if x != y:
                wins[host if x > y else visitor] += 1
            else:
                low = luck.uniform(luck.mix(self._match_state(stage.id, one, two, leg), PENALTIES)) < 0.5
                wins[min((one, two), key=luck.key) if low else max((one, two), key=luck.key)] += 1
        winner = max(wins, key=wins.__getitem__)
        loser = two if winner == one else one
        return Tie(k + 1, (one, two), legs, None, winner, loser, "series", hosted_by, paired_by)

    def _settle(
        self, stage: TieStage, first: str, second: str, legs: list[tuple[int, int]]
    ) -> tuple[tuple[int, int] | None, str, str]:
        state = self._match_state(stage.id, first, second, stage.legs - 1)
        one, two = sum(leg[0] for leg in legs), sum(leg[1] for leg in legs)
        away_one, away_two = legs[-1][0], legs[0][1]
        extra = None
        for step in stage.settle:
            lead = 0
            if step == "aggregate":
                lead = one - two
            elif step == "away-goals" and stage.legs == 2 and not stage.neutral:
                lead = away_one - away_two
            elif step == "extra-time":
                host, visitor = self._rates(second, first, stage.neutral)
                u, v = self._halves(luck.mix(state, EXTRA_TIME), first, second)
                x, y = self._poisson(u, visitor / 3), self._poisson(v, host / 3)
                extra = (legs[-1][0] + x, legs[-1][1] + y)
                one, two, away_one = one + x, two + y, away_one + x
                lead = one - two
            elif step == "penalties":
                low = luck.uniform(luck.mix(state, PENALTIES)) < 0.5
                lead = 1 if low == (luck.key(first) < luck.key(second)) else -1
            elif step == "better-seeded":
                lead = self.seeding[stage.id][second] - self.seeding[stage.id][first]
            if lead:
                return extra, first if lead > 0 else second, step
        raise AssertionError("the chain decided nothing")
