"""Rows with sides (as it is, as proposed, the change) as the flat rows of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["doubt_rows", "flat_row", "sides_of"]

Row = dict[str, Any]

_SIDES = ("base", "proposal", "change")


def flat_row(row: Row) -> Row:
    """Return a row with the parts of its sides side by side (``base_mean``), without those that are not there."""
    flat: Row = {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat.update({f"{key}_{part}": number for part, number in value.items()})
        elif key not in _SIDES:
            flat[key] = value
    return flat


def sides_of(row: Row) -> Row:
    """Return mean and interval of each side of a row, side by side; None where a side is not there."""
    return {
        f"{side}_{part}": None if row.get(side) is None else row[side][part]
        for side in _SIDES
        for part in ("mean", "low", "high")
    }


def doubt_rows(odds: Iterable[Row]) -> list[Row]:
    """Return, for each club and side, which shares of its doubt about the title are luck, ignorance and the gap."""
    return [
        {"club": row["club"], "side": side, **{part: row[side].get(part) for part in ("luck", "ignorance", "gap")}}
        for row in odds
        if row["stage"] == "champion"
        for side in ("base", "proposal")
        if row.get(side) is not None and row[side].get("luck") is not None
    ]
