"""Histories: a proposal read in other years, who pays in each, and what is refused."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cupwright.data.standings import standings
from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.rulebook import (
    History,
    Proposal,
    Reading,
    amend,
    load,
    load_edition,
    load_history,
    places,
    read_for,
    show,
)
from cupwright.rulebook.histories import build_history
from cupwright.rulebook.picking import pick_slot
from cupwright.rulebook.read import Source

WITH, WITHOUT = "guests-2017-2026", "without-guests-2005-2016"
PROPOSALS = ("mas-2026", "mas-2026-expand", "mas-2026-fourth-round", "mas-2026-round-two", "guests-as-2016")

# Who would have lost a place, and who entered a round earlier: Argentina's clubs as the newspapers of the year list
# them (the sources stand in the history), Brazil's by the table of the year before.
PAYERS = {
    2017: ({"atletico-tucuman", "athletico-paranaense"}, {"godoy-cruz", "atletico-mineiro"}),
    2018: ({"banfield", "chapecoense"}, {"racing-club", "flamengo"}),
    2019: ({"talleres-c", "atletico-mineiro"}, {"huracan", "gremio"}),
    2020: ({"atletico-tucuman", "corinthians"}, {"boca-juniors", "sao-paulo"}),
    2021: ({"san-lorenzo", "santos"}, {"velez-sarsfield", "fluminense"}),
    2022: ({"estudiantes-lp", "america-mineiro"}, {"talleres-c", "red-bull-bragantino"}),
    2023: ({"huracan", "fortaleza"}, {"argentinos-juniors", "athletico-paranaense"}),
    2024: ({"godoy-cruz", "red-bull-bragantino"}, {"san-lorenzo", "flamengo"}),
    2025: ({"boca-juniors", "bahia"}, {"river-plate-arg", "sao-paulo"}),
    2026: ({"argentinos-juniors", "bahia"}, {"boca-juniors", "fluminense"}),
}


def document(name: str) -> Proposal:
    found = load(name)
    assert isinstance(found, Proposal)
    return found


def reading(name: str, year: int, history: History | None = None, **more: Any) -> tuple[Edition, Reading]:
    proposal = document(name)
    story = history or load_history(proposal.history)
    edition = load_edition(story.edition(year))
    return edition, read_for(proposal, story, edition, standings, **more)


def changed(name: str, **parts: Any) -> History:
    """Return a history of the library with parts of its tree replaced."""
    story = load_history(name)
    tree = copy.deepcopy(story.tree)
    for path, value in parts.items():
        at = tree
        *keys, last = path.split("__")
        for key in keys:
            at = at[key.replace("_", "-")]
        at[last.replace("_", "-")] = value
    return build_history(Source("changed.yaml", "", tree, fits=True))


@pytest.mark.parametrize("year", PAYERS)
def test_who_pays_for_the_founding_question_in_each_year(year: int) -> None:
    edition, read = reading("mas-2026", year)
    amended = amend(edition, read.proposal)
    ledger = places(edition, amended, read.proposal)
    lost = {change.club for change in ledger if change.what == "lost"}
    moved = {change.club for change in ledger if change.what == "moved"}
    assert (lost, moved) == PAYERS[year]
    assert len(amended.slots) == 47
    assert all(pick.how in ("alone", "table", "order") for pick in read.picks)


@pytest.mark.parametrize("name", PROPOSALS)
def test_every_proposal_holds_in_every_year(name: str) -> None:
    fields = {len(amend(edition, read.proposal).slots) for edition, read in (reading(name, y) for y in PAYERS)}
    assert len(fields) == 1, "the field is as large in every year"


def test_the_rules_give_the_names_of_the_year_they_were_made_for() -> None:
    """What a name stands for, applied to its own year, is that name: the rules say what the proposal says."""
    seen = 0
    for name in (WITH, WITHOUT):
        story = load_history(name)
        edition = load_edition(story.reads)
        for slot, rule in story.tree["slots"].items():
            known = rule["pick"] == "drawn-against" or str(edition.year) in story.tree["orders"].get(
                rule["of"], {"years": {}})["years"]  # fmt: skip
            if known:
                picked = pick_slot(slot, rule, story.tree.get("orders", {}), edition, standings)
                assert picked.slot == slot
                seen += 1
    assert seen == 5


def test_in_its_own_year_a_proposal_stays_as_it_is() -> None:
    _, read = reading("mas-2026", 2026)
    assert read.proposal is document("mas-2026") or read.proposal == document("mas-2026")
    assert not read.picks
    assert not read.guests


def test_guests_are_those_of_the_year_before() -> None:
    _, read = reading("mas-2026", 2018)
    assert [(slot, club) for slot, club, *_ in read.guests] == [("MLS 1", "toronto-fc"), ("LMX 1", "tigres-uanl")]
    toronto = dict(read.proposal.changes[0][1])
    assert toronto["association"] == "CAN", "a Canadian club is Canada's"
    _, other = reading("mas-2026", 2018, parameters={"liga-mx-champion": "clausura"})
    assert [club for _, club, *_ in other.guests] == ["toronto-fc", "guadalajara"]


def test_awards_are_found_by_where_they_lead() -> None:
    edition, read = reading("mas-2026", 2021)
    amended = amend(edition, read.proposal)
    excluded = {award.id for award in amended.format.awards if award.exclude}
    assert excluded == {"club-world-cup", "club-world-cup-2025"}
    assert read.left_out == ("intercontinental-cup-2026",)
    down = next(award for award in amended.format.awards if award.id == "club-world-cup").candidates
    assert [feed.take for feed in down] == ["winners", "losers", "losers"]
    edition, read = reading("mas-2026", 2024)
    excluded = {award.id for award in amend(edition, read.proposal).format.awards if award.exclude}
    assert excluded == {"intercontinental-cup", "club-world-cup-2025"}


def test_an_award_with_a_place_for_everybody_loses_no_candidates() -> None:
    edition, read = reading("mas-2026", 2019, parameters={"sudamericana": "nobody"})
    award = next(a for a in amend(edition, read.proposal).format.awards if a.into == "copa-sudamericana")
    assert award.exclude == ("guests",)
    assert len(award.candidates) == 2


def test_days_and_settling_of_a_new_stage_are_those_of_the_year() -> None:
    edition, read = reading("mas-2026-fourth-round", 2019)
    stage = amend(edition, read.proposal).format.stage("fourth-round")
    assert stage.window is None
    assert getattr(stage, "settle", ()) == getattr(edition.format.stage("third-round"), "settle", None)
    assert "away-goals" in getattr(stage, "settle", ())


def test_a_guest_that_holds_a_place_already_gives_way_to_the_next() -> None:
    clubs = {"2019": {"club": ["flamengo", "cruz-azul"], "association": "MEX"}}
    story = changed(WITH, roles__campeon_de_campeones__clubs=clubs)
    _, read = reading("mas-2026", 2019, story)
    assert [club for _, club, *_ in read.guests] == ["atlanta-united", "cruz-azul"]
    assert read.notes == ("flamengo holds BRA 6 already: cruz-azul takes LMX 1",)
    twice = changed(WITH, roles__campeon_de_campeones__clubs={"2019": {"club": "atlanta-united", "association": "USA"}})
    with pytest.raises(CupwrightError, match="atlanta-united takes MLS 1 already"):
        reading("mas-2026", 2019, twice)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"roles__mls_cup__clubs": {}}, "no club is known for 2019: winner of MLS Cup of the year before"),
        ({"guests": {}}, "does not say who takes the guests' slot `MLS 1`"),
        ({"slots": {}}, "does not say what the slot `ARG 7` stands for in 2019"),
        ({"slots__ARG 7": {"of": "FRA", "pick": "last"}}, "FRA has no slot in `copa-libertadores-2019`"),
        (
            {"roles__mls_cup__clubs": {"2019": {"club": "boca-juniors", "association": "ARG"}}},
            "nobody is left for `MLS 1`: boca-juniors holds ARG 1 already",
        ),
    ],
)
def test_a_year_that_cannot_hold_says_why(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(CupwrightError, match=message):
        reading("mas-2026", 2019, changed(WITH, **parts))


def test_a_club_that_has_folded_is_refused() -> None:
    def folded(club: str) -> str:
        return "had not played since 2014-10-26" if club == "atlanta-united" else ""

    with pytest.raises(CupwrightError, match="atlanta-united had not played since 2014-10-26"):
        reading("mas-2026", 2019, playing=folded)


def test_where_nothing_orders_the_clubs_the_candidates_are_named() -> None:
    _, read = reading("mas-2026", 2019, changed(WITH, orders={}))
    picked = {pick.name: pick for pick in read.picks}
    assert picked["ARG 7"].how == "alone"
    assert picked["BRA 7"].how == "listed"
    assert set(picked["BRA 7"].candidates) == {"atletico-mineiro", "sao-paulo"}
    assert picked["BRA 7"].club == "sao-paulo", "the last that the edition lists stands in"


def test_draws_stay_as_they_fell_when_clubs_leave() -> None:
    edition, read = reading("no-guests-2016", 2015)
    amended = amend(edition, read.proposal)
    drawn = {draw.stage: draw.members for draw in amended.draws}
    assert len(drawn["first-stage"]) == 5
    assert all("morelia-to-2020" not in tie for tie in drawn["first-stage"])
    before = {draw.stage: draw.members for draw in edition.draws}["group-stage"]
    for was, now in zip(before, drawn["group-stage"], strict=True):
        for old, new in zip(was, now, strict=True):
            if old in ("atlas", "tigres-uanl"):
                assert new in ("group-stage:31", "group-stage:32"), "the losers come last in the order of the feeds"
            elif old == "first-stage:2":
                assert new == "the-strongest", "a bye instead of the tie with the guest"
            elif ":" in old and int(old[-1]) > 2:
                assert new == f"first-stage:{int(old[-1]) - 1}", "the ties after it move up"
            else:
                assert new == old
    assert {slot.club for slot in amended.slots if slot.guest} == set()


def test_without_guests_holds_in_every_year() -> None:
    story = load_history(WITHOUT)
    for year in range(story.years[0], story.years[1] + 1):
        edition, read = reading("no-guests-2016", year)
        amended = amend(edition, read.proposal)
        assert len(amended.slots) == 35
        assert {draw.stage for draw in amended.draws} >= {"first-stage", "group-stage"}
    sixteen = amend(*reading_2010()).format.stage("round-of-16")
    assert all(not feed.slots for feed in sixteen.feeds)
    assert all(feed.best is None for feed in sixteen.feeds), "the two remaining runners-up enter too"


def test_two_groups_of_three_are_left_in_2004() -> None:
    edition, read = reading("no-guests-2004", 2004)
    amended = amend(edition, read.proposal)
    drawn = {draw.stage: draw.members for draw in edition.draws}["group-stage"]
    tables = {name: {slot.club for slot in amended.slots if slot.table == name} for name in "123456789"}
    assert sorted(len(clubs) for clubs in tables.values()) == [3, 3, 4, 4, 4, 4, 4, 4, 4]
    for table, members in zip(tables.values(), drawn, strict=True):
        assert table == set(members) - {"america", "santos-laguna"}, "the draw stays as it fell"


def reading_2010() -> tuple[Edition, Proposal]:
    edition, read = reading("no-guests-2016", 2010)
    return edition, read.proposal


def test_a_malformed_history_names_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "kind: history\nid: wrong\ntitle: Wrong\nreads: copa-libertadores-2026\nyears: [2017, 2026]\n"
        "editions: copa-libertadores-{year}\nroles:\n  champions:\n    title: champions\n    source: nowhere\n"
        '    clubs: {"2017": {club: flamengo, association: BRA}}\nguests:\n  MLS 1: {role: champion}\n'
        "slots:\n  ARG 7: {pick: last}\n",
        encoding="utf-8",
    )
    with pytest.raises(CupwrightError) as caught:
        load(path)
    found = {(problem.code, problem.place.line if problem.place else None) for problem in caught.value.problems}
    assert found == {("unknown-role", 13), ("value", 15), ("unknown-source", 10)}
    path.write_text(path.read_text("utf-8").replace("pick: last", "pick: lowest"), encoding="utf-8")
    with pytest.raises(CupwrightError, match="lowest"):
        load(path)


def test_a_history_is_shown_in_words() -> None:
    lines = [str(line) for line in show(load(WITH))]
    assert any("2018: toronto-fc (CAN), MLS Cup 2017" in line for line in lines)


def test_readings_do_not_change_the_documents() -> None:
    proposal = document("mas-2026")
    before = copy.deepcopy(proposal.source.tree if proposal.source else None)
    reading("mas-2026", 2017)
    assert proposal.source is not None
    assert proposal.source.tree == before
    assert replace(proposal) == document("mas-2026")
