"""The charts: one Altair definition each, rendered to SVG without a browser or a network.

A chart is drawn with a handful of marker colours, which :func:`render_svg` then turns into CSS variables, so
that one drawing serves a light page, a dark page and paper. Where a row says its figure in words, the chart tells it to
whoever points at the mark of a chart that is alive; a drawing is the same without.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cupwright.report.locales import Language, language

__all__ = [
    "COLOUR",
    "INKS",
    "difference_chart",
    "finish",
    "inline",
    "render_svg",
    "sensitivity_chart",
    "tells",
    "title_chart",
    "vega_lite_version",
]

INKS = {
    "#010203": "ink",
    "#040506": "muted",
    "#070809": "line",
    "#0a0b0c": "base",
    "#0d0e0f": "proposal",
    "#101112": "gain",
    "#131415": "loss",
}
"""Marker colours: what Vega draws with, and the CSS variable that a page sets."""

COLOUR = {name: code for code, name in INKS.items()}
"""The marker colour of each ink."""

_ENGLISH = language("en")
_SIDES = ("As it is", "As proposed")
_LEGEND_LETTERS = 22
_NAME_LETTERS = {True: 21, False: 34}
"""Letters of a name that fit in a line, on a phone and else."""
_LINE = 15

Row = Mapping[str, Any]


def inline(rows: Iterable[Row]) -> Any:
    """Return rows as data that stand in the chart itself."""
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in rows])


def tells(rows: Iterable[Row], head: str, about: str = "") -> tuple[list[dict[str, Any]], Any]:
    """Add to rows what a reader is told at their marks: whose mark it is, and the figure.

    Parameters
    ----------
    rows
        Those with a ``figure``, a chance with its interval as the reader writes it, say, get a text under ``told``.
    head, about
        The keys of the first line and of what stands before the figure.

    Returns
    -------
    tuple
        The rows, and the channel of the tooltip; it stays undefined where no row has a figure.
    """
    import altair as alt

    found = [dict(row) for row in rows]
    for row in found:
        if "figure" in row:
            figure = row.pop("figure")
            row["told"] = f"{row[head]}\n{row[about]}: {figure}" if about else f"{row[head]}\n{figure}"
    return found, alt.Tooltip("told:N") if any("told" in row for row in found) else alt.Undefined


def _club_axis(order: list[str], narrow: bool) -> Any:
    import altair as alt

    return alt.Y("club:N", sort=order, title=None, axis=_names_axis(order, 150 if narrow else 220))


def _broken(rows: list[dict[str, Any]], key: str, narrow: bool) -> list[str]:
    """Break the names of rows in lines that fit, but for those that are broken already; return them in their order."""
    for row in rows:
        if "\n" not in row[key]:
            row[key] = "\n".join(textwrap.wrap(row[key], _NAME_LETTERS[narrow], break_long_words=False))
    return list(dict.fromkeys(row[key] for row in rows))


def _row_height(order: list[str], least: int) -> int:
    """Return the height of a row in which the longest of the names has room."""
    return max(least, _LINE * max(name.count("\n") + 1 for name in order) + 2)


def _names_axis(order: list[str], limit: int) -> Any:
    """Return the axis of the rows; a name may take several lines."""
    import altair as alt

    axis = alt.Axis(labelLimit=limit, ticks=False, domain=False, labelPadding=6)
    if any("\n" in name for name in order):
        # Who breaks names has seen to it that they fit.
        axis.labelLimit, axis.labelExpr = 0, r"split(datum.label, '\n')"
    return axis


def finish(chart: Any, *, rows: int, row_height: int, narrow: bool) -> Any:
    """Give a chart its width, a height by rows, and the inks of the page."""
    import altair as alt

    return (
        chart.properties(
            width=345 if narrow else 760,
            height=rows * row_height,
            padding=2,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        .configure(background="transparent", font="system-ui")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=COLOUR["ink"],
            titleColor=COLOUR["muted"],
            gridColor=COLOUR["line"],
            domainColor=COLOUR["line"],
            tickColor=COLOUR["line"],
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
        )
        .configure_legend(labelColor=COLOUR["ink"], labelFontSize=12, title=None, orient="top", symbolSize=70, offset=4)
    )


def _value(words: Language) -> str:
    """Return the expression that writes the value of an axis; only the decimal sign changes with the language."""
    return "datum.value" if words.decimal == "." else f"replace(datum.value, '.', '{words.decimal}')"


def _percent_axis(narrow: bool, words: Language) -> Any:
    import altair as alt

    return alt.Axis(labelExpr=f"{_value(words)} + '{words.percent_sign}'", tickCount=4 if narrow else 7, domain=False)


def _distance_axis(narrow: bool) -> Any:
    import altair as alt

    return alt.Axis(tickCount=4 if narrow else 7, domain=False, labelExpr="datum.value / 1000")


def title_chart(
    rows: list[dict[str, Any]],
    *,
    narrow: bool = False,
    words: Language = _ENGLISH,
    sides: Sequence[str] = _SIDES,
    thousands: bool = False,
) -> Any:
    """Draw chances with intervals, base above proposal in every row.

    Parameters
    ----------
    rows
        ``{club, side, mean, low, high}`` in the order of the page; `side` is one of `sides`, chances in percent. With a
        ``figure``, as :func:`tells` has it.
    narrow
        Draw for a phone.
    words
        The language of the axis.
    sides
        What base and proposal are called, in that order.
    thousands
        Whether the figures are no chances, and the axis counts them in thousands.
    """
    import altair as alt

    sides = list(sides)
    rows, told = tells(rows, "club", "side")
    order = _broken(rows, "club", narrow)
    # Where names leave little width, the two sides stand below each other.
    stacked = narrow and (sum(map(len, sides)) > _LEGEND_LETTERS or any("\n" in name for name in order))
    legend = alt.Legend(columns=1) if stacked else alt.Undefined
    colour = alt.Color(
        "side:N", scale=alt.Scale(domain=sides, range=[COLOUR["base"], COLOUR["proposal"]]), legend=legend
    )
    shape = alt.Shape("side:N", scale=alt.Scale(domain=sides, range=["circle", "diamond"]), legend=legend)
    base = alt.Chart(inline(rows)).encode(
        y=_club_axis(order, narrow),
        yOffset=alt.YOffset("side:N", sort=sides, scale=alt.Scale(paddingOuter=0.7, paddingInner=0.2)),
        color=colour,
        tooltip=told,
    )
    ticks = _distance_axis(narrow) if thousands else _percent_axis(narrow, words)
    span = base.mark_rule(strokeWidth=2.5, opacity=0.55).encode(
        x=alt.X("low:Q", title=None, axis=ticks, scale=alt.Scale(domainMin=0)), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=52, opacity=1).encode(x="mean:Q", shape=shape)
    return finish(span + dots, rows=len(order), row_height=_row_height(order, 30), narrow=narrow)


def difference_chart(rows: list[dict[str, Any]], *, narrow: bool = False, words: Language = _ENGLISH) -> Any:
    """Draw what the proposal adds to each club's chance, with intervals, around zero.

    `rows` hold ``{club, mean, low, high}`` in percentage points, and a ``figure`` as :func:`tells` has it.
    """
    import altair as alt

    rows, told = tells(({**row, "way": "gains" if row["mean"] > 0 else "loses"} for row in rows), "club")
    order = _broken(rows, "club", narrow)
    ways = alt.Scale(domain=["gains", "loses"], range=[COLOUR["gain"], COLOUR["loss"]])
    base = alt.Chart(inline(rows)).encode(
        y=_club_axis(order, narrow), color=alt.Color("way:N", scale=ways, legend=None), tooltip=told
    )
    label = f"(datum.value > 0 ? '+' : '') + replace({_value(words)}, '-', '−')"
    ticks = alt.Axis(labelExpr=label, tickCount=4 if narrow else 7, domain=False)
    span = base.mark_rule(strokeWidth=2.5, opacity=0.5).encode(
        x=alt.X("low:Q", axis=ticks, title=words.text("percentage points")), x2="high:Q"
    )
    bars = base.mark_point(filled=True, size=58, opacity=1).encode(
        x="mean:Q",
        shape=alt.Shape(
            "way:N", scale=alt.Scale(domain=["gains", "loses"], range=["triangle-right", "triangle-left"]), legend=None
        ),
    )
    zero = alt.Chart(inline([{"zero": 0}])).mark_rule(color=COLOUR["muted"], strokeWidth=1).encode(x="zero:Q")
    return finish(zero + span + bars, rows=len(order), row_height=_row_height(order, 22), narrow=narrow)


def sensitivity_chart(
    rows: list[dict[str, Any]], *, narrow: bool = False, words: Language = _ENGLISH, legend: bool = True
) -> Any:
    """Draw how the guests' chances move with the settings.

    `rows` hold ``{setting, club, mean, low, high}``, chances in percent, and a ``figure`` as :func:`tells` has it;
    without a `legend` the clubs are not named.
    """
    import altair as alt

    rows, told = tells(rows, "setting", "club")
    order = _broken(rows, "setting", narrow)
    clubs = list(dict.fromkeys(row["club"] for row in rows))
    inks = [COLOUR["proposal"], COLOUR["loss"], COLOUR["base"], COLOUR["gain"]]
    stacked = alt.Legend(columns=1) if narrow and sum(map(len, clubs)) > _LEGEND_LETTERS else alt.Undefined
    named = stacked if legend else None
    colour = alt.Color("club:N", scale=alt.Scale(domain=clubs, range=inks[: len(clubs)]), legend=named)
    marks = alt.Scale(domain=clubs, range=["diamond", "circle", "square", "triangle-up"][: len(clubs)])
    axis = _names_axis(order, 150 if narrow else 260)
    base = alt.Chart(inline(rows)).encode(
        y=alt.Y("setting:N", sort=order, title=None, axis=axis),
        yOffset=alt.YOffset("club:N", sort=clubs, scale=alt.Scale(paddingOuter=0.7, paddingInner=0.2)),
        color=colour,
        tooltip=told,
    )
    span = base.mark_rule(strokeWidth=2.5, opacity=0.55).encode(
        x=alt.X("low:Q", title=None, axis=_percent_axis(narrow, words), scale=alt.Scale(domainMin=0)), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=52, opacity=1).encode(
        x="mean:Q", shape=alt.Shape("club:N", scale=marks, legend=named)
    )
    return finish(span + dots, rows=len(order), row_height=_row_height(order, 34), narrow=narrow)


def render_svg(chart: Any, description: str, *, colours: Mapping[str, str] | None = None, font: str = "inherit") -> str:
    """Render a chart to an inline SVG that scales, follows the page's colours and has a text alternative.

    Parameters
    ----------
    chart
        An Altair chart of this module.
    description
        What the chart says, for those who do not see it.
    colours
        The colour of each ink (``ink``, ``muted``, ``line``, ``base``, ``proposal``, ``gain``, ``loss``), for paper
        that has no style sheet.
    font
        The font family of all words.
    """
    import html

    import vl_convert as vlc

    svg: str = vlc.vegalite_to_svg(chart.to_dict(validate=False), vl_version=vega_lite_version())
    for code, name in INKS.items():
        svg = svg.replace(f'"{code}"', f'"{colours[name]}"' if colours else f'"var(--{name})"')
    svg = re.sub(r'font-family="[^"]*"', f'font-family="{font}"', svg)
    # Vega labels every mark for screen readers; the figure has one description and a table instead.
    svg = re.sub(r' (?:aria-\w+|role|aria-roledescription)="[^"]*"', "", svg)
    opening = re.match(r"<svg[^>]*>", svg)
    assert opening is not None
    box = re.search(r'viewBox="([^"]+)"', opening.group())
    width = re.search(r'width="([\d.]+)"', opening.group())
    assert box is not None and width is not None
    label = html.escape(description, quote=True)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box.group(1)}" role="img" aria-label="{label}" '
        f'style="max-width:{width.group(1)}px">'
    )
    return head + svg[opening.end() :]


def vega_lite_version() -> str:
    """Return the version of Vega-Lite that the charts are defined in, as vl-convert calls it."""
    import altair as alt

    major, minor = alt.SCHEMA_VERSION.lstrip("v").split(".")[:2]
    return f"{major}.{minor}"
