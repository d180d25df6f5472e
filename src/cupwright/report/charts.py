"""The charts: one Altair definition each, rendered to SVG without a browser or a network.

A chart is drawn with a handful of marker colours, which :func:`render_svg` then turns into CSS variables, so
that one drawing serves a light page, a dark page and paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

__all__ = [
    "COLOUR",
    "difference_chart",
    "finish",
    "inline",
    "render_svg",
    "sensitivity_chart",
    "title_chart",
    "year_chart",
]

# Marker colours: what Vega draws with -> the CSS variable that a page sets.
_INKS = {
    "#010203": "ink",
    "#040506": "muted",
    "#070809": "line",
    "#0a0b0c": "base",
    "#0d0e0f": "proposal",
    "#101112": "gain",
    "#131415": "loss",
}
COLOUR = {name: code for code, name in _INKS.items()}
"""The marker colour of each ink."""

Row = Mapping[str, Any]


def inline(rows: Iterable[Row]) -> Any:
    """Return rows as data that stand in the chart itself."""
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in rows])


def _club_axis(order: list[str], narrow: bool) -> Any:
    import altair as alt

    axis = alt.Axis(labelLimit=150 if narrow else 220, ticks=False, domain=False, labelPadding=6)
    return alt.Y("club:N", sort=order, title=None, axis=axis)


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


def title_chart(rows: list[dict[str, Any]], *, narrow: bool = False) -> Any:
    """Draw chances with intervals, base above proposal in every row.

    Parameters
    ----------
    rows
        ``{club, side, mean, low, high}`` in the order of the page; `side` is ``"As it is"`` or ``"As proposed"``,
        chances in percent.
    narrow
        Draw for a phone.
    """
    import altair as alt

    order = list(dict.fromkeys(row["club"] for row in rows))
    sides = ["As it is", "As proposed"]
    colour = alt.Color("side:N", scale=alt.Scale(domain=sides, range=[COLOUR["base"], COLOUR["proposal"]]))
    shape = alt.Shape("side:N", scale=alt.Scale(domain=sides, range=["circle", "diamond"]))
    base = alt.Chart(inline(rows)).encode(
        y=_club_axis(order, narrow),
        yOffset=alt.YOffset("side:N", sort=sides, scale=alt.Scale(paddingOuter=0.7, paddingInner=0.2)),
        color=colour,
    )
    ticks = alt.Axis(labelExpr="datum.value + '%'", tickCount=4 if narrow else 7, domain=False)
    span = base.mark_rule(strokeWidth=2.5, opacity=0.55).encode(
        x=alt.X("low:Q", title=None, axis=ticks, scale=alt.Scale(domainMin=0)), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=52, opacity=1).encode(x="mean:Q", shape=shape)
    return finish(span + dots, rows=len(order), row_height=30, narrow=narrow)


def difference_chart(rows: list[dict[str, Any]], *, narrow: bool = False) -> Any:
    """Draw what the proposal adds to each club's chance, with intervals, around zero.

    `rows` hold ``{club, mean, low, high}`` in percentage points.
    """
    import altair as alt

    order = list(dict.fromkeys(row["club"] for row in rows))
    rows = [{**row, "way": "gains" if row["mean"] > 0 else "loses"} for row in rows]
    ways = alt.Scale(domain=["gains", "loses"], range=[COLOUR["gain"], COLOUR["loss"]])
    base = alt.Chart(inline(rows)).encode(
        y=_club_axis(order, narrow), color=alt.Color("way:N", scale=ways, legend=None)
    )
    label = "(datum.value > 0 ? '+' : '') + replace(datum.value, '-', '−')"
    ticks = alt.Axis(labelExpr=label, tickCount=4 if narrow else 7, domain=False)
    span = base.mark_rule(strokeWidth=2.5, opacity=0.5).encode(
        x=alt.X("low:Q", axis=ticks, title="percentage points"), x2="high:Q"
    )
    bars = base.mark_point(filled=True, size=58, opacity=1).encode(
        x="mean:Q",
        shape=alt.Shape(
            "way:N", scale=alt.Scale(domain=["gains", "loses"], range=["triangle-right", "triangle-left"]), legend=None
        ),
    )
    zero = alt.Chart(inline([{"zero": 0}])).mark_rule(color=COLOUR["muted"], strokeWidth=1).encode(x="zero:Q")
    return finish(zero + span + bars, rows=len(order), row_height=22, narrow=narrow)


def sensitivity_chart(rows: list[dict[str, Any]], *, narrow: bool = False) -> Any:
    """Draw how the guests' chances move with the settings.

    `rows` hold ``{setting, club, mean, low, high}``, chances in percent.
    """
    import altair as alt

    order = list(dict.fromkeys(row["setting"] for row in rows))
    clubs = list(dict.fromkeys(row["club"] for row in rows))
    inks = [COLOUR["proposal"], COLOUR["loss"], COLOUR["base"], COLOUR["gain"]]
    colour = alt.Color("club:N", scale=alt.Scale(domain=clubs, range=inks[: len(clubs)]))
    marks = alt.Scale(domain=clubs, range=["diamond", "circle", "square", "triangle-up"][: len(clubs)])
    axis = alt.Axis(labelLimit=150 if narrow else 260, ticks=False, domain=False, labelPadding=6)
    base = alt.Chart(inline(rows)).encode(
        y=alt.Y("setting:N", sort=order, title=None, axis=axis),
        yOffset=alt.YOffset("club:N", sort=clubs, scale=alt.Scale(paddingOuter=0.7, paddingInner=0.2)),
        color=colour,
    )
    ticks = alt.Axis(labelExpr="datum.value + '%'", tickCount=4 if narrow else 7, domain=False)
    span = base.mark_rule(strokeWidth=2.5, opacity=0.55).encode(
        x=alt.X("low:Q", title=None, axis=ticks, scale=alt.Scale(domainMin=0)), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=52, opacity=1).encode(x="mean:Q", shape=alt.Shape("club:N", scale=marks))
    return finish(span + dots, rows=len(order), row_height=34, narrow=narrow)


def year_chart(rows: list[dict[str, Any]], span: tuple[str, str], *, narrow: bool = False) -> Any:
    """Draw a year: a bar for each match or window on its days, a row for each competition.

    Parameters
    ----------
    rows
        ``{row, what, first, last}``; `what` is ``"kept"``, ``"if reached"``, ``"cannot be kept"`` or ``"window"``, days
        are ISO dates, `last` not included.
    span
        The first and the last day of the page.
    narrow
        Draw for a phone.
    """
    import altair as alt

    order = list(dict.fromkeys(row["row"] for row in rows))
    whats = ["kept", "if reached", "cannot be kept", "window"]
    inks = [COLOUR[name] for name in ("proposal", "gain", "loss", "line")]
    axis = alt.Axis(labelLimit=130 if narrow else 210, ticks=False, domain=False, labelPadding=6)
    days = alt.Axis(format="%b", tickCount="month", domain=False, labelOverlap=True, grid=True)
    chart = (
        alt.Chart(inline(rows))
        .mark_bar(height=14, minBandSize=3)
        .encode(
            y=alt.Y("row:N", sort=order, title=None, axis=axis),
            x=alt.X("first:T", title=None, axis=days, scale=alt.Scale(domain=list(span))),
            x2="last:T",
            color=alt.Color(
                "what:N", scale=alt.Scale(domain=whats, range=inks), legend=alt.Legend(columns=2 if narrow else 4)
            ),
            opacity=alt.condition("datum.what == 'if reached'", alt.value(0.75), alt.value(1)),
        )
    )
    return finish(chart, rows=len(order), row_height=26, narrow=narrow)


def render_svg(chart: Any, description: str) -> str:
    """Render a chart to an inline SVG that scales, follows the page's colours and has a text alternative.

    Parameters
    ----------
    chart
        An Altair chart of this module.
    description
        What the chart says, for those who do not see it.
    """
    import html

    import vl_convert as vlc

    svg: str = vlc.vegalite_to_svg(chart.to_dict(validate=False), vl_version=_vega_lite_version())
    for code, name in _INKS.items():
        svg = svg.replace(f'"{code}"', f'"var(--{name})"')
    svg = re.sub(r'font-family="[^"]*"', 'font-family="inherit"', svg)
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


def _vega_lite_version() -> str:
    import altair as alt

    major, minor = alt.SCHEMA_VERSION.lstrip("v").split(".")[:2]
    return f"{major}.{minor}"
