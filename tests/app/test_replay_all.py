"""``cupwright replay``: all editions, one edition with its stages and pages, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cupwright.errors import CupwrightError
from cupwright.study import register as room
from tests.app.conftest import Ran
from tests.report.pages import Page

Run = Callable[..., Ran]
SOME = ("replay", "--all", "--competition", "copa-libertadores", "--since", "2016", "--until", "2018")
SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "replays.schema.json").read_text(encoding="utf-8"))


def test_the_table_of_editions(run: Run) -> None:
    ran = run(*SOME)
    assert ran.code == 0, ran.err
    lines = ran.out.splitlines()
    assert lines[1].split() == [
        "copa-libertadores-2016",
        "reproduced",
        "8/8",
        "21/21",
        "21/21",
        "38/38",
        *["Atlético", "Nacional"],
    ]
    assert max(map(len, lines)) <= 100
    assert "28/30" in lines[2], "two hosts of 2017 were exchanged, for a sourced reason"
    assert "ACCEPTED EXCEPTIONS" in ran.out and "Zero Hora, Feb 2017" in ran.out
    assert lines[-1].split() == ["all", "3", "3", "reproduced", "24/24", "81/81", "79/81", "132/132"]
    assert "3 editions: 3 reproduced" in ran.err


def test_json_keeps_to_its_schema(run: Run) -> None:
    data = json.loads(run(*SOME, "--format", "json").out)
    jsonschema.validate(data, SCHEMA)
    found = {row["edition"]: row for row in data["editions"]}
    assert found["copa-libertadores-2016"]["champion"] == {
        "computed": "atletico-nacional",
        "recorded": "atletico-nacional",
    }
    assert len(found["copa-libertadores-2017"]["exceptions"]) == 2
    assert found["copa-libertadores-2018"]["pairings"] == {"right": 11, "total": 11}


def test_csv_has_a_row_for_every_edition(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*SOME, "--format", "csv").out)))
    assert [row["groups.right"] for row in rows] == ["8", "8", "8"]
    assert "Zero Hora" in rows[1]["exceptions"]


def test_the_second_time_nothing_is_replayed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(*SOME, "--format", "json")

    def fail(*_: Any) -> None:
        raise AssertionError("it was replayed")

    monkeypatch.setattr("cupwright.study.replaying.replay", fail)
    assert run(*SOME, "--format", "json").out == first.out


def test_one_edition_that_fails_does_not_stop_the_rest(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from cupwright.study import replaying

    whole = replaying.replay

    def play(edition: Any, as_of: Any = None) -> Any:
        if edition.id == "copa-libertadores-2017":
            raise CupwrightError.of("facts", "the facts are gone")
        if edition.id == "copa-libertadores-2018":
            raise KeyError("a defect")
        return whole(edition, as_of)

    monkeypatch.setattr(replaying, "replay", play)
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))
    ran = run(*SOME)
    assert ran.code == 1
    assert "COULD NOT BE REPLAYED" in ran.out
    assert "the facts are gone" in ran.out and "a defect: KeyError" in ran.out
    assert "3 editions: 1 reproduced, 2 error" in ran.err


def test_ctrl_c_shows_what_is_done(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = room._entry

    def play(edition: Any, each: Any) -> Any:
        if edition.year == 2017:
            raise KeyboardInterrupt
        return whole(edition, each)

    monkeypatch.setattr(room, "_entry", play)
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))
    ran = run(*SOME)
    assert ran.code == 130
    assert "copa-libertadores-2016" in ran.out and "copa-libertadores-2017" not in ran.out
    assert "stopped: 1 edition" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--all", "copa-libertadores-2015"), "--all replays every edition"),
        ((), "missing argument EDITION"),
        (("--all", "--stage", "final"), "--stage goes with one edition only"),
        (("--all", "--as-of", "2020-01-01"), "--as-of goes with one edition only"),
        (("copa-libertadores-2015", "--since", "2015"), "--since goes with --all only"),
        (("--all", "--competition", "copa-libertadoras"), "did you mean `copa-libertadores`"),
        (("copa-libertadores-2015", "--stage", "finals"), "did you mean `final`"),
        (("copa-libertadores-2015", "--stage", "final-eight"), "its stages: first-stage, group-stage"),
    ],
)
def test_what_does_not_go_together(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run("replay", *words)
    assert ran.code == 2
    assert said in ran.err


def test_the_knock_out_stages_with_their_bracket(run: Run) -> None:
    ran = run("replay", "copa-libertadores-2015", "--stage", "knockout")
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= 100
    headings = [line for line in lines if line.isupper()]
    assert headings == ["ROUND OF 16", "QUARTER-FINALS", "SEMI-FINALS", "FINAL", "BRACKET"]
    bracket = lines[lines.index("BRACKET") + 1 :]
    assert bracket[0].split() == ["Round", "of", "16", "Quarter-finals", "Semi-finals", "Final"]
    assert any("├ Tigres UANL" in line and line.endswith("0") for line in bracket)
    assert any("River Plate*" in line for line in bracket)
    assert run("replay", "copa-libertadores-2015", "--stage", "play-offs").out == ran.out


@pytest.mark.parametrize(
    ("word", "heading"), [("group", "SECOND STAGE"), ("qualifying", "FIRST STAGE"), ("quarter", "QUARTER-FINALS")]
)
def test_a_stage_by_the_beginning_of_its_name(run: Run, word: str, heading: str) -> None:
    lines = run("replay", "copa-libertadores-2015", "--stage", word).out.splitlines()
    assert [line for line in lines if line.isupper()] == [heading]


def test_pages_of_all(run: Run, tmp_path: Path) -> None:
    ran = run(*SOME, "--report", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *(f"copa-libertadores-{year}.html" for year in (2016, 2017, 2018)), "index.html",
    ]  # fmt: skip
    index = Page((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert index.faults == []
    assert "copa-libertadores-2017.html" in index.references
    assert "Zero Hora" in index.text()
    assert ran.err.count("index.html") == 1
