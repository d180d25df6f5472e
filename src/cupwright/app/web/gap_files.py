"""The tables of a gap between two leagues as files."""

from __future__ import annotations

from typing import Any

__all__ = ["gap_rows"]

Row = dict[str, Any]


def gap_rows(data: Row, name: str) -> list[Row] | None:
    """Return a table of a gap by its name, unrounded; None if there is no such table.

    Names are ``kinds`` (with the decades of each kind), ``influential``, ``settings`` and ``settling``.
    """
    if name == "settings":
        return list(data["sensitivity"])
    if name == "settling":
        today = data["settle"]["width"]
        return [{"matches": 0, "width": today, "width_guests": today}, *data["settle"]["season"]]
    if name == "kinds":
        return [_flat({"decade": None, **row}) for row in (*data["kinds"], *data["decades"])]
    return list(data["matches"]) if name == "influential" else None


def _flat(row: Row) -> Row:
    without = {f"without_{part}": value for part, value in row["without"].items()}
    return {**{key: value for key, value in row.items() if key != "without"}, **without}
