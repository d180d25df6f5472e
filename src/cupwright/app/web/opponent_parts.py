"""Whom guests, payers and favourites meet, as a table of a page and as rows of a file."""

from __future__ import annotations

from typing import Any

from cupwright.app.web import words
from cupwright.report.answer import Answer, chance_of
from cupwright.report.figures import chosen_rows
from cupwright.report.locales import Language
from cupwright.report.numbers import ABSENT

__all__ = ["opponent_parts", "opponent_rows"]

_TRACE = 0.005

Row = dict[str, Any]


def opponent_parts(answer: Answer, language: Language) -> Row | None:
    """Return the strongest clubs, and for guests, payers and favourites how strong their opponents are."""
    shown = chosen_rows(answer, "opponents")
    if not shown:
        return None
    return {
        "rivals": [words.club_words(answer.club(one["club"]), language) for one in shown[0]["rivals"]],
        "rows": [
            {
                "club": words.club_words(answer.club(row["club"]), language),
                "cells": [_strength(row[side], language) for side in ("base", "proposal", "change")],
                "rivals": [_matches(row, one, language) for one in row["rivals"]],
            }
            for row in shown
        ],
    }


def _strength(side: dict[str, float] | None, language: Language) -> Row:
    chance = chance_of(side)
    if chance is None:
        return {"value": ABSENT, "range": "", "sort": ""}
    span = language.span(chance.low, chance.high, 2)
    return {"value": language.signed(chance.mean, 2), "range": span, "sort": f"{chance.mean:.6f}"}


def _matches(row: Row, rival: Row, language: Language) -> Row:
    """Return the expected matches against a strong club: as it is, as proposed, and how it is shaded."""
    if row["club"] == rival["club"]:
        return {"text": "", "sort": ""}
    texts = [ABSENT if rival[side] is None else language.number(rival[side], 2) for side in ("base", "proposal")]
    before, after = rival["base"] or 0.0, rival["proposal"] or 0.0
    same = texts[0] == texts[1] or abs(after - before) < _TRACE
    return {"text": texts[1] if same else f"{texts[0]} →\u00a0{texts[1]}", "sort": f"{after:.6f}"}


def opponent_rows(answer: Answer) -> list[Row]:
    """Return the table of all clubs as flat rows: a column for each strong club and side."""
    rows = []
    for row in answer.data.get("opponents", ()):
        flat = {"club": row["club"]}
        for side in ("base", "proposal", "change"):
            for part in ("mean", "low", "high"):
                flat[f"{side}_{part}"] = None if row[side] is None else row[side][part]
        for rival in row["rivals"]:
            flat |= {f"{side}_matches_{rival['club']}": rival[side] for side in ("base", "proposal")}
        rows.append(flat)
    return rows
