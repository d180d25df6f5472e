"""From the state of the filter to ratings of the same shape as those of a static fit.

The ratings hold whole strengths (deviation, country and confederation together), so each of their parameters is a
sum of parameters of the state. With M that sum and L a Cholesky factor of the state's covariance, ``M L`` is a root
of the covariance of the ratings. The state is already predicted to the date of the ratings; clubs that hold a slot
therefore do not fade again (their half-life is infinite).
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import LinAlgError, cholesky

from cupwright.errors import CupwrightError
from cupwright.ratings.daily import DailyFilter
from cupwright.ratings.field import Field
from cupwright.ratings.inputs import field_of, usable
from cupwright.ratings.posterior import Convergence, Posterior
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["ratings_of"]

# As in the static model, a match of seven half-lives ago says nothing of where a club plays today.
_LEAST_SHARE = 2.0**-7


def ratings_of(daily: DailyFilter, until: np.datetime64, name: str) -> Ratings:
    """Return the ratings at the end of a day, to which the filter has advanced.

    Raises
    ------
    CupwrightError
        If the covariance of the state is not positive definite.
    """
    results, settings = daily.results, daily.settings
    so_far = results.take(usable(results, daily.places, settings, until))
    field = field_of(so_far, daily.places, settings)
    upper, lower = _tiers(so_far, field, settings, until)
    idle = (until - field.last) / np.timedelta64(1, "D")
    clubs = np.flatnonzero((daily.slot >= 0) & (idle <= daily.idle_days))
    every = np.arange(len(clubs))
    contests = np.flatnonzero(daily.seen)
    mean, root = _posterior(daily, clubs, contests, until)
    field.half_life[clubs] = np.inf
    return Ratings(
        field=field.at(clubs, every, settings.second_tier_start * lower[clubs], upper[clubs]),
        competitions=tuple(results.competitions[number] for number in contests),
        posterior=Posterior.rounded(
            mean, root, clubs=len(clubs), hosts=len(clubs), competitions=len(contests), countries=len(field.countries)
        ),
        settings=settings,
        until=until,
        convergence=Convergence(daily.learnt, daily.steps, daily.still),
        model=name,
    )


def _posterior(
    daily: DailyFilter, clubs: IntArray, contests: IntArray, until: np.datetime64
) -> tuple[FloatArray, FloatArray]:
    """Return mean (D,) and root (D, D) in the order of :class:`cupwright.ratings.posterior.Posterior`."""
    permanent, n, m = daily.permanent, len(clubs), len(contests)
    attack = daily.state.attack(daily.slot[clubs])
    nations = np.arange(permanent.country, permanent.legs)
    mean, covariance = daily.state.moments(
        np.concatenate([contests, permanent.home + contests, nations, attack, attack + 1, attack + 2])
    )
    try:
        lower = cholesky(covariance, lower=True)
    except LinAlgError as error:
        raise CupwrightError.of(
            "fit",
            f"the covariance of the filter is not positive definite on {until}: {error}",
            facts=[f"{n} clubs, {m} competitions, {daily.learnt} results so far"],
        ) from error
    state = np.column_stack([lower, mean])
    levels, homes, countries, confederations, altitude, attacks, defences, own_homes = np.split(
        state, np.cumsum([m, m, permanent.countries, permanent.confederations, 1, n, n])
    )
    nation = countries[daily.field.country[clubs]] + confederations[daily.field.confederation[clubs]]
    rho = np.zeros((1, state.shape[1]))
    rho[0, -1] = daily.settings.filter_rho
    whole = np.concatenate(
        [
            attacks + nation,
            defences + nation,
            own_homes,
            levels,
            homes,
            levels.mean(axis=0, keepdims=True),
            homes.mean(axis=0, keepdims=True),
            altitude,
            rho,
            countries,
            confederations,
        ]
    )
    root = np.zeros((len(whole), len(whole)))
    root[:, : len(mean)] = whole[:, :-1]
    return np.asarray(whole[:, -1]), root


def _tiers(
    results: Results, field: Field, settings: RatingSettings, until: np.datetime64
) -> tuple[FloatArray, FloatArray]:
    """Return each club's weight of recent matches in first tiers, and its share of league matches below.

    Both shapes (N,). A match counts as its age leaves it, by the half-life of results of its competition; a club
    seen only in national cups counts as below, as in the static model.
    """
    number = {name: position for position, name in enumerate(field.clubs)}
    of_club = np.array([number[name] for name in results.clubs])
    half_life = {league: days for league, _, _, days in settings.league_paces}
    fading = np.array([half_life.get(name, settings.half_life_days) for name in results.competitions])
    age = (until - results.date).astype(np.float64)
    weight = results.weight * np.exp2(-age / fading[results.competition])
    weight[weight < _LEAST_SHARE] = 0.0

    def of_clubs(names: tuple[str, ...], *, inside: bool) -> FloatArray:
        chosen = np.isin(np.array(results.competitions), names)[results.competition] == inside
        sums = [
            np.bincount(of_club[side[chosen]], weight[chosen], len(field.clubs))
            for side in (results.home, results.away)
        ]
        return np.asarray(sums[0] + sums[1])

    second = of_clubs(settings.second_tier, inside=True)
    upper = of_clubs((*settings.second_tier, *settings.national_cups), inside=False)
    league = second + upper
    return upper, np.where(league > 0, second / np.where(league > 0, league, 1.0), 1.0)
