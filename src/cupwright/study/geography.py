"""Distances of grounds on a sphere."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

__all__ = ["EARTH_KM", "great_circle_km"]

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
