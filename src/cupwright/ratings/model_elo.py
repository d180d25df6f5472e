"""The model `elo`: Elo ratings with goal difference, turned into chances by an ordered logit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cupwright.errors import CupwrightError
from cupwright.ratings.models import Forecasts, no_posterior, register
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["Elo"]

# The first matches, while all ratings are alike, teach the logit nothing.
_WARM_UP_DAYS = 730
_LEAST_MATCHES = 100


@register("elo")
@dataclass(frozen=True)
class Elo:
    """The usual yardstick: one number a club, and a logit fitted on the matches of the years before.

    Parameters
    ----------
    refit_days
        Forecasts of so many days rest on one fit of the logit, that of the eve of their first.
    learn_days
        How many days before it the logit looks back.
    """

    refit_days: int = 91
    learn_days: int = 3650
    name: str = "elo"
    title: str = "Elo with goal difference, ordered logit"
    version: int = 1
    posterior: bool = False

    def walk(
        self,
        results: Results,
        places: Mapping[str, ClubPlace],
        settings: RatingSettings,
        days: Sequence[np.datetime64],
    ) -> Iterator[Ratings]:
        """Raise: there is no joint doubt."""
        raise no_posterior(self.name)

    def forecast(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, rows: IntArray
    ) -> Forecasts:
        """Forecast matches from ratings of their eve; rates are not known."""
        from cupwright.ratings.elo import elo_differences
        from cupwright.ratings.inputs import usable
        from cupwright.ratings.ordered_logit import chances, fit_logit
        from cupwright.ratings.scoring import outcome_of

        out = Forecasts.empty(len(rows))
        if not len(rows):
            return out
        results.check_clubs(places)
        used = usable(results, places, settings, results.date[rows].max())
        used[rows] = True
        order = np.flatnonzero(used)
        order = order[np.argsort(results.date[order], kind="stable")]
        differences = np.full(len(results), np.nan)
        differences[order] = elo_differences(results, places, settings, order)
        predictors = np.column_stack([differences / 400, ~results.neutral])
        outcomes = outcome_of(results.goals_home, results.goals_away)
        begin, end = results.date[rows].min(), results.date[rows].max()
        first = max(results.date[order[0]] + np.timedelta64(_WARM_UP_DAYS, "D"), np.datetime64("1900-01-01"))
        while begin <= end:
            until = begin + np.timedelta64(self.refit_days, "D")
            chosen = np.flatnonzero((results.date[rows] >= begin) & (results.date[rows] < until))
            if len(chosen):
                since = max(first, begin - np.timedelta64(self.learn_days, "D"))
                past = order[(results.date[order] >= since) & (results.date[order] < begin)]
                if len(past) < _LEAST_MATCHES:
                    raise CupwrightError.of(
                        "no-results", f"Elo needs {_LEAST_MATCHES} matches between {since} and {begin} to learn from"
                    )
                weights = fit_logit(predictors[past], outcomes[past])
                out.probabilities[chosen] = chances(predictors[rows[chosen]], weights)
            begin = until
        return out
