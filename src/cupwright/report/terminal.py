"""The summary of a comparison on a terminal: one screen, at most a hundred columns, meaning without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cupwright.report import brief
from cupwright.report.answer import Answer, Chance, Club
from cupwright.report.figures import chosen_clubs
from cupwright.report.numbers import ABSENT, date_words, plural, points
from cupwright.report.origin import origin_words
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["summary"]

_MOST_CLUBS = 10
_MOST_MOVES = 12
_LEFT_TO_THE_PAGE = {"quality-best", "reach-time-zones"}
_SHORT = {
    "quality-mean": "Field strength",
    "balance": "Evenness of the title odds, of 1",
    "stakeless-matches": "Group matches without stakes",
    "decisive-matches": "Group matches that decide",
    "reach-population": "Reach",
}
_SIGNS = {"lost": "−", "gained": "+", "moved": "↓"}


def summary(answer: Answer, report: str = "") -> list[RenderableType]:
    """Return what the terminal shows of one comparison, top to bottom.

    Parameters
    ----------
    answer
        The comparison.
    report
        Where the page was written, if it was.
    """
    from rich.text import Text

    lines: list[RenderableType] = [
        Text(brief.question(answer), style="bold"),
        Text(brief.headline(answer)),
        Text(brief.payers_sentence(answer)),
        Text(brief.data_age(answer), style="dim"),
        *([Text(few, style="bold")] if (few := brief.few_worlds(answer)) else []),
        _heading("PLACES"),
        _ledger(answer),
        _heading("THE TITLE, %", "chance, and the interval that nine in ten readings of the results allow", "dim"),
        _titles(answer),
        *([Text(f"  {shares}")] if (shares := brief.gap_sentence(answer)) else []),
        _heading("BERTHS", (brief.berth_sentences(answer) or ["none followed"])[0]),
        _heading("WHAT ELSE CHANGES"),
        _metrics(answer),
        *([Text(f"  {words}")] if (words := brief.uncounted_sentence(answer)) else []),
    ]
    moves = brief.sensitivity_sentence(answer)
    if moves:
        lines.append(_heading("HOW FAR TO TRUST IT", moves))
    lines.append(Text(_provenance(answer), style="dim"))
    if report:
        lines.append(Text(f"Report: {report}", style="bold"))
    return lines


def _heading(title: str, words: str = "", style: str = "") -> RenderableType:
    from rich.text import Text

    return Text.assemble(("\n" + title, "bold"), (f"  {words}" if words else "", style))


def _ledger(answer: Answer) -> RenderableType:
    from rich.markup import escape

    table = plain_table("", "", "", "")
    rows = brief.ledger_rows(answer)
    if not rows:
        table.add_row("  nobody gains, loses or moves", "", "", "")
    for move, before, after in rows[:_MOST_MOVES]:
        style = {"lost": "red", "gained": "green"}.get(move.what, "yellow")
        sign = _SIGNS[move.what] if move.what != "moved" or move.club in answer.payers else "↑"
        table.add_row(f"  [{style}]{sign}[/]", _name(move.club), escape(move.slot), escape(f"{before} → {after}"))
    if len(rows) > _MOST_MOVES:
        table.add_row("", f"and {len(rows) - _MOST_MOVES} more", "", "the report and --format json have all")
    return table


def _name(club: Club) -> str:
    from rich.markup import escape

    return f"{escape(club.name)} [dim]{club.association}[/]"


def _titles(answer: Answer) -> RenderableType:
    table = plain_table("", "as it is", "", "as proposed", "", "change", "", right=(1, 3, 5))
    for club in chosen_clubs(answer, _MOST_CLUBS):
        base, proposal, change = (answer.chance(club.id, "champion", side) for side in ("base", "proposal", "change"))
        mark = "*" if club.guest else " "
        table.add_row(f" {mark}{_name(club)}", *_cells(base), *_cells(proposal), *_change(change))
    return table


def _change(change: Chance | None) -> tuple[str, str]:
    if change is None:
        return ABSENT, ""
    return points(change.mean), f"[dim]{brief.points_span(change)}[/]"


def _cells(chance: Chance | None) -> tuple[str, str]:
    if chance is None:
        return ABSENT, ""
    return chance.text(1, sign=False), f"[dim]{chance.span(1)}[/]"


def _metrics(answer: Answer) -> RenderableType:
    from rich.markup import escape

    table = plain_table("", "", "", "", right=(1, 2))
    rows = [
        *(row for row in answer.metrics() if row.metric not in _LEFT_TO_THE_PAGE),
        answer.mean_of("travel", "Travel of a club"),
        answer.sum_of("prize-money", "Prize money of the payers", answer.payers),
    ]
    for row in rows:
        if row is None or (not row.note and (row.base is None or row.proposal is None)):
            continue
        title = _SHORT.get(row.metric, row.title)
        label = title if row.unit in {"US$", "share", "matches"} else f"{title}, {row.unit}"
        cells = brief.measure_cells(row)
        span = brief.change_interval(row) if row.unit in {"log goals", "share"} else ""
        change = cells["change"] + (f" [dim]({span})[/]" if span else "")
        table.add_row(escape(f"  {label}"), cells["base"], f"→ {cells['proposal']}", change)
    return table


def _provenance(answer: Answer) -> str:
    origin = answer.data["provenance"]
    until = answer.data.get("ratings_until")
    parts = [
        f"{plural(answer.worlds, 'world')}, seed {answer.seed}, the same luck on both sides",
        f"ratings until {date_words(until)}" if until else "",
        f"adjusted: {', '.join(origin['adjustments'])}" if origin.get("adjustments") else "",
        origin_words(origin),
    ]
    guests = "* guest. " if answer.guests else ""
    stopped = "Stopped early: the worlds played so far. " if answer.data.get("partial") else ""
    return guests + stopped + "; ".join(part for part in parts if part) + "."
