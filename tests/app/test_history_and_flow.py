"""The verbs ``history`` and ``flow`` as typed: formats, a report, what cannot be asked, and a run that is stopped."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cupwright.study import history as module
from tests.app.conftest import Ran
from tests.report.pages import Page

Run = Callable[..., Ran]
SMALL = ("history", "mas-2026", "--years", "2019", "--worlds", "100", "--threads", "1")


def test_history_as_a_table_with_a_report(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "deep" / "history.html"
    ran = run(*SMALL, "--report", page)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert "Atlanta United" in ran.out
    assert "Talleres (C) ARG 6" in ran.out
    assert ran.out.splitlines()[-1] == f"Report: {page}"
    assert ran.err.splitlines()[-1].startswith("repeat: CUPWRIGHT_MODEL=static cupwright history mas-2026 --years 2019")
    assert Page(page.read_text(encoding="utf-8")).faults == []


def test_history_as_data(run: Run) -> None:
    answer = json.loads(run(*SMALL, "--format", "json").out)
    assert [row["status"] for row in answer["years"]] == ["played"]
    rows = list(csv.DictReader(io.StringIO(run(*SMALL, "--format", "csv").out)))
    assert {row["kind"] for row in rows} == {"any guest", "guest", "lost", "moved", "gained", "champion"}
    guests = [row for row in rows if row["kind"] == "guest"]
    assert float(guests[0]["chances.round-of-16.proposal.mean"]) > 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("history", "mas-2026", "--years", "lately"), "--years `lately` is not FIRST-LAST"),
        (("history", "mas-2026", "--years", "1990-1991"), "covers 2017-2026, not 1990-1991"),
        (("history", "copa-libertadores-2019"), "a proposal is needed"),
        (("history", "mas-2026", "--set", "guest-pot=9"), "is not a choice"),
        (("history", "mas-2026", "--report", "."), "cannot be written"),
        (("flow", "mas-2026"), "an edition is needed here"),
        (("flow", "copa-libertadores-2019", "--depth", "9"), "1 to 6 competitions deep"),
    ],
)
def test_what_cannot_be_asked(run: Run, words: tuple[str, ...], message: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert message in ran.err
    assert "Traceback" not in ran.err


def test_history_stopped_shows_the_years_it_has(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    played = module.play_year

    def stop(read: Any, *rest: Any) -> Any:
        if read.year == 2020:
            raise KeyboardInterrupt
        return played(read, *rest)

    monkeypatch.setattr(module, "play_year", stop)
    ran = run(*SMALL[:3], "2019-2021", *SMALL[4:])
    assert ran.code == 130
    assert "2019" in ran.out
    assert "stopped: the answer holds 1 year, to 2019" in ran.err


def test_flow_as_a_tree_and_as_data(run: Run) -> None:
    ran = run("flow", "copa-libertadores-2019", "--depth", "2")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert "Flamengo → Copa Libertadores 2020 as LIB, as far as the round of 16" in ran.out
    rows = list(csv.DictReader(io.StringIO(run("flow", "copa-libertadores-2019", "--format", "csv").out)))
    assert {row["edition"] for row in rows} >= {"copa-libertadores-2019"}
    answer = json.loads(run("flow", "copa-libertadores-2019", "--format", "json").out)
    assert answer["status"] == "played"
