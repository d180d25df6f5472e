"""Tables and ties by their written rules, on cases of real competitions."""

from __future__ import annotations

import numpy as np
import pytest

from cupwright.rules.codes import (
    BETTER_RANKED,
    BETTER_SEEDED,
    CRITERIA,
    GUEST_HOSTS_FIRST,
    POT_1,
    SECOND_DRAWN,
    SECOND_NAMED,
    TABLE_COLUMNS,
)
from cupwright.rules.pairings import force_meeting
from cupwright.rules.ranking import order_clubs, rank_group
from cupwright.rules.tables import rank_table, tabulate
from cupwright.rules.ties import second_leg_host

OVERALL_FIRST = ("points", "goal-difference", "goals-for", "away-goals", "lots")
HEAD_TO_HEAD_FIRST = (
    "points", "head-to-head-points", "head-to-head-goal-difference", "head-to-head-goals-for", "goal-difference",
    "goals-for", "lots",
)  # fmt: skip


def rank(
    criteria: tuple[str, ...], matches: list[tuple[int, int, int, int]], size: int, lots: tuple[int, ...] = ()
) -> tuple[list[int], list[str]]:
    """Rank a group from matches (host, visitor, goals, goals); return the order and what decided."""
    table = np.zeros((size, 5), dtype=np.int64)
    for i, j, x, y in matches:
        table[i] += (3 * (x > y) + (x == y), x - y, x, 0, x > y)
        table[j] += (3 * (y > x) + (x == y), y - x, y, y, y > x)
    order, decided, value, scope = (np.zeros(size, dtype=np.int64) for _ in range(4))
    rank_group(
        np.array([CRITERIA.index(word) for word in criteria], dtype=np.int32),
        np.array([(i, j, 0) for i, j, _, _ in matches], dtype=np.int32),
        np.array([(x, y) for _, _, x, y in matches], dtype=np.int32),
        table, np.arange(size), np.array(lots or range(size)), 3, 1, 0, order, decided, value, scope,
    )  # fmt: skip
    return order.tolist(), [CRITERIA[k] if k >= 0 else "" for k in decided]


def test_a_criterion_that_separates_ends_the_matter() -> None:
    matches = [(0, 1, 1, 0), (1, 2, 5, 0), (2, 0, 1, 0)]
    assert rank(OVERALL_FIRST, matches, 3) == ([1, 0, 2], ["goal-difference", "goal-difference", ""])
    assert rank(HEAD_TO_HEAD_FIRST, matches, 3) == ([1, 0, 2], ["head-to-head-goal-difference"] * 2 + [""])


def test_head_to_head_is_not_applied_afresh_to_those_it_leaves_level() -> None:
    # Clubs 0, 1 and 2 beat each other in a ring and club 3 alike. Among the three, 0 scored three goals, 1 and 2 two
    # each; 2 beat 1, but the next criterion is the difference of all matches, and there 1 is ahead.
    matches = [(1, 0, 2, 1), (0, 2, 2, 1), (2, 1, 1, 0), (1, 3, 5, 0), (2, 3, 1, 0), (0, 3, 1, 0)]
    order, decided = rank(HEAD_TO_HEAD_FIRST, matches, 4)
    assert (order, decided) == ([0, 1, 2, 3], ["head-to-head-goals-for", "goal-difference", "points", ""])


def test_head_to_head_looks_only_at_the_level_clubs() -> None:
    # Clubs 0 and 1 are level on 6 points; 1 has the far better difference against the others, 0 beat 1.
    matches = [(0, 1, 1, 0), (1, 2, 6, 0), (1, 3, 5, 0), (0, 2, 1, 0), (3, 0, 1, 0), (2, 3, 0, 0)]
    assert rank(HEAD_TO_HEAD_FIRST, matches, 4)[0][:2] == [0, 1]
    assert rank(HEAD_TO_HEAD_FIRST, matches, 4)[1][0] == "head-to-head-points"
    assert rank(OVERALL_FIRST, matches, 4)[0][:2] == [1, 0]


def test_away_goals_separate_clubs_that_goals_do_not() -> None:
    # Clubs 0 and 1 each won 1-0 and 2-1 and drew with each other; 1 scored two of its goals away, 0 one.
    matches = [(0, 1, 1, 1), (1, 0, 0, 0), (0, 2, 1, 0), (2, 0, 0, 1), (1, 2, 1, 0), (2, 1, 0, 1)]
    order, decided = rank(OVERALL_FIRST, matches, 3)
    assert (order, decided) == ([1, 0, 2], ["away-goals", "points", ""])


@pytest.mark.parametrize("lots", [(3, 1, 2, 0), (0, 1, 2, 3)])
def test_lots_decide_what_nothing_else_does(lots: tuple[int, ...]) -> None:
    matches = [(i, j, 1, 1) for i in range(4) for j in range(4) if i != j]
    order, decided = rank(HEAD_TO_HEAD_FIRST, matches, 4, lots)
    assert order == sorted(range(4), key=lots.__getitem__)
    assert decided == ["lots", "lots", "lots", ""]


def test_clubs_of_several_groups_in_one_order() -> None:
    clubs = np.array([10, 11, 12, 13], dtype=np.int32)
    figures = np.array([[5, 1], [7, 0], [5, 2], [5, 1]], dtype=np.int64)
    order_clubs(clubs, 4, figures, 2)
    assert clubs.tolist() == [11, 12, 10, 13]


@pytest.mark.parametrize(
    ("rule", "guest_first", "guests", "numbers", "ranks", "last_pot", "expected"),
    [
        (BETTER_SEEDED, False, (False, False), (2, 16), (5, 1), -1, (False, BETTER_SEEDED)),
        (BETTER_SEEDED, True, (True, False), (2, 16), (5, 1), -1, (True, GUEST_HOSTS_FIRST)),  # Tigres, 2015
        (BETTER_SEEDED, True, (True, True), (2, 16), (5, 1), -1, (False, BETTER_SEEDED)),
        (BETTER_RANKED, False, (False, False), (2, 16), (5, 1), -1, (True, BETTER_RANKED)),
        (POT_1, False, (False, False), (3, 11), (5, 1), 0, (False, POT_1)),
        (SECOND_DRAWN, False, (False, False), (3, 11), (5, 1), 0, (False, SECOND_DRAWN)),
        (SECOND_DRAWN, False, (False, False), (3, 11), (5, 1), 1, (True, SECOND_DRAWN)),
        (SECOND_DRAWN, False, (False, False), (3, 11), (5, 1), -1, (True, SECOND_DRAWN)),
        (SECOND_NAMED, False, (False, False), (7, 8), (1, 5), -1, (True, SECOND_NAMED)),
        (SECOND_NAMED, False, (False, False), (8, 7), (5, 1), 0, (True, SECOND_NAMED)),
    ],
)
def test_second_leg_host(
    rule: int,
    guest_first: bool,
    guests: tuple[bool, bool],
    numbers: tuple[int, int],
    ranks: tuple[int, int],
    last_pot: int,
    expected: tuple[bool, int],
) -> None:
    assert second_leg_host(rule, guest_first, *guests, *numbers, *ranks, last_pot) == expected


def test_santos_and_gremio_had_to_meet_in_2007() -> None:
    # By the bracket Santos (1) met Cucuta (13) and Boca (11) met Gremio (7); the two Brazilians had to meet.
    side_a, side_b = np.array([1, 11]), np.array([13, 7])
    bound, paired = np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64)
    force_meeting(side_a, side_b, np.array([1, 0]), np.array([0, 1]), bound, 3, paired)
    assert {frozenset(pair) for pair in zip(side_a.tolist(), side_b.tolist(), strict=True)} == {
        frozenset((1, 7)),
        frozenset((13, 11)),
    }
    assert paired.tolist() == [3, 3] and bound.all()


def test_a_second_head_to_head_block_of_some_does_not_shorten_the_first_of_others() -> None:
    # Clubs 0 and 1 are ahead of 2 and 3, and level to the last. Among all four club 2 lost by less than club 3, which
    # won high against a club of another table: that the first two go on to a new block must not change what counts.
    matches = [(0, 1, 1, 1), (0, 2, 1, 0), (0, 3, 2, 0), (1, 2, 1, 0), (1, 3, 2, 0), (2, 3, 0, 0), (3, 4, 5, 0)]
    words = ("head-to-head-points", "head-to-head-goal-difference", "goal-difference", "head-to-head-goals-for", "lots")
    schedule = np.array([(i, j, 0) for i, j, _, _ in matches], dtype=np.int32)
    goals = np.array([(x, y) for _, _, x, y in matches], dtype=np.int32)
    table = np.zeros((5, TABLE_COLUMNS), dtype=np.int64)
    tabulate(schedule, goals, table, 3, 1, 0)
    order, decided = (np.zeros(4, dtype=np.int64) for _ in range(2))
    rank_table(
        np.array([CRITERIA.index(word) for word in words], dtype=np.int32), 0, np.arange(4), schedule, goals, table,
        np.arange(5), np.arange(5), 3, 1, 0, order, decided, *(np.zeros(5, dtype=np.int64) for _ in range(4)),
    )  # fmt: skip
    assert order.tolist() == [0, 1, 2, 3]
    assert [CRITERIA[k] if k >= 0 else "" for k in decided] == [
        "lots", "head-to-head-points", "head-to-head-goal-difference", "",
    ]  # fmt: skip
