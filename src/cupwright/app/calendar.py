"""The verb ``calendar``: whether a cup fits into a year."""

from __future__ import annotations

from typing import Annotated

import typer

from cupwright.app import calendar_robinx, calendar_round_robin, calendar_solving, calendar_travel
from cupwright.app.calendar_options import Beside, Blocked, Days, Document, IcsFolder, More, Moved, Release, Rest, Year
from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import FormatOption, ReportFile, Seed, Threads

__all__ = ["calendar", "register"]

calendar = typer.Typer(
    name="calendar",
    help="\b\nExamples:\n  cupwright calendar check mas-2026 mls liga-mx\n"
    "  cupwright calendar check copa-libertadores-2016 liga-mx\n\n"
    "Whether a cup fits into the year of its clubs, days that fit, and round robins.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    calendar.command("check", short_help="Check a cup against the year of its clubs.")(check)
    calendar_solving.register(calendar)
    calendar_travel.register(calendar)
    calendar_round_robin.register(calendar)
    calendar_robinx.register(calendar)
    app.add_typer(calendar, short_help="Whether a cup fits into the year of its clubs.")


def check(
    document: Document,
    more: More = None,
    year: Year = None,
    days: Days = None,
    beside: Beside = None,
    club: Annotated[
        list[str] | None,
        typer.Option(
            "--club", metavar="CLUB", help="A club to check, or a guest; may be repeated.", show_default="the field"
        ),
    ] = None,
    rest: Rest = 72,
    tight: Annotated[int, typer.Option("--tight", metavar="HOURS", help="Below it a rest counts as short.")] = 96,
    release: Release = True,
    planned: Annotated[
        bool, typer.Option("--planned", help="Check the cup as its calendar lays it down, although it was played.")
    ] = False,
    blocked: Blocked = None,
    moved: Moved = None,
    speed: Annotated[float, typer.Option("--speed", metavar="KMH", help="Of a journey, in km/h.")] = 800.0,
    ground_hours: Annotated[
        float, typer.Option("--ground-hours", metavar="HOURS", help="On the ground, for each journey.")
    ] = 3.0,
    worlds: Annotated[
        int, typer.Option("--worlds", metavar="N", help="Worlds that say how likely each round is reached.")
    ] = 0,
    seed: Seed = 7,
    threads: Threads = None,
    report: ReportFile = None,
    ics: IcsFolder = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright calendar check mas-2026 --year 2026 --beside mls liga-mx concacaf-champions leagues-cup
      cupwright calendar check copa-libertadores-2017 --beside liga-mx --club tijuana --club america

    Check whether all matches of a cup can be kept beside the others of each club: with the rest demanded, outside the
    windows in which clubs release players, on days on which the ground is to be had. Real days stand where the facts
    have them, windows elsewhere. Each finding names the matches that cause it. Exit code 1 if not all can be kept.
    """
    from cupwright.report.calendar_html import calendar_html
    from cupwright.report.calendar_terminal import calendar_page
    from cupwright.report.ics import check_folder
    from cupwright.report.origin import origin_line
    from cupwright.report.write import check_page, write_whole
    from cupwright.study.calendar import calendar as ask

    if report is not None:
        check_page(report)
    if ics is not None:
        check_folder(ics)
    with progress() as tell:
        answer = ask(
            document, year=year, days=days, beside=[*(beside or ()), *(more or ())], clubs=club or (), rest=rest,
            tight=tight, release=release, planned=planned, blocked=blocked or (), moved=moved or (), speed_kmh=speed,
            ground_hours=ground_hours, worlds=worlds, seed=seed, threads=threads, progress=tell,
        )  # fmt: skip
        data = answer.to_dict()
        if report is not None:
            tell(0, 0, "writing the report")
            write_whole(report, calendar_html(data))
    emit(format, table=lambda: [*calendar_page(data), origin_line(data["provenance"])], data=lambda: data,
         rows=answer.rows)  # fmt: skip
    if report is not None:
        say(f"report: {report}")
    if ics is not None:
        for file in answer.to_ics(ics):
            say(f"calendar: {file}")
    if data["partial"]:
        say(f"stopped: the chances rest on the {data['worlds']:,} of {worlds:,} worlds that were played")
        raise StoppedEarlyError
    if not answer.feasible:
        raise typer.Exit(1)
