"""Every answer says what it was made with: on a terminal in a last line, for machines as ``provenance``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest

from cupwright import __version__
from cupwright.data.store import facts_hash
from cupwright.report.numbers import date_words
from cupwright.report.origin import note_lines
from cupwright.study.rating import first_result, last_result
from tests.app.conftest import Ran

Run = Callable[..., Ran]
DAY = "2015-02-28"
DRAW = ("draw", "copa-libertadores-2025", "--stage", "round-of-16")
FACTS = f"Cupwright {__version__}, facts {facts_hash()[:10]}"


@pytest.mark.parametrize(
    ("words", "before", "documents"),
    [
        (("rate", "toluca", "--until", DAY), "static model; ", False),
        (("rate", "--leagues", "--until", DAY), "static model; ", False),
        (("rate", "toluca", "--over", "2014-03-01:2015-03-01", "--every", "1y"), "static model; ", False),
        (("forecast", "toluca", "tijuana", "--date", "2015-03-01"), "static model, seed 7; ", False),
        (("simulate", "copa-libertadores-2015", "--worlds", "100", "--threads", "1"), "static model; ", True),
        (("flow", "copa-libertadores-2015", "--depth", "1"), "", True),
        (DRAW, "", True),
    ],
)
def test_a_table_ends_with_version_and_hashes(run: Run, words: tuple[str, ...], before: str, documents: bool) -> None:
    ran = run(*words)
    assert ran.code == 0, ran.err
    last = ran.out.splitlines()[-1]
    assert last.startswith(f"{before}{FACTS}")
    assert (", documents " in last) is documents


@pytest.mark.parametrize(
    "words",
    [
        ("toluca", "--until", DAY),
        ("--leagues", "--until", DAY),
        ("toluca", "--over", "2014-03-01:2015-03-01", "--every", "1y"),
    ],
)
def test_ratings_for_machines_say_what_made_them(run: Run, words: tuple[str, ...]) -> None:
    data = json.loads(run("rate", *words, "--format", "json").out)
    origin = data["provenance"]
    assert data["model"] == "static"
    assert (origin["version"], origin["facts_hash"]) == (__version__, facts_hash())
    assert origin["command"] == " ".join(["cupwright", "rate", *words, "--model", "static"])


def test_dates_in_notes_are_in_words_unless_they_are_quoted_or_none() -> None:
    note = "Known until 2026-09-17, not 2026-02-31 (`--as-of 2026-08-17`, a/2026-01-02/b)."
    (line,) = note_lines([note])
    assert str(line) == note.replace("2026-09-17", "17 September 2026").join(["note: ", ""])


@pytest.mark.parametrize("words", [("rate", "toluca"), ("rate", "--leagues")])
def test_ratings_of_a_day_after_the_facts_say_so(run: Run, words: tuple[str, ...]) -> None:
    day = last_result() + dt.timedelta(days=30)
    told = f"The last known result is of {last_result()}: the doubt has grown since."
    ran = run(*words, "--until", str(day), "--format", "json")
    assert json.loads(ran.out)["notes"] == [told]
    assert f"note: The last known result is of {date_words(last_result())}" in run(*words, "--until", str(day)).out
    assert "note:" not in run(*words, "--until", str(last_result())).out


@pytest.mark.parametrize(
    "words",
    [
        ("rate", "--until"),
        ("rate", "--leagues", "--until"),
        ("simulate", "copa-libertadores-2026", "--worlds", "100", "--as-of"),
        ("compare", "copa-libertadores-2026", "mas-2026", "--worlds", "100", "--as-of"),
        ("replay", "copa-libertadores-2026", "--as-of"),
        ("flow", "mls-2026", "--worlds", "100", "--as-of"),
    ],
)
def test_a_day_far_after_the_facts_is_refused(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "2030-01-01")
    assert ran.code == 2
    assert f"2030-01-01 lies over a year after the facts ({words[-1]})" in ran.err
    assert f"results are held from {first_result()} to {last_result()}" in ran.err


@pytest.mark.parametrize(
    "words", [("rate", "--until"), ("simulate", "copa-libertadores-2026", "--worlds", "100", "--as-of")]
)
def test_a_day_before_the_facts_is_told_as_such(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words, "1990-01-01")
    assert ran.code == 2
    assert "error[date]: 1990-01-01 lies before the facts" in ran.err
    assert f"results are held from {first_result()} to {last_result()}" in ran.err
