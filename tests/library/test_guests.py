"""The guests of the Copa Libertadores, 1998-2016: all 52 Mexican entries came as far as they are on record.

What a guest reached is read off the replays: the last tie it played, or its place where it went out in a group.
"""

from __future__ import annotations

import pytest

import cupwright as cw
from cupwright.football.competitions import Edition, GroupStage
from cupwright.football.outcomes import Season
from cupwright.rulebook import load_edition

# RSSSF, Copa Libertadores 1998-2016, by year: how far each guest came. "group N" is its place in the group stage,
# "out N" its place in the Pre-Libertadores.
REACHED = {
    1998: {"america": "round-of-16", "guadalajara": "group 4"},
    1999: {"monterrey": "group 4", "necaxa": "out 3"},
    2000: {"america": "semi-finals", "atlas": "quarter-finals"},
    2001: {"cruz-azul": "final", "atlante": "out 4"},
    2002: {"america": "semi-finals", "morelia-to-2020": "quarter-finals"},
    2003: {"cruz-azul": "quarter-finals", "pumas-unam": "round-of-16"},
    2004: {"america": "round-of-16", "santos-laguna": "round-of-16"},
    2005: {"tigres-uanl": "quarter-finals", "pachuca": "round-of-16", "guadalajara": "semi-finals"},
    2006: {"tigres-uanl": "round-of-16", "pumas-unam": "group 4", "guadalajara": "semi-finals"},
    2007: {"necaxa": "round-of-16", "toluca": "round-of-16", "america": "quarter-finals"},
    2008: {"america": "semi-finals", "guadalajara": "group 3", "atlas": "quarter-finals"},
    2009: {"guadalajara": "round-of-16", "san-luis-to-2013": "round-of-16", "pachuca": "first-stage"},
    2010: {
        "guadalajara": "final",
        "san-luis-to-2013": "round-of-16",
        "monterrey": "group 3",
        "morelia-to-2020": "group 3",
        "estudiantes-tecos": "first-stage",
    },
    2011: {"america": "round-of-16", "san-luis-to-2013": "group 4", "jaguares-chiapas-2002-13": "quarter-finals"},
    2012: {"cruz-azul": "round-of-16", "guadalajara": "group 4", "tigres-uanl": "first-stage"},
    2013: {"tijuana": "quarter-finals", "toluca": "group 3", "leon": "first-stage"},
    2014: {"santos-laguna": "round-of-16", "leon": "round-of-16", "morelia-to-2020": "first-stage"},
    2015: {"tigres-uanl": "final", "atlas": "group 4", "morelia-to-2020": "first-stage"},
    2016: {"pumas-unam": "quarter-finals", "toluca": "round-of-16", "puebla": "first-stage"},
}


def test_all_fifty_two_entries_are_known() -> None:
    assert sum(map(len, REACHED.values())) == 52


@pytest.mark.parametrize("year", REACHED)
def test_each_guest_came_as_far_as_it_is_on_record(year: int) -> None:
    edition = load_edition(f"copa-libertadores-{year}")
    season = cw.replay(edition).season
    guests = [slot.club for slot in edition.slots if slot.guest]
    assert {club: _reached(edition, season, club) for club in guests} == REACHED[year]


@pytest.mark.parametrize("year", REACHED)
def test_every_guest_is_mexican_and_every_mexican_a_guest(year: int) -> None:
    edition = load_edition(f"copa-libertadores-{year}")
    assert {slot.club for slot in edition.slots if slot.association == "MEX"} == set(REACHED[year])
    assert all(slot.guest == (slot.association == "MEX") for slot in edition.slots)


@pytest.mark.parametrize("year", REACHED)
def test_the_cup_of_the_world_went_to_a_member(year: int) -> None:
    """Whoever won, the place of South America in the cup against Europe, later in FIFA's, never went to a guest."""
    edition = load_edition(f"copa-libertadores-{year}")
    award = "intercontinental" if year <= 2004 else "club-world-cup"
    (rule,) = [rule for rule in edition.format.awards if rule.id == award]
    assert rule.exclude == ("guests",)
    (taken,) = [berth.clubs for berth in cw.replay(edition).season.berths if berth.award == award]
    assert taken == (edition.record.champion,)
    assert not set(taken) & set(REACHED[year])


def _reached(edition: Edition, season: Season, club: str) -> str:
    ties = [tie.stage for tie in season.ties if club in tie.clubs]
    stages = [stage.id for stage in edition.format.stages]
    for stage in reversed(stages):
        if stage in ties:
            return stage
        places = [line.place for line in season.placings if line.club == club and line.stage == stage]
        if places:
            assert isinstance(edition.format.stage(stage), GroupStage)
            return f"{'out' if stage == 'preliminary-round' else 'group'} {places[0]}"
    return ""
