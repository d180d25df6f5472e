"""What a page shows of a comparison, in the reader's language: figures, tables, and the rows of its charts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from cupwright.app.web import words
from cupwright.app.web.calendar_parts import calendar_parts, journey_parts
from cupwright.app.web.group_parts import group_parts
from cupwright.app.web.opponent_parts import opponent_parts
from cupwright.app.web.path_parts import path_parts
from cupwright.app.web.trip_parts import trip_parts
from cupwright.report import brief
from cupwright.report.answer import Answer, Chance, Club, chance_of
from cupwright.report.briefs import sentences
from cupwright.report.briefs.unknowns import unknowns
from cupwright.report.figures import chosen_clubs
from cupwright.report.locales import Language
from cupwright.report.locales.names import SETTINGS
from cupwright.report.numbers import ABSENT

__all__ = ["compare_parts", "shade"]

_TRACE = 0.0005
_MOST_TAKERS = 8

Row = dict[str, Any]


def compare_parts(answer: Answer, language: Language, whole: bool = True, path: str = "") -> Row:
    """Return everything that pages show of a comparison.

    Parameters
    ----------
    answer
        The comparison.
    language
        Of the reader.
    whole
        Whether it rests on all worlds; a first answer has no metrics and no other settings.
    path
        The club whose way to the title is shown.
    """
    origin = answer.data["provenance"]
    title = sentences.proposal_title(answer, language)
    first, more = sentences.headline(answer, language)
    sensitivity = _sensitivity(answer, language) if whole else []
    # What is not known stands beside the sensitivity; a note that is told there is not told again.
    told = unknowns(answer, language) if sensitivity else []
    return {
        "base": answer.base,
        "proposal": answer.proposal,
        "base_title": sentences.edition_title(answer, language),
        "title": title[:1].upper() + title[1:],
        "headline": first,
        "more": more,
        "payers": sentences.payers(answer, language),
        "figures": _figures(answer, language),
        "ledger": words.ledger_rows(answer, language),
        "data_age": words.data_age(answer, language),
        "titles": [_title_row(answer, club, language) for club in chosen_clubs(answer)],
        "change_words": words.change_words(answer, language),
        "stages": _stages(answer, language),
        "heat": [_heat_row(answer, club, language) for club in answer.by_title()],
        "berths": _berths(answer, language),
        "metrics": [_metric(answer, row, language) for row in answer.metrics()],
        "by_club": _by_club(answer, language),
        "group_places": group_parts(answer, language),
        "opponents": opponent_parts(answer, language),
        "paths": path_parts(answer, language, path),
        "calendar": calendar_parts(answer, language),
        "journeys": journey_parts(answer, language),
        "trips": trip_parts(answer, language),
        "sensitivity": sensitivity,
        "sensitivity_clubs": [language.text("Any guest"), *(club.name for club in answer.guests)],
        "doubt": _doubt(answer, language),
        "unknowns": told,
        "notes": [note for note in answer.notes if language.pgettext("note", note) not in told],
        "money": [text for text in (sentences.money(answer, language), sentences.travel(answer, language)) if text],
        "worlds": language.number(answer.worlds),
        "seed": answer.seed,
        "until": language.date(answer.data["ratings_until"]),
        "provenance": origin,
        "citation": citation(answer),
    }


def citation(answer: Answer) -> str:
    """Return how the answer is cited."""
    origin = answer.data["provenance"]
    return (
        f"Cupwright {origin['version']}, comparison of {answer.base} with {answer.proposal}, {answer.worlds:,} worlds, "
        f"seed {answer.seed}, facts {origin['facts_hash'][:10]}, documents {origin['documents_hash'][:10]}."
    )


def shade(size: float) -> str:
    """Return the class of a shade for a number from 0 to 1; the root makes small chances visible."""
    return f"s{5 * round(20 * math.sqrt(min(1.0, abs(size))))}"


def _figures(answer: Answer, language: Language) -> list[dict[str, str]]:
    found = []
    overall = answer.any_guest()
    if overall is not None:
        note = language.text("interval %(span)s", span=language.interval(overall.low, overall.high))
        found.append({"label": language.text("A guest wins the cup"), "value": language.percent(overall.mean),
                      "note": note})  # fmt: skip
    lost = [move for move in answer.ledger if move.what == "lost"]
    if lost:
        alone = language.text("Clubs of the first edition alone")
        label = alone if answer.other_edition else language.text("Places lost")
        found.append({"label": label, "value": language.number(len(lost)),
                      "note": sentences.names([move.club for move in lost], language)})  # fmt: skip
    money = answer.sum_of("prize-money", "", answer.payers)
    if money is not None and money.change is not None:
        sign = "−" if money.change.mean < 0 else "+"
        found.append({"label": language.text("Prize money of the clubs that lose out"),
                      "value": sign + language.money(abs(money.change.mean)),
                      "note": sentences.uncounted(answer, language)})  # fmt: skip
    travel = answer.mean_of("travel", "")
    if travel is not None and travel.change is not None:
        sign = "−" if travel.change.mean < 0 else "+"
        found.append({"label": language.text("Travel of a club"), "value": sign + language.km(abs(travel.change.mean)),
                      "note": ""})  # fmt: skip
    return found


def _title_row(answer: Answer, club: Club, language: Language) -> Row:
    sides = [answer.chance(club.id, "champion", side) for side in ("base", "proposal")]
    change = answer.chance(club.id, "champion", "change")
    cells = [words.chance_cell(side, language) for side in sides]
    cells.append(
        {**words.figure_cell(change, language, language.points), "sort": f"{change.mean:.6f}" if change else ""}
    )
    return {"club": words.club_words(club, language), "cells": cells}


def _early(answer: Answer, stage: str) -> bool:
    order = answer.stages
    return "group-stage" in order and order.index(stage) < order.index("group-stage")


def _stages(answer: Answer, language: Language) -> list[Row]:
    return [
        {"id": stage, "title": language.stage(stage, title), "short": language.short_stage(stage, title),
         "early": _early(answer, stage)}
        for stage in answer.stages for title in [answer.stage_titles.get(stage, "")]
    ]  # fmt: skip


def _heat_row(answer: Answer, club: Club, language: Language) -> Row:
    cells = []
    for stage in answer.stages:
        found = {side: answer.chance(club.id, stage, side) for side in ("base", "proposal", "change")}
        views = [_view(found[side], letter, language) for side, letter in (("base", "b"), ("proposal", "p"))]
        cells.append([*views, _change_view(found["change"], _early(answer, stage), language)])
    return {"club": words.club_words(club, language), "cells": cells}


def _view(chance: Chance | None, letter: str, language: Language) -> dict[str, str]:
    if chance is None:
        return {"css": f"{letter} none", "text": ABSENT}
    if chance.settled and not chance.mean:
        return {"css": f"{letter} none", "text": "·"}
    return {"css": f"{letter} {shade(chance.mean)}", "text": words.bare_chance(chance, language)}


def _change_view(chance: Chance | None, early: bool, language: Language) -> dict[str, str]:
    if chance is None:
        return {"css": "c none", "text": ABSENT}
    if abs(chance.mean) < _TRACE:
        return {"css": "c none", "text": "·"}
    # To play a qualifying round is no gain in itself, so it is not coloured as one.
    way = "flat" if early else "up" if chance.mean > 0 else "down"
    return {"css": f"c {way} {shade(chance.mean)}", "text": language.points(chance.mean)}


def _berths(answer: Answer, language: Language) -> list[Row]:
    found = []
    for titles, berth in brief.berth_groups(answer, language):
        together = brief.goes_with_title(answer, berth)
        takers = sorted(berth["takers"], key=lambda row: -max(_mean(row[side]) for side in ("base", "proposal")))
        passed = chance_of((berth.get("passed_on") or {}).get("proposal"))
        found.append({
            "title": titles,
            "with_title": together,
            "passed": language.chance(passed) if passed is not None and passed.mean > 0 else "",
            "rows": [] if together else [
                {"club": words.club_words(answer.club(row["club"]), language),
                 "cells": [words.chance_cell(chance_of(row["base"]), language), _taken(answer, row, berth, language)]}
                for row in takers[:_MOST_TAKERS]
            ],
        })  # fmt: skip
    return found


def _taken(answer: Answer, row: Row, berth: Row, language: Language) -> Row:
    """Return how likely a club takes a berth as proposed, or that it has dropped in there already."""
    if row["proposal"] is None and answer.is_in_already(row["club"], berth):
        return {"value": language.text("already in it"), "range": "", "sort": ""}
    return words.chance_cell(chance_of(row["proposal"]), language)


def _mean(side: Mapping[str, float] | None) -> float:
    return side["mean"] if side else 0.0


def _metric(answer: Answer, row: Any, language: Language) -> Row:
    return {"title": words.metric_title(row, language), "unit": words.unit_words(row.unit, language),
            **words.measure_cells(row, language), "note": row.note}  # fmt: skip


def _per(write: Callable[[float], str], unit: float, value: float) -> str:
    return write(value / unit)


def _by_club(answer: Answer, language: Language) -> list[Row]:
    """Return money and travel of guests, payers and the clubs whose money changes most."""
    money, travel = answer.by_club("prize-money"), answer.by_club("travel")
    if not money and not travel:
        return []

    def moved(club: str) -> float:
        change = money[club].change
        return abs(change.mean) if change is not None else 0.0

    known = (*(club.id for club in (*answer.guests, *answer.payers)), *sorted(money, key=moved, reverse=True))
    chosen = dict.fromkeys(known)
    rows = []
    for club in list(chosen)[:12]:
        cells = []
        for found, digits in ((money.get(club), 1000.0), (travel.get(club), 1.0)):
            for side in ("base", "proposal", "change"):
                value = getattr(found, side) if found is not None else None
                write = language.signed if side == "change" else language.number
                cells.append(words.figure_cell(value, language, partial(_per, write, digits)))
        rows.append({"club": words.club_words(answer.club(club), language), "cells": cells})
    return rows


def _sensitivity(answer: Answer, language: Language) -> list[Row]:
    columns = [answer.sensitivity(), *(answer.sensitivity(club.id) for club in answer.guests)]
    if len(columns[0]) < 2:
        return []
    return [
        {"setting": language.pgettext("setting", SETTINGS.get(row["setting"], row["setting"])),
         "cells": [words.chance_cell(column[number][1] if number < len(column) else None, language)
                   for column in columns]}
        for number, (row, _) in enumerate(columns[0])
    ]  # fmt: skip


def _doubt(answer: Answer, language: Language) -> list[Row]:
    """Return, for guests, payers and favourites, which part of the doubt is luck and which is ignorance."""
    rows = []
    for club in chosen_clubs(answer, len(answer.guests) + 6):
        chance = answer.chance(club.id, "champion", "proposal")
        if chance is None or chance.luck is None or chance.ignorance is None:
            continue
        gap = min(chance.gap or 0.0, chance.ignorance)
        parts = (chance.luck, chance.ignorance - gap, gap)
        rows.append({
            "club": words.club_words(club, language),
            "widths": [round(100 * part, 2) for part in parts],
            "starts": [0, round(100 * parts[0], 2), round(100 * (parts[0] + parts[1]), 2)],
            "luck": language.percent(chance.luck, 1), "ignorance": language.percent(chance.ignorance, 1),
            "gap": language.percent(gap, 1) if chance.gap is not None else ABSENT,
        })  # fmt: skip
    return rows
