"""How strong the leagues of countries and whole confederations are: the mean of their first-tier clubs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from cupwright.ratings.posterior import Forms
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import FloatArray

__all__ = ["Level", "levels"]


@dataclass(frozen=True, slots=True)
class Level:
    """The mean strength of the first-tier clubs of a country or a confederation.

    Parameters
    ----------
    name
        Code of the country or name of the confederation.
    confederation
        That of the country, or the name again.
    clubs
        How many clubs count.
    mean, sd
        In log goals a side, on the scale of :class:`cupwright.ratings.Rating`.
    """

    name: str
    confederation: str
    clubs: int
    mean: float
    sd: float

    def interval(self, level: float = 0.9) -> tuple[float, float]:
        """Return the central interval that holds the strength with probability `level`."""
        reach = NormalDist().inv_cdf((1 + level) / 2) * self.sd
        return self.mean - reach, self.mean + reach


def levels(ratings: Ratings) -> tuple[list[Level], list[Level]]:
    """Return the leagues of all countries and the confederations, the strongest first.

    A club counts by its recent matches outside second tiers and national cups; a country or confederation without
    any is left out.
    """
    field = ratings.field
    counted = np.flatnonzero(field.upper > 0)
    sides = ratings.posterior.sides(field, counted, ratings.until, ratings.settings)
    zero = _zero(ratings)
    weight, country, above = field.upper[counted], field.country[counted], field.confederation[counted]
    leagues = [
        _level(sides, zero, weight * (country == code), field.countries[code], field.confederations[above[k]])
        for code, k in zip(*_firsts(country), strict=True)
    ]
    confederations = [
        _level(sides, zero, weight * (above == code), field.confederations[code], field.confederations[code])
        for code in np.unique(above)
    ]
    return _ordered(leagues), _ordered(confederations)


def _firsts(codes: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.intp]]:
    """Return the codes that occur, each with its first position."""
    found, first = np.unique(codes, return_index=True)
    return found, first


def _level(sides: Forms, zero: tuple[float, FloatArray], weight: FloatArray, name: str, confederation: str) -> Level:
    share = weight / weight.sum()
    row = share @ sides.rows - zero[1]
    own = float((share**2) @ sides.fresh**2)
    return Level(
        name,
        confederation,
        int((weight > 0).sum()),
        float(share @ sides.mean) - zero[0],
        float(np.sqrt(row @ row + own)),
    )


def _zero(ratings: Ratings) -> tuple[float, FloatArray]:
    """Return the zero of the scale: the mean level of the countries of the first home confederation."""
    field = ratings.field
    name = ratings.settings.home_confederations[0]
    inside = field.confederation == (field.confederations.index(name) if name in field.confederations else -1)
    countries, first = np.unique(field.country[inside], return_index=True)
    if not len(countries):
        return 0.0, np.zeros(len(ratings.posterior.mean))
    forms = ratings.posterior.nations(countries, field.confederation[inside][first])
    return float(forms.mean.mean()), np.asarray(forms.rows.mean(axis=0))


def _ordered(found: Iterable[Level]) -> list[Level]:
    return sorted(found, key=lambda level: (-level.mean, level.name))
