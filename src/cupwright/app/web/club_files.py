"""A club's strength over time, as a chart and as a table, and its chances under each proposal."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.flat_rows import sides_of
from cupwright.report.briefs.pictures import Picture
from cupwright.report.lines import lines_chart
from cupwright.report.locales import Language

__all__ = ["chance_rows", "club_origin", "club_picture", "club_rows"]

Row = dict[str, Any]


def club_rows(data: Row, club: str) -> list[Row]:
    """Return the strengths of a club: ``date``, ``club``, ``mean``, ``low`` and ``high``."""
    return [
        {"date": data["days"][number], "club": club, "mean": mean, "low": low, "high": high}
        for number, mean, low, high in data["clubs"].get(club, [])
    ]


def chance_rows(answers: list[Row], club: str) -> list[Row]:
    """Return the chances of a club by proposal and stage, and how far it travels, as it is and as proposed."""
    return [
        {"proposal": answer["proposal"], "what": row.get("stage") or row["metric"], **sides_of(row)}
        for answer in answers
        for row in (*answer["odds"], *(row for row in answer["metrics"] if row["metric"] == "travel"))
        if row["club"] == club
    ]


def club_origin(data: Row, club: str) -> Row:
    """Return the command that repeats the strengths of a club; it needs no address beside it."""
    return {"command": data["repeats"].replace(" CLUB ", f" {club} "), "address": ""}


def _figure(row: Row, language: Language) -> str:
    return f"{language.signed(row['mean'], 2)} ({language.span(row['low'], row['high'], 2)})"


def club_picture(data: Row, club: str, language: Language) -> Picture | None:
    """Draw the strength of a club over time, or return None if it was never rated."""
    from cupwright.data.places import clubs

    known = clubs().get(club)
    name = club if known is None else known.name
    rows = [{"day": row["date"], "name": name, "figure": _figure(row, language),
             **{key: row[key] for key in ("mean", "low", "high")}} for row in club_rows(data, club)]  # fmt: skip
    if not rows:
        return None
    title, unit = language.text("Strength over time"), language.text("log goals")
    ends = [f"{language.signed(row['mean'], 2)} {row['day']}" for row in (rows[0], rows[-1])]
    return Picture(
        lambda narrow: lines_chart(rows, percent=False, title=unit, narrow=narrow, words=language),
        title, language.text("Strength in log goals with its interval."), f"{name}: {', '.join(ends)}",
    )  # fmt: skip
