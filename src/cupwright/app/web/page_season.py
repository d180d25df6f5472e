"""A season under way: results put in and the odds moving, what each match does, and the odds over time."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import Response

from cupwright.app.web.downloads import files_of
from cupwright.app.web.library import edition_named, proposals_of
from cupwright.app.web.questions import number_of, question
from cupwright.app.web.reader import Reader
from cupwright.app.web.season_parts import (
    champion_of,
    course_rows,
    match_words,
    needs,
    odds_rows,
    open_stages,
    rooting,
    stages_of,
)
from cupwright.errors import CupwrightError

__all__ = ["course", "journeys", "matches", "odds"]

_SHOWN = 24
_LONGEST = 40
"""Matches that the form shows at once."""


def _common(reader: Reader, tab: str) -> dict[str, Any]:
    name = edition_named(reader.request.path_params["name"])
    return {"name": name, "tab": tab, "proposals": proposals_of(name)}


async def odds(reader: Reader) -> Response:
    """Show the odds of a season, and what results that are put in do to them."""
    common = _common(reader, "odds")
    day = {"edition": common["name"], "as-of": reader.get("as-of")}
    results = {name: value for name, value in reader.given.items() if name.startswith("result.") and value}
    settings = reader.lab.settings
    asked = question("odds", {
        **day, **results, "seed": number_of(reader.get("seed", "7"), "seed"),
        "worlds": reader.whole("worlds", settings.worlds, 100, settings.most_worlds),
    })  # fmt: skip
    opened, found = await asyncio.gather(reader.ask(question("open", day)), reader.ask(asked))
    data, language = found.data, reader.language
    rows = [] if opened.data is None else [match_words(one, opened.data, language) for one in opened.data["matches"]]
    shown = [row for number, row in enumerate(rows) if number < _SHOWN or f"result.{row['id']}" in results]
    return await reader.show(
        "odds.html.j2", found=found, job=reader.progress(found.job or opened.job), files=files_of(reader, found),
        d=data, open=shown, more=len(rows) - len(shown), results=results,
        as_of=opened.data["as_of"] if opened.data else None,
        stages=[one for one in stages_of(data, language) if one["id"] in open_stages(data)] if data else [],
        rows=odds_rows(data, language, bool(results)) if data else [], champion=champion_of(data) if data else "",
        **common,
    )  # fmt: skip


async def matches(reader: Reader) -> Response:
    """Show what the next matches do to the odds, and whom to root for."""
    common = _common(reader, "matches")
    found = await reader.ask(question("swings", {"edition": common["name"], "as-of": reader.get("as-of")}))
    data, language = found.data, reader.language
    club = stage = ""
    table: list[dict[str, Any]] = []
    if data is not None and data["matches"]:
        likely = max(range(len(data["clubs"])), key=lambda number: data["base"][number][-1])
        club, stage = reader.get("club", data["clubs"][likely]), reader.get("stage", data["stages"][-1])
        if club not in data["clubs"] or stage not in data["stages"]:
            raise CupwrightError.of("choice", f"`{club[:60]}` and `{stage[:60]}` are no club and stage of this edition")
        table = rooting(data, club, stage, language)
    return await reader.show(
        "matches.html.j2", found=found, job=reader.progress(found.job), files=files_of(reader, found), d=data,
        club=club, stage=stage, rooting=table, needs=needs(data, language) if data else [],
        stages=stages_of(data, language) if data else [], champion=champion_of(data) if data else "", **common,
    )  # fmt: skip


async def course(reader: Reader) -> Response:
    """Show the odds of the title over time."""
    common = _common(reader, "course")
    found = await reader.ask(question("course", {"edition": common["name"]}))
    table: list[dict[str, Any]] = []
    if found.data is not None:
        table = course_rows(found.data, reader.language)
    return await reader.show(
        "course.html.j2", found=found, job=reader.progress(found.job), files=files_of(reader, found), d=found.data,
        rows=table, days=[] if found.data is None else [reader.language.days(day, day) for day in found.data["days"]],
        **common,
    )  # fmt: skip


async def journeys(reader: Reader) -> Response:
    """Show where the clubs of an edition travelled."""
    common = _common(reader, "journeys")
    found = await reader.ask(question("journeys", {"edition": common["name"]}))
    rows = [] if found.data is None else sorted(found.data["rows"], key=lambda row: -row["km_in_all"])[:_LONGEST]
    whole = 0.0 if found.data is None else sum(row["km_in_all"] for row in found.data["rows"])
    return await reader.show(
        "journeys.html.j2", found=found, job=reader.progress(found.job), files=files_of(reader, found), d=found.data,
        rows=rows, whole=reader.language.km(whole), **common,
    )  # fmt: skip
