"""What each club plays in a year: in the cup that is checked and in the competitions beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cupwright.football.calendars import Calendar, PlannedFixture, Window
from cupwright.football.competitions import Edition
from cupwright.study.calendar_entrants import CONFEDERATIONS, takes_part
from cupwright.study.calendar_facts import calendar_fixtures, planned_fixtures
from cupwright.study.calendar_field import reachable
from cupwright.study.calendar_rows import Member

__all__ = ["Frame", "clubs_fixtures", "sister", "windows_for"]

Chances = Mapping[tuple[str, str], float]

# Of "round-of-16" and "apertura-play-offs" the hyphens that a title does not have.
_BETWEEN_WORDS = re.compile(r"(?<!quarter)(?<!semi)(?<!play)-")


@dataclass(frozen=True, slots=True)
class Frame:
    """The days that are looked at, both included: the year, and what of the cup's season lies outside it."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, year: int, cup: Calendar) -> Frame:
        """Return the year and the cup's season."""
        return cls(min(dt.date(year, 1, 1), cup.span[0]), max(dt.date(year, 12, 31), cup.span[1]))

    def holds(self, one: PlannedFixture | Window) -> bool:
        """Return whether a match or window lies in it wholly."""
        return self.first <= one.first and one.last <= self.last


def clubs_fixtures(
    edition: Edition,
    cup: Calendar,
    beside: Sequence[Calendar],
    members: Sequence[Member],
    frame: Frame,
    *,
    as_played: bool,
    chances: Chances | None = None,
) -> dict[str, list[PlannedFixture]]:
    """Return what each club plays, by its id.

    Parameters
    ----------
    edition
        The cup as it would be played.
    cup, beside
        Its calendar and those of other competitions.
    members
        The clubs.
    frame
        What lies outside is left out.
    as_played
        Whether the real matches of the cup count, because it is checked as it was.
    chances
        By club and stage of the cup, how likely the club enters it.
    """
    found: defaultdict[str, list[PlannedFixture]] = defaultdict(list)
    held = {slot.club for slot in edition.slots}
    real = [member for member in members if as_played and member.club in held]
    planned = [member for member in members if member not in real]
    for group, make in ((real, calendar_fixtures), (planned, planned_fixtures)):
        enters = {member.club: member.enters for member in group}
        if not enters:
            continue
        fixtures = make(cup, list(enters), _with_windows(cup, enters))
        for member in group:
            stages = reachable(edition, member.enters)
            for fixture in fixtures:
                if member.club in (fixture.home, fixture.away) and (fixture.played or fixture.stage in stages):
                    found[member.club].append(_likely(_named(fixture, cup), member, chances))
    for calendar in beside:
        clubs = [member.club for member in members if takes_part(calendar, member)]
        for fixture in calendar_fixtures(calendar, clubs) if clubs else ():
            for club in {fixture.home, fixture.away} & set(clubs):
                if not _spare(fixture) and (fixture.played or not sister(calendar, cup)):
                    found[club].append(_named(fixture, calendar))
    return {club: [one for one in fixtures if frame.holds(one)] for club, fixtures in found.items()}


def sister(calendar: Calendar, cup: Calendar) -> bool:
    """Return whether a calendar is that of another cup of the same confederation.

    A club plays one or the other; who drops from one into the other is not planned, so that only real matches count.
    """
    prefix = calendar.competition.partition("-")[0]
    return prefix == cup.competition.partition("-")[0] and prefix.upper() in CONFEDERATIONS


def _spare(fixture: PlannedFixture) -> bool:
    """Return whether it is a match above the least of a window that every club plays in: how a league spreads its
    matches over its windows is not known, so the least count. The third match of a series is none of these.
    """
    return len(fixture.needs) == 1 and fixture.needs[0][1] == "played"


def _with_windows(cup: Calendar, enters: Mapping[str, str]) -> dict[str, str]:
    """Return the entry stages that the calendar speaks of."""
    stages = {window.stage for window in cup.windows}
    return {club: stage for club, stage in enters.items() if stage in stages}


def _likely(fixture: PlannedFixture, member: Member, chances: Chances | None) -> PlannedFixture:
    if chances is None or fixture.played or not (fixture.needs or not member.decided):
        return fixture
    return replace(fixture, chance=chances.get((member.club, fixture.stage)))


def _named(fixture: PlannedFixture, calendar: Calendar) -> PlannedFixture:
    """Return a real match with a title that names the competition as its calendar does, and both clubs."""
    if not fixture.played:
        return fixture
    from cupwright.data.places import clubs

    known = clubs()
    names = [known[club].name if club in known else club for club in (fixture.home, fixture.away)]
    stage = _BETWEEN_WORDS.sub(" ", fixture.stage)
    return replace(fixture, title=f"{calendar.title}: {stage + ', ' if stage else ''}{names[0]} v {names[1]}")


def windows_for(
    members: Sequence[Member], cup: Calendar, release: Sequence[Calendar], beside: Sequence[Calendar], frame: Frame
) -> dict[str, list[Window]]:
    """Return, by club, the windows of release that concern its players, the breaks of the competitions beside, and the
    windows in which the lists of the cup are open.
    """
    from cupwright.data.places import clubs

    known = clubs()
    found: dict[str, list[Window]] = {}
    for member in members:
        confederation = known[member.club].confederation if member.club in known else ""
        found[member.club] = [
            replace(window, clubs=(member.club,))
            for calendar, uses in (
                (cup, ("registration",)), *((one, ("release",)) for one in release),
                *((one, ("break",)) for one in beside if takes_part(one, member)),
            )
            for window in calendar.windows
            if window.use in uses
            and window.last >= frame.first and window.first <= frame.last
            and (not window.clubs or member.club in window.clubs)
            and (not window.associations or member.association in window.associations)
            and (not window.confederations or confederation in window.confederations)
        ]  # fmt: skip
    return found
