"""What makes one side the favourite: the log of the ratio of the two expected goals, in parts that add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cupwright.ratings.results import FloatArray, IntArray

if TYPE_CHECKING:
    from cupwright.ratings.ratings import Ratings

__all__ = ["Driver", "drivers_of"]


@dataclass(frozen=True, slots=True)
class Driver:
    """One part of the difference of the two log rates.

    Parameters
    ----------
    what
        ``"club"``, ``"country"``, ``"confederation"``, ``"home"``, ``"altitude"`` or ``"adjustment"``.
    mean, sd
        In log goals, in favour of the first club if positive; exp(mean) is the factor on the ratio of expected goals.
    """

    what: str
    mean: float
    sd: float


def drivers_of(ratings: Ratings, club: str, opponent: str, competition: str, host: int) -> list[Driver]:
    """Return the parts, for fitted ratings.

    A club's strength counts twice in the difference, once as attack and once as defence; so do the levels of its
    country and confederation, which are part of it. `club` is what is left of the clubs without them.

    Parameters
    ----------
    competition
        Whose home advantage holds; that of the mean of all if the ratings do not know it.
    host
        1 if `club` hosts, -1 if `opponent` does, 0 on neutral ground.

    Raises
    ------
    CupwrightError
        If a club is unknown.
    """
    numbers = ratings.numbers([club, opponent])
    field, posterior, settings = ratings.field, ratings.posterior, ratings.settings
    whole = posterior.strengths(field, numbers, ratings.until)
    country = posterior.forms(posterior.country(field.country[numbers]))
    above = posterior.forms(posterior.confederation(field.confederation[numbers]))
    covariance = settings.attack_defence_correlation * settings.attack_sd * settings.defence_sd
    fading = float(whole.fading @ whole.fading) * (settings.attack_sd**2 + settings.defence_sd**2 + 2 * covariance)
    own_mean = whole.attack.mean + whole.defence.mean - 2 * (country.mean + above.mean)
    own_rows = whole.attack.rows + whole.defence.rows - 2 * (country.rows + above.rows)
    return [
        _part("club", own_mean[0] - own_mean[1], own_rows[0] - own_rows[1], fading),
        _part("country", 2 * (country.mean[0] - country.mean[1]), 2 * (country.rows[0] - country.rows[1])),
        _part("confederation", 2 * (above.mean[0] - above.mean[1]), 2 * (above.rows[0] - above.rows[1])),
        *(_ground(ratings, numbers if host > 0 else numbers[::-1], competition, host) if host else ()),
    ]


def _ground(ratings: Ratings, numbers: IntArray, competition: str, sign: int) -> list[Driver]:
    """Return what the ground gives the host, the first of two clubs, with a sign."""
    field, posterior, settings = ratings.field, ratings.posterior, ratings.settings
    place = ratings.competitions.index(competition) if competition in ratings.competitions else None
    own = int(field.host[numbers[0]])
    positions = [posterior.home(place), *([2 * posterior.clubs + own] if own >= 0 else [])]
    edge, climb = posterior.forms(np.array(positions)), posterior.forms(np.array([posterior.altitude]))
    unseen = (0.0 if own >= 0 else settings.home_sd**2) + (settings.competition_home_sd**2 if place is None else 0.0)
    up = max(float(np.nan_to_num(field.altitude[numbers[0]] - field.altitude[numbers[1]])), 0.0) / 1000
    return [
        _part("home", sign * edge.mean.sum(), edge.rows.sum(axis=0), unseen),
        _part("altitude", sign * 2 * up * climb.mean[0], 2 * up * climb.rows[0]),
    ]


def _part(what: str, mean: float, row: FloatArray, unseen: float = 0.0) -> Driver:
    return Driver(what, float(mean), float(np.sqrt(row @ row + unseen)))
