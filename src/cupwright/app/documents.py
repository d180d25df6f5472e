"""The verbs of the documents: check, show, diff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cupwright.app.console import Format, emit, print_error
from cupwright.app.options import Choices, FormatOption, chosen
from cupwright.errors import CupwrightError, Problem

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["register"]

_UNREAD = {"file", "unknown-document"}
"""Problems that say that there was no document to check."""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("check", short_help="Check documents: formats, editions, proposals, histories, calendars.")(check)
    app.command("show", short_help="Show a document in words, with its sources.")(show)
    app.command("diff", short_help="Say in words what a proposal changes.")(diff)


def check(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Names of the library or paths.", show_default=False)
    ],
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright check mas-2026
      cupwright check ./my-cup.yaml ./my-proposal.yaml

    Check documents and report every problem at once, each with file, line, path, facts and a hint; exit code 1
    if there is any, 2 if there was no document to check: no such name, or a file that is empty or cannot be opened.
    """
    from dataclasses import asdict

    from cupwright.rulebook import check as ask
    from cupwright.study.documents import known_clubs

    rows: list[dict[str, Any]] = []
    unread = False
    known = known_clubs()
    for name in names:
        problems: tuple[Problem, ...] = ()
        try:
            ask(name, known)
        except CupwrightError as error:
            problems = error.problems
            unread = unread or any(problem.code in _UNREAD for problem in problems)
            print_error(error)
        rows.append({"document": name, "ok": not problems, "problems": [asdict(problem) for problem in problems]})

    def table() -> Iterable[RenderableType]:
        from cupwright.report.numbers import plural
        from cupwright.report.tables import rows_table

        words = [plural(len(row["problems"]), "problem") if row["problems"] else "" for row in rows]
        marks = [{"": "ok" if row["ok"] else "WRONG", "document": row["document"]} for row in rows]
        return [rows_table([{**mark, "found": word} for mark, word in zip(marks, words, strict=True)])]

    flat = [{**row, "problems": len(row["problems"])} for row in rows]
    emit(format, table=table, data=lambda: rows, rows=lambda: flat)
    if not all(row["ok"] for row in rows):
        raise typer.Exit(2 if unread else 1)


def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name of the library or a path.", show_default=False)
    ] = "",
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright show mas-2026
      cupwright show copa-libertadores-2026 --format json

    Show a document in words: the rules with their sources, the clubs by slot, the changes of a proposal and the
    choices in it. Without a name: what the library holds.
    """
    from cupwright.rulebook import list_documents, load
    from cupwright.rulebook import show as ask

    if not name:
        rows = [
            {
                "document": found,
                "kind": "history" if path.parent.name == "histories" else path.parent.name.removesuffix("s"),
            }
            for found, path in list_documents().items()
        ]
        emit(format, table=lambda: _table(rows), data=lambda: rows, rows=lambda: rows)
        return
    lines = ask(load(name))
    data = [{"depth": line.depth, "text": line.text, "source": line.source} for line in lines]

    def page() -> Iterable[RenderableType]:
        from rich.padding import Padding
        from rich.text import Text

        for line in lines:
            source = f"  [{line.source}]" if line.source else ""
            words = Text.assemble((line.text, "" if line.depth else "bold"), (source, "dim"))
            yield Padding(words, (0, 0, 0, 2 * line.depth))

    emit(format, table=page, data=lambda: {"document": name, "lines": data}, rows=lambda: data)


def diff(
    base: Annotated[str, typer.Argument(metavar="BASE", help="An edition or a format.", show_default=False)],
    other: Annotated[
        str, typer.Argument(metavar="PROPOSAL", help="A proposal, or another edition or format.", show_default=False)
    ],
    choices: Choices = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright diff copa-libertadores-2026 mas-2026
      cupwright diff copa-libertadores-2026 mas-2026 --set guest-pot=2

    Say in words everything that a proposal changes: places, stages, draws, rules, awards, money; what in it
    has no effect; and what it assumes: where clubs drop to, the choices in effect, its notes.
    """
    from cupwright.football.competitions import Edition, Format
    from cupwright.rulebook import Proposal, amend, assumed, load
    from cupwright.rulebook import diff as ask

    first, second = load(base), load(other)
    taken: list[str] = []
    if isinstance(second, Proposal) and isinstance(first, Edition):
        taken, second = assumed(first, second, chosen(choices)), amend(first, second, chosen(choices))
    if not isinstance(first, Edition | Format) or not isinstance(second, Edition | Format):
        hint = "first an edition, then a proposal or another edition"
        raise CupwrightError.of("kind", "a proposal can only be set against the edition that it changes", hint=hint)
    lines = ask(first, second)

    def page() -> Iterable[RenderableType]:
        from rich.padding import Padding

        return [Padding(_words(line), (0, 0, 0, 0)) for line in [*(lines or ["no difference"]), *taken]]

    data = {"base": base, "other": other, "differences": lines, "assumed": taken}
    emit(format, table=page, data=lambda: data, rows=lambda: [{"difference": line} for line in [*lines, *taken]])


def _words(line: str) -> RenderableType:
    from rich.text import Text

    head, sign, rest = line.partition(": ")
    return Text.assemble((head + sign, "bold"), rest) if sign else Text(line)


def _table(rows: list[dict[str, Any]]) -> Iterable[RenderableType]:
    from cupwright.report.tables import rows_table

    return [rows_table(rows)]
