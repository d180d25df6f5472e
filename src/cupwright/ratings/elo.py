"""Elo ratings with goal difference, kept day by day."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["elo_differences"]

_GAIN = 20.0
_HOME = 65.0
_MEAN = 1500.0
_LOWER = 150.0
# A club that is new starts below the mean of its country's clubs that played within two years.
_NEW = 50.0
_RECENT_DAYS = 730
# What a match between countries says of all clubs of both, as a share of what it says of the two that play.
_SHARED = 0.2


def elo_differences(
    results: Results, places: Mapping[str, ClubPlace], settings: RatingSettings, order: IntArray
) -> FloatArray:
    """Return, for each of the rows `order` (by date), the rating of the home side less that of the away side.

    The ratings are those of the eve: nothing of a match's own day counts. After a match the home side gains
    ``20 g (s - e)`` and the away side loses it, where s is 1, 1/2 or 0, e = 1 / (1 + 10 ** (-d / 400)), d the
    difference with 65 points for a home side, and g is 1 for one goal between the sides, 1.5 for two and
    (11 + goals) / 8 for more. A match between clubs of two countries moves all clubs of both by a fifth as much: else
    the few clubs that travel would carry the news alone.

    Source: A. E. Elo 1978, "The Rating of Chessplayers, Past and Present"; the factor for goals is that of the
    World Football Elo Ratings.
    """
    home, away = results.home[order].tolist(), results.away[order].tolist()
    margin = (results.goals_home[order] - results.goals_away[order]).tolist()
    edge = np.where(results.neutral[order], 0.0, _HOME).tolist()
    day = (results.date[order] - np.datetime64("1900-01-01")).astype(np.int64).tolist()
    lower = {*settings.second_tier, *settings.national_cups}
    is_lower = [results.competitions[number] in lower for number in results.competition[order].tolist()]
    country = [places[name].country for name in results.clubs]
    offset = dict.fromkeys(country, 0.0)
    rating: dict[int, float] = {}
    last: dict[int, int] = {}
    fellows: dict[str, set[int]] = {}

    def enter(club: int, today: int, below: bool) -> None:
        known = [rating[other] for other in fellows.get(country[club], ()) if last[other] >= today - _RECENT_DAYS]
        rating[club] = sum(known) / len(known) - _NEW if known else _MEAN - (_LOWER if below else 0.0)
        fellows.setdefault(country[club], set()).add(club)

    found = np.empty(len(order))
    begin = 0
    while begin < len(order):
        end = begin
        while end < len(order) and day[end] == day[begin]:
            for club in (home[end], away[end]):
                if club not in rating:
                    enter(club, day[end], is_lower[end])
                last[club] = day[end]
            found[end] = rating[home[end]] - rating[away[end]]
            found[end] += offset[country[home[end]]] - offset[country[away[end]]]
            end += 1
        for row in range(begin, end):
            goals = abs(margin[row])
            size = 1.0 if goals <= 1 else 1.5 if goals == 2 else (11 + goals) / 8
            expected = 1 / (1 + 10 ** (-(found[row] + edge[row]) / 400))
            scored = 0.5 if margin[row] == 0 else float(margin[row] > 0)
            change = _GAIN * size * (scored - expected)
            rating[home[row]] += change
            rating[away[row]] -= change
            if country[home[row]] != country[away[row]]:
                offset[country[home[row]]] += _SHARED * change
                offset[country[away[row]]] -= _SHARED * change
        begin = end
    return found
