"""What a reader of results hands on: one row per match as its source tells it, names not yet resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from cupwright.errors import Place, Problem

__all__ = ["RawMatch", "ReadResult", "Score"]

Score = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RawMatch:
    """A match as one source gives it.

    Scores are (home, away); `full_time` is the score at 90 minutes, `extra_time` the cumulative score at 120,
    `penalties` the shoot-out alone. What a source does not say is None or empty.
    """

    place: Place
    date: str
    home: str
    away: str
    full_time: Score | None = None
    half_time: Score | None = None
    extra_time: Score | None = None
    penalties: Score | None = None
    awarded: Score | None = None
    home_country: str = ""
    away_country: str = ""
    status: str = "played"
    competition: str = ""
    edition: str = ""
    stage: str = ""
    round: str = ""
    group: str = ""
    time: str = ""
    ground: str = ""
    neutral: bool | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The matches of one file and whatever could not be read in it."""

    matches: tuple[RawMatch, ...]
    problems: tuple[Problem, ...] = field(default=())
    title: str = ""
