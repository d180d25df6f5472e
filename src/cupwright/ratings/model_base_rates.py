"""The model `base-rates`: how often the home side has won so far, whoever plays. What every model must beat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from cupwright.ratings.models import Forecasts, no_posterior, register
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.scoring import outcome_of
from cupwright.ratings.settings import RatingSettings

__all__ = ["BaseRates"]

# A competition's own shares count as much as those of all competitions after so many matches.
_POOLED = 100.0


@register("base-rates")
class BaseRates:
    """Shares of home wins, drawn matches and away wins on earlier days, by competition and kind of ground."""

    name = "base-rates"
    title = "how often home sides win"
    version = 1
    posterior = False

    def walk(
        self,
        results: Results,
        places: Mapping[str, ClubPlace],
        settings: RatingSettings,
        days: Sequence[np.datetime64],
    ) -> Iterator[Ratings]:
        """Raise: there are no strengths."""
        raise no_posterior(self.name)

    def forecast(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, rows: IntArray
    ) -> Forecasts:
        """Forecast matches from all results of earlier days."""
        order = np.argsort(results.date, kind="stable")
        order = order[results.date[order] >= np.datetime64(settings.since)]
        counts = np.column_stack(
            [
                np.eye(3)[outcome_of(results.goals_home[order], results.goals_away[order])],
                results.goals_home[order],
                results.goals_away[order],
                np.ones(len(order)),
            ]
        )
        group = results.competition * 2 + results.neutral
        found = np.empty((len(rows), 5))
        pool = {ground: _Sums(results.date[order], counts, results.neutral[order] == ground) for ground in (0, 1)}
        for number in np.unique(group[rows]):
            wanted = np.flatnonzero(group[rows] == number)
            days = results.date[rows[wanted]]
            shares = _shares(pool[int(number % 2)].before(days), np.array([0.45, 0.28, 0.27, 1.4, 1.1]), 1.0)
            own = _Sums(results.date[order], counts, group[order] == number).before(days)
            found[wanted] = _shares(own, shares, _POOLED)
        return Forecasts(found[:, :3], found[:, 3:], np.full((len(rows), 2), np.nan))


class _Sums:
    """Running sums of the columns of chosen rows."""

    def __init__(self, dates: np.ndarray, counts: FloatArray, chosen: np.ndarray) -> None:
        self._dates = dates[chosen]
        self._sums = np.vstack([np.zeros(counts.shape[1]), np.cumsum(counts[chosen], axis=0)])

    def before(self, days: np.ndarray) -> FloatArray:
        """Return the sums over all rows before each day."""
        return np.asarray(self._sums[np.searchsorted(self._dates, days, side="left")])


def _shares(sums: FloatArray, prior: FloatArray, weight: float) -> FloatArray:
    """Return means, drawn towards `prior` as if it had been seen `weight` times."""
    return np.asarray((sums[:, :-1] + weight * prior) / (sums[:, -1:] + weight))
