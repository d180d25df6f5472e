"""The verb ``calendar travel``: what it prints, its page, its exit codes, and what the documentation shows of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

from tests.app.conftest import Ran

Run = Callable[..., Ran]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "travel.md"
OUTPUT = re.compile(r"<!-- output -->\n```console\n\$ (?P<command>[^\n]+)\n(?P<said>.*?)^```$", re.M | re.DOTALL)
QUICK = ("--worlds", "200", "--model", "static")


def test_what_the_page_shows_is_printed(run: Run) -> None:
    """With fewer worlds: the words are those of the page, the numbers are others."""
    (shown,) = OUTPUT.finditer(PAGE.read_text(encoding="utf-8"))
    ran = run(*shlex.split(shown["command"])[1:], *QUICK)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100

    def words(text: str) -> list[str]:
        return re.findall(r"[^\W\d]{3,}", text)

    assert words(ran.out) == words(shown["said"])


def test_the_page_has_a_map_and_the_same_numbers(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "travel.html"
    ran = run("calendar", "travel", "mas-2026", "--club", "bolivar", *QUICK, "--report", page, "--format", "json")
    data = json.loads(ran.out)
    text = page.read_text(encoding="utf-8")
    assert ran.code == 0 and f"report: {page}" in ran.err
    assert text.count("<svg") == 2  # wide and for a phone
    assert data["verdict"] in text
    (row,) = data["clubs"]
    assert f"{row['km']['proposal']['mean']:,.0f}" in text and "Toluca" in text
    assert data["provenance"]["command"].startswith("cupwright calendar travel mas-2026 --worlds 200 --seed 7")


def test_csv_has_every_club_of_both_fields(run: Run) -> None:
    rows = {row["club"]: row for row in csv.DictReader(io.StringIO(
        run("calendar", "travel", "mas-2026", *QUICK, "--format", "csv").out
    ))}  # fmt: skip
    assert {"bolivar", "toluca", "inter-miami"} <= set(rows)
    assert float(rows["bolivar"]["km.change.mean"])
    assert rows["toluca"]["guest"] == "True"


def test_what_cannot_be_asked_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("calendar", "travel", "mas-2026", "--worlds", "0", "--seed", "-3", "--threads", "0")
    assert ran.code == 2 and ran.out == ""
    assert all(f"error[{code}]" in ran.err for code in ("worlds", "seed", "threads"))
    ran = run("calendar", "travel", "mas-2026", "--club", "bolivr", *QUICK)
    assert ran.code == 2 and "did you mean `bolivar`?" in ran.err
    ran = run("calendar", "travel", "mas-2026", *QUICK, "--report", tmp_path)
    assert ran.code == 2 and "the report cannot be written" in ran.err
    assert "Traceback" not in ran.err
