"""Ratings: clubs, leagues and confederations, and the gap between two leagues with what carries it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from cupwright.app.web.downloads import files_of
from cupwright.app.web.page_clubs import recent
from cupwright.app.web.questions import question
from cupwright.app.web.reader import Reader
from cupwright.report import gap as gap_words

__all__ = ["gap", "page"]

_SHOWN = 100


async def page(reader: Reader) -> Response:
    """Show the table of ratings."""
    found = await reader.ask(question("ratings", {"until": reader.get("until")}))
    of = reader.get("of").upper()[:12]
    rows: list[dict[str, Any]] = []
    countries: list[tuple[str, str]] = []
    if found.data is not None:
        every = found.data["ratings"]
        countries = sorted(((code, reader.language.country(code)) for code in {row["country"] for row in every}),
                           key=lambda pair: pair[1])  # fmt: skip
        rows = [row for row in recent(found.data) if not of or of in (row["country"], row["confederation"])][:_SHOWN]
    return await reader.show(
        "ratings.html.j2", found=found, job=reader.progress(found.job), files=files_of(reader, found), d=found.data,
        rows=rows, of=of, countries=countries,
    )  # fmt: skip


async def gap(reader: Reader) -> Response:
    """Show how two leagues compare, and which matches say so."""
    pair = reader.get("of", "BRA").upper()[:12], reader.get("over", "MEX").upper()[:12]
    found = await reader.ask(question("gap", {"of": pair[0], "over": pair[1]}))
    data, say = found.data, reader.language
    parts: dict[str, Any] = {}
    if data is not None:
        from cupwright.data.places import clubs

        names = {name: club.name for name, club in clubs().items()}
        parts = {
            "sentence": gap_words.gap_sentence(data, say), "settle": gap_words.settle_sentence(data, say),
            "kinds": gap_words.kind_rows(data, say) if data["identified"] else [],
            "matches": [(say.days(row[0], row[0]), *row[1:]) for row in gap_words.match_rows(data, names, say)]
            if data["identified"] else [],
            "sensitivity": gap_words.sensitivity_rows(data, say), "season": gap_words.settle_rows(data, say),
        }  # fmt: skip
    return await reader.show(
        "gap.html.j2", found=found, job=reader.progress(found.job), files=files_of(reader, found), d=data, pair=pair,
        g=parts, leagues=_leagues(reader),
    )  # fmt: skip


def _leagues(reader: Reader) -> list[tuple[str, str]]:
    codes = ("ARG", "BOL", "BRA", "CHI", "COL", "CRC", "ECU", "MEX", "PAR", "PER", "URU", "USA", "VEN")
    return sorted(((code, reader.language.country(code)) for code in codes), key=lambda pair: pair[1])
