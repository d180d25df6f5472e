"""Addresses of charts and tables: every one of them as a drawing or as data, with its citation."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.lab import Found
from cupwright.app.web.reader import STAMP, Reader, address
from cupwright.report.locales import Language

__all__ = ["Files", "files_of"]


class Files:
    """The addresses of the charts and tables of one answer.

    Parameters
    ----------
    reader
        Who reads.
    found
        The answer.
    """

    def __init__(self, reader: Reader, found: Found) -> None:
        self.reader, self.found = reader, found

    def url(self, name: str, kind: str, **more: Any) -> str:
        """Return the address of a chart (``svg``, ``png``, ``vl.json``) or a table (``csv``, ``json``)."""
        asked = self.found.asked
        parameters = {**dict(asked.parts), **more}
        return address(f"/{self.reader.language.code}/files/{asked.kind}/{name}.{kind}", parameters)

    def called(self, name: str) -> str:
        """Return what a chart or table is called; of several alike, their number stands at the end of the name."""
        if name.startswith("path-") and not name.startswith("path-ties"):
            name = "paths"
        stem, _, number = name.rpartition("-")
        if stem and number.isdecimal():
            return f"{_called(stem, self.reader.language)} ({number})"
        kind = self.found.asked.kind
        if name.startswith("club-"):
            name = "chances" if kind == "compare" else "strength"
        return _called(name, self.reader.language)

    @property
    def share(self) -> str:
        """The address that gives this page again, and no other: with what the answer rests on."""
        if self.found.data is None:
            return self.reader.here(**{STAMP: ""})
        return self.reader.here(**{STAMP: self.reader.stamp(self.found.data)})


def _called(name: str, language: Language) -> str:
    return {
        "berths": language.text("Places in other competitions"),
        "calendar": language.text("The year of the guests"),
        "chances": language.text("Its chances in the Libertadores of 2026, under each proposal"),
        "change": language.text("Who gains and who loses"),
        "course": language.text("Odds over time"),
        "coverage": language.text("Coverage"),
        "doubt": language.text("Luck and ignorance"),
        "groups": language.text("Where they finish in their groups"),
        "influential": language.text("The matches that move it most"),
        "journeys": language.text("Journeys"),
        "kinds": language.text("What carries it"),
        "leagues": language.text("Leagues"),
        "metrics": language.text("Quality, balance and reach"),
        "money": language.text("Money and travel"),
        "odds": language.text("Every club, every stage"),
        "opponents": language.text("Whom they meet"),
        "path-ties": language.text("Its likeliest opponents"),
        "paths": language.text("The way to the title"),
        "places": language.text("The ledger of places"),
        "ratings": language.text("Ratings"),
        "record": language.text("Its matches in the facts"),
        "register": language.text("How we know it is right"),
        "scores": language.text("Scoreboard"),
        "season": language.text("As it was played"),
        "sensitivity": language.text("How far to trust it"),
        "settings": language.text("What would change it"),
        "settling": language.text("What would settle it"),
        "sources": language.text("Sources"),
        "strength": language.text("Strength over time"),
        "swings": language.text("What matches do"),
        "title": language.text("Who wins the cup"),
        "trips": language.text("Matches of the guests"),
        "year": language.text("The matches of the year"),
    }[name]


def files_of(reader: Reader, found: Found) -> Files:
    """Return the addresses of an answer's charts and tables."""
    return Files(reader, found)
