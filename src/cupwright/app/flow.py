"""The verb ``flow``: how berths run through competitions."""

from __future__ import annotations

from typing import Annotated

import typer

from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import AsOf, EditionName, FormatOption, Seed, Threads, Worlds

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("flow", short_help="Follow berths from competition to competition.")(flow)


def flow(
    edition: EditionName,
    depth: Annotated[int, typer.Option("--depth", metavar="N", help="How many competitions deep.")] = 3,
    as_of: AsOf = None,
    worlds: Worlds = 20_000,
    seed: Seed = 7,
    threads: Threads = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright flow mls-2024
      cupwright flow copa-libertadores-2026 --format json

    Follow the berths of an edition: who took each, which edition that led to, how far the club came and what it
    took there. Of a season under way (or on a day, with --as-of): the chance of each club to take it.
    """
    from cupwright.report.flow_tree import flow_page
    from cupwright.study.flow import flow as ask

    with progress() as tell:
        answer = ask(edition, depth=depth, as_of=as_of, worlds=worlds, seed=seed, threads=threads, progress=tell)
    data = answer.to_dict()
    emit(format, table=lambda: flow_page(data), data=lambda: data, rows=answer.rows)
    if data["partial"]:
        say(f"stopped: the answer rests on the {data['worlds']:,} of {worlds:,} worlds that were played")
        raise StoppedEarlyError
