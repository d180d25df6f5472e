"""The figures of the page: which rows each chart gets, its caption and its text alternative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cupwright.report import brief, charts
from cupwright.report.answer import Answer, Club
from cupwright.report.locales import language
from cupwright.report.numbers import ABSENT, points, words_list
from cupwright.report.path_svg import path_svg
from cupwright.report.paths import Step, lanes_of, path_of, path_words, stage_words

__all__ = [
    "Figure",
    "chosen_clubs",
    "chosen_rows",
    "difference_figure",
    "path_figures",
    "sensitivity_figure",
    "title_figure",
]

_MOST = 16
_MOST_PATHS = 3
_ENGLISH = language("en")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing for a wide page and one for a phone, and the words under them."""

    wide: str
    narrow: str
    caption: str


def _figure(chart: Callable[..., Any], rows: list[dict[str, Any]], caption: str, said: str) -> Figure:
    wide, narrow = (charts.render_svg(chart(rows, narrow=narrow), f"{caption} {said}") for narrow in (False, True))
    return Figure(wide, narrow, caption)


def chosen_clubs(answer: Answer, most: int = _MOST) -> list[Club]:
    """Return the guests, the payers and the likeliest champions, likeliest first, at most `most` of them."""
    ranked = answer.by_title()
    payers = set(answer.payers)
    chosen = {club.id for club in answer.guests}
    # Where a whole field changes hands, the likeliest of those who pay stand for all of them.
    chosen |= {club.id for club in [club for club in ranked if club in payers][: most - len(chosen)]}
    for club in ranked:
        if len(chosen) >= most:
            break
        chosen.add(club.id)
    return [club for club in ranked if club.id in chosen]


def chosen_rows(answer: Answer, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table of the answer, one a club, of the payers and then of the chosen clubs."""
    by_club = {row["club"]: row for row in answer.data.get(table, ())}
    chosen = dict.fromkeys(club.id for club in (*answer.payers, *chosen_clubs(answer)))
    return [by_club[club] for club in chosen if club in by_club]


def _label(club: Club) -> str:
    return f"{club.name} (guest)" if club.guest else club.name


def title_figure(answer: Answer) -> Figure:
    """Draw title chances with intervals on both sides."""
    rows, said = [], []
    for club in chosen_clubs(answer):
        sides = []
        for side, title in (("base", "As it is"), ("proposal", "As proposed")):
            chance = answer.chance(club.id, "champion", "base" if side == "base" else "proposal")
            sides.append("not in the field" if chance is None else chance.text(1))
            if chance is not None:
                span = {"mean": chance.mean, "low": chance.low, "high": chance.high}
                rows.append({"club": _label(club), "side": title, **{key: 100 * value for key, value in span.items()}})
        said.append(f"{club.name}: {sides[0]}, as proposed {sides[1]}.")
    caption = "Chance of winning the cup. The mark is the chance, the line its interval."
    return _figure(charts.title_chart, rows, caption, " ".join(said))


def difference_figure(answer: Answer) -> Figure:
    """Draw the clubs whose title chance changes most, gains above losses."""
    found = [(club, answer.chance(club.id, "champion", "change")) for club in answer.by_title()]
    moved = sorted(
        ((club, change) for club, change in found if change is not None), key=lambda pair: -abs(pair[1].mean)
    )[:_MOST]  # fmt: skip
    moved.sort(key=lambda pair: -pair[1].mean)
    rows = [
        {"club": _label(club), "mean": 100 * change.mean, "low": 100 * change.low, "high": 100 * change.high}
        for club, change in moved
    ]
    said = " ".join(f"{club.name} {points(change.mean)}." for club, change in moved)
    caption = "Change of the title chance in percentage points: teal gains, orange loses. The line is the interval."
    return _figure(charts.difference_chart, rows, caption, said)


def sensitivity_figure(answer: Answer) -> Figure | None:
    """Draw how the guests' title chances move with the settings of the ratings; None without guests."""
    names = [("any guest", "Any guest"), *((club.id, club.name) for club in answer.guests)]
    if len(answer.guests) == 1:
        names = names[1:]
    rows, said = [], []
    for club, name in names[:4]:
        for setting, chance in answer.sensitivity(club):
            words = brief.setting_words(setting["setting"])
            span = {"mean": chance.mean, "low": chance.low, "high": chance.high}
            rows.append({"setting": words, "club": name, **{key: 100 * value for key, value in span.items()}})
            if club == names[0][0]:
                said.append(f"{words}: {brief.chance_words(chance)}")
    if not rows:
        return None
    caption = "Chance of winning the cup as proposed, under other settings of the ratings."
    return _figure(charts.sensitivity_chart, rows, caption, f"{names[0][1]}: {words_list(said)}.")


def path_figures(answer: Answer) -> list[dict[str, Any]]:
    """Draw the ways of the favourite, the guests and the payers, three at most, each with the rows of its table."""
    favourite = [row["club"] for row in answer.data.get("paths", ())[:1]]
    chosen = dict.fromkeys([*favourite, *(club.id for club in (*answer.guests, *answer.payers))])
    told = [row for row in (path_of(answer, club) for club in chosen) if row is not None]
    found = []
    for row in told[:_MOST_PATHS]:
        lanes, stages = lanes_of(answer, row, _ENGLISH), stage_words(answer, row, _ENGLISH)
        name, said = answer.club(row["club"]).name, path_words(answer, row, _ENGLISH)
        caption = f"The way of {name}: the band is the chance to get there, and in the end to win the cup."
        wide, narrow = (path_svg(lanes, stages, _ENGLISH, f"{caption} {said}", narrow=each) for each in (False, True))
        rows = [
            {"stage": stage, "cells": [_met(lane.steps[number]) for lane in lanes]}
            for number, stage in enumerate(stages)
            if any(step and step.opponents for step in (lane.steps[number] for lane in lanes))
        ]
        found.append({"name": name, "figure": Figure(wide, narrow, caption), "rows": rows})
    return found


def _met(step: Step | None) -> str:
    if step is None:
        return ABSENT
    return ", ".join(f"{one.name} {brief.chance_words(one.meets)}" for one in step.opponents)
