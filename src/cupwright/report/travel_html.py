"""Journeys under two rule books as one HTML file: maps of the clubs asked for, the same as tables, and all clubs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cupwright.football.calendars import Stay
from cupwright.report.charts import render_svg
from cupwright.report.html import render
from cupwright.report.numbers import ABSENT, percent, quantity
from cupwright.report.travel_map import Journey, travel_map
from cupwright.report.travel_terminal import between, chance_words, change_words, shown_rows, side_cells

__all__ = ["travel_html"]

_MOST_MAPS = 4
_A_HUNDRED = 100
_MOST_LINES = 800
"""Journeys a side that a map takes."""
_LEAST = 0.05
"""Matches in a world from which on a journey is drawn: one in twenty worlds."""
_SIDES = {"base": "As it is", "proposal": "As proposed"}

Row = Mapping[str, Any]


def travel_html(data: Row) -> str:
    """Return the page.

    Parameters
    ----------
    data
        The object that ``calendar travel --format json`` prints.
    """
    rows, _ = shown_rows(data, len(data["clubs"]))
    return render(
        "travel.html.j2",
        title=data["title"],
        verdict=data["verdict"],
        titles=data["titles"],
        worlds=f"{data['worlds']:,}",
        seed=data["seed"],
        maps=[_map(one) for one in data["journeys"][:_MOST_MAPS]],
        clubs=[
            {"name": row["name"], "association": row["association"], "guest": row["guest"], "km": _km(row),
             "others": _others(row)}
            for row in rows
        ],
        notes=data["notes"],
        **data["provenance"],
    )  # fmt: skip


def _km(row: Row) -> list[str]:
    km = row["km"]
    return [*side_cells(km), change_words(km), between(km["change"]), *side_cells(row["longest_km"])]


def _others(row: Row) -> list[str]:
    trips = [chance_words(row[name]) for name in ("to_guest", "to_guest_in_groups")]
    return [*trips, *side_cells(row["high_away"], 1), *side_cells(row["high_home"], 1), *side_cells(row["zones"], 1)]


def _map(one: Row) -> dict[str, Any]:
    journeys = _journeys(one)
    words = f"Map of the journeys of {one['name']}, as it is and as proposed; the table below holds the same"
    drawn = {
        name: render_svg(travel_map(journeys, narrow=name == "narrow"), words)
        for name in ("wide", "narrow")
        if journeys
    }
    return {"name": one["name"], "drawn": bool(journeys), **drawn,
            "rows": [_host(row) for row in one["hosts"] if _told(row)]}  # fmt: skip


def _journeys(one: Row) -> list[Journey]:
    """Return the journeys of a hundred worlds, or of fewer if these are too many for a map."""
    if one["home"] is None:
        return []
    home = _stay(one["home"], one["name"])
    journeys: list[Journey] = []
    for side, title in _SIDES.items():
        often = [(row, row[side]["matches"]) for row in one["hosts"] if row[side] is not None and row["place"]]
        worlds = min(_A_HUNDRED, _MOST_LINES / max(1e-9, sum(matches for _, matches in often)))
        for row, matches in often:
            if matches >= _LEAST:
                journeys += [(home, _stay(row["place"], row["name"]), title)] * max(1, int(worlds * matches))
    return journeys


def _told(row: Row) -> bool:
    return any(row[side] is not None and row[side]["chance"] >= 1 / _A_HUNDRED for side in _SIDES)


def _stay(place: Row, name: str) -> Stay:
    return Stay(name, place["lat"], place["lon"], place["altitude_m"], place["timezone"], place["error_km"])


def _host(row: Row) -> dict[str, Any]:
    place = row["place"] or {}
    km = row["km"] if isinstance(row["km"], str) else quantity(row["km"])
    chances = [ABSENT if row[side] is None else percent(row[side]["chance"]) if row[side]["chance"] else "0"
               for side in _SIDES]  # fmt: skip
    height = place.get("altitude_m")
    return {
        "name": row["name"],
        "guest": row["guest"],
        "cells": [km, "unknown" if height is None else quantity(height), *chances],
    }
