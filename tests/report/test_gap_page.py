"""The page on the gap is what its stored figures say."""

from __future__ import annotations

import json

from cupwright.data.places import clubs
from cupwright.report.gap_chart import gap_svg
from tools import gap_page


def test_the_page_and_its_chart_are_those_of_the_figures() -> None:
    answers = json.loads(gap_page.DATA.read_text(encoding="utf-8"))
    names = {name: club.name for name, club in clubs().items()}
    assert gap_page.page(answers, names) == gap_page.PAGE.read_text(encoding="utf-8")
    pairs = [gap_page.pair(answer) for answer in answers]
    assert gap_svg(answers, pairs, gap_page.description(answers)) == gap_page.CHART.read_text(encoding="utf-8")


def test_the_page_names_its_facts_its_day_and_what_is_not_known() -> None:
    text = gap_page.PAGE.read_text(encoding="utf-8")
    answers = json.loads(gap_page.DATA.read_text(encoding="utf-8"))
    assert answers[0]["facts_hash"][:10] in text
    assert "| no match between confederations | not identified |" in text
    assert all(match["date"] in text for answer in answers for match in answer["matches"])
