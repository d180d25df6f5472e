"""Stakeless and decisive matches, against a slow and obvious count."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from cupwright.study.stakes import criteria_codes, decisive_matches, stakeless_matches

MATCHDAYS = [[(4, 2), (3, 1)], [(2, 3), (1, 4)], [(2, 1), (4, 3)], [(3, 2), (4, 1)], [(1, 2), (3, 4)], [(2, 4), (1, 3)]]
PAIRS = np.array([pair for day in MATCHDAYS for pair in day]) - 1
DAY = np.repeat(np.arange(6), 2)
AWARD = np.array([3, 1, 0])
HEAD_TO_HEAD = (
    "points", "head-to-head-points", "head-to-head-goal-difference", "head-to-head-goals-for", "goal-difference",
    "goals-for", "lots",
)  # fmt: skip
DIFFERENCE = ("points", "goal-difference", "goals-for", "away-goals", "ranking")


def record(club: int, matches: list[tuple[int, int, int, int]], names: tuple[str, ...]) -> tuple[int, ...]:
    """The club's numbers over these matches, in the order of `names`."""
    numbers = {"points": 0, "goal-difference": 0, "goals-for": 0, "away-goals": 0}
    for host, visitor, goals_host, goals_visitor in matches:
        if club not in (host, visitor):
            continue
        own, other = (goals_host, goals_visitor) if club == host else (goals_visitor, goals_host)
        numbers["points"] += 3 if own > other else 1 if own == other else 0
        numbers["goal-difference"] += own - other
        numbers["goals-for"] += own
        numbers["away-goals"] += own if club == visitor else 0
    return tuple(numbers[name] for name in names)


def places(matches: list[tuple[int, int, int, int]], tiebreak: tuple[str, ...]) -> list[tuple[int, int]]:
    """The best and worst place of each club; a range where only lots or the ranking would tell."""
    points = [record(club, matches, ("points",)) for club in range(4)]
    keys = []
    for club in range(4):
        level = [other for other in range(4) if points[other] == points[club]]
        mutual = [match for match in matches if match[0] in level and match[1] in level]
        key = []
        for name in tiebreak:
            if name.startswith("head-to-head-"):
                key.append(record(club, mutual, (name.removeprefix("head-to-head-"),)))
            elif name in ("points", "goal-difference", "goals-for", "away-goals"):
                key.append(record(club, matches, (name,)))
        keys.append(key)
    return [(1 + sum(k > own for k in keys), sum(k >= own for k in keys)) for own in keys]


def slow_stakeless(goals: np.ndarray, tiebreak: tuple[str, ...]) -> int:
    """Matches of the last matchday whose clubs keep their place whatever the scores, up to 30 goals a side."""
    before = [(*PAIRS[m], *goals[m]) for m in range(10)]
    scores = [(30, 0), (3, 0), (1, 0), (2, 1), (0, 0), (1, 1), (30, 30), (1, 2), (0, 1), (0, 3), (0, 30)]
    endings = [
        places([*before, (*PAIRS[10], *a), (*PAIRS[11], *b)], tiebreak) for a, b in itertools.product(scores, scores)
    ]
    fixed = [len({ending[club] for ending in endings}) == 1 and len(set(endings[0][club])) == 1 for club in range(4)]
    return sum(fixed[host] and fixed[visitor] for host, visitor in PAIRS[10:])


@pytest.mark.parametrize("tiebreak", [HEAD_TO_HEAD, DIFFERENCE])
def test_stakeless_matches_of_the_last_matchday_against_enumeration(tiebreak: tuple[str, ...]) -> None:
    rng = np.random.default_rng(1)
    stronger = PAIRS[:, 0] < PAIRS[:, 1]
    goals = rng.poisson(1.0, (2000, 1, 12, 2))
    goals[:, :, :, 0] += stronger  # lopsided groups, in which places are settled early
    goals[:, :, :, 1] += ~stronger
    found = stakeless_matches(4, PAIRS, DAY, goals, AWARD, criteria_codes(tiebreak))[:, 5]
    with_some, with_none = np.flatnonzero(found > 0)[:12], np.flatnonzero(found == 0)[:20]
    assert len(with_some) > 3
    for group in (*with_some, *with_none):
        assert found[group] == slow_stakeless(goals[group, 0], tiebreak)


def test_a_group_settled_on_the_fifth_matchday() -> None:
    """1 beats all, 2 beats 3 and 4, 3 beats 4: after five matchdays 15, 9 or 12, 6 or 3 points stand apart."""
    goals = np.zeros((1, 1, 12, 2), dtype=np.int64)
    for m, (host, visitor) in enumerate(PAIRS):
        goals[0, 0, m] = (2, 0) if host < visitor else (0, 2)
    # Before the last day: 1 has 15, 2 has 9, 3 has 6, 4 has 0. 2 meets 4 and 1 meets 3: only 2 and 3 can swap, and
    # their head-to-heads (both to 2) keep them apart, so no match has a stake; by goal difference both have.
    assert stakeless_matches(4, PAIRS, DAY, goals, AWARD, criteria_codes(HEAD_TO_HEAD)).tolist() == [[0, 0, 0, 0, 0, 2]]
    assert not stakeless_matches(4, PAIRS, DAY, goals, AWARD, criteria_codes(DIFFERENCE)).any()


def test_nothing_is_stakeless_while_all_is_open() -> None:
    goals = np.zeros((1, 1, 12, 2), dtype=np.int64)
    assert not stakeless_matches(4, PAIRS, DAY, goals, AWARD, criteria_codes(HEAD_TO_HEAD)).any()


@pytest.mark.parametrize("tiebreak", [HEAD_TO_HEAD, DIFFERENCE])
def test_decisive_matches_against_replaying_the_group(tiebreak: tuple[str, ...]) -> None:
    rng = np.random.default_rng(2)
    goals = rng.poisson(1.2, (40, 1, 12, 2))

    def through(group: np.ndarray) -> frozenset[int]:
        matches = [(*PAIRS[m], *group[m]) for m in range(12)]
        order = places(matches, tiebreak)
        return frozenset(sorted(range(4), key=lambda club: (order[club][0], club))[:2])

    expected = []
    for (group,) in goals:
        count = 0
        for m in range(12):
            others = []
            for score in [(1, 0), (0, 0), (0, 1)]:
                if np.sign(score[0] - score[1]) != np.sign(group[m, 0] - group[m, 1]):
                    changed = group.copy()
                    changed[m] = score
                    others.append(through(changed))
            count += any(other != through(group) for other in others)
        expected.append(count)
    assert decisive_matches(4, PAIRS, goals, AWARD, criteria_codes(tiebreak), 2).tolist() == expected
    assert 50 < sum(expected) < 400


def test_criteria_end_where_goals_no_longer_decide() -> None:
    assert criteria_codes(("points", "goal-difference", "lots", "goals-for")).tolist() == [1]
