"""History run again: one row a year, the same answer twice, and what happens when a year cannot hold or a run stops."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cupwright.errors import CupwrightError
from cupwright.rulebook import list_documents
from cupwright.study import history as module
from cupwright.study.history import Chronicle, history

SMALL: dict[str, Any] = {"worlds": 200, "seed": 3, "threads": 1}


@pytest.fixture(scope="module")
def founding() -> Chronicle:
    return history("mas-2026", years=(2019, 2020), **SMALL)


@pytest.fixture(scope="module")
def without() -> Chronicle:
    return history("no-guests-2016", years=(2015, 2015), **SMALL)


def test_one_row_a_year_with_guests_payers_and_berths(founding: Chronicle) -> None:
    assert [row["year"] for row in founding.years()] == [2019, 2020]
    row = founding.year(2019)
    assert row["status"] == "played"
    assert row["ratings_until"] == "2019-01-21", "the eve of the first match"
    assert [guest["club"] for guest in row["guests"]] == ["atlanta-united", "tigres-uanl"]
    for guest in row["guests"]:
        chances = [guest["chances"][stage]["proposal"]["mean"] for stage in founding.data["stages"]]
        assert chances[0] == 1, "it enters in the groups"
        assert chances == sorted(chances, reverse=True)
        assert all(guest["chances"][stage]["base"] is None for stage in founding.data["stages"])
    any_guest = row["any_guest"]["proposal"]["mean"]
    assert any_guest == pytest.approx(sum(g["chances"]["champion"]["proposal"]["mean"] for g in row["guests"]))
    assert {place["what"] for place in row["places"]} == {"lost", "gained", "moved"}
    assert row["champion"]["club"] == "flamengo"
    club_world_cup = next(berth for berth in row["berths"] if berth["award"] == "club-world-cup")
    assert club_world_cup["passed_on"]["proposal"]["mean"] == pytest.approx(any_guest)
    assert club_world_cup["passed_on"]["base"]["mean"] == 0
    assert {one["club"] for one in row["money"]} == {p["club"] for p in row["places"] if p["what"] != "gained"}


def test_the_same_question_has_the_same_answer(founding: Chronicle) -> None:
    again = history("mas-2026", years=(2019, 2020), worlds=200, seed=3, threads=2)
    assert json.loads(again.to_json()) == json.loads(founding.to_json())
    command = founding.data["provenance"]["command"]
    assert command == "cupwright history mas-2026 --years 2019-2020 --worlds 200 --seed 3"


def test_without_guests_the_draw_stays_and_the_best_losers_come_in(without: Chronicle) -> None:
    row = without.year(2015)
    assert {guest["club"] for guest in row["guests"]} == {"tigres-uanl", "atlas", "morelia-to-2020"}
    assert all(guest["side"] == "base" for guest in row["guests"])
    # The first stage of 2015: Nacional lost by 2-2 on away goals, Independiente del Valle by 1-4 after a win at home.
    assert {one["club"] for one in row["entered"]} == {"independiente-del-valle", "nacional-uru"}
    assert all(0 < one["chances"]["proposal"]["mean"] < 1 for one in row["entered"])
    assert row["any_guest"]["proposal"] is None
    assert row["any_guest"]["base"]["mean"] > 0
    assert row["champion"]["club"] == "river-plate-arg"


def test_the_ratings_are_wide_where_no_league_is_held() -> None:
    row = history("no-guests-2016", years=(2008, 2008), **SMALL).year(2008)
    width = {one["association"]: one for one in row["widths"]}
    assert width["ARG"]["league_matches"] == 0
    assert width["BRA"]["league_matches"] > 1000
    assert width["ARG"]["width"] > 1.2 * width["BRA"]["width"]


def test_a_year_that_cannot_hold_is_a_row_with_its_reason(tmp_path: Path) -> None:
    shelf = list_documents()
    story = tmp_path / "mine.yaml"
    text = shelf["guests-2017-2026"].read_text(encoding="utf-8")
    story.write_text(
        text.replace("id: guests-2017-2026", "id: mine").replace(
            '      "2020": {club: seattle-sounders, association: USA, via: MLS Cup 2019}\n', ""
        ),
        encoding="utf-8",
    )
    proposal = tmp_path / "my-proposal.yaml"
    text = shelf["mas-2026"].read_text(encoding="utf-8")
    proposal.write_text(text.replace("history: guests-2017-2026", "history: mine"), encoding="utf-8")
    rows = history(proposal, years=(2019, 2020), **SMALL).years()
    assert [row["status"] for row in rows] == ["played", "refused"]
    assert rows[1]["reasons"] == ["no club is known for 2020: winner of MLS Cup of the year before"]
    assert rows[1]["title"] == "Copa Libertadores 2020"


def test_ctrl_c_keeps_the_years_that_were_played(monkeypatch: pytest.MonkeyPatch) -> None:
    played = module.play_year
    calls: list[int] = []

    def stop_in_the_second(read: Any, *rest: Any) -> Any:
        calls.append(read.year)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return played(read, *rest)

    monkeypatch.setattr(module, "play_year", stop_in_the_second)
    answer = history("mas-2026", years=(2019, 2021), **SMALL)
    assert answer.partial
    assert [row["year"] for row in answer.years()] == [2019]
    assert answer.data["notes"][0] == "Stopped: the years after 2019 were not played."
    calls[:] = [0]
    with pytest.raises(KeyboardInterrupt):
        history("mas-2026", years=(2019, 2021), **SMALL)


@pytest.mark.parametrize(
    ("document", "more", "message"),
    [
        ("copa-libertadores-2019", {}, "a proposal is needed"),
        ("mas-2026", {"years": (2010, 2019)}, "covers 2017-2026, not 2010-2019"),
        ("mas-2026", {"years": (2020, 2019)}, "covers 2017-2026, not 2020-2019"),
        ("mas-2026", {"parameters": {"guest-pots": 3}}, "has no parameter `guest-pots`"),
        ("mas-2026", {"worlds": 0}, "0 worlds were asked for"),
        ("no-such", {}, "there is no document `no-such`"),
    ],
)
def test_what_cannot_be_asked_is_refused(document: str, more: dict[str, Any], message: str) -> None:
    with pytest.raises(CupwrightError, match=message):
        history(document, **{**SMALL, **more})


def test_a_proposal_without_a_history_speaks_of_one_year(tmp_path: Path) -> None:
    proposal = tmp_path / "plain.yaml"
    text = list_documents()["mas-2026"].read_text(encoding="utf-8")
    proposal.write_text(text.replace("history: guests-2017-2026\n", ""), encoding="utf-8")
    with pytest.raises(CupwrightError, match="says nothing of other years"):
        history(proposal, **SMALL)


def test_without_a_preliminary_round_both_clubs_of_venezuela_enter() -> None:
    """In 2001 Cruz Azul and Deportivo Táchira came through; in 2003 both guests did."""
    rows = history("no-guests-2003", years=(2001, 2003), **SMALL).years()
    assert [{one["club"] for one in row["entered"]} for row in rows] == [
        {"deportivo-petare"}, {"caracas", "trujillanos"}, {"estudiantes-de-merida", "nacional-tachira"},
    ]  # fmt: skip
    guests = {guest["club"]: guest["chances"]["champion"] for row in rows for guest in row["guests"]}
    assert set(guests) == {"atlante", "cruz-azul", "america", "morelia-to-2020", "pumas-unam"}
    assert all(chance["proposal"] is None for chance in guests.values())


def test_groups_of_unequal_size_can_be_played() -> None:
    row = history("no-guests-2004", **SMALL).year(2004)
    assert row["status"] == "played"
    assert {guest["club"] for guest in row["guests"]} == {"america", "santos-laguna"}
    assert sum(one["proposal"]["mean"] for one in row["titles"] if one["proposal"]) <= 1
    assert row["champion"]["club"] == "once-caldas"
