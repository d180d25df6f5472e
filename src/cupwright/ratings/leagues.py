"""Leagues as weighted means of their clubs, and whether results tie two of them at all."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.errors import CupwrightError
from cupwright.ratings.field import Field
from cupwright.ratings.inputs import usable
from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["are_tied", "league_weights"]


def league_weights(field: Field, countries: tuple[str, str]) -> tuple[IntArray, FloatArray]:
    """Return the clubs of two countries and their weights in the difference of the two means.

    Clubs count by their recent matches outside second tiers and national cups.

    Raises
    ------
    CupwrightError
        If a country has no recent results.
    """
    weights = np.zeros(len(field.clubs))
    for country, sign in zip(countries, (1.0, -1.0), strict=True):
        number = field.countries.index(country) if country in field.countries else -1
        upper = np.where(field.country == number, field.upper, 0.0)
        if not upper.sum():
            raise CupwrightError.of("no-results", f"no recent first-tier result of a club of {country}")
        weights += sign * upper / upper.sum()
    numbers = np.flatnonzero(weights)
    return numbers, weights[numbers]


def are_tied(
    results: Results,
    clubs: Mapping[str, ClubPlace],
    settings: RatingSettings,
    day: np.datetime64,
    countries: tuple[str, str],
) -> bool:
    """Return whether a chain of matches that count leads from clubs of one country to clubs of the other.

    Without one the results say nothing of how the two compare, and the prior alone decides.
    """
    chosen = results.take(usable(results, clubs, settings, day))
    names = sorted({place.country for place in clubs.values()})
    country = np.array([names.index(clubs[club].country) for club in results.clubs])
    pairs = np.unique(np.stack([country[chosen.home], country[chosen.away]], axis=1), axis=0).tolist()
    reached, more = {names.index(countries[0])}, True
    while more:
        found = {b for pair in pairs for a, b in (pair, pair[::-1]) if a in reached and b not in reached}
        more = bool(found)
        reached |= found
    return names.index(countries[1]) in reached
