"""The verbs ``calendar robinx check | import | export``: timetables of the exchange format RobinX."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cupwright.app.console import Format, emit, say
from cupwright.app.options import FormatOption
from cupwright.errors import CupwrightError, Place, all_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cupwright.schedule.robinx import Instance, Solution
    from cupwright.schedule.robinx_check import Verdict

__all__ = ["register"]

_SHOWN = 30
"""Violations in a table; JSON and CSV have all."""

_LARGEST_SCHEDULE = 4_000_000

InstanceFile = Annotated[Path, typer.Argument(metavar="INSTANCE", help="An instance, XML.", show_default=False)]
SolutionFile = Annotated[Path, typer.Argument(metavar="SOLUTION", help="A timetable of it, XML.", show_default=False)]


def register(group: typer.Typer) -> None:
    """Add the verbs to the group ``calendar``."""
    robinx = typer.Typer(
        help="\b\nExamples:\n  cupwright calendar robinx check instance.xml solution.xml\n"
        "  cupwright calendar robinx import instance.xml solution.xml\n\n"
        "Timetables in the exchange format RobinX, as used by the timetabling competition ITC2021.",
        short_help="Timetables of RobinX and ITC2021: check, import, export.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    robinx.command("check", short_help="What a timetable breaks, and its objective.")(check)
    robinx.command("import", short_help="A timetable as rounds and matches.")(import_)
    robinx.command("export", short_help="Rounds and matches as an instance and a timetable.")(export)
    group.add_typer(robinx, name="robinx")


def check(instance: InstanceFile, solution: SolutionFile, format: FormatOption = Format.table) -> None:
    """
    \b
    Examples:
      cupwright calendar robinx check instance.xml solution.xml
      cupwright calendar robinx check instance.xml solution.xml --format csv

    Count what a timetable breaks: the objective (soft constraints), the infeasibility (hard ones), and every violation
    with its cost. Exit code 1 if a hard constraint is violated.
    """
    from cupwright.schedule.robinx_check import check as count

    problem, timetable = _read(instance, solution)
    verdict = count(problem, timetable)
    rows = [asdict(each) for each in verdict.violations]
    emit(
        format,
        table=lambda: _table(problem, timetable, verdict),
        data=lambda: {
            "instance": problem.name, "objective": verdict.objective, "infeasibility": verdict.infeasibility,
            "stated_objective": timetable.objective, "stated_infeasibility": timetable.infeasibility,
            "violations": rows,
        },
        rows=lambda: rows,
    )  # fmt: skip
    if not verdict.feasible:
        raise typer.Exit(1)


def import_(instance: InstanceFile, solution: SolutionFile, format: FormatOption = Format.table) -> None:
    """
    \b
    Examples:
      cupwright calendar robinx import instance.xml solution.xml
      cupwright calendar robinx import instance.xml solution.xml --format csv

    Write a timetable as rounds and matches, with the names of the teams.
    """
    from cupwright.report.tables import rows_table

    problem, timetable = _read(instance, solution)
    names, number = dict(problem.teams), {slot: at for at, (slot, _) in enumerate(problem.slots, 1)}
    games = sorted(timetable.games, key=lambda game: number[game.slot])
    rows = [
        {"round": number[game.slot], "home": names[game.home] or str(game.home),
         "away": names[game.away] or str(game.away)}
        for game in games
    ]  # fmt: skip
    emit(format, table=lambda: [rows_table(rows)], data=lambda: rows, rows=lambda: rows)


def _read(instance: Path, solution: Path) -> tuple[Instance, Solution]:
    """Read both files; if neither can be read, both are told."""
    from cupwright.schedule.robinx_read import read_instance, read_solution
    from cupwright.schedule.robinx_xml import read_xml

    problem, _ = all_of(lambda: read_instance(instance), lambda: read_xml(solution))
    return problem, read_solution(solution, problem)


def export(
    schedule: Annotated[
        Path,
        typer.Argument(
            metavar="SCHEDULE",
            help="A CSV with the columns round, home and away, as round-robin writes.",
            show_default=False,
        ),
    ],
    instance: Annotated[
        Path, typer.Option("--instance", metavar="FILE", help="Where the instance is written.", show_default=False)
    ],
    solution: Annotated[
        Path, typer.Option("--solution", metavar="FILE", help="Where the timetable is written.", show_default=False)
    ],
) -> None:
    """
    \b
    Examples:
      cupwright calendar robinx export schedule.csv --instance instance.xml --solution solution.xml
      cupwright calendar robinx export liga.csv --instance liga.xml --solution liga-timetable.xml

    Write a single or double round robin as an instance and a timetable of RobinX. The instance has one soft constraint,
    which counts breaks; the timetable states its values.
    """  # fmt: skip
    import csv
    import io
    from dataclasses import replace

    from cupwright.data.sources.reading import text_of
    from cupwright.schedule.robinx_check import check as count
    from cupwright.schedule.robinx_write import from_rows, instance_xml, solution_xml

    try:
        rows = list(csv.DictReader(io.StringIO(text_of(schedule, _LARGEST_SCHEDULE), newline="")))
    except csv.Error as error:
        raise CupwrightError.of("file", f"the file is no CSV: {error}", place=Place(str(schedule))) from None
    problem, timetable = from_rows(rows, schedule.stem)
    verdict = count(problem, timetable)
    stated = replace(timetable, objective=verdict.objective, infeasibility=verdict.infeasibility)
    for file, text in ((instance, instance_xml(problem)), (solution, solution_xml(stated))):
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CupwrightError.of("file", f"{file} cannot be written", facts=[error.strerror or str(error)]) from None
    say(
        f"{len(problem.teams)} teams, {len(problem.slots)} slots, {len(timetable.games)} matches; objective "
        f"{verdict.objective} (breaks), infeasibility {verdict.infeasibility}"
    )


def _stated(mine: int, theirs: int | None) -> str:
    if theirs is None:
        return "the file states none"
    return "as the file states" if mine == theirs else f"the file states {theirs:,}"


def _table(problem: Instance, timetable: Solution, verdict: Verdict) -> list[RenderableType]:
    from rich.text import Text

    from cupwright.report.tables import plain_table
    from cupwright.schedule.robinx import MEANINGS

    head = plain_table("", "", "", right=(1,))
    head.add_row("objective", f"{verdict.objective:,}", _stated(verdict.objective, timetable.objective))
    head.add_row("infeasibility", f"{verdict.infeasibility:,}", _stated(verdict.infeasibility, timetable.infeasibility))
    parts: list[RenderableType] = [Text(problem.name), head]
    if not verdict.violations:
        return [*parts, "", "nothing is violated"]
    kinds = plain_table("kind", "", "hard", "soft", "violations", "cost", right=(2, 3, 4, 5))
    written: Counter[Any] = Counter((one.kind, one.hard) for one in problem.constraints)
    for kind, meaning in MEANINGS.items():
        found = [each for each in verdict.violations if each.kind == kind]
        if found or written[kind, True] or written[kind, False]:
            kinds.add_row(kind, meaning, str(written[kind, True]), str(written[kind, False]), str(len(found)),
                          f"{sum(each.cost for each in found):,}")  # fmt: skip
    each_one = plain_table("", "kind", "line", "violated", "by", "cost", right=(2, 4, 5))
    listed = sorted(verdict.violations, key=lambda each: (not each.hard, -each.cost))
    for each in listed[:_SHOWN]:
        each_one.add_row(
            "hard" if each.hard else "soft", each.kind, str(each.line or ""), Text(each.what), str(each.deviation),
            f"{each.cost:,}",
        )  # fmt: skip
    parts += ["", kinds, "", each_one]
    if len(listed) > _SHOWN:
        parts.append(f"and {len(listed) - _SHOWN:,} more (--format csv has all)")
    return parts
