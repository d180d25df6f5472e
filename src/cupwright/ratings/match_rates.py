"""From what is believed of two log rates to the chances of a match."""

from __future__ import annotations

import numpy as np

from cupwright.ratings.models import Forecasts
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import FloatArray, Results
from cupwright.ratings.scoring import outcome_probabilities

__all__ = ["forecasts_of", "match_moments"]

# Points of the quadrature for each side: an integral over doubt of this size is right to five digits.
_POINTS = 5
# Logs of the expected goals are held between these; Dixon and Coles' correction may ask for less.
_LEAST, _MOST = -4.0, 2.3
_MOST_GOALS = 20
_CHUNK = 2000


def forecasts_of(moments: FloatArray, rho: float) -> Forecasts:
    """Return the forecasts that follow from a normal belief of the two log rates.

    The chances are the mean over the belief (Gauss-Hermite quadrature, five points a side), not the chances at
    its middle: what is not known makes them milder.

    Parameters
    ----------
    moments
        Shape (N, 5): means of the log rates of home and away side, their variances, their covariance.
    rho
        The Dixon-Coles parameter.
    """
    most = _most(rho)
    points, weights = np.polynomial.hermite_e.hermegauss(_POINTS)
    weights = weights / weights.sum()
    home, away, home_variance, away_variance, across = moments.T
    sd = np.sqrt(home_variance)
    slope = across / np.maximum(sd, 1e-12)
    rest = np.sqrt(np.maximum(away_variance - slope**2, 0.0))
    chances = np.zeros((len(moments), 3))
    for begin in range(0, len(moments), _CHUNK):
        part = slice(begin, begin + _CHUNK)
        for x, w in zip(points, weights, strict=True):
            for y, v in zip(points, weights, strict=True):
                chances[part] += (
                    w
                    * v
                    * outcome_probabilities(
                        np.clip(home[part] + sd[part] * x, _LEAST, most),
                        np.clip(away[part] + slope[part] * x + rest[part] * y, _LEAST, most),
                        rho,
                        _MOST_GOALS,
                    )
                )
    variances = moments[:, 2:4]
    return Forecasts(
        chances / chances.sum(axis=1, keepdims=True), np.exp(moments[:, :2] + variances / 2), np.sqrt(variances)
    )


def _most(rho: float) -> float:
    """Return the highest log rate at which no low score has a negative chance.

    The correction asks for ``1 + rho * rate`` and ``1 - rho * rate * other`` above 0.
    """
    if rho < 0:
        return min(_MOST, float(np.log(0.99 / -rho)))
    return min(_MOST, float(np.log(0.99 / rho)) / 2) if rho > 0 else _MOST


def match_moments(ratings: Ratings, matches: Results) -> tuple[FloatArray, float]:
    """Return what ratings believe of the log rates of matches, and the Dixon-Coles parameter.

    Parameters
    ----------
    matches
        Their scores are not looked at. A competition that the ratings do not know takes the mean of all.

    Returns
    -------
    tuple
        Shape (N, 5), as :func:`forecasts_of` wants them, and the mean of rho.

    Raises
    ------
    CupwrightError
        If a club is unknown to the ratings.
    """
    playing = np.unique(np.concatenate([matches.home, matches.away]))
    names = [matches.clubs[number] for number in playing]
    numbers = ratings.numbers(names)
    field, posterior, settings = ratings.field, ratings.posterior, ratings.settings
    club = posterior.strengths(field, numbers, ratings.until)
    home, away = (np.searchsorted(playing, side) for side in (matches.home, matches.away))
    known = field.host[numbers] >= 0
    own = posterior.forms(np.where(known, 2 * posterior.clubs + field.host[numbers], 0))
    places = {name: place for place, name in enumerate(ratings.competitions)}
    contests = [places.get(matches.competitions[number]) for number in matches.competition]
    single = posterior.forms(np.array([posterior.altitude, posterior.altitude + 1]))

    def columns(mean: FloatArray, rows: FloatArray) -> FloatArray:
        return np.column_stack([mean, rows])

    attack, defence = (columns(part.mean, part.rows) for part in (club.attack, club.defence))
    own_home = columns(own.mean, own.rows) * known[:, None]
    levels, edges = (
        columns(forms.mean, forms.rows)
        for forms in (
            posterior.forms(np.array([posterior.level(place) for place in contests])),
            posterior.forms(np.array([posterior.home(place) for place in contests])),
        )
    )
    ground = np.where(matches.neutral, 0.0, 1.0)
    climb = np.maximum(np.nan_to_num(field.altitude[numbers][home] - field.altitude[numbers][away]), 0.0) / 1000
    side = (edges + own_home[home]) / 2 * ground[:, None]
    side += (climb * ground)[:, None] * columns(single.mean[:1], single.rows[:1])
    host = levels + attack[home] - defence[away] + side
    visitor = levels + attack[away] - defence[home] - side

    # What no one has seen: change since the last match, home advantages and levels that were not learnt.
    fading = club.fading**2
    attack_sd, defence_sd = settings.attack_sd, settings.defence_sd
    new = np.array([place is None for place in contests])
    own_doubt = (
        ground
        * (np.where(known[home], 0.0, settings.home_sd**2) + np.where(new, settings.competition_home_sd**2, 0.0))
        / 4
    )
    level_doubt = np.where(new, settings.competition_sd**2, 0.0)
    cross = -settings.attack_defence_correlation * attack_sd * defence_sd * (fading[home] + fading[away])
    moments = np.stack(
        [
            host[:, 0],
            visitor[:, 0],
            np.sum(host[:, 1:] ** 2, axis=1) + fading[home] * attack_sd**2 + fading[away] * defence_sd**2,
            np.sum(visitor[:, 1:] ** 2, axis=1) + fading[away] * attack_sd**2 + fading[home] * defence_sd**2,
            np.sum(host[:, 1:] * visitor[:, 1:], axis=1) + cross,
        ],
        axis=1,
    )
    moments[:, 2:4] += (own_doubt + level_doubt)[:, None]
    moments[:, 4] += level_doubt - own_doubt
    return moments, float(single.mean[1])
