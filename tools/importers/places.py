"""Tables of clubs, names, grounds and countries."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tools.importers.names import Names
from tools.importers.rows import Identity

__all__ = [
    "CLUB_COLUMNS",
    "COUNTRY_COLUMNS",
    "GROUND_COLUMNS",
    "NAME_COLUMNS",
    "club_table",
    "country_table",
    "ground_table",
    "name_table",
]

CLUB_COLUMNS = (
    ("club", "VARCHAR"), ("name", "VARCHAR"), ("country", "VARCHAR"), ("confederation", "VARCHAR"), ("city", "VARCHAR"),
    ("lat", "DOUBLE"), ("lon", "DOUBLE"), ("altitude_m", "SMALLINT"), ("timezone", "VARCHAR"), ("founded", "SMALLINT"),
    ("place_level", "VARCHAR"), ("place_source", "VARCHAR"), ("place_confidence", "VARCHAR"),
)  # fmt: skip
NAME_COLUMNS = (
    ("club", "VARCHAR"), ("name", "VARCHAR"), ("kind", "VARCHAR"), ("valid_from", "VARCHAR"), ("valid_to", "VARCHAR"),
    ("source", "VARCHAR"),
)  # fmt: skip
GROUND_COLUMNS = (
    ("club", "VARCHAR"), ("role", "VARCHAR"), ("ground", "VARCHAR"), ("country", "VARCHAR"), ("city", "VARCHAR"),
    ("lat", "DOUBLE"), ("lon", "DOUBLE"), ("altitude_m", "SMALLINT"), ("altitude_confidence", "VARCHAR"),
    ("valid_from", "VARCHAR"), ("valid_to", "VARCHAR"), ("dates_basis", "VARCHAR"), ("timezone", "VARCHAR"),
    ("place_level", "VARCHAR"), ("source", "VARCHAR"), ("confidence", "VARCHAR"), ("note", "VARCHAR"),
)  # fmt: skip
COUNTRY_COLUMNS = (
    ("country", "VARCHAR"), ("iso2", "VARCHAR"), ("iso3", "VARCHAR"), ("name", "VARCHAR"), ("confederation", "VARCHAR"),
    ("population", "BIGINT"), ("area_km2", "BIGINT"), ("capital", "VARCHAR"), ("source", "VARCHAR"),
)  # fmt: skip

# Countries of clubs met at Club World Cups, beyond the two Americas: code -> (ISO 2, ISO 3, name, confederation).
_WORLD = {
    "ALG": ("DZ", "DZA", "Algeria", "CAF"),
    "AUS": ("AU", "AUS", "Australia", "AFC"),
    "AUT": ("AT", "AUT", "Austria", "UEFA"),
    "CHN": ("CN", "CHN", "China PR", "AFC"),
    "COD": ("CD", "COD", "Congo DR", "CAF"),
    "EGY": ("EG", "EGY", "Egypt", "CAF"),
    "ENG": ("GB", "GBR", "England", "UEFA"),
    "ESP": ("ES", "ESP", "Spain", "UEFA"),
    "FRA": ("FR", "FRA", "France", "UEFA"),
    "GER": ("DE", "DEU", "Germany", "UEFA"),
    "IRN": ("IR", "IRN", "Iran", "AFC"),
    "ITA": ("IT", "ITA", "Italy", "UEFA"),
    "JPN": ("JP", "JPN", "Japan", "AFC"),
    "KOR": ("KR", "KOR", "Korea Republic", "AFC"),
    "KSA": ("SA", "SAU", "Saudi Arabia", "AFC"),
    "MAR": ("MA", "MAR", "Morocco", "CAF"),
    "MTQ": ("MQ", "MTQ", "Martinique", "CONCACAF"),
    "NCL": ("NC", "NCL", "New Caledonia", "OFC"),
    "NZL": ("NZ", "NZL", "New Zealand", "OFC"),
    "PNG": ("PG", "PNG", "Papua New Guinea", "OFC"),
    "POR": ("PT", "PRT", "Portugal", "UEFA"),
    "QAT": ("QA", "QAT", "Qatar", "AFC"),
    "RSA": ("ZA", "ZAF", "South Africa", "CAF"),
    "TAH": ("PF", "PYF", "Tahiti", "OFC"),
    "TUN": ("TN", "TUN", "Tunisia", "CAF"),
    "UAE": ("AE", "ARE", "United Arab Emirates", "AFC"),
}
# Clubs met at Club World Cups that no match of the sources names; documents do.
NAMED_BY_DOCUMENTS = frozenset(
    {
        ("AS Pirae", "TAH"),
        ("Al Ahli Jeddah", "KSA"),
        ("Al Duhail", "QAT"),
        ("Hienghène Sport", "NCL"),
        ("Juventus", "ITA"),
        ("Manchester City", "ENG"),
    }
)
# Renamed clubs: (name of the time, country) -> last year of that name.
_FORMER = {
    ("Real Garcilaso", "PER"): "2019",
    ("Inti Gas", "PER"): "2014",
    ("Itagüi Ditaires", "COL"): "2014",
    ("CA Bragantino", "BRA"): "2019",
    ("Alianza Petrolera", "COL"): "2023",
    ("Kansas City Wizards", "USA"): "2010",
    ("MetroStars", "USA"): "2005",
}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _float(text: str) -> float | None:
    return float(text) if text else None


def _int(text: str) -> int | None:
    return round(float(text)) if text else None


def country_table(root: Path, used: Iterable[str]) -> list[tuple[object, ...]]:
    """Return the countries: all of the two Americas that are listed, and those of the clubs met elsewhere."""
    table: list[tuple[object, ...]] = []
    for row in _rows(root / "countries.csv"):
        table.append(
            (
                row["fifa"],
                row["iso2"],
                row["iso3"],
                row["name"],
                row["confederation"],
                _int(row["population"]),
                _int(row["area_km2"]),
                row["capital"],
                "GeoNames (CC BY 4.0)",
            )
        )
    listed = {line[0] for line in table}
    for code in sorted(set(used) - listed):
        iso2, iso3, name, confederation = _WORLD[code]
        table.append((code, iso2, iso3, name, confederation, None, None, None, None))
    return sorted(table, key=lambda line: str(line[0]))


def ground_table(root: Path, ids: dict[Identity, str]) -> list[tuple[object, ...]]:
    """Return the grounds with their validity; a city's point is said to be one."""
    table: list[tuple[object, ...]] = []
    for row in _rows(root / "grounds.csv"):
        club = ids.get((row["canonical"], row["country"]))
        if row["role"] == "home" and club is None:
            continue
        table.append(
            (
                club,
                row["role"],
                row["ground"] or None,
                row["country"],
                row["city"] or None,
                _float(row["lat"]),
                _float(row["lon"]),
                _int(row["altitude_m"]),
                row["altitude_confidence"] or None,
                row["valid_from"] or None,
                row["valid_to"] or None,
                row["dates_basis"] or None,
                row["timezone"] or None,
                "city" if row["confidence"] == "city" else "ground",
                row["source"],
                "low" if row["confidence"] == "city" else row["confidence"],
                row["note"] or None,
            )
        )
    return sorted(table, key=lambda line: (str(line[0] or "~"), str(line[9] or ""), str(line[2])))


def club_table(
    root: Path,
    ids: dict[Identity, str],
    countries: list[tuple[object, ...]],
    grounds: list[tuple[object, ...]],
) -> list[tuple[object, ...]]:
    """Return the clubs; the place is that of the ground in use last, and the city's point only where it says so."""
    facts = {(row["canonical"], row["country"]): row for row in _rows(root / "clubs.csv")}
    confederation = {line[0]: line[4] for line in countries}
    homes: dict[object, list[tuple[object, ...]]] = defaultdict(list)
    for line in grounds:
        if line[1] == "home":
            homes[line[0]].append(line)
    table: list[tuple[object, ...]] = []
    for identity, club in ids.items():
        fact = facts.get(identity, {})
        place: tuple[object, ...] = (None,) * 5 + (None, None, None)
        founded = _int(fact.get("founded", ""))
        if homes[club]:
            open_ended = [line for line in homes[club] if line[10] is None]
            last = max(open_ended or homes[club], key=lambda line: str(line[9] or ""))
            place = (last[4], last[5], last[6], last[7], last[12], last[13], last[14], last[15])
        elif fact.get("lat"):
            point = _float(fact["lat"]), _float(fact["lon"]), _int(fact["city_altitude_m"])
            place = (fact["city"], *point, fact["timezone"] or None, "city", "GeoNames (CC BY 4.0)", "low")
        city, lat, lon, altitude, zone, level, source, trust = place
        table.append(
            (
                club,
                identity[0],
                identity[1],
                confederation[identity[1]],
                city,
                lat,
                lon,
                altitude,
                zone,
                founded,
                level,
                source,
                trust,
            )
        )
    return sorted(table, key=lambda line: str(line[0]))


def name_table(names: Names, ids: dict[Identity, str]) -> list[tuple[object, ...]]:
    """Return every spelling of every club once, canonical names first."""
    table: list[tuple[object, ...]] = []
    for identity, club in ids.items():
        seen = {identity[0]}
        reviewed = "unreviewed" if identity in names.unreviewed else "curated"
        table.append((club, identity[0], "canonical", None, None, reviewed))
        for spelling, family in sorted(names.spellings[identity]):
            if spelling in seen:
                continue
            seen.add(spelling)
            until = _FORMER.get((spelling, identity[1]))
            table.append(
                (club, spelling, "former" if until else "alias", None, until, "unsourced" if until else family)
            )
    return sorted(table, key=lambda line: (str(line[0]), str(line[2]) != "canonical", str(line[1])))
