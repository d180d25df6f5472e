"""The check of a calendar on a terminal: the verdict, what breaks, the clubs, and a year on a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cupwright.report.numbers import ABSENT, count, interval, percent, plural, quantity, words_list
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

__all__ = ["PARTS", "Grouped", "busiest_words", "calendar_page", "grouped", "shown_clubs", "weeks_of"]

_MOST_CLUBS = 16
_MOST_LINES = 12
_MOST_STRIPS = 4
_NAMED = 4
_LABEL = 26
_INKS = ("cyan", "green", "magenta", "blue", "yellow", "white")

_KEY = (
    "* a guest; rest in hours, least and median, between the matches that can be kept, on the best days; km, zones and "
    "highest ground (m) of matches with a known place"
)
_KEY_OF_STRIPS = "a digit: matches of the week; x: a match that cannot be kept; #: release of players"
_KEY_OF_WORLDS = "; cup km and matches away above 2,500 m as expected"

Row = Mapping[str, Any]


class Grouped:
    """Findings of several clubs that have the same cause."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.row = rows[0]

    @property
    def who(self) -> str:
        """The clubs, or how many they are."""
        names = [row["name"] for row in self.rows]
        return words_list(names) if len(names) <= _NAMED else plural(len(names), "club")

    @property
    def chance(self) -> str:
        """How likely it happens, with the interval; of several clubs from the least to the most likely; empty where
        nobody knows.
        """
        chances = sorted(row["chance"] for row in self.rows if row["chance"] is not None)
        if len(chances) < len(self.rows):
            return ""
        first, last = percent(chances[0], settled=chances[0] == 1), percent(chances[-1], settled=chances[-1] == 1)
        most = "" if all(row["chance_exact"] for row in self.rows) else "at most "
        doubt = ""
        if len(self.rows) == 1 and self.row["chance_low"] is not None and 0 < chances[0] < 1:
            doubt = f" ({interval(self.row['chance_low'], self.row['chance_high'])})"
        return most + (first if first == last else f"{first} to {last}") + doubt


PARTS = (
    ("cup", "What cannot be kept", "Without any one of the matches named the others can be kept."),
    ("beside", "What could not be kept without the cup either", "The cup has no part in it."),
    ("worth knowing", "Worth knowing", "Nothing of this makes the year impossible."),
)
"""The parts of an answer: what belongs there (see :func:`grouped`), the heading, and what it means."""


def grouped(findings: Sequence[Row], part: str) -> list[Grouped]:
    """Return the findings of one of :data:`PARTS`, those with one cause together, in order."""
    found: dict[str, list[Row]] = {}
    for row in findings:
        of = "worth knowing" if not row["hard"] else "cup" if row["of_cup"] else "beside"
        if of == part and row["kind"] != "shared":
            found.setdefault(row["words"], []).append(row)
    return [Grouped(rows) for rows in found.values()]


def shown_clubs(clubs: Sequence[Row], most: int = _MOST_CLUBS) -> tuple[list[Row], list[Row]]:
    """Return the clubs to show, guests and broken years first, then the shortest rest; and the others."""
    ranked = sorted(
        _alike(clubs), key=lambda row: (not row["guest"], -row["hard"], row["rest"]["least"] or 10**6, row["name"])
    )
    return ranked[:most], ranked[most:]


def _alike(clubs: Sequence[Row]) -> list[Row]:
    """Return the clubs, those that are not decided yet and have the same year as one."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in clubs:
        key = (row["club"],) if row["decided"] else ("", row["hard"], row["matches"], *row["rest"].values())
        found.setdefault(key, []).append(row)
    rows: list[Row] = []
    for alike in found.values():
        if len(alike) == 1:
            rows.append(alike[0])
        else:
            name = f"{alike[0]['name']} or {len(alike) - 1} more"
            rows.append({**alike[0], "name": name, "expected_in_cup": None})
    return rows


def weeks_of(data: Row, club: Row) -> list[tuple[str, str]]:
    """Return a year on a page: a label and a sign for each week, of every competition of a club and of the windows.

    A digit counts the matches of a week, ``x`` is a match that cannot be kept, ``#`` a window of release.
    """
    first = dt.date.fromisoformat(data["from"])
    weeks = (dt.date.fromisoformat(data["until"]) - first).days // 7 + 1

    def week(day: str) -> int:
        return max(0, min(weeks - 1, (dt.date.fromisoformat(day) - first).days // 7))

    lines = []
    for name in dict.fromkeys(row["competition"] for row in club["year"]):
        rows = [row for row in club["year"] if row["competition"] == name]
        signs = ["."] * weeks
        for row in rows:
            if row["kept"]:
                at = week(row["day"])
                signs[at] = str(int(signs[at]) + 1) if signs[at].isdigit() else "1"
        for row in rows:
            if not row["kept"]:
                signs[week(row["first"])] = "x"
        lines.append((data["competitions"].get(name, name), "".join(signs)))
    signs = ["."] * weeks
    for window in data["release"]:
        signs[week(window["first"]) : week(window["last"]) + 1] = [
            "#" for _ in range(week(window["first"]), week(window["last"]) + 1)
        ]
    lines.append(("release of players", "".join(signs)))
    return lines


def calendar_page(data: Row) -> list[RenderableType]:
    """Return what ``calendar check`` shows.

    Parameters
    ----------
    data
        The object that ``calendar check --format json`` prints.
    """
    from rich.padding import Padding
    from rich.text import Text

    page: list[RenderableType] = [Text(data["title"], style="bold"), Text(data["verdict"]), Text("")]
    for part, title, _ in PARTS:
        groups = grouped(data["findings"], part)
        if not groups:
            continue
        page.append(Text(title.upper(), style="bold"))
        for group in groups[:_MOST_LINES]:
            words = Text(f"{group.who}: ", style="red" if part == "cup" else "")
            words.append(group.row["words"], style="default")
            if not group.row["certain"]:
                words.append(
                    f" [{group.chance} of worlds]" if group.chance else " [if it comes so far]", style="yellow"
                )
            if group.row["assumed"]:
                words.append(" (days assumed)", style="dim")
            page.append(Padding(words, (0, 0, 0, 2)))
        if len(groups) > _MOST_LINES:
            page.append(Text(f"  and {count(len(groups) - _MOST_LINES)} more: `--format csv` holds all", style="dim"))
        page.append(Text(""))
    page.append(_table(data))
    page.append(Text(_KEY + (_KEY_OF_WORLDS if data["worlds"] else ""), style="dim"))
    shown, others = shown_clubs(data["clubs"])
    if others:
        broken = sum(not row["feasible"] for row in others)
        least = min((row["rest"]["least"] for row in others if row["rest"]["least"] is not None), default=None)
        tail = f"and {plural(len(others), 'club')} more, {broken or 'none'} of them broken"
        page.append(Text(f"{tail}; least rest {quantity(least)} hours", style="dim"))
    told = [row for row in shown if row["guest"] or row["hard"]] or shown[:1]
    for row in told[:_MOST_STRIPS]:
        page.append(Text(f"\n{row['name']}, week by week from {data['from']}", style="bold"))
        page += _strip(data, row)
    page += [Text(_KEY_OF_STRIPS, style="dim"), Text("")]
    page += [Text(f"note: {note}", style="dim") for note in data["notes"]]
    return page


def _table(data: Row) -> RenderableType:
    from rich.text import Text

    demands, worlds = data["demands"], data["worlds"]
    heads = ["club", "breaks", "matches", "rest", "median", f"<{demands['rest_hours']}", f"<{demands['tight_hours']}",
             "busiest", "km", "zones", "highest"]  # fmt: skip
    heads += ["cup km", "high"] if worlds else []
    table = plain_table(*heads, right=(1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12))
    for row in shown_clubs(data["clubs"])[0]:
        travel, rests, busiest = row["travel"], row["rest"], row["busiest"]
        known = travel["journeys"] > 0
        cells = [
            str(row["matches"]),
            quantity(rests["least"]),
            quantity(rests["median"]),
            str(rests["short"]),
            str(rests["tight"]),
            busiest_words(busiest),
            *(quantity(travel[key]) if known else ABSENT for key in ("km", "zones", "highest_m")),
        ]
        if worlds:
            expected = row["expected_in_cup"] or {}
            cells += [_mean(expected.get("km")), _mean(expected.get("high_matches"), 1)]
        name = row["name"] + (" *" if row["guest"] else "")
        table.add_row(
            Text(name, overflow="ellipsis", no_wrap=True),
            Text(str(row["hard"] or "none"), style="red" if row["hard"] else "green"),
            *cells,
        )
    return table


def busiest_words(busiest: Row | None) -> str:
    """Return the busiest month and its matches, such as ``"Aug: 10"``."""
    if busiest is None:
        return ABSENT
    month = dt.date.fromisoformat(busiest["month"] + "-01")
    return f"{month:%b}: {busiest['matches']}"


def _mean(figure: Row | None, digits: int = 0) -> str:
    return ABSENT if figure is None else quantity(figure["mean"], digits)


def _strip(data: Row, club: Row) -> list[Text]:
    from rich.text import Text

    first = dt.date.fromisoformat(data["from"])
    lines = weeks_of(data, club)
    heads = [" "] * (len(lines[0][1]) + 3)
    for at in range(len(lines[0][1])):
        monday = first + dt.timedelta(7 * at)
        if at == 0 or monday.month != (monday - dt.timedelta(7)).month:
            heads[at : at + 3] = f"{monday:%b}"
    strips: list[Text] = [Text(" " * _LABEL + "".join(heads).rstrip(), style="dim")]
    for number, (label, signs) in enumerate(lines):
        strip = Text(f"  {label[: _LABEL - 3]:<{_LABEL - 2}}")
        ink = _INKS[number % len(_INKS)]
        for sign in signs:
            strip.append(sign, style={".": "dim", "x": "bold red", "#": "dim"}.get(sign, ink))
        strips.append(strip)
    return strips
