"""How far apart places are, as the solver reckons it."""

from __future__ import annotations

from math import atan2, cos, hypot, radians, sin

from cupwright.football.calendars import Stay

__all__ = ["hours_between", "km_between"]

_EARTH_KM = 6371.0088  # mean radius (IUGG)


def km_between(one: Stay | None, other: Stay | None) -> float | None:
    """Return the kilometres on the sphere between two places, None where one is not known.

    The angle is taken between the two directions from the Earth's centre, which is exact for near and for opposite
    places alike.
    """
    if one is None or other is None:
        return None
    north, south = radians(one.lat), radians(other.lat)
    turn = radians(other.lon - one.lon)
    across = hypot(cos(south) * sin(turn), cos(north) * sin(south) - sin(north) * cos(south) * cos(turn))
    along = sin(north) * sin(south) + cos(north) * cos(south) * cos(turn)
    return _EARTH_KM * atan2(across, along)


def hours_between(one: Stay | None, other: Stay | None, speed_kmh: int, ground_hours: int) -> int | None:
    """Return the hours of a journey, rounded up; none within a place, None where one is not known."""
    km = km_between(one, other)
    if km is None or km < 1:
        return None if km is None else 0
    return ground_hours - int(-km // speed_kmh)
