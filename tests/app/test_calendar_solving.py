"""The verb ``calendar solve``: what it prints, its exit codes, and what the documentation shows of it."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from cupwright.study import calendar_solving
from tests.app.conftest import Ran

Run = Callable[..., Ran]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "calendar-solver.md"
OUTPUT = re.compile(r"<!-- output -->\n```console\n\$ (?P<command>[^\n]+)\n(?P<said>.*?)^```$", re.M | re.DOTALL)
SHOWN = list(OUTPUT.finditer(PAGE.read_text(encoding="utf-8")))
MIAMI = ("calendar", "solve", "mas-2026", "--year", "2027", "--club", "inter-miami")
# Of several best calendars one is shown, and which may hang on the version of the solver: its days are not compared.
DAYS = re.compile(r"^(day  .*|(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d.*|   +\S.*)\n", re.M)


def test_the_page_shows_a_yes_and_a_no() -> None:
    said = [shown["said"] for shown in SHOWN]
    assert any("A calendar exists:" in text for text in said)
    assert any("No calendar keeps all of these" in text for text in said)


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown["command"])
def test_the_commands_print_what_the_page_shows(run: Run, shown: re.Match[str]) -> None:
    ran = run(*shlex.split(shown["command"])[1:])
    exists = "A calendar exists:" in shown["said"]
    assert ran.code == (0 if exists else 1), ran.err
    said, told = shown["said"].strip("\n"), ran.out.strip("\n")
    assert (DAYS.sub("", told) == DAYS.sub("", said)) if exists else (told == said)


def test_formats_and_files(run: Run, tmp_path: Path) -> None:
    ran = run(*MIAMI, "--beside", "leagues-cup", "--format", "json", "--ics", tmp_path)
    assert ran.code == 0, ran.err
    data = json.loads(ran.out)
    assert data["exists"] and data["proven"]
    again = "cupwright calendar solve mas-2026 --year 2027 --beside leagues-cup --club inter-miami --rest 72"
    assert data["provenance"]["command"] == again
    assert (tmp_path / "club-inter-miami.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    ran = run(*MIAMI, "--beside", "mls", "--format", "csv", "--ics", tmp_path / "none")
    assert ran.code == 1
    assert "no match was given a day, so no file was written" in ran.err
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert {row["what"] for row in rows} == {"conflict", "relaxation"}


def test_stopped_early_shows_what_there_is(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = calendar_solving.solve_task
    monkeypatch.setattr(calendar_solving, "solve_task", lambda task, **more: whole(task, **more, stop=lambda: True))
    ran = run(*MIAMI, "--beside", "leagues-cup")
    assert ran.code == 130
    assert "not proven" in ran.err
    assert "INTER MIAMI  open" in ran.out


def test_what_is_wrong_is_told_at_once(run: Run) -> None:
    ran = run(*MIAMI, "--rest", "99999", "--hub", "lanus: soon", "--blocked", "x")
    assert ran.code == 2
    assert ran.err.count("error[") == 3
    assert "Traceback" not in ran.err


def test_what_is_open_is_no_yes(run: Run) -> None:
    ran = run(*MIAMI, "--seconds", "0.01", "--beside", "mls")
    assert "Whether a calendar exists" in ran.out and "is open" in ran.out
    assert ran.code == 2
    assert "ended before it was known" in ran.err


def test_blocked_days_outside_the_year_are_refused(run: Run) -> None:
    ran = run(*MIAMI, "--beside", "leagues-cup", "--blocked", "inter-miami: 2030-03-01 to 2030-03-05")
    assert ran.code == 2
    assert "error[blocked-days]: the blocked days at `inter-miami` lie outside" in ran.err
