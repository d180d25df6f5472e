"""Ratings from the facts, and their cache."""

from __future__ import annotations

import datetime as dt

import pytest

import cupwright as cw
from cupwright.data.tables import load_matches
from cupwright.ratings import Ratings, RatingSettings
from cupwright.study import rating
from cupwright.study.rating import places_of_clubs, results_of

DAY = dt.date(2026, 2, 2)


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    return cw.rate(DAY)


def test_nothing_later_than_the_day_is_used(ratings: Ratings) -> None:
    lasts = [found.last_match for found in ratings.of(list(ratings)) if found.last_match]
    assert max(lasts) <= DAY
    assert len(lasts) > 500


def test_a_second_question_is_answered_from_the_cache(ratings: Ratings, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError("fitted again")

    monkeypatch.setattr(rating, "_fitted", never)
    again = cw.rate("2026-02-02")
    assert again["flamengo"] == ratings["flamengo"]
    rating.kept_at(dt.date(2026, 2, 1), RatingSettings()).unlink(missing_ok=True)
    with pytest.raises(AssertionError, match="fitted again"):
        cw.rate("2026-02-01")


def test_matches_without_a_score_of_the_field_are_not_rated() -> None:
    table = load_matches("2026-04-01", "2026-09-30", ["conmebol-libertadores"])
    results = results_of(table)
    assert 0 < len(results) < len(table)  # Medellin v Flamengo was awarded, not played
    assert len(results) == int(table.has_field_score.sum())


def test_every_club_has_its_country_and_most_their_altitude() -> None:
    places = places_of_clubs(DAY)
    assert places["bolivar"].country == "BOL"
    assert places["bolivar"].altitude is not None and places["bolivar"].altitude > 3000
    assert {place.confederation for place in places.values()} >= {"CONMEBOL", "CONCACAF", "UEFA"}


def test_a_day_before_all_results_is_refused() -> None:
    with pytest.raises(cw.CupwrightError, match="1990-01-01 lies before the facts"):
        cw.rate("1990-01-01")


def test_the_model_is_part_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another model is another fit, kept beside the first; a name that is none is refused before anything is read."""
    asked = []

    def fitted(_day: dt.date, settings: cw.RatingSettings, _facts: str) -> Ratings:
        asked.append(settings.model)
        raise cw.CupwrightError.of("fit", "far enough")

    monkeypatch.setattr(rating, "_fitted", fitted)
    for words in ({"model": "dynamic"}, {"settings": cw.RatingSettings(model="dynamic")}):
        with pytest.raises(cw.CupwrightError, match="far enough"):
            cw.rate("2001-02-03", **words)
    assert asked == ["dynamic", "dynamic"]
    with pytest.raises(cw.CupwrightError, match="no model `statik`"):
        cw.rate(DAY, model="statik")
