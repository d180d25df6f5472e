"""A fixture list completed: what a league's clubs still have to play so that all have met as often as the rules say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

__all__ = ["completed", "lacking"]

Pair = tuple[str, str]


def completed(tables: Sequence[Sequence[str]], known: Sequence[Pair], within: int, across: int = 0) -> tuple[Pair, ...]:
    """Return `known` and, after it, the matches that are missing from a fixture list.

    Each pair of one table meets `within` times, and each club plays `across` matches against clubs of other tables,
    spread as evenly as can be. Grounds alternate: the club that has hosted the other less often hosts, then the one
    with fewer home matches in all. The result is a pure function of the arguments; nothing known is changed.

    Parameters
    ----------
    tables
        The clubs of each table.
    known
        Matches that are fixed or played, as (host, visitor), in order of date.
    within, across
        Meetings of a pair of one table; matches of a club against other tables.
    """
    return _Fixtures(tables, known).completed(within, across)


def lacking(tables: Sequence[Sequence[str]], fixtures: Sequence[Pair], across: int) -> tuple[str, ...]:
    """Return the clubs that do not play `across` matches against other tables."""
    table = {club: t for t, clubs in enumerate(tables) for club in clubs}
    played = Counter(club for pair in fixtures for club in pair if table[pair[0]] != table[pair[1]])
    return tuple(club for clubs in tables for club in clubs if played[club] != across)


class _Fixtures:
    def __init__(self, tables: Sequence[Sequence[str]], known: Sequence[Pair]) -> None:
        self.tables = tables
        self.table = {club: t for t, clubs in enumerate(tables) for club in clubs}
        self.place = {club: k for k, club in enumerate(self.table)}
        self.list = list(known)
        self.met = Counter(known)
        self.home = Counter(host for host, _ in known)

    def completed(self, within: int, across: int) -> tuple[Pair, ...]:
        for clubs in self.tables:
            for turn in range(1, within + 1):
                for first, second in _round_robin(clubs):
                    if self._meetings(first, second) < turn:
                        self._add(first, second)
        if across:
            self._across(across)
        return tuple(self.list)

    def _meetings(self, a: str, b: str) -> int:
        return self.met[a, b] + self.met[b, a]

    def _add(self, a: str, b: str) -> None:
        b_hosts = (self.met[b, a], self.home[b]) < (self.met[a, b], self.home[a])
        pair = (b, a) if b_hosts else (a, b)
        self.list.append(pair)
        self.met[pair] += 1
        self.home[pair[0]] += 1

    def _across(self, across: int) -> None:
        """Give matches to the club that lacks most in the table that lacks most, until nobody can be given one."""
        need = dict.fromkeys(self.table, across)
        for pair in self.list:
            if self.table[pair[0]] != self.table[pair[1]]:
                for club in pair:
                    need[club] -= 1
        while True:
            short = [sum(max(need[club], 0) for club in clubs) for clubs in self.tables]
            open_clubs = [club for club in self.table if need[club] > 0]
            if not open_clubs:
                return
            club = min(open_clubs, key=lambda c: (-short[self.table[c]], -need[c], self.place[c]))
            others = [c for c in open_clubs if self.table[c] != self.table[club]]
            if not others:
                return
            other = min(
                others,
                key=lambda c: (self._meetings(club, c), -need[c], -short[self.table[c]], self._distance(club, c)),
            )
            self._add(club, other)
            need[club] -= 1
            need[other] -= 1

    def _distance(self, a: str, b: str) -> int:
        """Return how far b stands behind a in the list of all clubs, so that clubs do not all meet the same ones."""
        return (self.place[b] - self.place[a]) % len(self.place)


def _round_robin(clubs: Sequence[str]) -> list[Pair]:
    """Return every pair once, by the circle method, with grounds in turn."""
    ring = list(range(len(clubs) + len(clubs) % 2))
    pairs = []
    for day in range(len(ring) - 1):
        for k in range(len(ring) // 2):
            a, b = ring[k], ring[-1 - k]
            if max(a, b) < len(clubs):
                swap = (day if k == 0 else k) % 2
                pairs.append((clubs[b], clubs[a]) if swap else (clubs[a], clubs[b]))
        ring = [ring[0], ring[-1], *ring[1:-1]]
    return pairs
