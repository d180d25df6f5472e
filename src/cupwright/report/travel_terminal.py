"""Journeys under two rule books on a terminal: the answer, then kilometres, then trips, altitude and clocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cupwright.report.numbers import ABSENT, percent, plural, quantity, signed
from cupwright.report.origin import note_lines, origin_line
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["between", "chance_words", "change_words", "shown_rows", "side_cells", "travel_page"]

MOST_SHOWN = 15
_NAME = 22

Row = Mapping[str, Any]


def travel_page(data: Row) -> list[RenderableType]:
    """Return the parts of the page.

    Parameters
    ----------
    data
        As :class:`cupwright.study.calendar_travel.Travel` has it.
    """
    from rich.text import Text

    rows, left_out = shown_rows(data)
    page: list[RenderableType] = [Text(data["title"], style="bold"), Text(data["verdict"]), Text()]
    page += [Text("KILOMETRES IN THE CUP", style="bold"), _kilometres(rows), Text()]
    page += [Text("TRIPS TO A GUEST, ALTITUDE, CLOCKS", style="bold"), _others(rows)]
    if left_out:
        page.append(Text(f"{left_out} more clubs: --club CLUB, or --format csv for all", style="dim"))
    page += [Text("* a guest", style="dim"), Text()]
    page += note_lines(data["notes"])
    return [*page, origin_line(data["provenance"], f"{plural(data['worlds'], 'world')}, seed {data['seed']}")]


def shown_rows(data: Row, most: int = MOST_SHOWN) -> tuple[list[Row], int]:
    """Return the clubs asked for in their order, or the guests and those whose kilometres change most; and how many are
    left out."""
    rows = {row["club"]: row for row in data["clubs"]}
    if data["asked"]:
        return [rows[club] for club in data["asked"]], 0
    ordered = sorted(rows.values(), key=lambda row: (not row["guest"], -abs(_mean(row["km"]["change"])), row["club"]))
    return ordered[:most], max(0, len(ordered) - most)


def _kilometres(rows: Sequence[Row]) -> RenderableType:
    table = plain_table("club", "as it is", "proposed", "change", "90% of draws", "longest", "proposed",
                        right=range(1, 7))  # fmt: skip
    for row in rows:
        km, longest = row["km"], row["longest_km"]
        table.add_row(_name(row), *side_cells(km), change_words(km), between(km["change"]), *side_cells(longest))
    return table


def _others(rows: Sequence[Row]) -> RenderableType:
    table = plain_table("club", "to a guest", "in groups", "up", "proposed", "visits", "proposed", "zones", "proposed",
                        right=range(1, 9))  # fmt: skip
    for row in rows:
        table.add_row(
            _name(row),
            *(chance_words(row[name]) for name in ("to_guest", "to_guest_in_groups")),
            *side_cells(row["high_away"], 1),
            *side_cells(row["high_home"], 1),
            *side_cells(row["zones"], 1),
        )
    return table


def _name(row: Row) -> Any:
    from rich.text import Text

    name = row["name"] if len(row["name"]) <= _NAME else row["name"][: _NAME - 1] + "…"
    return Text(f"{name} *" if row["guest"] else name)


def _mean(figure: Any) -> float:
    return float(figure["mean"]) if isinstance(figure, Mapping) else 0.0


def _cell(figure: Any, digits: int) -> str:
    if figure is None:
        return ABSENT
    return quantity(figure["mean"], digits) if isinstance(figure, Mapping) else str(figure)


def side_cells(measure: Row, digits: int = 0) -> list[str]:
    """Return the means of both sides; the dash for a club not in the field, ``"unknown"`` as it is."""
    return [_cell(measure[side], digits) for side in ("base", "proposal")]


def change_words(measure: Row, digits: int = 0) -> str:
    """Return the change with its sign."""
    change = measure["change"]
    return signed(change["mean"], digits) if isinstance(change, Mapping) else str(change)


def between(figure: Any) -> str:
    """Return the interval of a change in words, such as ``"+684 to +1,506"``."""
    return f"{signed(figure['low'])} to {signed(figure['high'])}" if isinstance(figure, Mapping) else ABSENT


def chance_words(chances: Row) -> str:
    """Return the chance under the proposal, such as ``"28%"``; with that of the base where guests play in it, such as
    ``"31% → –"``. The dash stands where the club or the stage is not there, or the rules leave no guest."""
    before, after = (
        ABSENT if chance is None or (not chance["mean"] and not chance["mc_error"]) else percent(chance["mean"])
        for chance in (chances["base"], chances["proposal"])
    )
    return after if before == ABSENT else f"{before} → {after}"
