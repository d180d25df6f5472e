"""The verb ``calendar round-robin``: a schedule in which everybody meets everybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cupwright.app.console import Format, emit, say
from cupwright.app.options import FormatOption
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cupwright.schedule.round_robin import RoundRobin

__all__ = ["register"]

_LARGEST_LIST = 100_000


def register(group: typer.Typer) -> None:
    """Add the verb to the group ``calendar``."""
    group.command("round-robin", short_help="A schedule in which everybody meets everybody, with few breaks.")(
        round_robin
    )


def round_robin(
    clubs: Annotated[
        list[str] | None, typer.Argument(metavar="[CLUB]...", help="The clubs, in order.", show_default=False)
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--clubs", metavar="FILE", help="A file with a club on each line, in place of CLUB.", show_default=False
        ),
    ] = None,
    rounds: Annotated[int, typer.Option("--rounds", metavar="N", help="How often each pair meets.")] = 2,
    arrangement: Annotated[
        Literal["mirrored", "french", "english", "inverted"],
        typer.Option("--arrangement", help="How the return matches follow the first half."),
    ] = "mirrored",
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="Place the clubs by lot with this random seed.", show_default=False),
    ] = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright calendar round-robin boca-juniors lanus penarol nacional
      cupwright calendar round-robin --clubs clubs.txt --rounds 2 --seed 7 --format csv

    Schedule a round robin. Where each pair meets once or twice it has the fewest breaks (two matches in a row at home,
    or two away) of its arrangement; with more rounds few, but that no schedule has fewer is not proved. An odd number
    of clubs rests one of them in each round. Always the same answer for the same clubs, options and seed.
    """
    from cupwright.schedule.round_robin import round_robin as schedule

    if clubs and file is not None:
        raise CupwrightError.of("usage", "clubs are given both as words and in a file", hint="take one of the two")
    plan = schedule(_listed(file) if file is not None else clubs or (), legs=rounds, arrangement=arrangement, seed=seed)
    emit(
        format,
        table=lambda: _table(plan),
        data=lambda: {
            "clubs": plan.clubs, "legs": plan.legs, "arrangement": plan.arrangement, "breaks": plan.breaks,
            "fewest_breaks": plan.fewest, "rounds_between_meetings": plan.between_meetings,
            "rounds": [
                {"round": number, "matches": [{"home": home, "away": away} for home, away in matches]}
                | ({"rests": plan.byes[number - 1]} if plan.byes else {})
                for number, matches in enumerate(plan.rounds, 1)
            ],
        },
        rows=plan.rows,
    )  # fmt: skip
    say(_summary(plan))


def _listed(file: Path) -> list[str]:
    from cupwright.data.sources.reading import text_of

    lines = text_of(file, _LARGEST_LIST).splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _summary(plan: RoundRobin) -> str:
    words = f"{len(plan.clubs)} clubs, {len(plan.rounds)} rounds, {plan.breaks} breaks"
    if plan.fewest is not None and plan.breaks == plan.fewest:
        words += ": no schedule of this form has fewer"
    elif plan.fewest is None:
        words += ": whether fewer are possible is not proved"
    return words


def _table(plan: RoundRobin) -> list[RenderableType]:
    from cupwright.report.tables import plain_table
    from cupwright.schedule.breaks import breaks_of

    table = plain_table("round", "home", "", "away", right=(0,))
    for number, matches in enumerate(plan.rounds, 1):
        for row, (home, away) in enumerate(matches):
            table.add_row("" if row else str(number), home, "v", away)
        if plan.byes:
            table.add_row("", plan.byes[number - 1], "", "rests")
    patterns = plain_table("club", "pattern", "breaks", right=(2,))
    for club in plan.clubs:
        pattern = plan.pattern(club)
        patterns.add_row(club, pattern, str(breaks_of(pattern)))
    return [table, "", patterns]
