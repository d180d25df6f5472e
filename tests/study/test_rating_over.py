"""Ratings on a row of days."""

from __future__ import annotations

import datetime as dt

import pytest
from rich.console import Console

from cupwright.errors import CupwrightError
from cupwright.report.rating_time import level_page, over_html, over_page, over_svg
from cupwright.study.rating import rate
from cupwright.study.rating_over import days_of, level_rows, ratings_over

DAYS = [dt.date(2014, 2, 28), dt.date(2015, 2, 28)]
NAMES = {"toluca": "Toluca <FC>", "flamengo": "Flamengo"}


def test_days() -> None:
    assert days_of("2015-01-31:2015-05-01", "1m") == [
        dt.date(2015, 1, 31), dt.date(2015, 2, 28), dt.date(2015, 3, 31), dt.date(2015, 4, 30),
    ]  # fmt: skip
    assert days_of("2015-01-01:2015-01-15", "1w")[-1] == dt.date(2015, 1, 15)
    assert len(days_of("2000-01-01:2010-01-01", "1y")) == 11


@pytest.mark.parametrize(
    ("over", "every", "words"),
    [
        ("2015-01-01", "6m", "is not a span"),
        ("2015-01-01:soon", "6m", "`soon` is not a date"),
        ("2016-01-01:2015-01-01", "6m", "lies after the last"),
        ("1990-01-01:2015-01-01", "6m", "the facts do not reach 1990-01-01"),
        ("2015-01-01:2090-01-01", "6m", "the facts do not reach 2090-01-01"),
        ("2015-01-01:2016-01-01", "often", "`often` is not a step"),
        ("2000-01-01:2016-01-01", "1d", "more than 400 steps"),
    ],
)
def test_bad_spans(over: str, every: str, words: str) -> None:
    with pytest.raises(CupwrightError, match=words):
        days_of(over, every)


def test_each_day_is_rated_as_on_its_own() -> None:
    rows = ratings_over(["toluca", "flamengo"], DAYS)["ratings"]
    assert [(row["date"], row["club"]) for row in rows] == [
        (str(day), club) for day in DAYS for club in ("toluca", "flamengo")
    ]
    alone = rate(DAYS[1])["flamengo"]
    assert rows[3]["mean"] == pytest.approx(alone.mean, abs=1e-6)
    assert (rows[3]["low"], rows[3]["high"]) == pytest.approx(alone.interval(0.9), abs=1e-6)
    assert len(over_page(rows, "club", NAMES)) == 2
    svg = over_svg(rows, "club", NAMES)
    assert svg.startswith("<svg role") and "Flamengo" in svg and "<FC>" not in svg
    page = over_html(rows, "club", NAMES, {"version": "1", "facts_hash": "f", "command": "cupwright rate"})
    assert "<FC>" not in page and "Toluca &lt;FC&gt;" in page


def test_leagues_on_a_day() -> None:
    found = ratings_over([], DAYS[1:])
    assert {row["confederation"] for row in found["confederations"]} >= {"CONMEBOL", "CONCACAF"}
    leagues = {row["league"]: row for row in found["leagues"]}
    assert leagues["BRA"]["mean"] > leagues["BOL"]["mean"]
    assert leagues["BRA"]["low"] < leagues["BRA"]["mean"] < leagues["BRA"]["high"]


def test_a_league_that_nothing_ties_to_the_others_has_no_figure() -> None:
    """In January 1998 Mexico's clubs had met nobody of South America in the facts."""
    found = level_rows(rate("1998-02-01"))
    rows = {row["league"]: row for row in found["leagues"]} | {
        row["confederation"]: row for row in found["confederations"]
    }
    assert [rows["MEX"][key] for key in ("mean", "low", "high")] == [None] * 3 == [rows["CONCACAF"]["mean"]] * 3
    assert rows["CONMEBOL"]["mean"] is not None
    console = Console(width=100, color_system=None)
    with console.capture() as page:
        for part in level_page(found, {}, "1998-02-01"):
            console.print(part)
    assert "not identified" in page.get() and "no chain of matches ties it" in page.get()
