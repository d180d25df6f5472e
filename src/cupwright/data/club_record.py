"""The matches of one club, counted by competition and edition."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cupwright.data.store import connect

__all__ = ["EditionRecord", "club_record"]


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """A club's matches in one edition, by the scores of the field at 90 minutes.

    `competition` and `edition` are those of the facts; `matches` counts also those without a score.
    """

    competition: str
    edition: str
    matches: int
    won: int
    drawn: int
    lost: int
    goals_for: int
    goals_against: int
    first: dt.date
    last: dt.date


def club_record(club: str) -> list[EditionRecord]:
    """Return the record of a club, the latest edition first; empty if the facts hold no match of it."""
    with connect() as connection:
        rows = connection.execute(
            "WITH own AS (SELECT competition, edition, date, ft_home AS made, ft_away AS let_in FROM matches "
            "WHERE home = $club UNION ALL SELECT competition, edition, date, ft_away, ft_home FROM matches "
            "WHERE away = $club) "
            "SELECT competition, edition, count(*), count(*) FILTER (made > let_in), count(*) FILTER (made = let_in), "
            "count(*) FILTER (made < let_in), coalesce(sum(made), 0)::INTEGER, coalesce(sum(let_in), 0)::INTEGER, "
            "min(date), max(date) FROM own GROUP BY competition, edition ORDER BY max(date) DESC, competition",
            {"club": club},
        ).fetchall()
    return [EditionRecord(*row) for row in rows]
