"""The year of one club: its matches in a cup and in all that it plays beside it by the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.study.calendar import calendar
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_guests import named_beside
from cupwright.study.documents import load, playable
from cupwright.study.running import Progress

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = ["club_year"]


def club_year(
    club: str,
    documents: Sequence[str],
    *,
    worlds: int = 0,
    seed: int = 7,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    progress: Progress | None = None,
) -> dict[str, Any] | None:
    """Return the check of the year of a club under the first of some rule books that has it in its field.

    Parameters
    ----------
    club
        Its id.
    documents
        Editions or proposals of the library, by name.
    worlds, seed, threads, settings, progress
        As in :func:`cupwright.study.calendar.calendar`. An edition is checked as it was played, without worlds: what
        its eve made likely is known better now.

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
                return calendar(document, clubs=[club], beside=beside, worlds=0 if _is_edition(document) else worlds,
                                seed=seed, threads=threads, settings=settings, progress=progress).to_dict()  # fmt: skip
            except CupwrightError as error:
                if {problem.code for problem in error.problems} <= {"unknown-year", "unknown-calendar"}:
                    return None
                raise
    return None


def _is_edition(document: str) -> bool:
    return isinstance(load(document), Edition)
