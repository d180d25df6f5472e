"""Forecasts of matches: the figures hang together, nothing later is looked at, and bad input is refused whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from cupwright.errors import CupwrightError
from cupwright.report.forecast import forecast_page
from cupwright.study.fixture_list import fixtures_of_file
from cupwright.study.forecasting import forecast
from cupwright.study.rating import rate

DAY = "2015-03-01"


def test_the_figures_of_a_match_hang_together() -> None:
    (match,) = forecast("toluca", "boca-juniors", DAY, competition="copa-libertadores").forecasts
    chances = [match[name]["mean"] for name in ("win", "drawn", "loss")]
    scores = np.array(match["scores"])
    assert sum(chances) == pytest.approx(1) and scores.sum() == pytest.approx(1)
    assert scores.shape == (6, 6)
    assert np.trace(scores) == pytest.approx(chances[1], abs=0.002)
    assert np.tril(scores, -1).sum() == pytest.approx(chances[0], abs=0.01)
    for name in ("win", "drawn", "loss"):
        assert 0 < match[name]["low"] < match[name]["mean"] < match[name]["high"] < 1
    parts = {part["what"]: part for part in match["drivers"]}
    assert set(parts) == {"club", "country", "confederation", "home", "altitude"}
    assert parts["altitude"]["mean"] > 0.2, "Toluca lies 2,671 m above the sea"
    assert match["log_rate_difference"]["mean"] == pytest.approx(sum(part["mean"] for part in parts.values()))
    assert 0 < match["gap_share"] < 1
    assert match["ratings_until"] == "2015-02-28"
    assert match["notes"] == []
    later = forecast("toluca", "boca-juniors", "2026-12-01", competition="copa-libertadores").forecasts[0]["notes"]
    assert any("The last known match of Boca Juniors is of" in note and "days before" in note for note in later)


def test_the_other_side_sees_the_same_match() -> None:
    (match,) = forecast("toluca", "boca-juniors", DAY, venue="away").forecasts
    (mirror,) = forecast("boca-juniors", "toluca", DAY, venue="home").forecasts
    for name, other in (("win", "loss"), ("drawn", "drawn"), ("loss", "win")):
        for end in ("mean", "low", "high"):
            assert match[name][end] == pytest.approx(mirror[other][end], abs=1e-12)
    assert np.array(match["scores"]) == pytest.approx(np.array(mirror["scores"]).T)
    assert [part["mean"] for part in match["drivers"]] == pytest.approx([-part["mean"] for part in mirror["drivers"]])


def test_an_adjustment_weakens_and_is_told() -> None:
    (plain,) = forecast("toluca", "boca-juniors", DAY, venue="neutral").forecasts
    answer = forecast("toluca", "boca-juniors", DAY, venue="neutral", adjust=["Toluca: attack -0.3 sd 0.1"])
    (hurt,) = answer.forecasts
    assert hurt["win"]["mean"] < plain["win"]["mean"] - 0.03
    assert hurt["expected_goals"]["opponent"] == plain["expected_goals"]["opponent"]
    assert answer.to_dict()["adjustments"] == ["toluca: attack -0.3 sd 0.1"]
    assert "--adjust 'toluca: attack -0.3 sd 0.1'" in answer.to_dict()["provenance"]["command"]
    with pytest.raises(CupwrightError, match="`flamengo` is adjusted but does not play here"):
        forecast("toluca", "boca-juniors", DAY, adjust=["flamengo: attack -0.3 sd 0.1"])


def test_a_club_without_matches_is_rated_from_its_country() -> None:
    ratings = rate("2015-02-28")
    (match,) = forecast("inter-miami", "seattle-sounders", DAY, venue="neutral").forecasts
    (other,) = forecast("la-galaxy", "seattle-sounders", DAY, venue="neutral").forecasts
    assert not ratings["inter-miami"].rated
    assert any("rated from its country (USA), with wide doubt" in note for note in match["notes"])
    assert match["log_rate_difference"]["sd"] > 1.2 * other["log_rate_difference"]["sd"]


def test_the_page_is_made_of_the_answer() -> None:
    answer = forecast("toluca", "boca-juniors", DAY)
    assert len(forecast_page(answer.to_dict())) > 8
    assert answer.rows()[0]["win"]["mean"] == answer.forecasts[0]["win"]["mean"]


@pytest.mark.parametrize(
    ("club", "opponent", "date", "venue", "words"),
    [
        ("inter-miam", "Barcelona", DAY, "home", ["did you mean `inter-miami`", "`barcelona-sc`: Barcelona SC (ECU)"]),
        ("toluca", "Deportivo Toluca", DAY, "moon", ["`toluca` cannot play itself", "no venue is called `moon`"]),
        ("toluca", "flamengo", "soon", "home", ["`soon` is not a date"]),
        ("toluca", "flamengo", "1990-01-01", "home", ["lies before the facts", "results are held from 1998"]),
        ("toluca", "flamengo", "2040-01-01", "home", ["lies over 1,500 days after them"]),
        ("toluca", "", DAY, "home", ["a match has two clubs"]),
    ],
)
def test_bad_input(club: str, opponent: str, date: str, venue: str, words: list[str]) -> None:
    with pytest.raises(CupwrightError) as caught:
        forecast(club, opponent, date, venue=venue)
    for text in words:
        assert text in str(caught.value)


def test_fixtures_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "fixtures.csv"
    path.write_text("\ufeffdate;home;away;venue;competition\n2015-03-01;Toluca;Boca Juniors;;\n"
                    "2015-03-01;toluca;flamengo;neutral;copa-libertadores\n", encoding="utf-8")  # fmt: skip
    found = fixtures_of_file(path)
    assert [(one.club, one.opponent, one.venue, one.competition) for one in found] == [
        ("toluca", "boca-juniors", "home", ""), ("toluca", "flamengo", "neutral", "conmebol-libertadores"),
    ]  # fmt: skip
    answer = forecast(fixtures=path)
    (alone,) = forecast("toluca", "boca-juniors", dt.date(2015, 3, 1)).forecasts
    assert answer.forecasts[0]["win"] == alone["win"]


def test_every_problem_of_a_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "fixtures.csv"
    path.write_text("date,home,away,venue,competition\n2015-13-01,Toluca,Boca Juniors,,\n"
                    "2015-03-01,toluca,nobody fc,hom,libertadoras\n", encoding="utf-8")  # fmt: skip
    with pytest.raises(CupwrightError) as caught:
        forecast(fixtures=path)
    assert [problem.place.line for problem in caught.value.problems if problem.place] == [2, 3, 3, 3]
    path.write_text("date,home,away\n1990-01-01,toluca,\n2015-03-01,nobody fc,toluca\n"
                    "2015-03-01,toluca,flamengo,home\n2077-01-01,toluca,flamengo\n", encoding="utf-8")  # fmt: skip
    with pytest.raises(CupwrightError) as caught:
        forecast(fixtures=path, adjust=["toluca: attack"])
    said = [(problem.place.line if problem.place else 0, problem.message) for problem in caught.value.problems]
    assert [line for line, _ in said] == [2, 2, 3, 4, 5, 0]
    assert said[0][1] == "a match has two clubs" and "before the facts" in said[1][1]
    assert said[3][1] == "the line has 4 cells, but there are 3 columns" and "1,500 days" in said[4][1]
    path.write_text("date,home,visitor\n2015-03-01,toluca,flamengo\n", encoding="utf-8")
    with pytest.raises(CupwrightError, match="no column `away`"):
        forecast(fixtures=path)
    path.write_text("date,home,away,Date\n2015-03-01,toluca,flamengo,2016-03-01\n", encoding="utf-8")
    with pytest.raises(CupwrightError, match="column `date` stands twice"):
        forecast(fixtures=path)


@pytest.mark.parametrize("more", [{"date": DAY}, {"venue": "away"}, {"competition": "mls"}])
def test_what_a_file_says_is_not_said_beside_it(tmp_path: Path, more: dict[str, str]) -> None:
    """It would have no effect: the columns of the file say it."""
    path = tmp_path / "fixtures.csv"
    path.write_text("date,home,away\n2015-03-01,toluca,flamengo\n", encoding="utf-8")
    with pytest.raises(CupwrightError, match="are those of one match, not of a file"):
        forecast(fixtures=path, **more)
