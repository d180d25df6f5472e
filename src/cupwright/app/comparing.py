"""The verb ``compare``: the question that Cupwright was made for."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import (
    DEFAULT_MODEL,
    Adjust,
    AsOf,
    Choices,
    FormatOption,
    ModelName,
    ReportFile,
    Seed,
    Threads,
    Worlds,
    chosen,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cupwright.study.comparison import Comparisons

__all__ = ["register"]


class Links(StrEnum):
    """Which matches between confederations the ratings use."""

    none = "none"
    direct = "direct"
    bridge = "direct+bridge"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("compare", short_help="Compare an edition with proposals to change it.")(compare)


def compare(
    base: Annotated[str, typer.Argument(metavar="BASE", help="An edition: a name or a path.", show_default=False)],
    proposals: Annotated[
        list[str], typer.Argument(metavar="PROPOSAL", help="Proposals, or other editions.", show_default=False)
    ],
    worlds: Worlds = 100_000,
    seed: Seed = 7,
    as_of: AsOf = None,
    threads: Threads = None,
    choices: Choices = None,
    links: Annotated[Links, typer.Option(help="Matches between confederations that the ratings use.")] = Links.bridge,
    model: ModelName = DEFAULT_MODEL,
    adjust: Adjust = None,
    report: ReportFile = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright compare copa-libertadores-2026 mas-2026 --report mas-2026.html
      cupwright compare copa-libertadores-2026 mas-2026 --set guest-pot=3 --worlds 20000

    Compare an edition with one or more proposals in the same worlds with the same luck: who loses a place,
    who gains, what a guest's chances are, and how sure that is. Ctrl-C stops early and shows what was played.
    """
    from cupwright.ratings.settings import RatingSettings
    from cupwright.report.write import check_page, write_whole
    from cupwright.study.compare import compare as ask

    if report is not None:
        check_page(report)
    with progress() as tell:
        answers = ask(
            base, proposals, worlds=worlds, seed=seed, as_of=as_of, threads=threads,
            settings=RatingSettings(model=model, links=links.value), parameters=chosen(choices),
            adjust=adjust or (), progress=tell,
        )  # fmt: skip
        data = [answer.to_dict() for answer in cast("Comparisons", answers)]
        if report is not None:
            from cupwright.report.page import render_page

            tell(0, 0, "writing the report")
            write_whole(report, render_page([answer.for_a_page() for answer in cast("Comparisons", answers)]))

    def table() -> Iterable[RenderableType]:
        from cupwright.report.answer import Answer
        from cupwright.report.terminal import summary

        for number, answer in enumerate(data, 1):
            if number > 1:
                yield "\n" + "─" * 100 + "\n"
            yield from summary(Answer(answer), str(report) if report is not None and number == len(data) else "")

    emit(format, table=table, data=lambda: data[0] if len(data) == 1 else data, rows=lambda: _odds(data))
    if report is not None and format is not Format.table:
        say(f"report: {report}")
    if answers.partial:
        say(f"stopped: the answer rests on the {data[0]['worlds']:,} of {worlds:,} worlds that were played")
        raise StoppedEarlyError


def _odds(data: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return [{"proposal_id": answer["proposal"], **row} for answer in data for row in answer["odds"]]
