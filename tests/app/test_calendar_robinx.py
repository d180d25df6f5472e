"""``calendar robinx``: a schedule goes out, comes back, is checked, and a broken one is refused with exit code 1."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.app.calendar_group import calendar

CLUBS = ("boca-juniors", "lanus", "penarol", "nacional")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    schedule, instance, solution = (tmp_path / name for name in ("liga.csv", "liga.xml", "timetable.xml"))
    schedule.write_text(calendar("round-robin", *CLUBS, "--format", "csv").out, encoding="utf-8")
    done = calendar("robinx", "export", schedule, "--instance", instance, "--solution", solution)
    assert done.code == 0 and "objective 6 (breaks), infeasibility 0" in done.err
    return schedule, instance, solution


def test_out_and_back(files: tuple[Path, Path, Path]) -> None:
    schedule, instance, solution = files
    again = calendar("robinx", "import", instance, solution, "--format", "csv").out
    first, second = (set(map(tuple, csv.reader(io.StringIO(text)))) for text in (again, schedule.read_text("utf-8")))
    assert first == second


def test_the_check_in_three_formats(files: tuple[Path, Path, Path]) -> None:
    _, instance, solution = files
    table = calendar("robinx", "check", instance, solution)
    assert table.code == 0
    assert "as the file states" in table.out and "BR2" in table.out
    data = json.loads(calendar("robinx", "check", instance, solution, "--format", "json").out)
    assert (data["objective"], data["stated_objective"], data["infeasibility"]) == (6, 6, 0)
    rows = list(csv.DictReader(io.StringIO(calendar("robinx", "check", instance, solution, "--format", "csv").out)))
    assert [row["kind"] for row in rows] == ["BR2"]


def test_a_broken_hard_constraint_is_a_no(files: tuple[Path, Path, Path]) -> None:
    _, instance, solution = files
    text = solution.read_text(encoding="utf-8")
    solution.write_text(text.replace('slot="0"', 'slot="1"'), encoding="utf-8")
    done = calendar("robinx", "check", instance, solution)
    assert done.code == 1
    assert "2 matches in slot 1" in done.out and "the file states 0" in done.out


def test_mistakes(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    schedule, instance, solution = files
    assert "holds a <Solution>, not a <Instance>" in calendar("robinx", "check", solution, instance).problems[0]
    broken = tmp_path / "broken.xml"
    broken.write_text("<Solution>", encoding="utf-8")
    both = calendar("robinx", "check", tmp_path / "no.xml", broken).problems
    assert "cannot be read" in both[0] and "not well-formed" in both[1]
    nowhere = ("--instance", tmp_path / "no" / "i.xml", "--solution", solution)
    assert "cannot be written" in calendar("robinx", "export", schedule, *nowhere).problems[0]
    schedule.write_bytes(b"\xff")
    out = ("--instance", instance, "--solution", solution)
    assert "not in UTF-8" in calendar("robinx", "export", schedule, *out).problems[0]
    schedule.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "row 2 is no match" in calendar("robinx", "export", schedule, *out).problems[0]
