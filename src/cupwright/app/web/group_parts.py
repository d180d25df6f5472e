"""Where clubs finish in their groups, as a table of a page and as rows of a file."""

from __future__ import annotations

from typing import Any

from cupwright.app.web import words
from cupwright.report.answer import Answer, Chance, chance_of
from cupwright.report.figures import chosen_rows
from cupwright.report.locales import Language

__all__ = ["group_parts", "group_rows"]

_SIDES = ("base", "proposal")

Row = dict[str, Any]


def group_parts(answer: Answer, language: Language) -> Row | None:
    """Return the places of a group, and for guests, payers and favourites the chance of each on both sides."""
    shown = chosen_rows(answer, "group_places")
    if not shown:
        return None
    places = max(len(row[side] or ()) for row in shown for side in _SIDES)
    return {
        "places": list(range(1, places + 1)),
        "rows": [
            {
                "club": words.club_words(answer.club(row["club"]), language),
                "cells": [
                    words.chance_cell(_chance(row[side], place), language) for place in range(places) for side in _SIDES
                ],
            }
            for row in shown
        ],
    }


def _chance(chances: list[Row] | None, place: int) -> Chance | None:
    return chance_of(chances[place] if chances is not None and place < len(chances) else None)


def group_rows(answer: Answer) -> list[Row]:
    """Return the chances of all clubs as flat rows, one for each club and place."""
    return [
        {"club": row["club"], "place": place + 1}
        | {
            f"{side}_{part}": None if row[side] is None or place >= len(row[side]) else row[side][place][part]
            for side in _SIDES
            for part in ("mean", "low", "high")
        }
        for row in answer.data.get("group_places", ())
        for place in range(max(len(row[side] or ()) for side in _SIDES))
    ]
