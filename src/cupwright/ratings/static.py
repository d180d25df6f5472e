"""The static hierarchical Poisson model: from results to a posterior."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.linalg import cho_solve, cholesky, lapack
from threadpoolctl import threadpool_limits

from cupwright.errors import CupwrightError
from cupwright.ratings.block import cut
from cupwright.ratings.field import Field
from cupwright.ratings.inputs import field_of, usable
from cupwright.ratings.layout import Layout
from cupwright.ratings.likelihood import Likelihood
from cupwright.ratings.newton import Fitted, System, maximise, square
from cupwright.ratings.posterior import Convergence, Posterior
from cupwright.ratings.prior import Border, Nations, block_prior
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["fit_static", "system_of", "with_today"]


def fit_static(
    results: Results, clubs: Mapping[str, ClubPlace], settings: RatingSettings, day: np.datetime64
) -> Ratings:
    """Fit the static hierarchical Poisson model; see :func:`cupwright.ratings.fit`."""
    results.check_clubs(clubs)
    chosen = results.take(usable(results, clubs, settings, day))
    if not len(chosen):
        raise CupwrightError.of(
            "no-results",
            f"no result between {settings.since} and {day} can be rated",
            facts=[f"{len(results)} given"],
        )
    field = field_of(chosen, clubs, settings)
    system = system_of(chosen, field, settings, day)
    # One thread for each matrix operation: the blocks share the cores already, and sums keep their order.
    with threadpool_limits(1, user_api="blas"):
        fitted = maximise(system)
        posterior = _posterior(system, fitted)
    return Ratings(
        field=with_today(field, chosen, system),
        competitions=tuple(chosen.competitions[number] for number in system.likelihoods[0].block.competitions),
        posterior=posterior,
        settings=settings,
        until=day,
        convergence=Convergence(len(chosen), fitted.steps, fitted.decrement),
    )


def system_of(results: Results, field: Field, settings: RatingSettings, day: np.datetime64) -> System:
    """Return what is to be maximised."""
    number = {name: position for position, name in enumerate(field.clubs)}
    rows = np.array([number[name] for name in results.clubs])
    blocks = cut(results, field.altitude[rows], settings, day)
    nations = Nations(field.countries, field.confederations, field.country[rows], field.confederation[rows])
    border = Border(nations, blocks, settings)
    layouts = [Layout(block) for block in blocks]
    priors = [
        block_prior(block, position, layout, border, field.spread[rows], settings)
        for position, (block, layout) in enumerate(zip(blocks, layouts, strict=True))
    ]
    likelihoods = [Likelihood(block, layout) for block, layout in zip(blocks, layouts, strict=True)]
    return System(likelihoods, priors, border)


def with_today(field: Field, results: Results, system: System) -> Field:
    """Return the field with each club's position, start and weight in today's block."""
    today = system.likelihoods[0].block
    number = {name: position for position, name in enumerate(field.clubs)}
    rows = np.array([number[results.clubs[club]] for club in today.clubs])
    return field.at(rows, today.hosts, system.priors[0].start, today.upper)


def _posterior(system: System, fitted: Fitted) -> Posterior:
    """Return mode and a root of the covariance of today's block, its countries and confederations."""
    border, layout = system.border, system.likelihoods[0].layout
    today = fitted.factors.blocks[0]
    now = np.arange(2 + border.n_countries + len(border.nations.confederations))
    past = np.arange(len(now), border.dim)
    matrix = fitted.factors.without_today[np.ix_(now, now)]
    if len(past):
        across = fitted.factors.without_today[np.ix_(now, past)]
        root_past = cholesky(fitted.factors.without_today[np.ix_(past, past)], lower=True, check_finite=False)
        matrix = matrix - across @ cho_solve((root_past, True), across.T, check_finite=False)
    tie = np.zeros((layout.dim, len(now)))
    tie[:, system.priors[0].shared] = today.across
    lower = np.zeros((layout.dim + len(now),) * 2, order="F")
    lower[: layout.dim, : layout.dim] = today.lower
    lower[layout.dim :, : layout.dim] = tie.T
    lower[layout.dim :, layout.dim :] = cholesky(matrix - square(tie), lower=True, check_finite=False)
    inverse, flag = lapack.dtrtri(lower, lower=1, overwrite_c=1)
    if flag:
        raise CupwrightError.of("fit", "the covariance of the ratings could not be computed")
    return Posterior.rounded(
        np.concatenate([fitted.state.own[0], fitted.state.shared[now]]),
        inverse.T,
        clubs=layout.n,
        hosts=layout.p,
        competitions=layout.m,
        countries=border.n_countries,
    )
