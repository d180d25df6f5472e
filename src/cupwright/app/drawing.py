"""The verb ``draw``: the odds of who is drawn with whom."""

from __future__ import annotations

from typing import Annotated

import typer

from cupwright.app.console import Format, emit, progress
from cupwright.app.options import EditionName, FormatOption, Seed, Worlds

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("draw", short_help="The odds of who is drawn with whom.")(draw)


def draw(
    edition: EditionName,
    stage: Annotated[
        str, typer.Option("--stage", metavar="STAGE", help="The stage that is drawn.", show_default="the groups")
    ] = "",
    worlds: Worlds = 100_000,
    seed: Seed = 7,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright draw copa-libertadores-2025 --stage group-stage
      cupwright draw copa-libertadores-2025 --stage second-round --format csv

    Show the odds of who is drawn with whom: by the mechanism of the draw, beside what they would be if all valid
    outcomes were equally likely, and as it was drawn. Exact where the draw is small, else from --worlds draws, each
    figure with its 90% interval. EDITION may be a proposal, drawn on its eve.
    """
    from cupwright.report.draw_page import draw_page
    from cupwright.study.drawing import draw as ask

    with progress() as tell:
        answer = ask(edition, stage, worlds=worlds, seed=seed, progress=tell)
    data = answer.to_dict()
    emit(format, table=lambda: draw_page(data), data=lambda: data, rows=answer.rows)
