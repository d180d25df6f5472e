"""The verb ``forecast``: the chances of single matches."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cupwright.app.console import Format, emit, progress
from cupwright.app.options import DEFAULT_MODEL, Adjust, FormatOption, ModelName, Seed

__all__ = ["register"]


class Venue(StrEnum):
    """Whose ground it is, from the view of the first club."""

    home = "home"
    away = "away"
    neutral = "neutral"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("forecast", short_help="Forecast a match, or a file of fixtures.")(forecast)


def forecast(
    club: Annotated[str, typer.Argument(metavar="CLUB", help="A club, by id or name.", show_default=False)] = "",
    opponent: Annotated[str, typer.Argument(metavar="OPPONENT", help="The other club.", show_default=False)] = "",
    venue: Annotated[Venue, typer.Option(help="Whose ground it is, seen from the first club.")] = Venue.home,
    date: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day of the match.", show_default="the day after the last result"),
    ] = None,
    competition: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="The competition, for its goals and home advantage.",
            show_default="the mean of all",
        ),
    ] = "",
    fixtures: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A CSV file with the columns date, home, away and perhaps venue, competition.",
            show_default=False,
        ),
    ] = None,
    adjust: Adjust = None,
    model: ModelName = DEFAULT_MODEL,
    seed: Seed = 7,
    format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """
    \b
    Examples:
      cupwright forecast inter-miami flamengo --venue neutral --adjust "inter-miami: attack -0.20 sd 0.10"
      cupwright forecast --fixtures fixtures.csv --format csv

    Forecast a match after 90 minutes: win, drawn, loss, every score and the expected goals, each with the
    interval that the doubt about the clubs leaves, and what makes one side the favourite. A forecast rests on
    results of earlier days only.
    """
    from cupwright.ratings.settings import RatingSettings
    from cupwright.report.forecast import forecast_page
    from cupwright.study.forecasting import forecast as ask

    with progress() as tell:
        answer = ask(
            club, opponent, date, venue=venue.value, competition=competition, fixtures=fixtures,
            adjust=adjust or (), seed=seed, settings=RatingSettings(model=model), progress=tell,
        )  # fmt: skip
    data = answer.to_dict()
    emit(format, table=lambda: forecast_page(data), data=lambda: data, rows=answer.rows)
