"""A history on a terminal: one table of all years, at most a hundred columns, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from cupwright.report.answer import chance_of
from cupwright.report.history_words import Story
from cupwright.report.numbers import ABSENT, plural
from cupwright.report.origin import note_lines, origin_line
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["history_summary"]

Row = Mapping[str, Any]


def history_summary(data: Row, report: str = "") -> list[RenderableType]:
    """Return what the terminal shows of a history, top to bottom.

    Parameters
    ----------
    data
        The object that ``history --format json`` prints.
    report
        Where the page was written, if it was.
    """
    from rich.text import Text

    story = Story(data)
    lines: list[RenderableType] = [
        Text(f"{story.title()}, {story.span()}", style="bold"),
        Text(story.headline()),
        *([Text(costs)] if (costs := story.costs()) else []),
        Text("Chances in percent on the eve of each edition, with nine in ten readings of the ratings.", style="dim"),
    ]
    lines.append(_with_guests(story) if story.guests_come else _without_guests(story))
    lines += [Text(shares)] if (shares := story.gap_words(story.played)) else []
    for row in story.refused:
        lines.append(Text(f"{row['year']} refused: {'; '.join(row['reasons'])}", style="yellow"))
    berths = [(row["year"], words) for row in story.played for words in story.berth_words(row)]
    if berths and story.guests_come:
        lines.append(Text("\nIF A GUEST WINS", style="bold"))
        lines += [Text(f"{year} {words}") for year, words in berths]
    doubtful = [(row, place) for row in story.played for place in row["places"] if place["candidates"]]
    if doubtful:
        lines.append(Text("\nNOT KNOWN", style="bold"))
        lines += [Text(f"{row['year']} {story.place_words(place)}") for row, place in doubtful]
    lines += _widths(story)
    notes = [f"{row['year']}: {note}" for row in story.played for note in row["notes"]]
    lines += note_lines([*data["notes"], *notes])
    how = f"{plural(data['worlds'], 'world')} an edition, seed {data['seed']}, the same luck on both sides"
    lines.append(origin_line(data["provenance"], how))
    if report:
        lines.append(Text(f"Report: {report}", style="bold"))
    return lines


def _with_guests(story: Story) -> RenderableType:
    table = plain_table("", "guest", "R16", "title", "", "loses its place", "enters earlier", right=(2, 3))
    for row in story.played:
        any_guest = chance_of(row["any_guest"]["proposal"])
        guests = [guest for guest in row["guests"] if guest["side"] == "proposal"]
        lost, moved = (story.payers(row, what) for what in ("lost", "moved"))
        for number, (guest, out, down) in enumerate(zip_longest(guests, lost, moved)):
            cells = ("", "", "", "")
            if guest is not None:
                title = chance_of(guest["chances"]["champion"]["proposal"])
                reach = chance_of(guest["chances"].get("round-of-16", {}).get("proposal"))
                cells = (
                    story.name(guest["club"]),
                    ABSENT if reach is None else reach.text(sign=False),
                    ABSENT if title is None else title.text(1, sign=False),
                    "" if title is None else title.span(1),
                )
            table.add_row(
                str(row["year"]) if number == 0 else "", *map(_text, cells),
                *(_text("" if one is None else f"{story.name(one['club'])} {one['slot']}") for one in (out, down)),
            )  # fmt: skip
        if any_guest is not None and len(guests) > 1:
            table.add_row(
                "", _dim("any guest"), "", _dim(any_guest.text(1, sign=False)), _dim(any_guest.span(1)), "", ""
            )
    return table


def _without_guests(story: Story) -> RenderableType:
    table = plain_table("", "guest that leaves", "title", "", "would have entered", "champion", "with", "without",
                        right=(2, 6, 7))  # fmt: skip
    for row in story.played:
        guests = [guest for guest in row["guests"] if guest["side"] == "base"]
        real = row["champion"]
        for number, (guest, entrant) in enumerate(zip_longest(guests, story.entrants(row))):
            title = chance_of(guest["chances"]["champion"]["base"]) if guest else None
            champion: tuple[str, ...] = ("", "", "")
            if number == 0 and real:
                sides = [chance_of(real[side]) for side in ("base", "proposal")]
                champion = (story.name(real["club"]), *(ABSENT if s is None else s.text(1, sign=False) for s in sides))
            table.add_row(
                str(row["year"]) if number == 0 else "",
                _text(story.name(guest["club"]) if guest else ""),
                "" if title is None else title.text(1, sign=False),
                "" if title is None else title.span(1),
                _text(story.name(entrant["club"]) if entrant else ""),
                *map(_text, champion),
            )
    return table


def _widths(story: Story) -> list[RenderableType]:
    """Say where a country has no league before a year, and how wide that makes its ratings."""
    from rich.text import Text

    said: list[RenderableType] = []
    for row in story.played:
        bare = [one for one in row["widths"] if not one["league_matches"]]
        known = [one["width"] for one in row["widths"] if one["league_matches"]]
        if bare and known:
            codes = ", ".join(f"{one['association']} {one['width']:.2f}" for one in bare)
            usual = sum(known) / len(known)
            said.append(Text(f"{row['year']} no league results are held of {codes} (width of a rating in log goals; "
                             f"{usual:.2f} where there are)", style="dim"))  # fmt: skip
    return [Text("\nHOW WIDE THE RATINGS ARE", style="bold"), *said] if said else []


def _text(words: str) -> RenderableType:
    from rich.text import Text

    return Text(words)


def _dim(words: str) -> RenderableType:
    from rich.text import Text

    return Text(words, style="dim")
