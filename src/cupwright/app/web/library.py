"""What the library holds, as lists to choose from."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.report.locales import Language

__all__ = [
    "ProposalEntry",
    "comparable",
    "edition_groups",
    "edition_named",
    "editions",
    "proposals",
    "proposals_of",
    "year_of",
]

_YEAR = re.compile(r"^(?P<competition>.*?)-(?P<year>\d{4})(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class ProposalEntry:
    """A proposal of the library: its name, title, summary, what it amends, and whether its guests are known."""

    name: str
    title: str
    summary: str
    amends: str
    decided: bool = True


@cache
def editions() -> tuple[str, ...]:
    """Return the names of all editions, by competition, the newest first."""
    from cupwright.rulebook import list_documents

    found = [name for name, path in list_documents().items() if path.parent.name == "editions"]
    return tuple(sorted(found, key=lambda name: (_split(name)[0], tuple(-ord(letter) for letter in _split(name)[1]))))


def _split(name: str) -> tuple[str, str]:
    match = _YEAR.match(name)
    return (match["competition"], match["year"] + match["rest"]) if match else (name, "")


def edition_groups(language: Language) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the editions by competition: its id, what it is called, and its editions with what they are called."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in editions():
        groups.setdefault(_split(name)[0], []).append((name, language.competition(name)))
    first = ["copa-libertadores", "copa-sudamericana", "concacaf-champions", "mls", "liga-mx", "club-world-cup"]
    order = sorted(groups, key=lambda one: (first.index(one) if one in first else len(first), one))
    return [(one, language.competition(one), groups[one]) for one in order]


def edition_named(name: str) -> str:
    """Return the name of an edition.

    Raises
    ------
    CupwrightError
        If the library has none of that name.
    """
    if name in editions():
        return name
    hint = did_you_mean(name[:80], editions())
    raise CupwrightError.of("unknown-edition-name", f"the library has no edition `{name[:80]}`", hint=hint)


@cache
def proposals() -> tuple[ProposalEntry, ...]:
    """Return the proposals of the library, those of the newest editions first."""
    from cupwright.rulebook import list_documents, load_proposal

    found = []
    for name, path in list_documents().items():
        if path.parent.name == "proposals":
            one = load_proposal(name)
            decided = not any("earned-in" in body for kind, body in one.changes if kind in ("add-guest", "add-slot"))
            found.append(ProposalEntry(name, one.title, one.summary, one.amends, decided))
    return tuple(sorted(found, key=lambda one: ([-int(year) for year in re.findall(r"\d{4}", one.amends)], one.name)))


def proposals_of(edition: str) -> tuple[ProposalEntry, ...]:
    """Return the proposals that amend an edition."""
    return tuple(one for one in proposals() if one.amends == edition)


def comparable(edition: str) -> tuple[ProposalEntry, ...]:
    """Return the proposals that an edition can be compared with: in a comparison both sides know their clubs."""
    return tuple(one for one in proposals_of(edition) if one.decided)


def year_of(name: str) -> int:
    """Return the year in the name of an edition."""
    match = _YEAR.match(name)
    return int(match["year"]) if match else dt.date.min.year
