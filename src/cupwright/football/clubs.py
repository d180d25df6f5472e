"""Clubs, their grounds and their countries."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Club", "Country", "Ground"]


@dataclass(frozen=True, slots=True)
class Country:
    """An association's country.

    Parameters
    ----------
    code
        FIFA's three letters, such as ``"PAR"``.
    name, confederation
        In English; one of CONMEBOL, CONCACAF, UEFA, AFC, CAF, OFC.
    iso2, iso3
        ISO 3166 codes.
    population
        Inhabitants, or None where not held.
    """

    code: str
    name: str
    confederation: str
    iso2: str = ""
    iso3: str = ""
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A place where a club was at home over some time.

    `lat` and `lon` are degrees (WGS 84), `altitude_m` metres above the sea of the place, not of the pitch. `level` is
    ``"ground"`` for a ground's own point and ``"city"`` for that of its city. `valid_from` and `valid_to` are days as
    ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty means open.
    """

    name: str
    city: str
    country: str
    lat: float | None
    lon: float | None
    altitude_m: int | None
    timezone: str
    level: str
    source: str
    confidence: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Club:
    """A club and where it is at home now.

    `place_level` is ``"ground"``, ``"city"`` or empty when the place is not known; then `lat`, `lon` and `altitude_m`
    are None and nobody should guess them.
    """

    id: str
    name: str
    country: str
    confederation: str
    city: str = ""
    lat: float | None = None
    lon: float | None = None
    altitude_m: int | None = None
    timezone: str = ""
    founded: int | None = None
    place_level: str = ""
    place_source: str = ""
    place_confidence: str = ""
