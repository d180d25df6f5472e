"""Which results count, and who the clubs are: the same for every model."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.ratings.field import Field
from cupwright.ratings.results import ClubPlace, FloatArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["field_of", "usable"]


def usable(
    results: Results, clubs: Mapping[str, ClubPlace], settings: RatingSettings, day: np.datetime64
) -> np.ndarray:
    """Return which results count: by date, and by which confederations meet."""
    use = (results.date <= day) & (results.date >= np.datetime64(settings.since))
    for name, start in settings.late_starts:
        if name in results.competitions:
            late = results.competition == results.competitions.index(name)
            use &= ~late | (results.date >= np.datetime64(start))
    if settings.links == "direct+bridge":
        return use
    names = sorted({place.confederation for place in clubs.values()})
    of_club = np.array([names.index(clubs[c].confederation) if c in clubs else -1 for c in results.clubs])
    inside = of_club[results.home] == of_club[results.away]
    if settings.links == "direct":
        direct = np.isin(of_club, [names.index(name) for name in settings.home_confederations if name in names])
        inside |= direct[results.home] & direct[results.away]
    return np.asarray(use & inside)


def field_of(results: Results, clubs: Mapping[str, ClubPlace], settings: RatingSettings) -> Field:
    """Number all clubs, countries and confederations; find who plays in a closed league."""
    names = tuple(sorted(clubs))
    countries = tuple(sorted({place.country for place in clubs.values()}))
    confederations = tuple(sorted({place.confederation for place in clubs.values()}))
    number = {name: position for position, name in enumerate(names)}
    rows = np.array([number[name] for name in results.clubs])
    n = len(names)
    spread, half_life = np.ones(n), np.full(n, settings.club_half_life_days)
    played = _matches(rows, results, np.ones(len(results), bool), n)
    for league, factor, days, _ in settings.league_paces:
        if league in results.competitions:
            inside = _matches(rows, results, results.competition == results.competitions.index(league), n)
            members = inside > played / 2
            spread[members], half_life[members] = factor, days
    last = np.full(n, np.datetime64("NaT", "D"))
    for side in (results.home, results.away):
        np.fmax.at(last, rows[side], results.date)
    return Field(
        clubs=names,
        countries=countries,
        confederations=confederations,
        country=np.array([countries.index(clubs[name].country) for name in names]),
        confederation=np.array([confederations.index(clubs[name].confederation) for name in names]),
        altitude=np.array([np.nan if (high := clubs[name].altitude) is None else high for name in names], np.float64),
        spread=spread,
        half_life=half_life,
        last=last,
        position=np.full(n, -1),
        host=np.full(n, -1),
        start=np.zeros(n),
        upper=np.zeros(n),
    )


def _matches(rows: np.ndarray, results: Results, chosen: np.ndarray, n: int) -> FloatArray:
    home, away = rows[results.home[chosen]], rows[results.away[chosen]]
    return np.asarray(np.bincount(home, minlength=n) + np.bincount(away, minlength=n), np.float64)
