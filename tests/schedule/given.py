"""Fixtures and windows written in one line."""

from __future__ import annotations

import datetime as dt

from cupwright.football.calendars import Branch, PlannedFixture, Window


def day(text: str) -> dt.date:
    """Return a day of 2027 from ``"3-24"``, or any from ``"2026-11-04"``."""
    return dt.date.fromisoformat(text) if text.count("-") == 2 else dt.date(2027, *map(int, text.split("-")))


def fixture(
    name: str,
    first: str,
    last: str = "",
    *,
    home: str = "toluca",
    away: str = "",
    competition: str = "cup",
    weekdays: tuple[int, ...] = (),
    needs: tuple[Branch, ...] = (),
    neutral: bool = False,
    venue: str = "",
    chance: float | None = None,
    stage: str = "",
    played: bool = False,
) -> PlannedFixture:
    """Return a fixture; with one day it is fixed."""
    return PlannedFixture(
        name, competition, name, stage, home, away, day(first), day(last or first), neutral, venue, weekdays, needs,
        chance, played,
    )  # fmt: skip


def release(name: str, first: str, last: str, clubs: tuple[str, ...] = ()) -> Window:
    """Return a window of release."""
    return Window(name, name, day(first), day(last), use="release", clubs=clubs)
