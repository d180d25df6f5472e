"""Reliability plots: what was said beside what happened, a panel for each competition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cupwright.report.numbers import count

__all__ = ["panel_rows", "reliability_svg"]

_INK, _QUIET, _GRID, _MARK = "#24292f", "#6e7781", "#d0d7de", "#0b6e99"
_SIDE, _COLUMNS = 185, 4
Row = Mapping[str, Any]


def panel_rows(reliability: Iterable[Row], model: str, competitions: Sequence[str]) -> list[dict[str, Any]]:
    """Return the points of the panels, in percent; those without an interval reach from themselves to themselves.

    Parameters
    ----------
    reliability
        Rows as :func:`cupwright.study.backtest_scores.match_scores` gives them.
    model, competitions
        Whose.
    """
    points = []
    for row in reliability:
        if row["model"] != model or row["competition"] not in competitions:
            continue
        happened = row["happened"]
        ends = [happened["mean"] if end is None else end for end in (happened["low"], happened["high"])]
        points.append({
            "competition": row["competition"],
            "said": 100 * row["said"],
            "happened": 100 * happened["mean"],
            "low": 100 * ends[0],
            "high": 100 * ends[1],
            "count": row["count"],
        })  # fmt: skip
    return points


def reliability_svg(points: Sequence[Row], competitions: Sequence[str], description: str) -> str:
    """Draw a panel for each competition: on the diagonal, what was said is what happened.

    Parameters
    ----------
    points
        From :func:`panel_rows`.
    competitions
        In the order of the panels.
    description
        What the drawing shows, for those who do not see it.

    Returns
    -------
    str
        An SVG with its own colours on white, so that it reads alike wherever it is put.
    """
    import html

    import altair as alt
    import vl_convert as vlc

    panels = []
    scale = alt.Scale(domain=[0, 100], nice=False, clamp=True)
    axis = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + '%'", domain=False, ticks=False)
    line = alt.Chart(alt.InlineData(values=[{"x": 0, "y": 0}, {"x": 100, "y": 100}]))
    for name in competitions:
        own = [dict(point) for point in points if point["competition"] == name]
        base = alt.Chart(alt.InlineData(values=own)).encode(x=alt.X("said:Q", scale=scale, title="said", axis=axis))
        spans = base.mark_rule(color=_MARK, strokeWidth=1.5, opacity=0.6).encode(
            y=alt.Y("low:Q", scale=scale, title="happened", axis=axis), y2="high:Q"
        )
        dots = base.mark_point(filled=True, color=_MARK, opacity=1).encode(
            y="happened:Q", size=alt.Size("count:Q", scale=alt.Scale(range=[12, 110]), legend=None)
        )
        ideal = line.mark_line(color=_QUIET, strokeDash=[3, 3], strokeWidth=1).encode(x="x:Q", y="y:Q")
        matches = sum(point["count"] for point in own) // 3
        title = alt.TitleParams(name, subtitle=f"{count(matches)} matches", anchor="start", fontSize=12)
        panels.append((ideal + spans + dots).properties(width=_SIDE, height=_SIDE, title=title))
    rows = [alt.hconcat(*panels[first : first + _COLUMNS]) for first in range(0, len(panels), _COLUMNS)]
    chart = (
        alt.vconcat(*rows)
        .resolve_scale(size="independent")
        .configure(background="white", font="system-ui, sans-serif", padding=8)
        .configure_view(stroke=None)
        .configure_axis(gridColor=_GRID, labelColor=_INK, titleColor=_QUIET, titleFontWeight="normal")
        .configure_title(color=_INK, subtitleColor=_QUIET)
    )
    svg: str = vlc.vegalite_to_svg(chart.to_dict(validate=False), vl_version=_vega_lite_version())
    # Vega labels every mark for screen readers; the drawing has one description, and tables stand beside it.
    svg = re.sub(r' (?:aria-\w+|role|aria-roledescription)="[^"]*"', "", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(description, quote=True)}" ', 1)


def _vega_lite_version() -> str:
    import altair as alt

    major, minor = alt.SCHEMA_VERSION.lstrip("v").split(".")[:2]
    return f"{major}.{minor}"
