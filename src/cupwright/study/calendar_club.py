"""The year of one club: its matches in a cup and in all that it plays beside it by the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cupwright.errors import CupwrightError
from cupwright.study.calendar import calendar
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_guests import named_beside
from cupwright.study.documents import playable

__all__ = ["club_year"]


def club_year(club: str, documents: Sequence[str]) -> dict[str, Any] | None:
    """Return the check of the year of a club under the first of some rule books that has it in its field.

    Parameters
    ----------
    club
        Its id.
    documents
        Editions or proposals of the library, by name.

    Returns
    -------
    dict or None
        As the answer of :func:`cupwright.study.calendar.calendar`; None if no field has the club, or the library has
        no calendar of the cup in that year.

    Raises
    ------
    CupwrightError
        If a document cannot be loaded.
    """
    for document in documents:
        edition = playable(document)
        if any(slot.club == club for slot in edition.slots):
            beside = named_beside(members_of(edition, [club]), edition.year)
            try:
                return calendar(document, clubs=[club], beside=beside).to_dict()
            except CupwrightError as error:
                if {problem.code for problem in error.problems} <= {"unknown-year", "unknown-calendar"}:
                    return None
                raise
    return None
