"""What cannot be compiled is refused, with every problem at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cupwright.engine import compile_plan, run
from cupwright.errors import CupwrightError
from cupwright.football.access import Slot
from cupwright.football.competitions import Apart, Award, Draw, Edition, Feed, GroupStage, Pairing, Stage, TieStage
from tests.engine.random_editions import edition_of, strengths_of

GROUPS = GroupStage(
    "groups", "Groups", (Feed(slots=True),), 4, 2, Draw((2, 2), (1, 2)), (((1, 2),),), ("points", "lots")
)
FINAL = TieStage(
    "final", "Final", (Feed(stage="groups", take="place-1"),), 2, Pairing("seeds", pairs=((1, 2),)), 1, True,
    "better-seeded", ("aggregate", "penalties"),
)  # fmt: skip


def edition(*stages: Stage, **changes: Any) -> Edition:
    slots = tuple(Slot(f"S{k}", "A", "groups", f"club-{k}") for k in range(4))
    return replace(edition_of(stages or (GROUPS, FINAL), slots), **changes)


def codes(wrong: Edition) -> set[str]:
    with pytest.raises(CupwrightError) as caught:
        compile_plan(wrong)
    return {problem.code for problem in caught.value.problems}


def test_the_small_edition_itself_compiles() -> None:
    assert compile_plan(edition()).clubs == ("club-0", "club-1", "club-2", "club-3")


@pytest.mark.parametrize(
    ("code", "stages"),
    [
        ("places", (replace(GROUPS, places=6, groups=2, draw=Draw((2, 2, 2), (1, 2, 3))), FINAL)),
        ("places", (replace(GROUPS, groups=3), FINAL)),
        ("cycle", (replace(GROUPS, feeds=(Feed(stage="final", take="losers"),)), FINAL)),
        ("unknown-stage", (GROUPS, replace(FINAL, feeds=(Feed(stage="gruops", take="place-1"),)))),
        ("take", (GROUPS, replace(FINAL, feeds=(Feed(stage="groups", take="winners"),)))),
        ("take", (GROUPS, replace(FINAL, feeds=(Feed(stage="groups", take="place-3"),)))),
        ("pots", (replace(GROUPS, draw=Draw((3, 1), (1, 2))), FINAL)),
        ("pots", (replace(GROUPS, draw=Draw((2, 2), (1, 1))), FINAL)),
        ("matchdays", (replace(GROUPS, matchdays=(((1, 3),),)), FINAL)),
        ("tiebreak", (replace(GROUPS, tiebreak=("points",)), FINAL)),
        ("settle", (GROUPS, replace(FINAL, settle=("aggregate",)))),
        ("pairs", (GROUPS, replace(FINAL, pairing=Pairing("seeds", pairs=((1, 1),))))),
        ("bracket", (GROUPS, replace(FINAL, pairing=Pairing("bracket", of="groups", pairs=((1, 2),))))),
        ("host", (GROUPS, replace(FINAL, neutral=False, second_leg_host="pot-1"))),
        ("seeding", (GROUPS, replace(FINAL, seeding="semis"), replace(FINAL, id="semis"))),
    ],
)
def test_each_fault_of_a_format_is_named(code: str, stages: tuple[Stage, ...]) -> None:
    found = codes(edition(*stages))
    assert code in found or (code == "seeding" and "unknown-stage" in found)


def test_the_seeding_kept_must_be_that_of_all_entrants() -> None:
    extra = replace(FINAL, id="last", feeds=(Feed(slots=True), Feed(stage="final", take="winners")), seeding="final")
    wrong = edition(GROUPS, FINAL, extra)
    slots = (*wrong.slots, Slot("S4", "A", "last", "club-4"))
    assert "seeding" in codes(replace(wrong, slots=slots, ranking=tuple(slot.club for slot in slots)))


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("title-holder", {"title_holder": "club-9"}),
        ("unranked", {"ranking": ("club-0", "club-1", "club-2")}),
        ("vacant", {"slots": tuple(Slot(f"S{k}", "A", "groups", f"club-{k}" if k else "") for k in range(4))}),
        ("twice", {"slots": tuple(Slot(f"S{k}", "A", "groups", f"club-{k % 3}") for k in range(4))}),
        ("unknown-stage", {"slots": tuple(Slot(f"S{k}", "A", "gruops", f"club-{k}") for k in range(4))}),
    ],
)
def test_each_fault_of_an_edition_is_named(code: str, changes: dict[str, Any]) -> None:
    assert code in codes(edition(**changes))


def test_all_problems_come_at_once() -> None:
    wrong = edition(replace(GROUPS, tiebreak=("points",)), replace(FINAL, settle=()), title_holder="nobody")
    assert {"tiebreak", "settle", "title-holder"} <= codes(wrong)


def test_more_clubs_of_an_association_than_groups_are_named() -> None:
    apart = replace(GROUPS, draw=Draw((2, 2), (1, 2), apart=(Apart(),)))
    with pytest.raises(CupwrightError, match="4 clubs of A, at most 1 in each of 2") as caught:
        compile_plan(edition(apart, FINAL))
    assert {problem.code for problem in caught.value.problems} == {"pots"}


def test_pots_that_admit_no_draw_are_an_error_not_a_guess() -> None:
    # club-2 is a member of A: it may not join the guest of A, nor the other member.
    draw = Draw((2, 2), (1, 2), apart=(Apart("association"), Apart("confederation")))
    slots = (
        Slot("S0", "A", "groups", "club-0", guest=True, pot=1),
        Slot("S1", "B", "groups", "club-1"),
        Slot("S2", "A", "groups", "club-2"),
        Slot("S3", "C", "groups", "club-3", guest=True, pot=2),
    )
    wrong = edition_of((replace(GROUPS, draw=draw), FINAL), slots)
    with pytest.raises(CupwrightError, match="the draw of `groups` has no valid outcome"):
        run(compile_plan(wrong), strengths_of(wrong), worlds=10, seed=1)


def test_an_award_of_slots_is_refused() -> None:
    wrong = edition()
    rules = replace(wrong.format, awards=(Award("a", "A", (Feed(slots=True),)),))
    assert "award" in codes(replace(wrong, format=rules))
