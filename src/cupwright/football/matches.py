"""Matches as they were played or decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["DatePrecision", "Match", "MatchStatus", "ScoreBasis"]

Score = tuple[int, int]


class MatchStatus(StrEnum):
    """What became of a match."""

    PLAYED = "played"
    AWARDED = "awarded"
    ABANDONED = "abandoned"
    VOID = "void"
    WALKOVER = "walkover"


class DatePrecision(StrEnum):
    """How well the date is known; DAY_EITHER_WAY: a source dated evening matches in another time zone."""

    DAY = "day"
    DAY_EITHER_WAY = "day-either-way"
    MONTH = "month"
    YEAR = "year"
    APPROX = "approx"


class ScoreBasis(StrEnum):
    """FT: `full_time` is the score at 90 minutes. FINAL: a final score that may hold extra time."""

    FT = "ft"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Match:
    """A match. Scores are (home, away), kept apart: at 90 minutes, after extra time, the shoot-out, the award.

    `full_time` is the score of the field, None when the match was not played out or the score is not known.
    `extra_time` is cumulative. `awarded` is what the competition's body decided. `defect` numbers a known defect of
    the source that was repaired or is marked here; `note` says how.
    """

    id: str
    date: dt.date
    competition: str
    edition: str
    home: str
    away: str
    full_time: Score | None = None
    extra_time: Score | None = None
    penalties: Score | None = None
    awarded: Score | None = None
    stage: str = ""
    round: str = ""
    group: str = ""
    leg: int | None = None
    status: MatchStatus = MatchStatus.PLAYED
    basis: ScoreBasis = ScoreBasis.FT
    precision: DatePrecision = DatePrecision.DAY
    neutral: bool = False
    source: str = ""
    confidence: str = "high"
    defect: str = ""
    note: str = ""

    @property
    def official(self) -> Score | None:
        """The score that tables use: the award where there was one, else the score at 90 minutes."""
        return self.awarded if self.awarded is not None else self.full_time
