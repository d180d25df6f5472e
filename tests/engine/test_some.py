"""Worlds picked by number are the worlds of the whole run."""

from __future__ import annotations

import numpy as np
import pytest

from cupwright.engine import Plan, compile_plan, run
from cupwright.engine.some import award_takers, run_numbered
from cupwright.rulebook import load_edition
from tests.engine.random_editions import strengths_of

WORLDS, BLOCK, SEED = 120, 30, 5


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compile_plan(load_edition("copa-libertadores-2015"))


def test_parts_by_number_add_up_to_the_run(plan: Plan) -> None:
    strengths = strengths_of(plan.edition, draws=WORLDS // BLOCK)
    whole = run(plan, strengths, worlds=WORLDS, seed=SEED, block=BLOCK)
    picked = np.sort(np.random.default_rng(3).choice(WORLDS, 47, replace=False))
    rest = np.setdiff1d(np.arange(WORLDS), picked)
    parts = [run_numbered(plan, strengths, None, numbers, seed=SEED, block=BLOCK) for numbers in (picked, rest)]
    for name in ("worlds", "reached", "placings", "berths", "passed_on", "meetings", "neutral", "wins", "home_matches"):
        assert np.array_equal(sum(getattr(part, name) for part in parts), getattr(whole, name)), name
    assert parts[0].total == 47


@pytest.mark.parametrize("threads", [1, 2])
def test_takers_by_world_add_up_to_the_berths(plan: Plan, threads: int) -> None:
    strengths = strengths_of(plan.edition, draws=WORLDS // BLOCK)
    whole = run(plan, strengths, worlds=WORLDS, seed=SEED, block=BLOCK)
    takers = award_takers(
        plan, strengths, None, "club-world-cup", worlds=WORLDS, seed=SEED, block=BLOCK, threads=threads
    )
    counted = np.zeros_like(whole.berths[:, 0])
    for world, club in enumerate(takers):
        counted[world // BLOCK, club] += 1
    assert np.array_equal(counted, whole.berths[:, plan.awards.index("club-world-cup")])


def test_an_unknown_award_is_a_key_error(plan: Plan) -> None:
    with pytest.raises(KeyError):
        award_takers(plan, strengths_of(plan.edition), None, "shield", worlds=1, seed=SEED, block=BLOCK)
