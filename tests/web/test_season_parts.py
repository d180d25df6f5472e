"""What pages say of a season under way, from made-up answers."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.season_parts import course_rows, needs, rooting
from cupwright.report.locales import language

MATCH = {"id": "groups:b:c:1", "stage": "groups", "home": "b", "away": "c", "leg": 1, "group": "A", "matchday": 6,
         "neutral": False}  # fmt: skip


def swung(now: float, chances: list[float | None], error: float, move_error: float) -> dict[str, Any]:
    """Return an answer about one match of b and c, and the chance of a club to get to the final."""
    return {
        "stages": ["final"], "clubs": ["a", "b", "c"], "worlds": 1_000, "matches": [MATCH],
        "titles": {"stages": {"final": "Final", "groups": "Groups"}, "clubs": {"a": "A", "b": "B", "c": "C"}},
        "base": [[now]] * 3, "base_errors": [[error]] * 3, "shares": [[0.4, 0.3, 0.3]],
        "chances": [[[[chance]] * 3 for chance in chances]], "errors": [[[[error]] * 3] * 3],
        "move_errors": [[[[move_error]] * 3] * 3],
    }  # fmt: skip


def test_moves_within_twice_their_error_are_no_matter_and_bear_no_mark() -> None:
    (row,) = rooting(swung(0.2, [0.203, 0.201, 0.197], 0.002, 0.002), "a", "final", language("en"))
    assert [cell["text"] for cell in row["cells"]] == ["no matter"] * 3
    assert not any(cell["best"] for cell in row["cells"]) and row["swing"] == "0.0"


def test_the_best_result_is_marked_with_those_that_cannot_be_told_from_it() -> None:
    (row,) = rooting(swung(0.2, [0.25, 0.249, 0.1], 0.002, 0.002), "a", "final", language("en"))
    assert [cell["best"] for cell in row["cells"]] == [True, True, False]
    assert [cell["way"] for cell in row["cells"]] == ["up", "up", "down"]
    (row,) = rooting(swung(0.2, [0.25, 0.23, 0.1], 0.002, 0.002), "a", "final", language("en"))
    assert [cell["best"] for cell in row["cells"]] == [True, False, False]


def test_what_a_club_needs_has_the_sampling_error_and_a_dash_for_what_never_fell() -> None:
    rows = needs(swung(0.4, [0.5, 0.3, None], 0.004, 0.004), language("en"))
    assert [row["club"] for row in rows] == ["b", "c"]
    assert [(cell["value"], cell["range"]) for cell in rows[0]["cells"]] == [
        ("40.0%", "± 0.8"), ("50.0%", "± 0.8"), ("30.0%", "± 0.8"), ("–", "")]  # fmt: skip


def test_a_club_that_is_out_has_no_chance_and_the_champion_is_named() -> None:
    def row(day: str, club: str, mean: float, error: float) -> dict[str, Any]:
        return {"date": day, "club": club, "mean": mean, "low": mean, "high": mean, "mc_error": error}

    odds = [row("2025-02-18", "a", 0.4, 0.01), row("2025-11-29", "a", 1.0, 0.0), row("2025-02-18", "b", 0.0, 0.001),
            row("2025-11-29", "b", 0.0, 0.0)]  # fmt: skip
    rows = course_rows({"odds": odds, "titles": {"clubs": {"a": "A", "b": "B"}}}, language("en"))
    assert [[cell["value"] for cell in row["cells"]] for row in rows] == [["40.0%", "Champion"], ["<0.1%", "·"]]
    assert rows[0]["cells"][0]["range"]
