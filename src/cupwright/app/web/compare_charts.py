"""The charts and tables of a comparison as files."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.calendar_parts import calendar_rows
from cupwright.app.web.flat_rows import doubt_rows, flat_row
from cupwright.app.web.group_parts import group_rows
from cupwright.app.web.opponent_parts import opponent_rows
from cupwright.app.web.path_parts import PATH, path_picture, path_rows, path_tie_rows
from cupwright.app.web.trip_parts import trips_picture
from cupwright.report import charts
from cupwright.report.answer import Answer, Chance, Club, Side
from cupwright.report.briefs.pictures import Picture
from cupwright.report.figures import chosen_clubs
from cupwright.report.locales import Language
from cupwright.report.locales.names import SETTINGS

__all__ = ["compare_picture", "compare_rows"]

_MOST = 16
_ANY_GUEST = "any guest"

Row = dict[str, Any]


def compare_picture(answer: Answer, name: str, language: Language) -> Picture | None:
    """Return a chart of a comparison by its name, or None if it has none.

    Names are ``title``, ``change``, ``sensitivity``, ``trips`` and ``path-`` with a club.
    """
    if name.startswith(PATH):
        return path_picture(answer, name, language)
    makers = {"title": _titles, "change": _changes, "sensitivity": _sensitivity, "trips": trips_picture}
    return makers[name](answer, language) if name in makers else None


def _row(chance: Chance, figure: str, **names: str) -> Row:
    return {**names, "figure": figure, "mean": 100 * chance.mean, "low": 100 * chance.low, "high": 100 * chance.high}


def _points(change: Chance, language: Language) -> str:
    mean, low, high = (language.points(value) for value in (change.mean, change.low, change.high))
    return language.text("%(points)s points (%(low)s to %(high)s)", points=mean, low=low, high=high)


def _label(club: Club, language: Language) -> str:
    return language.text("%(club)s (guest)", club=club.name) if club.guest else club.name


def _titles(answer: Answer, language: Language) -> Picture:
    sides = (language.text("As it is"), language.text("As proposed"))
    titled: tuple[tuple[Side, str], ...] = (("base", sides[0]), ("proposal", sides[1]))
    rows, said = [], []
    for club in chosen_clubs(answer, _MOST):
        for side, title in titled:
            chance = answer.chance(club.id, "champion", side)
            if chance is not None:
                figure = language.chance(chance, 1)
                rows.append(_row(chance, figure, club=_label(club, language), side=title))
                said.append(f"{club.name}, {title}: {figure}")
    return Picture(
        lambda narrow: charts.title_chart(rows, narrow=narrow, words=language, sides=sides),
        language.text("Who wins the cup"),
        language.text("Chance of the title. The mark is the chance, the line its interval."),
        "; ".join(said),
    )  # fmt: skip


def _changes(answer: Answer, language: Language) -> Picture | None:
    found = [(club, answer.chance(club.id, "champion", "change")) for club in answer.by_title()]
    known = [(club, change) for club, change in found if change is not None]
    largest = sorted(known, key=lambda pair: -abs(pair[1].mean))[:_MOST]
    shown = sorted(largest, key=lambda pair: -pair[1].mean)
    if not shown:
        return None
    rows = [_row(change, _points(change, language), club=_label(club, language)) for club, change in shown]
    return Picture(
        lambda narrow: charts.difference_chart(rows, narrow=narrow, words=language),
        language.text("Who gains, who loses"),
        language.text("Change of the title chance in percentage points; the line is the interval."),
        "; ".join(f"{club.name}: {language.points(change.mean)}" for club, change in shown),
    )  # fmt: skip


def _sensitivity(answer: Answer, language: Language) -> Picture | None:
    names = [(_ANY_GUEST, language.text("Any guest")), *((club.id, club.name) for club in answer.guests)]
    rows, said = [], []
    for club, name in names[1:] if len(names) == 2 else names[:4]:
        for setting, chance in answer.sensitivity(club):
            words = language.pgettext("setting", SETTINGS.get(setting["setting"], setting["setting"]))
            rows.append(_row(chance, language.chance(chance, 1), setting=words, club=name))
            said.append(f"{words}, {name}: {language.chance(chance)}")
    if not rows:
        return None
    return Picture(
        lambda narrow: charts.sensitivity_chart(rows, narrow=narrow, words=language),
        language.text("How far to trust it"),
        language.text("Chance that a guest wins, under other ways of rating the clubs."), "; ".join(said),
    )  # fmt: skip


def compare_rows(answer: Answer, name: str) -> list[Row] | None:
    """Return a table of a comparison by its name, unrounded and with ids; None if there is no such table."""
    data = answer.data
    if name == "places":
        return [{"what": what, **row} for what in ("lost", "gained", "moved") for row in data["places"][what]]
    if name in ("odds", "sensitivity", "clubs"):
        return [flat_row(row) for row in data[name]]
    if name == "metrics":
        return [flat_row({"club": "", "note": "", **row}) for row in data["metrics"]]
    if name == "calendar":
        return calendar_rows(answer)
    if name == "groups":
        return group_rows(answer)
    if name == "opponents":
        return opponent_rows(answer)
    if name == "paths":
        return path_rows(answer)
    if name == "path-ties":
        return path_tie_rows(answer)
    if name == "trips":
        return list(answer.data["guest_trips"].get("matches", ()))
    if name == "money":
        return [flat_row(row) for row in data["metrics"] if row["metric"] in ("prize-money", "travel") and row["club"]]
    if name == "doubt":
        return doubt_rows(data["odds"])
    if name == "journeys":
        return [flat_row(row) for row in data["metrics"] if row["metric"] in ("travel", "altitude")]
    if name == "berths":
        return [
            {"award": berth["award"], "title": berth["title"], **flat_row(row)}
            for berth in data["berths"]
            for row in berth["takers"]
        ]
    return None
