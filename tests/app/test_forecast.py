"""The verb ``forecast``, and ``rate`` over time, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cupwright.study import rating
from tests.app.conftest import Ran

Run = Callable[..., Ran]
MATCH = ("forecast", "toluca", "Boca Juniors", "--date", "2015-03-01")


def test_a_match_in_three_formats(run: Run) -> None:
    page = run(*MATCH, "--venue", "neutral", "--adjust", "toluca: attack -0.2 sd 0.1")
    assert page.code == 0
    assert "Toluca – Boca Juniors, 1 March 2015, on neutral ground" in page.out
    assert "your adjustments" in page.out and "Adjusted: toluca: attack -0.2 sd 0.1." in page.out
    assert "--adjust 'toluca: attack -0.2 sd 0.1'" in page.err
    assert max(len(line) for line in page.out.splitlines()) <= 100
    data = json.loads(run(*MATCH, "--format", "json").out)
    (row,) = csv.DictReader(io.StringIO(run(*MATCH, "--format", "csv").out))
    assert float(row["win.mean"]) == data["forecasts"][0]["win"]["mean"]
    assert data["provenance"]["command"].startswith("cupwright forecast toluca boca-juniors --date 2015-03-01")


def test_a_file_of_fixtures_with_own_ratings(run: Run, tmp_path: Path) -> None:
    fixtures, own = tmp_path / "fixtures.csv", tmp_path / "own.csv"
    fixtures.write_text("date,home,away,venue\n2015-03-01,toluca,Boca Juniors,neutral\n", encoding="utf-8")
    own.write_text("club,attack,defence,attack_sd,defence_sd\nToluca,0.2,0.2,0,0\nboca-juniors,0.2,0.2,0,0\n", "utf-8")
    ran = run("forecast", "--fixtures", fixtures, "--model", f"csv:{own}", "--format", "json")
    (match,) = json.loads(ran.out)["forecasts"]
    assert abs(match["win"]["mean"] - match["loss"]["mean"]) < 1e-9
    both = run(*MATCH, "--fixtures", fixtures)
    assert both.code == 2 and "not both" in both.err


def test_every_problem_of_a_match(run: Run) -> None:
    ran = run("forecast", "tolca", "Barcelona", "--date", "soon")
    assert ran.code == 2 and ran.out == ""
    assert [ran.err.count(word) for word in ("error[unknown-club]", "error[ambiguous-club]", "error[date]")] == [
        1,
        1,
        1,
    ]


def test_ratings_over_time(run: Run, tmp_path: Path) -> None:
    chart = tmp_path / "toluca.svg"
    ran = run("rate", "toluca", "--over", "2014-03-01:2015-03-01", "--every", "1y", "--report", chart)
    assert ran.code == 0 and ran.out.count("2015-03-01") == 1
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    early = run("rate", "inter-miami", "--over", "2014-03-01:2015-03-01", "--every", "1y")
    assert early.out.count(") ?") == 2 and "? no recent match on that day: rated from its country" in early.out
    assert "? no recent" not in ran.out
    wrong = run("rate", "--over", "2014-03-01:2015-03-01", "--until", "2015-01-01", "--report", tmp_path / "a.html")
    assert wrong.code == 2 and wrong.err.count("error[usage]") == 2


def test_leagues_on_a_day(run: Run) -> None:
    data = json.loads(run("rate", "--leagues", "--until", "2015-02-28", "--format", "json").out)
    assert data["until"] == "2015-02-28"
    assert {"BRA", "MEX", "USA"} <= {row["league"] for row in data["leagues"]}


def test_every_problem_of_a_rating_before_anything_is_rated(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object, **_more: object) -> None:
        pytest.fail("all clubs were rated although the question cannot be answered")

    monkeypatch.setattr(rating, "rate", never)
    ran = run("rate", "tolca", "nobody", "--of", "XXX", "--of", "bra", "--gap", "phi", "mls")
    assert ran.code == 2 and ran.err.count("error[unknown-club]") == 2
    assert "no club is of `XXX`" in ran.err and "no club is of `BRA`" not in ran.err
    assert "did you mean `HAI`, `CHI`?" in ran.err


def test_too_few_results_are_said_with_their_number(run: Run) -> None:
    ran = run("forecast", "flamengo", "palmeiras", "--date", "1998-02-01", "--model", "static")
    assert ran.code == 2
    assert "too few results are known before 1998-02-01 to forecast `flamengo` v `palmeiras`" in ran.err
    assert "85 results are held from 1998-01-03 to 1998-01-31" in ran.err
    assert "hint: the same match some months later" in ran.err and "rho" not in ran.err


def test_own_ratings_of_two_clubs_tell_no_share_of_the_confederations(run: Run, tmp_path: Path) -> None:
    own, joint = tmp_path / "own.csv", tmp_path / "joint.csv"
    own.write_text("club,attack,defence,attack_sd,defence_sd\ntoluca,0.2,0.2,0.1,0.1\nflamengo,0.6,0.6,0.1,0.1\n")
    labels = [f"{club} {side}" for club in ("toluca", "flamengo") for side in ("attack", "defence")]
    rows = [[label, *("0.01" if one == label else "0" for one in labels)] for label in labels]
    joint.write_text("\n".join(",".join(row) for row in [["", *labels], *rows]))
    ran = run("forecast", "toluca", "flamengo", "--date", "2015-03-01", "--model", f"csv:{own},{joint}")
    assert ran.code == 0 and "doubt of how the two confederations compare" not in ran.out
