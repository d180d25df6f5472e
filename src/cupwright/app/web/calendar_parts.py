"""What pages show of a calendar: whether the guests' year can be kept, and the year of one club."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from cupwright.app.web import words
from cupwright.report.answer import Answer, Measure
from cupwright.report.briefs.pictures import Picture
from cupwright.report.calendar_chart import fixtures_of, year_of
from cupwright.report.calendar_section import check_command, travelling
from cupwright.report.calendar_terminal import Grouped, grouped
from cupwright.report.calendar_words import match_title, verdict_sentences
from cupwright.report.locales import Language
from cupwright.report.numbers import ABSENT

__all__ = ["calendar_parts", "calendar_rows", "journey_parts", "year_ics", "year_parts", "year_picture", "year_rows"]

_MOST_CLASHES = 10
_NAMED = 4

Row = dict[str, Any]
Data = Mapping[str, Any]


def competition_words(name: str, data: Data, language: Language) -> str:
    """Return what readers call a competition; one that is not in the catalogues is called as in its calendar."""
    called = language.competition(name)
    return str(data["competitions"].get(name, name)) if called == name else called


def calendar_parts(answer: Answer, language: Language) -> Row | None:
    """Return the verdict, a row for each guest and what cannot be kept; None where the year is not known."""
    data = answer.data.get("calendar")
    if data is None:
        return None
    cup = data["calendars"][0]["competition"]
    others = [name for name in data["competitions"] if name != cup]
    groups = grouped(data["findings"], "cup")
    return {
        "year": data["year"],
        "verdict": verdict_sentences(data, language),
        "beside": language.list([competition_words(name, data, language) for name in others]),
        "tight": language.number(data["demands"]["tight_hours"]),
        "guests": [_guest(row, answer, language) for row in data["clubs"]],
        "clashes": [_clash(group, data, language) for group in groups[:_MOST_CLASHES]],
        "more": max(0, len(groups) - _MOST_CLASHES),
        "command": check_command(answer),
    }


def _guest(row: Data, answer: Answer, language: Language) -> Row:
    verdict = language.text("can be kept") if row["feasible"] else _in_the_way(row, language)
    return {
        "club": words.club_words(answer.club(row["club"]), language),
        "verdict": verdict,
        "cells": [language.number(row["matches"] + row["dropped"]), *_rest_cells(row, language)],
    }


def _in_the_way(row: Data, language: Language) -> str:
    if not row["hard"]:
        return language.text("not decided")
    return language.plural("%(num)s obstacle", "%(num)s obstacles", row["hard"])


def _rest_cells(row: Data, language: Language) -> list[str]:
    rests, busiest = row["rest"], row["busiest"]
    month = ABSENT
    if busiest is not None:
        month = f"{language.month(dt.date.fromisoformat(busiest['month'] + '-01'))}: {busiest['matches']}"
    return [language.number(rests["least"]), language.number(rests["median"]), language.number(rests["tight"]), month]


def _clash(group: Grouped, data: Data, language: Language) -> Row:
    row = group.row
    names = [one["name"] for one in group.rows]
    return {
        "who": language.list(names) if len(names) <= _NAMED else language.plural(
            "%(num)s club", "%(num)s clubs", len(names)),
        "matches": [
            {"title": f"{competition_words(match['competition'], data, language)}: {_title(match, language)}",
             "days": language.days(match["first"], match["last"])}
            for match in row["matches"]
        ],
        "windows": [
            {"title": one["title"], "days": language.days(one["first"], one["last"])} for one in row["windows"]
        ],
        "why": _why(row, data, language),
        "chance": _likely(group, language),
        "assumed": row["assumed"],
    }  # fmt: skip


def _title(row: Data, language: Language) -> str:
    from cupwright.data.places import clubs

    return match_title(row, {name: found.name for name, found in clubs().items()}, language)


def _why(row: Data, data: Data, language: Language) -> str:
    rest = language.number(data["demands"]["rest_hours"])
    if row["kind"] == "clash" and not row["hours"]:
        return language.text("on one day")
    if row["kind"] == "clash":
        return language.text("%(hours)s hours apart at best; %(rest)s are demanded",
                             hours=language.number(row["hours"]), rest=rest)  # fmt: skip
    return {
        "release": language.text("no day outside the window in which players are released"),
        "blocked": language.text("no day on which the ground is to be had"),
        "crowd": language.text("not all of them with %(rest)s hours between", rest=rest),
    }[row["kind"]]


def _likely(group: Grouped, language: Language) -> str:
    """Return how likely it comes to that, from the least to the most likely club."""
    if group.row["certain"]:
        return language.text("for sure")
    chances = sorted(row["chance"] for row in group.rows if row["chance"] is not None)
    if len(chances) < len(group.rows):
        return language.text("not known")
    text = language.interval(chances[0], chances[-1]) if chances[0] < chances[-1] else language.percent(chances[0])
    exact = all(row["chance_exact"] for row in group.rows)
    return text if exact else language.text("at most %(chance)s", chance=text)


def journey_parts(answer: Answer, language: Language) -> list[Row]:
    """Return kilometres and matches at altitude, on both sides, of guests and of those whose journeys change most."""
    km, high = answer.by_club("travel"), answer.by_club("altitude")
    return [
        {
            "club": words.club_words(club, language),
            "cells": [*_sides(km.get(club.id), 0, language), *_sides(high.get(club.id), 1, language)],
        }
        for club in travelling(answer)
    ]


def _sides(row: Measure | None, digits: int, language: Language) -> list[Row]:
    sides = (None, None, None) if row is None else (row.base, row.proposal, row.change)
    writers = (language.number, language.number, language.signed)
    return [
        words.figure_cell(side, language, partial(write, digits=digits))
        for side, write in zip(sides, writers, strict=True)
    ]


def calendar_rows(answer: Answer) -> list[Row]:
    """Return what was found of the guests' year as flat rows."""
    data = answer.data.get("calendar")
    shown = ("club", "kind", "hard", "of_cup", "certain", "hours", "chance", "first", "words", "assumed")
    return [
        {**{key: row[key] for key in shown}, "matches": "; ".join(match["id"] for match in row["matches"]),
         "windows": "; ".join(window["id"] for window in row["windows"])}
        for row in (data["findings"] if data is not None else [])
    ]  # fmt: skip


def year_parts(data: Data, language: Language) -> Row | None:
    """Return the year of a club: verdict, figures and its matches by day; None if it has none."""
    if not data["clubs"] or not data["clubs"][0]["year"]:
        return None
    club = data["clubs"][0]
    travel = club["travel"]
    lost = [_clash(group, data, language) for group in grouped(data["findings"], "cup")]
    return {
        "year": data["year"],
        "document": data["document"],
        "verdict": verdict_sentences(data, language),
        "clashes": lost[:_MOST_CLASHES],
        "more": max(0, len(lost) - _MOST_CLASHES),
        "tight": language.number(data["demands"]["tight_hours"]),
        "cells": [*_rest_cells(club, language), _known_km(travel, language)],
        "matches": [_match(row, data, language) for row in club["year"]],
        "notes": data["notes"],
        "command": data["provenance"]["command"],
    }


def _known_km(travel: Data, language: Language) -> str:
    """Return the journeys whose place is known, with how many matches have none."""
    if not travel["journeys"]:
        return ABSENT
    km = language.km(travel["km"])
    if not travel["unknown"]:
        return km
    return language.plural("%(km)s, without %(num)s match whose place is not known",
                           "%(km)s, without %(num)s matches whose place is not known",
                           travel["unknown"], km=km)  # fmt: skip


def _match(row: Data, data: Data, language: Language) -> Row:
    first, last = (row["day"], row["day"]) if row["kept"] and row["played"] else (row["first"], row["last"])
    if not row["kept"]:
        sure = language.text("cannot be kept")
    elif row["played"]:
        sure = language.text("played")
    else:
        sure = language.text("planned") if row["certain"] else language.text("if the round is reached")
    return {
        "days": language.days(first, last), "sort": first, "kept": row["kept"], "sure": sure,
        "competition": competition_words(row["competition"], data, language),
        "title": _title(row, language),
    }  # fmt: skip


def year_rows(data: Data) -> list[Row]:
    """Return the matches of a club's year as rows."""
    return [dict(row) for club in data["clubs"][:1] for row in club["year"]]


def year_picture(data: Data, language: Language) -> Picture | None:
    """Draw the year of a club on a page, or return None if it has none."""
    from cupwright.data.places import clubs

    if not year_rows(data):
        return None
    club = data["clubs"][0]
    names = {name: found.name for name, found in clubs().items()}
    called = {name: competition_words(name, data, language) for name in data["competitions"]}
    return Picture(
        lambda narrow: year_of(data, club, narrow=narrow, words=language, competitions=called, names=names),
        language.text("The year on a page"),
        language.text("A row for each month; a ring is a match that cannot be kept."),
        f"{club['name']}: {language.days(data['from'], data['until'])}",
    )  # fmt: skip


def year_ics(data: Data) -> bytes | None:
    """Return the matches of a club's year as a calendar file, or None if it has none."""
    from cupwright.data.places import clubs
    from cupwright.report.ics import calendar_ics

    if not year_rows(data):
        return None
    club = data["clubs"][0]
    names = {name: found.name for name, found in clubs().items()}
    fixtures = fixtures_of(club, best=False)
    return calendar_ics(fixtures, f"{club['name']} {data['year']}", names=names, competitions=data["competitions"])
