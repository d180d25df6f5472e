"""What is known of matches going in, and what one world says coming out, each with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = [
    "Advance",
    "BerthOutcome",
    "KnownScore",
    "Placing",
    "Season",
    "StandingRow",
    "TieOutcome",
]


@dataclass(frozen=True, slots=True)
class KnownScore:
    """A recorded score, by pair and leg.

    In a group the pair is (host, visitor). In a tie it is unordered, because who hosts is for the rules to
    say: ``goals`` are the official goals of ``clubs`` in that order (an awarded score where there was one) at 90
    minutes, ``extra`` those after extra time (cumulative), ``penalties`` the shoot-out (of this match, in a best of
    three). `played` is False for a leg called off for good, which counts as 0-0.
    """

    stage: str
    clubs: tuple[str, str]
    leg: int
    goals: tuple[int, int]
    extra: tuple[int, int] | None = None
    penalties: tuple[int, int] | None = None
    date: dt.date | None = None
    played: bool = True


@dataclass(frozen=True, slots=True)
class Advance:
    """A club known to have gone on (or walked over), whatever the score."""

    stage: str
    clubs: tuple[str, str]
    winner: str
    how: str
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A club's record over some matches."""

    played: int
    won: int
    drawn: int
    lost: int
    goals_for: int
    goals_against: int
    away_goals: int
    points: int

    @property
    def goal_difference(self) -> int:
        """Goals for less goals against."""
        return self.goals_for - self.goals_against


@dataclass(frozen=True, slots=True)
class Placing:
    """A club's place in a table, and the criterion that put it above the club below it.

    `group` is the name of the group or table, ``"overall"`` in the overall table of a league. `decided_by` is empty for
    the last place.
    """

    stage: str
    group: str
    place: int
    club: str
    row: StandingRow
    decided_by: str


@dataclass(frozen=True, slots=True)
class TieOutcome:
    """How a tie went.

    `clubs` is (host of leg 1, host of leg 2); in a single match (visitor, host), or seeding order on neutral
    ground; in a best of three the first hosts matches 1 and 3. `legs` holds goals oriented as `clubs`, None where not
    known; `not_played` numbers the legs called off for good, which have no goals. `decided_by` is the step of the
    settling chain, ``"series"`` in a best of three, ``"walkover"`` or ``"advanced"``; empty if not played out.
    `hosted_by` says which rule chose the host of leg 2 (of matches 1 and 3). In a best of three `legs` ends with the
    second win, and `shootouts` holds the shoot-out of each match, None where there was none or its score is not known.
    """

    stage: str
    number: int
    clubs: tuple[str, str]
    seeding: tuple[int, int]
    legs: tuple[tuple[int, int] | None, ...]
    extra: tuple[int, int] | None
    penalties: tuple[int, int] | None
    winner: str
    decided_by: str
    hosted_by: str
    paired_by: str
    shootouts: tuple[tuple[int, int] | None, ...] = ()
    not_played: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BerthOutcome:
    """Who took an award and the chain of rules that gave it, one sentence a step."""

    award: str
    clubs: tuple[str, ...]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Season:
    """One world, explained: tables, ties, berths and the champion.

    `undecided` lists what the facts do not settle, in words; `contradictions` the recorded facts that do not fit
    what the rules make of the others; `until` is the last day a result is known. `overall` holds the overall
    table of each league of several tables.
    """

    edition: str
    placings: tuple[Placing, ...]
    ties: tuple[TieOutcome, ...]
    berths: tuple[BerthOutcome, ...]
    champion: str
    undecided: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    until: dt.date | None = None
    overall: tuple[Placing, ...] = ()
