"""The model `dynamic`: the hierarchical Poisson model as a daily filter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from cupwright.ratings.match_rates import forecasts_of
from cupwright.ratings.models import Forecasts, register
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["Dynamic"]


@register("dynamic")
class Dynamic:
    """Strengths that change from day to day, learnt in one pass over the results.

    Attack and defence of a club return towards the mean of its country, its own home advantage towards zero;
    countries, confederations, the goal levels and home advantages of competitions walk at random.
    """

    name = "dynamic"
    title = "hierarchical Poisson, daily filter"
    version = 3
    posterior = True

    def walk(
        self,
        results: Results,
        places: Mapping[str, ClubPlace],
        settings: RatingSettings,
        days: Sequence[np.datetime64],
    ) -> Iterator[Ratings]:
        """Yield the ratings at the end of each of the days; one pass serves them all."""
        # Here and not above: the names of the models are asked for without any linear algebra.
        from threadpoolctl import threadpool_limits

        from cupwright.ratings.daily import DailyFilter
        from cupwright.ratings.filter_ratings import ratings_of

        ends = [day.astype("datetime64[D]") for day in days]
        daily = DailyFilter(results, places, settings, ends[-1])
        for end in ends:
            with threadpool_limits(1, user_api="blas"):
                daily.advance(end)
                found = ratings_of(daily, end, self.name)
            yield found

    def forecast(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, rows: IntArray
    ) -> Forecasts:
        """Forecast matches, each before anything of its day is learnt; one pass serves them all."""
        from threadpoolctl import threadpool_limits

        from cupwright.ratings.daily import DailyFilter

        if not len(rows):
            return Forecasts.empty(0)
        last = results.date[rows].max()
        daily = DailyFilter(results, places, settings, last - np.timedelta64(1, "D"), rows)
        with threadpool_limits(1, user_api="blas"):
            daily.advance(last)
        return forecasts_of(daily.forecasts(rows), settings.filter_rho)
