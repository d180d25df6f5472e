"""The page of all replays: one line for each edition, and every exception and difference by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from cupwright.report.html import render
from cupwright.report.numbers import plural
from cupwright.report.register import SHARES, champion_words, item_words, share_words, status_counts, totals
from cupwright.report.tie_words import Names

__all__ = ["register_html"]

_LABELS = {
    "groups": "Tables in order", "ties": "Ties as on record", "hosts": "Hosts of the first leg",
    "access": "Slots as the access lists have them",
}  # fmt: skip


def register_html(
    rows: Sequence[Mapping[str, Any]], club: Names, provenance: Mapping[str, Any], pages: Mapping[str, str]
) -> str:
    """Return the page.

    Parameters
    ----------
    rows
        Editions as ``replay --all --format json`` has them, those of a competition together.
    club
        Names of clubs.
    provenance
        Version, hashes and command.
    pages
        The page of each edition that has one.
    """
    sums = totals(rows)
    return render(
        "register.html.j2",
        title="Every edition, replayed",
        lead=f"{plural(len(rows), 'edition')}: {status_counts(rows)}.",
        figures=[
            {"label": label, "value": f"{sums[name]['right']:,} of {sums[name]['total']:,}"}
            for name, label in _LABELS.items()
        ],
        parts=[
            _part(name, list(found), club, pages) for name, found in groupby(rows, key=lambda row: row["competition"])
        ],
        lists=[
            (title, [{"edition": row["title"], "text": item_words(item, club)} for row in rows for item in row[key]])
            for title, key in (
                ("Differences and errors", "differences"),
                ("Accepted exceptions", "exceptions"),
                ("Missing, or given", "missing"),
            )
        ],
        **provenance,
    )


def _competition(row: Mapping[str, Any]) -> str:
    return str(row["competition"])


def _part(name: str, rows: Sequence[Mapping[str, Any]], club: Names, pages: Mapping[str, str]) -> dict[str, Any]:
    sums = totals(rows)
    counted = ", ".join(f"{label.lower()} {share_words(sums[key])}" for key, label in _LABELS.items())
    return {
        "id": name,
        "words": f"{status_counts(rows)}. {counted[:1].upper()}{counted[1:]}.",
        "rows": [
            {
                "title": row["title"], "href": pages.get(row["edition"], ""), "status": row["status"],
                "shares": [share_words(row[key]) for key in SHARES], "champion": champion_words(row, club),
                "also": ", ".join(
                    plural(len(row[key]), one, many)
                    for key, one, many in (
                        ("differences", "difference", ""), ("exceptions", "exception", ""),
                        ("missing", "missing or given", "missing or given"),
                    )
                    if row[key]
                ),
            }
            for row in rows
        ],
    }  # fmt: skip
