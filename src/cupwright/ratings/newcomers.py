"""What the fixtures of the past say of a club: where it starts, and whether it plays in a closed league.

Everything here looks at who met whom in which competition, up to the day that is asked about, never at a later one.
"""

from __future__ import annotations

import numpy as np

from cupwright.ratings.field import Field
from cupwright.ratings.results import FloatArray, IntArray
from cupwright.ratings.settings import RatingSettings

__all__ = ["Newcomers"]

# A league has been seen for so many days before a club that is new to it counts as promoted.
_KNOWN_DAYS = 300
# A competition with clubs of more countries is no national league (that of the United States has Canadian clubs).
_MOST_COUNTRIES = 2


class Newcomers:
    """Counts of fixtures, day by day.

    Parameters
    ----------
    competitions
        Their names; all arrays number them in this order.
    field
        All clubs, in the numbers that are used here.
    """

    def __init__(self, competitions: tuple[str, ...], field: Field, settings: RatingSettings) -> None:
        n = len(field.clubs)
        self._country = field.country
        self._settings = settings
        self._lower = {*settings.second_tier, *settings.national_cups}
        self._names = competitions
        self._first: dict[int, int] = {}
        self._countries: dict[int, set[int]] = {}
        self._played = np.zeros(n)
        self._leagues = [
            (competitions.index(name), factor, days)
            for name, factor, days, _ in settings.league_paces
            if name in competitions
        ]
        self._inside = np.zeros((len(self._leagues), n))

    def see(self, day: int, competition: IntArray, home: IntArray, away: IntArray) -> None:
        """Count the fixtures of a day."""
        for side in (home, away):
            np.add.at(self._played, side, 1.0)
            for row, (league, _, _) in enumerate(self._leagues):
                np.add.at(self._inside[row], side[competition == league], 1.0)
        for contest in set(competition.tolist()):
            self._first.setdefault(contest, day)
            seen = self._countries.setdefault(contest, set())
            if len(seen) <= _MOST_COUNTRIES:
                clubs = np.concatenate([home[competition == contest], away[competition == contest]])
                seen.update(self._country[clubs].tolist())

    def pace(self, clubs: IntArray) -> tuple[FloatArray, FloatArray]:
        """Return the factor on the spread of clubs and the half-life in days, of clubs as they play now.

        A club belongs to a closed league when more than half of its matches so far were in it.
        """
        factor = np.ones(len(clubs))
        half_life = np.full(len(clubs), self._settings.club_half_life_days)
        for row, (_, closer, days) in enumerate(self._leagues):
            inside = self._inside[row, clubs] > self._played[clubs] / 2
            factor[inside], half_life[inside] = closer, days
        return factor, half_life

    def start(self, competition: int, day: int) -> float:
        """Return where a club starts that is first seen in a match of `competition` on a day.

        Below the first tier and in a cup open to all tiers it starts lower; so does one that joins a national
        league which has been known for long, for it came up.
        """
        if self._names[competition] in self._lower:
            return self._settings.second_tier_start
        known = day - self._first[competition] > _KNOWN_DAYS
        if known and len(self._countries[competition]) <= _MOST_COUNTRIES:
            return self._settings.promoted_start
        return 0.0
