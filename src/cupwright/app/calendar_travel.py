"""The verb ``calendar travel``: how far clubs go under a proposal."""

from __future__ import annotations

from typing import Annotated

import typer

from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import DEFAULT_MODEL, FormatOption, ModelName, ReportFile, Seed, Threads, Worlds

__all__ = ["register"]


def register(group: typer.Typer) -> None:
    """Add the verb to the group ``calendar``."""
    group.command("travel", short_help="Tell how far each club goes under a proposal.")(travel)


def travel(
    proposal: Annotated[
        str, typer.Argument(metavar="PROPOSAL", help="A proposal, or another edition.", show_default=False)
    ],
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="EDITION", help="Held against it.", show_default="the one the proposal amends"),
    ] = None,
    club: Annotated[
        list[str] | None,
        typer.Option("--club", metavar="CLUB", help="A club to tell of; may be repeated.", show_default="all"),
    ] = None,
    worlds: Worlds = 10_000,
    seed: Seed = 7,
    threads: Threads = None,
    model: ModelName = DEFAULT_MODEL,
    report: ReportFile = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright calendar travel mas-2026 --club bolivar
      cupwright calendar travel mas-2026 --report travel.html

    Tell how far each club goes under a proposal and as it is, in the same worlds with the same luck: kilometres, the
    longest journey, the chance of a match at a guest's ground, altitude both ways, time zones. What is not known stays
    unknown. The page has a map of where the clubs asked for may go.
    """
    from cupwright.ratings.settings import RatingSettings
    from cupwright.report.travel_terminal import travel_page
    from cupwright.report.write import check_page, write_whole
    from cupwright.study.calendar_travel import travel as ask

    if report is not None:
        check_page(report)
    with progress() as tell:
        answer = ask(
            proposal, of=of, clubs=club or (), worlds=worlds, seed=seed, threads=threads,
            settings=RatingSettings(model=model), progress=tell,
        )  # fmt: skip
        data = answer.to_dict()
        if report is not None:
            from cupwright.report.travel_html import travel_html

            tell(0, 0, "writing the report")
            write_whole(report, travel_html(data))
    emit(format, table=lambda: travel_page(data), data=lambda: data, rows=answer.rows)
    if report is not None:
        say(f"report: {report}")
    if data["partial"]:
        say(f"stopped: the answer rests on the {data['worlds']:,} of {worlds:,} worlds that were played")
        raise StoppedEarlyError
