"""What a run leaves behind: exit codes, the line that repeats it, and messages instead of tracebacks."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from cupwright.errors import CupwrightError
from cupwright.study.comparison import Comparison, Comparisons
from tests.app.conftest import Ran
from tests.report.pages import Page
from tests.report.sample import comparison

Run = Callable[..., Ran]
COMPARE = ("compare", "copa-libertadores-2026", "mas-2026")
WORKER = [sys.executable, "-c", "from cupwright.app.cli import main; main()"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Answer every comparison with the sample, and note what was asked."""
    calls: list[dict[str, Any]] = []

    def answer(base: str, proposals: Sequence[str], **options: Any) -> Comparisons:
        calls.append({"base": base, "proposals": list(proposals), **options})
        return Comparisons([Comparison(comparison(name)) for name in proposals])

    monkeypatch.setattr("cupwright.study.compare.compare", answer)
    return calls


def test_compare_says_it_all(run: Run, asked: list[dict[str, Any]], tmp_path: Path) -> None:
    page = tmp_path / "deep" / "mas.html"
    ran = run(*COMPARE, "--report", page, "--set", "guest-pot=3", "--links", "none", "--seed", "9")
    assert ran.code == 0
    assert "A guest wins the cup" in ran.out
    assert Page(page.read_text(encoding="utf-8")).faults == []
    assert ran.out.splitlines()[-1] == f"Report: {page}"
    words = f"{' '.join(COMPARE)} --report {page} --set guest-pot=3 --links none --seed 9 --model static"
    assert ran.err.splitlines()[-1] == f"repeat: cupwright {words}"
    assert asked[0]["parameters"] == {"guest-pot": 3}
    assert (asked[0]["settings"].links, asked[0]["seed"], asked[0]["worlds"]) == ("none", 9, 100_000)


def test_compare_json_is_the_answer_unrounded(run: Run, asked: list[dict[str, Any]]) -> None:
    assert json.loads(run(*COMPARE, "--format", "json").out) == comparison()
    several = json.loads(run(*COMPARE, "mas-2026-expand", "--format", "json").out)
    assert [answer["proposal"] for answer in several] == ["mas-2026", "mas-2026-expand"]


def test_compare_csv_has_a_row_for_every_chance(run: Run, asked: list[dict[str, Any]]) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*COMPARE, "--format", "csv").out)))
    odds = comparison()["odds"]
    assert len(rows) == len(odds)
    for row, chance in zip(rows, odds, strict=True):
        assert (row["club"], row["stage"]) == (chance["club"], chance["stage"])
        assert row["base.mean"] == ("" if chance["base"] is None else repr(chance["base"]["mean"]))


def test_a_stopped_comparison_is_shown_and_leaves_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {**comparison(), "partial": True, "worlds": 3000}
    monkeypatch.setattr("cupwright.study.compare.compare", lambda *_, **__: Comparisons([Comparison(data)]))
    ran = run(*COMPARE)
    assert ran.code == 130
    assert "A guest wins the cup" in ran.out
    assert "the 3,000 of 100,000 worlds" in ran.err
    assert "nothing was written" not in ran.err
    assert ran.err.splitlines()[-1].startswith("repeat: ")


def test_ctrl_c_before_anything_was_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cupwright.study.compare.compare", stop)
    ran = run(*COMPARE)
    assert (ran.code, ran.out) == (130, "")
    assert "nothing was written" in ran.err


def test_a_report_that_cannot_be_written_is_said_before_the_run(
    run: Run, asked: list[dict[str, Any]], tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    for target in (tmp_path, blocked / "page.html"):
        ran = run(*COMPARE, "--report", target)
        assert ran.code == 2
        assert ran.err.startswith(f"error[report]: the report cannot be written to `{target}`")
    assert asked == []


def test_a_defect_is_a_message(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("cupwright.study.compare.compare", break_down)
    ran = run(*COMPARE)
    assert ran.code == 2
    assert ran.err.startswith("error[internal]: a defect in Cupwright")
    assert "Traceback" not in ran.err
    monkeypatch.setenv("CUPWRIGHT_DEBUG", "1")
    assert "Traceback" in run(*COMPARE).err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("check", "mas-2026"), 0, "repeat: cupwright check mas-2026"),
        (("check", "no-such-thing"), 2, "error[unknown-document]"),
        (("check",), 2, "error[usage]: missing argument"),
        (("chek", "mas-2026"), 2, "error[usage]: no such command"),
        (("compare", "copa-libertadores-2026", "mas-2026", "--worlds", "many"), 2, "error[usage]"),
        (("compare", "copa-libertadores-2026", "mas-2026", "--worlds", "-5"), 2, "error["),
        (("compare", "copa-libertadores-2026", "mas-2026", "--worlds", "1000000000"), 2, "error["),
        (("compare", "copa-libertadores-2026", "mas-2026", "--as-of", "31 February"), 2, "error["),
        (("compare", "copa-libertadores-2026", "mas-2026", "--set", "guest-pot"), 2, "is not NAME=VALUE"),
        (("compare", "copa-libertadores-2026", "mas-2026", "--set", "guest-pot=9"), 2, "choices: 1, 2, 3, 4"),
        (("compare", "mas-2026", "copa-libertadores-2026"), 2, "error[kind]"),
        (("diff", "mas-2026", "copa-libertadores-2026"), 2, "error[kind]"),
        (("show", "no-such-thing"), 2, "error[unknown-document]"),
        (("data", "coverage", "conmebol-libertadoras"), 2, "did you mean"),
        (("data", "sql", "drop table matches"), 2, "error[sql]"),
        (("data", "import", "no-such-file.csv"), 2, "error["),
        (("rate", "--until", "soon"), 2, "error["),
    ],
)
def test_exit_codes(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    ran = run(*words)
    assert ran.code == code, ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_document_that_does_not_pass_is_a_no(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "kind: proposal\nid: bad\ntitle: bad\namends: copa-libertadores-2026\nchanges:\n  - fly-to-the-moon: {}\n"
    )
    ran = run("check", "mas-2026", bad)
    assert ran.code == 1
    assert "bad.yaml:6" in ran.err
    assert "ok" in ran.out and "WRONG" in ran.out


@pytest.mark.parametrize("words", [
    ("show",), ("show", "mas-2026"), ("diff", "copa-libertadores-2026", "mas-2026"), ("check", "mas-2026"),
    ("data", "list"), ("data", "info"), ("data", "coverage", "conmebol-libertadores"),
    ("data", "sql", "select 1 as one"),
])  # fmt: skip
def test_formats_parse(run: Run, words: tuple[str, ...]) -> None:
    plain, as_json, as_csv = (run(*words, "--format", style) for style in ("table", "json", "csv"))
    assert plain.code == as_json.code == as_csv.code == 0
    assert plain.out.strip()
    assert max(map(len, plain.out.splitlines())) <= 100
    assert json.loads(as_json.out)
    rows = list(csv.DictReader(io.StringIO(as_csv.out)))
    assert rows and all(None not in row for row in rows)


def test_sql_on_a_screen_is_cut_and_says_so(run: Run) -> None:
    query = "select date, 1 as a, 2 as a from matches limit 500"
    ran = run("data", "sql", query)
    assert len(ran.out.splitlines()) == 201
    assert "the first 200 of 500 rows" in ran.err
    rows = list(csv.DictReader(io.StringIO(run("data", "sql", query, "--format", "csv").out)))
    assert len(rows) == 500
    assert (rows[0]["a"], rows[0]["a_3"]) == ("1", "2")


def test_import_and_ask(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPWRIGHT_HOME", str(tmp_path / "home"))
    results = tmp_path / "mine.csv"
    results.write_text(
        "competition,edition,date,home,away,ft_home,ft_away\nconmebol-libertadores,2031,2031-03-05,palmeiras,boca-juniors,2,1\n"
    )
    ran = run("data", "import", results)
    assert ran.code == 0, ran.err
    assert "1 match" in ran.out and "new" in ran.out
    asked = run("data", "sql", "select ft_home from matches where edition = '2031'", "--format", "json")
    assert json.loads(asked.out) == [{"ft_home": 2}]


def test_the_facts_verify(run: Run) -> None:
    ran = run("data", "verify")
    assert ran.code == 0
    assert "WRONG" not in ran.out


def test_facts_that_fail_are_a_no(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from cupwright.data.api import Check

    monkeypatch.setattr("cupwright.data.api.verify", lambda: [Check("the sky is up", False, "it fell")])
    ran = run("data", "verify")
    assert ran.code == 1
    assert "1 of 1 checks failed" in ran.err


def test_a_plain_terminal_gets_plain_letters() -> None:
    ran = subprocess.run([*WORKER, "data", "sql", "select 'Peñarol – 3 → 4' as said"], capture_output=True, check=True,
                         env={**os.environ, "PYTHONIOENCODING": "ascii"})  # fmt: skip
    assert b"Penarol - 3 -> 4" in ran.stdout


def test_a_reader_that_goes_away() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w") as closed:
        ran = subprocess.run(
            [*WORKER, "data", "coverage", "--format", "csv"], stdout=closed, stderr=subprocess.PIPE, text=True
        )
    assert ran.returncode == 2
    assert "the reader of the output went away" in ran.stderr
    assert "Traceback" not in ran.stderr and "Exception ignored" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*WORKER, "show", "mas-2026"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert ran.returncode == 2
    assert "no space left" in ran.stderr
    assert "Traceback" not in ran.stderr and "Exception ignored" not in ran.stderr


def test_ctrl_c_stops_a_run_soon() -> None:
    code = (
        # A shell that starts the tests in the background leaves its children deaf to Ctrl-C.
        "import signal, time, cupwright.rulebook as room\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "room.show = lambda document: (print('begun', flush=True), time.sleep(60))\n"
        "from cupwright.app.cli import main\nmain(['show', 'mas-2026'])"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "begun\n"
    began = time.perf_counter()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert time.perf_counter() - began < 5
    assert "stopped" in err and "Traceback" not in err


def test_no_colour_where_nobody_sees_it(run: Run, asked: list[dict[str, Any]]) -> None:
    ran = run(*COMPARE)
    assert "\x1b[" not in ran.out + ran.err


@pytest.mark.parametrize("wrapped", [False, True])
def test_ctrl_c_during_a_query_is_no_defect(
    wrapped: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """DuckDB answers an interrupt with an error of its own, bare or as the cause of one of ours."""
    from cupwright.app import cli

    def broken(*_: object, **__: object) -> int:
        error = RuntimeError("Query interrupted")
        if wrapped:
            raise CupwrightError.of("workspace", "the workspace cannot be read") from error
        raise error

    monkeypatch.setattr(cli, "app", broken)
    monkeypatch.setattr(sys, "argv", ["cupwright", "data", "info"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 130
    assert "stopped: nothing was written or changed" in capsys.readouterr().err


def test_diff_says_what_a_proposal_assumes(run: Run) -> None:
    asked = ("diff", "copa-libertadores-2026", "mas-2026", "--set", "guest-pot=2")
    found = json.loads(run(*asked, "--format", "json").out)
    assert any("bahia (BRA 7) drops to copa-sudamericana" in line for line in found["assumed"])
    table = " ".join(run(*asked).out.split())
    assert "chosen: guest-pot = 2: the pot of the guests" in table
    assert "whom they displace there is unknown" in table


def test_the_repeating_line_carries_the_model_of_the_environment(
    run: Run, asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPWRIGHT_MODEL", "csv:my file.csv")

    def last(*words: str) -> str:
        return run(*words).err.splitlines()[-1]

    start = f"repeat: cupwright {' '.join(COMPARE)}"
    assert last(*COMPARE) == f"{start} --model 'csv:my file.csv'"
    assert last(*COMPARE, "--model", "static") == f"{start} --model static"
    assert last(*COMPARE, "--model=static") == f"{start} --model=static"
    assert (
        last("compare", "--", *COMPARE[1:])
        == f"repeat: cupwright compare --model 'csv:my file.csv' -- {' '.join(COMPARE[1:])}"
    )
    assert last("flow", "mls-2024") == "repeat: CUPWRIGHT_MODEL='csv:my file.csv' cupwright flow mls-2024"
    assert last("check", "mas-2026") == "repeat: cupwright check mas-2026"
    monkeypatch.delenv("CUPWRIGHT_MODEL")
    assert last(*COMPARE) == start


@pytest.mark.parametrize(
    "words",
    [
        COMPARE,
        ("calendar", "check", "mas-2026"),
        ("calendar", "travel", "mas-2026"),
        ("history", "mas-2026"),
        ("replay", "mls-2024"),
    ],
)
@pytest.mark.parametrize("name", ["page.pdf", "page"])
def test_a_report_that_is_no_page_is_refused_before_the_work(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    def never(*_arguments: object, **_more: object) -> None:
        raise AssertionError("the work has begun")

    for one in (
        "compare.compare",
        "calendar.calendar",
        "calendar_travel.travel",
        "history.history",
        "replaying.replay",
    ):
        monkeypatch.setattr(f"cupwright.study.{one}", never)
    ran = run(*words, "--report", tmp_path / name)
    assert ran.code == 2
    assert "and a report is a page in .html" in ran.err and "hint: such as `page.html`" in ran.err
    assert list(tmp_path.iterdir()) == []
