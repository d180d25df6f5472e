"""Tables for a terminal, and rows for machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["WIDTH", "plain_table", "rows_table", "to_csv", "to_json"]

WIDTH = 100
"""Columns that every page of the terminal keeps to."""


def plain_table(*columns: str, right: Iterable[int] = ()) -> Table:
    """Make a table without borders.

    Parameters
    ----------
    columns
        Headings; all empty for a table without a heading row.
    right
        Numbers of the columns that are flushed right.
    """
    from rich.table import Table

    table = Table(box=None, show_header=any(columns), pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    flushed = set(right)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number in flushed else "left", overflow="fold")
    return table


def rows_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Make a table of plain rows; columns of numbers are flushed right, nothing is read as markup."""
    from rich.text import Text

    columns = list(dict.fromkeys(key for row in rows for key in row))
    numeric = [
        number for number, key in enumerate(columns)
        if all(isinstance(row.get(key), int | float | None) for row in rows)
    ]  # fmt: skip
    table = plain_table(*columns, right=numeric)
    for row in rows:
        table.add_row(*(Text("" if row.get(key) is None else str(row[key])) for key in columns))
    return table


def to_json(data: Any) -> str:
    """Write data as JSON, unrounded, with names as they are spelt; dates become ISO text."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=str)


def to_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows as CSV with a heading; nested values become ``a.b`` columns, None an empty field."""
    flat = [dict(_flatten(row)) for row in rows]
    out = io.StringIO()
    columns = list(dict.fromkeys(key for row in flat for key in row))
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue()


def _flatten(row: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
