"""Small random instances of RobinX, timetables of them good and bad, and a slow checker for both.

The twin knows one thing, a set of (home, away, slot), and asks it with obvious loops over all teams and slots.
"""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from cupwright.schedule.robinx import KINDS, Constraint, Game, Instance, Solution
from cupwright.schedule.round_robin import round_robin


def random_constraint(rng: random.Random, kind: str, teams: int, slots: int) -> Constraint:
    def some(count: int) -> tuple[int, ...]:
        return tuple(sorted(rng.sample(range(count), rng.randint(1, count))))

    values: dict[str, Any] = {"kind": kind, "hard": rng.random() < 0.5, "penalty": rng.randint(0, 5)}
    least = rng.choice([0, 0, 1, 2])
    values |= {"least": least, "most": least + rng.randint(0, 2), "venue": rng.choice(["H", "A", "HA"])}
    if kind != "GA1":
        values["teams"] = some(teams)
    if kind in {"CA2", "CA3", "CA4"}:
        values["others"] = some(teams)
    if kind not in {"CA3", "SE1"}:
        values["slots"] = some(slots)
    if kind in {"CA2", "CA4"}:
        values["scope"] = rng.choice(["GLOBAL", "EVERY"])
    if kind == "CA3":
        values |= {"scope": rng.choice(["SLOTS", "GAMES"]), "length": rng.randint(1, min(4, slots))}
    if kind == "GA1":
        pairs = [(home, away) for home in range(teams) for away in range(teams) if home != away]
        values |= {"games": tuple(rng.sample(pairs, rng.randint(1, 4 if len(pairs) > 3 else 2))), "venue": "HA"}
    if kind in {"BR1", "BR2"}:
        values["scope"] = rng.choice(["LEQ", "EQ"])
        values["least"] = values["most"] if values["scope"] == "EQ" else 0
    if kind == "FA2":
        values["least"] = 0
    if kind == "SE1":
        values |= {"scope": "SLOTS", "least": rng.randint(0, slots), "most": None, "venue": "HA"}
    return Constraint(**values)


def random_case(seed: int) -> tuple[Instance, Solution]:
    """Make an instance with every kind of constraint, and a round robin that is shaken until much of it breaks."""
    rng = random.Random(seed)
    teams, legs = rng.choice([2, 3, 4, 4, 5, 6, 6]), rng.choice([1, 2, 2])
    plan = round_robin([str(team) for team in range(teams)], legs=legs, seed=seed)
    spare = rng.choice([0, 0, 1])
    slots = max(2, len(plan.rounds) + spare)
    phased = legs == 2 and slots % 2 == 0 and rng.random() < 0.5
    games = [Game(int(home), int(away), at) for at, matches in enumerate(plan.rounds) for home, away in matches]
    for _ in range(rng.choice([0, 0, 1, 2, 5, 20])):
        at = rng.randrange(len(games))
        game = games[at]
        games[at] = rng.choice(
            [Game(game.away, game.home, game.slot), Game(game.home, game.away, rng.randrange(slots))]
        )  # fmt: skip
    if len(games) > 1 and rng.random() < 0.2:
        games.pop(rng.randrange(len(games)))
    rng.shuffle(games)
    constraints = tuple(random_constraint(rng, kind, teams, slots) for kind in KINDS for _ in range(2))
    instance = Instance(
        f"random {seed}", tuple((team, f"Team {team}") for team in range(teams)),
        tuple((slot, f"Slot {slot}") for slot in range(slots)), constraints, legs, spare == 0, phased,
    )  # fmt: skip
    return instance, Solution(instance.name, tuple(games))


cases = st.integers(0, 10**9).map(random_case)


class Twin:
    def __init__(self, instance: Instance, solution: Solution) -> None:
        self.instance = instance
        self.teams = [team for team, _ in instance.teams]
        self.slots = [slot for slot, _ in instance.slots]
        self.games = [(game.home, game.away, game.slot) for game in solution.games]

    def at(self, team: int, slot: int) -> list[tuple[str, int]]:
        """(venue, opponent) of a team in a slot, opponents in order, at home first where there are two."""
        found = []
        for home in self.teams:
            for away in self.teams:
                for _ in range(self.games.count((home, away, slot))):
                    if home == team:
                        found.append(("H", away))
                    if away == team:
                        found.append(("A", home))
        return found

    def walk(self, team: int) -> list[tuple[int, str, int]]:
        return [(slot, venue, other) for slot in self.slots for venue, other in self.at(team, slot)]

    def off(self, count: int, one: Constraint) -> int:
        if count < one.least:
            return one.least - count
        if one.most is not None and count > one.most:
            return count - one.most
        return 0

    def breaks(self, team: int, one: Constraint) -> int:
        count, before = 0, None
        for slot, venue, _ in self.walk(team):
            if venue == before and venue in one.venue and slot in one.slots:
                count += 1
            before = venue
        return count

    def deviation(self, one: Constraint) -> int:
        return int(getattr(self, one.kind.lower())(one))

    def ca1(self, one: Constraint) -> int:
        return sum(
            self.off(sum(venue in one.venue for slot in one.slots for venue, _ in self.at(team, slot)), one)
            for team in one.teams
        )

    def ca2(self, one: Constraint) -> int:
        total = 0
        for team in one.teams:
            counts = {
                other: sum((venue, rival) in {(v, other) for v in one.venue} for slot in one.slots
                           for venue, rival in self.at(team, slot))
                for other in one.others
            }  # fmt: skip
            if one.scope == "GLOBAL":
                if list(one.others) != [team]:
                    total += self.off(sum(counts.values()), one)
            else:
                total += sum(self.off(count, one) for other, count in counts.items() if other != team)
        return total

    def ca3(self, one: Constraint) -> int:
        total = 0
        assert one.length is not None
        for team in one.teams:
            walk = self.walk(team)
            if one.scope == "SLOTS":
                rows = [[turn for turn in walk if turn[0] in self.slots[first : first + one.length]]
                        for first in range(len(self.slots)) if first + one.length <= len(self.slots)]  # fmt: skip
            else:
                rows = [walk[first : first + one.length] for first in range(len(walk))
                        if first + one.length <= len(walk)]  # fmt: skip
            for row in rows:
                total += self.off(sum(venue in one.venue and other in one.others for _, venue, other in row), one)
        return total

    def ca4(self, one: Constraint) -> int:
        counts = dict.fromkeys(one.slots, 0)
        for home, away, slot in self.games:
            if slot in counts:
                as_host = "H" in one.venue and home in one.teams and away in one.others
                as_guest = "A" in one.venue and away in one.teams and home in one.others
                counts[slot] += int(as_host or as_guest)
        if one.scope == "GLOBAL":
            return self.off(sum(counts.values()), one)
        return sum(self.off(count, one) for count in counts.values())

    def ga1(self, one: Constraint) -> int:
        return self.off(sum(slot in one.slots and (home, away) in one.games for home, away, slot in self.games), one)

    def br1(self, one: Constraint) -> int:
        return sum(self.off(self.breaks(team, one), one) for team in one.teams)

    def br2(self, one: Constraint) -> int:
        return self.off(sum(self.breaks(team, one) for team in one.teams), one)

    def fa2(self, one: Constraint) -> int:
        total = 0
        assert one.most is not None
        for first, second in combinations(one.teams, 2):
            worst = 0
            for slot in one.slots:
                counts = [
                    sum(at <= slot and venue in one.venue for at, venue, _ in self.walk(team))
                    for team in (first, second)
                ]
                worst = max(worst, abs(counts[0] - counts[1]) - one.most)
            total += worst
        return total

    def se1(self, one: Constraint) -> int:
        total = 0
        for first, second in combinations(one.teams, 2):
            when = sorted(slot for home, away, slot in self.games if {home, away} == {first, second})
            for number in range(1, len(when)):
                between = len([slot for slot in self.slots if when[number - 1] < slot < when[number]])
                between = -1 if when[number - 1] == when[number] else between
                total += self.off(between, one)
        return total

    def form(self) -> int:
        """What the format itself demands."""
        total = 0
        half = self.slots[: len(self.slots) // 2]
        for first, second in combinations(self.teams, 2):
            there = [slot for home, away, slot in self.games if (home, away) == (first, second)]
            back = [slot for home, away, slot in self.games if (home, away) == (second, first)]
            if self.instance.legs == 1:
                total += abs(len(there) + len(back) - 1)
            else:
                total += abs(len(there) - 1) + abs(len(back) - 1)
                if self.instance.phased:
                    total += abs(sum(slot in half for slot in there + back) - 1)
        for team in self.teams:
            for slot in self.slots:
                total += max(0, len(self.at(team, slot)) - 1)
        return total
