"""Luck and goals: the compiled copy of luck, the joint distribution of a score, the tables against the formula."""

from __future__ import annotations

from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright import luck
from cupwright.engine.chance import correct, correctable, goals, goals_at_home, goals_from, host_rates, mix, uniform

WORDS = st.integers(0, 2**64 - 1)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_the_compiled_luck_is_the_written_one(state: int, value: int) -> None:
    mixed = mix(np.uint64(state), np.uint64(value))
    assert int(mixed) == luck.mix(state, value)
    assert uniform(np.uint64(state)) == luck.uniform(state)


def poisson(k: int, rate: float) -> float:
    return exp(-rate) * rate**k / factorial(k)


@pytest.mark.parametrize(("rate_a", "rate_b", "rho"), [(1.4, 0.9, -0.13), (0.3, 2.6, -0.08), (1.1, 1.2, 0.07)])
def test_scores_have_the_dixon_coles_distribution(rate_a: float, rate_b: float, rho: float) -> None:
    # Instead of luck a grid: every corrected cell is the sum over uncorrected cells and the mover's quantile.
    found = np.zeros((8, 8))
    grid = (np.arange(2000) + 0.5) / 2000
    for x in range(8):
        for y in range(8):
            mass = poisson(x, rate_a) * poisson(y, rate_b)
            if not correctable(x, y, rho):
                found[x, y] += mass
                continue
            for u in grid:
                a, b = correct(x, y, rate_a, rate_b, rho, u)
                found[a, b] += mass / len(grid)
    tau = {(0, 0): 1 - rate_a * rate_b * rho, (0, 1): 1 + rate_a * rho, (1, 0): 1 + rate_b * rho, (1, 1): 1 - rho}
    for (x, y), factor in tau.items():
        assert found[x, y] == pytest.approx(factor * poisson(x, rate_a) * poisson(y, rate_b), abs=3e-4)
    assert found[2, 0] == pytest.approx(poisson(2, rate_a) * poisson(0, rate_b))


@pytest.mark.parametrize("rate", [0.02, 0.7, 1.6, 4.5, 12.0])
def test_goals_are_poisson(rate: float) -> None:
    quantiles = (np.arange(40_000) + 0.5) / 40_000
    drawn = np.array([goals_from(u, rate, exp(-rate)) for u in quantiles])
    assert (np.diff(drawn) >= 0).all()
    for k in range(drawn.max()):
        assert (drawn == k).mean() == pytest.approx(poisson(k, rate), abs=6e-5)


def test_the_tables_say_what_the_formula_says() -> None:
    rng, n = np.random.default_rng(5), 6
    attack, defence, home = rng.normal(0, 0.5, n), rng.normal(0, 0.5, n), rng.normal(0.3, 0.1, n)
    climb = np.maximum(0, rng.normal(0, 1.5, (n, n)))
    rates, cuts = np.empty((n, n + 1, 2)), np.empty((n, n, 8), dtype=np.uint32)
    host_rates(attack, defence, home, 0.2, 0.1, climb, rates, cuts)
    seen = set()
    for i in range(n):
        for j in range(n):
            edge = home[i] / 2 + 0.1 * climb[i, j]
            expected = exp(0.2 + attack[i] - defence[j] + edge), exp(0.2 + attack[j] - defence[i] - edge)
            assert tuple(rates[i, j]) == pytest.approx(expected)
            for state in rng.integers(0, 2**63, 300).astype(np.uint64) * np.uint64(2):
                by_table = goals_at_home(state, i < j, i, j, rates, cuts)
                assert by_table == goals(state, i < j, rates[i, j, 0], rates[i, j, 1])
                seen.add(by_table)
    assert max(max(score) for score in seen) >= 5


def test_luck_belongs_to_the_club_not_to_the_side() -> None:
    # The same state, hosts swapped: with equal rates the score is the mirror image.
    for state in np.random.default_rng(1).integers(0, 2**63, 100).astype(np.uint64):
        assert goals(state, True, 1.3, 1.3) == goals(state, False, 1.3, 1.3)[::-1]
