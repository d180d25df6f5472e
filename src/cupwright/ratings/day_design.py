"""How the log rates of matches hang on the state: one row for each side.

With host i and visitor j of countries c and confederations k in competition e::

    host     level[e] + a[i] - d[j] + (c[i] - c[j]) + (k[i] - k[j]) + home[e] / 2 + altitude * climb
    visitor  level[e] + a[j] - d[i] - (c[i] - c[j]) - (k[i] - k[j]) - home[e] / 2 - altitude * climb

where a and d are deviations from the country, and the last two terms are left out on neutral ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cupwright.ratings.results import FloatArray, IntArray

__all__ = ["Matches", "Permanent"]


@dataclass(frozen=True)
class Permanent:
    """Where the permanent parameters stand: m levels, m home advantages, countries, confederations, altitude."""

    competitions: int
    countries: int
    confederations: int

    @property
    def home(self) -> int:
        """First home advantage; the levels start at 0."""
        return self.competitions

    @property
    def country(self) -> int:
        """First country."""
        return 2 * self.competitions

    @property
    def confederation(self) -> int:
        """First confederation."""
        return self.country + self.countries

    @property
    def altitude(self) -> int:
        """The effect of a kilometre climbed."""
        return self.confederation + self.confederations

    @property
    def size(self) -> int:
        """How many there are."""
        return self.altitude + 1


@dataclass(frozen=True, eq=False)
class Matches:
    """M matches as the filter wants them; all arrays have shape (M,).

    Parameters
    ----------
    day
        Days since the first.
    row
        Of each match in the results that were given.
    learn
        Whether the filter learns from it; False for one that is only forecast.
    competition, home, away
        Numbers of competitions, and of clubs in the field.
    ground, climb
        1.0 with a home side, 0.0 on neutral ground; km that the visitor goes up.
    goals_home, goals_away, weight
        As in :class:`cupwright.ratings.Results`.
    """

    day: IntArray
    row: IntArray
    learn: np.ndarray
    competition: IntArray
    home: IntArray
    away: IntArray
    ground: FloatArray
    climb: FloatArray
    goals_home: FloatArray
    goals_away: FloatArray
    weight: FloatArray

    def design(
        self,
        at: IntArray,
        permanent: Permanent,
        attack_home: IntArray,
        attack_away: IntArray,
        country: IntArray,
        confederation: IntArray,
    ) -> tuple[IntArray, FloatArray]:
        """Return positions (k,) and the design (2 r, k) of the matches `at`: first the hosts' rows.

        Parameters
        ----------
        attack_home, attack_away
            Shape (r,): positions of the attack of both sides; the defence follows at the next.
        country, confederation
            Of every club of the field.
        """
        home, away, r = self.home[at], self.away[at], len(at)
        all_rows, one = np.arange(r), np.ones(r)
        hosts, climbs = np.flatnonzero(self.ground[at]), np.flatnonzero(self.climb[at])
        abroad = np.flatnonzero(country[home] != country[away])
        afar = np.flatnonzero(confederation[home] != confederation[away])
        # Of each term: the matches that have it, its position in the state, its share for host and for visitor.
        terms = [
            (all_rows, self.competition[at], one, one),
            (hosts, (permanent.home + self.competition[at])[hosts], one[hosts] / 2, -one[hosts] / 2),
            (all_rows, attack_home, one, 0 * one),
            (all_rows, attack_home + 1, 0 * one, -one),
            (all_rows, attack_away, 0 * one, one),
            (all_rows, attack_away + 1, -one, 0 * one),
            (climbs, np.full(len(climbs), permanent.altitude), self.climb[at][climbs], -self.climb[at][climbs]),
        ]
        for which, first, of_club in (
            (abroad, permanent.country, country),
            (afar, permanent.confederation, confederation),
        ):
            for side, sign in ((home, 1.0), (away, -1.0)):
                share = np.full(len(which), sign)
                terms.append((which, first + of_club[side[which]], share, -share))
        row, where, host, visitor = (np.concatenate(part) for part in zip(*terms, strict=True))
        positions, column = np.unique(where, return_inverse=True)
        design = np.zeros((2 * r, len(positions)))
        np.add.at(design, (row, column), host)
        np.add.at(design, (r + row, column), visitor)
        return positions, design
