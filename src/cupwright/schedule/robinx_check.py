"""A timetable against its instance: the objective, the infeasibility, and everything that is broken.

The deviations are those of Van Bulck, Goossens, Beliën and Davari 2021, "The Fifth International Timetabling
Competition (ITC 2021): Sports Timetabling". Nothing here is shared with what makes timetables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from cupwright.schedule.robinx import Constraint, Game, Instance, Solution

__all__ = ["Verdict", "Violation", "check"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One trigger of a constraint that misses its limits: a team, a pair, a slot, or the whole.

    `constraint` is its number among those of the instance, from 0; None for what the format itself demands (BA1, BA2,
    P). `deviation` is by how much, `cost` that times the penalty.
    """

    kind: str
    hard: bool
    what: str
    deviation: int
    cost: int
    constraint: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a timetable is worth: costs of soft constraints, costs of hard ones, and where they come from."""

    objective: int
    infeasibility: int
    violations: tuple[Violation, ...]

    @property
    def feasible(self) -> bool:
        """Whether every hard constraint holds."""
        return not any(each.hard for each in self.violations)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A match as one team sees it; `at` is the position of its slot."""

    at: int
    other: int
    venue: str


class _Timetable:
    def __init__(self, instance: Instance, games: Iterable[Game]) -> None:
        self.instance = instance
        self.position = {slot: at for at, (slot, _) in enumerate(instance.slots)}
        self.names = dict(instance.teams)
        self.slot_ids = [slot for slot, _ in instance.slots]
        self.games = list(games)
        self.turns: dict[int, list[_Turn]] = {team: [] for team, _ in instance.teams}
        self.in_slot: dict[int, list[Game]] = defaultdict(list)
        for game in sorted(self.games, key=lambda game: (self.position[game.slot], game.home, game.away)):
            at = self.position[game.slot]
            self.turns[game.home].append(_Turn(at, game.away, "H"))
            self.turns[game.away].append(_Turn(at, game.home, "A"))
            self.in_slot[at].append(game)

    def team(self, number: int) -> str:
        return self.names[number] or f"team {number}"

    def positions(self, constraint: Constraint) -> set[int]:
        return {self.position[slot] for slot in constraint.slots}


_Found = Iterator[tuple[str, int]]
"""What is counted, in words, and its deviation; deviations of 0 are left out by the caller."""

_WHICH = {"H": "home matches", "A": "away matches", "HA": "matches"}


def _off(count: int, least: int, most: int | None) -> int:
    return max(0, least - count) + (max(0, count - most) if most is not None else 0)


def _limits(constraint: Constraint) -> str:
    if constraint.most is None:
        return f"at least {constraint.least}"
    if constraint.least == constraint.most:
        return f"exactly {constraint.most}"
    return f"{constraint.least} to {constraint.most}" if constraint.least else f"at most {constraint.most}"


def _ca1(table: _Timetable, one: Constraint) -> _Found:
    slots = table.positions(one)
    for team in one.teams:
        count = sum(turn.at in slots and turn.venue in one.venue for turn in table.turns[team])
        yield f"{table.team(team)}: {count} {_WHICH[one.venue]}, {_limits(one)}", _off(count, one.least, one.most)


def _ca2(table: _Timetable, one: Constraint) -> _Found:
    slots = table.positions(one)
    rivals = [[other] for other in one.others] if one.scope == "EVERY" else [list(one.others)]
    for team in one.teams:
        mine = [turn.other for turn in table.turns[team] if turn.at in slots and turn.venue in one.venue]
        for others in rivals:
            if others == [team]:
                continue
            count = sum(other in others for other in mine)
            against = table.team(others[0]) if one.scope == "EVERY" else f"{len(others)} others"
            words = f"{table.team(team)}: {count} {_WHICH[one.venue]} against {against}, {_limits(one)}"
            yield words, _off(count, one.least, one.most)


def _ca3(table: _Timetable, one: Constraint) -> _Found:
    length = one.length or 1
    others = set(one.others)
    for team in one.teams:
        turns = table.turns[team]
        if one.scope == "GAMES":
            windows = [turns[first : first + length] for first in range(len(turns) - length + 1)]
        else:
            windows = [
                [turn for turn in turns if first <= turn.at < first + length]
                for first in range(len(table.slot_ids) - length + 1)
            ]
        for first, window in enumerate(windows):
            count = sum(turn.other in others and turn.venue in one.venue for turn in window)
            start = table.slot_ids[window[0].at if one.scope == "GAMES" else first]
            row = f"{length} {'matches' if one.scope == 'GAMES' else 'slots'} from slot {start}"
            words = f"{table.team(team)}: {count} {_WHICH[one.venue]} in {row}, {_limits(one)}"
            yield words, _off(count, one.least, one.most)


def _ca4(table: _Timetable, one: Constraint) -> _Found:
    teams, others = set(one.teams), set(one.others)

    def counts(game: Game) -> bool:
        at_home = game.home in teams and game.away in others
        away = game.away in teams and game.home in others
        return (at_home and "H" in one.venue) or (away and "A" in one.venue)

    positions = sorted(table.positions(one))
    for slots in [[at] for at in positions] if one.scope == "EVERY" else [positions]:
        count = sum(counts(game) for at in slots for game in table.in_slot[at])
        where = f"slot {table.slot_ids[slots[0]]}" if one.scope == "EVERY" else f"{len(slots)} slots"
        words = f"{len(teams)} teams: {count} {_WHICH[one.venue]} in {where}, {_limits(one)}"
        yield words, _off(count, one.least, one.most)


def _ga1(table: _Timetable, one: Constraint) -> _Found:
    slots, wanted = table.positions(one), set(one.games)
    count = sum((game.home, game.away) in wanted for at in slots for game in table.in_slot[at])
    yield f"{count} of {len(wanted)} matches in {len(slots)} slots, {_limits(one)}", _off(count, one.least, one.most)


def _breaks(table: _Timetable, team: int, one: Constraint, slots: set[int]) -> int:
    turns = table.turns[team]
    return sum(
        before.venue == turn.venue and turn.venue in one.venue and turn.at in slots for before, turn in pairwise(turns)
    )


def _br1(table: _Timetable, one: Constraint) -> _Found:
    slots = table.positions(one)
    for team in one.teams:
        count = _breaks(table, team, one, slots)
        yield f"{table.team(team)}: {count} breaks, {_limits(one)}", _off(count, one.least, one.most)


def _br2(table: _Timetable, one: Constraint) -> _Found:
    slots = table.positions(one)
    count = sum(_breaks(table, team, one, slots) for team in one.teams)
    yield f"{len(one.teams)} teams: {count} breaks, {_limits(one)}", _off(count, one.least, one.most)


def _fa2(table: _Timetable, one: Constraint) -> _Found:
    played = {}
    for team in one.teams:
        sums, total = [], 0
        at_slot = Counter(turn.at for turn in table.turns[team] if turn.venue in one.venue)
        for at in range(len(table.slot_ids)):
            total += at_slot[at]
            sums.append(total)
        played[team] = sums
    slots = sorted(table.positions(one))
    for first, second in combinations(one.teams, 2):
        widest, at = max(((abs(played[first][at] - played[second][at]), -at) for at in slots), default=(0, 0))
        pair = f"{table.team(first)} and {table.team(second)}"
        words = f"{pair}: {widest} {_WHICH[one.venue]} apart after slot {table.slot_ids[-at]}, {_limits(one)}"
        yield words, _off(widest, 0, one.most)


def _se1(table: _Timetable, one: Constraint) -> _Found:
    for first, second in combinations(one.teams, 2):
        when = [turn.at for turn in table.turns[first] if turn.other == second]
        for before, after in pairwise(when):
            between = after - before - 1
            pair = f"{table.team(first)} and {table.team(second)}"
            slots = f"slots {table.slot_ids[before]} and {table.slot_ids[after]}"
            yield f"{pair}: {between} slots between {slots}, {_limits(one)}", _off(between, one.least, one.most)


_RULES: dict[str, Callable[[_Timetable, Constraint], _Found]] = {
    "CA1": _ca1, "CA2": _ca2, "CA3": _ca3, "CA4": _ca4, "GA1": _ga1, "BR1": _br1, "BR2": _br2, "FA2": _fa2, "SE1": _se1,
}  # fmt: skip


def _format(table: _Timetable) -> Iterator[tuple[str, str, int]]:
    """Yield what the format demands of every timetable: (kind, words, deviation)."""
    instance = table.instance
    played = Counter((game.home, game.away) for game in table.games)
    half = len(table.slot_ids) // 2
    for first, second in combinations(table.turns, 2):
        pair = f"{table.team(first)} and {table.team(second)}"
        if instance.legs == 1:
            count = played[first, second] + played[second, first]
            yield "BA1", f"{pair} meet {count} times, not once", abs(count - 1)
            continue
        for home, away in ((first, second), (second, first)):
            count = played[home, away]
            yield "BA1", f"{table.team(home)} against {table.team(away)}: {count} matches, not one", abs(count - 1)
        if instance.phased:
            early = sum(turn.at < half for turn in table.turns[first] if turn.other == second)
            yield "P", f"{pair} meet {early} times in the first half, not once", abs(early - 1)
    for team, turns in table.turns.items():
        for at, count in Counter(turn.at for turn in turns).items():
            yield "BA2", f"{table.team(team)}: {count} matches in slot {table.slot_ids[at]}", count - 1


def check(instance: Instance, solution: Solution) -> Verdict:
    """Count what a timetable breaks.

    Parameters
    ----------
    instance, solution
        As read by :mod:`cupwright.schedule.robinx_read`.

    Returns
    -------
    Verdict
        The objective is the sum over soft constraints of penalty times deviation, the infeasibility the same over hard
        ones. What the format demands counts as hard with a penalty of 1: a match not played or played twice (BA1), a
        second match of a team in a slot (BA2), and, in a phased season, a pair that does not meet once in the first
        half (P). A break is at the slot of its second match.
    """
    table = _Timetable(instance, solution.games)
    violations = [
        Violation(kind, True, words, deviation, deviation) for kind, words, deviation in _format(table) if deviation
    ]
    for number, one in enumerate(instance.constraints):
        violations.extend(
            Violation(one.kind, one.hard, words, deviation, deviation * one.penalty, number, one.line)
            for words, deviation in _RULES[one.kind](table, one) if deviation
        )  # fmt: skip
    costs = {hard: sum(each.cost for each in violations if each.hard == hard) for hard in (False, True)}
    return Verdict(costs[False], costs[True], tuple(violations))
