"""The arguments and options that the verbs of ``calendar`` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Beside", "Blocked", "Days", "Document", "IcsFolder", "More", "Moved", "Release", "Rest", "Year"]

Document = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="A proposal or an edition: a name or a path.", show_default=False)
]
More = Annotated[
    list[str] | None,
    typer.Argument(metavar="[COMPETITION]...", help="More competitions beside it.", show_default=False),
]
Year = Annotated[
    int | None, typer.Option("--year", metavar="YEAR", help="Of the calendar.", show_default="that of the edition")
]
Days = Annotated[
    str | None,
    typer.Option(
        "--days",
        metavar="CALENDAR",
        help="A calendar of the cup: a name or a path.",
        show_default="that of the library",
    ),
]
Beside = Annotated[
    list[str] | None,
    typer.Option("--beside", metavar="COMPETITION...", help="What the clubs play beside it.", show_default=False),
]
IcsFolder = Annotated[
    Path | None,
    typer.Option("--ics", metavar="DIR", help="Write an .ics file a club and competition.", show_default=False),
]
Rest = Annotated[int, typer.Option("--rest", metavar="HOURS", help="Least hours between two matches.")]
Release = Annotated[bool, typer.Option("--release/--no-release", help="Whether windows of release are kept free.")]
Blocked = Annotated[
    list[str] | None,
    typer.Option(
        "--blocked",
        metavar="WORDS",
        help='Days on which a ground is not to be had: "toluca: 2026-03-01 to 2026-03-05"; may be repeated.',
        show_default=False,
    ),
]
Moved = Annotated[
    list[str] | None,
    typer.Option("--moved", metavar="CLUB=GROUND", help="A club that plays at home elsewhere.", show_default=False),
]
