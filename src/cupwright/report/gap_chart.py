"""The gap between leagues under every setting, drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cupwright.report.gap import setting_words

__all__ = ["gap_svg"]

_INK, _QUIET, _GRID = "#1d2733", "#5b6673", "#e3e7ec"
_MARKS = ("#1f6f8b", "#b4552d", "#4d7c3a")

Row = Mapping[str, Any]


def gap_svg(answers: Sequence[Row], names: Sequence[str], description: str) -> str:
    """Draw a row for each setting, with the interval of each pair of leagues.

    Parameters
    ----------
    answers
        What :func:`cupwright.study.gap.gap_between` returned for each pair.
    names
        What each pair is called.
    description
        What the drawing shows, for those who do not see it.

    Returns
    -------
    str
        An SVG with its own colours on white, so that it reads alike wherever it is put. Where the gap is not
        identified, words stand in place of an interval.
    """
    import html

    import altair as alt
    import vl_convert as vlc

    order = [setting_words(row["setting"]) for row in answers[0]["sensitivity"]]
    rows = [
        {"pair": name, "setting": setting_words(row["setting"]), "mean": row["mean"], "low": row["low"],
         "high": row["high"]}
        for name, answer in zip(names, answers, strict=True) for row in answer["sensitivity"] if row["identified"]
    ]  # fmt: skip
    unknown = [
        {"setting": setting_words(row["setting"]), "at": 0.0, "words": "not identified: the matches say nothing"}
        for row in answers[0]["sensitivity"] if not row["identified"]
    ]  # fmt: skip
    y = alt.Y("setting:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, ticks=False, domain=False))
    colour = alt.Color(
        "pair:N",
        scale=alt.Scale(domain=list(names), range=list(_MARKS[: len(names)])),
        legend=alt.Legend(title=None, orient="top", symbolSize=80),
    )
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=y, yOffset=alt.YOffset("pair:N", sort=list(names), scale=alt.Scale(paddingOuter=0.7)), color=colour
    )
    title = "by how much the first is stronger, log goals a side"
    spans = base.mark_rule(strokeWidth=2.5, opacity=0.6).encode(x=alt.X("low:Q", title=title), x2="high:Q")
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(x="mean:Q")
    level = alt.Chart(alt.InlineData(values=[{"at": 0.0}])).mark_rule(color=_QUIET, strokeDash=[3, 3]).encode(x="at:Q")
    said = (
        alt.Chart(alt.InlineData(values=unknown))
        .mark_text(align="left", dx=6, color=_QUIET, fontStyle="italic")
        .encode(y=y, x="at:Q", text="words:N")
    )
    chart = (
        (level + spans + dots + said)
        .properties(width=440, height=36 * len(order))
        .configure(background="white", font="system-ui, sans-serif", padding=8)
        .configure_view(stroke=None)
        .configure_axis(gridColor=_GRID, labelColor=_INK, titleColor=_QUIET, titleFontWeight="normal")
        .configure_legend(labelColor=_INK)
    )
    major, minor = alt.SCHEMA_VERSION.lstrip("v").split(".")[:2]
    svg: str = vlc.vegalite_to_svg(chart.to_dict(validate=False), vl_version=f"{major}.{minor}")
    # Vega labels every mark for screen readers; the drawing has one description, and tables stand beside it.
    svg = re.sub(r' (?:aria-\w+|role|aria-roledescription)="[^"]*"', "", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(description, quote=True)}" ', 1)
