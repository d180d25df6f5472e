"""The verbs of the facts: ``cupwright data list | info | coverage | sql | verify | import``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from cupwright.app.console import Format, emit, progress, say
from cupwright.app.options import FormatOption

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["register"]

_MOST_ROWS = 200
"""Rows that a table shows of an answer in SQL."""


def register(app: typer.Typer) -> None:
    """Add the verb ``data`` and its parts."""
    data = typer.Typer(
        help="\b\nExamples:\n  cupwright data list\n  cupwright data coverage conmebol-libertadores\n\n"
        "What results are held, where they come from, and how to add your own.",
        short_help="The results that are held: list, ask, check, add your own.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    for name, short, function in (
        ("list", "The sources of the results.", list_),
        ("info", "Version, size and place of the facts.", info),
        ("coverage", "What is held of every competition and edition.", coverage),
        ("sql", "Ask the tables in SQL.", sql),
        ("verify", "Check that the facts are whole.", verify),
        ("import", "Add results of your own.", import_),
    ):
        data.command(name, short_help=short)(function)
    app.add_typer(data, name="data")


def _rows_table(rows: list[dict[str, Any]], titles: dict[str, str] | None = None) -> Iterable[RenderableType]:
    from cupwright.report.tables import rows_table

    named = [{(titles or {}).get(key, key): value for key, value in row.items()} for row in rows]
    return [rows_table(named)]


def list_(format: FormatOption = Format.table) -> None:
    """
    \b
    Examples:
      cupwright data list
      cupwright data list --format csv

    List the sources of the results in use, with licence, number of matches and dates.
    """
    from cupwright.data.api import list_sources

    rows = [asdict(source) for source in list_sources()]
    emit(format, table=lambda: _rows_table(rows), data=lambda: rows, rows=lambda: rows)


def info(format: FormatOption = Format.table) -> None:
    """
    \b
    Examples:
      cupwright data info
      cupwright data info --format json

    Show version, hash, size and place of the embedded facts and of your own imports.
    """
    from cupwright.data import api

    facts = api.info()

    def table() -> Iterable[RenderableType]:
        from cupwright.report.numbers import count, date_words, plural

        rows = facts["rows"]
        size, own = facts["facts_bytes"] / 1e6, facts["workspace_bytes"] / 1e6
        lines = [
            ("facts", f"version {facts['version']}, hash {facts['facts_hash'][:16]}, {size:.1f} MB"),
            (
                "matches",
                f"{count(rows['matches'])}, {date_words(facts['first_date'])} to {date_words(facts['last_date'])}",
            ),
            ("clubs", f"{count(rows['clubs'])} clubs of {plural(rows['countries'], 'country', 'countries')}"),
            ("workspace", f"{facts['workspace']} ({own:.1f} MB)" if own else f"{facts['workspace']} (not made yet)"),
            ("imports", plural(len(facts["imports"]), "file")),
        ]
        return _rows_table([{"": name, " ": text} for name, text in lines])

    emit(format, table=table, data=lambda: facts, rows=lambda: [facts])


def coverage(
    competition: Annotated[
        str, typer.Argument(metavar="COMPETITION", help="Only this competition.", show_default=False)
    ] = "",
    rules: Annotated[
        bool, typer.Option("--rules", help="Show which editions have their rules, verified against what.")
    ] = False,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright data coverage conmebol-libertadores
      cupwright data coverage --rules --format csv

    Show what is held of every edition: matches, clubs, first and last date. With --rules, which editions have
    their rules written down and replayed, and the years that have none.
    """
    if rules:
        _rules(competition, format)
        return
    from cupwright.data import api
    from cupwright.errors import CupwrightError, did_you_mean

    found = api.coverage()
    known = sorted({row.competition for row in found})
    if competition and competition not in known:
        raise CupwrightError.of(
            "unknown-competition", f"no results are held of a competition `{competition}`",
            facts=[f"{len(known)} competitions are held"],
            hint=did_you_mean(competition, known) or "`cupwright data coverage` lists them",
        )  # fmt: skip
    rows = [asdict(row) for row in found if competition in ("", row.competition)]
    emit(format, table=lambda: _rows_table(rows), data=lambda: rows, rows=lambda: rows)


def _rules(competition: str, format: Format) -> None:
    from cupwright.report.register import coverage_page
    from cupwright.study.rule_coverage import rule_coverage

    with progress() as report:
        found = rule_coverage(competition, report)
    rows = [asdict(row) for row in found]
    emit(format, table=lambda: coverage_page(rows), data=lambda: rows, rows=lambda: rows)
    levels = [row.level for row in found]
    say(", ".join(f"{levels.count(level)} {level}" for level in dict.fromkeys(sorted(levels))))


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT.", show_default=False)],
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright data sql "select count(*) from matches"
      cupwright data sql "select * from clubs where country = 'BOL'" --format csv

    Ask the tables matches, clubs, club_names, grounds and countries; a query can only read.
    """
    from cupwright.data import api

    columns, values = api.sql(query)
    # Two columns of one name would hide each other.
    names = [f"{name}_{number + 1}" if name in columns[:number] else name for number, name in enumerate(columns)]
    rows = [dict(zip(names, row, strict=True)) for row in values]
    emit(format, table=lambda: _rows_table(rows[:_MOST_ROWS]), data=lambda: rows, rows=lambda: rows)
    if format is Format.table and len(rows) > _MOST_ROWS:
        say(f"the first {_MOST_ROWS} of {len(rows):,} rows; `--format csv` gives them all")


def verify(format: FormatOption = Format.table) -> None:
    """
    \b
    Examples:
      cupwright data verify
      cupwright data verify --format json

    Check that the facts are as they were made and that they make sense; exit code 1 if anything is wrong.
    """
    from cupwright.data import api

    with progress() as report:
        report(0, 0, "checking the facts")
        checks = api.verify()
    rows = [asdict(check) for check in checks]
    shown = [{"": "ok" if check.ok else "WRONG", "check": check.name, "found": _short(check.found)} for check in checks]
    emit(format, table=lambda: _rows_table(shown), data=lambda: rows, rows=lambda: rows)
    wrong = sum(not check.ok for check in checks)
    if wrong:
        say(f"{wrong} of {len(checks)} checks failed")
        raise typer.Exit(1)


def _short(text: str) -> str:
    return text if len(text) <= 44 else f"{text[:43]}…"


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Football.TXT or CSV files.", show_default=False)],
    prefer: Annotated[
        Literal["mine", "facts"] | None,
        typer.Option(help="Who wins where a file contradicts what is known.", show_default=False),
    ] = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright data import my-results.csv
      cupwright data import 2026_copal.txt --prefer mine

    Add results to your workspace: all files or, on any problem, none. What contradicts a known result is
    refused, unless --prefer says who wins.
    """
    from cupwright.data import api

    with progress() as say_progress:
        say_progress(0, 0, "reading")
        report = api.import_files(files, prefer)
    data = {**asdict(report), "workspace": str(report.workspace)}

    def table() -> Iterable[RenderableType]:
        from cupwright.report.numbers import plural

        what = {
            "added": "new", "completed": "completed", "replaced": "replaced what was known",
            "kept": "contradicted what is known, which stays", "known": "known already",
            "fixtures": "without a result, passed over",
        }  # fmt: skip
        yield from _rows_table(
            [{"": plural(data[key], "match", "matches"), " ": text} for key, text in what.items() if data[key]]
        )

    emit(format, table=table, data=lambda: data, rows=lambda: data["files"])
    say(f"workspace: {report.workspace}")
