"""The page: whole in itself, well-formed, accessible, and safe from the names in it."""

from __future__ import annotations

import re

import pytest

from cupwright.report import brief
from cupwright.report.answer import Answer
from cupwright.report.heat import heat_rows
from cupwright.report.page import render_page
from cupwright.report.terminal import summary
from tests.report.pages import Page
from tests.report.sample import comparison

HOSTILE = "<script>alert(1)</script> & \"Sons\" 'FC'"


@pytest.fixture(scope="module")
def text() -> str:
    return render_page([comparison()])


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_well_formed(page: Page) -> None:
    assert page.faults == []
    assert len(page.tags) > 1000
    assert len(page.ids) == len(set(page.ids))


def test_nothing_is_fetched(text: str, page: Page) -> None:
    assert all(reference.startswith("#") for reference in page.references)
    assert not {"script", "iframe", "object", "embed", "link", "img"} & {tag for tag, _ in page.tags}
    assert "@import" not in text
    assert "url(" not in text
    addresses = set(re.findall(r"https?://[^\"' <>]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_tables_have_captions_and_headings(page: Page, text: str) -> None:
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") >= 8
    assert tags.count("caption") == tags.count("table")
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")


def test_charts_have_a_text_alternative(page: Page) -> None:
    charts = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(charts) == 6, "three charts, each for a wide page and for a phone"
    assert all(chart["role"] == "img" and len(chart["aria-label"] or "") > 60 for chart in charts)
    assert any("Flamengo" in (chart["aria-label"] or "") for chart in charts)


def test_charts_follow_the_page_colours(text: str) -> None:
    drawings = "".join(re.findall(r"<svg.*?</svg>", text, re.DOTALL))
    assert "var(--proposal)" in drawings
    assert re.findall(r'(?:fill|stroke)="#[0-9a-fA-F]+"', drawings) == []


def test_the_first_screen_answers(page: Page) -> None:
    text = page.text()
    start = text[: text.index("Who wins the cup")]
    for words in ("A guest wins the cup with a chance of 9% (4–20%)", "Argentinos Juniors", "Bahia", "Boca Juniors",
                  "Fluminense", "lose their places", "6 December 2025", "2 February 2026"):  # fmt: skip
        assert words in start


def test_what_is_not_known_is_said(page: Page) -> None:
    text = page.text()
    assert "The order inside the recorded pots serves as ranking order" in text
    assert "cupwright compare copa-libertadores-2026 mas-2026 --worlds 100000 --seed 7" in text
    assert "Cite as" in text


def test_hostile_names_are_escaped() -> None:
    text = render_page([comparison(hostile=HOSTILE)])
    page = Page(text)
    assert page.faults == []
    assert "<script" not in text
    assert HOSTILE in page.text()
    assert any(HOSTILE in (attributes.get("aria-label") or "") for tag, attributes in page.tags if tag == "svg")


def test_several_proposals_share_a_page() -> None:
    page = Page(render_page([comparison(), comparison("mas-2026-expand")]))
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    assert {"#p1", "#p2"} <= set(page.references)
    assert sum(tag == "h1" for tag, _ in page.tags) == 1


def test_a_proposal_without_guests_has_a_page() -> None:
    data = comparison()
    data["sensitivity"] = []
    for club in data["clubs"]:
        club["guest"] = False
    page = Page(render_page([data]))
    assert page.faults == []
    assert "gains most" in page.text()


def test_the_same_answer_gives_the_same_page(text: str) -> None:
    assert render_page([comparison()]) == text


def test_impossible_is_not_what_was_never_seen() -> None:
    """A club that enters later has a dot in the round it does not play; a hopeless one keeps its trace of a chance."""
    rows = {row["club"].id: row["cells"] for row in heat_rows(Answer(comparison()))}
    base = {club: [cell[0]["text"] for cell in cells] for club, cells in rows.items()}
    assert base["flamengo"][:3] == ["·", "·", "100"]
    assert base["carabobo"][-1] == "<0.1"
    assert base["toluca"][0] == "–"


def test_a_bare_answer_has_a_page_and_a_summary() -> None:
    data = comparison()
    data |= {
        "berths": [],
        "metrics": [],
        "sensitivity": [],
        "notes": [],
        "places": {"lost": [], "gained": [], "moved": []},
    }
    data["provenance"]["facts_hash"] = ""
    page = Page(render_page([data]))
    assert page.faults == []
    assert "No berth in another competition was followed." in page.text()
    assert "Nobody gains, loses or moves." in page.text()
    assert len(summary(Answer(data))) > 5


def test_what_clubs_earn_in_the_cup_they_drop_into_is_said_not_to_be_counted() -> None:
    """The ledger says that they play the Sudamericana: no table calls their places there none, and no sum is silent."""
    data = comparison()
    for row in data["places"]["lost"]:
        row.update(to="copa-sudamericana", drops_to="copa-sudamericana")
    base = {"mean": 0.3, "low": 0.2, "high": 0.4, "mc_error": 0.01, "luck": None, "ignorance": None}
    takers = [{"club": "bahia", "base": base, "proposal": None}, {"club": "flamengo", "base": base, "proposal": None}]
    data["berths"] = [{"award": "play-offs", "title": "Play-offs", "into": "copa-sudamericana", "takers": takers}]
    said = "The prize money of Argentinos Juniors and Bahia in the Copa Sudamericana is not counted."
    text = render_page([data])
    assert said in Page(text).text()
    assert text.count("already in it") == 1 and re.search(r"Bahia.{0,200}already in it", text, re.DOTALL)
    assert brief.uncounted_sentence(Answer(data)) == said
    assert brief.uncounted_sentence(Answer(comparison())) == ""
