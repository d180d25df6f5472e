"""Where clubs and matches are, as journeys ask it. A place that is not known stays unknown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache

from cupwright.football.calendars import PlannedFixture, Stay
from cupwright.football.clubs import Ground
from cupwright.schedule.travel import CITY_ERROR_KM

__all__ = ["Places", "stay_of"]


def stay_of(ground: Ground | None, name: str = "") -> Stay | None:
    """Return a ground as a place, or None if its point is not known; a city's point is off by a stated error."""
    if ground is None or ground.lat is None or ground.lon is None:
        return None
    error = 0.0 if ground.level == "ground" else CITY_ERROR_KM
    return Stay(name or ground.name or ground.city, ground.lat, ground.lon, ground.altitude_m, ground.timezone, error)


@cache
def _home(club: str, year: int, month: int) -> Stay | None:
    from cupwright.data.places import clubs, ground_at

    if club not in clubs():
        return None
    ground = ground_at(club, dt.date(year, month, 1))
    return stay_of(ground, ground.city if ground is not None else "")


@dataclass(frozen=True)
class Places:
    """The places of a year; `moved` holds clubs that play at home elsewhere."""

    moved: dict[str, Stay] = field(default_factory=dict)

    def home(self, club: str, day: dt.date) -> Stay | None:
        """Return where a club is at home, to the month."""
        return self.moved.get(club) or _home(club, day.year, day.month)

    def of(self, fixture: PlannedFixture) -> Stay | None:
        """Return where a match is played: at the host's, or on neutral ground that the facts know by name."""
        if fixture.neutral:
            from cupwright.data.places import neutral_grounds

            return stay_of(neutral_grounds().get(fixture.venue))
        return self.home(fixture.home, fixture.first) if fixture.home and fixture.away else None
