"""The verb `backtest` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Ran

Run = Callable[..., Ran]
ASK = ("backtest", "--model", "base-rates", "--since", "2025-09-01", "--until", "2025", "--no-editions")


def test_json_holds_scores_with_intervals_and_pairs(run: Run) -> None:
    ran = run(*ASK, "--against", "elo", "--competitions", "mls,copa-libertadores", "--format", "json")
    assert ran.code == 0
    data = json.loads(ran.out)
    first = data["results"][0]
    assert (first["model"], first["competition"]) == ("base-rates", "all")
    for name in ("log_loss", "brier", "rps", "slope", "intercept", "ece"):
        assert set(first[name]) == {"mean", "low", "high"}
    assert first["rps"]["low"] < first["rps"]["mean"] < first["rps"]["high"]
    assert {row["competition"] for row in data["paired"]} == {"all", "usa-mls", "conmebol-libertadores"}
    assert {"model", "against", "competition", "rps_difference", "low", "high"} <= set(data["paired"][0])
    assert len(data["provenance"]["facts_hash"]) == 64
    assert "repeat: cupwright backtest" in ran.err


def test_csv_holds_a_row_for_each_model_and_competition(run: Run) -> None:
    ran = run(*ASK, "--against", "none", "--competitions", "mls", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["competition"] for row in rows] == ["all", "usa-mls"]
    assert 0.1 < float(rows[0]["rps.mean"]) < 0.3


def test_the_table_keeps_to_a_hundred_columns(run: Run) -> None:
    ran = run(*ASK, "--against", "elo")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 100
    assert "CALIBRATION" in ran.out


def test_results_of_the_users_own(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    path.write_text(
        "date,competition,edition,home,away,score\n2031-03-01,usa-mls,2031,inter-miami,la-galaxy,2-1\n"
        "2031-03-08,usa-mls,2031,la-galaxy,inter-miami,0-0\n",
        encoding="utf-8",
    )
    ran = run("backtest", "--model", "elo", "--against", "base-rates", "--results", path, "--format", "json")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert data["matches"] == 2
    assert data["results"][0]["rps"]["low"] is None, "two weeks make no interval"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--model", "ello"), "`elo`"),
        (("--since", "soon"), "not a date"),
        (("--competitions", "mlz"), "`mls`"),
        (("--results", "absent.csv"), "no such file"),
        (("--since", "2031", "--until", "2026"), "after the last"),
    ],
)
def test_mistakes_are_told(run: Run, words: tuple[str, ...], said: str) -> None:
    ran = run("backtest", *words)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_dash_for_an_interval_is_explained(run: Run) -> None:
    words = ("backtest", "--model", "base-rates", "--against", "none", "--no-editions", "--competitions", "mls")
    few = run(*words, "--since", "2025-10-01", "--until", "2025-10-20")
    assert "– in place of an interval: fewer than 8 weeks are too few to tell." in few.out
    many = run(*words, "--since", "2025-02-01", "--until", "2025-10-20")
    assert many.code == 0 and "in place of an interval" not in many.out


def test_an_error_says_why_the_matches_that_are_held_are_not_scored(run: Run) -> None:
    """MLS Cup 2025 is known by its final score, which may hold extra time."""
    ran = run("backtest", "--since", "2025-12-01", "--until", "2025-12-10", "--competitions", "mls")
    assert ran.code == 2
    assert "the facts hold no match that can be scored, of 1 match from 2025-12-01 to 2025-12-10" in ran.err
    assert "left out: 1 match whose score may hold extra time" in ran.err
