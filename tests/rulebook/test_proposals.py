"""The proposals of the library: each adds up, says who loses what, and has parameters that do something."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from cupwright.football.competitions import Award, Edition
from cupwright.rulebook import Proposal, amend, check, common_stages, load, load_edition, places
from cupwright.rulebook.checks.findings import produced

BASE = "copa-libertadores-2026"
FIELD = {
    "mas-2026": (47, {"first-round": 6, "second-round": 16, "third-round": 8, "group-stage": 32}),
    "mas-2026-fourth-round": (49, {"second-round": 16, "third-round": 8, "fourth-round": 4, "group-stage": 32}),
    "mas-2026-round-two": (49, {"first-round": 10, "second-round": 16, "third-round": 8, "group-stage": 32}),
    "mas-2026-expand": (49, {"third-round": 8, "group-stage": 36, "play-off": 4, "round-of-16": 16}),
    "guests-as-2016": (48, {"first-round": 8, "second-round": 16, "third-round": 8, "group-stage": 32}),
}


@pytest.fixture(scope="module")
def base() -> Edition:
    return load_edition(BASE)


def proposal(name: str) -> Proposal:
    found = load(name)
    assert isinstance(found, Proposal)
    return found


def award_of(edition: Edition, name: str) -> Award:
    return next(award for award in edition.format.awards if award.id == name)


@pytest.mark.parametrize("name", FIELD)
def test_adds_up(name: str, base: Edition) -> None:
    clubs, sizes = FIELD[name]
    amended = amend(base, proposal(name))
    assert len(amended.slots) == len(set(amended.clubs)) == len(set(amended.ranking)) == clubs
    assert {stage.id: stage.places for stage in amended.format.stages if stage.id in sizes} == sizes
    for stage in amended.format.stages:
        reach = sum(slot.enters == stage.id for slot in amended.slots)
        reach += sum(produced(amended.format, f.stage, f.take, f.best, f.worst) or 0 for f in stage.feeds if f.stage)
        assert reach == stage.places, stage.id
    check(amended)


def test_counts_of_the_issue(base: Edition) -> None:
    """26 + 2 + 4, 28 + 2 + 2, 13 - 4 + 2 + 5, 28 + 2 + 4 + 2, 13 - 2 + 2 - 1 + 4."""

    def entering(name: str, stage: str, guest: bool) -> int:
        slots = amend(base, proposal(name)).slots
        return sum(slot.enters == stage and slot.guest is guest for slot in slots)

    assert (entering("mas-2026", "group-stage", False), entering("mas-2026", "group-stage", True)) == (26, 2)
    assert entering("mas-2026", "second-round", False) == 13
    assert entering("mas-2026-fourth-round", "group-stage", False) == 28
    assert entering("mas-2026-fourth-round", "group-stage", True) == 2
    assert entering("mas-2026-round-two", "second-round", False) == 9
    assert entering("mas-2026-round-two", "second-round", True) == 2
    assert entering("mas-2026-round-two", "first-round", False) == 10
    assert entering("mas-2026-expand", "group-stage", False) == 28
    assert entering("guests-as-2016", "group-stage", True) == 2
    assert entering("guests-as-2016", "first-round", True) == 1
    assert entering("guests-as-2016", "second-round", False) == 12


def test_ledger_of_the_headline(base: Edition) -> None:
    headline = proposal("mas-2026")
    ledger = places(base, amend(base, headline), headline)
    assert [(line.what, line.club, line.slot, line.before, line.after) for line in ledger] == [
        ("lost", "argentinos-juniors", "ARG 7", "second-round", ""),
        ("lost", "bahia", "BRA 7", "second-round", ""),
        ("gained", "inter-miami", "MLS 1", "", "group-stage"),
        ("gained", "toluca", "LMX 1", "", "group-stage"),
        ("moved", "boca-juniors", "ARG 6", "group-stage", "second-round"),
        ("moved", "fluminense", "BRA 5", "group-stage", "second-round"),
    ]
    assert ledger[0].because.startswith("mas-2026: remove-slot ARG 7: Argentina gives its last slot")
    assert ledger[4].because.startswith("mas-2026: move-slot ARG 6 to second-round: ")
    assert {line.drops_to for line in ledger if line.what == "lost"} == {"copa-sudamericana"}


@pytest.mark.parametrize("name", [name for name in FIELD if name not in ("mas-2026", "guests-as-2016")])
def test_nobody_leaves(name: str, base: Edition) -> None:
    found = proposal(name)
    assert [line for line in places(base, amend(base, found), found) if line.what == "lost"] == []


def test_moved_clubs_take_the_seeded_places(base: Edition) -> None:
    """In the second round Boca Juniors and Fluminense stand where Argentinos Juniors and Bahia stood."""
    from cupwright.rulebook.checks.draws import seeding

    def first_pot(edition: Edition) -> set[str]:
        line = seeding(edition, edition.format.stage("second-round"))
        return {slot.club for slot in line[:8] if slot is not None}

    amended = amend(base, proposal("mas-2026"))
    gone, come = first_pot(base) - first_pot(amended), first_pot(amended) - first_pot(base)
    assert gone == {"argentinos-juniors", "bahia"}
    assert come == {"boca-juniors", "fluminense"}


def test_guests_stand_in_their_pot(base: Edition) -> None:
    from cupwright.rulebook.checks.draws import seeding

    for pot in (1, 2, 3, 4):
        amended = amend(base, proposal("mas-2026"), {"guest-pot": pot})
        line = seeding(amended, amended.format.stage("group-stage"))
        here = [slot.club for slot in line[8 * pot - 8 : 8 * pot] if slot is not None and slot.guest]
        assert sorted(here) == ["inter-miami", "toluca"]


def test_guest_and_the_club_world_cup(base: Edition) -> None:
    def award(name: str, **chosen: Any) -> tuple[int, tuple[str, ...]]:
        amended = amend(base, proposal("mas-2026"), {key.replace("_", "-"): value for key, value in chosen.items()})
        found = next(award for award in amended.format.awards if award.id == name)
        return len(found.candidates), found.exclude

    for name in ("club-world-cup-2029", "intercontinental-cup-2026"):
        assert award(name) == (3, ("guests",))
        assert award(name, club_world_cup="nobody") == (1, ("guests",))
        assert award(name, club_world_cup="guest-keeps") == (3, ())
    assert award("recopa") == award("next-edition") == (3, ())
    assert award("sudamericana-play-offs") == (1, ())


@pytest.mark.parametrize("name", FIELD)
@pytest.mark.parametrize(("parameter", "of"), [("recopa", "recopa"), ("title-holder", "next-edition")])
def test_what_the_champion_earns_passes_on_like_the_club_world_cup(
    name: str, parameter: str, of: str, base: Edition
) -> None:
    def award(chosen: str, which: str = of) -> Award:
        return award_of(amend(base, proposal(name), {parameter: chosen}), which)

    chain = award("pass-on", "club-world-cup-2029").candidates
    assert [(feed.stage, feed.take) for feed in chain] == [
        ("final", "winners"), ("final", "losers"), ("semi-finals", "losers")
    ]  # fmt: skip
    assert (award("pass-on").candidates, award("pass-on").exclude) == (chain, ("guests",))
    assert (award("nobody").candidates, award("nobody").exclude) == (chain[:1], ("guests",))
    assert (award("guest-keeps").candidates, award("guest-keeps").exclude) == (chain, ())


@pytest.mark.parametrize("name", FIELD)
def test_no_two_choices_of_a_parameter_are_the_same_rules(name: str, base: Edition) -> None:
    """Only who stands for Liga MX may: in 2026 one club won all there was to win."""
    for parameter in proposal(name).parameters:
        if parameter.name == "liga-mx-champion" or parameter.name.startswith("mexico"):
            continue
        amended = [amend(base, proposal(name), {parameter.name: choice}) for choice, _ in parameter.choices]
        for one, other in itertools.combinations(amended, 2):
            assert (one.format, one.slots) != (other.format, other.slots), parameter.name


@pytest.mark.parametrize("name", FIELD)
def test_a_guest_that_may_not_drop_leaves_its_place_empty(name: str, base: Edition) -> None:
    """Eight candidates for eight places: there is nobody to pass on to."""
    (asked,) = [parameter for parameter in proposal(name).parameters if parameter.name == "sudamericana"]
    assert [choice for choice, _ in asked.choices] == ["guest-keeps", "nobody"]


@pytest.mark.parametrize("name", ["mas-2026-round-two", "guests-as-2016"])
def test_a_guest_that_loses_in_the_third_round_may_be_kept_out_too(name: str, base: Edition) -> None:
    """Here a guest starts before the groups, and can fall into the Sudamericana in two ways."""
    for chosen, excluded in (("guest-keeps", ()), ("nobody", ("guests",))):
        amended = amend(base, proposal(name), {"sudamericana": chosen})
        for award in ("sudamericana-group-stage", "sudamericana-play-offs"):
            assert award_of(amended, award).exclude == excluded, award


def test_the_fourth_round(base: Edition) -> None:
    """Between 12 March and 7 April, with FIFA's window of 23-31 March between the legs."""
    amended = amend(base, proposal("mas-2026-fourth-round"))
    stage = amended.format.stage("fourth-round")
    before, after = amended.format.stage("third-round").window, amended.format.stage("group-stage").window
    assert stage.window and before and after
    assert before[1] < stage.window[0]
    assert stage.window[1] < after[0]
    first, second = stage.leg_windows  # type: ignore[union-attr]
    assert f"{first[1]:%m-%d}" < "03-23"
    assert f"{second[0]:%m-%d}" > "03-31"
    award = next(award for award in amended.format.awards if award.id == "sudamericana-group-stage")
    assert [(feed.stage, feed.take, feed.best) for feed in award.candidates] == [
        ("fourth-round", "losers", None),
        ("third-round", "losers", 2),
    ]


def test_unchanged_stages_keep_their_draws(base: Edition) -> None:
    kept = {name: [draw.stage for draw in amend(base, proposal(name)).draws] for name in FIELD}
    assert kept["mas-2026"] == ["first-round"]
    assert kept["mas-2026-fourth-round"] == kept["mas-2026-expand"] == ["first-round", "second-round"]
    assert kept["mas-2026-round-two"] == kept["guests-as-2016"] == []
    assert common_stages(base, base) == tuple(stage.id for stage in base.format.stages)
    for name in FIELD:
        amended = amend(base, proposal(name))
        assert amended.record == type(amended.record)(), "what really happened says nothing about what would have"
        assert all(fact.stage in common_stages(base, amended) for fact in amended.irregular)


def choices() -> list[tuple[str, dict[str, Any]]]:
    """Return every choice of every parameter but the three Mexican clubs, which are chosen together."""
    return [
        (name, {parameter.name: choice})
        for name in FIELD
        for parameter in proposal(name).parameters
        for choice, _ in parameter.choices
        if not parameter.name.startswith("mexico")
    ]


@pytest.mark.parametrize(("name", "chosen"), choices())
def test_every_choice_can_be_played(name: str, chosen: dict[str, Any], base: Edition) -> None:
    check(amend(base, proposal(name), chosen))


@pytest.mark.parametrize("clubs", list(itertools.permutations(("guadalajara", "tijuana", "juarez"))))
def test_mexican_clubs_in_any_order(clubs: tuple[str, ...], base: Edition) -> None:
    chosen = {f"mexico-{i + 1}": club for i, club in enumerate(clubs)}
    amended = amend(base, proposal("guests-as-2016"), chosen)
    assert [slot.club for slot in amended.slots if slot.guest] == list(clubs)


def test_proposals_are_short() -> None:
    for name in FIELD:
        source = proposal(name).source
        assert source is not None
        assert len(source.text.splitlines()) < 150
        assert len(source.tree["changes"]) <= 20
