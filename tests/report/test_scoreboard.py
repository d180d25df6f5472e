"""The page of scores says what is stored, and every stored evaluation says what it rests on."""

from __future__ import annotations

import json

from tools.scoreboard import (
    MODEL,
    PAGE,
    SHIPPED,
    STORE,
    page,
    plot_name,
    shipped,
    stored_benchmarks,
    stored_evaluations,
)


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(stored_evaluations(), stored_benchmarks()), (
        "run: python -m tools.scoreboard"
    )


def test_what_is_shipped_is_the_newest() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == shipped(stored_evaluations()[0]), "run: python -m tools.scoreboard"


def test_every_stored_evaluation_says_what_it_rests_on() -> None:
    files = sorted(STORE.glob("[0-9]*.json"))
    assert files
    for path in files:
        data = json.loads(path.read_text(encoding="utf-8"))
        made = data["provenance"]
        assert path.stem == made["version"]
        assert len(made["facts_hash"]) == 64
        assert made["made_on"]
        assert made["command"].startswith("cupwright backtest")
        assert data["models"][0]["model"] == MODEL
        scored = {(row["model"], row["competition"]) for row in data["results"]}
        assert scored == {(one["model"], name) for one in data["models"] for name in ("all", *data["competitions"])}


def test_the_plots_of_the_newest_version_are_there() -> None:
    newest = stored_evaluations()[0]
    svg = (STORE / plot_name(newest)).read_text(encoding="utf-8")
    assert all(name in svg for name in newest["competitions"])


def test_a_second_version_stands_beside_the_first() -> None:
    newest = stored_evaluations()[0]
    older = {**newest, "provenance": {**newest["provenance"], "version": "0.0.9", "made_on": "2025-01-31"}}
    text = page([newest, older])
    lines = [line for line in text.splitlines() if line.startswith("| 0.0.9 | 31 January 2025 |")]
    assert len(lines) == len(newest["models"])
    assert "## Benchmarks" not in text
