"""Lines over time with bands: strengths of clubs, or chances of the title, in the inks of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cupwright.report.charts import COLOUR, tells
from cupwright.report.locales import Language, language

__all__ = ["MOST_LINES", "lines_chart"]

MOST_LINES = 8
"""Lines that a chart can tell apart."""

# Okabe and Ito's colours, which most colour-blind readers can tell apart, but for the yellow and the black.
_LINES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", COLOUR["ink"], COLOUR["base"])
_ENGLISH = language("en")


def lines_chart(
    rows: Sequence[dict[str, Any]],
    *,
    percent: bool,
    title: str,
    narrow: bool = False,
    words: Language = _ENGLISH,
) -> Any:
    """Draw numbers over time.

    Parameters
    ----------
    rows
        ``{day, name, mean, low, high}``, days in ISO format, the names in the order of the legend, at most
        :data:`MOST_LINES` of them. With a ``figure``, as :func:`cupwright.report.charts.tells` has it.
    percent
        Whether the numbers are chances in percent; else strengths in log goals, with a sign.
    title
        Of the axis.
    narrow
        Draw for a phone.
    words
        The language of the axis.
    """
    import altair as alt

    order = list(dict.fromkeys(row["name"] for row in rows))[:MOST_LINES]
    dated = ({**row, "date": words.date(row["day"])} for row in rows if row["name"] in order)
    shown, told = tells(dated, "name", "date")
    value = "datum.value" if words.decimal == "." else f"replace(datum.value, '.', '{words.decimal}')"
    label = (
        f"{value} + '{words.percent_sign}'" if percent else f"(datum.value > 0 ? '+' : '') + replace({value}, '-', '−')"
    )
    base = alt.Chart(alt.InlineData(values=shown)).encode(
        # A day is a day wherever the reader is.
        x=alt.X("day:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(
            grid=False, labelOverlap=True, tickCount=4 if narrow else 9, format="%m/%Y" if percent else "%Y")),
        color=alt.Color(
            "name:N", sort=order, scale=alt.Scale(domain=order, range=list(_LINES[: len(order)])),
            legend=alt.Legend(title=None, orient="top", columns=2 if narrow else 4, labelLimit=170, symbolOpacity=1,
                              symbolType="stroke", symbolStrokeWidth=3),
        ),
    )  # fmt: skip
    axis = alt.Axis(labelExpr=label, titlePadding=10, tickCount=5, domain=False)
    scale = alt.Scale(domainMin=0) if percent else alt.Undefined
    bands = base.mark_area(opacity=0.13).encode(y=alt.Y("low:Q", title=title, axis=axis, scale=scale), y2="high:Q")
    strokes = base.mark_line(strokeWidth=2).encode(y="mean:Q")
    dots = base.mark_point(filled=True, size=16, opacity=1).encode(y="mean:Q", tooltip=told)
    return (
        (bands + strokes + dots)
        .properties(
            width=345 if narrow else 760, height=260 if narrow else 340, padding=2,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
        .configure(background="transparent", font="system-ui")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=COLOUR["ink"], titleColor=COLOUR["muted"], gridColor=COLOUR["line"],
            domainColor=COLOUR["line"], tickColor=COLOUR["line"], labelFontSize=12, titleFontSize=12,
            titleFontWeight="normal",
        )
        .configure_legend(labelColor=COLOUR["ink"], labelFontSize=12)
    )  # fmt: skip
