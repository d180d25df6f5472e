"""How much of a country's league the facts hold before a day."""

from __future__ import annotations

import datetime as dt

from cupwright.data.store import connect

__all__ = ["domestic_matches"]


def domestic_matches(first: dt.date, last: dt.date) -> dict[str, int]:
    """Return, by country, how many matches with a score between two of its clubs the facts hold, both days included."""
    with connect() as connection:
        rows = connection.execute(
            "SELECT h.country, count(*) FROM matches m JOIN clubs h ON h.club = m.home JOIN clubs a ON a.club = m.away "
            "WHERE h.country = a.country AND m.ft_home IS NOT NULL AND m.date BETWEEN ? AND ? "
            "AND m.competition NOT LIKE 'conmebol-%' AND m.competition NOT LIKE 'concacaf-%' GROUP BY 1 ORDER BY 1",
            [first, last],
        ).fetchall()
    return dict(rows)
