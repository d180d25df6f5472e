"""A solved calendar on a terminal: the verdict, then the days of the cup, or what cannot hold together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cupwright.report.numbers import ABSENT, count, plural
from cupwright.report.origin import note_lines
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["solved_page"]

Row = Mapping[str, Any]

_MOST_HOURS = 240

_PARTS = {
    "travel": "travel there and back",
    "trip": "saved by travelling on",
    "rest": "short rests",
    "altitude": "altitude twice",
    "hub": "matches in a hub",
}


def solved_page(data: Row) -> list[RenderableType]:
    """Return the parts of the page.

    Parameters
    ----------
    data
        As :class:`cupwright.study.calendar_solving.Solved` has it.
    """
    from rich.text import Text

    page: list[RenderableType] = [Text(data["title"], style="bold"), Text(data["verdict"])]
    for club in data["clubs"]:
        page += [Text(), Text(_heading(club), style="bold")]
        if club["exists"]:
            page += [_days(club), Text(_cost(club["cost"], club["proven"], data["weights"]))]
        elif club["exists"] is None:
            page.append(Text("The search ended before it was known whether a calendar exists."))
        else:
            page += _conflicts(club)
    page += _together(data["together"])
    page.append(Text())
    page += note_lines(data["notes"])
    return page


def _together(found: Row | None) -> list[RenderableType]:
    """Return the matches of the clubs against each other, or what stands in their way."""
    from rich.text import Text

    if found is None or (found["exists"] and not found["matches"]):
        return []
    page: list[RenderableType] = [Text(), Text("WHERE THEY MEET", style="bold")]
    if found["exists"] is None:
        return [*page, Text("The search ended before it was known whether a calendar exists.")]
    if not found["exists"]:
        return [*page, *_conflicts(found)]
    table = plain_table("day", "match", "host")
    hosts: dict[tuple[str, str, frozenset[str]], list[str]] = {}
    for match in found["matches"]:
        key = match["day"], match["round"], frozenset((match["home_name"], match["away_name"]))
        hosts.setdefault(key, []).append(match["home_name"] if match["place"] else ABSENT)
    for (day, title, clubs), names in hosts.items():
        table.add_row(_day(day), Text(f"{title}, {' v '.join(sorted(clubs))}"), Text(" or ".join(sorted(names))))
    return [*page, table]


def _heading(club: Row) -> str:
    told = {
        "best": "the best calendar there is",
        "calendar": "a calendar, not proven to be the best",
        "none": "no calendar",
        "open": "open",
    }
    return f"{club['name'].upper()}  {told[club['status']]}"


def _days(club: Row) -> RenderableType:
    from rich.text import Text

    table = plain_table("day", "match", "host", "rest before", "after", "if", right=(3, 4))
    for match in club["matches"]:
        if not match["of_cup"]:
            continue
        host = f"hub: {match['hub']}" if match["hub"] else match["place_name"] or ABSENT
        table.add_row(
            _day(match["day"]),
            Text(match["title"]),
            Text(host),
            _hours(match["rest_before"]),
            _hours(match["rest_after"]),
            Text(", ".join(variable.rpartition("/")[2] for variable, _ in match["needs"])),
        )
    return table


def _day(text: str) -> str:
    day = dt.date.fromisoformat(text)
    return f"{day:%a} {day.day} {day:%b %Y}"


def _hours(hours: int | None) -> str:
    if hours is None:
        return ABSENT
    return f"{hours} h" if hours <= _MOST_HOURS else f"{hours // 24} days"


def _cost(cost: Row, proven: bool, weights: Row) -> str:
    parts = [f"{_PARTS[what]} {count(points)}" for what, points in cost["parts"].items()]
    least = "none costs less" if proven else "a better one may exist"
    if not proven and cost["bound"] is not None:
        least += f", of {count(cost['bound'])} points or more"
    means = (
        f"a point is {weights['km_per_point']} km, or an hour less than {weights['comfort_hours']} h between two "
        f"matches; two matches {count(weights['altitude_m'])} m above home within {weights['altitude_days']} days "
        f"are {weights['altitude_pair']}"
    )
    told = f" ({', '.join(parts)})" if parts else ""
    return f"{plural(cost['total'], 'point')} in the dearest season{told}; {least}: {means}."


def _conflicts(club: Row) -> list[RenderableType]:
    from rich.text import Text

    page: list[RenderableType] = []
    for number, conflict in enumerate(club["conflicts"], 1):
        minimal = "without any one of them the others can be kept" if conflict["minimal"] else "not narrowed down"
        beside = "" if conflict["of_cup"] else "; the cup has no part in it"
        page.append(Text(f"{number}. These cannot all be kept ({minimal}{beside}):"))
        page += [Text(f"     {words}") for words in conflict["words"]]
    if club["relaxations"]:
        page += [Text(), Text("ONE OF THESE, RELAXED ALONE, WOULD DO", style="bold")]
        page += [Text(f"  {one['demand']}: {one['how']}") for one in club["relaxations"]]
    elif club["proven"]:
        page += [Text(), Text("No single demand, relaxed, would do.")]
    if club["fewest"]:
        page += [Text(), Text(f"AT LEAST {len(club['fewest'])} HAVE TO BE GIVEN UP, such as", style="bold")]
        page += [Text(f"  {one['demand']}") for one in club["fewest"]]
    return page
