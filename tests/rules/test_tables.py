"""Tables whose clubs begin a list again, figures a match, and fixture lists completed."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from cupwright.rules.codes import CRITERIA, PROCEDURES, TABLE_COLUMNS
from cupwright.rules.fixtures import completed, lacking
from cupwright.rules.tables import rank_table, tabulate

Matches = list[tuple[int, int, int, int]]
WORDS = ("points", "head-to-head-points", "head-to-head-goal-difference", "goal-difference", "lots")

# 0, 1 and 2 beat each other in a ring, 0 by more than the others: 1 and 2 are level at the end of the block. 1 beat 2;
# 2 have the better difference in all matches.
RING = [(0, 1, 3, 0), (1, 2, 2, 0), (2, 0, 1, 0), (0, 3, 1, 0), (1, 3, 1, 0), (2, 3, 5, 0)]
# 0 beat 1 and 2, who beat each other once. Among the three 1 have the better difference; with each other they are
# level, and in all matches 2 are better.
BEATEN = [(0, 1, 1, 0), (0, 2, 3, 0), (1, 2, 1, 0), (2, 1, 1, 0), (3, 0, 1, 0), (1, 3, 1, 0), (2, 3, 6, 0)]


def rank(words: tuple[str, ...], procedure: str, matches: Matches, size: int) -> tuple[list[int], list[str]]:
    """Rank a group; return the order and what decided."""
    schedule = np.array([(i, j, 0) for i, j, _, _ in matches], dtype=np.int32)
    goals = np.array([(x, y) for _, _, x, y in matches], dtype=np.int32)
    table = np.zeros((size, TABLE_COLUMNS), dtype=np.int64)
    tabulate(schedule, goals, table, 3, 1, 0)
    places = np.arange(size)
    order, decided, value, per, scope, step = (np.zeros(size, dtype=np.int64) for _ in range(6))
    criteria = np.array([CRITERIA.index(word) for word in words], dtype=np.int32)
    rank_table(
        criteria, PROCEDURES.index(procedure), places, schedule, goals, table, places, places, 3, 1, 0, order, decided,
        value, per, scope, step,
    )  # fmt: skip
    return order.tolist(), [CRITERIA[k] if k >= 0 else "" for k in decided]


@pytest.mark.parametrize(
    ("procedure", "matches", "order", "second"),
    [
        ("once", RING, [0, 2, 1, 3], "goal-difference"),
        ("reapply", RING, [0, 1, 2, 3], "head-to-head-points"),
        ("restart", RING, [0, 1, 2, 3], "head-to-head-points"),
        ("once", BEATEN, [0, 1, 2, 3], "head-to-head-goal-difference"),
        ("reapply", BEATEN, [0, 1, 2, 3], "head-to-head-goal-difference"),
        ("restart", BEATEN, [0, 2, 1, 3], "goal-difference"),
    ],
)
def test_what_becomes_of_clubs_that_stay_level(procedure: str, matches: Matches, order: list[int], second: str) -> None:
    made, decided = rank(WORDS, procedure, matches, 4)
    assert (made, decided[1]) == (order, second)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_set_that_nothing_separates_ends_with_lots(procedure: str) -> None:
    matches = [(i, j, 1, 1) for i in range(3) for j in range(3) if i != j]
    assert rank(WORDS, procedure, matches, 3) == ([0, 1, 2], ["lots", "lots", ""])


def test_away_goals_among_level_clubs() -> None:
    # 1 scored two goals at the ground of 0, 0 one at that of 1, and 2 none.
    matches = [(0, 1, 0, 2), (1, 0, 0, 1), (0, 2, 1, 0)]
    assert rank(("head-to-head-away-goals", "ranking"), "once", matches, 3) == (
        [1, 0, 2],
        ["head-to-head-away-goals", "head-to-head-away-goals", ""],
    )


def test_figures_a_match_are_fractions() -> None:
    # Goals a match: 0 one of three, 1 two of five, 2 three of seven, the fractions that are hardest to tell apart.
    plays = {0: (3, 1), 1: (5, 2), 2: (7, 3)}
    matches = [(club, 3, int(k < goals), 0) for club, (played, goals) in plays.items() for k in range(played)]
    made, decided = rank(("goals-for-per-match", "ranking"), "once", matches, 4)
    assert (made, decided) == ([2, 1, 0, 3], ["goals-for-per-match"] * 3 + [""])
    # Two of four and three of six are level; a club without a match has nothing a match.
    level = [(club, 2, int(k < played // 2), 0) for club, played in ((0, 6), (1, 4)) for k in range(played)]
    made, decided = rank(("goals-for-per-match", "ranking"), "once", level, 4)
    assert (made, decided[:3]) == ([0, 1, 2, 3], ["ranking", "goals-for-per-match", "ranking"])


@pytest.mark.parametrize(("within", "across"), [(1, 0), (2, 6), (4, 0), (3, 5)])
def test_fixture_lists_are_complete_and_even(within: int, across: int) -> None:
    tables = [tuple(f"e{k}" for k in range(8)), tuple(f"w{k}" for k in range(8))]
    fixtures = completed(tables, (), within, across)
    met = Counter(frozenset(pair) for pair in fixtures)
    for clubs in tables:
        assert all(met[frozenset(pair)] == within for pair in combinations(clubs, 2))
    assert lacking(tables, fixtures, across) == ()
    crossed = [met[frozenset((a, b))] for a in tables[0] for b in tables[1]]
    assert max(crossed) - min(crossed) <= 1
    home = Counter(host for host, _ in fixtures)
    assert max(home.values()) - min(home.values()) <= 2
    grounds = Counter(fixtures)
    assert all(abs(grounds[a, b] - grounds[b, a]) <= 1 for a, b in fixtures)
    assert completed(tables, (), within, across) == fixtures


def test_what_is_known_of_a_list_stays() -> None:
    tables = [("a", "b", "c"), ("p", "q", "r")]
    known = (("a", "b"), ("c", "p"), ("a", "q"), ("b", "a"))
    fixtures = completed(tables, known, 2, 2)
    assert fixtures[:4] == known and len(fixtures) == 2 * 6 + 6
    met = Counter(frozenset(pair) for pair in fixtures)
    assert met[frozenset("ab")] == 2 and lacking(tables, fixtures, 2) == ()


def test_what_cannot_be_played_is_lacking() -> None:
    tables = [("a", "b", "c"), ("p", "q")]
    assert len(lacking(tables, completed(tables, (), 2, 3), 3)) > 0
