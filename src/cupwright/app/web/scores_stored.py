"""How good past forecasts were, as it is stored with the program."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["SCORES", "score_rows", "stored_scores"]

SCORES = ("rps", "log_loss", "brier", "slope", "ece")

Row = dict[str, Any]


@cache
def stored_scores() -> Row:
    """Return the scores by model and competition, with their provenance."""
    text = (files("cupwright.app.web") / "shipped" / "scoreboard.json").read_text(encoding="utf-8")
    found: Row = json.loads(text)
    return {**found, "provenance": {"documents_hash": "", **found["provenance"]}}


def score_rows(data: Row) -> list[Row]:
    """Return the scores as flat rows, unrounded: each with its mean and its interval."""
    return [
        {"competition": row["competition"], "model": row["model"], "matches": row["matches"],
         **{f"{score}_{part}": row[score][part] for score in SCORES if isinstance(row.get(score), dict)
            for part in ("mean", "low", "high")}}
        for row in data["results"]
    ]  # fmt: skip
