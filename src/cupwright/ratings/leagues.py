"""Leagues as weighted means of their clubs, and whether results tie two of them at all."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError
from cupwright.ratings.field import Field
from cupwright.ratings.inputs import usable
from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["are_tied", "league_weights", "tied_to"]


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
    without: IntArray | None = None,
) -> bool:
    """Return whether a chain of matches that count leads from clubs of one country to clubs of the other.

    Without one the results say nothing of how the two compare, and the prior alone decides. The rows of `results` in
    `without` are left out.
    """
    counted = usable(results, clubs, settings, day)
    if without is not None:
        counted[without] = False
    return countries[1] in _reached(results, clubs, counted, countries[0])


def tied_to(
    results: Results, clubs: Mapping[str, ClubPlace], settings: RatingSettings, day: np.datetime64, confederation: str
) -> frozenset[str]:
    """Return the countries that a chain of matches that count ties to a confederation.

    Where its own countries fall apart, the part with the most of them counts.
    """
    counted = usable(results, clubs, settings, day)
    own = {place.country for place in clubs.values() if place.confederation == confederation}
    best: frozenset[str] = frozenset()
    left = set(own)
    while left:
        part = _reached(results, clubs, counted, min(left))
        left -= part
        best = max(best, part, key=lambda found: len(found & own))
    return best


def _reached(
    results: Results, clubs: Mapping[str, ClubPlace], counted: npt.NDArray[np.bool_], country: str
) -> frozenset[str]:
    """Return the countries that a chain of the matches that count leads to from one of them, itself among them."""
    names = sorted({place.country for place in clubs.values()})
    number = {name: k for k, name in enumerate(names)}
    of_club = np.array([number[clubs[club].country] for club in results.clubs])
    codes = np.unique(of_club[results.home[counted]] * len(names) + of_club[results.away[counted]])
    pairs = [divmod(code, len(names)) for code in codes.tolist()]
    reached, more = {number[country]}, True
    while more:
        found = {b for pair in pairs for a, b in (pair, pair[::-1]) if a in reached and b not in reached}
        more = bool(found)
        reached |= found
    return frozenset(names[number] for number in reached)
