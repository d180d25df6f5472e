"""Distances and time zones of grounds."""

from __future__ import annotations

import datetime as dt
from math import asin, cos, radians, sin, sqrt

__all__ = ["EARTH_KM", "great_circle_km", "hours_from_utc"]

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG), of the sphere on which distances are taken."""


def great_circle_km(from_latitude: float, from_longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Return the distance on the sphere in kilometres, by the haversine formula; angles in degrees.

    Against the ellipsoid it is off by half a per cent at most.
    """
    south, north = radians(from_latitude), radians(to_latitude)
    across = radians(to_longitude - from_longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def hours_from_utc(zone: str, day: dt.date) -> float | None:
    """Return how many hours a time zone is ahead of UTC at noon of a day, or None if it is not known."""
    from zoneinfo import ZoneInfo

    try:
        offset = dt.datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).utcoffset()
    except (KeyError, ValueError, OSError):
        return None
    return None if offset is None else offset.total_seconds() / 3600
