"""From results to ratings: the one door of this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["fit"]


def fit(
    results: Results,
    clubs: Mapping[str, ClubPlace],
    settings: RatingSettings,
    until: dt.date | str,
    model: str | None = None,
) -> Ratings:
    """Fit a model to all results up to and including `until`.

    Parameters
    ----------
    results
        Field scores after 90 minutes.
    clubs
        Country, confederation and altitude of every club that may be asked for; more than those that play.
    settings
        Priors and choices.
    until
        The date of the ratings.
    model
        The name of a model that has a posterior; by default that of the settings.

    Returns
    -------
    Ratings
        The posterior: mode, full covariance, and how the fit came to rest.

    Raises
    ------
    CupwrightError
        If no result is left, a club has no country, the fit fails, or there is no such model.
    """
    # Here and not above: ratings that are read from a file need no model.
    from cupwright.ratings.models import model_named

    chosen = settings if model is None else replace(settings, model=model)
    return next(iter(model_named(chosen.model).walk(results, clubs, chosen, [np.datetime64(until, "D")])))
