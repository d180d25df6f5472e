"""What the facts say of grounds, clocks and populations, as the metrics ask it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cupwright.football.clubs import Ground
from cupwright.schedule.travel import hours_from_utc

__all__ = ["FactsAtlas"]


@dataclass(frozen=True, slots=True)
class FactsAtlas:
    """Grounds as they were on one day."""

    day: dt.date

    def ground(self, club: str) -> tuple[float, float] | None:
        """Return latitude and longitude of the club's home ground, None if not known."""
        found = self._ground(club)
        return None if found is None or found.lat is None or found.lon is None else (found.lat, found.lon)

    def altitude(self, club: str) -> float | None:
        """Return the metres above the sea of the club's home ground, None if not known."""
        found = self._ground(club)
        return None if found is None else found.altitude_m

    def clock(self, club: str, day: dt.date) -> float | None:
        """Return how many hours the club's clock is ahead of UTC on a day, None if not known."""
        found = self._ground(club)
        return None if found is None or not found.timezone else hours_from_utc(found.timezone, day)

    def population(self, association: str) -> int | None:
        """Return the population of an association's country, None if not known."""
        from cupwright.data.places import countries

        country = countries().get(association)
        return None if country is None else country.population

    def _ground(self, club: str) -> Ground | None:
        from cupwright.data.places import ground_at

        return ground_at(club, self.day)
