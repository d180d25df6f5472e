"""Which calendars of the library speak of a year, by the names that people use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.calendars import Calendar
from cupwright.football.competitions import Edition
from cupwright.study.calendar_stages import require_stages

__all__ = ["calendars_beside", "cup_calendar", "own_calendar", "release_calendars", "short_names"]

FIFA = "fifa"

_ID = re.compile(r"calendar-(?P<name>.+?)-(?P<year>\d{4})(?:-.*)?")


@cache
def _shelf() -> dict[str, dict[str, int]]:
    """Return the calendars of the library and their years by the short name of their competition, such as ``"mls"``."""
    from cupwright.rulebook import list_documents

    found: dict[str, dict[str, int]] = {}
    for name, path in list_documents().items():
        match = _ID.fullmatch(name)
        if match and path.parent.name == "calendars":
            found.setdefault(match["name"], {})[name] = int(match["year"])
    return found


def short_names() -> tuple[str, ...]:
    """Return the short names of the competitions that have a calendar."""
    return tuple(sorted(_shelf()))


@cache
def _load(name: str) -> Calendar:
    """Return a calendar of the library, which does not change while the program runs; a user's file may."""
    return _read(name)


def _read(document: str | Path) -> Calendar:
    from cupwright.rulebook import load_calendar

    return load_calendar(document)


def _of(short: str, year: int) -> list[Calendar]:
    """Return the calendars of a competition that speak of a day of a year."""
    found = (_load(name) for name, of in _shelf()[short].items() if abs(of - year) <= 1)
    return [one for one in found if one.span[0].year <= year <= one.span[1].year]


def release_calendars(year: int) -> list[Calendar]:
    """Return the windows of release of a year, if the library has them."""
    return _of(FIFA, year) if FIFA in _shelf() else []


def cup_calendar(competition: str, edition: str, year: int) -> Calendar:
    """Return the calendar of a competition in a year: of several, that of an edition of the facts.

    Raises
    ------
    CupwrightError
        If the library has none; the hint names the years that it has.
    """
    known: list[int] = []
    found: list[Calendar] = []
    for short, years in _shelf().items():
        if short == FIFA or _load(next(iter(years))).competition != competition:
            continue
        found += [_load(name) for name, of in years.items() if of == year]
        known += years.values()
    if found:
        return next((one for one in found if edition in one.editions), found[0])
    message = f"the library has no calendar of `{competition}` in {year}"
    hint = f"it has those of {_years(known)}" if known else "a calendar is a document: docs/documents.md"
    raise CupwrightError.of("unknown-year", message, hint=hint)


def own_calendar(document: str | Path, edition: Edition) -> Calendar:
    """Return a calendar of the cup that is not, or not only, in the library.

    Raises
    ------
    CupwrightError
        If it cannot be loaded, is that of another competition, or has a window of a stage that the edition lacks.
    """
    found, competition = _read(document), edition.results[0]
    if found.competition != competition:
        message = f"`{document}` is the calendar of `{found.competition}`, and one of `{competition}` is needed"
        raise CupwrightError.of("calendar", message)
    require_stages(found, edition)
    return found


def _years(years: Sequence[int]) -> str:
    return ", ".join(str(year) for year in sorted(set(years)))


def calendars_beside(names: Sequence[str], year: int) -> tuple[Calendar, ...]:
    """Return the calendars of the competitions named that speak of a year.

    Parameters
    ----------
    names
        Short names (``"mls"``), the ids of calendars, or paths.
    year
        Of the cup.

    Raises
    ------
    CupwrightError
        For every name that stands for nothing, and every competition without a calendar of that year.
    """
    shelf = _shelf()
    problems: list[Problem] = []
    found: list[Calendar] = []
    for name in dict.fromkeys(names):
        if name in shelf and name != FIFA:
            of_year = _of(name, year)
            if not of_year:
                years = list(shelf[name].values())
                message, hint = f"`{name}` has no calendar of {year}", f"it has those of {_years(years)}"
                problems.append(Problem("unknown-year", message, hint=hint))
            found += of_year
        elif name.startswith("calendar-") or name.endswith((".yaml", ".yml")):
            try:
                found.append(_read(name if name.startswith("calendar-") else Path(name)))
            except CupwrightError as error:
                problems += error.problems
        else:
            known = [short for short in shelf if short != FIFA]
            hint = did_you_mean(name, known) or f"known are {', '.join(sorted(known))}"
            problems.append(Problem("unknown-calendar", f"no competition beside is called `{name}`", hint=hint))
    if problems:
        raise CupwrightError(problems)
    return tuple({one.id: one for one in found}.values())
