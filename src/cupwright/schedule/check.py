"""Whether a finished schedule keeps what is demanded: every fault in it, with the matches that cause it.

The checker shares no code with the solver, whose every answer it checks. It is written to be read, not to be fast.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from cupwright.football.calendars import PlannedFixture, Window
from cupwright.schedule.demands import Blocked, Demands

__all__ = ["Blocked", "Demands", "Violation", "closes", "shuts", "violations"]

Kind = Literal["missing", "twice", "outside", "weekday", "release", "blocked", "same-day", "rest", "order"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault of a schedule.

    Parameters
    ----------
    kind
        ``"missing"`` (no day), ``"twice"`` (one id for two fixtures), ``"outside"`` (a day not among those planned),
        ``"weekday"``, ``"release"`` (in a window of release), ``"blocked"`` (the ground is not to be had),
        ``"same-day"`` or ``"rest"`` (two matches of a club too close), ``"order"`` (the later match first).
    message
        What is wrong, in one sentence.
    fixtures
        The ids of the matches that cause it, in order of their days.
    club
        Whose two matches they are, if two.
    window
        The id of the window in the way, if one is.
    days
        The days of `fixtures`.
    """

    kind: Kind
    message: str
    fixtures: tuple[str, ...]
    club: str = ""
    window: str = ""
    days: tuple[dt.date, ...] = ()


def closes(window: Window, fixture: PlannedFixture, demands: Demands) -> bool:
    """Return whether a match may not be played in a window: one of release that concerns a club of it."""
    if window.use != "release" or not demands.release_binds:
        return False
    return not window.clubs or fixture.home in window.clubs or fixture.away in window.clubs


def shuts(blocked: Blocked, fixture: PlannedFixture, day: dt.date) -> bool:
    """Return whether a match cannot be played on a day because its ground is not to be had."""
    if not blocked.first <= day <= blocked.last:
        return False
    return blocked.place == fixture.venue or (
        blocked.place == fixture.home and fixture.away != "" and not fixture.neutral
    )


def violations(
    fixtures: Iterable[PlannedFixture],
    days: Mapping[str, dt.date],
    demands: Demands,
    windows: Sequence[Window] = (),
) -> tuple[Violation, ...]:
    """Return every fault of a schedule, by day; none if it keeps all that is demanded.

    Parameters
    ----------
    fixtures
        What is to be played. Two that exclude each other never clash.
    days
        The day given to each fixture, by its id.
    demands
        What is demanded.
    windows
        Windows of release bind if `demands` say so; those of other uses say nothing here.
    """
    planned = list(fixtures)
    found = [
        Violation("twice", f"{count} fixtures have the id `{name}`", (name,))
        for name, count in Counter(fixture.id for fixture in planned).items()
        if count > 1
    ]
    dated = [(days[fixture.id], fixture) for fixture in planned if fixture.id in days]
    found += [
        Violation("missing", f"{fixture.title} has no day", (fixture.id,))
        for fixture in planned
        if fixture.id not in days
    ]
    for day, fixture in dated:
        found += _alone(fixture, day, demands, windows)
    for (first_day, first), (second_day, second) in combinations(dated, 2):
        if not first.excludes(second):
            found += _together((first_day, first), (second_day, second), demands)
    found += _disorder(planned, days, demands)
    return tuple(sorted(found, key=lambda fault: (fault.days, fault.fixtures, fault.kind, fault.club)))


def _alone(fixture: PlannedFixture, day: dt.date, demands: Demands, windows: Sequence[Window]) -> Iterable[Violation]:
    """Yield the faults of one match on its day."""
    who, when = (fixture.id,), (day,)
    if not fixture.first <= day <= fixture.last:
        text = f"{fixture.title} is planned for {fixture.first} to {fixture.last}, not {day}"
        yield Violation("outside", text, who, days=when)
    elif fixture.weekdays and day.weekday() not in fixture.weekdays:
        yield Violation("weekday", f"{fixture.title} is not planned for a {day:%A} ({day})", who, days=when)
    for window in windows:
        if window.first <= day <= window.last and closes(window, fixture, demands):
            text = f"{fixture.title} on {day} lies in {window.title} ({window.first} to {window.last})"
            yield Violation("release", text, who, window=window.id, days=when)
    for blocked in demands.blocked:
        if shuts(blocked, fixture, day):
            why = f": {blocked.reason}" if blocked.reason else ""
            yield Violation(
                "blocked", f"{fixture.title}: {blocked.place} is not to be had on {day}{why}", who, days=when
            )


def _together(
    one: tuple[dt.date, PlannedFixture], other: tuple[dt.date, PlannedFixture], demands: Demands
) -> Iterable[Violation]:
    """Yield a fault for each club that plays both of two matches with too little rest."""
    if other[0] < one[0]:
        one, other = other, one
    (early, first), (late, second) = one, other
    apart = (late - early).days
    for club in sorted({first.home, first.away} & {second.home, second.away} - {""}):
        who, when = (first.id, second.id), (early, late)
        if apart == 0:
            text = f"{club} plays {first.title} and {second.title} on the same day, {early}"
            yield Violation("same-day", text, who, club, days=when)
        elif apart * 24 < demands.rest_hours:
            text = (
                f"{club} has {apart * 24} of {demands.rest_hours} hours from {first.title} ({early}) "
                f"to {second.title} ({late})"
            )
            yield Violation("rest", text, who, club, days=when)


def _disorder(planned: Sequence[PlannedFixture], days: Mapping[str, dt.date], demands: Demands) -> Iterable[Violation]:
    """Yield a fault for each pair whose second match is not on a later day."""
    titles = {fixture.id: fixture.title for fixture in planned}
    for first, second in demands.order:
        if {first, second} <= titles.keys() & days.keys() and days[first] >= days[second]:
            text = f"{titles[second]} ({days[second]}) is played after {titles[first]} ({days[first]})"
            yield Violation("order", text, (first, second), days=(days[first], days[second]))
