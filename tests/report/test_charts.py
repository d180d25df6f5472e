"""The charts: valid definitions, drawn offline, one mark for every row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cupwright.report import charts

SPANS = {"mean": 3.0, "low": 1.0, "high": 9.0}
CASES: list[tuple[Callable[..., Any], list[dict[str, Any]]]] = [
    (charts.title_chart, [{"club": "Peñarol", "side": side, **SPANS} for side in ("As it is", "As proposed")]),
    (charts.difference_chart, [{"club": "Bahia", "mean": -2.0, "low": -4.0, "high": 0.5}, {"club": "Toluca", **SPANS}]),
    (charts.sensitivity_chart, [{"setting": "as compared", "club": club, **SPANS} for club in ("Any guest", "Toluca")]),
]


@pytest.mark.parametrize(("chart", "rows"), CASES)
@pytest.mark.parametrize("narrow", [False, True])
def test_definitions_are_valid_and_drawn(chart: Callable[..., Any], rows: list[dict[str, Any]], narrow: bool) -> None:
    drawn = chart(rows, narrow=narrow)
    assert drawn.to_dict()["height"] > 0, "to_dict checks the definition against the schema of Vega-Lite"
    svg = charts.render_svg(drawn, 'says "this" & <that>')
    assert svg.startswith("<svg ") and svg.endswith("</svg>")
    assert 'aria-label="says &quot;this&quot; &amp; &lt;that&gt;"' in svg
    for row in rows:
        assert str(row.get("setting", row["club"])) in svg
    width = float(svg.split("max-width:")[1].split("px")[0])
    assert width <= (360 if narrow else 780)
