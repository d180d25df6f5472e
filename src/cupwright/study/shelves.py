"""Which editions of a competition the library holds, found without building all of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from cupwright.errors import CupwrightError

__all__ = ["Shelved", "editions_after"]

# How long after the beginning of one edition the next one may begin that its berths lead to.
_HORIZON_YEARS = 2


@dataclass(frozen=True, slots=True)
class Shelved:
    """An edition of the library as its document names it, and which slot each club holds: name and entry stage."""

    name: str
    title: str
    competition: str
    year: int
    starts: dt.date
    slots: tuple[tuple[str, str, str], ...]

    def slot_of(self, club: str) -> tuple[str, str] | None:
        """Return the name and the entry stage of a club's slot, or None."""
        return next(((slot, enters) for held, slot, enters in self.slots if held == club), None)


def editions_after(competition: str, day: dt.date) -> list[Shelved]:
    """Return the editions of a competition that begin after a day, soonest first, within the next two years."""
    years = range(day.year, day.year + _HORIZON_YEARS + 1)
    found = [one for year in years for one in _of_year(year) if one.competition == competition and one.starts > day]
    last = day.replace(year=day.year + _HORIZON_YEARS, day=min(day.day, 28))
    return sorted((one for one in found if one.starts <= last), key=lambda one: (one.starts, one.name))


@cache
def _of_year(year: int) -> tuple[Shelved, ...]:
    """Return the editions whose names hold a year (the second of a pair such as 2010-11 counts as its first)."""
    from cupwright.rulebook import list_documents

    names = [name for name, path in list_documents().items() if path.parent.name == "editions"]
    mine = [name for name in names if (match := re.search(r"-(\d{4})(-|$)", name)) and int(match[1]) == year]
    return tuple(found for name in mine if (found := _shelved(name)) is not None)


def _shelved(name: str) -> Shelved | None:
    """Read what the shelf says of an edition; None for a document that cannot be read."""
    from cupwright.rulebook.loading import open_document

    try:
        tree = open_document(name).tree
        return Shelved(
            name,
            tree["title"],
            _competition(tree["format"]),
            int(tree["year"]),
            dt.date.fromisoformat(tree["starts"]),
            tuple((slot.get("club", ""), slot["slot"], slot["enters"]) for slot in tree["slots"]),
        )
    except (CupwrightError, KeyError, TypeError, ValueError):
        return None


@cache
def _competition(format_: str) -> str:
    """Return the competition of a format, or of the one that it takes over."""
    from cupwright.rulebook.loading import open_document

    tree = open_document(format_).tree
    return str(tree["competition"]) if "competition" in tree else _competition(tree["extends"])
