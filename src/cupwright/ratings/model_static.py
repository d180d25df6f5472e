"""The model `static`: the hierarchical Poisson model, fitted anew every month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cupwright.ratings.models import Forecasts, register
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["Static"]


@register("static")
@dataclass(frozen=True)
class Static:
    """One fit by Newton's method with the exact Hessian, in which older results fade.

    Parameters
    ----------
    refit_days
        Forecasts of so many days rest on one fit, that of the eve of their first.
    """

    refit_days: int = 30
    name: str = "static"
    title: str = "hierarchical Poisson, static fit"
    version: int = 2
    posterior: bool = True

    def walk(
        self,
        results: Results,
        places: Mapping[str, ClubPlace],
        settings: RatingSettings,
        days: Sequence[np.datetime64],
    ) -> Iterator[Ratings]:
        """Yield the ratings at the end of each of the days, each a fit of its own."""
        # Here and not above: the names of the models are asked for without any linear algebra.
        from cupwright.ratings.static import fit_static

        for day in days:
            yield fit_static(results, places, settings, day.astype("datetime64[D]"))

    def forecast(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, rows: IntArray
    ) -> Forecasts:
        """Forecast matches from the fit of the eve of the first, of the eve `refit_days` later, and so on."""
        from cupwright.ratings.match_rates import forecasts_of, match_moments
        from cupwright.ratings.static import fit_static

        out = Forecasts.empty(len(rows))
        dates = results.date[rows]
        if not len(rows):
            return out
        begin, end = dates.min(), dates.max()
        while begin <= end:
            chosen = np.flatnonzero((dates >= begin) & (dates < begin + np.timedelta64(self.refit_days, "D")))
            if len(chosen):
                ratings = fit_static(results, places, settings, begin - np.timedelta64(1, "D"))
                moments, rho = match_moments(ratings, results.take(rows[chosen]))
                out.put(chosen, forecasts_of(moments, rho))
            begin += np.timedelta64(self.refit_days, "D")
        return out
