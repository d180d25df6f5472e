"""The check of a calendar as one HTML file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cupwright.report.calendar_chart import year_figure
from cupwright.report.calendar_terminal import PARTS, busiest_words, grouped, shown_clubs
from cupwright.report.html import render
from cupwright.report.numbers import ABSENT, quantity

__all__ = ["calendar_html", "club_cells", "club_heads"]

_MOST_YEARS = 4

Row = Mapping[str, Any]


def calendar_html(data: Row) -> str:
    """Return the page.

    Parameters
    ----------
    data
        The object that ``calendar check --format json`` prints.
    """
    shown, _ = shown_clubs(data["clubs"], _MOST_YEARS)
    asked = [row for row in shown if row["year"] and (row["guest"] or row["hard"])] or shown[:1]
    pace = data["demands"]["pace"]
    return render(
        "calendar.html.j2",
        title=data["title"],
        verdict=data["verdict"],
        figures=_figures(data),
        parts=[
            {"title": title, "words": words, "groups": [_group(group) for group in grouped(data["findings"], part)]}
            for part, title, words in PARTS
        ],
        years=[{"name": row["name"], **year_figure(data, row)} for row in asked if row["year"]],
        pace=f"at {pace['speed_kmh']:g} km/h and {pace['ground_hours']:g} hours on the ground for each journey",
        heads=club_heads(data),
        clubs=[
            {"name": row["name"], "association": row["association"], "guest": row["guest"], "cells": club_cells(row)}
            for row in shown_clubs(data["clubs"], len(data["clubs"]))[0]
        ],
        notes=data["notes"],
        calendars=[_calendar(row) for row in data["calendars"]],
        **data["provenance"],
    )  # fmt: skip


def _figures(data: Row) -> list[dict[str, str]]:
    broken = sum(not row["feasible"] for row in data["clubs"])
    least = [row["rest"]["least"] for row in data["clubs"] if row["rest"]["least"] is not None]
    figures = [
        {"label": "Clubs whose year breaks", "value": f"{broken} of {len(data['clubs'])}"},
        {"label": "Rest demanded", "value": f"{data['demands']['rest_hours']} h"},
        {"label": "Least rest between matches that can be kept", "value": f"{quantity(min(least, default=None))} h"},
    ]
    if data["worlds"]:
        figures.append({"label": "Worlds", "value": f"{data['worlds']:,}"})
    return figures


def _group(group: Any) -> dict[str, Any]:
    return {
        "who": group.who,
        "words": group.row["words"],
        "maybe": not group.row["certain"] and not group.chance,
        "chance": "" if group.row["certain"] else group.chance,
        "assumed": group.row["assumed"],
    }


def _calendar(row: Row) -> str:
    sources = "; ".join(f"{source['title']} ({source['confidence']})" for source in row["sources"])
    return f"{row['title']}: {sources or 'no source is named'}"


def club_heads(data: Row) -> list[str]:
    """Return the headings of the table of clubs."""
    demands = data["demands"]
    return [
        "Club", "Breaks", "Matches", "Rest, h", "Median", f"<{demands['rest_hours']} h", f"<{demands['tight_hours']} h",
        "Busiest", "km", "Hours", "Zones", "Climb, m", "Highest, m",
    ]  # fmt: skip


def club_cells(row: Row) -> list[str]:
    """Return what stands in the table beside the name of a club."""
    travel, rests, busiest = row["travel"], row["rest"], row["busiest"]
    where = [
        quantity(travel[key]) if travel["journeys"] else ABSENT
        for key in ("km", "hours", "zones", "climb_m", "highest_m")
    ]
    return [
        str(row["hard"] or "none"), str(row["matches"]), quantity(rests["least"]), quantity(rests["median"]),
        str(rests["short"]), str(rests["tight"]),
        busiest_words(busiest), *where,
    ]  # fmt: skip
