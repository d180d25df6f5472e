"""Questions about what the facts hold: a club, its year, sources and coverage."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cupwright.app.web.asking_shared import (
    MOST_PROPOSALS,
    club_of,
    of_library,
    origin_of,
    plain,
    ratings_of,
    served_at,
)
from cupwright.app.web.jobs import Tell
from cupwright.app.web.questions import Question
from cupwright.app.web.settings import LabSettings

__all__ = ["club", "coverage", "year"]


def club(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return what the facts hold of a club: who it is, and its matches by edition."""
    from dataclasses import asdict

    from cupwright.data.club_record import club_record
    from cupwright.data.places import clubs, ground_at

    tell(0, 0, "looking it up")
    name = club_of(asked.get("club"))
    ground = ground_at(name, dt.date.fromisoformat("2026-01-01"))
    return {
        "club": plain(asdict(clubs()[name])),
        "ground": None if ground is None else plain(asdict(ground)),
        "record": [plain(asdict(row)) for row in club_record(name)],
        "provenance": {**origin_of(""), **served_at(f"clubs/{name}", settings)},
    }


def year(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the matches of a club in the year of a cup, and whether all can be kept; no clubs if it is in no field."""
    from cupwright.study.calendar_club import club_year

    tell(0, 0, "looking it up")
    name = club_of(asked.get("club"))
    documents = [of_library(one, "editions", "proposals") for one in asked.get("of").split(",")]
    found = club_year(
        name, documents[: MOST_PROPOSALS + 1], worlds=settings.first_worlds, threads=settings.threads,
        settings=ratings_of(settings), progress=tell,
    )  # fmt: skip
    origin = {**origin_of(""), **served_at(f"clubs/{name}", settings)}
    return {"document": "", "clubs": [], "provenance": origin, **(found or {})}


def coverage(_asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return what the facts hold: sources, editions, sizes."""
    from dataclasses import asdict

    from cupwright.data.api import coverage as held
    from cupwright.data.api import info, list_sources

    tell(0, 0, "counting")
    about = info()
    return {
        "sources": [plain(asdict(row)) for row in list_sources()],
        "coverage": [plain(asdict(row)) for row in held()],
        "rows": about["rows"], "first": str(about["first_date"]), "last": str(about["last_date"]),
        "version": about["version"], "imports": len(about["imports"]),
        "provenance": origin_of("cupwright data coverage"),
    }  # fmt: skip
