"""What pages show of a season under way: odds by stage, what matches do to them, and their course."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from cupwright.app.web.compare_parts import shade
from cupwright.report.answer import Chance, chance_of
from cupwright.report.locales import Language
from cupwright.report.numbers import ABSENT

__all__ = [
    "champion_of",
    "course_rows",
    "match_words",
    "needs",
    "odds_rows",
    "open_stages",
    "rooting",
    "stages_of",
    "target_of",
]

_TRACE = 0.0005
_MOST_CLUBS = 16

Row = dict[str, Any]


def stages_of(data: Row, language: Language) -> list[Row]:
    """Return the stages of an edition: id, title and short title."""
    titles = data["titles"]["stages"]
    return [{"id": stage, "title": language.stage(stage, titles.get(stage, "")),
             "short": language.short_stage(stage, titles.get(stage, ""))} for stage in data["stages"]]  # fmt: skip


def open_stages(data: Row) -> list[str]:
    """Return the stages of which something is open for some club, and the title."""
    found = {row["stage"] for row in data["odds"] if _is_open(row["base"]) or _is_open(row["proposal"])}
    return [stage for stage in data["stages"] if stage in found or stage == data["stages"][-1]]


def champion_of(data: Row) -> str:
    """Return the name of the champion if that is settled, else nothing; of odds, or of what matches do to them."""
    names = data["titles"]["clubs"]
    if "odds" not in data:
        # Where no match is open, all that is left is settled.
        won = [] if data["matches"] else [club for club, row in zip(data["clubs"], data["base"], strict=True)
                                          if row[-1] == 1]  # fmt: skip
    else:
        last = data["stages"][-1]
        won = [row["club"] for row in data["odds"] if row["stage"] == last
               and (chance := chance_of(row["proposal"])) is not None and chance.settled and chance.mean]  # fmt: skip
    return names.get(won[0], won[0]) if won else ""


def odds_rows(data: Row, language: Language, changed: bool) -> list[Row]:
    """Return a row for every club with something open, the likeliest champion first: its chance of each open stage.

    Parameters
    ----------
    data
        The odds without and with results.
    language
        Of the reader.
    changed
        Whether results were put in: then a cell also holds what they do.
    """
    by_club: dict[str, dict[str, Row]] = {}
    for row in data["odds"]:
        by_club.setdefault(row["club"], {})[row["stage"]] = row
    last = data["stages"][-1]
    order = sorted(by_club, key=lambda club: -max(_mean(by_club[club][last], side) for side in ("base", "proposal")))
    return [
        {
            "club": club,
            "name": data["titles"]["clubs"].get(club, club),
            "cells": [_cell(by_club[club][stage], language, changed) for stage in open_stages(data)],
            "span": _span(chance_of(by_club[club][last]["proposal"]), language),
        }
        for club in order
        if any(_is_open(row["base"]) or _is_open(row["proposal"]) for row in by_club[club].values())
    ]


def _mean(row: Mapping[str, Any], side: str) -> float:
    found = row[side]
    return float(found["mean"]) if found else 0.0


def _is_open(side: Row | None) -> bool:
    chance = chance_of(side)
    return chance is not None and not chance.settled


def _span(chance: Chance | None, language: Language) -> str:
    return "" if chance is None or chance.settled else language.interval(chance.low, chance.high, 1)


def _cell(row: Row, language: Language, changed: bool) -> dict[str, str]:
    chance, move = chance_of(row["proposal"]), chance_of(row["change"])
    if chance is None:
        return {"css": "none", "text": ABSENT, "move": "", "way": "", "sort": ""}
    nothing = chance.settled and not chance.mean
    text = "·" if nothing else language.percent(chance.mean, 1, settled=chance.settled).replace("%", "").strip()
    moved = changed and move is not None and abs(move.mean) >= _TRACE
    return {
        "css": "none" if nothing else shade(chance.mean), "text": text, "sort": f"{chance.mean:.6f}",
        "move": language.points(move.mean) if moved and move is not None else "",
        "way": "up" if moved and move is not None and move.mean > 0 else "down",
    }  # fmt: skip


def match_words(match: Row, data: Row, language: Language) -> Row:
    """Return a match to be played as a page shows it."""
    clubs = data["titles"]["clubs"]
    stage = language.stage(match["stage"], data["titles"]["stages"].get(match["stage"], ""))
    detail = []
    if match["group"] and len(match["group"]) <= 2:
        detail.append(language.text("group %(name)s", name=match["group"]))
    if match["matchday"]:
        detail.append(language.text("matchday %(number)s", number=match["matchday"]))
    elif match["leg"] > 1 or (not match["group"] and not match["neutral"]):
        detail.append(language.text("leg %(number)s", number=match["leg"]))
    return {
        "id": match["id"],
        "home": clubs.get(match["home"], match["home"]), "away": clubs.get(match["away"], match["away"]),
        "home_id": match["home"], "away_id": match["away"], "stage": stage, "stage_id": match["stage"],
        "detail": ", ".join(detail),
    }  # fmt: skip


def target_of(club: str, data: Row) -> int | None:
    """Return the number of the first stage of which it is open whether a club gets there; None if none is."""
    row = data["base"][data["clubs"].index(club)]
    return next((number for number, chance in enumerate(row) if _TRACE < chance < 1 - _TRACE), None)


def rooting(data: Row, club: str, stage: str, language: Language) -> list[Row]:
    """Return, for each of the next matches, what each result does to a club's chance of getting to a stage.

    A move within twice its sampling error is none. The best result is marked, and with it those that cannot be told
    apart from it. The matches that do most come first.
    """
    at, to = data["clubs"].index(club), data["stages"].index(stage)
    now = data["base"][at][to]
    rows = []
    for match, *found in zip(data["matches"], data["chances"], data["errors"], data["move_errors"], strict=True):
        chances, errors, doubts = ([outcome[at][to] for outcome in part] for part in found)
        moves = [_moved(chance, now, doubt) for chance, doubt in zip(chances, doubts, strict=True)]
        best = max(range(3), key=lambda k: moves[k])
        cells = [
            {
                "text": language.points(move) if move else language.text("no matter"), "sort": f"{move:.6f}",
                "best": move > 0 and chances[best] - chances[k] <= 2 * math.hypot(errors[best], errors[k]),
                "way": "up" if move > 0 else "down" if move < 0 else "none",
            }
            for k, move in enumerate(moves)
        ]  # fmt: skip
        swing = max(moves) - min(moves)
        rows.append({
            **match_words(match, data, language), "cells": cells,
            "swing": language.number(100 * swing, 1), "swing_sort": f"{swing:.6f}",
        })  # fmt: skip
    return sorted(rows, key=lambda row: -float(row["swing_sort"]))


def _moved(chance: float | None, now: float, error: float | None) -> float:
    """Return how far a result moves a chance; 0 if that cannot be told from the luck of a finite number of worlds."""
    move = 0.0 if chance is None else chance - now
    return move if error is not None and abs(move) > 2 * error else 0.0


def needs(data: Row, language: Language) -> list[Row]:
    """Return, for each club of the next matches, its chance to get on now and after each result of its next match."""
    rows, seen = [], set()
    for match, chances, errors in zip(data["matches"], data["chances"], data["errors"], strict=True):
        for club, order in ((match["home"], (0, 1, 2)), (match["away"], (2, 1, 0))):
            to = target_of(club, data)
            if club in seen or to is None:
                continue
            seen.add(club)
            at = data["clubs"].index(club)
            now = data["base"][at][to]
            after = [(chances[k][at][to], errors[k][at][to]) for k in order]
            known = [chance for chance, _ in after if chance is not None]
            stage = data["stages"][to]
            rows.append({
                "club": club, "name": data["titles"]["clubs"].get(club, club),
                "match": match_words(match, data, language),
                "stage": language.stage(stage, data["titles"]["stages"].get(stage, "")),
                "cells": [_chance(now, data["base_errors"][at][to], language),
                          *(_chance(*one, language) for one in after)],
                "weight": f"{max(known) - min(known):.6f}",
                "swing": language.number(100 * (max(known) - min(known)), 1),
            })  # fmt: skip
    return sorted(rows, key=lambda row: -float(row["weight"]))


def _chance(chance: float | None, error: float | None, language: Language) -> dict[str, str]:
    """Return a chance with twice its sampling error, in percentage points."""
    if chance is None or error is None:
        return {"value": ABSENT, "range": "", "sort": ""}
    twice = 200 * error
    told = f"± {language.number(twice, 1 if twice >= 0.05 else 2)}" if twice >= 0.005 else ""
    return {"value": language.percent(chance, 1), "range": told, "sort": f"{chance:.6f}"}


def course_rows(data: Row, language: Language) -> list[Row]:
    """Return the clubs that had the best odds of the title, each with its chance on every day.

    A club that is out has a dot, and the champion is named: neither is a chance.
    """
    by_club: dict[str, list[Row]] = {}
    for row in data["odds"]:
        by_club.setdefault(row["club"], []).append(row)
    order = sorted(by_club, key=lambda club: -max(row["mean"] for row in by_club[club]))[:_MOST_CLUBS]
    return [
        {"club": club, "name": data["titles"]["clubs"].get(club, club),
         "cells": [_title_chance(row, language) for row in by_club[club]]}
        for club in order
    ]  # fmt: skip


def _title_chance(row: Row, language: Language) -> dict[str, str]:
    chance = chance_of(row)
    assert chance is not None
    if chance.settled:
        return {"value": language.text("Champion") if chance.mean else "·", "range": "", "sort": f"{chance.mean:.6f}"}
    return {"value": language.percent(chance.mean, 1), "range": language.interval(chance.low, chance.high, 1),
            "sort": f"{chance.mean:.6f}"}  # fmt: skip
