"""The page that shows what is proved says what the replays say today."""

from __future__ import annotations

from cupwright.study.register import register
from tools.replays_page import PAGE, page


def test_the_page_is_current() -> None:
    rows = [entry.to_dict() for entry in register()]
    assert PAGE.read_text(encoding="utf-8") == page(rows), "run: python -m tools.replays_page"
