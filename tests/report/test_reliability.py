"""Reliability plots and the terminal's page of a backtest."""

from __future__ import annotations

from io import StringIO
from xml.etree import ElementTree

from cupwright.report.backtest import backtest_page, better_or_worse, span
from cupwright.report.reliability import panel_rows, reliability_svg

NAMES = ("all", "usa-mls")


def figure(mean: float | None, low: float | None = None, high: float | None = None) -> dict[str, float | None]:
    return {"mean": mean, "low": low, "high": high}


def bins(competition: str, model: str = "dynamic") -> list[dict[str, object]]:
    return [
        {"model": model, "competition": competition, "bin": [k / 10, (k + 1) / 10], "count": 30 * (10 - k),
         "said": k / 10 + 0.05, "happened": figure(k / 10 + 0.06, k / 10, k / 10 + 0.1 if k else None)}
        for k in range(10)
    ]  # fmt: skip


def test_points_are_those_of_the_model_and_whole() -> None:
    rows = [*bins("all"), *bins("usa-mls"), *bins("all", "elo"), *bins("mex-liga-mx")]
    points = panel_rows(rows, "dynamic", NAMES)
    assert len(points) == 20
    assert points[1]["said"] == 100 * rows[1]["said"]  # type: ignore[operator]
    assert points[0]["high"] == points[0]["happened"], "without an interval a point stands alone"


def test_the_drawing_is_a_whole_svg_with_its_own_colours() -> None:
    svg = reliability_svg(panel_rows([*bins("all"), *bins("usa-mls")], "dynamic", NAMES), NAMES, 'what "was" said')
    tree = ElementTree.fromstring(svg)
    assert tree.get("role") == "img"
    assert tree.get("aria-label") == 'what "was" said'
    assert "var(" not in svg
    for word in (*NAMES, "550 matches", "said", "happened"):
        assert word in svg


def results(model: str, competition: str) -> dict[str, object]:
    good = figure(0.2087, 0.2051, 0.2123)
    return {
        "model": model, "competition": competition, "matches": 8352, "rps": good,
        "log_loss": figure(1.0258, 1.01, 1.04),
        "brier": figure(0.61, 0.6, 0.62), "slope": figure(1.0, 0.9, 1.1), "intercept": figure(0.02, -0.1, 0.1),
        "intercept_drawn": figure(0.0), "ece": figure(0.0073, 0.003, 0.01), "ece_by_luck": 0.005,
    }  # fmt: skip


LONG = ("conmebol-sudamericana", "conmebol-libertadores")
PAIR = {
    "model": "dynamic", "against": "base-rates", "competition": "conmebol-libertadores", "matches": 600,
    "rps_difference": -0.0112, "low": -0.015, "high": -0.008, "log_loss_difference": figure(-0.03, -0.04, -0.02),
}  # fmt: skip
DATA = {
    "since": "2022-01-01", "until": "2025-12-31", "matches": 8352, "results_file": None, "level": 0.95,
    "results": [results(model, name) for name in LONG for model in ("dynamic", "base-rates")],
    "paired": [PAIR], "left_out": ["4 matches without a score of the field"],
    "ties": [{"model": "dynamic", "competition": LONG[0], "ties": 116, "log_loss": figure(0.595, 0.5, 0.7),
              "brier": figure(0.2, 0.1, 0.3), "coin": 0.6931}],
    "groups": [], "paired_ties": [], "paired_groups": [],
    "champions": [{"model": "dynamic", "competition": LONG[1], "edition": "copa-sudamericana-2022",
                   "champion": "independiente-del-valle", "chance": 0.05, "log_loss": 3.0, "clubs": 32,
                   "log_loss_of_equal_chances": 3.47}],
}  # fmt: skip


def shown() -> str:
    from rich.console import Console

    console = Console(width=300, record=True, file=StringIO())
    for part in backtest_page(DATA):
        console.print(part)
    return console.export_text()


def test_the_page_keeps_to_a_hundred_columns() -> None:
    lines = [line.rstrip() for line in shown().split("\n")]
    assert max(map(len, lines)) <= 100
    assert any("0.2051–0.2123" in line for line in lines)
    assert any("−0.0150 to −0.0080" in line and line.endswith("better") for line in lines)
    assert any("0.595" in line and "116" in line for line in lines)
    assert any("3.1%" in line for line in lines)


def test_words_of_a_difference() -> None:
    assert better_or_worse(figure(-1, -2, -0.5)) == "better"
    assert better_or_worse(figure(1, 0.5, 2)) == "worse"
    assert better_or_worse(figure(1, -0.5, 2)) == "open"
    assert better_or_worse(figure(1)) == "open"
    assert span(figure(1)) == "–"
