"""Documents and their differences in words."""

from __future__ import annotations

import pytest

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.rulebook import (
    Proposal,
    amend,
    assumed,
    diff,
    list_documents,
    load,
    load_edition,
    load_format,
    load_proposal,
    show,
)


@pytest.fixture(scope="module")
def base() -> Edition:
    return load_edition("copa-libertadores-2026")


def amended(base: Edition, name: str, **chosen: str) -> Edition:
    proposal = load(name)
    assert isinstance(proposal, Proposal)
    return amend(base, proposal, chosen)


def test_nothing_differs_from_itself(base: Edition) -> None:
    assert diff(base, base) == []
    assert diff(base.format, base.format) == []
    excluding = load_format("libertadores-2005-2016")
    assert any(award.exclude for award in excluding.awards)
    assert diff(excluding, excluding) == []


def test_the_headline(base: Edition) -> None:
    lines = diff(base, amended(base, "mas-2026"))
    assert "slot ARG 7 (ARG): taken away; argentinos-juniors is out" in lines
    assert "slot BRA 5 (BRA): fluminense enters at second-round (was group-stage)" in lines
    assert "slot MLS 1 (USA): new, for the guest inter-miami, at group-stage, pot 4" in lines
    assert any(line.startswith("award club-world-cup-2029: guests may not take it; it passes on to") for line in lines)
    assert len(lines) == 8


def test_an_award_that_nobody_takes_in_place_of_a_guest(base: Edition) -> None:
    lines = diff(base, amended(base, "mas-2026", recopa="nobody", sudamericana="nobody"))
    assert "award recopa: guests may not take it; then nobody takes it" in lines
    assert "award sudamericana-play-offs: guests may not take it; then nobody takes it" in lines
    assert not any(line.startswith("award next-edition") for line in lines)
    passed = diff(base, amended(base, "mas-2026", recopa="pass-on"))
    assert any(
        line.startswith("award recopa: guests may not take it; it passes on to the losers of") for line in passed
    )


def test_a_void_rule_is_called_void(base: Edition) -> None:
    lines = diff(base, amended(base, "guests-as-2016"))
    void = [line for line in lines if "void" in line]
    assert void == [
        "final: the rule that a guest has no home second leg is void: it is a single match on neutral ground"
    ]
    assert any(line.startswith("semi-finals: must meet: two guests must meet") for line in lines)


def test_a_rule_that_can_have_no_effect_without_two_guests(base: Edition) -> None:
    from dataclasses import replace

    other = amended(base, "guests-as-2016")
    fewer = replace(other, slots=tuple(slot for slot in other.slots if slot.name not in ("MEX 2", "MEX 3")))
    assert "semi-finals: the rule that two guests must meet is void: there are not two guests" in diff(base, fewer)


def test_a_new_stage_is_described(base: Edition) -> None:
    lines = diff(base, amended(base, "mas-2026-expand"))
    assert "group-stage: groups: 9 of 4 (was 8 of 4)" in lines
    assert "play-off: settled by: aggregate, then penalties" in lines
    assert "play-off: legs: a single match" in lines


def test_every_rule_that_differs_is_named() -> None:
    lines = diff(load("libertadores-2025"), load("libertadores-2026"))  # type: ignore[arg-type]
    assert any(line.startswith("group-stage: level clubs: points, head to head points") for line in lines)
    lines = diff(load("libertadores-2021"), load("libertadores-2022"))  # type: ignore[arg-type]
    settled = [line for line in lines if "settled by" in line]
    assert len(settled) == 6
    assert all("was aggregate, then away goals, then penalties" in line for line in settled)
    lines = diff(load("libertadores-2017-2018"), load("libertadores-2019"))  # type: ignore[arg-type]
    assert "final: legs: a single match (was two legs)" in lines


def test_an_edition_is_not_a_format(base: Edition) -> None:
    with pytest.raises(CupwrightError):
        diff(base, base.format)


@pytest.mark.parametrize("name", list_documents())
def test_everything_can_be_shown(name: str) -> None:
    lines = show(load(name))
    assert len(lines) >= 4
    assert all(line.text for line in lines)


def test_rules_are_shown_with_their_sources(base: Edition) -> None:
    lines = [str(line) for line in show(load("libertadores-2005-2016"))]
    assert any("a guest against a member hosts the first leg" in line and "art. 3.7.b" in line for line in lines)


def test_what_a_proposal_assumes_is_said(base: Edition) -> None:
    headline = load_proposal("mas-2026")
    said = assumed(base, headline, {"guest-pot": 2})
    assert said[0] == (
        "assumed: argentinos-juniors (ARG 7) drops to copa-sudamericana: Argentina gives its last slot to make room"
        " for a guest"
    )
    assert said[1].startswith("assumed: bahia (BRA 7) drops to copa-sudamericana: Brazil gives")
    assert "chosen: guest-pot = 2: the pot of the guests in the group draw" in said
    assert "chosen: recopa = guest-keeps (default): whether a guest that wins plays the Recopa" in said
    assert "chosen: liga-mx-champion = campeon-de-campeones (default), that is toluca: " in "\n".join(said)
    assert sum(line.startswith("chosen: ") for line in said) == len(headline.parameters)
    assert [line.removeprefix("note: ") for line in said if line.startswith("note: ")] == list(headline.notes)
    assert any("whom they displace there is unknown" in line for line in said)
    assert not any(line.startswith("assumed") for line in assumed(base, load_proposal("mas-2026-expand")))
