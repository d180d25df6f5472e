"""The models `csv:FILE`: a user's own ratings, the same on every day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cupwright.errors import Place, Problem, did_you_mean
from cupwright.ratings.models import Forecasts, Model, register_maker
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["OwnModel"]

_REFIT = np.timedelta64(90, "D")
# A backtest takes the mean over so many draws of the user's doubt: a chance is exact to about half a point.
_DRAWS, _SEED = 400, 7


@dataclass(frozen=True)
class OwnModel:
    """Attack and defence from a file; goal levels, home advantages and altitude from a static fit.

    Parameters
    ----------
    words
        What stands after ``csv:``; see :mod:`cupwright.ratings.own_file`. Clubs are known by their ids here.
    """

    words: str
    title: str = "a user's own ratings"
    version: int = 1
    posterior: bool = True

    @property
    def name(self) -> str:
        """The word that chooses it."""
        return f"csv:{self.words}"

    def walk(
        self,
        results: Results,
        places: Mapping[str, ClubPlace],
        settings: RatingSettings,
        days: Sequence[np.datetime64],
    ) -> Iterator[Ratings]:
        """Yield the user's ratings on each of the days."""
        from cupwright.ratings.own import with_own
        from cupwright.ratings.own_file import read_own
        from cupwright.ratings.static import fit_static

        table = read_own(self.words, lambda name, place: _find(name, place, places))
        for day in days:
            yield with_own(fit_static(results, places, settings, day), table)

    def forecast(
        self, results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, rows: IntArray
    ) -> Forecasts:
        """Forecast matches; what the file does not hold is fitted anew every three months, by earlier results."""
        out = Forecasts.empty(len(rows))
        if not len(rows):
            return out
        dates = results.date[rows]
        spans = int((dates.max() - dates.min()) // _REFIT) + 1
        begins = [dates.min() + k * _REFIT for k in range(spans)]
        eves = [begin - np.timedelta64(1, "D") for begin in begins]
        for begin, ratings in zip(begins, self.walk(results, places, settings, eves), strict=True):
            inside = (dates >= begin) & (dates < begin + _REFIT)
            for contest in np.unique(results.competition[rows[inside]]):
                chosen = np.flatnonzero(inside & (results.competition[rows] == contest))
                out.put(chosen, _forecasts(ratings, results.take(rows[chosen]), results.competitions[contest]))
        return out


def _forecasts(ratings: Ratings, matches: Results, competition: str) -> Forecasts:
    from cupwright.ratings.scoring import outcome_probabilities

    playing = np.unique(np.concatenate([matches.home, matches.away]))
    strengths = ratings.strengths([matches.clubs[k] for k in playing], competition, _DRAWS, _SEED)
    home, away = (np.searchsorted(playing, side) for side in (matches.home, matches.away))
    chances, rates, sds = [], [], []
    for host, visitor, neutral in zip(home, away, matches.neutral, strict=True):
        eta = strengths.log_rates(int(host), int(visitor), neutral=bool(neutral))
        limited: list[FloatArray] = [np.clip(side, -4.0, 2.3) for side in eta]
        chances.append(outcome_probabilities(limited[0], limited[1], strengths.rho).mean(axis=0))
        rates.append([np.exp(side).mean() for side in eta])
        sds.append([side.std() for side in eta])
    return Forecasts(np.array(chances), np.array(rates), np.array(sds))


def _find(name: str, place: Place, places: Mapping[str, ClubPlace]) -> str | Problem:
    if name in places:
        return name
    return Problem("unknown-club", f"no club has the id `{name}`", place, hint=did_you_mean(name, places))


@register_maker("csv")
def _make(words: str) -> Model:
    return OwnModel(words)
