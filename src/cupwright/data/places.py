"""Clubs, grounds and countries as the facts have them."""

from __future__ import annotations

import datetime as dt
from functools import cache

from cupwright.data.store import connect
from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.clubs import Club, Country, Ground

__all__ = ["clubs", "countries", "ground_at", "grounds", "neutral_grounds"]

_CLUB = (
    "club, name, country, confederation, coalesce(city, ''), lat, lon, altitude_m, coalesce(timezone, ''), founded, "
    "coalesce(place_level, ''), coalesce(place_source, ''), coalesce(place_confidence, '')"
)
_GROUND = (
    "club, coalesce(ground, ''), coalesce(city, ''), country, lat, lon, altitude_m, coalesce(timezone, ''), "
    "place_level, source, confidence, coalesce(valid_from, ''), coalesce(valid_to, '')"
)


@cache
def clubs() -> dict[str, Club]:
    """Return every club of the facts by its id, in alphabetical order."""
    with connect(overlay=False) as connection:
        rows = connection.execute(f"SELECT {_CLUB} FROM clubs ORDER BY club").fetchall()
    return {row[0]: Club(*row) for row in rows}


@cache
def countries() -> dict[str, Country]:
    """Return the countries by FIFA code."""
    with connect(overlay=False) as connection:
        rows = connection.execute(
            "SELECT country, name, confederation, coalesce(iso2, ''), coalesce(iso3, ''), population FROM countries "
            "ORDER BY country"
        ).fetchall()
    return {row[0]: Country(*row) for row in rows}


@cache
def _all_grounds() -> tuple[tuple[str | None, Ground], ...]:
    with connect(overlay=False) as connection:
        rows = connection.execute(f"SELECT {_GROUND} FROM grounds ORDER BY club, valid_from, ground").fetchall()
    return tuple((row[0], Ground(*row[1:])) for row in rows)


def grounds(club: str) -> tuple[Ground, ...]:
    """Return the home grounds of a club, earliest first."""
    return tuple(ground for owner, ground in _all_grounds() if owner == club)


def neutral_grounds() -> dict[str, Ground]:
    """Return the grounds of finals and neutral matches by name."""
    return {ground.name: ground for owner, ground in _all_grounds() if owner is None}


def _first_day(text: str) -> dt.date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def _last_day(text: str) -> dt.date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def ground_at(club: str, date: dt.date | str) -> Ground | None:
    """Return where a club was at home on a day, or None where that is not known.

    Where two grounds share a day (dates of moves are often known by year or month only), the later one counts. A club
    whose ground is not known is at home at its city's point if the facts have one.

    Raises
    ------
    CupwrightError
        If no club has this id.
    """
    day = date if isinstance(date, dt.date) else dt.date.fromisoformat(date)
    known = clubs()
    if club not in known:
        raise CupwrightError.of("unknown-club", f"no club has the id `{club}`", hint=did_you_mean(club, known))
    best: tuple[dt.date, Ground] | None = None
    for ground in grounds(club):
        first = _first_day(ground.valid_from) if ground.valid_from else dt.date.min
        last = _last_day(ground.valid_to) if ground.valid_to else dt.date.max
        if first <= day <= last and (best is None or first >= best[0]):
            best = (first, ground)
    if best is not None:
        return best[1]
    home = known[club]
    if grounds(club) or home.lat is None:
        return None
    return Ground(
        "", home.city, home.country, home.lat, home.lon, home.altitude_m, home.timezone, home.place_level,
        home.place_source, home.place_confidence,
    )  # fmt: skip
