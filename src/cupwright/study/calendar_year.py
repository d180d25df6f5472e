"""The year of every club of a cup as plain data: what is asked with all its parts found, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cupwright.data.matches import last_day
from cupwright.football.calendars import Calendar, PlannedFixture, Window
from cupwright.football.competitions import Edition
from cupwright.football.institutions import COMPETITIONS
from cupwright.schedule.club_year import check_club
from cupwright.schedule.demands import Demands
from cupwright.schedule.travel import Pace
from cupwright.study.calendar_chances import likely
from cupwright.study.calendar_entrants import entrant_notes, entrants_rows
from cupwright.study.calendar_fixtures import Frame, clubs_fixtures, sister, windows_for
from cupwright.study.calendar_places import Places
from cupwright.study.calendar_rows import Member, club_row, finding_row
from cupwright.study.calendar_shelf import release_calendars
from cupwright.study.calendar_stages import stage_notes, unplanned
from cupwright.study.calendar_words import days_words, outcome_of, verdict_words
from cupwright.study.calendar_worlds import Outlook

__all__ = ["Question", "ends_of", "fixtures_of", "planned_of", "titles_of", "year_data"]

_GAP_DAYS = 31


@dataclass(frozen=True)
class Question:
    """What is asked: a cup in a year, beside other competitions, for some clubs, under demands.

    `as_played` says whether the real matches of the cup count.
    """

    edition: Edition
    year: int
    cup: Calendar
    beside: tuple[Calendar, ...]
    members: tuple[Member, ...]
    demands: Demands
    pace: Pace
    places: Places
    as_played: bool


def year_data(asked: Question, outlook: Outlook) -> dict[str, Any]:
    """Return the answer, but for where it comes from; the chances are those of `outlook`, if worlds were played."""
    cup, others, members, demands = asked.cup, asked.beside, asked.members, asked.demands
    frame = Frame.of(asked.year, cup)
    fixtures = _fixtures(asked, outlook)
    released = release_calendars(asked.year)
    windows = windows_for(members, cup, released, others, frame)
    leagues = frozenset(one.competition for one in others if COMPETITIONS.get(one.competition))
    rows, findings = [], []
    for member in members:
        own, untold = _told(asked, fixtures.get(member.club, []))
        one = check_club(member.club, own, demands, windows[member.club], frozenset({cup.competition}), leagues)
        found = [finding_row(finding, member, demands, cup.competition, outlook) for finding in one.findings]
        row = club_row(member, one, untold, found, asked.places, asked.pace, frame.first)
        rows.append({**row, "expected_in_cup": outlook.expected.get(member.club)})
        findings += found
    findings.sort(key=lambda row: (not row["hard"], not row["of_cup"], not row["certain"], row["first"], row["club"]))
    entrants = entrants_rows([one for one in others if not sister(one, cup)], members, fixtures)
    outcome = outcome_of(rows, findings, demands, cup.competition, unplanned(cup, asked.edition))
    return {
        "title": f"{asked.edition.title}: the calendar of {asked.year}",
        "year": asked.year,
        "from": str(frame.first),
        "until": str(frame.last),
        "feasible": all(row["feasible"] for row in rows),
        "verdict": verdict_words(outcome, rows, findings),
        "outcome": outcome,
        "entrants": entrants,
        "worlds": outlook.worlds,
        "demands": _demands(demands, asked.pace),
        "competitions": titles_of([cup, *others]),
        "release": _release(windows, members),
        "clubs": rows,
        "findings": findings,
        "calendars": [_calendar(one) for one in (cup, *others, *released)],
        "notes": [*_notes(asked, rows), *_guest_notes(asked.edition, members),
                  *entrant_notes(entrants, {member.club: member.name for member in members}), *ends_of(others, frame)],
    }  # fmt: skip


def fixtures_of(asked: Question, outlook: Outlook) -> tuple[PlannedFixture, ...]:
    """Return every match that the clubs play or may play, each once, by day.

    Where the facts have no day for a match, it spans the window of its calendar.
    """
    planned = planned_of(asked, outlook)
    each = {one.id: one for member in asked.members for one in planned.get(member.club, ())}
    return tuple(sorted(each.values(), key=lambda one: (one.first, one.id)))


def planned_of(asked: Question, outlook: Outlook) -> dict[str, list[PlannedFixture]]:
    """Return what each club plays or may play, by its id, with the chances that are known.

    Of a cup that is checked as it was played, matches whose days are past and that have no result are left out.
    """
    return {club: _told(asked, own)[0] for club, own in _fixtures(asked, outlook).items()}


def _told(asked: Question, fixtures: Sequence[PlannedFixture]) -> tuple[list[PlannedFixture], list[PlannedFixture]]:
    """Return the matches that are judged, and those that were to be played by the last day of the facts and have no
    result there: in a season as it was, they are not still to be placed.
    """
    last = last_day() if asked.as_played else None
    untold = [one for one in fixtures if last is not None and not one.played and one.last <= last]
    return [one for one in fixtures if one not in untold], untold


def _fixtures(asked: Question, outlook: Outlook) -> dict[str, list[PlannedFixture]]:
    frame = Frame.of(asked.year, asked.cup)
    found = clubs_fixtures(asked.edition, asked.cup, asked.beside, asked.members, frame, as_played=asked.as_played,
                           chances=outlook.reached if outlook.worlds else None)  # fmt: skip
    return {
        club: [one if one.competition == asked.cup.competition else likely(one, club, outlook) for one in fixtures]
        for club, fixtures in found.items()
    }


def ends_of(calendars: Sequence[Calendar], frame: Frame) -> list[str]:
    """Return a note for each league whose calendars end long before the year does."""
    last: dict[str, Calendar] = {}
    for one in calendars:
        if not COMPETITIONS.get(one.competition):
            continue
        if one.competition not in last or one.span[1] > last[one.competition].span[1]:
            last[one.competition] = one
    return [
        f"No calendar beside speaks of {title} after {days_words(one.span[1], one.span[1])}: nothing is checked there."
        for title, one in ((titles_of([one])[one.competition], one) for one in last.values())
        if (frame.last - one.span[1]).days > _GAP_DAYS
    ]


def titles_of(calendars: Sequence[Calendar]) -> dict[str, str]:
    """Return what each competition is called."""
    return {one.competition: one.title.partition(",")[0].rstrip(" 0123456789-") for one in reversed(calendars)}


def _demands(demands: Demands, pace: Pace) -> dict[str, Any]:
    return {
        "rest_hours": demands.rest_hours,
        "tight_hours": demands.tight_hours,
        "release_binds": demands.release_binds,
        "blocked": [
            {"place": one.place, "first": str(one.first), "last": str(one.last), "reason": one.reason}
            for one in demands.blocked
        ],
        "pace": {"speed_kmh": pace.speed_kmh, "ground_hours": pace.ground_hours, "road_days": pace.road_days},
    }


def _release(windows: dict[str, list[Window]], members: Sequence[Member]) -> list[dict[str, str]]:
    """Return the windows of release that concern a club of the field."""
    found = {
        (window.id, window.title, window.first, window.last)
        for member in members
        for window in windows[member.club]
        if window.use == "release"
    }
    return [
        {"id": name, "title": title, "first": str(first), "last": str(last)}
        for name, title, first, last in sorted(found, key=lambda row: (row[2], row[0]))
    ]


def _calendar(one: Calendar) -> dict[str, Any]:
    sources = dict.fromkeys(window.source for window in one.windows if window.source is not None)
    return {
        "id": one.id,
        "title": one.title,
        "competition": one.competition,
        "assumed": any(window.assumed for window in one.windows),
        "sources": [{"title": source.title, "confidence": source.confidence} for source in sources],
    }


def _notes(asked: Question, rows: Sequence[dict[str, Any]]) -> list[str]:
    demands, pace, cup = asked.demands, asked.pace, asked.cup
    notes = [
        "Kick-off times are not known: hours are whole days times 24.",
        "Days of other competitions are as they were played or are laid down; a league that moves a match can mend a "
        "clash.",
        f"Journeys are geodesics on WGS 84 at {pace.speed_kmh:g} km/h and {pace.ground_hours:g} hours on the ground; a "
        f"club stays on the road between two matches away from home up to {pace.road_days} days apart. Matches whose "
        "place is not known yet are left out.",
    ]
    if any(window.assumed for window in cup.windows):
        notes.append(f"The days of {cup.title} are assumed.")
    if asked.as_played:
        notes.append("What was played was played: its rest is measured, and none of it counts as impossible.")
    else:
        notes.append("No match of the cup counts as played: the days are those its calendar lays down.")
    notes += [
        f"Of {one.title} only matches that were played count: who drops into it is not planned."
        for one in asked.beside if sister(one, cup)
    ]  # fmt: skip
    notes += stage_notes(cup, asked.edition)
    if demands.blocked:
        notes.append("Blocked days bind matches whose ground is known; where the host is not drawn yet they cannot.")
    if not demands.release_binds:
        notes.append("Windows of release do not bind.")
    homeless = [row["name"] for row in rows if not row["travel"]["home_known"]]
    if homeless:
        notes.append(f"Where {', '.join(homeless)} play is not known: their journeys are unknown, not guessed.")
    return notes


def _guest_notes(edition: Edition, members: Sequence[Member]) -> list[str]:
    held = {slot.club for slot in edition.slots}
    return [
        f"{member.name} is not in the field: it is taken for a guest that enters at `{member.enters}`."
        for member in members if member.decided and member.club not in held
    ]  # fmt: skip
