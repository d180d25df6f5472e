"""Names are never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright.data.api import clubs, find_club, resolve_club
from cupwright.errors import CupwrightError, Place, Problem


@pytest.mark.parametrize(
    ("name", "club"),
    [
        ("inter-miami", "inter-miami"),
        ("Inter Miami CF", "inter-miami"),
        ("boca juniors", "boca-juniors"),
        ("LDU de Quito", "ldu-quito"),
        ("Real Garcilaso", "cusco-fc"),
        ("Atletico-PR", "athletico-paranaense"),
    ],
)
def test_ids_names_and_aliases(name: str, club: str) -> None:
    assert resolve_club(name) == club


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Barcelona", {"barcelona-sc", "fc-barcelona"}),
        ("River Plate", {"river-plate-arg", "river-plate-uru", "river-plate-par"}),
        ("Liverpool", {"liverpool", "liverpool-fc"}),
        ("Universidad Católica", {"universidad-catolica-chi", "universidad-catolica-ecu"}),
        ("guarani", {"guarani-par", "guarani-bra"}),
    ],
)
def test_a_name_two_clubs_bear_is_an_error_that_lists_them(name: str, listed: set[str]) -> None:
    with pytest.raises(CupwrightError) as caught:
        resolve_club(name, place=Place("a.csv", 3))
    problem = caught.value.problems[0]
    assert problem.code == "ambiguous-club"
    assert {fact.split("`")[1] for fact in problem.facts} == listed
    assert "a.csv:3" in str(problem)
    assert "(ECU)" in str(problem) or name != "Barcelona"


def test_the_country_tells_namesakes_apart() -> None:
    assert resolve_club("River Plate", ["URU"]) == "river-plate-uru"
    assert resolve_club("Barcelona", ["ECU"]) == "barcelona-sc"
    found = find_club("River Plate", ["BRA"])
    assert isinstance(found, Problem)


def test_an_unknown_name_gets_a_hint() -> None:
    found = find_club("Bocca Juniors")
    assert isinstance(found, Problem)
    assert found.code == "unknown-club"
    assert "boca-juniors" in found.hint


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_club_or_a_problem(name: str) -> None:
    found = find_club(name)
    assert isinstance(found, Problem) or found in clubs()


def test_every_canonical_name_with_its_country_finds_its_club() -> None:
    wrong = [club.id for club in clubs().values() if find_club(club.name, [club.country]) != club.id]
    assert wrong == []
