"""A cup whose slots other editions decide is played in the worlds that decide them."""

from __future__ import annotations

from dataclasses import replace

import pytest

import cupwright as cw
from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.ratings import Ratings
from cupwright.rulebook import amend, load_edition, load_proposal
from cupwright.study.joined import feeders_of

BASE, WORLDS = "copa-libertadores-2026", 300
EARNED = {"MLS 1": "mls-2025:title", "LMX 1": "liga-mx-2024-apertura:title"}


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    return cw.rate("2026-01-31")


def plain() -> Edition:
    """The cup of mas-2026 with América in place of Toluca: the champion of the Apertura 2024."""
    edition = amend(load_edition(BASE), load_proposal("mas-2026"))
    slots = tuple(replace(slot, club="america") if slot.name == "LMX 1" else slot for slot in edition.slots)
    return replace(edition, slots=slots, ranking=tuple("america" if c == "toluca" else c for c in edition.ranking))


def earned(to: dict[str, str]) -> Edition:
    edition = plain()
    slots = tuple(replace(s, club="", earned_in=to[s.name]) if s.name in to else s for s in edition.slots)
    return replace(edition, slots=slots)


def by_club(odds: cw.Odds) -> dict[tuple[str, str], float]:
    return {(row["club"], row["stage"]): row["mean"] for row in odds.odds()}


def test_feeders_that_are_over_leave_the_cup_as_it_is(ratings: Ratings) -> None:
    """With both champions known the joint worlds are those of the cup with these two clubs, number for number."""
    alone = by_club(cw.simulate(plain(), ratings, worlds=WORLDS))
    joint = cw.simulate(earned(EARNED), ratings, worlds=WORLDS, as_of="2025-12-31")
    held = {row["slot"]: [(x["club"], x["mean"]) for x in row["holders"]] for row in joint.data["earned"]}
    assert held == {"MLS 1": [("inter-miami", 1.0)], "LMX 1": [("america", 1.0)]}
    found = by_club(joint)
    assert {key: found[key] for key in alone} == alone
    assert not any(mean for (club, _), mean in found.items() if (club, "champion") not in alone)


def test_an_open_season_gives_every_world_its_own_guest(ratings: Ratings) -> None:
    odds = [
        cw.simulate(earned(EARNED), ratings, worlds=WORLDS, as_of="2024-10-01", threads=threads) for threads in (1, 2)
    ]
    assert odds[0].odds() == odds[1].odds()
    chances = by_club(odds[0])
    for row in odds[0].data["earned"]:
        assert sum(holder["mean"] for holder in row["holders"]) == pytest.approx(1)
        assert len(row["holders"]) > 3
        for holder in row["holders"]:
            assert chances[holder["club"], "group-stage"] == pytest.approx(holder["mean"])
    assert sum(mean for (_, stage), mean in chances.items() if stage == "champion") == pytest.approx(1)


def test_one_club_in_two_slots_is_refused(ratings: Ratings) -> None:
    both = earned({"MLS 1": "liga-mx-2024-apertura:title", "LMX 1": "liga-mx-2024-apertura:title"})
    with pytest.raises(CupwrightError, match="would hold two slots"):
        cw.simulate(both, ratings, worlds=20, as_of="2024-10-01")


def test_wrong_feeders_are_named_all_at_once() -> None:
    wrong = earned({"MLS 1": "mls-2025:shield", "LMX 1": "liga-mx-1850:title"})
    with pytest.raises(CupwrightError) as caught:
        feeders_of(wrong, None)
    said = str(caught.value)
    assert "`mls-2025` has no award `shield`" in said and "supporters-shield" in said
    assert "liga-mx-1850" in said
