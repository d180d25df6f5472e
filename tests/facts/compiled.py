"""Questions to the embedded facts, without the product's own code in between."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import duckdb

import cupwright

FACTS = Path(cupwright.__file__).parent / "facts"
TABLES = ("matches", "clubs", "club_names", "grounds", "countries")


@cache
def connection() -> duckdb.DuckDBPyConnection:
    """Return a connection with a view for each table."""
    opened = duckdb.connect()
    for table in TABLES:
        opened.execute(f"CREATE VIEW {table} AS FROM '{FACTS / f'{table}.parquet'}'")
    return opened


def ask(query: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows that answer a query."""
    return connection().execute(query, list(values)).fetchall()


def one(query: str, *values: object) -> Any:
    """Return the single value that answers a query."""
    rows = ask(query, *values)
    assert len(rows) == 1, rows
    return rows[0][0]


def match(competition: str, edition: str, home: str, away: str, since: str = "1900-01-01") -> dict[str, Any]:
    """Return the one match of two clubs in an edition on or after a day, its scores as pairs."""
    cursor = connection().execute(
        "SELECT * FROM matches WHERE competition = ? AND edition = ? AND home = ? AND away = ? AND date >= ? "
        "ORDER BY date",
        [competition, edition, home, away, since],
    )
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    assert len(rows) == 1, rows
    found = dict(zip(names, rows[0], strict=True))
    for kind in ("ft", "aet", "pen", "awarded"):
        pair = found.pop(f"{kind}_home"), found.pop(f"{kind}_away")
        found[kind] = None if pair[0] is None else pair
    return found
