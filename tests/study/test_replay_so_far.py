"""Replays up to a day: what is certain already, and that only what is known by then is held against the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cupwright.engine import verify
from cupwright.study.replaying import replay


def test_river_plate_hold_the_club_world_cup_place_before_the_final_of_2015() -> None:
    """A guest in the final cannot take the place, so the other finalist had it once the semi-finals were over."""
    season = replay("copa-libertadores-2015", as_of="2015-07-22")
    berth = season.berth("club-world-cup")
    assert berth.clubs == ("river-plate-arg",)
    assert "`tigres-uanl` is a guest and may not take" in berth.chain[0]
    assert "whichever way it ends" in berth.chain[-1]
    assert season.berth("title").clubs == ()
    assert season.champion == ""


def test_the_place_is_open_while_a_semi_final_is() -> None:
    assert replay("copa-libertadores-2015", as_of="2015-07-21").berth("club-world-cup").clubs == ()


@pytest.mark.parametrize("day", ["2015-04-01", "2015-05-10", "2015-07-22"])
def test_what_is_not_played_yet_is_no_difference(day: str) -> None:
    assert list(replay("copa-libertadores-2015", as_of=day).verification) == []


def test_what_was_played_by_then_still_is() -> None:
    season = replay("copa-libertadores-2015", as_of="2015-07-22")
    record = season.edition.record
    name, clubs = record.groups[0]
    wrong = replace(record, groups=((name, (clubs[1], clubs[0], *clubs[2:])), *record.groups[1:]))
    assert len(verify(season.season, wrong, so_far=True)) == 1
    tie = next(tie for tie in record.ties if tie.stage == "semi-finals")
    turned = replace(tie, first_leg_host=next(club for club in tie.clubs if club != tie.first_leg_host))
    wrong = replace(record, ties=tuple(turned if known is tie else known for known in record.ties))
    assert "first-leg host" in next(iter(verify(season.season, wrong, so_far=True)))
