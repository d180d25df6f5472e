"""The fast log posterior against the slow twin; its derivatives against finite differences."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from cupwright.ratings.inputs import field_of
from cupwright.ratings.newton import Fitted, State, System, factorise, gradient_at, maximise, value_at
from cupwright.ratings.static import system_of
from tests.ratings.twin import log_posterior
from tests.ratings.world import SETTINGS, UNTIL, World, world

DAY = np.datetime64(UNTIL)


@pytest.fixture(scope="module")
def small() -> World:
    return world()


@pytest.fixture(scope="module")
def system(small: World) -> System:
    return system_of(small.results, field_of(small.results, small.clubs, SETTINGS), SETTINGS, DAY)


@pytest.fixture(scope="module")
def fitted(system: System) -> Fitted:
    return maximise(system)


def somewhere(system: System, seed: int) -> State:
    """Return a point away from the mode, rho included."""
    rng = np.random.default_rng(seed)
    state = system.start()
    own = [x + rng.normal(0, 0.1, len(x)) for x in state.own]
    shared = state.shared + rng.normal(0, 0.1, len(state.shared))
    shared[1] = -0.11
    return State(own, shared)


def flat(state: State) -> np.ndarray:
    return np.concatenate([*state.own, state.shared])


def shaped(system: System, vector: np.ndarray) -> State:
    ends = np.cumsum([likelihood.layout.dim for likelihood in system.likelihoods])
    *own, shared = np.split(vector, ends)
    return State(own, shared)


def information(system: System, state: State) -> np.ndarray:
    """Put minus the Hessian of the whole system together, from the blocks and the border."""
    whole = np.zeros((system.dim, system.dim))
    first = system.dim - system.border.dim
    whole[first:, first:] = system.border.precision
    start = 0
    for likelihood, prior, own in zip(system.likelihoods, system.priors, state.own, strict=True):
        dim = likelihood.layout.dim
        where = np.concatenate([start + np.arange(dim), first + prior.shared])
        x = np.concatenate([own, state.shared[[0, 1]]])
        whole[np.ix_(where, where)] += likelihood.information(x, prior.precision)
        start += dim
    return whole


def test_there_are_eras_and_hosts(system: System) -> None:
    assert len(system.likelihoods) == 4
    assert system.likelihoods[0].layout.p > 0
    assert sum(likelihood.block.low.sum() for likelihood in system.likelihoods) > 50


@pytest.mark.parametrize("seed", [1, 2])
def test_twin_agrees(small: World, system: System, seed: int) -> None:
    """Up to a constant: differences between points are equal."""
    points = [system.start(), somewhere(system, seed), somewhere(system, seed + 10)]
    fast = [value_at(system, point) for point in points]
    slow = [log_posterior(small.results, small.clubs, SETTINGS, DAY, system, point) for point in points]
    assert np.diff(fast) == pytest.approx(np.diff(slow), rel=1e-9)


def test_gradient(system: System) -> None:
    state = somewhere(system, 3)
    vector, step = flat(state), 1e-5
    slopes = flat(gradient_at(system, state))
    for k in range(0, len(vector), 3):
        up, down = vector.copy(), vector.copy()
        up[k] += step
        down[k] -= step
        slope = (value_at(system, shaped(system, up)) - value_at(system, shaped(system, down))) / (2 * step)
        assert slopes[k] == pytest.approx(slope, rel=1e-5, abs=1e-3)


def test_hessian(system: System) -> None:
    state = somewhere(system, 4)
    vector, step = flat(state), 1e-5
    whole = information(system, state)
    assert np.allclose(whole, whole.T, rtol=0, atol=1e-9)
    for k in range(len(vector)):
        up, down = vector.copy(), vector.copy()
        up[k] += step
        down[k] -= step
        bend = flat(gradient_at(system, shaped(system, down))) - flat(gradient_at(system, shaped(system, up)))
        assert whole[k] == pytest.approx(bend / (2 * step), rel=1e-5, abs=1e-3)


def test_mode(system: System, fitted: Fitted) -> None:
    """At the mode the gradient is nothing, and every step away loses."""
    assert fitted.decrement < 1e-9
    assert np.abs(flat(gradient_at(system, fitted.state))).max() < 1e-4
    top = value_at(system, fitted.state)
    rng = np.random.default_rng(6)
    for _ in range(5):
        push = shaped(system, rng.normal(0, 0.01, system.dim))
        assert value_at(system, fitted.state.moved(push, 1.0)) < top


def test_factors_solve_the_whole_system(system: System, fitted: Fitted) -> None:
    """The bordered factors give the same covariance as the whole matrix turned over."""
    whole = np.linalg.inv(information(system, fitted.state))
    with ThreadPoolExecutor(2) as pool:
        _, factors = factorise(system, fitted.state, pool)
    shared = np.linalg.inv(factors.border @ factors.border.T)
    assert shared == pytest.approx(whole[-system.border.dim :, -system.border.dim :], abs=1e-7)
