"""The checker of RobinX timetables: agrees with a slow twin, and finds what is planted."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from cupwright.schedule.robinx import KINDS, Constraint, Game, Instance, Solution
from cupwright.schedule.robinx_check import check
from cupwright.schedule.robinx_read import read_instance, read_solution
from cupwright.schedule.robinx_write import from_rows
from cupwright.schedule.round_robin import round_robin
from tests.schedule.robinx_worlds import Twin, cases, random_case

Case = tuple[Instance, Solution]


@settings(max_examples=80, deadline=None)
@given(cases)
def test_the_twin_agrees_constraint_by_constraint(case: Case) -> None:
    instance, solution = case
    verdict, twin = check(instance, solution), Twin(instance, solution)
    mine = Counter[int | None]()
    for each in verdict.violations:
        assert each.deviation > 0 and each.what
        mine[each.constraint] += each.deviation
    for number, one in enumerate(instance.constraints):
        assert mine[number] == twin.deviation(one), one
    assert mine[None] == twin.form()
    costs = {
        hard: sum(one.penalty * twin.deviation(one) for one in instance.constraints if one.hard == hard)
        for hard in (False, True)
    }
    assert verdict.objective == costs[False]
    assert verdict.infeasibility == costs[True] + twin.form()
    assert verdict.feasible == (
        not twin.form() and not any(map(twin.deviation, filter(lambda c: c.hard, instance.constraints)))
    )


def test_the_random_cases_break_every_kind_and_keep_it() -> None:
    """A comparison of nothing with nothing would pass."""
    broken, kept = Counter[str](), Counter[str]()
    for seed in range(150):
        instance, solution = random_case(seed)
        off = {each.constraint for each in check(instance, solution).violations}
        for number, one in enumerate(instance.constraints):
            (broken if number in off else kept)[f"{one.kind} {one.scope}"] += 1
    every = {f"{kind} {scope}".rstrip() for kind, scope in
             [("CA2", "GLOBAL"), ("CA2", "EVERY"), ("CA3", "SLOTS"), ("CA3", "GAMES"), ("CA4", "GLOBAL"),
              ("CA4", "EVERY"), ("BR1", "LEQ"), ("BR1", "EQ"), ("BR2", "LEQ"), ("BR2", "EQ"), ("SE1", "SLOTS"),
              ("CA1", ""), ("GA1", ""), ("FA2", "")]}  # fmt: skip
    assert {name.rstrip() for name in broken} == {name.rstrip() for name in kept} == every


# Four teams, twice round and mirrored; (home, away) by slot.
FOUR = [
    [(0, 3), (1, 2)], [(2, 0), (3, 1)], [(0, 1), (2, 3)],
    [(3, 0), (2, 1)], [(0, 2), (1, 3)], [(1, 0), (3, 2)],
]  # fmt: skip
TEAMS = tuple((team, f"T{team}") for team in range(4))
SLOTS = tuple((slot, f"S{slot}") for slot in range(6))
ALL, EVERY_SLOT = tuple(range(4)), tuple(range(6))
GAMES = tuple(Game(home, away, slot) for slot, pairs in enumerate(FOUR) for home, away in pairs)
BASE = Instance("four", TEAMS, SLOTS, phased=True)

PLANTED: list[tuple[Constraint, int]] = [
    (Constraint("CA1", True, 1, (0,), slots=(0, 2), most=1, venue="H"), 1),
    (Constraint("CA1", True, 1, (0,), slots=(0, 2), least=1, most=2, venue="A"), 1),
    (Constraint("CA2", True, 1, (0,), (1, 3), slots=(0, 1, 2), most=1, venue="HA", scope="GLOBAL"), 1),
    (Constraint("CA2", True, 1, (0,), (1, 2, 3), slots=(0, 1, 2), most=0, venue="H", scope="EVERY"), 2),
    (Constraint("CA3", True, 1, (2,), ALL, most=1, venue="H", scope="SLOTS", length=2), 2),
    (Constraint("CA4", True, 1, (0, 1), ALL, slots=EVERY_SLOT, most=1, venue="H", scope="EVERY"), 2),
    (Constraint("CA4", True, 1, (0, 1), (2, 3), slots=(0, 4), most=2, venue="HA", scope="GLOBAL"), 2),
    (Constraint("GA1", True, 1, slots=(1, 3), least=2, most=3, games=((2, 0), (2, 3), (0, 3))), 1),
    (Constraint("BR1", True, 1, (2,), slots=(2, 3), most=0, scope="LEQ"), 2),
    (Constraint("BR1", True, 1, (2,), slots=(2, 3), most=0, venue="A", scope="LEQ"), 0),
    (Constraint("BR2", True, 1, ALL, slots=EVERY_SLOT, most=2, scope="LEQ"), 4),
    (Constraint("FA2", True, 1, (2, 3), slots=EVERY_SLOT, most=0, venue="H"), 1),
    (Constraint("SE1", True, 1, ALL, least=3, scope="SLOTS"), 6),
]


@pytest.mark.parametrize(("one", "deviation"), PLANTED, ids=[one.kind for one, _ in PLANTED])
def test_planted_violations(one: Constraint, deviation: int) -> None:
    """Counted by hand on the timetable of four; soft and hard land in their own sum, times the penalty."""
    hard = check(replace(BASE, constraints=(one,)), Solution("four", GAMES))
    assert (hard.objective, hard.infeasibility) == (0, deviation)
    soft = check(replace(BASE, constraints=(replace(one, hard=False, penalty=7),)), Solution("four", GAMES))
    assert (soft.objective, soft.infeasibility) == (7 * deviation, 0)


def test_every_kind_is_planted() -> None:
    assert {one.kind for one, _ in PLANTED} == set(KINDS)


def test_the_format_itself() -> None:
    whole = Solution("four", GAMES)
    assert check(BASE, whole).violations == ()
    missing = check(BASE, replace(whole, games=GAMES[1:]))
    assert Counter(each.kind for each in missing.violations) == {"BA1": 1, "P": 1}
    doubled = check(BASE, replace(whole, games=(*GAMES, Game(0, 3, 4))))
    assert Counter(each.kind for each in doubled.violations) == {"BA1": 1, "BA2": 2}
    halves = check(BASE, replace(whole, games=tuple(replace(game, slot=game.slot // 2) for game in GAMES)))
    assert {"BA2", "P"} == {each.kind for each in halves.violations}
    assert check(replace(BASE, legs=1, phased=False), replace(whole, games=GAMES[:6])).feasible


def test_breaks_of_our_round_robins_are_counted_alike() -> None:
    """The checker knows nothing of patterns: 54 breaks for 20 clubs, twice round and mirrored."""
    instance, solution = from_rows(round_robin([f"club-{number}" for number in range(20)]).rows(), "league")
    verdict = check(instance, solution)
    assert (verdict.objective, verdict.infeasibility) == (54, 0)
    assert instance.phased and instance.compact


ROOT = Path(os.environ.get("CUPWRIGHT_RAW", "none")) / "itc2021"
PUBLISHED = sorted(ROOT.glob("*_Sol*.xml"))


@pytest.mark.raw
@pytest.mark.skipif(not PUBLISHED, reason="CUPWRIGHT_RAW holds no itc2021")
@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.stem)
def test_published_values(file: Path) -> None:
    """``itc2021/NAME.xml`` is an instance and ``NAME_Sol....xml`` a timetable that states its objective."""
    instance = read_instance(file.with_name(file.stem.split("_Sol")[0] + ".xml"))
    solution = read_solution(file, instance)
    assert solution.objective is not None
    verdict = check(instance, solution)
    assert (verdict.objective, verdict.infeasibility) == (solution.objective, solution.infeasibility)
