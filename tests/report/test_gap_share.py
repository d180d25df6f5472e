"""The share of a guest's interval that comes from the gap, wherever chances are shown."""

from __future__ import annotations

from html import unescape

from rich.console import Console

from cupwright.report.answer import Answer, Chance
from cupwright.report.brief import gap_sentence
from cupwright.report.gap_share import gap_share, gap_share_range, gap_share_sentence
from cupwright.report.odds import odds_page
from cupwright.report.page import render_page
from tests.report.sample import comparison


def test_a_share_is_of_the_ignorance() -> None:
    assert gap_share(Chance(0.1, 0.0, 0.2, 0.01, 0.9, 0.1, 0.06)) == 0.06 / 0.1
    assert gap_share(Chance(0.1, 0.0, 0.2, 0.01, 0.9, 0.1, 0.2)) == 1.0
    assert gap_share(Chance(0.1, 0.0, 0.2, 0.01, 0.9, 0.1)) is None
    assert gap_share(Chance(0.0, 0.0, 0.0, 0.01, 1.0, 0.0, 0.0)) is None
    assert gap_share(Chance(0.1, 0.0, 0.2, 0.01, 0.9, 0.1, 0.0)) is None
    assert gap_share(None) is None


def test_in_words() -> None:
    doubt = (0.01, 0.9, 0.1)
    named = [("A", Chance(0.1, 0, 0.2, *doubt, 0.06)), ("B", Chance(0.1, 0, 0.2, *doubt)), ("C", None)]
    named.append(("D", Chance(0.1, 0, 0.2, *doubt, 0.03)))
    said = gap_share_sentence(named)
    assert said == "The confederations' gap is 60% (A) and 30% (D) of the title's interval."
    assert "30% (D) to 60% (A)" in gap_share_range(named)
    assert gap_share_sentence(named[1:3]) == gap_share_range([]) == ""


def test_a_comparison_says_it_on_the_terminal_and_on_the_page() -> None:
    answer = Answer(comparison())
    said = gap_sentence(answer)
    assert all(guest.name in said for guest in answer.guests)
    assert said in unescape(render_page([comparison()]))


def test_chances_of_one_edition_say_it() -> None:
    doubt = {"low": 0.01, "high": 0.2, "mc_error": 0.01, "luck": 0.9, "ignorance": 0.1}
    rows = [
        {"club": "guest", "stage": "champion", "mean": 0.1, **doubt, "gap": 0.05},
        {"club": "host", "stage": "champion", "mean": 0.9, **doubt},
    ]
    data = {"title": "A cup", "stages": ["champion"], "odds": rows, "worlds": 10, "seed": 7, "as_of": None,
            "ratings_until": "2026-01-31", "notes": [], "model": "static",
            "provenance": {"version": "1.2", "facts_hash": "f" * 64, "documents_hash": "d" * 64}}  # fmt: skip
    console = Console(width=100, color_system=None)
    with console.capture() as page:
        console.print(*odds_page(data, {"guest": "The Guest"}))
    assert "gap is 50% (The Guest) of the title's interval" in page.get()
