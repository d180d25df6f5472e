"""Which charts and tables each kind of answer has, and how it is cited."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.calendar_parts import year_picture, year_rows
from cupwright.app.web.club_files import chance_rows, club_origin, club_picture, club_rows
from cupwright.app.web.compare_charts import compare_picture, compare_rows
from cupwright.app.web.compare_parts import citation as compare_citation
from cupwright.app.web.gap_files import gap_rows
from cupwright.app.web.scores_stored import score_rows
from cupwright.app.web.season_files import course_picture, journeys_picture, season_rows
from cupwright.report.answer import Answer
from cupwright.report.briefs.pictures import Picture
from cupwright.report.locales import Language

__all__ = ["citation", "numbered", "origin", "picture", "rows"]

Row = dict[str, Any]


def origin(kind: str, name: str, data: Row) -> Row:
    """Return the provenance of a chart or table of an answer."""
    found: Row = data["provenance"]
    if kind == "strengths" and name.startswith("club-"):
        return {**found, **club_origin(data, name.removeprefix("club-"))}
    return found


def citation(kind: str, data: Row, name: str = "") -> str:
    """Return how an answer, or a chart or table of it, is cited."""
    if kind == "compare":
        return compare_citation(Answer(data["answers"][0]))
    found = origin(kind, name, data)
    documents = f", documents {found['documents_hash'][:10]}" if found["documents_hash"] else ""
    at = f", {found['address']}" if found.get("address") else ""
    return f"Cupwright {found['version']}: {found['command']}{at}; facts {found['facts_hash'][:10]}{documents}."


def picture(kind: str, name: str, data: Row, language: Language) -> Picture | None:
    """Return a chart of an answer by its name, or None."""
    if kind == "compare":
        stem, one = numbered(name, data)
        return compare_picture(Answer(one), stem, language)
    if kind == "strengths" and name.startswith("club-"):
        return club_picture(data, name.removeprefix("club-"), language)
    if (kind, name) == ("journeys", "journeys"):
        return journeys_picture(data, language)
    if (kind, name) == ("year", "year"):
        return year_picture(data, language)
    return course_picture(data, language) if (kind, name) == ("course", "course") else None


def rows(kind: str, name: str, data: Row) -> list[Row] | None:
    """Return a table of an answer by its name, unrounded; None if there is no such table."""
    if kind == "compare" and name.startswith("club-"):
        return chance_rows(data["answers"], name.removeprefix("club-"))
    if kind == "compare":
        stem, one = numbered(name, data)
        return compare_rows(Answer(one), stem)
    if kind == "gap":
        return gap_rows(data, name)
    if (kind, name) == ("scores", "scores"):
        return score_rows(data)
    if (kind, name) == ("replay", "season"):
        return [{"kind": part, **row} for part in ("placings", "ties") for row in data["season"][part]]
    if (kind, name) == ("year", "year"):
        return year_rows(data)
    if kind == "strengths" and name.startswith("club-"):
        return club_rows(data, name.removeprefix("club-"))
    plain = {("ratings", "ratings"), ("ratings", "leagues"), ("ratings", "confederations"), ("coverage", "coverage"),
             ("coverage", "sources"), ("club", "record")}  # fmt: skip
    if (kind, name) == ("journeys", "journeys"):
        return [{key: value for key, value in row.items() if key != "series"} for row in data["rows"]]
    if (kind, name) == ("register", "register"):
        from cupwright.report.register import register_rows

        return [dict(row) for row in register_rows(data["editions"])]
    return list(data[name]) if (kind, name) in plain else season_rows(kind, name, data)


def numbered(name: str, data: Row) -> tuple[str, Row]:
    """Return the name of a part and the comparison it is of: ``"odds-2"`` is the odds of the second."""
    stem, dash, number = name.rpartition("-")
    answers: list[Row] = data["answers"]
    if dash and number.isdecimal() and 0 < int(number) <= len(answers):
        return stem, answers[int(number) - 1]
    return name, answers[0]
