"""Questions about editions as they were played: replays, journeys, the register of all."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.asking_shared import of_library, plain, served_at
from cupwright.app.web.jobs import Tell
from cupwright.app.web.questions import Question
from cupwright.app.web.settings import LabSettings

__all__ = ["journeys", "register", "replay"]


def replay(asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return an edition as it was played.

    ``pages`` has what its page shows, by language; beside it stand ``season``, ``verdict`` and ``under_way``.
    """
    from dataclasses import asdict

    from cupwright.data.places import clubs
    from cupwright.report.locales import CODES, language
    from cupwright.report.season_html import season_parts
    from cupwright.study.entries import entry_of
    from cupwright.study.provenance import provenance_of
    from cupwright.study.replaying import replay as ask

    name, day = of_library(asked.get("edition"), "editions"), asked.get("as-of")
    tell(0, 0, "replaying")
    played = ask(name, day or None)
    entry = entry_of(played).to_dict()
    command = f"cupwright replay {name}" + (f" --as-of {day}" if day else "")
    origin = provenance_of([played.edition], command)
    names = {club: found.name for club, found in clubs().items()}
    season = played.season
    return {
        "edition": name,
        "title": played.edition.title,
        "competition": played.edition.format.competition,
        "year": played.edition.year,
        "clubs": {club: names.get(club, club) for club in played.edition.clubs},
        "pages": {code: season_parts(played, entry, names, language(code)) for code in CODES},
        "season": plain(asdict(season)),
        "verdict": entry,
        "under_way": not season.champion,
        "until": None if season.until is None else str(season.until),
        "provenance": origin,
    }


def journeys(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return the journeys of an edition's clubs, and their lengths."""
    from dataclasses import asdict

    from cupwright.report.travel_map import MOST_JOURNEYS, travel_table
    from cupwright.study.journeys import journeys_of
    from cupwright.study.provenance import provenance_of

    name = of_library(asked.get("edition"), "editions")
    tell(0, 0, "looking it up")
    made = journeys_of(name)[:MOST_JOURNEYS]
    return {
        "edition": name,
        "journeys": [[asdict(first), asdict(second)] for first, second in made],
        "rows": travel_table([(first, second, "") for first, second in made]) if made else [],
        "provenance": {
            **provenance_of([], ""),
            "documents_hash": "",
            **served_at(f"editions/{name}/journeys", settings),
        },
    }


def register(_asked: Question, _settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Return every edition of the library and whether its replay agrees with the record."""
    from cupwright.study.provenance import provenance_of
    from cupwright.study.register import register as ask

    found = ask(progress=tell)
    return {"editions": [entry.to_dict() for entry in found], "provenance": provenance_of([], "cupwright replay --all")}
