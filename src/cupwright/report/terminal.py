"""The summary of a comparison on a terminal: one screen, at most a hundred columns, meaning without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cupwright.report import brief
from cupwright.report.answer import Answer, Chance, Club
from cupwright.report.numbers import ABSENT, count, date_words, interval, percent, points

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

__all__ = ["WIDTH", "plain_table", "summary"]

WIDTH = 100
"""Columns that every page of the terminal keeps to."""

_MOST_CLUBS = 12
_SHORT = {
    "quality-mean": "Mean strength of the group stage",
    "quality-best": "Strongest club of the group stage",
    "balance": "Evenness of the title odds (1 = all alike)",
    "stakeless-matches": "Group matches without stakes",
    "decisive-matches": "Group matches that decide who advances",
    "reach-population": "Reach",
    "reach-time-zones": "Time zones spanned",
}
_SIGNS = {"lost": "−", "gained": "+", "moved": "↓"}


def plain_table(*columns: str, right: tuple[int, ...] = (), indent: int = 2) -> Table:
    """Make a table without borders.

    Parameters
    ----------
    columns
        Headings; all empty for a table without a heading row.
    right
        Numbers of the columns that are flushed right.
    indent
        Spaces before the first column.
    """
    from rich.table import Table

    table = Table(
        box=None,
        show_header=any(columns),
        show_edge=False,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="dim",
    )
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number in right else "left", overflow="fold")
    if indent:
        table.columns[0].header = " " * indent + columns[0]
    return table


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
        _heading("PLACES"),
        _ledger(answer),
        _heading("THE TITLE, %", "chance, and the interval that nine in ten readings of the results allow"),
        _titles(answer),
        _heading("BERTHS"),
        *(Text("  " + sentence) for sentence in brief.berth_sentences(answer)),
        _heading("WHAT ELSE CHANGES"),
        _metrics(answer),
    ]
    moves = brief.sensitivity_sentence(answer)
    if moves:
        lines += [_heading("HOW FAR TO TRUST IT"), Text("  " + moves)]
    lines.append(Text(""))
    lines.append(Text(_provenance(answer), style="dim"))
    if report:
        lines.append(Text(f"Report: {report}", style="bold"))
    return lines


def _heading(title: str, note: str = "") -> RenderableType:
    from rich.text import Text

    return Text.assemble(("\n" + title, "bold"), (f"  {note}" if note else "", "dim"))


def _ledger(answer: Answer) -> RenderableType:
    from rich.markup import escape

    table = plain_table("", "", "", "", indent=0)
    rows = brief.ledger_rows(answer)
    if not rows:
        table.add_row("  nobody gains, loses or moves", "", "", "")
    for move, before, after in rows:
        style = {"lost": "red", "gained": "green"}.get(move.what, "yellow")
        sign = _SIGNS[move.what] if move.what != "moved" or move.club in answer.payers else "↑"
        table.add_row(f"  [{style}]{sign}[/]", _name(move.club), escape(move.slot), escape(f"{before} → {after}"))
    return table


def _name(club: Club) -> str:
    from rich.markup import escape

    return f"{escape(club.name)} [dim]{club.association}[/]"


def _titles(answer: Answer) -> RenderableType:
    table = plain_table("", "as it is", "", "as proposed", "", "change", right=(1, 3, 5), indent=0)
    chosen = {club.id: club for club in [*answer.guests, *answer.payers]}
    ranked = answer.by_title()
    for club in ranked:
        if len(chosen) >= _MOST_CLUBS:
            break
        chosen.setdefault(club.id, club)
    for club in (club for club in ranked if club.id in chosen):
        base, proposal, change = (answer.chance(club.id, "champion", side) for side in ("base", "proposal", "change"))
        mark = "*" if club.guest else " "
        table.add_row(
            f" {mark}{_name(club)}", *_cells(base), *_cells(proposal), points(change.mean if change else None)
        )
    return table


def _cells(chance: Chance | None) -> tuple[str, str]:
    if chance is None:
        return ABSENT, ""
    return percent(chance.mean, 1, sign=False), f"[dim]{interval(chance.low, chance.high, 1)}[/]"


def _metrics(answer: Answer) -> RenderableType:
    from rich.markup import escape

    table = plain_table("", "", "", "", right=(1, 2, 3), indent=0)
    rows = [(_SHORT.get(metric, title), unit, *sides) for metric, title, unit, *sides in answer.metrics()]
    rows += [("Travel of a club", "km", *_over_clubs(answer, "travel"))]
    rows += [("Prize money of the payers together", "US$", *_over_clubs(answer, "prize-money", answer.payers))]
    for title, unit, base, proposal, change in rows:
        difference = brief.metric_cells(unit, change, change=True)
        if base is None or proposal is None or difference.startswith("±"):
            continue
        after = f"→ {brief.metric_cells(unit, proposal)}"
        label = title if unit in {"US$", "share"} else f"{title}, {unit}"
        table.add_row(escape(f"  {label}"), brief.metric_cells(unit, base), after, difference)
    return table


def _over_clubs(answer: Answer, metric: str, clubs: list[Club] | None = None) -> tuple[Chance | None, ...]:
    """Return (base, proposal, change) of a metric: the sum over `clubs` (0 outside the cup), else the mean of the field."""
    figures = answer.by_club(metric)
    if clubs is not None:
        rows = [figures[club.id] for club in clubs if club.id in figures]
        totals = [sum(row[side].mean if row[side] else 0.0 for row in rows) for side in (0, 1)] if rows else []
    else:
        known = [[row[side].mean for row in figures.values() if row[side]] for side in (0, 1)]
        totals = [sum(side) / len(side) for side in known] if all(known) else []
    if not totals:
        return None, None, None
    return tuple(Chance(value, value, value) for value in (*totals, totals[1] - totals[0]))


def _provenance(answer: Answer) -> str:
    origin = answer.data["provenance"]
    until = answer.data.get("ratings_until")
    parts = [
        f"{count(answer.worlds)} worlds, seed {answer.seed}, the same luck on both sides",
        f"ratings until {date_words(until)}" if until else "",
        f"Cupwright {origin['version']}, facts {origin['facts_hash'][:10]}, documents {origin['documents_hash'][:10]}",
    ]
    guests = "* guest. " if answer.guests else ""
    stopped = "Stopped early: the worlds played so far. " if answer.data.get("partial") else ""
    return guests + stopped + "; ".join(part for part in parts if part) + "."
