"""Berths from competition to competition: real ones of a season that is over, chances of one under way."""

from __future__ import annotations

import json

import pytest

from cupwright.errors import CupwrightError
from cupwright.study.flow import Flow, flow
from cupwright.study.shelves import editions_after


@pytest.fixture(scope="module")
def cup() -> Flow:
    return flow("copa-libertadores-2019", depth=3)


def test_a_season_that_is_over_is_followed_by_its_results(cup: Flow) -> None:
    assert cup.data["status"] == "played"
    assert cup.data["champion"] == "flamengo"
    rows = {(row["award"], row["club"]): row for row in cup.rows() if row["depth"] == 1}
    holder = rows["next-edition", "flamengo"]
    assert (holder["next"], holder["slot"], holder["reached"]) == ("copa-libertadores-2020", "LIB", "round-of-16")
    dropped = [row for (award, _), row in rows.items() if award == "sudamericana-second-stage"]
    assert len(dropped) == 10
    assert {row["next"] for row in dropped} == {"copa-sudamericana-2019"}, "that of the same year"
    assert rows["sudamericana-second-stage", "atletico-mineiro"]["reached"] == "semi-finals"


def test_what_a_club_took_there_comes_next(cup: Flow) -> None:
    deep = flow("liga-mx-2019-apertura", depth=3)
    assert {(row["depth"], row["edition"]) for row in deep.rows()} >= {
        (1, "liga-mx-2019-apertura"), (2, "concacaf-champions-2021")}  # fmt: skip
    assert {row["depth"] for row in flow("liga-mx-2019-apertura", depth=1).rows()} == {1}
    assert json.loads(cup.to_json())["edition"] == "copa-libertadores-2019"


def test_two_takers_go_to_the_edition_that_holds_both() -> None:
    """América played the Champions League of 2020 too, for another title; its berth of 2019 was that of 2021."""
    rows = [row for row in flow("liga-mx-2019-apertura", depth=1).rows() if row["into"] == "concacaf-champions"]
    assert {(row["club"], row["next"]) for row in rows} == {
        ("monterrey", "concacaf-champions-2021"), ("america", "concacaf-champions-2021")}  # fmt: skip


def test_where_a_berth_leads_nowhere_the_answer_says_why(cup: Flow) -> None:
    row = next(row for row in cup.rows() if row["award"] == "recopa")
    assert row["next"] == ""
    assert row["why"] == "the library holds no later edition of recopa-sudamericana"


def test_a_season_under_way_has_chances() -> None:
    answer = flow("copa-libertadores-2026", worlds=400, threads=1)
    assert answer.data["status"] == "under-way"
    takers = next(award for award in answer.data["awards"] if award["award"] == "next-edition")["takers"]
    assert sum(taker["chance"]["mean"] for taker in takers) == pytest.approx(1)
    dropped = next(award for award in answer.data["awards"] if award["award"] == "sudamericana-play-offs")
    assert all(taker["chance"]["mean"] == 1 and taker["chance"]["mc_error"] == 0 for taker in dropped["takers"])
    again = flow("copa-libertadores-2026", worlds=400, threads=2)
    assert again.to_json() == answer.to_json()


def test_a_season_of_which_nothing_is_known_is_played_whole() -> None:
    answer = flow("mls-2026", worlds=200, threads=1)
    assert answer.data["notes"] == ["The facts hold no match of MLS 2026: all of it is simulated."]
    cups = {award["into"]: award["takers"] for award in answer.data["awards"] if award["into"]}
    assert {"concacaf-champions", "campeones-cup"} <= set(cups)
    assert all(0 < taker["chance"]["mean"] < 1 for taker in cups["campeones-cup"])


def test_a_day_of_the_past_has_chances_too() -> None:
    answer = flow("copa-libertadores-2019", as_of="2019-05-10", worlds=400, threads=1)
    assert answer.data["status"] == "under-way"
    assert answer.data["as_of"] == "2019-05-10"
    into = {award["award"]: award["takers"] for award in answer.data["awards"]}
    assert 0 < into["title"][0]["chance"]["mean"] < 1


@pytest.mark.parametrize(("name", "more", "message"), [
    ("mas-2026", {}, "an edition is needed here"),
    ("copa-libertadores-2019", {"depth": 0}, "1 to 6 competitions deep, not 0"),
    ("copa-libertadores-2019", {"as_of": "May"}, "is not a date"),
])  # fmt: skip
def test_what_cannot_be_followed_is_refused(name: str, more: dict[str, object], message: str) -> None:
    with pytest.raises(CupwrightError, match=message):
        flow(name, **more)  # type: ignore[arg-type]


def test_editions_are_found_by_competition_and_day() -> None:
    import datetime as dt

    found = editions_after("copa-libertadores", dt.date(2018, 1, 22))
    assert [one.name for one in found] == ["copa-libertadores-2019", "copa-libertadores-2020"]
    assert found[0].slot_of("river-plate-arg") == ("LIB", "group-stage")
    assert found[0].slot_of("inter-miami") is None
