"""The chances of one rule book on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cupwright.report.answer import Chance, chance_of
from cupwright.report.few_worlds import few_worlds_sentence
from cupwright.report.gap_share import gap_share_sentence
from cupwright.report.heat import short_stage
from cupwright.report.numbers import count, date_words, plural
from cupwright.report.origin import note_lines, origin_line
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["odds_page"]

_MOST_HOLDERS = 12


def odds_page(data: Mapping[str, Any], names: Mapping[str, str]) -> list[RenderableType]:
    """Return a table of every club's chance of every stage, likeliest champion first.

    Parameters
    ----------
    data
        The object that ``simulate --format json`` prints.
    names
        Names of clubs by id.
    """
    from rich.text import Text

    stages = data["stages"]
    odds = {(row["club"], row["stage"]): row for row in data["odds"]}
    clubs = sorted(dict.fromkeys(row["club"] for row in data["odds"]), key=lambda club: -odds[club, stages[-1]]["mean"])
    table = plain_table("club", *map(_head, stages), "interval", right=range(1, len(stages) + 1))
    for club in clubs:
        cells = [chance_of(odds.get((club, stage))) for stage in stages]
        title = cells[-1]
        span = "" if title is None or title.settled else title.span(1)
        table.add_row(Text(names.get(club, club)), *map(_cell, cells), span)
    how = f"{plural(data['worlds'], 'world')}, seed {data['seed']}; ratings until {date_words(data['ratings_until'])}"
    held = f"; held as known on {date_words(data['as_of'])}" if data["as_of"] else "; from the first match"
    if data.get("fixed"):
        held += "; with results put in: " + ", ".join(
            f"{one['match']} {one['goals'][0]}-{one['goals'][1]}" for one in data["fixed"]
        )
    return [
        Text(data["title"], style="bold"),
        Text(
            f"Chance of playing in each stage and of the title, percent, with the interval of the title; "
            f"a dot: it cannot be. {how}{held}."
        ),
        table,
        *(
            [Text(few, style="bold")]
            if (few := few_worlds_sentence(data["worlds"], map(chance_of, odds.values())))
            else []
        ),
        *([Text(shares)] if (shares := _shares(odds, clubs, stages[-1], names)) else []),
        *(line for earned in data.get("earned", ()) for line in _earned(earned, names)),
        *note_lines(data["notes"]),
        origin_line(data["provenance"], f"{data['model']} model"),
    ]


def _head(stage: str) -> str:
    """Return the head of a column: the short form of a stage, or its name in words."""
    short = short_stage(stage)
    return short if short != stage else stage.replace("-", " ").capitalize()


def _shares(odds: Mapping[tuple[str, str], Any], clubs: Sequence[str], title: str, names: Mapping[str, str]) -> str:
    """Return how much of the guests' intervals comes from how the confederations compare."""
    return gap_share_sentence([(names.get(club, club), chance_of(odds[club, title])) for club in clubs])


def _earned(earned: Mapping[str, Any], names: Mapping[str, str]) -> list[RenderableType]:
    """Return who may hold a slot that is earned in another edition."""
    from rich.text import Text

    table = plain_table("club", "chance", "interval", right=range(1, 3))
    holders = [chance_of(row) for row in earned["holders"][:_MOST_HOLDERS]]
    for row, chance in zip(earned["holders"], holders, strict=False):
        assert chance is not None
        table.add_row(Text(names.get(row["club"], row["club"])), chance.text(1, sign=False), chance.span(1))
    more = len(earned["holders"]) - len(holders)
    rest = f", and {count(more)} more" if more > 0 else ""
    return [
        Text(f"Slot {earned['slot']}, earned in {earned['edition']} ({earned['award']}){rest}", style="bold"),
        table,
    ]


def _cell(chance: Chance | None) -> str:
    if chance is None or (chance.settled and not chance.mean):
        return "·"
    return chance.text(1, sign=False)
