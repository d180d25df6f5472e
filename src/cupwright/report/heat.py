"""The table of every club and every stage: three views of each cell, shaded by size."""

from __future__ import annotations

import math
from typing import Any

from cupwright.report.answer import Answer, Club, Side
from cupwright.report.locales.names import SHORT_STAGES
from cupwright.report.numbers import ABSENT, points

__all__ = ["heat_rows", "heat_stages", "short_stage"]

_TRACE = 0.0005
_VIEWS: tuple[tuple[Side, str], ...] = (("base", "b"), ("proposal", "p"), ("change", "c"))


def short_stage(stage: str) -> str:
    """Return the short form of a stage for the head of a column, in English."""
    return SHORT_STAGES.get(stage, stage)


def heat_stages(answer: Answer) -> list[dict[str, Any]]:
    """Return title, short form, and whether it is a qualifying round, of every stage."""
    return [
        {
            "title": answer.stage_titles.get(stage, stage),
            "short": short_stage(stage),
            "early": _before_groups(answer, stage),
        }
        for stage in answer.stages
    ]


def heat_rows(answer: Answer) -> list[dict[str, Any]]:
    """Return a row for every club, likeliest champion first, with (base, proposal, change) in each cell."""
    return [
        {"club": club, "cells": [[_view(answer, club, stage, *view) for view in _VIEWS] for stage in answer.stages]}
        for club in answer.by_title()
    ]


def _view(answer: Answer, club: Club, stage: str, side: Side, css: str) -> dict[str, str]:
    chance = answer.chance(club.id, stage, side)
    if chance is None:
        return {"css": f"{css} none", "text": ABSENT, "shade": ""}
    # Small chances matter as much as large ones here, so the shade grows with the square root.
    shade = 100 * math.sqrt(min(1.0, abs(chance.mean)))
    if side == "change":
        if abs(chance.mean) < _TRACE:
            return {"css": f"{css} none", "text": "·", "shade": ""}
        way = "up" if chance.mean > 0 else "down"
        if _before_groups(answer, stage):
            way = "flat"
        return {"css": f"{css} {way}", "text": points(chance.mean), "shade": f"{shade:.0f}"}
    if chance.settled and not chance.mean:
        return {"css": f"{css} none", "text": "·", "shade": ""}
    return {"css": f"{css}", "text": chance.text(1, sign=False), "shade": f"{shade:.0f}"}


def _before_groups(answer: Answer, stage: str) -> bool:
    # To play a qualifying round is no gain in itself, so it is not coloured as one.
    return "group-stage" in answer.stages and answer.stages.index(stage) < answer.stages.index("group-stage")
