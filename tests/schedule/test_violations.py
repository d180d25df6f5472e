"""The checker finds every fault that is planted in a schedule, and none in one that has none."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright.errors import CupwrightError
from cupwright.football.calendars import PlannedFixture
from cupwright.schedule.check import Blocked, Demands, violations
from tests.schedule.given import day, fixture, release

WINDOWS = (release("march", "3-22", "3-30"), release("june", "6-7", "6-15", clubs=("toluca",)))


def sound() -> tuple[list[PlannedFixture], dict[str, dt.date]]:
    """A schedule of 24 matches, one each week of April to September, without a fault."""
    fixtures = [
        fixture(f"match-{week}", str(dt.date(2027, 7, 1) + dt.timedelta(7 * week)),
                str(dt.date(2027, 7, 5) + dt.timedelta(7 * week)), home="toluca" if week % 2 else "america",
                away="america" if week % 2 else "toluca")
        for week in range(24)
    ]  # fmt: skip
    return fixtures, {one.id: one.first + dt.timedelta(1) for one in fixtures}


def test_a_sound_schedule_has_no_fault() -> None:
    fixtures, days = sound()
    assert violations(fixtures, days, Demands(), WINDOWS) == ()


def test_every_planted_fault_is_found() -> None:
    fixtures, days = sound()
    fixtures += [
        fixture("late", "5-1", "5-3"), fixture("never", "2-1", "2-5"),
        fixture("tuesday", "5-10", "5-16", weekdays=(1,)),
        fixture("released", "3-20", "4-2"), fixture("shut", "4-8", "4-12", away="leon"),
        fixture("same", "7-2", away="america"),
        fixture("close", "7-10", "7-14", away=""),
        fixture("leg-1", "5-20", "5-29"), fixture("leg-2", "5-20", "5-29"),
    ]  # fmt: skip
    days |= {
        "late": day("5-4"), "tuesday": day("5-10"), "released": day("3-30"), "shut": day("4-9"), "same": day("7-2"),
        "close": day("7-11"), "leg-1": day("5-28"), "leg-2": day("5-23"),
    }  # fmt: skip
    blocked = (Blocked("toluca", day("4-9"), day("4-9"), "a concert"),)
    found = violations(fixtures, days, Demands(blocked=blocked, order=(("leg-1", "leg-2"),)), WINDOWS)
    assert {(fault.kind, fault.fixtures, fault.club) for fault in found} == {
        ("outside", ("late",), ""),
        ("missing", ("never",), ""),
        ("weekday", ("tuesday",), ""),
        ("release", ("released",), ""),
        ("blocked", ("shut",), ""),
        ("same-day", ("match-0", "same"), "america"),
        ("same-day", ("match-0", "same"), "toluca"),
        ("rest", ("match-1", "close"), "toluca"),
        ("order", ("leg-1", "leg-2"), ""),
    }
    assert next(fault.window for fault in found if fault.kind == "release") == "march"


def test_a_window_of_some_clubs_binds_only_them() -> None:
    theirs, others = fixture("theirs", "6-8"), fixture("others", "6-8", home="inter-miami")
    found = violations([theirs, others], {"theirs": day("6-8"), "others": day("6-8")}, Demands(), WINDOWS)
    assert [fault.fixtures for fault in found] == [("theirs",)]
    assert violations([theirs], {"theirs": day("6-8")}, Demands(release_binds=False), WINDOWS) == ()


def test_what_excludes_each_other_never_clashes() -> None:
    inside = fixture("semi-final", "5-9", needs=(("liguilla", "in"),))
    outside = fixture("friendly", "5-9", needs=(("liguilla", "out"),))
    days = {"semi-final": day("5-9"), "friendly": day("5-9")}
    assert violations([inside, outside], days, Demands()) == ()
    assert [fault.kind for fault in violations([inside, fixture("friendly", "5-9")], days, Demands())] == ["same-day"]


def test_an_id_given_twice_is_a_fault() -> None:
    twice = [fixture("match", "5-9"), fixture("match", "6-9", home="leon")]
    assert "twice" in {fault.kind for fault in violations(twice, {"match": day("5-9")}, Demands())}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 200))
def test_rests_are_those_of_a_sorted_list(seed: int, rest: int) -> None:
    """The twin: put the days in order, and look at neighbours; too close pairs that are no neighbours span some."""
    rng = random.Random(seed)
    fixtures = [fixture(f"match-{k}", "1-1", "12-31") for k in range(12)]
    days = {one.id: dt.date(2027, 1, 1) + dt.timedelta(rng.randrange(60)) for one in fixtures}
    ordered = sorted(days.values())
    short = any((b - a).days * 24 < rest or a == b for a, b in pairwise(ordered))
    assert bool(violations(fixtures, days, Demands(rest_hours=rest))) == short


def test_demands_that_cannot_be_meant_are_told_all_at_once() -> None:
    with pytest.raises(CupwrightError) as told:
        Demands(rest_hours=9000, tight_hours=-1, blocked=(Blocked("toluca", day("4-9"), day("4-8")),))
    assert [problem.code for problem in told.value.problems] == ["rest", "rest", "blocked-days"]


def test_hours_are_whole_days() -> None:
    assert [Demands(rest_hours=hours).rest_days for hours in (0, 1, 24, 48, 60, 72, 73)] == [0, 1, 1, 2, 3, 3, 4]
