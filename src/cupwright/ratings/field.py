"""All clubs that may be asked for, and what the ratings know of each besides its strength."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cupwright.ratings.results import DateArray, FloatArray, IntArray

__all__ = ["Field"]


@dataclass(frozen=True, eq=False)
class Field:
    """N clubs; all arrays have shape (N,).

    Parameters
    ----------
    clubs, countries, confederations
        Names, in order; `country` and `confederation` are indices into the last two.
    altitude
        Metres above the sea, NaN where unknown.
    spread, half_life
        Factor on the spread of clubs; half-life in days of what is known about a club that does not play.
    last
        Date of the last match that was used, NaT for none.
    position
        Where the club stands among the clubs of today's block, -1 for a club without recent results.
    host
        Where it stands among those with a home advantage of their own, -1 for the others.
    start
        Where the club's prior starts, apart from its country.
    upper
        Weight of the club's recent matches outside second tiers and national cups.
    """

    clubs: tuple[str, ...]
    countries: tuple[str, ...]
    confederations: tuple[str, ...]
    country: IntArray
    confederation: IntArray
    altitude: FloatArray
    spread: FloatArray
    half_life: FloatArray
    last: DateArray
    position: IntArray
    host: IntArray
    start: FloatArray
    upper: FloatArray

    def at(self, rows: IntArray, hosts: IntArray, start: FloatArray, upper: FloatArray) -> Field:
        """Return the field with the clubs `rows` placed in today's block; `hosts` are positions in `rows`."""
        position, host = np.full(len(self.clubs), -1), np.full(len(self.clubs), -1)
        position[rows], host[rows[hosts]] = np.arange(len(rows)), np.arange(len(hosts))
        starts, uppers = np.zeros(len(self.clubs)), np.zeros(len(self.clubs))
        starts[rows], uppers[rows] = start, upper
        return replace(self, position=position, host=host, start=starts, upper=uppers)
