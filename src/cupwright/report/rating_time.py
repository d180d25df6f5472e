"""Ratings on a row of days: a table for a terminal, a chart with bands, a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cupwright.report.numbers import ABSENT, date_words, signed
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["MOST_LINES", "level_page", "over_html", "over_page", "over_svg"]

Row = Mapping[str, Any]

MOST_LINES = 8
"""Lines that a chart can tell apart."""

_INK, _QUIET, _GRID = "#24292f", "#57606a", "#d8dee4"
# Okabe and Ito's colours, which most colour-blind readers can tell apart, but for the yellow, too light on white.
_LINES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#7f7f7f")
_ABOUT = (
    "In log goals a side, with an interval that holds nine chances in ten. The zero is the mean of the countries of "
    "the first confederation on each day."
)


def over_page(rows: Sequence[Row], key: str, names: Mapping[str, str]) -> list[RenderableType]:
    """Return ratings over time as a table: a line for each day, a column for each club.

    Parameters
    ----------
    rows
        With ``date``, ``mean``, ``low``, ``high`` and, under `key`, what is rated.
    key
        ``"club"``, ``"league"`` or ``"confederation"``.
    names
        How each is called.
    """
    from rich.text import Text

    rated = _last_first(rows, key)[:4]
    cells = {(row["date"], row[key]): row for row in rows}
    table = plain_table("", *(names.get(one, one) for one in rated), right=range(1, 5))
    for day in dict.fromkeys(row["date"] for row in rows):
        table.add_row(day, *(_cell(cells.get((day, one))) for one in rated))
    more = len({row[key] for row in rows}) - len(rated)
    said = [Text(f"and {more} more in --format csv", style="dim")] if more > 0 else []
    if any(not row.get("rated", True) for row in rows if row[key] in rated):
        said.append(Text("? no recent match on that day: rated from its country, with wide doubt", style="dim"))
    return [Text("Strength in log goals over time", style="bold"), table, *said]


def _cell(row: Row | None) -> str:
    if row is None:
        return ABSENT
    if row["mean"] is None:
        return "not identified"
    mark = "" if row.get("rated", True) else " ?"
    return f"{signed(row['mean'], 2)} ({signed(row['low'], 2)} to {signed(row['high'], 2)}){mark}"


def level_page(found: Mapping[str, Sequence[Row]], names: Mapping[str, str], until: str) -> list[RenderableType]:
    """Return the tables of confederations and leagues on a day."""
    from rich.text import Text

    page: list[RenderableType] = [
        Text(f"Strength of first-tier clubs, results until {date_words(until)}", style="bold")
    ]
    above = plain_table("confederation", "clubs", "mean", "interval", right=(1, 2))
    for row in found["confederations"]:
        above.add_row(row["confederation"], str(row["clubs"]), *_figures(row))
    leagues = plain_table("", "league", "", "clubs", "mean", "interval", right=(0, 3, 4))
    for number, row in enumerate(found["leagues"], 1):
        name = names.get(row["league"], row["league"])
        leagues.add_row(str(number), Text(name), row["confederation"], str(row["clubs"]), *_figures(row))
    few = "A league stands for those of its clubs that the facts hold: of other continents only a few, and the best."
    said = [Text(few, style="dim")]
    if any(row["mean"] is None for rows in found.values() for row in rows):
        said.append(Text("Not identified: no chain of matches ties it to the zero of the scale.", style="dim"))
    return [*page, above, Text(""), leagues, *said]


def _figures(row: Row) -> tuple[str, str]:
    """Return strength and interval; words where no chain of matches ties it to the others."""
    if row["mean"] is None:
        return "not identified", ""
    return signed(row["mean"], 2), f"{signed(row['low'], 2)} to {signed(row['high'], 2)}"


def _last_first(rows: Sequence[Row], key: str) -> list[str]:
    """Return what is rated, clubs as they were asked for, leagues and confederations by their last strength."""
    if key == "club":
        return list(dict.fromkeys(row[key] for row in rows))
    last = {row[key]: row["mean"] for row in rows if row["mean"] is not None}
    return sorted(last, key=lambda one: -last[one])


def over_svg(rows: Sequence[Row], key: str, names: Mapping[str, str]) -> str:
    """Draw ratings over time as lines with bands; see :func:`over_page`.

    Returns
    -------
    str
        An SVG with its own colours on white; of more than :data:`MOST_LINES` lines, the strongest of the last day.
    """
    import html

    import altair as alt
    import vl_convert as vlc

    rated = _last_first(rows, key)[:MOST_LINES]
    points = [
        {"day": row["date"], "of": names.get(row[key], row[key]), **{end: row[end] for end in ("mean", "low", "high")}}
        for row in rows
        if row[key] in rated and row["mean"] is not None
    ]
    order = [names.get(one, one) for one in rated]
    base = alt.Chart(alt.InlineData(values=points)).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(grid=False, labelOverlap=True, tickCount=10)),
        color=alt.Color(
            "of:N",
            sort=order,
            scale=alt.Scale(domain=order, range=list(_LINES[: len(order)])),
            legend=alt.Legend(title=None, orient="top", columns=4, labelLimit=180, symbolOpacity=1),
        ),
    )
    label = "(datum.value > 0 ? '+' : '') + replace(datum.value, '-', '−')"
    strength = alt.Y("low:Q", title="log goals", axis=alt.Axis(labelExpr=label, titlePadding=14))
    bands = base.mark_area(opacity=0.16).encode(y=strength, y2="high:Q")
    lines = base.mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=14)).encode(y="mean:Q")
    chart = (
        (bands + lines)
        .properties(width=760, height=380, padding=8)
        .configure(background="#ffffff", font="system-ui, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK, titleColor=_QUIET, gridColor=_GRID, domainColor=_GRID, tickColor=_GRID, labelFontSize=12
        )
        .configure_legend(labelColor=_INK, labelFontSize=12)
    )
    major, minor = alt.SCHEMA_VERSION.lstrip("v").split(".")[:2]
    svg: str = vlc.vegalite_to_svg(chart.to_dict(validate=False), vl_version=f"{major}.{minor}")
    # Vega labels every mark for screen readers; the drawing has one description instead.
    svg = re.sub(r' (?:aria-\w+|role|aria-roledescription)="[^"]*"', "", svg)
    about = html.escape(f"Strength over time of {', '.join(order)}. {_ABOUT}", quote=True)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{about}" ', 1)


def over_html(rows: Sequence[Row], key: str, names: Mapping[str, str], origin: Mapping[str, str]) -> str:
    """Return the chart and its numbers as a page; everything inline.

    Parameters
    ----------
    origin
        ``version``, ``facts_hash`` and ``command``.
    """
    from cupwright.report.html import render

    rated = _last_first(rows, key)[:MOST_LINES]
    cells = {(row["date"], row[key]): row for row in rows}
    days = list(dict.fromkeys(row["date"] for row in rows))
    return render(
        "rating_time.html.j2",
        title=f"Strength from {date_words(days[0])} to {date_words(days[-1])}",
        about=_ABOUT,
        chart=over_svg(rows, key, names),
        heads=[names.get(one, one) for one in rated],
        lines=[{"day": day, "cells": [_cell(cells.get((day, one))) for one in rated]} for day in days],
        **origin,
    )
