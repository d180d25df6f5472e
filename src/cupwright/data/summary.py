"""What the facts and the workspace hold: sources, coverage, sizes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cupwright.data.store import TABLES, connect, description, facts_folder, facts_hash, facts_version
from cupwright.data.workspace import imports, workspace_path

__all__ = ["Coverage", "SourceCount", "coverage", "info", "list_sources"]


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source and how much of the matches it gave."""

    source: str
    licence: str
    matches: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Coverage:
    """One edition of one competition as far as it is held."""

    competition: str
    edition: str
    matches: int
    clubs: int
    first: dt.date
    last: dt.date


_LICENCES = (
    ("openfootball", "CC0-1.0"),
    ("schochastics/football-data; RSSSF", "ODC-BY 1.0; RSSSF, with acknowledgement"),
    ("schochastics", "ODC-BY 1.0"),
    ("RSSSF", "with acknowledgement"),
    ("football-data.co.uk", "CC0-1.0 as compiled by footballcsv"),
    ("worldfootball.net via footballcsv", "CC0-1.0 as compiled by footballcsv"),
    ("imported", "the user's own"),
)


def _licence(source: str) -> str:
    return next((licence for start, licence in _LICENCES if source.startswith(start)), "single facts")


def list_sources() -> list[SourceCount]:
    """Return the sources of the matches in use, the largest first."""
    with connect() as connection:
        rows = connection.execute(
            "SELECT source, count(*), min(date), max(date) FROM matches GROUP BY source ORDER BY 2 DESC, 1"
        ).fetchall()
    return [SourceCount(source, _licence(source), count, first, last) for source, count, first, last in rows]


def coverage() -> list[Coverage]:
    """Return what is held of every edition, by competition and date."""
    with connect() as connection:
        rows = connection.execute(
            "SELECT competition, edition, count(*), count(DISTINCT home), min(date), max(date) FROM matches "
            "GROUP BY ALL ORDER BY competition, min(date), edition"
        ).fetchall()
    return [Coverage(*row) for row in rows]


def info() -> dict[str, Any]:
    """Return version, hash, counts and places: of the embedded facts, and of the workspace with its imports."""
    with connect() as connection:
        counts = {
            table: (connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0] for table in TABLES
        }
        span = connection.execute("SELECT min(date), max(date) FROM matches").fetchone() or (None, None)
    path = workspace_path()
    return {
        "version": facts_version(),
        "facts_hash": facts_hash(),
        "embedded_sha256": description()["content_sha256"],
        "rows": counts,
        "first_date": span[0],
        "last_date": span[1],
        "facts_bytes": sum((facts_folder() / f"{table}.parquet").stat().st_size for table in TABLES),
        "workspace": str(path),
        "workspace_bytes": path.stat().st_size if path.exists() else 0,
        "imports": imports(),
    }
