"""The posterior as a mean and a root of the covariance, and linear functions of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cupwright.ratings.field import Field
from cupwright.ratings.results import FloatArray, IntArray
from cupwright.ratings.settings import RatingSettings

__all__ = ["ClubForms", "Convergence", "Forms", "Posterior"]

# Kept to fewer digits than a fit on another machine, or with other threads, would change.
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Convergence:
    """How a fit came to rest.

    Parameters
    ----------
    matches
        Results used.
    steps
        Newton steps taken.
    decrement
        Gradient times the last step, in units of log likelihood.
    """

    matches: int
    steps: int
    decrement: float


@dataclass(frozen=True, eq=False)
class Forms:
    """k linear functions of the state: value = `mean` + `rows` @ z + `fresh` * e, with z, e standard normal.

    `rows` has shape (k, D). `fresh` (k,) is doubt of the function's own, shared with no other.
    """

    mean: FloatArray
    rows: FloatArray
    fresh: FloatArray

    def weighted(self, weights: FloatArray) -> tuple[float, float]:
        """Return mean and standard deviation of a weighted sum."""
        row = weights @ self.rows
        return float(weights @ self.mean), float(np.sqrt(row @ row + (weights**2) @ self.fresh**2))


@dataclass(frozen=True, eq=False)
class ClubForms:
    """Attack and defence of k clubs as forms without `fresh`, and the clubs' share of own, undrawn change.

    `fading` (k,) is the standard deviation, as a share of the spread of clubs, of what may have changed
    since each club's last match.
    """

    attack: Forms
    defence: Forms
    fading: FloatArray


@dataclass(frozen=True, eq=False)
class Posterior:
    """The state today: attack and defence of the clubs, own home advantages, levels and home advantages of the
    competitions and the means of the last two (see :class:`cupwright.ratings.layout.Layout`), then the effect of
    altitude, rho, and the effects of the countries and of the confederations.

    Parameters
    ----------
    mean
        Shape (D,).
    root
        Shape (D, D), single precision: ``root @ root.T`` is the covariance.
    clubs, hosts, competitions
        How many there are in today's block.
    countries
        How many countries have an effect.
    """

    mean: FloatArray
    root: npt.NDArray[np.float32]
    clubs: int
    hosts: int
    competitions: int
    countries: int

    @classmethod
    def rounded(
        cls, mean: FloatArray, root: FloatArray, *, clubs: int, hosts: int, competitions: int, countries: int
    ) -> Posterior:
        """Keep as many digits as are the same on every machine; `root` is overwritten."""
        return cls(
            np.round(mean, _DIGITS + 2),
            np.round(root, _DIGITS, out=root).astype(np.float32, order="C"),
            clubs,
            hosts,
            competitions,
            countries,
        )

    @property
    def altitude(self) -> int:
        """Position of the effect of altitude; rho follows."""
        return self.level(None) + 2

    def country(self, number: IntArray) -> IntArray:
        """Return positions of countries' effects."""
        return np.asarray(self.altitude + 2 + number)

    def confederation(self, number: IntArray) -> IntArray:
        """Return positions of confederations' effects."""
        return np.asarray(self.altitude + 2 + self.countries + number)

    def level(self, competition: int | None) -> int:
        """Return the position of a competition's goal level, or of the mean of all; see `home`."""
        return self._levels + (2 * self.competitions if competition is None else competition)

    def home(self, competition: int | None) -> int:
        """Return the position of a competition's home advantage, or of the mean of all."""
        return self._levels + (2 * self.competitions + 1 if competition is None else self.competitions + competition)

    @property
    def _levels(self) -> int:
        return 2 * self.clubs + self.hosts

    def forms(self, positions: IntArray) -> Forms:
        """Return single parameters as forms."""
        where = np.asarray(positions)
        return Forms(self.mean[where], self.root[where].astype(np.float64), np.zeros(len(where)))

    def nations(self, country: IntArray, confederation: IntArray) -> Forms:
        """Return the level of countries: their own effect and that of their confederation."""
        own, above = self.forms(self.country(country)), self.forms(self.confederation(confederation))
        return Forms(own.mean + above.mean, own.rows + above.rows, own.fresh)

    def strengths(self, field: Field, numbers: IntArray, until: np.datetime64) -> ClubForms:
        """Return attack and defence on the day `until` of the clubs `numbers` of the field.

        While a club does not play, its strength returns towards the mean of its country and the doubt grows
        towards the spread of clubs (Ornstein-Uhlenbeck process with the club's half-life). A club without
        results stands at that mean, with all of that doubt.
        """
        position = field.position[numbers]
        rated = position >= 0
        idle = np.where(rated, (until - field.last[numbers]) / np.timedelta64(1, "D"), np.inf)
        stay = np.exp2(-idle / field.half_life[numbers])
        nation = self.nations(field.country[numbers], field.confederation[numbers])
        parts = []
        for offset in (0, self.clubs):
            own = self.forms(np.where(rated, position + offset, 0))
            mean = stay * own.mean + (1 - stay) * (nation.mean + field.start[numbers])
            rows = stay[:, None] * own.rows + (1 - stay)[:, None] * nation.rows
            parts.append(Forms(mean, rows, np.zeros(len(numbers))))
        return ClubForms(parts[0], parts[1], np.sqrt(1 - stay**2) * field.spread[numbers])

    def sides(self, field: Field, numbers: IntArray, until: np.datetime64, settings: RatingSettings) -> Forms:
        """Return the strength of a side, (attack + defence) / 2, of the clubs `numbers`."""
        club = self.strengths(field, numbers, until)
        half_sum = 0.25 * (
            settings.attack_sd**2
            + settings.defence_sd**2
            + 2 * settings.attack_defence_correlation * settings.attack_sd * settings.defence_sd
        )
        return Forms(
            (club.attack.mean + club.defence.mean) / 2,
            (club.attack.rows + club.defence.rows) / 2,
            club.fading * np.sqrt(half_sum),
        )
