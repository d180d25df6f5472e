"""The options that several verbs share, and how their words are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cupwright.app.console import Format
from cupwright.errors import CupwrightError

__all__ = [
    "DEFAULT_MODEL",
    "Adjust",
    "AsOf",
    "Choices",
    "EditionName",
    "FormatOption",
    "ModelName",
    "ReportFile",
    "Results",
    "Seed",
    "Threads",
    "Worlds",
    "chosen",
]

EditionName = Annotated[
    str, typer.Argument(metavar="EDITION", help="An edition: a name of the library or a path.", show_default=False)
]
FormatOption = Annotated[Format, typer.Option("--format", help="How the answer is written.")]
ReportFile = Annotated[
    Path | None, typer.Option("--report", metavar="FILE.html", help="Write a page of it.", show_default=False)
]
Worlds = Annotated[int, typer.Option("--worlds", metavar="N", help="How many worlds are played.")]
ModelName = Annotated[
    str,
    typer.Option(
        "--model",
        metavar="NAME",
        envvar="CUPWRIGHT_MODEL",
        show_envvar=False,
        help="The model that rates: `dynamic`, `static` (quicker, not as good) or `csv:FILE`, your own.",
    ),
]
DEFAULT_MODEL = "dynamic"
"""As in :mod:`cupwright.ratings.settings`, which is not loaded before it is needed."""
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="The random seed; the same seed, the same answer.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Hold what was known on that day (2026-03-01).", show_default=False),
]
Threads = Annotated[
    int | None,
    typer.Option("--threads", metavar="N", help="Threads; the answer does not depend on it.", show_default="all cores"),
]
Adjust = Annotated[
    list[str] | None,
    typer.Option(
        "--adjust",
        metavar="WORDS",
        help='What results do not show yet: "inter-miami: attack -0.20 sd 0.10"; may be repeated.',
        show_default=False,
    ),
]
Results = Annotated[
    list[str] | None,
    typer.Option(
        "--result",
        metavar="MATCH=SCORE",
        help="Hold a result of a match to be played (semi-finals:fluminense:palmeiras:1=2-0); may be repeated.",
        show_default=False,
    ),
]
Choices = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A choice in the proposal; may be repeated.", show_default=False),
]


def chosen(words: list[str] | None) -> dict[str, Any]:
    """Read ``name=value`` words; ``true``, ``false`` and whole numbers are read as such.

    Raises
    ------
    CupwrightError
        If a word has no ``=`` or a name comes twice.
    """
    values: dict[str, Any] = {}
    for word in words or ():
        name, sign, text = word.partition("=")
        if not sign or not name or name in values:
            reason = "is given twice" if name in values else "is not NAME=VALUE"
            hint = "such as `--set guest-pot=3`; `cupwright show PROPOSAL` lists the choices"
            raise CupwrightError.of("usage", f"--set `{word}` {reason}", hint=hint)
        values[name] = {"true": True, "false": False}.get(text, int(text) if text.lstrip("-").isdecimal() else text)
    return values
