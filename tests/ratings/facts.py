"""The embedded facts as the ratings want them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import numpy as np

import cupwright
from cupwright.ratings import ClubPlace, Results

FACTS = Path(cupwright.__file__).parent / "facts"


@cache
def results() -> Results:
    """Return every match that was played and whose score on the field is known."""
    rows = duckdb.sql(
        f"""select date, competition, home, away, ft_home, ft_away, coalesce(neutral, false) as neutral
        from '{FACTS / "matches.parquet"}' where ft_home is not null and ft_away is not null and home <> away
        order by date, match_id"""
    ).fetchnumpy()
    return Results.of(
        rows["date"].astype("datetime64[D]"),
        rows["competition"],
        rows["home"],
        rows["away"],
        np.asarray(rows["ft_home"]),
        np.asarray(rows["ft_away"]),
        np.asarray(rows["neutral"]),
    )


@cache
def clubs() -> dict[str, ClubPlace]:
    """Return where every club is at home."""
    rows = duckdb.sql(f"select club, country, confederation, altitude_m from '{FACTS / 'clubs.parquet'}'").fetchall()
    return {club: ClubPlace(country, above, high) for club, country, above, high in rows}
