"""History is the simulator's test: seasons replayed from their scores agree with the official record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import cupwright as cw
from cupwright.engine import Known
from cupwright.football.competitions import Edition
from cupwright.football.outcomes import KnownScore
from cupwright.study import known as known_module
from cupwright.study.documents import base_edition

FINAL = {"river-plate-arg", "tigres-uanl"}


def replay_with(
    monkeypatch: pytest.MonkeyPatch, edition: Edition, alter: Callable[[KnownScore], KnownScore]
) -> cw.Replay:
    """Replay with some scores altered; at least one must be."""
    known: Known = known_module.known_of(edition)
    altered = tuple(alter(score) for score in known.scores)
    assert altered != known.scores
    monkeypatch.setattr(known_module, "known_of", lambda _edition, _day=None: replace(known, scores=altered))
    return cw.replay(edition)


@pytest.fixture(scope="module")
def season_2015() -> cw.Replay:
    return cw.replay("copa-libertadores-2015")


def test_2015_agrees_with_the_record(season_2015: cw.Replay) -> None:
    assert season_2015.differences == ()
    assert season_2015.agrees
    assert season_2015.champion == "river-plate-arg"
    assert season_2015.edition.record.complete
    assert season_2015.season.undecided == ()
    assert len(season_2015.edition.record.ties) > 20 and len(season_2015.edition.record.groups) == 8


def test_2015_final_is_played_in_monterrey_first(season_2015: cw.Replay) -> None:
    final = season_2015.tie("final")
    assert final.clubs[1] == "river-plate-arg"
    assert final.winner == "river-plate-arg"
    assert "guest" in final.reason
    assert set(final.clubs) == FINAL


def test_2015_river_plate_holds_the_world_cup_place(season_2015: cw.Replay) -> None:
    berth = next(found for found in season_2015.season.berths if "world-cup" in found.award)
    assert berth.clubs == ("river-plate-arg",)
    assert berth.chain
    assert season_2015.berth(berth.award) == berth


def test_tables_by_name(season_2015: cw.Replay) -> None:
    table = season_2015.table("group-6")
    assert [line.place for line in table] == [1, 2, 3, 4]
    assert {line.club for line in table} >= FINAL
    assert season_2015.table("6") == table
    with pytest.raises(cw.CupwrightError, match="no group `group-60`"):
        season_2015.table("group-60")


def test_ties_by_stage_and_club(season_2015: cw.Replay) -> None:
    tie = season_2015.tie("round-of-16", "boca-juniors")
    assert set(tie.clubs) == {"boca-juniors", "river-plate-arg"}
    with pytest.raises(cw.CupwrightError, match="name a club"):
        season_2015.tie("round-of-16")
    with pytest.raises(cw.CupwrightError, match="did you mean `final`"):
        season_2015.tie("finale")
    with pytest.raises(cw.CupwrightError, match="no award"):
        season_2015.berth("cup-of-cups")


def test_one_deciding_score_changes_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def turn(score: KnownScore) -> KnownScore:
        return replace(score, goals=score.goals[::-1]) if (score.stage, score.leg) == ("final", 2) else score

    turned = replay_with(monkeypatch, base_edition("copa-libertadores-2015"), turn)
    assert turned.champion == "tigres-uanl"
    assert not turned.agrees
    assert any("champion" in difference for difference in turned.differences)
    berth = next(found for found in turned.season.berths if "world-cup" in found.award)
    assert berth.clubs == ("river-plate-arg",)  # a guest may not take it
    assert any("tigres-uanl" in step for step in berth.chain)


def test_a_swapped_host_is_reported() -> None:
    edition = base_edition("copa-libertadores-2015")
    ties = list(edition.record.ties)
    at = next(number for number, tie in enumerate(ties) if tie.stage == "quarter-finals" and tie.first_leg_host)
    other = next(club for club in ties[at].clubs if club != ties[at].first_leg_host)
    ties[at] = replace(ties[at], first_leg_host=other)
    swapped = cw.replay(replace(edition, record=replace(edition.record, ties=tuple(ties))))
    assert not swapped.agrees
    assert any("host" in difference and other in difference for difference in swapped.differences)


def test_2026_agrees_as_far_as_it_is_known() -> None:
    season = cw.replay("copa-libertadores-2026")
    assert season.differences == ()
    assert season.season.until is not None and season.season.until.year == 2026
    assert season.champion == ""
    assert season.season.undecided
    assert len([tie for tie in season.season.ties if tie.stage == "round-of-16" and tie.winner]) == 8


def test_a_replay_up_to_a_day_knows_nothing_later() -> None:
    season = cw.replay("copa-libertadores-2015", as_of="2015-05-01")
    assert season.champion == ""
    assert len(season.table("group-6")) == 4
    assert not any(tie.winner for tie in season.season.ties if tie.stage == "final")
