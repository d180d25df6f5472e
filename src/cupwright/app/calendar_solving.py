"""The verb ``calendar solve``: days for the matches of a cup, or what cannot hold together."""

from __future__ import annotations

from typing import Annotated

import typer

from cupwright.app.calendar_options import Beside, Blocked, Days, Document, IcsFolder, More, Moved, Release, Rest, Year
from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import FormatOption

__all__ = ["register"]


def register(group: typer.Typer) -> None:
    """Add the verb to the group ``calendar``."""
    group.command("solve", short_help="Find days for the matches of a cup, or what cannot hold together.")(solve)


def solve(
    document: Document,
    more: More = None,
    year: Year = None,
    days: Days = None,
    beside: Beside = None,
    club: Annotated[
        list[str] | None,
        typer.Option("--club", metavar="CLUB", help="Whose year; may be repeated.", show_default="the guests"),
    ] = None,
    rest: Rest = 72,
    release: Release = True,
    blocked: Blocked = None,
    moved: Moved = None,
    hub: Annotated[
        list[str] | None,
        typer.Option(
            "--hub",
            metavar="WORDS",
            help='A neutral week for group matches: "inter-miami: 2027-04-05 to 2027-04-11"; may be repeated.',
            show_default=False,
        ),
    ] = None,
    opponent: Annotated[
        list[str] | None,
        typer.Option(
            "--opponent",
            metavar="CLUB",
            help="The other clubs of the group, by pot, where a draw is supposed; repeated.",
            show_default="not known",
        ),
    ] = None,
    seconds: Annotated[float, typer.Option("--seconds", metavar="S", help="How long may be spent.")] = 60.0,
    ics: IcsFolder = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright calendar solve mas-2026 --year 2027 --beside mls leagues-cup concacaf-champions --club inter-miami
      cupwright calendar solve mas-2026 --year 2027 --beside mls --club inter-miami --rest 48 --ics build/calendar

    Give every match that a club plays or may play in the cup a day: with the rest demanded, in the windows of the cup,
    outside those in which clubs release players, around what it plays beside it. The calendar is the one with the least
    travel, short rests and altitude; or, if there is none, the smallest set of demands that cannot hold together and
    which single one, relaxed, would do. Ctrl-C shows the best so far. Exit code 1 if no calendar exists,
    2 if that is not known.
    """
    from cupwright.report.ics import check_folder
    from cupwright.report.origin import origin_line
    from cupwright.report.solved_terminal import solved_page
    from cupwright.study.calendar_solving import solve_calendar

    if ics is not None:
        check_folder(ics)
    with progress() as tell:
        answer = solve_calendar(
            document, year=year, days=days, beside=[*(beside or ()), *(more or ())], clubs=club or (), rest=rest,
            release=release, blocked=blocked or (), moved=moved or (), hubs=hub or (), opponents=opponent or (),
            seconds=seconds, progress=tell,
        )  # fmt: skip
    data = answer.to_dict()
    emit(format, table=lambda: [*solved_page(data), origin_line(data["provenance"])], data=lambda: data,
         rows=answer.rows)  # fmt: skip
    if ics is not None:
        files = answer.to_ics(ics)
        for file in files:
            say(f"calendar: {file}")
        if not files:
            say("calendar: no match was given a day, so no file was written")
    if data["stopped"]:
        say("stopped: what is shown is the best so far; it is not proven")
        raise StoppedEarlyError
    if answer.exists is None:
        say("the search ended before it was known whether a calendar exists: `--seconds` gives it longer")
    if not answer.exists:
        raise typer.Exit(2 if answer.exists is None else 1)
