"""The year of the guests of a proposal, as a comparison tells it beside the odds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.schedule.demands import Demands
from cupwright.schedule.travel import Pace
from cupwright.study.calendar_entrants import takes_part
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_places import Places
from cupwright.study.calendar_rows import Member
from cupwright.study.calendar_shelf import calendars_beside, cup_calendar, short_names
from cupwright.study.calendar_worlds import Outlook
from cupwright.study.calendar_year import Question, year_data

__all__ = ["guests_year", "named_beside"]


def guests_year(edition: Edition, reached: dict[tuple[str, str], float], worlds: int) -> dict[str, Any] | None:
    """Return the year of the guests beside all that they play by the library, or None.

    None without guests, and where the library has no calendar of the cup in that year.

    Parameters
    ----------
    edition
        The cup as a proposal has it.
    reached
        By club and stage, how likely the club enters it.
    worlds
        How many worlds that rests on.
    """
    guests = [slot.club for slot in edition.slots if slot.guest and slot.club]
    if not guests:
        return None
    try:
        cup = cup_calendar(*edition.results, edition.year)
    except CupwrightError:
        return None
    members = members_of(edition, guests)
    named = named_beside(members, edition.year)
    beside = [
        calendar
        for calendar in calendars_beside(named, edition.year)
        if calendar.id != cup.id and any(takes_part(calendar, member) for member in members)
    ]
    question = Question(edition, edition.year, cup, tuple(beside), members, Demands(), Pace(), Places(), False)
    data = year_data(question, Outlook(worlds, reached))
    data["clubs"] = [{key: value for key, value in row.items() if key != "year"} for row in data["clubs"]]
    return data


def named_beside(members: Sequence[Member], year: int) -> list[str]:
    """Return the short names of the competitions that have a calendar of a year, and in which one of them can play."""
    found = []
    for name in short_names():
        try:
            calendars = calendars_beside([name], year)
        except CupwrightError:
            continue
        if any(takes_part(calendar, member) for calendar in calendars for member in members):
            found.append(name)
    return found
