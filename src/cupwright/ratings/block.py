"""The results, cut into blocks of time: one for today, one for each era of the past.

Every match has one vote. A share ``w = 2 ** (-age / half_life)`` of it speaks about today's strengths, the
rest ``1 - w`` about the strengths of its own era. Eras and today are tied through the slowly drifting effects
of countries and confederations, so an old match between confederations still tells what it can.

Within a block the likelihood depends on a match only through (home, away, competition, neutral), so matches
are summed over these groups first: fifteen thousand groups instead of ninety thousand matches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from cupwright.ratings.results import FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["Block", "cut", "ungrouped", "votes"]

# A match of seven half-lives ago moves next to nothing; leaving it out keeps dead clubs out of the matrix.
_LEAST_SHARE = 2.0**-7
# Fewer home matches than this say nothing of a club's own home advantage: its prior is worth 150 of them.
_LEAST_HOME = 5.0
_YEAR = 365.25
# The scores that the Dixon-Coles correction touches.
_LOW = ((0, 0), (0, 1), (1, 0), (1, 1))


@dataclass(frozen=True, eq=False)
class Block:
    """The matches of one stretch of time, summed over G groups of equal pairing, ground and competition.

    Parameters
    ----------
    years
        When the block is, in years before the date of the rating (0 for today).
    today
        Whether this is today's block.
    clubs, competitions
        Shape (n,) and (m,): the numbers in the results of those that occur; ascending.
    hosts
        Shape (p,): positions in `clubs` of those with a home advantage of their own; only today's have one.
    home, away, competition
        Shape (G,): positions in `clubs` and `competitions`.
    ground
        Shape (G,): 1.0 with a home side, 0.0 on neutral ground.
    climb
        Shape (G,): km that the visitor goes up.
    count, goals_home, goals_away
        Shape (G,): sums of weights, and of weighted goals.
    low
        Shape (4, G): weights of the scores 0-0, 0-1, 1-0 and 1-1.
    upper
        Shape (n,): sum of the weights of each club's matches outside second tiers and national cups.
    lower
        Shape (n,): share of each club's league matches that were below the first tier.
    """

    years: float
    today: bool
    clubs: IntArray
    competitions: IntArray
    hosts: IntArray
    home: IntArray
    away: IntArray
    competition: IntArray
    ground: FloatArray
    climb: FloatArray
    count: FloatArray
    goals_home: FloatArray
    goals_away: FloatArray
    low: FloatArray
    upper: FloatArray
    lower: FloatArray


def cut(results: Results, altitude: FloatArray, settings: RatingSettings, until: np.datetime64) -> list[Block]:
    """Cut `results` (all at or before `until`) into today's block and the eras, today's first.

    Parameters
    ----------
    altitude
        Metres above the sea of each of the clubs of `results`; NaN where unknown.
    """
    age = _age(results, until)
    return [
        _block(results, altitude, settings, weight, age, today=not number)
        for number, weight in enumerate(votes(results, settings, until))
    ]


def votes(results: Results, settings: RatingSettings, until: np.datetime64) -> list[FloatArray]:
    """Return by block, today's first, the weight (N,) of each result; 0 where it is too small to count."""
    age = _age(results, until)
    half_life = {league: days for league, _, _, days in settings.league_paces}
    fading = np.array([half_life.get(name, settings.half_life_days) for name in results.competitions])
    share = np.exp2(-age / fading[results.competition])
    era = (age / (_YEAR * settings.era_years)).astype(np.int64)
    found = [results.weight * share]
    for number in range(int(era.max(initial=-1)) + 1):
        weight = np.where(era == number, results.weight * (1 - share), 0.0)
        if weight.max(initial=0.0) >= _LEAST_SHARE:
            found.append(weight)
    return [np.where(weight >= _LEAST_SHARE, weight, 0.0) for weight in found]


def ungrouped(block: Block, results: Results, weight: FloatArray, altitude: FloatArray) -> Block:
    """Return a block with single results, all of whose clubs and competitions are in it, as its groups.

    Parameters
    ----------
    weight
        Shape (N,): of each result in the block.
    altitude
        As in :func:`cut`.
    """
    ground = 1.0 - results.neutral.astype(np.float64)
    goals_home, goals_away = results.goals_home, results.goals_away
    return replace(
        block,
        home=np.searchsorted(block.clubs, results.home),
        away=np.searchsorted(block.clubs, results.away),
        competition=np.searchsorted(block.competitions, results.competition),
        ground=ground,
        climb=_climb(altitude, results.home, results.away) * ground,
        count=weight,
        goals_home=weight * goals_home,
        goals_away=weight * goals_away,
        low=np.array([weight * ((goals_home == first) & (goals_away == second)) for first, second in _LOW]),
    )


def _age(results: Results, until: np.datetime64) -> FloatArray:
    return (until - results.date).astype(np.int64).astype(np.float64)


def _climb(altitude: FloatArray, home: IntArray, away: IntArray) -> FloatArray:
    return np.asarray(np.maximum(np.nan_to_num(altitude[home] - altitude[away]), 0.0) / 1000)


def _block(
    results: Results,
    altitude: FloatArray,
    settings: RatingSettings,
    weight: FloatArray,
    age: FloatArray,
    *,
    today: bool,
) -> Block:
    rows = np.flatnonzero(weight)
    weight, age = weight[rows], age[rows]
    n_clubs, n_competitions = len(results.clubs), len(results.competitions)
    key = (results.home[rows] * n_clubs + results.away[rows]) * n_competitions + results.competition[rows]
    groups, group = np.unique(key * 2 + results.neutral[rows], return_inverse=True)

    def total(values: npt.NDArray[np.float64]) -> FloatArray:
        return np.asarray(np.bincount(group, values, len(groups)), np.float64)

    home_number, away_number = np.divmod(groups // (2 * n_competitions), n_clubs)
    competition_number = groups // 2 % n_competitions
    ground = 1.0 - groups % 2
    clubs = np.unique(np.concatenate([home_number, away_number]))
    competitions = np.unique(competition_number)
    home, away = (np.asarray(np.searchsorted(clubs, side), np.int64) for side in (home_number, away_number))
    goals_home, goals_away = results.goals_home[rows], results.goals_away[rows]
    low = [total(weight * ((goals_home == first) & (goals_away == second))) for first, second in _LOW]
    count = total(weight)
    upper, lower = _tiers(results, settings, home, away, competition_number, count, len(clubs))
    at_home = np.bincount(home, count * ground, len(clubs))
    return Block(
        years=0.0 if today else float(np.average(age, weights=weight)) / _YEAR,
        today=today,
        clubs=clubs,
        competitions=competitions,
        hosts=np.flatnonzero(at_home >= _LEAST_HOME) if today else np.zeros(0, np.int64),
        home=home,
        away=away,
        competition=np.searchsorted(competitions, competition_number),
        ground=ground.astype(np.float64),
        climb=_climb(altitude, home_number, away_number) * ground,
        count=count,
        goals_home=total(weight * goals_home),
        goals_away=total(weight * goals_away),
        low=np.array(low),
        upper=upper,
        lower=lower,
    )


def _tiers(
    results: Results,
    settings: RatingSettings,
    home: IntArray,
    away: IntArray,
    competition: IntArray,
    count: FloatArray,
    n: int,
) -> tuple[FloatArray, FloatArray]:
    """Sum each club's first-tier matches, and the share of its matches below; a club seen only in a national
    cup counts as below, for the clubs of the first tier are seen in their league."""
    is_second = np.array([name in settings.second_tier for name in results.competitions])
    is_cup = np.array([name in settings.national_cups for name in results.competitions])

    def of_clubs(chosen: npt.NDArray[np.bool_]) -> FloatArray:
        values = count * chosen[competition]
        return np.asarray(np.bincount(home, values, n) + np.bincount(away, values, n), np.float64)

    second, upper = of_clubs(is_second), of_clubs(~is_second & ~is_cup)
    league = second + upper
    return upper, np.where(league > 0, second / np.where(league > 0, league, 1.0), 1.0)
