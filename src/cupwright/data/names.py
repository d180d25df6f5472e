"""From a name as people write it to a club's id. Nothing is guessed: a name that two clubs bear is an error."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from cupwright.data.places import clubs
from cupwright.data.store import connect
from cupwright.errors import CupwrightError, Place, Problem, did_you_mean

__all__ = ["find_club", "fold", "resolve_club", "resolve_clubs"]


def fold(name: str) -> str:
    """Return a name without accents, case and punctuation; names that fold alike are taken as one spelling."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Return the clubs that bear each folded spelling."""
    found: dict[str, set[str]] = defaultdict(set)
    with connect(overlay=False) as connection:
        for club, name in connection.execute("SELECT club, name FROM club_names").fetchall():
            found[fold(name)].add(club)
    return {spelling: tuple(sorted(owners)) for spelling, owners in found.items()}


def _namesakes(folded: str) -> tuple[str, ...]:
    """Return clubs one of whose spellings holds the whole of `folded` as words."""
    words = f" {folded} "
    return tuple(sorted({club for text, owners in _spellings().items() if words in f" {text} " for club in owners}))


def find_club(name: str, countries: Iterable[str] = (), place: Place | None = None) -> str | Problem:
    """Return the id of the club that `name` names, or the problem that keeps it from being known.

    Parameters
    ----------
    name
        An id, or a name or alias in any case, with or without accents.
    countries
        FIFA codes of the only countries in question, where the context says so; a name that is ambiguous in the world
        may be clear there.
    place
        Where the name stands, for the problem.
    """
    known = clubs()
    wanted = name.strip()
    allowed = frozenset(countries)
    if wanted in known and (not allowed or known[wanted].country in allowed):
        return wanted
    folded = fold(wanted)
    owners = _spellings().get(folded, ())
    if allowed:
        owners = tuple(club for club in owners if known[club].country in allowed)
    namesakes = owners if allowed else tuple(sorted({*owners, *_same_name(folded)}))
    if len(namesakes) == 1:
        return namesakes[0]
    if namesakes:
        listed = tuple(_introduce(club) for club in namesakes)
        return Problem(
            "ambiguous-club", f"`{name}` can be {len(namesakes)} clubs", place, listed, "write one of these ids"
        )
    words = {**{club: club for club in known}, **{text: owners[0] for text, owners in _spellings().items()}}
    near = did_you_mean(wanted, known) or did_you_mean(folded, words)
    inside = _namesakes(folded) if len(folded) > 3 else ()
    facts = tuple(_introduce(club) for club in inside[:6])
    where = f" in {', '.join(sorted(allowed))}" if allowed else ""
    return Problem("unknown-club", f"no club{where} is called `{name}`", place, facts, near)


def _introduce(club: str) -> str:
    found = clubs()[club]
    country = f"({found.country})"
    return f"`{club}`: {found.name}" + ("" if found.name.endswith(country) else f" {country}")


def _same_name(folded: str) -> tuple[str, ...]:
    """Return clubs whose own name is this one but for the kind of club and the country it is told apart by.

    So that `Barcelona` is not taken for the one club that happens to list it among its aliases.
    """
    core = _core(folded)
    return tuple(club for club, text in _canonical().items() if core and text == core)


_KINDS = frozenset(
    [
        "ac",
        "afc",
        "ca",
        "cd",
        "cf",
        "club",
        "ec",
        "fc",
        "fbc",
        "sc",
        "sd",
        "se",
        "ad",
        "cs",
        "csd",
        "de",
        "deportivo",
        "futbol",
        "football",
    ]
)


def _core(folded: str) -> str:
    return " ".join(word for word in folded.split() if word not in _KINDS)


@cache
def _canonical() -> dict[str, str]:
    return {club.id: _core(fold(re.sub(r"\s*\([^)]*\)$", "", club.name))) for club in clubs().values()}


def resolve_club(name: str, countries: Iterable[str] = (), place: Place | None = None) -> str:
    """Return the id of the club that `name` names; see :func:`find_club`.

    Raises
    ------
    CupwrightError
        If no club bears the name, or more than one does: the message lists them.
    """
    found = find_club(name, countries, place)
    if isinstance(found, Problem):
        raise CupwrightError(found)
    return found


def resolve_clubs(names: Iterable[str]) -> list[str]:
    """Return the ids of several clubs, each once, in order.

    Raises
    ------
    CupwrightError
        For every name that no club bears, or more than one.
    """
    found = [find_club(name) for name in names]
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise CupwrightError(problems)
    return list(dict.fromkeys(one for one in found if isinstance(one, str)))
