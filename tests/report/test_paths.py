"""The drawing of a way to the title, and what the report tells of it."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from cupwright.report.answer import Answer
from cupwright.report.locales import language
from cupwright.report.page import render_page
from cupwright.report.path_svg import path_svg
from cupwright.report.paths import Lane, lanes_of, path_of, path_words, stage_words
from tests.report.pages import Page
from tests.report.sample import comparison

HOSTILE = '<b>&"Sons"'
SVG = "{http://www.w3.org/2000/svg}"


def figure(mean: float, error: float = 0.001) -> dict[str, float]:
    return {"mean": mean, "low": mean * 0.9, "high": min(1.0, mean * 1.1), "mc_error": error}


def side(there: float, *opponents: tuple[str, float, float | None], through: float = 0.6) -> dict[str, Any]:
    rows = [{"club": club, "meets": figure(meets), "through": None if beats is None else figure(beats)}
            for club, meets, beats in opponents]  # fmt: skip
    others = {"meets": figure(1 - sum(meets for _, meets, _ in opponents)), "through": figure(0.7)}
    return {"there": figure(there), "through": figure(through), "strength": figure(0.2), "opponents": rows,
            "others": others}  # fmt: skip


def told() -> dict[str, Any]:
    """A comparison with the ways of a favourite and of a guest."""
    data = comparison()
    table = {"there": figure(1.0, 0.0), "through": None, "strength": None, "opponents": [], "others": None}
    change = {"there": figure(0.01), "through": figure(0.02), "strength": figure(0.03)}
    final = side(0.4, ("palmeiras", 0.5, 0.45), ("bolivar", 0.25, None))
    data["paths"] = [
        {"club": "flamengo", "stages": [
            {"stage": "group-stage", "base": table, "proposal": table, "change": change},
            {"stage": "semi-finals", "base": side(0.8, ("lanus", 0.25, 0.72), ("toluca", 0.125, 0.39)),
             "proposal": None, "change": change},
            {"stage": "final", "base": final, "proposal": final, "change": change},
        ]},
        {"club": "toluca", "stages": [{"stage": "final", "base": None, "proposal": final, "change": change}]},
    ]  # fmt: skip
    return data


def drawn(
    club: str, *, narrow: bool = False, code: str = "en", data: dict[str, Any] | None = None
) -> ElementTree.Element:
    answer, say = Answer(data or told()), language(code)
    row = path_of(answer, club)
    assert row is not None
    lanes, stages = lanes_of(answer, row, say), stage_words(answer, row, say)
    return ElementTree.fromstring(path_svg(lanes, stages, say, path_words(answer, row, say), narrow=narrow))


def texts(svg: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


def bars(svg: ElementTree.Element) -> list[tuple[float, float]]:
    """How wide and how dark the bars of the opponents are, in the order in which they are drawn."""
    found = [one for one in svg.iter(f"{SVG}rect") if one.get("height") == "6" and one.get("fill") != "var(--line)"]
    return [(float(one.get("width", 0)), float(one.get("fill-opacity", 0))) for one in found]


@pytest.mark.parametrize("narrow", [False, True])
def test_bars_are_as_long_as_meetings_are_likely_and_as_dark_as_opponents_are_hard(narrow: bool) -> None:
    svg = drawn("flamengo", narrow=narrow)
    lanus, toluca, palmeiras, unknown = bars(svg)[:4]
    assert palmeiras[0] == pytest.approx(2 * lanus[0]) == pytest.approx(4 * toluca[0])
    assert (lanus[1], toluca[1], palmeiras[1]) == pytest.approx((0.32, 1.0, 0.83)) and unknown[1] == 0.25
    said = texts(svg)
    assert "a full one is 50%" in " ".join(said) and "goes through: 60%" in said and "54–66%" in said
    assert said.count("Palmeiras") == 2 and "all others" in said and said.count("Champion") == (1 if narrow else 2)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("club", ["flamengo", "toluca"])
def test_a_drawing_stays_inside_its_frame(club: str, narrow: bool) -> None:
    svg = drawn(club, narrow=narrow)
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    assert width == 345 or not narrow
    for one in [*svg.iter(f"{SVG}rect"), *svg.iter(f"{SVG}text")]:
        assert 0 <= float(one.get("x", 0)) <= width and 0 <= float(one.get("y", 0)) <= height
        assert float(one.get("x", 0)) + float(one.get("width", 0)) <= width + 0.01
    assert svg.get("role") == "img" and len(svg.get("aria-label", "")) > 60


def test_the_band_is_the_chance_to_be_there() -> None:
    svg = drawn("flamengo")
    band = [float(one.get("height", 0)) for one in svg.iter(f"{SVG}rect") if one.get("fill") == "var(--base)"]
    assert band[:3] == pytest.approx([46, 36.8, 18.4], rel=0.01)
    proposed = [float(one.get("height", 0)) for one in svg.iter(f"{SVG}rect") if one.get("fill") == "var(--proposal)"]
    assert proposed[:2] == pytest.approx([46, 18.4], rel=0.01), "the semi-finals are not on that side"


def test_a_club_of_one_side_has_one_way() -> None:
    for narrow in (False, True):
        said = texts(drawn("toluca", narrow=narrow))
        assert "not in the cup" in said and said.count("Palmeiras") == 1
    assert "fora da copa" in texts(drawn("toluca", code="pt-BR"))


def test_names_cannot_break_out_of_a_drawing() -> None:
    data = told()
    for row in data["clubs"]:
        if row["club"] == "lanus":
            row["name"] = HOSTILE
    assert HOSTILE in texts(drawn("flamengo", data=data))


def test_a_way_in_words_says_both_sides() -> None:
    answer = Answer(told())
    row = path_of(answer, "flamengo")
    assert row is not None and path_of(answer, "bahia") is None
    said = path_words(answer, row, language("en"))
    assert (
        "As it is: Group stage 100%; Semi-finals" in said
        and "Semi-finals 80% (Lanús 25%, Toluca 13%, all others 63%)" in said
    )
    assert said.count("Champion") == 2
    lanes = lanes_of(answer, row, language("en"))
    assert all(isinstance(lane, Lane) for lane in lanes) and lanes[1].steps[1] is None


def test_the_report_draws_the_favourite_and_the_guests() -> None:
    page = Page(render_page([told()]))
    words = " ".join(page.text().split())
    assert page.faults == [] and "The way to the title" in words and "The way of Toluca" in words
    assert "Palmeiras 50% (45–55%), Bolívar 25% (" in words
    charts = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(charts) == 6 + 4 and all(chart["role"] == "img" for chart in charts)
    assert "The way to the title" not in Page(render_page([comparison()])).text()
