"""Ratings as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from cupwright.report.numbers import ABSENT, date_words, signed, words_list
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    import datetime as dt

    from rich.console import RenderableType

__all__ = ["rating_page", "rating_rows"]


class _Rated(Protocol):
    @property
    def club(self) -> str: ...
    @property
    def mean(self) -> float: ...
    @property
    def last_match(self) -> dt.date | None: ...
    @property
    def rated(self) -> bool: ...
    def interval(self, level: float = 0.9) -> tuple[float, float]: ...


def rating_rows(
    ratings: Sequence[_Rated], names: Mapping[str, tuple[str, str]], top: int | None
) -> list[dict[str, Any]]:
    """Return a row for each club, unrounded.

    Parameters
    ----------
    ratings
        Strengths with their doubt, in log goals a side.
    names
        Name and country of every club by id.
    top
        Keep so many of the strongest clubs that have results of their own; None keeps all, as asked for.
    """
    if top is not None:
        ratings = sorted((r for r in ratings if r.rated), key=lambda r: (-r.mean, r.club))[:top]
    rows = []
    for rating in ratings:
        low, high = rating.interval(0.9)
        name, country = names.get(rating.club, (rating.club, ""))
        last = None if rating.last_match is None else str(rating.last_match)
        strength = {"mean": rating.mean, "low": low, "high": high}
        own = {"last_match": last, "rated": rating.rated}
        rows.append({"club": rating.club, "name": name, "country": country, **strength, **own})
    return rows


def rating_page(rows: Sequence[Mapping[str, Any]], until: str) -> list[RenderableType]:
    """Return the ratings as a table."""
    from rich.text import Text

    table = plain_table("", "club", "", "strength", "interval", "last match", right=(0, 3))
    for number, row in enumerate(rows, 1):
        table.add_row(
            str(number), Text(row["name"]), row["country"], signed(row["mean"], 2),
            f"{signed(row['low'], 2)} to {signed(row['high'], 2)}",
            date_words(row["last_match"]) if row["last_match"] else ABSENT,
        )  # fmt: skip
    page: list[RenderableType] = [
        Text(f"Strength in log goals, results until {date_words(until)}", style="bold"),
        table,
    ]
    unrated = [row["name"] for row in rows if not row["rated"]]
    if unrated:
        said = "No recent match in the facts, so rated from the country, with wide doubt: "
        page.append(Text(f"{said}{words_list(unrated)}.", style="dim"))
    return page
