"""The year of a club out of the answer of a check, as the chart of a year on a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cupwright.football.calendars import PlannedFixture, Window
from cupwright.report.charts import render_svg
from cupwright.report.year_chart import year_chart

__all__ = ["year_figure"]

Row = Mapping[str, Any]


def year_figure(data: Row, club: Row) -> dict[str, str]:
    """Return the chart of one club for a wide page and for a phone, with the words that describe it.

    A match that can be kept stands on its day, one that cannot on the days it was planned for, ringed.

    Parameters
    ----------
    data
        The object that ``calendar check --format json`` prints.
    club
        One of its clubs, with at least one match.
    """
    fixtures = [_fixture(row) for row in club["year"]]
    windows = [
        Window(row["id"], row["title"], _day(row["first"]), _day(row["last"]), use="release") for row in data["release"]
    ]
    lost = {row["id"] for row in club["year"] if not row["kept"]}
    sure = sum(row["kept"] and row["certain"] for row in club["year"])
    words = (
        f"{club['name']}, {data['from']} to {data['until']}: {sure} matches that are played for sure, "
        f"{len(fixtures) - sure - len(lost)} if the round is reached, {len(lost)} that cannot be kept"
    )
    charts = {
        name: year_chart(fixtures, windows, lost, competitions=data["competitions"], narrow=narrow)
        for name, narrow in (("wide", False), ("narrow", True))
    }
    return {**{name: render_svg(chart, words) for name, chart in charts.items()}, "words": words}


def _fixture(row: Row) -> PlannedFixture:
    first, last = (row["day"], row["day"]) if row["kept"] else (row["first"], row["last"])
    return PlannedFixture(
        row["id"],
        row["competition"],
        row["title"],
        row["stage"],
        row["home"],
        row["away"],
        _day(first),
        _day(last),
        needs=() if row["certain"] else (("round", "reached"),),
        played=row["played"],
        assumed=row["assumed"],
    )


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
