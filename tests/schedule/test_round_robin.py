"""Round robins: whole, alternating as far as can be, and never with a break more than the fewest."""

from __future__ import annotations

import itertools
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupwright.errors import CupwrightError
from cupwright.schedule.breaks import (
    ARRANGEMENTS,
    Arrangement,
    breaks_of,
    canonical_patterns,
    fewest_breaks,
    second_half,
)
from cupwright.schedule.round_robin import RoundRobin, round_robin


def names(count: int) -> list[str]:
    return [f"club-{number}" for number in range(count)]


def breaks_by_hand(plan: RoundRobin) -> int:
    """Walk through each club's matches, round by round, with no pattern in between."""
    found = 0
    for club in plan.clubs:
        before = ""
        for matches in plan.rounds:
            for home, away in matches:
                if club in (home, away):
                    now = "home" if club == home else "away"
                    found += now == before
                    before = now
    return found


@given(st.integers(2, 24), st.integers(1, 4), st.sampled_from(ARRANGEMENTS), st.none() | st.integers(-(2**70), 2**70))
def test_everybody_meets_everybody(count: int, legs: int, arrangement: Arrangement, seed: int | None) -> None:
    plan = round_robin(names(count), legs=legs, arrangement=arrangement, seed=seed)
    rounds_of_a_leg = count - 1 + count % 2
    assert len(plan.rounds) == legs * rounds_of_a_leg
    for number, matches in enumerate(plan.rounds):
        playing = [club for match in matches for club in match]
        resting = [plan.byes[number]] if plan.byes else []
        assert sorted(playing + resting) == sorted(names(count))
    for leg in range(legs):
        played = plan.rounds[leg * rounds_of_a_leg : (leg + 1) * rounds_of_a_leg]
        pairs = Counter(frozenset(match) for matches in played for match in matches)
        assert pairs == Counter(frozenset(pair) for pair in itertools.combinations(names(count), 2))
    hosts = Counter(match for matches in plan.rounds for match in matches)
    for home, away in itertools.combinations(names(count), 2):
        assert abs(hosts[home, away] - hosts[away, home]) == legs % 2, "grounds change over from leg to leg"
    assert plan.breaks == breaks_by_hand(plan) == sum(breaks_of(plan.pattern(club)) for club in plan.clubs)
    assert len(plan.byes) == (len(plan.rounds) if count % 2 else 0)
    if legs <= 2:
        assert plan.breaks == plan.fewest


@pytest.mark.parametrize(("count", "mirrored"), [(4, 6), (6, 12), (18, 48), (20, 54)])
def test_published_minima(count: int, mirrored: int) -> None:
    """De Werra 1981: n - 2 breaks in a single round robin, 3n - 6 in a mirrored one."""
    assert round_robin(names(count), legs=1).breaks == count - 2
    assert round_robin(names(count)).breaks == mirrored == 3 * count - 6


def single_round_robins(count: int) -> list[list[list[tuple[int, int]]]]:
    """Every single round robin of 3 or 4 clubs: each order of the rounds and each choice of hosts."""
    pairings = {
        4: [[(0, 1), (2, 3)], [(0, 2), (1, 3)], [(0, 3), (1, 2)]],
        3: [[(0, 1)], [(0, 2)], [(1, 2)]],
    }[count]
    found = []
    for order in itertools.permutations(pairings):
        flat = [pair for pairs in order for pair in pairs]
        for turned in itertools.product((False, True), repeat=len(flat)):
            hosted = iter([pair[::-1] if turn else pair for pair, turn in zip(flat, turned, strict=True)])
            found.append([[next(hosted) for _ in pairs] for pairs in order])
    return found


@pytest.mark.parametrize("count", [3, 4])
@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_no_schedule_of_three_or_four_has_fewer(count: int, arrangement: Arrangement) -> None:
    fewest = {1: 99, 2: 99}
    for first in single_round_robins(count):
        again = [[(away, home) for home, away in first[number]] for number in second_half(len(first), arrangement)]
        for legs, rounds in ((1, first), (2, first + again)):
            letters = [
                "".join("H" if club == home else "A" for matches in rounds for home, away in matches
                        if club in (home, away))
                for club in range(count)
            ]  # fmt: skip
            fewest[legs] = min(fewest[legs], sum(map(breaks_of, letters)))
    for legs, least in fewest.items():
        assert fewest_breaks(count, legs, arrangement) == least


@pytest.mark.parametrize("count", [6, 8, 10])
@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_no_patterns_have_fewer(count: int, arrangement: Arrangement) -> None:
    """A bound without a schedule: clubs have different patterns, so take the `count` cheapest of all there are."""
    change = str.maketrans("HA", "AH")
    cost = []
    for letters in itertools.product("HA", repeat=count - 1):
        pattern = "".join(letters)
        again = "".join(pattern[number] for number in second_half(count - 1, arrangement)).translate(change)
        cost.append(breaks_of(pattern + again))
    assert fewest_breaks(count, 2, arrangement) == sum(sorted(cost)[:count])


@pytest.mark.parametrize("count", [4, 6, 20, 200])
def test_patterns_differ_and_balance(count: int) -> None:
    patterns = canonical_patterns(count)
    assert len(set(patterns)) == count
    assert all(column.count("H") == count // 2 for column in zip(*patterns, strict=True))
    assert sorted(map(breaks_of, patterns)) == [0, 0] + [1] * (count - 2)


def test_the_seed_places_clubs_and_nothing_else() -> None:
    drawn = round_robin(names(8), seed=3)
    assert drawn == round_robin(reversed(names(8)), seed=3), "by name, not by the order given"
    assert {round_robin(names(8), seed=seed).clubs for seed in range(20)} != {tuple(names(8))}
    assert round_robin(names(8)).clubs == tuple(names(8))
    assert drawn.breaks == round_robin(names(8)).breaks


def test_meetings_lie_apart_as_the_arrangement_says() -> None:
    apart = {way: round_robin(names(10), arrangement=way).between_meetings for way in ARRANGEMENTS}
    assert apart == {"mirrored": 8, "french": 7, "english": 0, "inverted": 0}
    assert round_robin(names(10), legs=1).between_meetings is None


def test_what_cannot_be_scheduled_is_said_at_once() -> None:
    with pytest.raises(CupwrightError) as refused:
        round_robin(["a", "a", " "], legs=9, arrangement="sideways")  # type: ignore[arg-type]
    assert [problem.code for problem in refused.value.problems] == ["clubs", "clubs", "rounds", "arrangement"]
    for count in (0, 1, 201):
        with pytest.raises(CupwrightError, match=f"{count} clubs? given"):
            round_robin(names(count))


def test_twenty_clubs_take_no_time() -> None:
    begin = time.perf_counter()
    plan = round_robin(names(20))
    assert plan.breaks == 54
    assert time.perf_counter() - begin < 0.05
