"""The ties of the slow engine: who meets whom, who hosts, one leg, two or the best of three, and how they end."""

from __future__ import annotations

from collections import Counter, defaultdict

from cupwright import luck
from cupwright.football.competitions import TieStage
from tests.engine.slow_draws import SlowDraws
from tests.engine.slow_world import EXTRA_TIME, PENALTIES, Tie


class SlowTies(SlowDraws):
    """Stages of ties."""

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
