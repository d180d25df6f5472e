"""Cups that feed other cups: what they give is what the next cup's document says its entrants came from."""

from __future__ import annotations

from dataclasses import replace

import pytest

import cupwright as cw
from cupwright.errors import CupwrightError
from cupwright.rulebook import list_documents, load_edition
from cupwright.study.known import known_of

CAMPEONES = sorted(name for name in list_documents() if name.startswith("campeones-cup-20") and len(name) == 18)


def _taken(name: str) -> dict[str, tuple[str, ...]]:
    return {berth.award: berth.clubs for berth in cw.replay(name).season.berths}


def test_the_interliga_of_2010_gives_two_guests_of_the_libertadores() -> None:
    """The whole edition stands in its document: the facts hold no match of the InterLiga."""
    enters = {slot.club: slot.enters for slot in load_edition("copa-libertadores-2010").slots if slot.guest}
    taken = _taken("interliga-2010")
    assert taken == {"mexico-2": ("monterrey",), "mexico-3": ("estudiantes-tecos",)}
    assert (enters["monterrey"], enters["estudiantes-tecos"]) == ("group-stage", "first-stage")


def test_without_scores_of_its_own_an_edition_the_facts_lack_is_refused() -> None:
    edition = replace(load_edition("interliga-2010"), irregular=())
    with pytest.raises(CupwrightError, match="no competition `interliga`"):
        known_of(edition)


@pytest.mark.parametrize("name", CAMPEONES)
def test_the_campeones_cup_has_the_champions_of_both_leagues(name: str) -> None:
    edition, year = load_edition(name), int(name[-4:])
    mls, mexico = (slot.club for slot in edition.slots)
    assert cw.replay(f"mls-{year - 1}").champion == mls
    supercup = f"campeon-de-campeones-{year}"
    assert supercup not in list_documents() or cw.replay(supercup).champion == mexico


@pytest.mark.parametrize("year", [2024, 2025])
def test_champions_enter_the_champions_cup_with_a_bye(year: int) -> None:
    byes = {slot.club for slot in load_edition(f"concacaf-champions-{year}").slots if slot.enters == "round-of-16"}
    assert cw.replay(f"mls-{year - 1}").champion in byes
