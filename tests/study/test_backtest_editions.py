"""Ties, groups and champions foretold on their eve: what is known then, and how it is scored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from cupwright.football.competitions import GroupStage, TieStage
from cupwright.ratings import ClubPlace, Ratings, RatingSettings, Results
from cupwright.ratings.models import Forecasts
from cupwright.study.backtest_editions import Occasion, foretell, occasions_of
from cupwright.study.backtest_set import trial_of_facts
from cupwright.study.backtest_ties import edition_scores
from cupwright.study.rating import places_of_clubs

LIBERTADORES = ("conmebol-libertadores",)


class Fitted:
    """A stand-in with a posterior: the static fit of each day."""

    name = "fitted"
    title = "a fit a day"
    version = 1

    def walk(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, days: Sequence[np.datetime64]
    ) -> Iterator[Ratings]:
        """Fit anew for every day."""
        from cupwright.ratings.static import fit_static

        for day in days:
            yield fit_static(results, places, settings, day)

    def forecast(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, rows: npt.NDArray[np.int64]
    ) -> Forecasts:
        """Forecast nothing."""
        return Forecasts.empty(len(rows))


@pytest.fixture(scope="module")
def occasions() -> list[Occasion]:
    found, left_out = occasions_of(LIBERTADORES, dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert left_out == ()
    return found


def test_the_stages_of_an_edition(occasions: list[Occasion]) -> None:
    names = [one.stage for one in occasions]
    assert names == ["first-round", "second-round", "third-round", "group-stage", "round-of-16", "quarter-finals",
                     "semi-finals"], "the final is a single match"  # fmt: skip
    assert [one.kind for one in occasions].count("groups") == 1


def test_nothing_of_a_stage_is_known_on_its_eve_but_its_draw(occasions: list[Occasion]) -> None:
    for one in occasions:
        order = [stage.id for stage in one.edition.format.stages]
        assert all(order.index(score.stage) < order.index(one.stage) for score in one.known.scores)
        assert all(score.date is None or score.date <= one.day for score in one.known.scores)
        assert all(order.index(draw.stage) <= order.index(one.stage) for draw in one.known.draws)
        assert isinstance(one.edition.format.stage(one.stage), GroupStage | TieStage)
    assert len(occasions[-1].known.scores) > 140


@pytest.fixture(scope="module")
def rows(occasions: list[Occasion]) -> list[dict[str, Any]]:
    trial = trial_of_facts(dt.date(2025, 1, 1), dt.date(2025, 12, 31), LIBERTADORES)
    chosen = [one for one in occasions if one.stage in ("group-stage", "quarter-finals")]
    return foretell(Fitted(), chosen, trial.results, places_of_clubs(trial.until), RatingSettings(), 7)


def test_what_is_foretold_of_an_edition(rows: list[dict[str, Any]]) -> None:
    ties = [row for row in rows if row["kind"] == "ties"]
    groups = [row for row in rows if row["kind"] == "groups"]
    champions = [row for row in rows if row["kind"] == "champions"]
    assert (len(ties), len(groups), len(champions)) == (4, 32, 1)
    assert all(0 < row["chance"] < 1 for row in rows)
    assert sum(row["happened"] for row in groups) == 16
    assert sum(row["chance"] for row in groups) == pytest.approx(16, abs=0.01), "two of each group go on in every world"
    assert champions[0]["clubs"] == ["flamengo"]
    assert champions[0]["field"] == 32
    assert champions[0]["chance"] > 1 / 32
    through = {row["clubs"][0] if row["happened"] else row["clubs"][1] for row in ties}
    assert through == {"flamengo", "palmeiras", "racing-club", "ldu-quito"}


def test_scores_of_what_was_foretold(rows: list[dict[str, Any]]) -> None:
    sure = [{**row, "chance": 0.5} for row in rows]
    found = edition_scores({"fitted": rows, "coin": sure}, "fitted", 7)
    ties = [row for row in rows if row["kind"] == "ties"]
    slow = sum(-log(row["chance"] if row["happened"] else 1 - row["chance"]) for row in ties) / 4
    mine = next(row for row in found["ties"] if row["model"] == "fitted" and row["competition"] == "all")
    coin = next(row for row in found["ties"] if row["model"] == "coin" and row["competition"] == "all")
    assert (mine["ties"], mine["log_loss"]["mean"]) == (4, pytest.approx(slow))
    assert coin["log_loss"]["mean"] == pytest.approx(coin["coin"]) == pytest.approx(log(2))
    assert coin["brier"]["mean"] == pytest.approx(0.25)
    assert found["paired_ties"][0]["log_loss_difference"] == pytest.approx(slow - log(2))
    group = next(row for row in found["groups"] if row["model"] == "fitted")
    assert group["clubs"] == 32
    assert group["log_loss"]["low"] < group["log_loss"]["mean"] < group["log_loss"]["high"]
    champion = found["champions"][0]
    assert champion["log_loss"] == pytest.approx(-log(champion["chance"]))
    assert champion["log_loss_of_equal_chances"] == pytest.approx(log(32))


def test_nothing_foretold_gives_no_scores() -> None:
    assert edition_scores({}, "elo", 7) == {
        "champions": [], "ties": [], "paired_ties": [], "groups": [], "paired_groups": [],
    }  # fmt: skip
