"""Newton's method on all blocks at once, with the exact Hessian.

Blocks touch each other only through the border, so the Hessian is a bordered block-diagonal matrix: each
block is factorised alone and its Schur complement is added to the border's matrix. Once the steps are small
against the posterior's width the last factors serve on for the few steps that remain, and for the
posterior covariance.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.linalg import LinAlgError, blas, cholesky, solve_triangular

from cupwright.errors import CupwrightError
from cupwright.ratings.likelihood import Likelihood
from cupwright.ratings.prior import BlockPrior, Border
from cupwright.ratings.results import FloatArray

__all__ = ["Factor", "Fitted", "System", "maximise", "value_at"]

_MOST_STEPS = 60
_MOST_HALVINGS = 30
_CLOSE = 1e-9
# Mean square step, in posterior standard deviations, below which the Hessian has stopped to change.
_NEAR = 1e-5


@dataclass(frozen=True, eq=False)
class System:
    """All that is fitted together: a likelihood and a prior for each block, and the border."""

    likelihoods: Sequence[Likelihood]
    priors: Sequence[BlockPrior]
    border: Border

    def start(self) -> State:
        """Return the prior means, with rho at zero, where every factor of the likelihood is safe."""
        shared = self.border.mean.copy()
        shared[1] = 0.0
        own = [p.mean[: q.layout.dim].copy() for p, q in zip(self.priors, self.likelihoods, strict=True)]
        return State(own, shared)

    @property
    def dim(self) -> int:
        """How many parameters there are in all."""
        return self.border.dim + sum(likelihood.layout.dim for likelihood in self.likelihoods)


@dataclass(frozen=True, eq=False)
class State:
    """A point: the blocks' own parameters, and the border's. Also a direction, or a gradient."""

    own: list[FloatArray]
    shared: FloatArray

    def moved(self, by: State, scale: float) -> State:
        """Return the point `scale` times `by` further."""
        own = [x + scale * dx for x, dx in zip(self.own, by.own, strict=True)]
        return State(own, self.shared + scale * by.shared)


@dataclass(frozen=True, eq=False)
class Factor:
    """The factorised information of one block: `lower` (dim, dim) with ``lower @ lower.T`` the block's own
    part, and `across` (dim, shared), ``lower ** -1`` times the part between block and border."""

    lower: FloatArray
    across: FloatArray


@dataclass(frozen=True, eq=False)
class Factors:
    """The factorised information of the system.

    Parameters
    ----------
    blocks
        One for each block.
    border
        Cholesky factor of the border's Schur complement.
    without_today
        The border's matrix before the first block's Schur complement is taken off.
    """

    blocks: list[Factor]
    border: FloatArray
    without_today: FloatArray


@dataclass(frozen=True, eq=False)
class Fitted:
    """The mode, the curvature there, how many steps were taken, and the gradient times the last step."""

    state: State
    factors: Factors
    steps: int
    decrement: float


def value_at(system: System, state: State) -> float:
    """Return the log posterior (up to a constant)."""
    away = state.shared - system.border.mean
    total = -0.5 * float(away @ (system.border.precision @ away))
    for likelihood, prior, x in zip(system.likelihoods, system.priors, state.own, strict=True):
        whole = np.concatenate([x, state.shared[prior.shared]])
        away = whole - prior.mean
        total += likelihood.value(whole[: likelihood.layout.dim + 2]) - 0.5 * float(away @ (prior.precision @ away))
    return total


def maximise(system: System) -> Fitted:
    """Climb to the mode of the posterior.

    Raises
    ------
    CupwrightError
        If the information is not positive definite, or the steps do not come to rest.
    """
    state = system.start()
    value = value_at(system, state)
    decrement, near = np.inf, _NEAR * system.dim
    factors: Factors | None = None
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for steps in range(1, _MOST_STEPS + 1):
            if factors is None or decrement > near:
                factors = None  # The old ones are let go first: they are the bulk of the memory.
                try:
                    gradient, factors = factorise(system, state, pool)
                except LinAlgError as error:
                    raise _failed("the curvature is not positive definite", steps, decrement) from error
            else:
                gradient = gradient_at(system, state)
            move, decrement = _solve(system, factors, gradient)
            if not np.isfinite(decrement):
                raise _failed("a step is not finite", steps, decrement)
            state, value, scale = _advance(system, state, move, value)
            if not scale:
                raise _failed("no step improves the fit", steps, decrement)
            if scale == 1.0 and decrement < _CLOSE:
                return Fitted(state, factors, steps, decrement)
    raise _failed("the fit does not come to rest", _MOST_STEPS, decrement)


def _advance(system: System, state: State, move: State, value: float) -> tuple[State, float, float]:
    """Take the step, or the longest of its halves that does not lose; the scale is 0 if all do."""
    scale = 1.0
    for _ in range(_MOST_HALVINGS):
        trial = state.moved(move, scale)
        reached = value_at(system, trial)
        # Close to the mode the gain drowns in rounding.
        if reached >= value - 1e-12 * abs(value) - _CLOSE:
            return trial, reached, scale
        scale /= 2
    return state, value, 0.0


def gradient_at(system: System, state: State) -> State:
    """Return the gradient of the log posterior."""
    shared = -system.border.precision @ (state.shared - system.border.mean)
    own = []
    for likelihood, prior, x in zip(system.likelihoods, system.priors, state.own, strict=True):
        dim = likelihood.layout.dim
        whole = np.concatenate([x, state.shared[prior.shared]])
        gradient = -(prior.precision @ (whole - prior.mean))
        gradient[: dim + 2] += likelihood.gradient(whole[: dim + 2])
        own.append(gradient[:dim])
        shared[prior.shared] += gradient[dim:]
    return State(own, shared)


def factorise(system: System, state: State, pool: Executor) -> tuple[State, Factors]:
    """Return the gradient, and the factorised information; blocks are spread over the pool's threads."""

    def of_block(number: int) -> tuple[Factor, FloatArray]:
        likelihood, prior = system.likelihoods[number], system.priors[number]
        dim = likelihood.layout.dim
        whole = np.concatenate([state.own[number], state.shared[prior.shared]])
        information = likelihood.information(whole[: dim + 2], prior.precision)
        sides, corner = information[:dim, dim:].copy(order="F"), information[dim:, dim:].copy()
        own = information[:dim, :dim].copy(order="F")
        del information
        lower = cholesky(own, lower=True, overwrite_a=True, check_finite=False)
        return Factor(lower, solve_triangular(lower, sides, lower=True, overwrite_b=True, check_finite=False)), corner

    # Summed in the order of the blocks, so the result does not depend on the threads.
    matrix = system.border.precision.copy()
    factors = []
    for number, (factor, corner) in enumerate(pool.map(of_block, range(len(system.priors)))):
        shared = system.priors[number].shared
        matrix[np.ix_(shared, shared)] += corner
        if number:
            matrix[np.ix_(shared, shared)] -= square(factor.across)
        factors.append(factor)
    whole = matrix.copy()
    shared = system.priors[0].shared
    whole[np.ix_(shared, shared)] -= square(factors[0].across)
    return gradient_at(system, state), Factors(factors, cholesky(whole, lower=True, check_finite=False), matrix)


def _solve(system: System, factors: Factors, gradient: State) -> tuple[State, float]:
    """Return the step, and the gradient times it."""
    shared = gradient.shared.copy()
    halves = []
    for factor, prior, slope in zip(factors.blocks, system.priors, gradient.own, strict=True):
        half = solve_triangular(factor.lower, slope, lower=True, check_finite=False)
        shared[prior.shared] -= factor.across.T @ half
        halves.append(half)
    half = solve_triangular(factors.border, shared, lower=True, check_finite=False)
    push = solve_triangular(factors.border, half, lower=True, trans="T", check_finite=False)
    own = [
        solve_triangular(f.lower, h - f.across @ push[p.shared], lower=True, trans="T", check_finite=False)
        for f, h, p in zip(factors.blocks, halves, system.priors, strict=True)
    ]
    return State(own, push), float(half @ half) + sum(float(h @ h) for h in halves)


def square(across: FloatArray) -> FloatArray:
    """Return ``across.T @ across``."""
    return np.asarray(blas.dgemm(1.0, across, across, trans_a=True))


def _failed(what: str, steps: int, decrement: float) -> CupwrightError:
    return CupwrightError.of(
        "fit",
        f"the ratings could not be fitted: {what}",
        facts=[f"after {steps} Newton steps, decrement {decrement:.3g}"],
        hint="look for wrong scores, or for settings far from the defaults",
    )
