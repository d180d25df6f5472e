"""A proposal in every year of its history: which years it can hold in, and why not in the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError, Problem
from cupwright.football.access import PlaceChange
from cupwright.football.competitions import Edition
from cupwright.study.documents import known_clubs, load

if TYPE_CHECKING:
    from cupwright.rulebook import History, Proposal, Reading

__all__ = ["YearRead", "history_of", "read_years"]

_LONGEST_SILENCE = dt.timedelta(days=366)


@dataclass(frozen=True, eq=False)
class YearRead:
    """One year: the edition, the proposal as it reads in it, the edition it makes, and its ledger of places.

    Without `amended` the year is refused, and `reasons` say why.
    """

    year: int
    name: str
    edition: Edition | None = None
    reading: Reading | None = None
    amended: Edition | None = None
    places: tuple[PlaceChange, ...] = ()
    reasons: tuple[str, ...] = field(default=())


def history_of(document: Proposal | str | Path) -> tuple[Proposal, History]:
    """Return a proposal and the history that reads it.

    Raises
    ------
    CupwrightError
        If the document is no proposal, or says nothing of other years.
    """
    from cupwright.rulebook import Proposal, load_history

    found = load(document) if isinstance(document, str | Path) else document
    if not isinstance(found, Proposal):
        kind = type(found).__name__.lower()
        hint = "`cupwright show` lists the documents of the library"
        raise CupwrightError.of("kind", f"`{document}` is of the kind {kind}, and a proposal is needed", hint=hint)
    if not found.history:
        raise CupwrightError.of(
            "history",
            f"`{found.id}` says nothing of other years than that of `{found.amends}`",
            hint="name a history in it: `history: guests-2017-2026`",
        )
    return found, load_history(found.history, Path(found.file))


def read_years(
    proposal: Proposal, history: History, years: tuple[int, int] | None, parameters: Mapping[str, Any] | None
) -> Iterator[YearRead]:
    """Yield the proposal as it reads in each year, in order; a year in which it cannot hold comes with its reasons.

    Raises
    ------
    CupwrightError
        If the years asked for lie outside the history, or a parameter is unknown.
    """
    from cupwright.rulebook import proposals

    proposals.resolve(proposal, parameters or {})
    first, last = years or history.years
    if not history.years[0] <= first <= last <= history.years[1]:
        spoken = f"{history.years[0]}-{history.years[1]}"
        raise CupwrightError.of("years", f"`{history.id}` covers {spoken}, not {first}-{last}")
    for year in range(first, last + 1):
        yield _read(proposal, history, year, parameters)


def _read(proposal: Proposal, history: History, year: int, parameters: Mapping[str, Any] | None) -> YearRead:
    from cupwright.data.matches import fetched_together
    from cupwright.data.standings import standings
    from cupwright.rulebook import amend, load_edition, places, read_for

    name, edition, reading = history.edition(year), None, None
    try:
        edition = load_edition(name, known_clubs())
        with fetched_together(history.results_of(year)):
            reading = read_for(proposal, history, edition, standings, parameters, _absences(edition.starts))
        # As it reads in its own year the proposal still has its parameters; elsewhere they are put in already.
        own = parameters if reading.proposal is proposal else None
        amended = amend(edition, reading.proposal, own, known_clubs())
        return YearRead(year, name, edition, reading, amended, places(edition, amended, reading.proposal, own))
    except CupwrightError as error:
        return YearRead(year, name, edition, reading, reasons=tuple(_in_words(problem) for problem in error.problems))


def _in_words(problem: Problem) -> str:
    return problem.message + (f" ({'; '.join(problem.facts)})" if problem.facts else "")


def _absences(day: dt.date) -> Callable[[str], str]:
    """Return a function that says of a club why it could not have come: its last match before a day is long past."""

    @cache
    def last() -> dict[str, dt.date]:
        from cupwright.data.matches import last_match_dates

        return last_match_dates(day - dt.timedelta(days=1))

    def why(club: str) -> str:
        if club not in last():
            return "has played no match that the facts hold"
        return "" if day - last()[club] <= _LONGEST_SILENCE else f"had not played since {last()[club]}"

    return why
