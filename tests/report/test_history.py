"""The pages of a history and the tree of berths: a hundred columns, well-formed, and only what the answer says."""

from __future__ import annotations

import copy
import io
from typing import Any

import pytest
from rich.console import Console

from cupwright.report.flow_tree import flow_page
from cupwright.report.history_page import render_history
from cupwright.report.history_terminal import history_summary
from cupwright.report.history_words import Story, csv_rows
from cupwright.report.tables import to_csv
from tests.report.pages import Page


def chance(mean: float, certain: bool = False) -> dict[str, Any]:
    if certain:
        return {"mean": mean, "low": mean, "high": mean, "mc_error": 0.0, "luck": None, "ignorance": None}
    return {"mean": mean, "low": mean / 2, "high": min(1.0, mean * 2), "mc_error": 0.01, "luck": 0.9, "ignorance": 0.1}


def sides(base: float | None, proposal: float | None) -> dict[str, Any]:
    change = None if base is None or proposal is None else chance(proposal - base)
    return {
        "base": None if base is None else chance(base),
        "proposal": None if proposal is None else chance(proposal),
        "change": change,
    }


def answer() -> dict[str, Any]:
    """Return an answer of two years: one played with guests, one refused."""
    reach = {"round-of-16": sides(None, 0.4), "final": sides(None, 0.1), "champion": sides(None, 0.05)}
    played = {
        "year": 2019, "edition": "cup-2019", "title": "Cup 2019", "status": "played", "ratings_until": "2019-01-21",
        "guests": [{
            "club": "north", "association": "USA", "slot": "MLS 1", "enters": "group-stage", "via": "MLS Cup 2018",
            "role": "champion", "source": "A paper", "side": "proposal", "chances": reach,
        }],
        "places": [{
            "what": "lost", "club": "south", "association": "ARG", "slot": "ARG 6", "from": "second-round",
            "to": "copa-sudamericana", "because": "makes room [for a guest]", "chosen_by": "listed",
            "candidates": ["south", "west"], "chances": {"champion": {**sides(0.02, None), "change": chance(-0.02)}},
        }],
        "picks": [], "entered": [], "any_guest": {"proposal": chance(0.05), "base": None},
        "champion": {"club": "east", **sides(0.2, 0.19)},
        "titles": [{"club": "east", **sides(0.2, 0.19)}],
        "berths": [{
            "award": "club-world-cup", "title": "FIFA Club World Cup", "into": "fifa-club-world-cup",
            "places": {"base": 1, "proposal": 1}, "passed_on": {**sides(0.0, 0.05), "base": chance(0.0, certain=True)},
            "nobody": sides(0.0, 0.0), "takers": [{"club": "east", **sides(0.2, 0.2)}],
        }],
        "money": [{"club": "south", **chance(-250000.0)}], "left_out": [], "notes": ["a note of the year"],
        "widths": [
            {"association": "ARG", "clubs": 2, "width": 0.5, "league_matches": 0},
            {"association": "BRA", "clubs": 2, "width": 0.3, "league_matches": 900},
        ],
    }  # fmt: skip
    refused = {
        "year": 2020,
        "edition": "cup-2020",
        "title": "Cup 2020",
        "status": "refused",
        "reasons": ["no champion"],
    }
    return {
        "proposal": "mine", "title": "guests in the cup", "history": "story", "history_title": "the years",
        "own_edition": "cup-2026", "worlds": 1000, "seed": 7, "partial": False,
        "provenance": {"version": "1", "facts_hash": "f" * 20, "documents_hash": "d" * 20,
                       "command": "cupwright history mine"},
        "stages": ["group-stage", "round-of-16", "final", "champion"],
        "clubs": {"north": "North & Sons", "south": "South", "west": "West", "east": "East"},
        "years": [played, refused], "notes": ["a note"],
    }  # fmt: skip


def without() -> dict[str, Any]:
    """Return an answer in which guests leave."""
    data = copy.deepcopy(answer())
    row = data["years"][0]
    for guest in row["guests"]:
        guest["side"] = "base"
        guest["chances"] = {"round-of-16": sides(0.4, None), "final": sides(0.1, None), "champion": sides(0.05, None)}
    row["any_guest"] = {"proposal": None, "base": chance(0.05)}
    row["entered"] = [{"club": "west", "stage": "group-stage", "chances": sides(0.3, 0.6)}]
    row["berths"] = []
    return data


def printed(parts: list[Any]) -> str:
    console = Console(width=100, record=True, color_system=None, file=io.StringIO())
    console.print(*parts, sep="\n")
    return console.export_text()


def words(text: str) -> str:
    """Return a text without the line breaks that its width made."""
    return " ".join(text.split())


def test_the_terminal_shows_every_year() -> None:
    text = printed(history_summary(answer(), "page.html"))
    assert max(map(len, text.splitlines())) <= 100
    assert "In 1 edition a guest would have won 0.1 titles on average" in text
    assert "for 1 club that lose their place by −2.0 points each, and −US$250,000 of prize money" in words(text)
    assert "2019  North & Sons" in text
    assert "South ARG 6" in text
    assert "2020 refused: no champion" in text
    assert "South or West: which of them stood last was not found" in words(text)
    assert "passed on in 5% of worlds" in text
    assert "no league results are held of ARG 0.50" in text
    assert "Report: page.html" in text


def test_the_terminal_shows_who_leaves_and_who_comes_in() -> None:
    text = printed(history_summary(without()))
    assert max(map(len, text.splitlines())) <= 100
    assert "West" in text
    assert "East" in text
    assert "the chance of the club that did win goes from 20.0% to 19.0%" in words(text)


@pytest.mark.parametrize("make", [answer, without])
def test_the_page_is_whole_and_needs_no_network(make: Any) -> None:
    page = Page(render_history(make()))
    assert page.faults == []
    assert not [reference for reference in page.references if reference.startswith(("http", "//"))]
    said = " ".join(text for _, text in page.texts)
    assert "North & Sons" in said
    assert "no champion" in said
    assert "makes room [for a guest]" in said
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert sum(tag == "svg" for tag, _ in page.tags) == 2, "one chart, for wide pages and for phones"


def test_rows_for_a_spreadsheet() -> None:
    rows = list(csv_rows(answer()))
    assert [row["kind"] for row in rows] == ["any guest", "guest", "lost", "champion", "refused"]
    head = to_csv(rows).splitlines()[0].split(",")
    assert {"year", "kind", "club", "chances.champion.proposal.mean", "because"} <= set(head)
    assert [row["kind"] for row in csv_rows(without())] == [
        "any guest",
        "guest",
        "lost",
        "entered",
        "champion",
        "refused",
    ]


def test_nothing_played_is_said() -> None:
    data = answer()
    data["years"] = data["years"][1:]
    assert Story(data).headline() == "The proposal cannot hold in any of these years."
    assert "2020 refused" in printed(history_summary(data))
    assert Page(render_history(data)).faults == []


def test_the_tree_of_berths() -> None:
    world = {
        "award": "world", "title": "World Cup", "into": "world", "places": 1, "source": "record", "chain": [],
        "takers": [{"club": "east", "chance": None, "next": None, "why": "no edition"}],
    }  # fmt: skip
    after = {
        "edition": "next-2020", "title": "Next 2020", "slot": "LIB", "enters": "group-stage", "reached": "champion",
        "awards": [world],
    }  # fmt: skip
    award = {
        "award": "next", "title": "Next", "into": "next", "places": 1, "source": "replay", "chain": [],
        "takers": [{"club": "east", "chance": None, "next": after, "why": ""}],
    }  # fmt: skip
    data = {
        "title": "Cup 2019", "champion": "east", "clubs": {"east": "East [x]"}, "status": "played", "notes": ["a note"],
        "awards": [award], "provenance": {"version": "1.2", "facts_hash": "f" * 64, "documents_hash": "d" * 64},
    }  # fmt: skip
    text = printed(flow_page(data))
    assert "Cup 2019: won by East [x]" in text
    assert "East [x] → Next 2020 as LIB, won it" in text
    assert "World Cup [world] (by the record: the results do not say)" in text
    assert "East [x]: no edition" in text
    assert text.splitlines()[-1] == "Cupwright 1.2, facts ffffffffff, documents dddddddddd."
    taker = {"club": "east", "chance": chance(0.4), "next": None, "why": "the next cup"}
    data |= {"status": "under-way", "as_of": "2026-05-01", "worlds": 1000, "seed": 7, "champion": ""}
    data["awards"] = [{**award, "takers": [taker]}]
    text = printed(flow_page(data))
    assert "East [x] 40% (20–80%)" in text
    assert "leads to the next cup" in text
    assert "1 May 2026" in text
