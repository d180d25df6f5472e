"""The verb ``backtest``: how good the forecasts are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cupwright.app.console import Format, emit, progress
from cupwright.app.options import FormatOption, Seed

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("backtest", short_help="Score forecasts of matches the models had not seen.")(backtest)


def backtest(
    model: Annotated[str, typer.Option(metavar="MODEL", help="The rating model in question.")] = "dynamic",
    against: Annotated[
        str,
        typer.Option(metavar="MODELS", help="Models to compare it with, with commas between; `none` for none."),
    ] = "base-rates,elo",
    since: Annotated[str, typer.Option(metavar="DATE", help="The first day, or a year.")] = "2022",
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day, or a year.", show_default="the last result")
    ] = None,
    competitions: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES", help="Competitions, with commas between.",
            show_default="four leagues and three cups; with --results, all in the file",
        ),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Forecast the results in this file, day by day, without importing it.",
            show_default=False,
        ),
    ] = None,
    editions: Annotated[
        bool, typer.Option("--editions/--no-editions", help="Also foretell ties, groups and champions.")
    ] = True,
    seed: Seed = 7,
    format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """
    \b
    Examples:
      cupwright backtest --model dynamic --against elo,static --since 2022 --until 2025
      cupwright backtest --competitions mls,liga-mx --no-editions --format json

    Forecast past matches, each from the results of earlier days only, and score the forecasts: log loss, Brier
    score, ranked probability score (RPS) and calibration, with intervals from resampling weeks and paired
    differences between models. Also foretold: who goes on in ties over two legs, who gets out of groups, and
    champions. With --results a file of your own later results is played forward day by day.
    """
    from cupwright.report.backtest import backtest_page
    from cupwright.study.backtest import backtest as ask

    others = [] if against == "none" else [name for name in _names(against) if name != model]
    with progress() as tell:
        answer = ask(
            model, against=others, since=since, until=until, competitions=_names(competitions), results=results,
            editions=editions, seed=seed, progress=tell,
        )  # fmt: skip
    data = answer.to_dict()
    emit(format, table=lambda: backtest_page(data), data=lambda: data, rows=lambda: data["results"])


def _names(words: str | None) -> list[str]:
    return [name.strip() for name in (words or "").split(",") if name.strip()]
