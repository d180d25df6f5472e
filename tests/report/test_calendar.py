"""The pages of a calendar: well-formed, escaped, with every match on the year and every cause in words."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

import cupwright as cw
from cupwright.report.answer import Answer
from cupwright.report.calendar_html import calendar_html
from cupwright.report.calendar_section import calendar_section, travel_section
from cupwright.report.calendar_terminal import grouped, shown_clubs, weeks_of
from cupwright.report.page import render_page
from tests.report.pages import Page
from tests.report.sample import comparison


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return cw.calendar("guests-2017", beside=["liga-mx"], clubs=["tijuana", "america", "santos"]).to_dict()


@pytest.fixture(scope="module")
def text(data: dict[str, Any]) -> str:
    return calendar_html(data)


def test_the_page_is_well_formed_and_stands_alone(text: str) -> None:
    page = Page(text)
    assert page.faults == []
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("table") == 1
    assert not {"script", "link", "iframe", "img"} & set(tags)


def test_the_page_names_every_cause(text: str, data: dict[str, Any]) -> None:
    said = Page(text).text()
    hard = [row for row in data["findings"] if row["hard"]]
    assert len(hard) >= 4
    assert all(row["words"] in said for row in hard)
    assert data["verdict"] in said
    assert said.count("if it comes so far") >= 3


def test_hostile_names_are_escaped(data: dict[str, Any]) -> None:
    hostile = deepcopy(data)
    for row in [*hostile["clubs"], *hostile["findings"]]:
        row["name"] = "<script>alert(1)</script>"
    assert "<script>" not in calendar_html(hostile)


def test_every_match_is_on_the_page_of_its_year(data: dict[str, Any]) -> None:
    for club in data["clubs"]:
        lines = dict(weeks_of(data, club))
        signs = "".join(signs for label, signs in lines.items() if label != "release of players")
        kept = sum(int(sign) for sign in signs if sign.isdigit())
        assert kept + signs.count("x") >= club["matches"]
        assert kept <= club["matches"]
        assert (signs.count("x") > 0) == (club["dropped"] > 0)
        assert len({len(line) for line in lines.values()}) == 1
        assert "#" in lines["release of players"]


def test_the_same_cause_is_told_once(data: dict[str, Any]) -> None:
    twice = [row for row in data["findings"] if row["hard"] and "Tijuana v América" in row["words"]]
    assert {row["club"] for row in twice} == {"tijuana", "america"}
    groups = [group for group in grouped(data["findings"], "cup") if "Tijuana v América" in group.row["words"]]
    assert [group.who for group in groups] == ["América and Tijuana"]
    known = deepcopy(twice)
    for row, chance in zip(known, (0.25, 0.5), strict=True):
        row.update(chance=chance, chance_exact=True)
    assert grouped(known, "cup")[0].chance == "25% to 50%"
    known[0]["chance_exact"] = False
    assert grouped(known, "cup")[0].chance == "at most 25% to 50%"
    assert grouped(twice, "cup")[0].chance == ""


def test_clubs_that_are_not_decided_and_alike_are_shown_once(data: dict[str, Any]) -> None:
    one = data["clubs"][0]
    alike = [{**one, "club": name, "name": name, "decided": False} for name in ("austin", "dallas", "houston")]
    shown, others = shown_clubs([*alike, data["clubs"][2]])
    assert [row["name"] for row in shown] == ["austin or 2 more", "Santos"]
    assert others == []


def test_a_comparison_tells_the_year_of_the_guests(data: dict[str, Any]) -> None:
    answer = Answer({**comparison(), "calendar": data})
    section = calendar_section(answer)
    assert section is not None
    assert section["verdict"] == data["verdict"]
    assert [row["name"] for row in section["guests"]] == [row["name"] for row in data["clubs"]]
    assert section["clashes"]
    assert section["command"].startswith("cupwright calendar check mas-2026 --year")
    assert section["command"].count("--club") == len(data["clubs"])
    assert "--beside calendar-liga-mx" in section["command"]
    page = Page(render_page([{**comparison(), "calendar": data}]))
    assert page.faults == []
    assert "The year of the guests" in page.text()
    without = Page(render_page([{**comparison(), "calendar": None}]))
    assert "The year of the guests" not in without.text()


def test_guests_come_first_and_then_the_largest_changes() -> None:
    answer = Answer(comparison())
    rows = travel_section(answer)
    guests = [club.name for club in answer.guests]
    assert [row["name"] for row in rows[: len(guests)]] == guests
    changes = [abs(float(row["cells"][2].replace("−", "-").replace(",", ""))) for row in rows[len(guests) :]]
    assert changes == sorted(changes, reverse=True)
    assert len(changes) == 8
