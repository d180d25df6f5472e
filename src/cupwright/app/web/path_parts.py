"""The ways of clubs through the knock-out stages: the drawing, its tables, and their rows as files."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from cupwright.app.web import words
from cupwright.errors import CupwrightError, did_you_mean
from cupwright.report.answer import Answer, Chance, chance_of
from cupwright.report.briefs.pictures import Picture
from cupwright.report.locales import Language
from cupwright.report.numbers import ABSENT
from cupwright.report.path_svg import path_svg
from cupwright.report.paths import Step, lanes_of, path_of, path_words, stage_words

__all__ = ["PATH", "check_path", "path_parts", "path_picture", "path_rows", "path_tie_rows"]

PATH = "path-"
"""What the name of a drawing begins with; the club follows."""

_SIDES = ("base", "proposal")
_FIGURES = ("there", "through", "strength")
_PARTS = ("mean", "low", "high")

Row = dict[str, Any]


def check_path(club: str) -> None:
    """Refuse a club that is not known; one that is, but plays in neither field, may stand in a link from elsewhere.

    Raises
    ------
    CupwrightError
        If there is no such club.
    """
    from cupwright.data.places import clubs

    if club and club not in clubs():
        hint = did_you_mean(club[:60], clubs()) or ""
        raise CupwrightError.of("unknown-club", f"there is no club `{club[:60]}`", hint=hint)


def path_parts(answer: Answer, language: Language, club: str = "") -> Row | None:
    """Return the clubs whose way is known, and the way of one: by default, and where that of `club` is not known, the
    likeliest champion's."""
    rows = answer.data.get("paths", ())
    if not rows:
        return None
    row = path_of(answer, club) or rows[0]
    stages, lanes = stage_words(answer, row, language), lanes_of(answer, row, language)
    shown = [lane for lane in lanes if lane.champion is not None]
    return {
        "clubs": [words.club_words(answer.club(one["club"]), language) for one in rows],
        "club": words.club_words(answer.club(row["club"]), language),
        "stages": [
            {"title": title, "cells": _stage_cells(one, language)}
            for title, one in zip(stages, row["stages"], strict=True)
        ],
        "sides": [lane.title for lane in shown],
        "ties": [
            {"title": title, "rows": _ties([lane.steps[number] for lane in shown], language)}
            for number, title in enumerate(stages)
            if any(step and step.opponents for step in (lane.steps[number] for lane in shown))
        ],
    }


def _stage_cells(stage: Row, language: Language) -> list[dict[str, str]]:
    cells = []
    for figure in _FIGURES:
        for side in (*_SIDES, "change"):
            value = chance_of((stage[side] or {}).get(figure))
            if figure == "strength" or side == "change":
                scale, digits = (1, 2) if figure == "strength" else (100, 1)
                cells.append(_signed(value, scale, digits, language))
            else:
                cells.append(words.chance_cell(value, language))
    return cells


def _signed(value: Chance | None, scale: int, digits: int, language: Language) -> dict[str, str]:
    if value is None:
        return {"value": ABSENT, "range": "", "sort": ""}
    low, mean, high = (language.signed(scale * part, digits) for part in (value.low, value.mean, value.high))
    return {
        "value": mean,
        "range": "" if low == high else language.text("%(low)s to %(high)s", low=low, high=high),
        "sort": f"{value.mean:.6f}",
    }


def _ties(steps: list[Step | None], language: Language) -> list[list[dict[str, str]]]:
    """Return the opponents of a stage on the sides shown, beside each other, each with its two chances."""
    rows = []
    for pair in zip_longest(*(step.opponents if step is not None else () for step in steps)):
        cells: list[dict[str, str]] = []
        for one in pair:
            chances = (None, None) if one is None else (one.meets, one.through)
            cells.append({"value": "" if one is None else one.name, "range": ""})
            cells += [{"value": "", "range": ""} if one is None else words.chance_cell(chance, language)
                      for chance in chances]  # fmt: skip
        rows.append(cells)
    return rows


def path_picture(answer: Answer, name: str, language: Language) -> Picture | None:
    """Draw the way of a club, by the name of its drawing; None for a club without one."""
    club = name.removeprefix(PATH)
    row = path_of(answer, club)
    if row is None:
        return None
    title = language.text("The way to the title of %(club)s", club=answer.club(club).name)
    stages, lanes = stage_words(answer, row, language), lanes_of(answer, row, language)
    said = path_words(answer, row, language)
    return Picture(
        lambda narrow: path_svg(lanes, stages, language, f"{title}. {said}", narrow=narrow),
        title, language.text("Whom the club is likely to meet, and how hard each is to get past."), said,
    )  # fmt: skip


def path_rows(answer: Answer) -> list[Row]:
    """Return the stages of all ways as flat rows, one for each club and stage."""
    return [
        {"club": row["club"], "stage": stage["stage"]}
        | {
            f"{side}_{figure}_{part}": _part((stage[side] or {}).get(figure), part)
            for figure in _FIGURES
            for side in (*_SIDES, "change")
            for part in _PARTS
        }
        for row in answer.data.get("paths", ())
        for stage in row["stages"]
    ]


def path_tie_rows(answer: Answer) -> list[Row]:
    """Return the opponents of all ways as flat rows, one for each club, stage, side and opponent; the last stands for
    all others and has no name."""
    rows = []
    for row in answer.data.get("paths", ()):
        for stage in row["stages"]:
            for side in _SIDES:
                found = stage[side]
                if found is None:
                    continue
                for one in [*found["opponents"], *([{"club": "", **found["others"]}] if found["others"] else [])]:
                    figures = {f"{figure}_{part}": _part(one[figure], part)
                               for figure in ("meets", "through") for part in _PARTS}  # fmt: skip
                    rows.append({"club": row["club"], "stage": stage["stage"], "side": side, "opponent": one["club"],
                                 **figures})  # fmt: skip
    return rows


def _part(figure: Row | None, part: str) -> float | None:
    return None if figure is None else figure[part]
