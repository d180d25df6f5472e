"""All matches at once, as arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.data.store import connect

__all__ = ["MatchTable", "load_matches"]

Codes = npt.NDArray[np.int32]
Goals = npt.NDArray[np.int16]

STATUSES = ("played", "awarded", "abandoned", "void", "walkover")
PRECISIONS = ("day", "day-either-way", "month", "year", "approx")
BASES = ("ft", "final")


@dataclass(frozen=True, eq=False)
class MatchTable:
    """N matches in order of date; ties of date in the order of competition and clubs.

    Parameters
    ----------
    clubs, competitions, editions, stages
        The words that the codes below point into, each in alphabetical order. `stages` holds ``""`` for unknown.
    date
        Shape (N,), ``datetime64[D]``.
    competition, edition, stage, home, away
        Shape (N,), int32 codes.
    ft_home, ft_away
        Shape (N,), int16: the score of the field at 90 minutes; -1 where not known or not played.
    aet_home, aet_away, pen_home, pen_away, awarded_home, awarded_away
        The same for the score after extra time (cumulative), the shoot-out and the award.
    neutral
        Shape (N,), bool.
    leg
        Shape (N,), int8: 1 or 2 in a tie of two legs, 0 where there is none or it is not known.
    status, precision, basis
        Shape (N,), int8 codes into :data:`STATUSES`, :data:`PRECISIONS` and :data:`BASES`.
    """

    clubs: tuple[str, ...]
    competitions: tuple[str, ...]
    editions: tuple[str, ...]
    stages: tuple[str, ...]
    date: npt.NDArray[np.datetime64]
    competition: Codes
    edition: Codes
    stage: Codes
    home: Codes
    away: Codes
    ft_home: Goals
    ft_away: Goals
    aet_home: Goals
    aet_away: Goals
    pen_home: Goals
    pen_away: Goals
    awarded_home: Goals
    awarded_away: Goals
    neutral: npt.NDArray[np.bool_]
    leg: npt.NDArray[np.int8]
    status: npt.NDArray[np.int8]
    precision: npt.NDArray[np.int8]
    basis: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.date)

    @property
    def has_field_score(self) -> npt.NDArray[np.bool_]:
        """Shape (N,): whether a score at 90 minutes is known, or a final score where the source gives no other."""
        return (self.ft_home >= 0) & (self.ft_away >= 0)


_WORDS = {"club": "clubs", "competition": "competitions", "edition": "editions", "stage": "stages"}
_SCORES = ("ft_home", "ft_away", "aet_home", "aet_away", "pen_home", "pen_away", "awarded_home", "awarded_away")


def _case(column: str, words: tuple[str, ...]) -> str:
    tests = " ".join(f"WHEN '{word}' THEN {code}" for code, word in enumerate(words))
    return f"CAST(CASE {column} {tests} END AS TINYINT) AS {column}"


def load_matches(
    since: dt.date | str | None = None,
    until: dt.date | str | None = None,
    competitions: Iterable[str] | None = None,
) -> MatchTable:
    """Load matches, facts and workspace together.

    Parameters
    ----------
    since, until
        First and last day, both included; None for all. A match whose day is only known a day either way counts
        by the date it has.
    competitions
        Ids to keep; None for all.
    """
    where = ["true"]
    values: list[object] = []
    if since is not None:
        where.append("date >= CAST(? AS DATE)")
        values.append(str(since))
    if until is not None:
        where.append("date <= CAST(? AS DATE)")
        values.append(str(until))
    if competitions is not None:
        where.append("list_contains(?, competition)")
        values.append(list(competitions))
    with connect() as connection:
        scores = ", ".join(f"CAST(coalesce({column}, -1) AS SMALLINT) AS {column}" for column in _SCORES)
        connection.execute(
            "CREATE TEMP TABLE chosen AS SELECT date, competition, edition, coalesce(stage, '') AS stage, home, away, "
            f"{scores}, coalesce(neutral, false) AS neutral, CAST(coalesce(leg, 0) AS TINYINT) AS leg, "
            f"{_case('status', STATUSES)}, {_case('date_precision', PRECISIONS)}, {_case('score_basis', BASES)} "
            f"FROM matches WHERE {' AND '.join(where)}",
            values,
        )
        sources = {
            "club": "SELECT home AS word FROM chosen UNION SELECT away FROM chosen",
            "competition": "SELECT DISTINCT competition AS word FROM chosen",
            "edition": "SELECT DISTINCT edition AS word FROM chosen",
            "stage": "SELECT DISTINCT stage AS word FROM chosen",
        }
        vocabularies: dict[str, Any] = {}
        for name, query in sources.items():
            connection.execute(
                f"CREATE TEMP TABLE {name}_words AS SELECT word, "
                f"CAST(row_number() OVER (ORDER BY word) - 1 AS INTEGER) AS code FROM ({query})"
            )
            found = connection.execute(f"SELECT word FROM {name}_words ORDER BY code").fetchall()
            vocabularies[_WORDS[name]] = tuple(row[0] for row in found)
        columns = connection.execute(
            "SELECT date, c.code AS competition, e.code AS edition, s.code AS stage, h.code AS home, a.code AS away, "
            f"{', '.join(_SCORES)}, neutral, leg, status, date_precision AS precision, score_basis AS basis "
            "FROM chosen JOIN competition_words c ON c.word = competition JOIN edition_words e ON e.word = edition "
            "JOIN stage_words s ON s.word = stage JOIN club_words h ON h.word = home "
            "JOIN club_words a ON a.word = away"
        ).fetchnumpy()
    plain = {name: np.asarray(values) for name, values in columns.items()}
    plain["date"] = plain["date"].astype("datetime64[D]")
    # Sorting here on codes is much faster than ORDER BY over a join.
    order = np.lexsort([plain[name] for name in ("ft_away", "ft_home", "away", "home", "competition", "date")])
    arrays: dict[str, Any] = {name: values[order] for name, values in plain.items()}
    for array in arrays.values():
        array.flags.writeable = False
    return MatchTable(**{**vocabularies, **arrays})
