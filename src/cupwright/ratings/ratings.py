"""The ratings: what a caller asks of a fitted model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.strengths import Strengths
from cupwright.ratings.draws import draw_strengths
from cupwright.ratings.field import Field
from cupwright.ratings.posterior import Convergence, Forms, Posterior
from cupwright.ratings.results import FloatArray, IntArray
from cupwright.ratings.settings import RatingSettings

__all__ = ["Rating", "Ratings"]


@dataclass(frozen=True, slots=True)
class Rating:
    """One club's strength: by how much, in log goals a side, it beats the average country of the reference.

    Between two clubs on neutral ground the difference of their ratings is the log of the factor by which
    the stronger scores more, and the weaker less, than on level terms. The reference is the mean level of
    the countries of the first of the settings' home confederations.

    Parameters
    ----------
    club
        Id.
    mean, sd
        Of the posterior, in log goals.
    last_match
        Date of the last match used, or None.
    rated
        False for a club without recent results: it stands at its country's mean with the doubt of the prior.
    """

    club: str
    mean: float
    sd: float
    last_match: dt.date | None
    rated: bool

    def interval(self, level: float = 0.9) -> tuple[float, float]:
        """Return the central interval that holds the strength with probability `level`."""
        if not 0 < level < 1:
            raise CupwrightError.of("interval", f"the level of an interval is between 0 and 1, not {level}")
        reach = NormalDist().inv_cdf((1 + level) / 2) * self.sd
        return self.mean - reach, self.mean + reach


@dataclass(frozen=True, eq=False)
class Ratings:
    """The posterior of all strengths on one day. Made by :func:`cupwright.ratings.fit`.

    Parameters
    ----------
    field
        All clubs that can be asked for.
    competitions
        Those with recent results; others stand at the mean of all.
    posterior
        Mean and covariance of the state.
    settings, until
        What the fit was asked for.
    convergence
        How it came to rest.
    model
        The name of the model that made it.
    """

    field: Field
    competitions: tuple[str, ...]
    posterior: Posterior
    settings: RatingSettings
    until: np.datetime64
    convergence: Convergence
    model: str = "static"

    def __contains__(self, club: object) -> bool:
        return club in self._number

    def __iter__(self) -> Iterator[str]:
        return iter(self.field.clubs)

    def __len__(self) -> int:
        return len(self.field.clubs)

    def __getitem__(self, club: str) -> Rating:
        return self.of([club])[0]

    def of(self, clubs: Sequence[str]) -> list[Rating]:
        """Return the ratings of several clubs, which is faster than one by one.

        Raises
        ------
        CupwrightError
            If clubs are unknown; all are named.
        """
        numbers = self.numbers(clubs)
        forms = self._sides(numbers)
        zero = self._reference
        mean = forms.mean - zero.mean
        sd = np.sqrt(np.sum((forms.rows - zero.rows) ** 2, axis=1) + forms.fresh**2)
        lasts = self.field.last[numbers]
        return [
            Rating(
                club,
                float(mean[k]),
                float(sd[k]),
                None if np.isnat(lasts[k]) else lasts[k].astype(dt.date),
                bool(self.field.position[numbers[k]] >= 0),
            )
            for k, club in enumerate(clubs)
        ]

    def gap(self) -> tuple[float, float]:
        """Return by how much the clubs of the first home confederation are stronger than those of the second.

        Clubs of all countries count by their recent matches outside second tiers and national cups.

        Returns
        -------
        tuple
            Mean and standard deviation, in log goals a side.

        Raises
        ------
        CupwrightError
            If one of the two has no recent results.
        """
        if self.gap_form is None:
            names = " or ".join(self.settings.home_confederations)
            raise CupwrightError.of("no-results", f"no recent first-tier result of a club of {names}")
        mean, row = self.gap_form
        return mean, float(np.sqrt(row @ row))

    def league_gap(self, country: str, other: str) -> tuple[float, float]:
        """Return the same between the clubs of two countries.

        Raises
        ------
        CupwrightError
            If a country is unknown or has no recent results.
        """
        unknown = [name for name in (country, other) if name not in self.field.countries]
        if unknown:
            known = self.field.countries
            raise CupwrightError(
                [Problem("unknown-country", f"no country `{name}`", hint=did_you_mean(name, known)) for name in unknown]
            )
        of_club, names = self.field.country, self.field.countries
        numbers, weights = self._difference(of_club == names.index(country), of_club == names.index(other))
        if not len(numbers):
            raise CupwrightError.of("no-results", f"no recent first-tier result of a club of {country} or {other}")
        return self._sides(numbers).weighted(weights)

    @cached_property
    def gap_form(self) -> tuple[float, FloatArray] | None:
        """Mean of the gap, and its row (D,) of factors on the state's normals; None if it cannot be known.

        What may have changed of single clubs since their last matches is left out: over a confederation it
        comes to nothing.
        """
        names = self.field.confederations
        first, second = (
            self.field.confederation == (names.index(name) if name in names else -1)
            for name in self.settings.home_confederations
        )
        numbers, weights = self._difference(first, second)
        if not len(numbers):
            return None
        sides = self._sides(numbers)
        return float(weights @ sides.mean), weights @ sides.rows

    def _difference(self, first: npt.NDArray[np.bool_], second: npt.NDArray[np.bool_]) -> tuple[IntArray, FloatArray]:
        """Return the clubs of two sets and the weights of the difference of their means; none if one is empty."""
        upper = self.field.upper
        totals = upper[first].sum(), upper[second].sum()
        if not all(totals):
            return np.zeros(0, np.int64), np.zeros(0)
        weights = np.where(first, upper / totals[0], 0.0) - np.where(second, upper / totals[1], 0.0)
        numbers = np.flatnonzero(weights)
        return numbers, weights[numbers]

    def _sides(self, numbers: IntArray) -> Forms:
        return self.posterior.sides(self.field, numbers, self.until, self.settings)

    def strengths(
        self,
        clubs: Sequence[str],
        competition: str,
        draws: int,
        seed: int,
        altitudes: Mapping[str, float] | None = None,
    ) -> Strengths:
        """Draw the strengths of a field from the joint posterior.

        Draw b of a club depends on `seed`, b and the club, not on how many draws or which other clubs are
        asked for.

        Parameters
        ----------
        clubs
            The field, in the order that the result shall have.
        competition
            Whose goal level and home advantage hold; one without recent results takes the mean of all.
        draws
            How many.
        seed
            The random seed.
        altitudes
            Metres above the sea of grounds that differ from the clubs' usual ones.

        Raises
        ------
        CupwrightError
            If a club is unknown or `draws` is not positive.
        """
        if draws < 1:
            raise CupwrightError.of("draws", f"{draws} draws were asked for; at least one is needed")
        numbers = self.numbers([*clubs, *(altitudes or {})])[: len(clubs)]
        altitude = self.field.altitude[numbers].copy()
        for club, high in (altitudes or {}).items():
            altitude[[name == club for name in clubs]] = high
        place = self.competitions.index(competition) if competition in self.competitions else None
        return draw_strengths(self, numbers, place, altitude, draws, seed)

    @cached_property
    def _number(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.field.clubs)}

    @cached_property
    def _reference(self) -> Forms:
        """The mean level of the countries of the first home confederation; zero if there are none."""
        field = self.field
        name = self.settings.home_confederations[0]
        inside = field.confederation == (field.confederations.index(name) if name in field.confederations else -1)
        countries, first = np.unique(field.country[inside], return_index=True)
        if not len(countries):
            return Forms(np.zeros(1), np.zeros((1, len(self.posterior.mean))), np.zeros(1))
        level = self.posterior.nations(countries, field.confederation[inside][first])
        return Forms(level.mean.mean(keepdims=True), level.rows.mean(axis=0, keepdims=True), np.zeros(1))

    def numbers(self, clubs: Sequence[str]) -> IntArray:
        """Return the numbers of clubs in the field; an error names all that are unknown."""
        unknown = [club for club in dict.fromkeys(clubs) if club not in self._number]
        if unknown:
            raise CupwrightError(
                [
                    Problem("unknown-club", f"no club `{club}` in the ratings", hint=did_you_mean(club, self._number))
                    for club in unknown
                ]
            )
        return np.array([self._number[club] for club in clubs], dtype=np.int64)
