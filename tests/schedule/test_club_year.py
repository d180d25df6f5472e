"""The year of one club, against trying every choice of days, and case by case."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright.football.calendars import PlannedFixture, Window
from cupwright.schedule.check import Blocked, Demands, violations
from cupwright.schedule.club_year import check_club
from cupwright.schedule.findings import chance_of
from tests.schedule.given import day, fixture, release

CUP = frozenset({"cup"})


def some_year(seed: int) -> tuple[list[PlannedFixture], Demands, list[Window]]:
    rng = random.Random(seed)
    start = day("3-1")
    fixtures = []
    for number in range(rng.randint(2, 5)):
        first = start + dt.timedelta(rng.randrange(12))
        last = first + dt.timedelta(rng.randrange(5))
        needs = tuple((name, rng.choice(("in", "out"))) for name in "xy" if rng.random() < 0.3)
        fixtures.append(fixture(f"match-{number}", str(first), str(last), competition=rng.choice(("cup", "league")),
                                away="leon" if rng.random() < 0.5 else "", needs=needs))  # fmt: skip
    begin = start + dt.timedelta(rng.randrange(12))
    window = release("window", str(begin), str(begin + dt.timedelta(rng.randrange(4))))
    blocked = Blocked("toluca", start + dt.timedelta(4), start + dt.timedelta(5))
    return fixtures, Demands(rest_hours=rng.choice((24, 48, 72)), blocked=(blocked,)), [window]


def by_trying_all(fixtures: list[PlannedFixture], demands: Demands, windows: list[Window]) -> bool:
    """The twin: give every match every day of its span, and ask the checker of finished schedules."""
    spans = [[one.first + dt.timedelta(k) for k in range((one.last - one.first).days + 1)] for one in fixtures]
    names = [one.id for one in fixtures]
    return any(
        not violations(fixtures, dict(zip(names, days, strict=True)), demands, windows) for days in product(*spans)
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_a_year_is_feasible_if_some_choice_of_days_has_no_fault(seed: int) -> None:
    fixtures, demands, windows = some_year(seed)
    found = check_club("toluca", fixtures, demands, windows, CUP)
    assert found.feasible == by_trying_all(fixtures, demands, windows)
    kept = [one for one in fixtures if one not in found.dropped]
    assert by_trying_all(kept, demands, windows)
    assert bool(found.dropped) != found.feasible


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_no_hard_finding_holds_a_match_too_many(seed: int) -> None:
    fixtures, demands, windows = some_year(seed)
    for finding in check_club("toluca", fixtures, demands, windows, CUP).findings:
        if finding.hard:
            assert not by_trying_all(list(finding.fixtures), demands, windows)
            for spared in finding.fixtures:
                rest = [one for one in finding.fixtures if one is not spared]
                assert by_trying_all(rest, demands, windows)


def test_two_matches_on_two_nights_running() -> None:
    league, cup = fixture("league", "5-9", competition="league"), fixture("cup", "5-10", "5-11")
    found = check_club("toluca", [cup, league], Demands(), (), CUP)
    assert [(one.kind, [match.id for match in one.fixtures], one.hours) for one in found.findings] == [
        ("clash", ["league", "cup"], 48)
    ]
    assert found.dropped == (cup,)
    assert check_club("toluca", [cup, league], Demands(rest_hours=48)).feasible


def test_a_match_squeezed_between_two() -> None:
    """Sunday and Friday leave each a day for a midweek match, and not both the same one."""
    sunday = fixture("sunday", "5-9", competition="league", played=True)
    friday = fixture("friday", "5-14", competition="league", played=True)
    cup = fixture("cup", "5-11", "5-13")
    found = check_club("toluca", [sunday, friday, cup], Demands(), (), CUP)
    assert [(one.kind, {match.id for match in one.fixtures}) for one in found.findings] == [
        ("crowd", {"sunday", "friday", "cup"})
    ]


def test_what_was_played_could_be_played() -> None:
    matches = [fixture("one", "3-24", played=True), fixture("two", "3-26", played=True)]
    found = check_club("toluca", matches, Demands(), [release("march", "3-22", "3-30")])
    assert found.feasible
    assert [one.kind for one in found.findings] == ["in-release", "in-release", "short-rest"]
    assert (found.rests.least, found.rests.short, found.rests.tight) == (48, 1, 1)


def test_a_break_of_another_competition_is_worth_knowing() -> None:
    holiday = replace(release("holiday", "6-1", "6-30"), use="break")
    found = check_club("toluca", [fixture("cup", "6-8", "6-10")], Demands(), [holiday], CUP)
    assert found.feasible
    assert [(one.kind, one.windows) for one in found.findings] == [("in-break", (holiday,))]


def test_a_cup_match_between_two_seasons_is_worth_knowing() -> None:
    league = [fixture("spring", "5-28", competition="league"), fixture("autumn", "7-21", competition="league")]
    cup = [fixture("before", "5-20", "5-24"), fixture("between", "7-4", "7-6"), fixture("after", "8-8", "8-10")]
    found = check_club("toluca", league + cup, Demands(), (), CUP, frozenset({"league"}))
    assert [(one.kind, one.fixtures[0].id) for one in found.findings] == [("off-season", "between")]


def test_a_list_that_closes_between_two_seasons_is_worth_knowing() -> None:
    league = [fixture("spring", "5-28", competition="league"), fixture("autumn", "7-21", competition="league")]
    cup = [fixture("group", "5-20", "5-24"), fixture("sixteen", "8-8", "8-10")]
    open_on = (("early", "4-1", "5-1"), ("summer", "5-26", "7-2"), ("late", "7-1", "8-1"))
    lists = [replace(release(name, first, last), use="registration") for name, first, last in open_on]
    found = check_club("toluca", league + cup, Demands(), lists, CUP, frozenset({"league"}))
    assert [(one.kind, one.windows[0].id, [match.id for match in one.fixtures]) for one in found.findings] == [
        ("registration", "summer", ["autumn", "sixteen"])
    ]


def test_the_longest_season_is_the_one_that_is_counted() -> None:
    third, inside = (("cup", "third"),), (("cup", "through"),)
    matches = [
        fixture("third", "7-10", needs=third), fixture("sixteen", "8-11", needs=inside),
        fixture("eight", "9-8", needs=inside), fixture("league", "7-1", competition="league"),
    ]  # fmt: skip
    found = check_club("toluca", matches, Demands())
    assert [one.id for _, one in found.matches] == ["league", "sixteen", "eight"]
    assert found.rests.least == 28 * 24
    assert found.busiest == ((2027, 7), 1)


def test_chances_of_rounds_and_of_competitions() -> None:
    sure = fixture("league", "5-9", competition="league")
    semi = fixture("semi", "5-9", needs=(("liguilla", "in"),), competition="league", chance=0.5)
    final = fixture("final", "5-20", needs=(("liguilla", "in"),), competition="league", chance=0.25)
    eight = fixture("eight", "5-9", needs=(("cup", "in"),), chance=0.4)
    unknown = fixture("four", "5-9", needs=(("cup", "in"),))
    assert chance_of([sure, eight]) == (0.4, True)
    assert chance_of([semi, final]) == (0.25, True)
    assert chance_of([final, eight]) == (0.1, True)
    assert chance_of([final, unknown]) == (0.25, False)
    assert chance_of([sure, unknown]) == (None, False)
    assert chance_of([sure]) == (1.0, True)
