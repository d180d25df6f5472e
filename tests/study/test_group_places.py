"""Where clubs finish in their groups and who travels to the guests, against what every world must hold."""

from __future__ import annotations

from collections import Counter

import pytest

import cupwright as cw
from cupwright.ratings import RatingSettings

WORLDS = 400


@pytest.fixture(scope="module")
def study() -> cw.Comparison:
    found = cw.compare(
        "copa-libertadores-2026", "mas-2026", worlds=WORLDS, sensitivity=False, settings=RatingSettings(model="static")
    )
    assert isinstance(found, cw.Comparison)
    return found


def test_places_add_up_to_the_chance_to_play_in_the_groups(study: cw.Comparison) -> None:
    rows = {row["club"]: row for row in study.to_dict()["group_places"]}
    in_groups = {row["club"]: row for row in study.to_dict()["odds"] if row["stage"] == "group-stage"}
    assert len(rows) == 49
    for club, row in rows.items():
        for side in ("base", "proposal"):
            if row[side] is not None:
                total = sum(place["mean"] for place in row[side])
                assert total == pytest.approx(in_groups[club][side]["mean"]), (club, side)
                assert all(place["low"] <= place["mean"] <= place["high"] for place in row[side])
    assert rows["toluca"]["base"] is None and rows["bahia"]["proposal"] is None


def test_each_place_of_a_group_has_one_club(study: cw.Comparison) -> None:
    seen: Counter[int] = Counter()
    for row in study.to_dict()["group_places"]:
        for place, chance in enumerate(row["proposal"] or ()):
            seen[place] += round(chance["mean"] * WORLDS)
    assert dict(seen) == dict.fromkeys(range(4), 8 * WORLDS)


def test_leagues_have_no_groups() -> None:
    found = cw.compare("mls-2025", "mls-2024", worlds=50, sensitivity=False, settings=RatingSettings(model="static"))
    assert isinstance(found, cw.Comparison)
    assert found.to_dict()["group_places"] == []


def test_matches_of_guests_add_up_to_the_matches_that_guests_play(study: cw.Comparison) -> None:
    """In the groups a guest hosts three matches and visits three; later rounds come on top."""
    data = study.to_dict()
    matches = data["guest_trips"]["matches"]
    assert {row["base"] for row in matches} == {None}, "there are no guests as it is"
    for guest in ("inter-miami", "toluca"):
        for side in ("host", "visitor"):
            expected = sum(row["proposal"] for row in matches if row[side] == guest)
            assert 3 <= expected <= 7, (guest, side)
        later = next(row for row in data["odds"] if row["club"] == guest and row["stage"] == "round-of-16")
        hosted = sum(row["proposal"] for row in matches if row["host"] == guest)
        assert hosted >= 3 + later["proposal"]["mean"] - 1e-9
    assert set(data["guest_trips"]["grounds"]) >= {"inter-miami", "toluca", "flamengo"}
    assert cw.compare(
        "copa-libertadores-2025", "copa-libertadores-2024", worlds=50, sensitivity=False,
        settings=RatingSettings(model="static"),
    ).to_dict()["guest_trips"] == {"grounds": {}, "matches": []}  # fmt: skip
