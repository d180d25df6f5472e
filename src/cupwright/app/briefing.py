"""The verb ``brief``: a comparison on one page, for a meeting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from cupwright.app.console import StoppedEarlyError, progress, say
from cupwright.app.options import DEFAULT_MODEL, Adjust, AsOf, Choices, ModelName, Seed, Threads, Worlds, chosen

if TYPE_CHECKING:
    from cupwright.study.comparison import Comparison

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("brief", short_help="Write what a proposal changes on one page, in four languages.")(brief)


def brief(
    proposal: Annotated[
        str, typer.Argument(metavar="PROPOSAL", help="A proposal: a name or a path.", show_default=False)
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A page in .pdf, .html or .png, or a slide in .svg.",
            show_default=False,
        ),
    ],
    locale: Annotated[
        str, typer.Option("--locale", metavar="CODE", help="The language: en, es-419, es-AR or pt-BR.")
    ] = "en",
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="EDITION", help="The edition to change.", show_default="the one it amends"),
    ] = None,
    worlds: Worlds = 100_000,
    seed: Seed = 7,
    as_of: AsOf = None,
    threads: Threads = None,
    choices: Choices = None,
    model: ModelName = DEFAULT_MODEL,
    adjust: Adjust = None,
) -> None:
    """
    \b
    Examples:
      cupwright brief mas-2026 --locale es-419 -o brief.pdf
      cupwright brief mas-2026 --locale pt-BR --set guest-pot=3 -o slide.svg

    Compare an edition with a proposal and write the answer on one page for a meeting: the headline with its
    interval, three pictures, what is not known, and where the figures come from. The same question gives the
    same bytes. Ctrl-C stops early and writes what was played.
    """
    from cupwright.ratings.settings import RatingSettings
    from cupwright.report.briefs import check_suffix
    from cupwright.report.locales import language
    from cupwright.report.write import check_writable
    from cupwright.study.compare import compare
    from cupwright.study.documents import amended_by

    check_suffix(output)
    language(locale)
    check_writable(output)
    with progress() as tell:
        answer = cast("Comparison", compare(
            of or amended_by(proposal), proposal, worlds=worlds, seed=seed, as_of=as_of, threads=threads,
            settings=RatingSettings(model=model), parameters=chosen(choices), adjust=adjust or (), progress=tell,
        ))  # fmt: skip
        tell(0, 0, "writing the brief")
        answer.brief(output, locale=locale)
    say(f"brief: {output}")
    if answer.partial:
        say(f"stopped: the brief rests on the {answer.to_dict()['worlds']:,} of {worlds:,} worlds that were played")
        raise StoppedEarlyError
