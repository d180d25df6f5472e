"""The year of a club out of the answer of a check, as the chart of a year on a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cupwright.football.calendars import PlannedFixture, Window
from cupwright.report.charts import render_svg
from cupwright.report.locales import Language, language
from cupwright.report.year_chart import year_chart

__all__ = ["fixtures_of", "year_figure", "year_of"]

_ENGLISH = language("en")

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
    lost = sum(not row["kept"] for row in club["year"])
    sure = sum(row["kept"] and row["certain"] for row in club["year"])
    words = (
        f"{club['name']}, {data['from']} to {data['until']}: {sure} matches that are played for sure, "
        f"{len(club['year']) - sure - lost} if the round is reached, {lost} that cannot be kept"
    )
    charts = {name: year_of(data, club, narrow=narrow) for name, narrow in (("wide", False), ("narrow", True))}
    return {**{name: render_svg(chart, words) for name, chart in charts.items()}, "words": words}


def year_of(
    data: Row,
    club: Row,
    *,
    narrow: bool = False,
    words: Language = _ENGLISH,
    competitions: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Any:
    """Return the chart of one club.

    `competitions` says what they are called, by default as the answer has it, `names` what clubs are, so that marks
    tell whose match they are.
    """
    windows = [
        Window(row["id"], row["title"], _day(row["first"]), _day(row["last"]), use="release") for row in data["release"]
    ]
    lost = {row["id"] for row in club["year"] if not row["kept"]}
    called = data["competitions"] if competitions is None else competitions
    return year_chart(fixtures_of(club), windows, lost, competitions=called, names=names, narrow=narrow, words=words)


def fixtures_of(club: Row, *, best: bool = True) -> list[PlannedFixture]:
    """Return the matches of a club out of the answer.

    Parameters
    ----------
    club
        One of its clubs.
    best
        Whether a match that can be kept stands on its best day; else on all the days it may be played on, if it was
        not played.
    """
    return [_fixture(row, best or row["played"]) for row in club["year"]]


def _fixture(row: Row, on_its_day: bool) -> PlannedFixture:
    first, last = (row["day"], row["day"]) if row["kept"] and on_its_day else (row["first"], row["last"])
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
