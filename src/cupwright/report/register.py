"""The register of replays on a terminal and in rows: what of every edition came out, and what did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cupwright.report.bracket import shortened
from cupwright.report.numbers import plural
from cupwright.report.tables import plain_table
from cupwright.report.tie_words import Names, name_of, spelt

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "SHARES",
    "champion_words",
    "coverage_page",
    "item_words",
    "register_page",
    "register_rows",
    "share_words",
    "status_counts",
    "totals",
]

Row = Mapping[str, Any]
"""An edition as ``replay --all --format json`` has it."""

SHARES = ("groups", "ties", "hosts", "access")
_STYLES = {"reproduced": "green", "partial": "yellow", "differs": "red", "error": "red"}
_MOST_LINES = 6
_CHAMPION = 17
"""Letters of a champion that leave the table within a hundred columns."""


def share_words(share: Mapping[str, int]) -> str:
    """Write right of total, such as ``"8/8"``; a dash where nothing of the kind is on record."""
    return f"{share['right']}/{share['total']}" if share["total"] else "–"


def totals(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """Return the sums of the shares of some editions."""
    found = {name: {"right": 0, "total": 0} for name in SHARES}
    for row in rows:
        for name in SHARES:
            for key in ("right", "total"):
                found[name][key] += row[name][key]
    return found


def status_counts(rows: Iterable[Row]) -> str:
    """Return how many editions have which status, such as ``"21 reproduced, 1 partial"``."""
    found = [row["status"] for row in rows]
    return ", ".join(f"{found.count(status)} {status}" for status in _STYLES if status in found)


def register_page(rows: Sequence[Row], club: Names) -> list[RenderableType]:
    """Return the table of all editions, what each lacks, and the counts of every competition.

    Parameters
    ----------
    rows
        Editions, those of a competition together.
    club
        Names of clubs.
    """
    from rich.text import Text

    heads = ("edition", "status", "groups", "ties", "hosts", "access", "champion", "exc.", "miss.")
    table = plain_table(*heads, right=(2, 3, 4, 5, 7, 8))
    for column in table.columns:
        column.no_wrap = True
    for row in rows:
        table.add_row(
            row["edition"],
            Text(row["status"], style=_STYLES[row["status"]]),
            *(share_words(row[name]) for name in SHARES),
            shortened(champion_words(row, club), _CHAMPION),
            str(len(row["exceptions"]) or ""),
            str(len(row["missing"]) or ""),
        )
    page: list[RenderableType] = [table]
    failed = [row for row in rows if row["status"] == "error"]
    parts = (("COULD NOT BE REPLAYED", failed, "differences"),
             ("DIFFERENCES", [row for row in rows if row not in failed], "differences"),
             ("ACCEPTED EXCEPTIONS", rows, "exceptions"), ("MISSING", rows, "missing"))  # fmt: skip
    for title, found, key in parts:
        lines = list(_lines(found, key, club))
        if lines:
            page.append(Text(f"\n{title}", style="bold"))
            page += lines
    page.append(Text("\nCOMPETITIONS", style="bold"))
    foot = plain_table("", "editions", "", *SHARES, right=(1, 3, 4, 5, 6))
    foot.columns[0].no_wrap = True
    for competition, group in groupby(rows, key=lambda row: str(row["competition"])):
        _foot(foot, competition, list(group))
    _foot(foot, "all", rows)
    page.append(foot)
    return page


def champion_words(row: Row, club: Names) -> str:
    """Return the champion, and whom the record has if that is another."""
    made, known = row["champion"]["computed"], row["champion"]["recorded"]
    if made and known and made != known:
        return f"{name_of(club, made)}, not {name_of(club, known)}"
    return name_of(club, made) if made else "not yet known"


def _foot(table: Any, title: str, rows: Sequence[Row]) -> None:
    sums = totals(rows)
    table.add_row(f"  {title}", str(len(rows)), status_counts(rows), *(share_words(sums[name]) for name in SHARES))


def _lines(rows: Iterable[Row], key: str, club: Names) -> Iterable[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    for row in rows:
        said = [item_words(item, club) for item in row[key]]
        if not said:
            continue
        yield Text(f"  {row['edition']}")
        most = _MOST_LINES if key == "missing" else len(said)
        yield from (Padding(Text(line), (0, 0, 0, 4)) for line in said[:most])
        if len(said) > most:
            more = plural(len(said) - most, "more", "more")
            yield Padding(Text(f"and {more}: cupwright replay {row['edition']}", style="dim"), (0, 0, 0, 4))


def item_words(item: Any, club: Names) -> str:
    """Return an exception, a difference or a missing piece in words."""
    if isinstance(item, Mapping):
        source = f" ({item['source']})" if item["source"] else ""
        return f"{item_words(item['what'], club)}: {item['why']}{source}"
    return spelt(str(item), club, bare=club).replace("`", "")


def coverage_page(rows: Iterable[Row]) -> list[RenderableType]:
    """Return the table of editions with and without rules; a year without an edition stands under its competition."""
    from rich.text import Text

    table = plain_table("edition", "year", "held", "verified against")
    for column in table.columns[:3]:
        column.no_wrap = True
    for row in rows:
        shown = Text(row["edition"]) if row["edition"] else Text(row["competition"], style="dim")
        table.add_row(shown, str(row["year"]), row["level"], Text(row["verified_against"]))
    return [table]


def register_rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return a flat row for every edition, for CSV; lists become texts joined by semicolons."""
    found = []
    for row in rows:
        exceptions = "; ".join(f"{item['what']}: {item['why']} ({item['source']})" for item in row["exceptions"])
        texts = {name: "; ".join(row[name]) for name in ("missing", "differences")}
        found.append({**row, **texts, "exceptions": exceptions})
    return found
