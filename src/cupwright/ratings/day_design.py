"""How the log rates of matches hang on the state: one row for each side.

With host i and visitor j of countries c and confederations k in competition e::

    host     level[e] + a[i] - d[j] + (c[i] - c[j]) + (k[i] - k[j]) + (home[e] + u[i]) / 2 + altitude * climb
    visitor  level[e] + a[j] - d[i] - (c[i] - c[j]) - (k[i] - k[j]) - (home[e] + u[i]) / 2 - altitude * climb

where a and d are deviations from the country and u is the host's own home advantage; the last two terms are left out
on neutral ground. A leg of a tie
has one more term on each side, its own for each of three cases: a first leg, a second leg in which the host is not
behind, and one in which it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from cupwright.ratings.results import FloatArray, IntArray

__all__ = ["LEG_CASES", "Matches", "Permanent", "leg_case"]

LEG_CASES = ("first", "second", "second-behind")
"""A first leg; a second one in which the host is not behind, or it is not known; one in which it is behind."""


def leg_case(leg: IntArray, lead: IntArray) -> IntArray:
    """Return the position of each match in :data:`LEG_CASES`, or -1 for one that is no leg."""
    return np.asarray(np.where(leg == 2, np.where(lead < 0, 2, 1), leg - 1))


@dataclass(frozen=True)
class Permanent:
    """Where the permanent parameters stand: m levels, m home advantages, countries, confederations, altitude,
    and the effects of legs, that on the host before that on the visitor."""

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
    def legs(self) -> int:
        """First effect of a leg."""
        return self.altitude + 1

    @property
    def size(self) -> int:
        """How many there are."""
        return self.legs + 2 * len(LEG_CASES)


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
    leg
        As :func:`leg_case` returns it.
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
    leg: IntArray
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
    ) -> tuple[IntArray, csr_array]:
        """Return positions (k,) and the sparse design (2 r, k) of the matches `at`: first the hosts' rows.

        Parameters
        ----------
        attack_home, attack_away
            Shape (r,): positions of the attack of both sides; defence and own home advantage follow.
        country, confederation
            Of every club of the field.
        """
        home, away, contest, r = self.home[at], self.away[at], self.competition[at], len(at)
        rows, one = np.arange(r), np.ones(r)
        hosts, climbs = np.flatnonzero(self.ground[at]), np.flatnonzero(self.climb[at])
        half, climb = one[hosts] / 2, self.climb[at][climbs]
        # Of each term: the rows that have it (those of visitors from r on), its position in the state, its share.
        terms = [
            (rows, contest, one),
            (rows, attack_home, one),
            (rows, attack_away + 1, -one),
            (r + rows, contest, one),
            (r + rows, attack_away, one),
            (r + rows, attack_home + 1, -one),
            (hosts, permanent.home + contest[hosts], half),
            (r + hosts, permanent.home + contest[hosts], -half),
            (hosts, attack_home[hosts] + 2, half),
            (r + hosts, attack_home[hosts] + 2, -half),
        ]
        if len(climbs):
            where = np.full(len(climbs), permanent.altitude)
            terms += [(climbs, where, climb), (r + climbs, where, -climb)]
        for first, of_club in ((permanent.country, country), (permanent.confederation, confederation)):
            which = np.flatnonzero(of_club[home] != of_club[away])
            if len(which):
                for side, share in ((home, one[which]), (away, -one[which])):
                    where = first + of_club[side[which]]
                    terms += [(which, where, share), (r + which, where, -share)]
        legs = np.flatnonzero(self.leg[at] >= 0)
        if len(legs):
            where = permanent.legs + 2 * self.leg[at][legs]
            terms += [(legs, where, one[legs]), (r + legs, where + 1, one[legs])]
        row, where, share = (np.concatenate(part) for part in zip(*terms, strict=True))
        positions, column = np.unique(where, return_inverse=True)
        order = np.argsort(row, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=2 * r))])
        return positions, csr_array((share[order], column[order], starts), shape=(2 * r, len(positions)))
