"""From results to ratings: the one door of this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np

from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["fit"]


def fit(results: Results, clubs: Mapping[str, ClubPlace], settings: RatingSettings, until: dt.date | str) -> Ratings:
    """Fit the static hierarchical Poisson model to all results up to and including `until`.

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

    Returns
    -------
    Ratings
        The posterior: mode, full covariance, and how the fit came to rest.

    Raises
    ------
    CupwrightError
        If no result is left, a club has no country, or the fit fails.
    """
    # Here and not above: ratings that are read from a file need none of the linear algebra.
    from cupwright.ratings.static import fit_static

    return fit_static(results, clubs, settings, np.datetime64(until, "D"))
