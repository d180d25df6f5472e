"""Forecasts of matches as a person reads them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cupwright.report.numbers import date_words, interval, percent, quantity, signed
from cupwright.report.origin import note_lines, origin_line
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["forecast_page"]

Row = Mapping[str, Any]

_WHAT = {
    "club": "the clubs themselves",
    "country": "their countries",
    "confederation": "their confederations",
    "home": "home advantage",
    "altitude": "altitude",
    "adjustment": "your adjustments",
}
_SLIGHT = 0.005


def forecast_page(data: Row) -> list[RenderableType]:
    """Return what the terminal shows of forecasts: one match in full, several as a table.

    Parameters
    ----------
    data
        The object that ``forecast --format json`` prints.
    """
    from rich.text import Text

    matches = data["forecasts"]
    page = _one(matches[0]) if len(matches) == 1 else _several(matches)
    if data["adjustments"]:
        page.append(Text(f"Adjusted: {'; '.join(data['adjustments'])}."))
    said = dict.fromkeys(note for match in matches for note in match["notes"])
    page += note_lines(said)
    return [*page, origin_line(data["provenance"], f"{data['model']} model, seed {data['seed']}")]


def _one(match: Row) -> list[RenderableType]:
    from rich.text import Text

    club, opponent = (match["names"][match[side]] for side in ("club", "opponent"))
    host = {"home": f"at {club}", "away": f"at {opponent}", "neutral": "on neutral ground"}[match["venue"]]
    chances = plain_table("after 90 minutes", "chance", "interval", right=(1, 2))
    for name, words in (("win", f"{club} win"), ("drawn", "drawn"), ("loss", f"{opponent} win")):
        chance = match[name]
        chances.add_row(Text(words), percent(chance["mean"], 1), interval(chance["low"], chance["high"]))
    goals = plain_table("expected goals", "", "interval", right=(1, 2))
    for side, name in (("club", club), ("opponent", opponent)):
        rate = match["expected_goals"][side]
        goals.add_row(Text(name), quantity(rate["mean"], 2), f"{rate['low']:.2f}–{rate['high']:.2f}")
    return [
        Text(f"{club} – {opponent}, {date_words(match['date'])}, {host}", style="bold"),
        Text(f"Rated on {date_words(match['ratings_until'])}, by earlier results only.", style="dim"),
        chances,
        goals,
        Text(f"Scores in percent ({club} down, {opponent} across):"),
        _scores(match["scores"]),
        Text("What drives it (factor on the ratio of the two expected goals):"),
        _drivers(match, club, opponent),
        *_gap(match, club),
    ]


def _scores(table: Sequence[Sequence[float]]) -> RenderableType:
    size = len(table)
    heads = [*(str(goals) for goals in range(size - 1)), f"{size - 1}+"]
    shown = plain_table(" ", *heads, right=range(size + 1))
    for head, row in zip(heads, table, strict=True):
        shown.add_row(head, *(percent(chance, 1, sign=False) for chance in row))
    return shown


def _drivers(match: Row, club: str, opponent: str) -> RenderableType:
    from rich.text import Text

    shown = plain_table("", "log goals", "doubt (sd)", "factor", "", right=(1, 2, 3))
    total = {"what": "all together", **match["log_rate_difference"]}
    for part in [*match["drivers"], total]:
        if part is not total and not part["mean"] and not part["sd"]:
            continue
        favours = "" if abs(part["mean"]) < _SLIGHT else f"for {club if part['mean'] > 0 else opponent}"
        factor = quantity(math.exp(abs(part["mean"])), 2)
        shown.add_row(
            _WHAT.get(part["what"], part["what"]), signed(part["mean"], 2), quantity(part["sd"], 2), factor,
            Text(favours),
        )  # fmt: skip
    return shown


def _gap(match: Row, club: str) -> list[RenderableType]:
    from rich.text import Text

    if match["gap_share"] is None:
        return []
    share = percent(match["gap_share"])
    return [Text(f"{share} of the doubt about the chance of {club} is doubt of how the two confederations compare.")]


def _several(matches: Sequence[Row]) -> list[RenderableType]:
    from rich.text import Text

    shown = plain_table("date", "first", "second", "venue", "first wins", "drawn", "second wins", right=(4, 5, 6))
    for match in matches:
        cells = [
            f"{percent(match[name]['mean'])} ({interval(match[name]['low'], match[name]['high'])})"
            for name in ("win", "drawn", "loss")
        ]
        club, opponent = (Text(match["names"][match[side]]) for side in ("club", "opponent"))
        shown.add_row(match["date"], club, opponent, match["venue"], *cells)
    return [Text("Chances after 90 minutes", style="bold"), shown]
