"""The cups of FIFA: who came from the two Americas follows from their own cups, and who won from the scores."""

from __future__ import annotations

import re

import pytest

import cupwright as cw
from cupwright.football.competitions import Edition
from cupwright.rulebook import list_documents, load_edition

CUPS = [name for name in list_documents() if re.fullmatch(r"(club-world|intercontinental)-cup-\d{4}", name)]

# The champions (FIFA).
CHAMPIONS = {
    "club-world-cup-2000": "corinthians",
    "club-world-cup-2005": "sao-paulo",
    "club-world-cup-2006": "internacional",
    "club-world-cup-2007": "ac-milan",
    "club-world-cup-2008": "manchester-united",
    "club-world-cup-2009": "fc-barcelona",
    "club-world-cup-2010": "inter",
    "club-world-cup-2011": "fc-barcelona",
    "club-world-cup-2012": "corinthians",
    "club-world-cup-2013": "bayern-munchen",
    "club-world-cup-2014": "real-madrid",
    "club-world-cup-2015": "fc-barcelona",
    "club-world-cup-2016": "real-madrid",
    "club-world-cup-2017": "real-madrid",
    "club-world-cup-2018": "real-madrid",
    "club-world-cup-2019": "liverpool-fc",
    "club-world-cup-2020": "bayern-munchen",
    "club-world-cup-2022": "real-madrid",
    "club-world-cup-2023": "manchester-city",
    "club-world-cup-2025": "chelsea",
    "intercontinental-cup-2024": "real-madrid",
    "intercontinental-cup-2025": "paris-saint-germain",
}


def _taken(edition: Edition, into: str) -> set[str]:
    """Return the clubs that a replay sends into another competition."""
    awards = {award.id for award in edition.format.awards if award.into == into}
    return {club for berth in cw.replay(edition).season.berths if berth.award in awards for club in berth.clubs}


@pytest.mark.parametrize("name", CHAMPIONS)
def test_the_champion_comes_out_of_the_scores(name: str) -> None:
    played = cw.replay(name)
    assert played.agrees
    assert played.champion == CHAMPIONS[name]
    assert played.season.undecided == played.season.contradictions == ()


@pytest.mark.parametrize("name", CUPS)
def test_the_clubs_of_the_americas_earned_their_places(name: str) -> None:
    """Every champion named by a slot is the one that the replay of that cup sends here; guests never are."""
    edition = load_edition(name)
    followed = 0
    for slot in edition.slots:
        for cup, year in re.findall(r"champion of the (Copa Libertadores|Concacaf Champions \w+) ([\d-]+)", slot.via):
            earned = f"{'copa-libertadores' if cup == 'Copa Libertadores' else 'concacaf-champions'}-{year}"
            if earned in list_documents():
                assert slot.club in _taken(load_edition(earned), edition.format.competition), (slot.club, earned)
                followed += 1
    assert followed


def test_two_members_knew_before_the_final_that_they_would_go() -> None:
    """With a guest in the final the other finalist was sure of the place (2010 and 2015)."""
    for year, member, guest in ((2010, "internacional", "guadalajara"), (2015, "river-plate-arg", "tigres-uanl")):
        (final,) = [tie for tie in cw.replay(f"copa-libertadores-{year}").season.ties if tie.stage == "final"]
        assert set(final.clubs) == {member, guest}
        (slot,) = [slot for slot in load_edition(f"club-world-cup-{year}").slots if slot.name == "CONMEBOL"]
        assert slot.club == member


@pytest.mark.parametrize(
    ("name", "stage", "winner", "decided_by"),
    [
        ("club-world-cup-2000", "third-place", "necaxa", "penalties"),
        ("club-world-cup-2008", "quarter-finals", "pachuca", "extra-time"),
        ("club-world-cup-2009", "final", "fc-barcelona", "extra-time"),
        ("club-world-cup-2011", "quarter-finals", "kashiwa-reysol", "penalties"),
        ("club-world-cup-2018", "semi-finals", "al-ain-fc", "penalties"),
        ("intercontinental-cup-2024", "challenger-cup", "pachuca", "penalties"),
    ],
)
def test_single_matches_are_settled_as_they_were(name: str, stage: str, winner: str, decided_by: str) -> None:
    ties = {tie.winner: tie for tie in cw.replay(name).season.ties if tie.stage == stage}
    assert ties[winner].decided_by == decided_by
