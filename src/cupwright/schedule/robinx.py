"""The nouns of RobinX, the exchange format of round-robin timetabling, as far as ITC2021 uses it.

Van Bulck, Goossens, Schönberger and Guajardo 2020, "RobinX: a three-field classification and unified data format for
round-robin sports timetabling", European Journal of Operational Research 280; Van Bulck, Goossens, Beliën and Davari
2021, "The Fifth International Timetabling Competition (ITC 2021): Sports Timetabling".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["KINDS", "MEANINGS", "Constraint", "Game", "Instance", "Kind", "Solution", "Venue"]

Kind = Literal["CA1", "CA2", "CA3", "CA4", "GA1", "BR1", "BR2", "FA2", "SE1"]
Venue = Literal["H", "A", "HA"]
"""Which matches of a team count: at home, away, or all."""

MEANINGS: dict[str, str] = {
    "CA1": "matches of a team in some slots",
    "CA2": "matches of a team against others in some slots",
    "CA3": "matches of a team against others in a row",
    "CA4": "matches of several teams against others in some slots",
    "GA1": "given matches in some slots",
    "BR1": "breaks of a team",
    "BR2": "breaks of all",
    "FA2": "difference of matches played between two teams",
    "SE1": "slots between two matches of the same teams",
    "BA1": "every match is played once",
    "BA2": "one match of a team in a slot",
    "P": "every pair meets once in each half",
}
"""What each kind limits. BA1, BA2 and P are not written as constraints: they are the format itself."""

KINDS: tuple[str, ...] = tuple(kind for kind in MEANINGS if kind not in {"BA1", "BA2", "P"})


@dataclass(frozen=True, slots=True)
class Game:
    """A match at a team's ground in a slot; all three by their ids."""

    home: int
    away: int
    slot: int


@dataclass(frozen=True, slots=True)
class Constraint:
    """Something counted that shall lie between `least` and `most` (None: no limit).

    `teams` are those it holds for (``teams``, ``teams1``), `others` their opponents (``teams2``), `slots` when, `games`
    the matches of a GA1. `scope` is how far a count reaches: ``"GLOBAL"`` (all slots or opponents together) or
    ``"EVERY"`` (each by itself) for CA2 and CA4, ``"SLOTS"`` or ``"GAMES"`` for CA3: what `length` of them in a row
    are. A soft constraint adds `penalty` for each unit outside the limits to the objective, a hard one to the
    infeasibility. `line` is where it stands in its file.
    """

    kind: Kind
    hard: bool
    penalty: int = 1
    teams: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    slots: tuple[int, ...] = ()
    least: int = 0
    most: int | None = None
    venue: Venue = "HA"
    scope: str = ""
    length: int | None = None
    games: tuple[tuple[int, int], ...] = ()
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Instance:
    """A timetabling problem: teams and slots as (id, name) in the order of their ids, and what shall hold.

    Each pair meets `legs` times (1 or 2; twice: once at each ground). `compact`: every team plays in every slot.
    `phased`: the first half of the slots is a single round robin.
    """

    name: str
    teams: tuple[tuple[int, str], ...]
    slots: tuple[tuple[int, str], ...]
    constraints: tuple[Constraint, ...] = ()
    legs: int = 2
    compact: bool = True
    phased: bool = False
    contributor: str = ""
    file: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Solution:
    """A timetable, with the values its file claims (None where it claims none)."""

    instance: str
    games: tuple[Game, ...]
    objective: int | None = None
    infeasibility: int | None = None
    contributor: str = ""
    file: str = field(default="", compare=False)
