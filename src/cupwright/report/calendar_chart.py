"""A year on a page: every match of a club over the days of the year, a row for each competition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cupwright.report.charts import render_svg, year_chart

__all__ = ["RELEASE", "year_figure"]

Row = Mapping[str, Any]

RELEASE = "Release of players"
"""The row of the windows in which clubs release players to national teams."""


def year_figure(data: Row, club: Row) -> dict[str, str]:
    """Return the chart of one club for a wide page and for a phone, with the words that describe it.

    Parameters
    ----------
    data
        The object that ``calendar check --format json`` prints.
    club
        One of its clubs.
    """
    rows = [_match(data, row) for row in club["year"]]
    rows += [
        {"row": RELEASE, "what": "window", "first": window["first"], "last": _after(window["last"])}
        for window in data["release"]
    ]
    count = {what: sum(row["what"] == what for row in rows) for what in ("kept", "if reached", "cannot be kept")}
    words = (
        f"{club['name']}, {data['from']} to {data['until']}: {count['kept']} matches that are played for sure, "
        f"{count['if reached']} if the round is reached, {count['cannot be kept']} that cannot be kept"
    )
    span = (data["from"], data["until"])
    return {
        "wide": render_svg(year_chart(rows, span), words),
        "narrow": render_svg(year_chart(rows, span, narrow=True), words),
        "words": words,
    }


def _match(data: Row, row: Row) -> dict[str, str]:
    what = "cannot be kept" if not row["kept"] else "kept" if row["certain"] else "if reached"
    day = row["day"] or row["first"]
    return {
        "row": data["competitions"].get(row["competition"], row["competition"]),
        "what": what,
        "first": day,
        "last": _after(day),
    }


def _after(day: str) -> str:
    return str(dt.date.fromisoformat(day) + dt.timedelta(days=1))
