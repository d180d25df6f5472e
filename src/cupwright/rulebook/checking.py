"""Check a document of any kind, however it is given."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from cupwright.football.calendars import Calendar
from cupwright.football.competitions import Edition, Format
from cupwright.rulebook.calendars import dump_calendar
from cupwright.rulebook.checks.calendar import check_calendar
from cupwright.rulebook.checks.run import check_edition, check_format
from cupwright.rulebook.dump import dump_edition, dump_format
from cupwright.rulebook.loading import load, load_proposal
from cupwright.rulebook.overlay import Overlay
from cupwright.rulebook.proposals import Proposal

__all__ = ["check"]


def check(
    document: str | Path | Edition | Format | Proposal | Calendar, known_clubs: Collection[str] | None = None
) -> None:
    """Check a document in full: its keys and values, its sense, and (given `known_clubs`) that its clubs exist.

    Parameters
    ----------
    document
        A name in the library, a path, or a document that was loaded.
    known_clubs
        Ids of all clubs, or a mapping of them to their associations.

    Raises
    ------
    CupwrightError
        With all problems at once.
    """
    if isinstance(document, str | Path):
        load(document, known_clubs)
    elif isinstance(document, Proposal):
        load_proposal(Path(document.file) if Path(document.file).exists() else document.id, known_clubs)
    elif isinstance(document, Calendar):
        tree = dump_calendar(document)
        check_calendar(tree, Overlay(document.file, tree), known_clubs).finish()
    elif isinstance(document, Format):
        check_format(document, Overlay(document.file, dump_format(document)))
    else:
        rules = Overlay(document.format.file, dump_format(document.format))
        check_edition(document, rules, Overlay(document.file, dump_edition(document)), known_clubs)
