"""What two rule books do to journeys, in a sentence or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cupwright.study.metrics.rows import UNKNOWN

__all__ = ["verdict_words"]

_MOST_NAMED = 4

Row = Mapping[str, Any]


def verdict_words(rows: Sequence[Row], wanted: Sequence[str]) -> tuple[str, list[str]]:
    """Return the answer in words, and the club whose map says most where none is asked for.

    Parameters
    ----------
    rows
        As :func:`cupwright.study.travel_rows.club_rows` has them.
    wanted
        The clubs asked for.
    """
    by_club = {row["club"]: row for row in rows}
    if wanted:
        words = " ".join(_of(by_club[club]) for club in wanted[:_MOST_NAMED])
        more = len(wanted) - _MOST_NAMED
        return words + (f" {more} more in the table." if more > 0 else ""), []
    stayed = [row for row in rows if not any(row["km"][side] in (None, UNKNOWN) for side in ("base", "proposal"))]
    if not stayed:
        return "Of no club in both fields is it known how far it goes.", []
    most = max(stayed, key=lambda row: (row["km"]["change"]["mean"], row["club"]))
    mean = sum(row["km"]["change"]["mean"] for row in stayed) / len(stayed)
    all_of_them = f"The {len(stayed)} clubs in both fields" if len(stayed) > 1 else "The one club in both fields"
    return f"{_of(most)} {all_of_them} fly {_more(mean)} on average.", [most["club"]]


def _of(row: Row) -> str:
    name, base, proposal = row["name"], row["km"]["base"], row["km"]["proposal"]
    if UNKNOWN in (base, proposal):
        words = f"How far {name} flies is not known: it plays, or goes, where no place is known"
    elif base is None:
        words = f"{name} is new: it flies {proposal['mean']:,.0f} km on average"
    elif proposal is None:
        words = f"{name} is out: it flew {base['mean']:,.0f} km on average"
    else:
        change = row["km"]["change"]
        words = f"{name} flies {_more(change['mean'])} on average ({base['mean']:,.0f} to {proposal['mean']:,.0f} km)"
    return f"{words}{_trip(row)}."


def _more(km: float) -> str:
    return f"{abs(km):,.0f} km {'more' if km >= 0 else 'less'}"


def _trip(row: Row) -> str:
    """Return the chance of a trip to a guest on the sides whose rules make one possible."""
    before, after = (_of_worlds(row, side) for side in ("base", "proposal"))
    words = f"it plays at least one match at the ground of {'another guest' if row['guest'] else 'a guest'}"
    if after:
        return f"; {words} in {after}" + (f", as it is in {before}" if before else "")
    return f"; as it is, {words} in {before}" if before else ""


def _of_worlds(row: Row, side: str) -> str:
    """Return the chances of a side in words; nothing where its rules leave none."""
    cup, groups = row["to_guest"][side], row["to_guest_in_groups"][side]
    if cup is None or (not cup["mean"] and not cup["mc_error"]):
        return ""
    inside = f" ({_percent(groups['mean'])} in the group stage)" if groups is not None else ""
    return f"{_percent(cup['mean'])} of worlds{inside}"


def _percent(chance: float) -> str:
    if chance < 0.005:
        return "less than 1%"
    return "more than 99%" if 0.995 <= chance < 1 else f"{100 * chance:.0f}%"
