"""What the page of a comparison says of the calendar and of journeys: a verdict for each guest, clashes, kilometres."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from cupwright.report.answer import Answer, Club, Measure
from cupwright.report.calendar_terminal import busiest_words, grouped
from cupwright.report.numbers import ABSENT, quantity, signed

__all__ = ["calendar_section", "check_command", "travel_section", "travelling"]

_MOST_CLASHES = 8
_MOST_CLUBS = 8

Row = Mapping[str, Any]


def calendar_section(answer: Answer) -> dict[str, Any] | None:
    """Return the verdict, a row for each guest and the clashes; None where the year is not known."""
    data = answer.data.get("calendar")
    if data is None:
        return None
    groups = grouped(data["findings"], "cup")
    beside = [row["title"] for row in data["calendars"] if row["competition"] != "fifa"][1:]
    return {
        "verdict": data["verdict"],
        "beside": ", ".join(beside),
        "rest": data["demands"]["rest_hours"],
        "tight": data["demands"]["tight_hours"],
        "guests": [_guest(row) for row in data["clubs"]],
        "clashes": [
            {
                "who": group.who,
                "words": group.row["words"],
                "chance": "for sure" if group.row["certain"] else group.chance or "not known",
                "assumed": group.row["assumed"],
            }
            for group in groups[:_MOST_CLASHES]
        ],
        "more": max(0, len(groups) - _MOST_CLASHES),
        "command": check_command(answer),
    }


def check_command(answer: Answer) -> str:
    """Return the command that checks the year of the guests by itself; empty where the year is not known."""
    data = answer.data.get("calendar")
    if data is None:
        return ""
    clubs = [word for row in data["clubs"] for word in ("--club", row["club"])]
    cup = data["calendars"][0]["competition"]
    beside = [row["id"] for row in data["calendars"] if row["competition"] not in (cup, "fifa")]
    words = ["cupwright", "calendar", "check", answer.proposal, "--year", str(data["year"]), *clubs]
    words += [word for name in beside for word in ("--beside", name)]
    return shlex.join([*words, "--worlds", str(answer.worlds), "--seed", str(answer.seed)])


def _guest(row: Row) -> dict[str, Any]:
    rests = row["rest"]
    verdict = "can be kept" if row["feasible"] else f"{row['hard']} in the way"
    cells = [str(row["matches"] + row["dropped"]), verdict, quantity(rests["least"]), quantity(rests["median"]),
             str(rests["tight"]), busiest_words(row["busiest"])]  # fmt: skip
    return {"name": row["name"], "cells": cells}


def travel_section(answer: Answer) -> list[dict[str, Any]]:
    """Return the guests and the clubs whose journeys change most: kilometres and matches at altitude on both sides."""
    km, high = answer.by_club("travel"), answer.by_club("altitude")
    return [
        {
            "name": club.name,
            "association": club.association,
            "guest": club.guest,
            "cells": [*_sides(km.get(club.id), 0), *_sides(high.get(club.id), 1)],
        }
        for club in travelling(answer)
    ]


def travelling(answer: Answer) -> list[Club]:
    """Return the guests, and the clubs whose journeys change most."""
    km = answer.by_club("travel")
    guests = [club for club in answer.guests if club.id in km]
    changed = sorted(
        (club for club in answer.by_title() if club not in guests and _change(km.get(club.id)) is not None),
        key=lambda club: -abs(_change(km[club.id]) or 0.0),
    )
    return [*guests, *changed[:_MOST_CLUBS]]


def _change(row: Measure | None) -> float | None:
    return None if row is None or row.change is None else row.change.mean


def _sides(row: Measure | None, digits: int) -> list[str]:
    if row is None:
        return [ABSENT] * 3
    base, proposal = (None if side is None else side.mean for side in (row.base, row.proposal))
    return [quantity(base, digits), quantity(proposal, digits), signed(_change(row), digits)]
