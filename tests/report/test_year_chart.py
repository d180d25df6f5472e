"""A year on a page: every fixture has its mark on its day, windows are cut by months, clashes are ringed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cupwright.errors import CupwrightError
from cupwright.football.calendars import Window
from cupwright.report.charts import render_svg
from cupwright.report.locales import language
from cupwright.report.year_chart import year_chart, year_table
from tests.report.planned import NAMES, SAMPLE, planned

WINDOWS = [
    Window("a", "FIFA window", dt.date(2026, 4, 7), dt.date(2026, 4, 9), "release"),
    Window("b", "Winter break", dt.date(2026, 6, 20), dt.date(2026, 7, 3), "break", assumed=True),
    Window("c", "Matchday 1", dt.date(2026, 4, 7), dt.date(2026, 4, 9)),
]


def layers_of(chart: Any) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each layer with the rows it draws."""
    drawn = chart.to_dict()
    held = drawn.get("datasets", {})
    return [
        (layer, layer["data"]["values"] if "values" in layer["data"] else held[layer["data"]["name"]])
        for layer in drawn["layer"]
    ]


def data_of(chart: Any) -> list[dict[str, Any]]:
    return [row for _, rows in layers_of(chart) for row in rows]


@pytest.mark.parametrize("narrow", [False, True])
def test_it_is_drawn(narrow: bool) -> None:
    chart = year_chart(SAMPLE, WINDOWS, {"cup/1"}, competitions={"cup": "The Cup"}, narrow=narrow)
    svg = render_svg(chart, "a year")
    for words in ("Apr 2026", "Jan 2027", "The Cup", "league", "release window", "break", "clash"):
        assert f">{words}<" in svg
    assert "registration" not in svg
    assert float(svg.split("max-width:")[1].split("px")[0]) <= (360 if narrow else 780)


def test_every_fixture_is_on_its_days() -> None:
    rows = [row for row in data_of(year_chart(SAMPLE)) if "id" in row]
    where = {(row["id"], row["month"], row["from"], row["to"]) for row in rows}
    assert where == {
        ("cup/0", "Apr 2026", 13.5, 14.5), ("cup/1", "Apr 2026", 13.5, 16.5), ("cup/2", "Apr 2026", 13.5, 14.5),
        ("cup/3", "Apr 2026", 13.5, 14.5), ("cup/4", "Apr 2026", 13.5, 14.5),
        ("cup/5", "Dec 2026", 30.5, 31.5), ("cup/5", "Jan 2027", 0.5, 2.5),
    }  # fmt: skip
    assert {row["id"]: row["open"] for row in rows} == {
        "cup/0": False, "cup/1": True, "cup/2": True, "cup/3": True, "cup/4": False, "cup/5": True,
    }  # fmt: skip


def test_windows_are_cut_by_months_and_kept_to_what_is_shown() -> None:
    played = [planned(0, first=day, last=day) for day in (dt.date(2026, 6, 30), dt.date(2026, 8, 1))]
    bands = [row for row in data_of(year_chart(played, WINDOWS)) if "use" in row]
    assert [(row["month"], row["from"], row["to"]) for row in bands] == [
        ("Jun 2026", 19.5, 30.5), ("Jul 2026", 0.5, 3.5),
    ]  # fmt: skip
    days = {row["month"]: row["to"] for row in data_of(year_chart(played)) if "id" not in row}
    assert days == {"Jun 2026": 30.5, "Jul 2026": 31.5, "Aug 2026": 31.5}


def test_only_what_clashes_is_ringed() -> None:
    def rings(ids: set[str]) -> int:
        layers = layers_of(year_chart(SAMPLE, clashes=ids))
        return sum(len(rows) for layer, rows in layers if "stroke" in layer["encoding"])

    assert [rings(set()), rings({"cup/0"}), rings({"cup/0", "cup/4"}), rings({"else"})] == [0, 1, 2, 0]


def test_the_table_says_what_the_chart_shows() -> None:
    rows = year_table(SAMPLE, WINDOWS, {"cup/1"}, names=NAMES, competitions={"cup": "The Cup"})
    assert len(rows) == len(SAMPLE) + 2, "windows of matches are the fixtures themselves"
    assert rows[0] == {"days": "Tue 7 Apr 2026 to Thu 9 Apr 2026", "what": "FIFA window", "stage": "",
                       "competition": "release window", "day": "stands", "clash": ""}  # fmt: skip
    assert [row["clash"] for row in rows].count("yes") == 1
    assert {row["day"] for row in rows} == {"played", "may change", "stands", "assumed"}


def test_what_cannot_be_drawn() -> None:
    for count in (0, 1001):
        with pytest.raises(CupwrightError, match=f"there are {count:,} fixtures"):
            year_chart([planned(number) for number in range(count)])
    with pytest.raises(CupwrightError, match="span 61 months"):
        year_chart([planned(0), planned(1, first=dt.date(2031, 4, 1), last=dt.date(2031, 4, 1))])


def test_it_speaks_the_readers_language() -> None:
    svg = render_svg(year_chart(SAMPLE, WINDOWS, {"cup/1"}, words=language("pt-BR")), "um ano")
    assert "abr. 2026" in svg and "data Fifa" in svg and "choque" in svg and "release" not in svg
