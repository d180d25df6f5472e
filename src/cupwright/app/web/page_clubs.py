"""Clubs: a list to search, and each with its strength over time, its record, and its chances under each proposal."""

from __future__ import annotations

import asyncio
import datetime as dt
import unicodedata
from typing import Any

from starlette.responses import Response

from cupwright.app.web.asking import MOST_PROPOSALS
from cupwright.app.web.calendar_parts import year_parts
from cupwright.app.web.club_files import club_origin
from cupwright.app.web.compare_questions import BASE
from cupwright.app.web.downloads import files_of
from cupwright.app.web.library import editions, proposals_of
from cupwright.app.web.questions import question
from cupwright.app.web.reader import Reader
from cupwright.errors import CupwrightError
from cupwright.report.answer import Answer, Chance, Side
from cupwright.report.locales import Language
from cupwright.report.locales.names import OF_FACTS
from cupwright.report.numbers import ABSENT

__all__ = ["listing", "page", "recent"]

_SHOWN = 60
_STAGES = ("group-stage", "round-of-16", "final", "champion")


def _plain(text: str) -> str:
    """Return a text without accents and capitals, to search in."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()


def recent(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the ratings of clubs that played in the last five hundred days: what is said of others is a guess."""
    since = str(dt.date.fromisoformat(data["until"]) - dt.timedelta(days=500))
    return [row for row in data["ratings"] if row["rated"] and (row["last_match"] or "") >= since]


async def listing(reader: Reader) -> Response:
    """List clubs, the strongest first, or those that are searched for."""
    found = await reader.ask(question("ratings", {}))
    sought = reader.get("search")[:60]
    rows: list[dict[str, Any]] = []
    if found.data is not None:
        words = _plain(sought)
        rows = [row for row in found.data["ratings"] if words in _plain(row["name"]) or words in row["club"]
                or words == row["country"].casefold()] if words else recent(found.data)  # fmt: skip
    return await reader.show(
        "clubs.html.j2", found=found, job=reader.progress(found.job), d=found.data, rows=rows[:_SHOWN],
        more=max(0, len(rows) - _SHOWN), search=sought,
    )  # fmt: skip


async def page(reader: Reader) -> Response:
    """Show one club."""
    name = reader.request.path_params["club"]
    known = _known(name)
    # Those of the founding question first, the others as far as they are compared at once.
    names = sorted((one.name for one in proposals_of(BASE)), key=lambda one: (not one.startswith("mas-"), one))
    compared = ",".join(names[:MOST_PROPOSALS])
    asked = question("compare", {"base": BASE, "proposals": compared, "seed": 7, "quick": "metrics",
                                 "worlds": reader.lab.settings.first_worlds})  # fmt: skip
    found, chances, over, planned = await asyncio.gather(
        reader.ask(question("club", {"club": name})),
        reader.ask(asked),
        reader.ask(question("strengths", {})),
        reader.ask(question("year", {"club": name, "of": ",".join((BASE, *names[:MOST_PROPOSALS]))})),
    )
    return await reader.show(
        "club.html.j2", found=over, d=found.data, known=known, files=files_of(reader, over),
        job=reader.progress(over.job or chances.job or found.job or planned.job), name=name,
        over=None if over.data is None else {"provenance": {**over.data["provenance"], **club_origin(over.data, name)}},
        y=None if planned.data is None else year_parts(planned.data, reader.language), dated=files_of(reader, planned),
        compared=files_of(reader, chances), known_files=files_of(reader, found),
        record=[] if found.data is None else [_record(row, reader) for row in found.data["record"]],
        proposals=[] if chances.data is None else _chances(name, chances.data["answers"], reader),
        first=None if chances.data is None else chances.data["answers"][0],
        points=[] if over.data is None else _points(name, over.data, reader),
    )  # fmt: skip


def _known(name: str) -> dict[str, Any]:
    from cupwright.data.places import clubs

    club = clubs().get(name)
    if club is None:
        raise CupwrightError.of(
            "unknown-club", f"no club has the id `{name[:80]}`", hint="the list of clubs can be searched"
        )
    return {"name": club.name, "country": club.country, "confederation": club.confederation, "city": club.city,
            "altitude": club.altitude_m}  # fmt: skip


def _record(row: dict[str, Any], reader: Reader) -> dict[str, Any]:
    competition = OF_FACTS.get(row["competition"], row["competition"])
    edition = f"{competition}-{row['edition']}"
    here = edition if edition in editions() else ""
    called = reader.language.competition(edition)
    return {
        **row, "title": called if called != edition else f"{reader.language.competition(competition)} {row['edition']}",
        "page": f"editions/{here}" if here else "",
        "goals": f"{row['goals_for']}–{row['goals_against']}",
        "last_day": reader.language.days(row["last"], row["last"]),
    }  # fmt: skip


def _points(club: str, data: dict[str, Any], reader: Reader) -> list[dict[str, str]]:
    say = reader.language
    return [
        {"day": say.days(data["days"][number], data["days"][number]), "mean": say.signed(mean, 2),
         "span": say.span(low, high, 2)}
        for number, mean, low, high in data["clubs"].get(club, [])
    ]  # fmt: skip


def _cell(chance: Chance | None, say: Language) -> dict[str, str]:
    if chance is None:
        return {"value": ABSENT, "range": "", "sort": ""}
    return {
        "value": say.percent(chance.mean, 1, settled=chance.settled), "sort": f"{chance.mean:.6f}",
        "range": "" if chance.settled else say.interval(chance.low, chance.high),
    }  # fmt: skip


def _chances(club: str, answers: list[dict[str, Any]], reader: Reader) -> list[dict[str, Any]]:
    """Return the chances of a club as it is and under each proposal, if it is in either field."""
    rows = []
    say = reader.language
    for number, data in enumerate(answers):
        answer = Answer(data)
        if club not in answer.clubs:
            continue
        travel = answer.by_club("travel").get(club)
        sides: tuple[Side, ...] = ("base", "proposal") if number == 0 else ("proposal",)
        for side in sides:
            cells = [_cell(answer.chance(club, stage, side), say) for stage in _STAGES]
            far = getattr(travel, side) if travel is not None else None
            title = say.pgettext("proposal", answer.proposal_title)
            rows.append({
                "title": say.text("As it is") if side == "base" else title[:1].upper() + title[1:],
                "proposal": "" if side == "base" else answer.proposal, "cells": cells,
                "travel": ABSENT if far is None else say.km(far.mean),
            })  # fmt: skip
    return rows
