"""The verbs of the documents: check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from cupwright.app.console import Format, emit, print_error
from cupwright.app.options import FormatOption
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("check", short_help="Check documents: formats, editions, proposals.")(check)


def check(
    names: Annotated[list[str], typer.Argument(help="Names of the library or paths.", show_default=False)],
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright check mas-2026
      cupwright check ./my-cup.yaml ./my-proposal.yaml

    Check documents and report every problem at once, each with file, line, path, facts and a hint; exit code 1
    if there is any.
    """
    from dataclasses import asdict

    from cupwright.rulebook import load

    rows: list[dict[str, object]] = []
    known = _known_clubs()
    for name in names:
        try:
            document = load(name, known)
        except CupwrightError as error:
            print_error(error)
            rows.append({"document": name, "kind": "", "ok": False, "problems": [asdict(p) for p in error.problems]})
        else:
            rows.append({"document": name, "kind": type(document).__name__.lower(), "ok": True, "problems": []})

    def table() -> Iterable[RenderableType]:
        from cupwright.report.tables import rows_table

        return [
            rows_table(
                [{"": "ok" if row["ok"] else "WRONG", "document": row["document"], "kind": row["kind"]} for row in rows]
            )
        ]

    flat = [{**row, "problems": len(row["problems"])} for row in rows]  # type: ignore[arg-type]
    emit(format, table=table, data=lambda: rows, rows=lambda: flat)
    if not all(row["ok"] for row in rows):
        raise typer.Exit(1)


def _known_clubs() -> dict[str, str]:
    """Return the association of every club; kept in the cache folder, because opening the facts takes a while."""
    from cupwright.data.store import description
    from cupwright.study.cache import key_of, read_json, write_json

    key = key_of(description()["tables"]["clubs"]["file_sha256"])
    known: dict[str, str] | None = read_json("clubs", key)
    if not known:
        from cupwright.data.places import clubs

        known = {name: club.country for name, club in clubs().items()}
        write_json("clubs", key, known)
    return known
