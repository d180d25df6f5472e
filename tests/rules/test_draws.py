"""The lottery: against brute force on small cases, and against published and exactly known ceremonies."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright.rules.draws import skip, two_pot


def run_skip(
    balls: list[int], pot_of: list[int], fixed: int, units: int, capacity: list[int], apart: Any, limit: list[int]
) -> tuple[bool, list[int]]:
    """Call the kernel with working room of its own."""
    classes = np.array(apart, dtype=np.int32).reshape(len(limit), len(balls))
    choice = np.full(len(balls), -9, dtype=np.int64)
    valid = skip(
        np.array(balls, dtype=np.int64), np.array(pot_of, dtype=np.int64), fixed, units,
        np.array(capacity, dtype=np.int64), classes, np.array(limit, dtype=np.int32), choice,
        np.zeros(units * len(capacity), dtype=np.int64), np.zeros(max(1, len(limit)) * units * 64, dtype=np.int64),
        np.zeros(64, dtype=np.uint64), np.zeros((3, 65), dtype=np.int64),
    )  # fmt: skip
    return bool(valid), choice.tolist()


def first_valid(
    balls: list[int], pot_of: list[int], fixed: int, units: int, capacity: list[int], apart: Any, limit: list[int]
) -> list[int] | None:
    """Return the first complete assignment, in the order of the units chosen, by trying all."""

    def good(units_of: list[int]) -> bool:
        for u in range(units):
            members = [balls[k] for k, unit in enumerate(units_of) if unit == u]
            for row, most in zip(apart, limit, strict=True):
                kinds = Counter(row[club] for club in members if row[club] >= 0)
                if any(count > most for count in kinds.values()):
                    return False
            for p, room in enumerate(capacity):
                if sum(1 for k, unit in enumerate(units_of) if unit == u and pot_of[k] == p) > room:
                    return False
        return True

    def search(units_of: list[int]) -> list[int] | None:
        if not good(units_of):
            return None
        if len(units_of) == len(balls):
            return units_of
        for u in range(units):
            found = search([*units_of, u])
            if found is not None:
                return found
        return None

    return search([k // capacity[0] for k in range(fixed)])


@st.composite
def ceremonies(draw: st.DrawFn) -> tuple[list[int], list[int], int, int, list[int], list[list[int]], list[int]]:
    units = draw(st.integers(1, 3))
    capacity = draw(st.sampled_from([[1], [2], [1, 1], [2, 1], [1, 1, 1]]))
    total = units * sum(capacity)
    clubs = draw(st.permutations(range(total)))
    order = draw(st.permutations(range(len(capacity))))
    fixed = draw(st.integers(0, 1))
    pots = {p: capacity[p] * units for p in range(len(capacity))}
    pots[0] -= fixed
    pot_of = [0] * fixed + [p for p in order for _ in range(pots[p])]
    rows = draw(st.integers(0, 2))
    apart = [[draw(st.integers(-1, min(3, total - 1))) for _ in range(total)] for _ in range(rows)]
    limit = [draw(st.integers(1, 2)) for _ in range(rows)]
    return list(clubs), pot_of, fixed, units, capacity, apart, limit


@settings(max_examples=150, deadline=None)
@given(ceremonies())
def test_skip_is_the_first_valid_assignment(
    case: tuple[list[int], list[int], int, int, list[int], list[list[int]], list[int]],
) -> None:
    expected = first_valid(*case)
    valid, choice = run_skip(*case)
    assert valid == (expected is not None)
    if expected is not None:
        assert choice == expected


def test_skip_steps_back_over_a_whole_pot() -> None:
    # Pot 2 can only be placed if the last two balls of pot 1 change places, which no ball of pot 2 can do.
    units = 8
    apart = [[*range(8), 9, 9, 9, 9, 9, 9, 6, 7], [*[-1] * 6, 0, 1, 0, *[-1] * 5, 1, 1]]
    balls, pot_of = [*range(8), *range(8, 16)], [0] * 8 + [1] * 8
    valid, choice = run_skip(balls, pot_of, 0, units, [1, 1], apart, [1, 1])
    assert valid
    for u in range(units):
        one, two = (ball for ball, unit in zip(balls, choice, strict=True) if unit == u)
        assert all(row[one] < 0 or row[one] != row[two] for row in apart)


def test_a_draw_without_a_valid_outcome_is_reported() -> None:
    valid, choice = run_skip([0, 1, 2, 3], [0, 0, 1, 1], 0, 2, [1, 1], [[0, 0, 0, 1]], [1])
    assert not valid
    assert sorted(choice) == [0, 0, 1, 1]


# The round-of-16 draw of the Champions League 2023-24: seeded and unseeded clubs with group and association. The
# chances of the mechanism were computed exactly (Kloessner and Becker 2013 describe it, J. Quant. Anal. Sports
# 9(3), doi 10.1515/jqas-2012-0057); rows seeded, columns unseeded.
SEEDED = ["A DE", "B EN", "C ES", "D ES", "E ES", "F DE", "G EN", "H ES"]
UNSEEDED = ["A DK", "B NL", "C IT", "D IT", "E IT", "F FR", "G DE", "H PT"]
BAYERN = [0.0, 0.16539833, 0.16539833, 0.16539833, 0.16539833, 0.17300834, 0.0, 0.16539833]
ARSENAL = [0.13588903, 0.0, 0.13205548, 0.13205548, 0.13205548, 0.13588903, 0.2, 0.13205548]
CITY = [0.14754650, 0.14098140, 0.14098140, 0.14098140, 0.14098140, 0.14754650, 0.0, 0.14098140]
BAYERN_IF_ALL_ASSIGNMENTS_WERE_EQUALLY_LIKELY = [0.0, 0.16583294, 0.16583294, 0.16583294, 0.16583294, 0.17083530]


def draw_two_pots(rng: np.random.Generator, apart: Any, limit: Any, ties: int) -> dict[int, int]:
    """Return the seeded opponent of every unseeded club; the unseeded, from `ties` on, are drawn first."""
    first = ties + rng.permutation(ties)
    opponent = np.zeros(ties, dtype=np.int64)
    keys = rng.integers(0, 2**63, (ties, ties)).astype(np.uint64)
    room = np.zeros(64, dtype=np.uint64), np.zeros(64, dtype=np.uint64), np.zeros((3, 65), dtype=np.int64)
    assert two_pot(first, np.arange(ties), keys, apart, limit, opponent, *room)
    return {int(club) - ties: int(other) for club, other in zip(first, opponent, strict=True)}


def test_two_pots_reproduce_the_exact_chances_of_2023_24() -> None:
    names = SEEDED + UNSEEDED
    columns = [name[0] for name in names], [name[2:] for name in names]
    apart = np.array([np.unique(column, return_inverse=True)[1] for column in columns], dtype=np.int32)
    limit, rng, draws = np.array([1, 1], dtype=np.int32), np.random.default_rng(20231218), 60_000
    counts = np.zeros((8, 8))
    for _ in range(draws):
        for unseeded, seeded in draw_two_pots(rng, apart, limit, 8).items():
            counts[seeded, unseeded] += 1
    share = counts / draws
    for row, exact in ((0, BAYERN), (1, ARSENAL), (6, CITY)):
        sd = np.sqrt(np.array(exact) * (1 - np.array(exact)) / draws)
        assert (np.abs(share[row] - exact) <= 4.5 * sd).all()
    # The chances under equally likely assignments differ by little; the sample must tell them apart somewhere.
    assert abs(share[0, 5] - BAYERN[5]) < abs(share[0, 5] - BAYERN_IF_ALL_ASSIGNMENTS_WERE_EQUALLY_LIKELY[5])


@pytest.mark.parametrize("seed", range(5))
def test_two_pots_follow_their_definition_in_a_small_case(seed: int) -> None:
    rng = np.random.default_rng(seed)
    apart = rng.integers(-1, 3, (1, 8)).astype(np.int32)
    limit = np.array([1], dtype=np.int32)

    def free(a: int, b: int) -> bool:
        return bool(apart[0, a] < 0 or apart[0, a] != apart[0, b])

    possible = any(all(free(4 + k, p[k]) for k in range(4)) for p in permutations(range(4)))
    first = 4 + rng.permutation(4)
    keys = rng.integers(0, 2**63, (4, 4)).astype(np.uint64)
    left, expected = list(range(4)), []
    for t, club in enumerate(first):
        for j in sorted(left, key=lambda j: keys[t, j]):
            rest = [x for x in left if x != j]
            later = first[t + 1 :]
            if free(club, j) and any(all(map(free, later, p)) for p in permutations(rest)):
                expected.append(j)
                left.remove(j)
                break
    opponent = np.zeros(4, dtype=np.int64)
    room = np.zeros(64, dtype=np.uint64), np.zeros(64, dtype=np.uint64), np.zeros((3, 65), dtype=np.int64)
    assert two_pot(first, np.arange(4), keys, apart, limit, opponent, *room) == possible
    assert sorted(opponent.tolist()) == [0, 1, 2, 3]
    if possible:
        assert opponent.tolist() == expected


# The draw of the World Cup of 2022 by the pots and rules FIFA announced: Qatar heads group A, at most one team of a
# confederation in a group, of UEFA one or two; a place still open between two confederations counts for both. The
# chances of meeting Qatar in the sequential draw were estimated from 4,000,000 draws; 12.5 % for the USA was also
# published by A. Masters ("World Cup draws and probabilities", 2022).
POTS_2022 = [
    "AFC CONMEBOL UEFA UEFA CONMEBOL UEFA UEFA UEFA",
    "CONCACAF UEFA UEFA UEFA CONMEBOL UEFA CONCACAF UEFA",
    "CAF AFC AFC CAF UEFA UEFA AFC CAF",
    "CAF CONCACAF CONMEBOL AFC CAF AFC/CONMEBOL CONCACAF/OFC UEFA",
]
WITH_QATAR = {14: 0.125, 25: 0.165, 26: 0.1812, 31: 0.3075, 24: 0.091, 20: 0.204, 16: 0.1973}


def test_skip_reproduces_the_chances_of_the_world_cup_draw_of_2022() -> None:
    teams = [word for pot in POTS_2022 for word in pot.split()]
    single = ["AFC", "CONMEBOL", "CONCACAF", "CAF", "OFC"]
    apart = [[0 if name in team.split("/") else -1 for team in teams] for name in single]
    apart += [[0 if team == "UEFA" else -1 for team in teams], [-1 if team == "UEFA" else 0 for team in teams]]
    limit = [1] * len(single) + [2, 3]  # three others at most, so that one of UEFA is in every group
    rng, draws = np.random.default_rng(20220401), 40_000
    with_qatar = np.zeros(32)
    pot_of = [k // 8 for k in range(32)]
    for _ in range(draws):
        balls = [0, *(1 + rng.permutation(7)), *(8 * p + k for p in (1, 2, 3) for k in rng.permutation(8))]
        valid, choice = run_skip(balls, pot_of, 1, 8, [1] * 4, apart, limit)
        assert valid
        with_qatar[[ball for ball, unit in zip(balls, choice, strict=True) if unit == 0]] += 1
    for team, chance in WITH_QATAR.items():
        sd = np.sqrt(chance * (1 - chance) / draws)
        assert abs(with_qatar[team] / draws - chance) < 4.5 * sd + 0.0005
