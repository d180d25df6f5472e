"""What a question about a calendar is put together from: the calendars of a year, the clubs, and where they play."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cupwright.errors import all_of
from cupwright.football.calendars import Calendar
from cupwright.football.competitions import Edition
from cupwright.study.calendar_asked import moved_of, valid_year
from cupwright.study.calendar_places import Places
from cupwright.study.calendar_rows import Member
from cupwright.study.calendar_shelf import calendars_beside, cup_calendar
from cupwright.study.calendar_stages import with_stages

__all__ = ["parts_of", "year_of"]

Parts = tuple[Calendar, tuple[Calendar, ...], tuple[Member, ...], Places]


def year_of(year: int | None, own: Calendar | None, edition: Edition) -> int:
    """Return the year asked for; if there is none that of the user's own calendar, or of the edition."""
    if year is not None:
        return year
    return edition.year if own is None else own.year


def parts_of(
    edition: Edition,
    own: Calendar | None,
    year: int,
    beside: Sequence[str],
    moved: Sequence[str],
    members: Callable[[], tuple[Member, ...]],
) -> Parts:
    """Return the cup's calendar with the days of stages that a proposal adds, the others, the clubs and their places.

    Raises
    ------
    CupwrightError
        For a year that is none; else with the problems of calendars, clubs and places together.
    """
    valid_year(year)
    cup, others, found, places = all_of(
        lambda: own or cup_calendar(*edition.results, year),
        lambda: calendars_beside(beside, year),
        members,
        lambda: Places(moved_of(moved, year)),
    )
    return with_stages(cup, edition), tuple(one for one in others if one.id != cup.id), found, places
