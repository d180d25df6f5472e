"""The backtest: what is scored, that nothing looks ahead, and a user's own file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from cupwright.errors import CupwrightError
from cupwright.ratings import ClubPlace, Ratings, RatingSettings, Results
from cupwright.ratings.models import MODELS, Forecasts, model_named, no_posterior
from cupwright.ratings.scoring import log_loss, rps
from cupwright.study.backtest import backtest, span_day
from cupwright.study.backtest_forecasts import checked, trial_key
from cupwright.study.backtest_scores import match_scores
from cupwright.study.backtest_set import Trial, competition_ids, trial_of_facts, trial_of_file
from tests.ratings.world import SETTINGS, world

Rows = npt.NDArray[np.int64]


class Counting:
    """A stand-in: an outcome is as likely as it was among all results of earlier days, with one added to each."""

    name = "counting"
    title = "shares so far"
    version = 1

    def __init__(self) -> None:
        self.seen: list[int] = []

    def walk(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, days: Sequence[np.datetime64]
    ) -> Iterator[Ratings]:
        """Have no posterior."""
        raise no_posterior(self.name)

    def forecast(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, rows: Rows
    ) -> Forecasts:
        """Count."""
        self.seen.append(len(results))
        won = 1 - np.sign(results.goals_home - results.goals_away)
        found = Forecasts.empty(len(rows))
        for k, row in enumerate(rows):
            times = 1 + np.bincount(won[results.date < results.date[row]], minlength=3)
            found.probabilities[k] = times / times.sum()
        return found


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    model = Counting()
    monkeypatch.setitem(MODELS, "counting", model)
    return model


def trial(results: Results, first: str = "2018-01-01") -> Trial:
    rows = np.flatnonzero(results.date >= np.datetime64(first))
    names = tuple(results.competitions[code] for code in np.unique(results.competition[rows]))
    return Trial(results, rows, names, dt.date.fromisoformat(first), dt.date(2020, 12, 31))


def in_order(results: Results) -> Results:
    return results.take(np.argsort(results.date, kind="stable"))


NAMES = ("base-rates", "elo", "static", "dynamic")


@pytest.mark.parametrize("name", NAMES)
def test_a_planted_future_result_changes_no_earlier_forecast(name: str) -> None:
    """No look-ahead: a rout, and a club nobody knew, on the last day; forecasts up to and on that day stay."""
    model, small = model_named(name), world()
    results = in_order(small.results)
    rows = np.flatnonzero(results.date >= np.datetime64("2019-06-01"))[::7]
    day = results.date[rows[len(rows) // 2]]
    later = results.date >= day
    planted = replace(
        results,
        goals_home=np.where(later, 9, results.goals_home),
        goals_away=np.where(later, 0, results.goals_away),
    )
    early = rows[results.date[rows] <= day]
    assert len(early) > 2
    assert len(early) < len(rows)
    before = model.forecast(results, small.clubs, SETTINGS, rows).probabilities[: len(early)]
    after = model.forecast(planted, small.clubs, SETTINGS, rows).probabilities[: len(early)]
    np.testing.assert_array_equal(before, after)
    changed = model.forecast(planted, small.clubs, SETTINGS, rows).probabilities[len(early) :]
    assert (changed != model.forecast(results, small.clubs, SETTINGS, rows).probabilities[len(early) :]).any()


@pytest.mark.parametrize("name", ["static", "dynamic"])
def test_a_walk_does_not_look_ahead_either(name: str) -> None:
    model, small = model_named(name), world()
    results, day = in_order(small.results), np.datetime64("2019-06-30")
    days = [day, np.datetime64("2020-06-30")]
    whole = next(iter(model.walk(results, small.clubs, SETTINGS, days)))
    cut = next(iter(model.walk(results.take(results.date <= day), small.clubs, SETTINGS, days[:1])))
    clubs = ["one-0", "tre-1", "two-2"]
    for mine, other in zip(whole.of(clubs), cut.of(clubs), strict=True):
        assert mine.mean == pytest.approx(other.mean, abs=1e-9)
        assert mine.sd == pytest.approx(other.sd, abs=1e-9)


def test_scores_against_a_slow_sum(counting: Counting) -> None:
    small = world()
    held = trial(in_order(small.results))
    chances = {
        "counting": counting.forecast(held.results, small.clubs, SETTINGS, held.rows).probabilities,
        "flat": np.full((len(held.rows), 3), 1 / 3),
    }
    found = match_scores(chances, held, ["flat"], 7)
    assert [row["competition"] for row in found["results"][:2]] == ["all", "all"]
    for row in found["results"]:
        mine = np.array([
            row["competition"] in ("all", held.results.competitions[held.results.competition[k]]) for k in held.rows
        ])  # fmt: skip
        chance, happened = chances[row["model"]][mine], held.outcomes[mine]
        assert row["matches"] == mine.sum() > 0
        assert row["rps"]["mean"] == pytest.approx(rps(chance, happened).mean())
        assert row["log_loss"]["mean"] == pytest.approx(log_loss(chance, happened).mean())
        if row["rps"]["low"] is not None:
            assert row["rps"]["low"] <= row["rps"]["mean"] <= row["rps"]["high"]
    pair = found["paired"][0]
    apart = rps(chances["counting"], held.outcomes) - rps(chances["flat"], held.outcomes)
    assert (pair["model"], pair["against"], pair["competition"]) == ("counting", "flat", "all")
    assert pair["rps_difference"] == pytest.approx(apart.mean())
    assert pair["low"] < pair["rps_difference"] < pair["high"]
    bins = [row for row in found["reliability"] if (row["model"], row["competition"]) == ("counting", "all")]
    assert sum(row["count"] for row in bins) == 3 * len(held.rows)


def test_the_paired_interval_is_narrower_than_the_two_apart() -> None:
    held = trial(in_order(world().results))
    rng = np.random.default_rng(2)
    first = rng.dirichlet([6, 4, 4], len(held.rows))
    second = 0.9 * first + 0.1 / 3
    found = match_scores({"a": first, "b": second}, held, ["b"], 7)
    pair, alone = found["paired"][0], found["results"][0]["rps"]
    assert pair["high"] - pair["low"] < (alone["high"] - alone["low"]) / 2


def test_what_is_no_probability_is_refused() -> None:
    held = trial(in_order(world().results))
    good = np.full((len(held.rows), 3), 1 / 3)
    assert checked("m", held, good).shape == good.shape
    with pytest.raises(CupwrightError, match="shape"):
        checked("m", held, good[1:])
    bad = good.copy()
    bad[4] = [np.nan, 0.5, 0.5]
    with pytest.raises(CupwrightError, match="1 matches") as raised:
        checked("m", held, bad)
    assert held.results.clubs[held.results.home[held.rows[4]]] in str(raised.value)


def test_the_key_of_a_trial_knows_every_result() -> None:
    held = trial(in_order(world().results))
    goals = held.results.goals_home.copy()
    goals[0] += 1
    assert trial_key(held) == trial_key(trial(in_order(world().results)))
    assert trial_key(held) != trial_key(replace(held, results=replace(held.results, goals_home=goals)))
    assert trial_key(held) != trial_key(replace(held, rows=held.rows[1:]))
    legs = replace(held.results, leg=np.full_like(held.results.leg, 1))
    assert trial_key(held) != trial_key(replace(held, results=legs))


def test_years_and_days() -> None:
    assert span_day("2022", "x", last=False) == dt.date(2022, 1, 1)
    assert span_day("2025", "x", last=True) == dt.date(2025, 12, 31)
    assert span_day("2025-03-04", "x", last=True) == dt.date(2025, 3, 4)
    with pytest.raises(CupwrightError, match="not a date"):
        span_day("soon", "--since", last=False)


def test_competitions_by_id_and_as_formats_call_them() -> None:
    assert competition_ids(["mls", "usa-mls", "copa-libertadores"]) == ("usa-mls", "conmebol-libertadores")
    with pytest.raises(CupwrightError) as raised:
        competition_ids(["mlz", "liga-nx"])
    assert len(raised.value.problems) == 2
    assert "`mls`" in str(raised.value)


def test_matches_of_the_facts() -> None:
    held = trial_of_facts(dt.date(2025, 1, 1), dt.date(2025, 12, 31), ("usa-mls", "conmebol-libertadores"))
    days = held.results.date[held.rows]
    assert len(held.rows) > 500
    assert days.min() >= np.datetime64("2025-01-01")
    assert held.results.date.max() <= np.datetime64("2025-12-31")
    assert held.competitions == ("usa-mls", "conmebol-libertadores")
    assert any("extra time" in line for line in held.left_out), "play-offs of 2025 with final scores only"
    with pytest.raises(CupwrightError, match="after the last"):
        trial_of_facts(dt.date(2026, 1, 1), dt.date(2025, 1, 1), ("usa-mls",))
    with pytest.raises(CupwrightError, match="no match"):
        trial_of_facts(dt.date(1990, 1, 1), dt.date(1990, 12, 31), ("usa-mls",))


LATER = """date,competition,edition,home,away,score
2025-12-06,usa-mls,2025,inter-miami,vancouver-whitecaps,0-5
2031-03-01,usa-mls,2031,inter-miami,la-galaxy,2-1
2031-03-08,usa-mls,2031,la-galaxy,inter-miami,0-0
"""


@pytest.fixture
def later(tmp_path: Path) -> Path:
    path = tmp_path / "later.csv"
    path.write_text(LATER, encoding="utf-8")
    return path


def test_a_file_is_played_forward_and_not_imported(later: Path, counting: Counting) -> None:
    from cupwright.data.workspace import contents_hash

    before = contents_hash()
    found = backtest("counting", results=later).to_dict()
    assert contents_hash() == before
    assert found["matches"] == 3
    assert (found["since"], found["until"]) == ("2025-12-06", "2031-03-08")
    assert found["results"][0]["log_loss"]["mean"] > 0
    assert found["results_file"] == "later.csv"
    json.loads(json.dumps(found, allow_nan=False))


def test_a_match_of_the_file_stands_in_place_of_the_known_one(later: Path) -> None:
    held = trial_of_file(later)
    first, second, third = held.rows
    results = held.results
    assert results.describe(int(first)).endswith("inter-miami 0-5 vancouver-whitecaps")
    home, away = (results.clubs.index(club) for club in ("inter-miami", "vancouver-whitecaps"))
    same = (results.home == home) & (results.away == away) & (results.date >= np.datetime64("2025-12-03"))
    assert np.flatnonzero(same).tolist() == [first]
    assert first < second < third
    assert (np.diff(results.date) >= np.timedelta64(0, "D")).all()


def test_files_that_cannot_be_scored(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("date,competition,edition,home,away,score\n2031-03-01,usa-mls,2031,nobody,nowhere,x\n", "utf-8")
    with pytest.raises(CupwrightError, match="score"):
        trial_of_file(path)
    path.write_text("date,competition,edition,home,away,status\n2031-03-01,usa-mls,2031,inter-miami,la-galaxy,void\n")
    with pytest.raises(CupwrightError, match="no match with a score"):
        trial_of_file(path)
    with pytest.raises(CupwrightError, match="no such file"):
        trial_of_file(tmp_path / "absent.csv")


def test_a_model_that_nobody_knows() -> None:
    with pytest.raises(CupwrightError) as raised:
        backtest("dynamo", against=["statix"])
    assert len(raised.value.problems) == 2


def test_the_answer_and_its_provenance(counting: Counting) -> None:
    ask = {"since": "2025-10-01", "until": "2025-12-31", "competitions": ["mls", "copa-libertadores"]}
    found = backtest("counting", editions=False, **ask).to_dict()  # type: ignore[arg-type]
    assert {row["competition"] for row in found["results"]} == {"all", "usa-mls", "conmebol-libertadores"}
    assert found["provenance"]["facts_hash"]
    assert found["provenance"]["command"].startswith("cupwright backtest --model counting --since 2025-10-01")
    assert "--no-editions" in found["provenance"]["command"]
    again = backtest("counting", editions=False, **ask).to_dict()  # type: ignore[arg-type]
    assert again == found
    assert len(counting.seen) == 1, "the second answer rests on the forecasts that were kept"


def test_ties_of_a_file_have_their_legs(tmp_path: Path) -> None:
    """The first leg of the quarter-final stands in the facts: Independiente del Valle 0-2 Flamengo, 9 September."""
    path = tmp_path / "ties.csv"
    path.write_text(
        "date,competition,edition,stage,home,away,score\n"
        "2026-09-17,conmebol-libertadores,2026,quarter-finals,flamengo,independiente-del-valle,1-0\n"
        "2026-10-14,conmebol-libertadores,2026,semi-finals,flamengo,palmeiras,0-1\n"
        "2026-10-21,conmebol-libertadores,2026,semi-finals,palmeiras,flamengo,3-3\n"
        "2026-10-22,conmebol-libertadores,2026,group-stage,palmeiras,platense,3-3\n"
        "2026-10-23,conmebol-libertadores,2026,group-stage,platense,palmeiras,3-3\n",
        encoding="utf-8",
    )
    held = trial_of_file(path)
    assert held.results.leg[held.rows].tolist() == [2, 1, 2, 0, 0]
    assert held.results.lead[held.rows].tolist() == [2, 0, 1, 0, 0]
