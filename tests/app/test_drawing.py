"""The verb ``draw``: its three formats, and what it says of a stage that is not drawn."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from tests.app.conftest import Ran

DRAW = ("draw", "copa-libertadores-2025", "--stage", "round-of-16")


def test_json_has_a_row_for_each_pair(run: Callable[..., Ran]) -> None:
    ran = run(*DRAW, "--format", "json")
    assert ran.code == 0
    assert ran.err.splitlines()[-1] == f"repeat: cupwright {' '.join(DRAW)} --format json"
    data = json.loads(ran.out)
    assert (data["stage"], data["outcomes"], data["worlds"]) == ("round-of-16", 40_320, None)
    assert len(data["pairs"]) == 64
    assert data["pairs"][0]["mechanism"] == {"probability": 0.125, "low": 0.125, "high": 0.125, "exact": True}
    assert set(data["pairs"][0]) == {
        "a", "b", "pot_a", "pot_b", "mechanism", "uniform", "difference", "difference_low", "difference_high", "exact",
        "drawn",
    }  # fmt: skip
    assert data["recorded"]["units"][0]["balls"] == ["ldu-quito", "botafogo"]
    assert data["provenance"]["command"] == f"cupwright {' '.join(DRAW)} --worlds 100000 --seed 7"


def test_csv_has_the_same_rows_with_names(run: Callable[..., Ran]) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*DRAW, "--format", "csv").out)))
    assert len(rows) == 64
    assert {row["mechanism.probability"] for row in rows} == {"0.125"}
    assert rows[0]["b_name"] == "Botafogo"


def test_a_page_of_equal_chances_is_short(run: Callable[..., Ran]) -> None:
    out = run(*DRAW).out
    assert "every pair 12.5%" in out
    assert "LDU Quito · Botafogo" in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_stage_that_is_not_drawn(run: Callable[..., Ran]) -> None:
    ran = run("draw", "copa-libertadores-2025", "--stage", "final")
    assert ran.code == 2
    assert ran.out == ""
    assert "drawn are: first-round, second-round, group-stage, round-of-16" in ran.err
