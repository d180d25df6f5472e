"""What is demanded of a calendar: rest, windows of release kept free, days on which a ground is not to be had.

Data only: the checker and the solver each read it in their own way.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cupwright.errors import CupwrightError, Problem

__all__ = ["MOST_BLOCKED", "Blocked", "Demands"]

MOST_BLOCKED = 1000
"""Most stretches of blocked days that are taken."""

_YEAR_HOURS = 365 * 24


@dataclass(frozen=True, slots=True)
class Blocked:
    """Days, both included, on which no match is played at a place: a club's home (its id), or a ground (its name)."""

    place: str
    first: dt.date
    last: dt.date
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.first} to {self.last}" + (f", {self.reason}" if self.reason else "")


@dataclass(frozen=True, slots=True)
class Demands:
    """What is demanded.

    Kick-off times are not known when a calendar is laid down, so hours are whole days times 24: 72 hours are three days
    from one match to the next.

    Parameters
    ----------
    rest_hours
        Least hours from one match of a club to its next.
    tight_hours
        Hours below which a rest is counted as short, though allowed.
    release_binds
        Whether no match may lie in a window in which clubs release players to national teams.
    blocked
        Days on which a ground is not to be had.
    order
        Pairs of fixture ids of which the first is played on an earlier day than the second (legs, rounds).

    Raises
    ------
    CupwrightError
        With every demand that cannot be meant.
    """

    rest_hours: int = 72
    tight_hours: int = 96
    release_binds: bool = True
    blocked: tuple[Blocked, ...] = ()
    order: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        problems = [
            Problem("rest", f"{hours} hours cannot be {what}",
                    facts=("a year has 8,760 hours",), hint="0 to 720 make sense: 72 are three days")
            for what, hours in (
                ("the rest that is demanded", self.rest_hours), ("the mark of a short rest", self.tight_hours)
            )
            if not 0 <= hours < _YEAR_HOURS
        ]  # fmt: skip
        problems += [
            Problem("blocked-days", f"the blocked days at `{days.place}` end before they begin",
                    facts=(f"{days.first} to {days.last}",))
            for days in self.blocked if days.last < days.first
        ]  # fmt: skip
        if len(self.blocked) > MOST_BLOCKED:
            problems.append(Problem("limit", f"{len(self.blocked):,} stretches of blocked days are given",
                                    facts=(f"{MOST_BLOCKED:,} are taken",)))  # fmt: skip
        if problems:
            raise CupwrightError(problems)

    @property
    def rest_days(self) -> int:
        """Least whole days from one match of a club to its next."""
        return -(-self.rest_hours // 24)
