"""Results imported while the laboratory runs: nothing is locked, pages follow, and older links keep their answer."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cupwright.data import api
from cupwright.data.workspace import workspace_path
from tests.web.asking import whole

PAGE = "/en/editions/copa-libertadores-2026/odds"
OPEN = "quarter-finals:flamengo:independiente-del-valle:2"
RESULTS = """= Copa Libertadores 2026

▪ Finals, Quarterfinals
  Thu Sep 17 2026
    21:30  CR Flamengo (BRA)       v CAR Independiente del Valle (ECU)  2-0 (1-0)
"""


def test_pages_follow_an_import(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPWRIGHT_HOME", str(tmp_path / "home"))
    before, facts = whole(client, PAGE), client.get("/healthz").json()["facts"]
    assert OPEN in before
    (share,) = re.findall(r'id="share" type="text" readonly value="([^"]+)"', before)
    file = tmp_path / "results.txt"
    file.write_text(RESULTS, encoding="utf-8")
    try:
        assert api.import_files([file]).added == 1
        after = whole(client, PAGE)
        assert OPEN not in after
        assert client.get("/healthz").json()["facts"] != facts
        old = whole(client, html.unescape(share))
        assert "made with other facts" in old
        assert _table(old) == _table(before) != _table(after)
    finally:
        workspace_path().unlink()
    assert whole(client, PAGE) == before


def _table(text: str) -> str:
    (found,) = re.findall(r"<table data-sort>.*?</table>", text, re.DOTALL)
    return str(found)
