"""Calendars between document and noun, both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cupwright.errors import Problem
from cupwright.football.calendars import WEEKDAYS, Calendar, Entrants, Window
from cupwright.football.competitions import Source
from cupwright.rulebook import read
from cupwright.rulebook.build import Sources, stated

__all__ = ["build_calendar", "dump_calendar", "unnamed_sources"]

Tree = Mapping[str, Any]

_ALIKE = ("id", "title", "use", "stage", "matchday", "matches", "clubs", "associations", "confederations", "assumed")


def build_calendar(origin: read.Source) -> Calendar:
    """Turn the tree of a calendar, which fits its model, into the noun.

    A window without a source of its own takes that of the calendar.

    Raises
    ------
    CupwrightError
        For every source that is not named.
    """
    tree: Tree = origin.tree
    sources = Sources(tree.get("sources") or {}, origin)
    shared = sources.of(tree, ())
    noun = Calendar(
        **stated(tree, "id", "title", "competition", "year", "editions", "associations", "notes"),
        windows=tuple(_window(window, sources, shared) for window in tree["windows"]),
        season=None if tree.get("season") is None else _days(tree["season"]),
        entrants=tuple(
            Entrants(one["association"], tuple(one["clubs"]), sources.of(one, ("entrants", index)))
            for index, one in enumerate(tree.get("entrants") or ())
        ),
        sources=() if shared is None else (("all", shared),),
        file=origin.file,
    )
    sources.finish()
    return noun


def unnamed_sources(origin: read.Source) -> list[Problem]:
    """Return a problem for every source that a calendar cites and does not name, whether or not it fits its model."""
    named = origin.tree.get("sources")
    sources = Sources(named if isinstance(named, dict) else {}, origin)
    parts: list[tuple[tuple[read.Key, ...], Any]] = [((), origin.tree)]
    for key in ("entrants", "windows"):
        listed = origin.tree.get(key)
        parts += [((key, index), part) for index, part in enumerate(listed if isinstance(listed, list) else ())]
    for path, part in parts:
        cited = part.get("source") if isinstance(part, dict) else None
        name = cited.get("of") if isinstance(cited, dict) else cited
        if isinstance(name, str) and name not in sources.named:
            sources.get(name, (*path, "source"))
    return sources.problems


def _days(days: list[str]) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[1])


def _window(tree: Tree, sources: Sources, shared: Source | None) -> Window:
    first, last = _days(tree["days"])
    own = sources.of(tree, ("windows", tree["id"]))
    return Window(
        **stated(tree, *_ALIKE, "note"),
        first=first,
        last=last,
        weekdays=tuple(WEEKDAYS.index(day) for day in tree.get("weekdays") or ()),
        needs=tuple((tree.get("needs") or {}).items()),
        source=shared if tree.get("source") is None else own,
    )


def dump_calendar(calendar: Calendar) -> dict[str, Any]:
    """Return the document of a calendar as plain values: the inverse of :func:`build_calendar`."""
    shared = dict(calendar.sources).get("all")
    tree: dict[str, Any] = {
        "kind": "calendar",
        "id": calendar.id,
        "title": calendar.title,
        "competition": calendar.competition,
        "year": calendar.year,
        "season": None if calendar.season is None else [day.isoformat() for day in calendar.season],
        "editions": list(calendar.editions),
        "associations": list(calendar.associations),
        "source": _source(shared),
        "entrants": [
            {"association": one.association, "clubs": list(one.clubs)}
            | ({} if one.source is None else {"source": _source(one.source)})
            for one in calendar.entrants
        ],
        "windows": [_dumped(window, shared) for window in calendar.windows],
        "notes": list(calendar.notes),
    }
    return {key: value for key, value in tree.items() if key == "windows" or value not in (None, [])}


def _dumped(window: Window, shared: Source | None) -> dict[str, Any]:
    tree: dict[str, Any] = {key: getattr(window, key) for key in (*_ALIKE, "note")}
    tree["days"] = [window.first.isoformat(), window.last.isoformat()]
    tree["matches"] = None if window.matches == (1, 1) else window.matches
    tree["weekdays"] = [WEEKDAYS[day] for day in window.weekdays]
    tree["needs"] = dict(window.needs)
    tree["source"] = None if window.source == shared else _source(window.source)
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in tree.items()}
    return {key: value for key, value in plain.items() if value not in (None, "", [], {}, False)}


def _source(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    whole = {"title": source.title, "article": source.article, "confidence": source.confidence}
    return {key: value for key, value in whole.items() if value}
