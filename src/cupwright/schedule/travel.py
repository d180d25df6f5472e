"""Journeys of a club between its matches: kilometres, clocks, climbs and hours.

Distances are geodesics on the ellipsoid WGS 84 (Karney, "Algorithms for geodesics", 2013, as in geographiclib). A place
that is not known is not guessed: the journeys to it and from it are left out and the match is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cupwright.football.calendars import PlannedFixture, Stay

__all__ = ["CITY_ERROR_KM", "Itinerary", "Journey", "Pace", "distance_km", "hours_from_utc", "itinerary"]

CITY_ERROR_KM = 25.0
"""How far a ground may lie from the point of its city, where only the city is known: assumed, as cities are large."""

_SHORTEST_KM = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How clubs travel.

    `speed_kmh` is that of the flight and `ground_hours` what each journey takes besides; a club stays on the road
    between two matches away from home that are `road_days` apart or less, and goes home otherwise.
    """

    speed_kmh: float = 800.0
    ground_hours: float = 3.0
    road_days: int = 3


@dataclass(frozen=True, slots=True)
class Journey:
    """From one place to another.

    Parameters
    ----------
    day
        The day of the match it leads to, or comes from if it leads home.
    match
        The id of that match.
    start, end
        Where from and where to.
    km
        Along the geodesic.
    hours
        At the pace asked for.
    zones
        Hours by which the clock at the end is ahead of that at the start; None if a clock is not known.
    climb_m
        Metres that the end lies higher than the start; None if an altitude is not known.
    """

    day: dt.date
    match: str
    start: Stay
    end: Stay
    km: float
    hours: float
    zones: float | None
    climb_m: int | None

    @property
    def error_km(self) -> float:
        """How far off `km` may be, because a place is known by its city only."""
        return self.start.error_km + self.end.error_km


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The journeys of a club, in order, and the ids of the matches whose place is not known."""

    journeys: tuple[Journey, ...]
    unknown: tuple[str, ...]

    @property
    def km(self) -> float:
        """Kilometres in all."""
        return sum(journey.km for journey in self.journeys)

    @property
    def hours(self) -> float:
        """Hours in all."""
        return sum(journey.hours for journey in self.journeys)


@lru_cache(maxsize=100_000)
def distance_km(from_lat: float, from_lon: float, to_lat: float, to_lon: float) -> float:
    """Return the length of the geodesic on WGS 84 in kilometres; angles in degrees."""
    from geographiclib.geodesic import Geodesic

    found: float = Geodesic.WGS84.Inverse(from_lat, from_lon, to_lat, to_lon, Geodesic.DISTANCE)["s12"]
    return found / 1000


@lru_cache(maxsize=100_000)
def hours_from_utc(zone: str, day: dt.date) -> float | None:
    """Return how many hours a time zone is ahead of UTC at noon of a day, or None if it is not known."""
    from zoneinfo import ZoneInfo

    try:
        offset = dt.datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).utcoffset()
    except (KeyError, ValueError, OSError):
        return None
    return None if offset is None else offset.total_seconds() / 3600


def itinerary(
    home: Stay | None,
    matches: Sequence[tuple[dt.date, PlannedFixture]],
    place_of: Callable[[PlannedFixture], Stay | None],
    pace: Pace | None = None,
) -> Itinerary:
    """Return the journeys of a club through its matches.

    Parameters
    ----------
    home
        Where the club lives; None if not known: then no journey is known that begins or ends there.
    matches
        Its matches with their days, in order.
    place_of
        Where a match is played, or None if not known.
    pace
        How it travels.
    """
    pace = Pace() if pace is None else pace
    journeys: list[Journey] = []
    unknown: list[str] = []
    at = home
    last: tuple[dt.date, PlannedFixture] | None = None
    for day, match in matches:
        there = place_of(match)
        if there is None:
            unknown.append(match.id)
        if last is not None and at != home and (there == home or (day - last[0]).days > pace.road_days):
            journeys += _journey(last, at, home, pace)
            at = home
        journeys += _journey((day, match), at, there, pace)
        at, last = there, (day, match)
    if last is not None and at != home:
        journeys += _journey(last, at, home, pace)
    return Itinerary(tuple(journeys), tuple(unknown))


def _journey(match: tuple[dt.date, PlannedFixture], start: Stay | None, end: Stay | None, pace: Pace) -> list[Journey]:
    """Return the journey if both places are known and apart."""
    if start is None or end is None or start == end:
        return []
    km = distance_km(start.lat, start.lon, end.lat, end.lon)
    if km < _SHORTEST_KM:
        return []
    here, there = (hours_from_utc(stay.timezone, match[0]) if stay.timezone else None for stay in (start, end))
    zones = None if here is None or there is None else there - here
    heights = start.altitude_m, end.altitude_m
    climb = None if heights[0] is None or heights[1] is None else heights[1] - heights[0]
    return [Journey(match[0], match[1].id, start, end, km, km / pace.speed_kmh + pace.ground_hours, zones, climb)]
