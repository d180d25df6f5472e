"""The verb ``calendar``: what it prints, its exit codes, its page, and what the documentation shows of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Ran

Run = Callable[..., Ran]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "calendar.md"
OUTPUT = re.compile(r"<!-- output -->\n```console\n\$ (?P<command>[^\n]+)\n(?P<said>.*?)^```$", re.M | re.DOTALL)
SHOWN = list(OUTPUT.finditer(PAGE.read_text(encoding="utf-8")))
GUESTS = ("--beside", "liga-mx", "concacaf-champions", "--club", "tijuana", "--club", "guadalajara")


def test_the_page_shows_four_verdicts() -> None:
    assert len(SHOWN) >= 4


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown["command"])
def test_the_commands_print_what_the_page_shows(run: Run, shown: re.Match[str]) -> None:
    ran = run(*shlex.split(shown["command"])[1:])
    assert ran.code in (0, 1), ran.err
    assert ran.out.strip("\n") == shown["said"].strip("\n")


def test_the_answer_is_no_and_says_why(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "year.html"
    ran = run("calendar", "check", "guests-2017", *GUESTS, "--report", page)
    assert ran.code == 1
    assert "Not feasible: the calendar breaks first for" in ran.out
    assert "Tijuana, week by week" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100
    text = page.read_text(encoding="utf-8")
    assert "Not feasible" in text
    assert text.count("<svg") == 4  # two clubs, each drawn wide and for a phone
    assert "Toluca v Guadalajara" in text


def test_the_answer_is_yes(run: Run) -> None:
    ran = run("calendar", "check", "copa-libertadores-2016", "--beside", "liga-mx", "--club", "toluca")
    assert ran.code == 0
    assert "Feasible, as it was played: all" in ran.out


def test_json_and_csv(run: Run) -> None:
    data = json.loads(run("calendar", "check", "guests-2017", *GUESTS, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(run("calendar", "check", "guests-2017", *GUESTS, "--format", "csv").out)))
    assert data["feasible"] is False
    assert [row["club"] for row in data["clubs"]] == ["tijuana", "guadalajara"]
    assert len(rows) == len(data["findings"])
    assert {row["words"] for row in rows} == {row["words"] for row in data["findings"]}


def test_competitions_may_follow_or_be_repeated(run: Run) -> None:
    follow = run("calendar", "check", "guests-2017", "--beside", "liga-mx", "concacaf-champions", "--club", "tijuana")
    repeat = run("calendar", "check", "guests-2017", "--beside", "liga-mx", "--beside", "concacaf-champions", "--club",
                 "tijuana")  # fmt: skip
    assert follow.out == repeat.out


def test_what_cannot_be_asked_is_told(run: Run) -> None:
    ran = run("calendar", "check", "guests-2017", "--beside", "liga-nx", "--rest", "9000")
    assert ran.code == 2
    assert "error[rest]" in ran.err
    ran = run("calendar", "check", "guests-2017", "--beside", "liga-nx", "--club", "nobody")
    assert ran.code == 2
    assert "error[unknown-calendar]" in ran.err and "error[unknown-club]" in ran.err
    assert "Traceback" not in ran.err


def test_the_calendar_is_carried_away(run: Run, tmp_path: Path) -> None:
    ran = run("calendar", "check", "guests-2017", "--beside", "liga-mx", "--club", "tijuana", "--ics", tmp_path / "new")
    assert ran.code == 1
    assert {file.name for file in (tmp_path / "new").iterdir()} == {
        "club-tijuana.ics", "competition-conmebol-libertadores.ics", "competition-mex-liga-mx.ics",
    }  # fmt: skip
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = run("calendar", "check", "guests-2017", "--club", "tijuana", "--ics", tmp_path / "file")
    assert ran.code == 2 and ran.out == ""
    assert "error[file]: calendars cannot be written to the folder" in ran.err


def test_blocked_days_outside_the_year_are_refused(run: Run) -> None:
    ran = run("calendar", "check", "mas-2026", "liga-mx", "--club", "toluca", "--blocked",
              "toluca: 2030-03-01 to 2030-03-05")  # fmt: skip
    assert ran.code == 2 and ran.out == ""
    assert "error[blocked-days]" in ran.err and "checked: 2026-01-01 to 2026-12-31" in ran.err
