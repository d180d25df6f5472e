"""Fixtures as rows: the table beside every calendar chart, and what CSV and JSON hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from cupwright.football.calendars import PlannedFixture

__all__ = [
    "TO_BE_KNOWN",
    "days_words",
    "fixture_csv",
    "fixture_json",
    "fixture_rows",
    "is_tentative",
    "side_words",
    "span_words",
]

TO_BE_KNOWN = "to be known"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def is_tentative(fixture: PlannedFixture) -> bool:
    """Return whether a fixture may yet be on another day, between others, or not at all."""
    open_side = not (fixture.home and fixture.away)
    return bool(not fixture.played and (fixture.needs or fixture.assumed or open_side or fixture.first != fixture.last))


def side_words(fixture: PlannedFixture, names: Mapping[str, str]) -> tuple[str, str]:
    """Return what the two clubs are called; a club without a name goes by its id."""
    home, away = (names.get(club, club) or TO_BE_KNOWN for club in (fixture.home, fixture.away))
    return home, away


def span_words(first: dt.date, last: dt.date) -> str:
    """Return a day, or the first and the last of several, in words."""
    days = [f"{_DAYS[day.weekday()]} {day.day} {day:%b} {day.year}" for day in (first, last)]
    return days[0] if first == last else " to ".join(days)


def days_words(fixture: PlannedFixture) -> str:
    """Return the days of a fixture in words: one, or a window with the days of the week that are possible in it."""
    words = span_words(fixture.first, fixture.last)
    if fixture.weekdays and fixture.first != fixture.last:
        words += f" ({', '.join(_DAYS[day] for day in sorted(fixture.weekdays))})"
    return words


def fixture_rows(fixtures: Iterable[PlannedFixture], names: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return one row for each fixture, by day and then id.

    Parameters
    ----------
    fixtures
        In any order.
    names
        What clubs are called, by id; without, ids stand for names.

    Returns
    -------
    list
        Ids, names, days (ISO), what it depends on, chance (None where not worked out), status ``"played"``,
        ``"fixed"`` or ``"tentative"``, and the source with its confidence.
    """
    rows = []
    for fixture in sorted(fixtures, key=lambda fixture: (fixture.first, fixture.last, fixture.id)):
        home, away = side_words(fixture, names or {})
        status = "played" if fixture.played else "tentative" if is_tentative(fixture) else "fixed"
        rows.append(
            {
                "id": fixture.id, "competition": fixture.competition, "stage": fixture.stage, "title": fixture.title,
                "first": fixture.first.isoformat(), "last": fixture.last.isoformat(),
                "weekdays": " ".join(_DAYS[day] for day in fixture.weekdays), "home": fixture.home,
                "away": fixture.away, "home_name": home, "away_name": away, "venue": fixture.venue,
                "neutral": fixture.neutral, "status": status, "assumed": fixture.assumed,
                "needs": " ".join(f"{variable}={value}" for variable, value in fixture.needs),
                "chance": fixture.chance, "source": fixture.source.title if fixture.source else "",
                "confidence": fixture.source.confidence if fixture.source else "",
            }
        )  # fmt: skip
    return rows


def fixture_csv(fixtures: Iterable[PlannedFixture], names: Mapping[str, str] | None = None) -> str:
    """Write fixtures as CSV with a heading."""
    from cupwright.report.tables import to_csv

    return to_csv(fixture_rows(fixtures, names))


def fixture_json(fixtures: Iterable[PlannedFixture], names: Mapping[str, str] | None = None) -> str:
    """Write fixtures as a JSON list."""
    from cupwright.report.tables import to_json

    return to_json(fixture_rows(fixtures, names))
