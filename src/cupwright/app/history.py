"""The verb ``history``: a proposal in the editions of the past."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import Choices, FormatOption, ReportFile, Seed, Threads, Worlds, chosen
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("history", short_help="Run the editions of the past again with a proposal.")(history)


def history(
    proposal: Annotated[
        str, typer.Argument(metavar="PROPOSAL", help="A proposal: a name or a path.", show_default=False)
    ],
    years: Annotated[
        str, typer.Option("--years", metavar="FIRST-LAST", help="Only these (2017-2020).", show_default=False)
    ] = "",
    worlds: Worlds = 20_000,
    seed: Seed = 7,
    threads: Threads = None,
    choices: Choices = None,
    report: ReportFile = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright history mas-2026 --report history.html
      cupwright history no-guests-2016 --years 2010-2016 --format csv

    Run the editions of the past again with a proposal in force, each on its eve: who would have come, who would
    have lost a place to whom, and the chances of all. A year in which the proposal cannot hold is refused with its
    reason. Ctrl-C stops early and shows the years that were played.
    """
    from cupwright.report.history_words import csv_rows
    from cupwright.report.write import check_page
    from cupwright.study.history import history as ask

    if report is not None:
        check_page(report)
    with progress() as tell:
        answer = ask(
            proposal, years=_span(years), worlds=worlds, seed=seed, threads=threads, parameters=chosen(choices),
            progress=tell,
        )  # fmt: skip
        if report is not None:
            tell(0, 0, "writing the report")
            answer.report(report)
    data = answer.to_dict()

    def table() -> Iterable[RenderableType]:
        from cupwright.report.history_terminal import history_summary

        return history_summary(data, "" if report is None else str(report))

    emit(format, table=table, data=lambda: data, rows=lambda: csv_rows(data))
    if report is not None and format is not Format.table:
        say(f"report: {report}")
    if answer.partial:
        from cupwright.report.numbers import plural

        say(f"stopped: the answer holds {plural(len(data['years']), 'year')}, to {data['years'][-1]['year']}")
        raise StoppedEarlyError


def _span(text: str) -> tuple[int, int] | None:
    """Read ``2017-2020`` or ``2019``."""
    if not text:
        return None
    first, dash, last = text.partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise CupwrightError.of("usage", f"--years `{text}` is not FIRST-LAST", hint="such as `--years 2017-2020`")
    if int(first) > int(last or first):
        raise CupwrightError.of("usage", f"--years `{text}` ends before it begins", hint=f"`--years {last}-{first}`")
    return int(first), int(last or first)
