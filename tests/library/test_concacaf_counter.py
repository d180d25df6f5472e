"""The rules of the Concacaf competition are needed as they are: other rules give other clubs and other hosts."""

from __future__ import annotations

from dataclasses import replace

import pytest

import cupwright as cw
from cupwright.engine import compile_plan, verify
from cupwright.engine import replay as play
from cupwright.football.competitions import Edition, GroupStage, Stage
from cupwright.rulebook import list_documents, load_edition
from cupwright.study.known import known_of

EDITIONS = sorted(name for name in list_documents() if name.startswith("concacaf-champions-20"))
GROUPED = [name for name in EDITIONS if name.removeprefix("concacaf-champions-")[4:5] == "-"]
GOALS_FIRST = ("points", "goal-difference", "goals-for", "away-goals", "lots")


def _with(edition: Edition, *stages: Stage) -> Edition:
    """Return the edition with other rules for some stages."""
    other = {stage.id: stage for stage in stages}
    rules = tuple(other.get(stage.id, stage) for stage in edition.format.stages)
    return replace(edition, format=replace(edition.format, stages=rules))


def _groups(edition: Edition) -> GroupStage:
    stage = edition.format.stage("group-stage")
    assert isinstance(stage, GroupStage)
    return stage


def _gone_on(edition: Edition) -> dict[str, set[str]]:
    """Return who goes on from each group by the rules of an edition."""
    season = play(compile_plan(edition), known_of(edition))
    advance = _groups(edition).advance
    return {
        name: {line.club for line in season.placings if line.group == name and line.place <= advance}
        for name in _groups(edition).names
    }


def test_there_are_fifteen_editions() -> None:
    assert (len(EDITIONS), len(GROUPED)) == (15, 7)


def test_all_groups_give_the_clubs_that_went_on() -> None:
    right = total = 0
    for edition in map(load_edition, GROUPED):
        made = _gone_on(edition)
        for name, order in edition.record.groups:
            total += 1
            right += made[name] == set(order)
    assert (right, total) == (48, 48)


def test_goal_difference_first_loses_two_groups() -> None:
    """With goal difference before head-to-head two of the 48 groups send on a club that did not go on."""
    wrong = {}
    for edition in map(load_edition, GROUPED):
        amended = _with(edition, replace(_groups(edition), tiebreak=GOALS_FIRST))
        made = _gone_on(amended)
        for name, order in edition.record.groups:
            if made[name] != set(order):
                wrong[edition.id, name] = (made[name] - set(order), set(order) - made[name])
    assert wrong == {
        ("concacaf-champions-2012-13", "8"): ({"guadalajara"}, {"xelaju"}),
        ("concacaf-champions-2014-15", "5"): ({"portland-timbers"}, {"olimpia-hon"}),
    }


def test_ties_over_two_legs_are_settled_by_the_rules() -> None:
    """Every tie of two legs comes out of its scores, but for the walkover of 2022."""
    right = total = 0
    for name in EDITIONS:
        winners = {frozenset(tie.clubs): tie.winner for tie in load_edition(name).record.ties}
        for tie in cw.replay(name).season.ties:
            if tie.stage != "preliminary-round" and len(tie.legs) == 2 and None not in tie.legs:
                total += 1
                right += tie.winner == winners[frozenset(tie.clubs)]
    assert (right, total) == (183, 183)


@pytest.mark.parametrize("name", EDITIONS)
def test_swapped_hosts_are_reported(name: str) -> None:
    edition, season = load_edition(name), cw.replay(name).season
    hosted = [tie for tie in edition.record.ties if tie.first_leg_host and tie.stage == "quarter-finals"]
    tie = hosted[0]
    other = next(club for club in tie.clubs if club != tie.first_leg_host)
    ties = tuple(replace(known, first_leg_host=other) if known is tie else known for known in edition.record.ties)
    before = verify(season, edition.record, irregular=edition.irregular)
    after = verify(season, replace(edition.record, ties=ties), irregular=edition.irregular)
    assert after.hosts.right == before.hosts.right - 1
    (found,) = set(after.differences) - set(before.differences)
    assert found.startswith("first-leg host of ")
    assert found.endswith(f"the rules give {tie.first_leg_host}, on record {other}")


@pytest.mark.parametrize("name", ["concacaf-champions-2024", "concacaf-champions-2025"])
def test_five_clubs_enter_in_the_round_of_16(name: str) -> None:
    edition, season = load_edition(name), cw.replay(name).season
    byes = {slot.club for slot in edition.slots if slot.enters == "round-of-16"}
    ties = [tie for tie in season.ties if tie.stage == "round-of-16"]
    assert (len(edition.slots), len(byes), len(ties)) == (27, 5, 8)
    assert all(len(byes & set(tie.clubs)) <= 1 for tie in ties)
    assert {tie.clubs[1] for tie in ties if byes & set(tie.clubs)} == byes
