"""The verb ``rate``: how strong clubs are, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from cupwright.app.console import Format, emit, progress
from cupwright.app.options import FormatOption

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("rate", short_help="Rate clubs by their results.")(rate)


def rate(
    clubs: Annotated[
        list[str] | None, typer.Argument(metavar="CLUB", help="Clubs, by id or name.", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Use results up to that day.", show_default="the last known")
    ] = None,
    top: Annotated[int, typer.Option(metavar="N", min=1, help="How many clubs, the strongest first.")] = 20,
    of: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            show_default="CONMEBOL, CONCACAF",
            help="Only clubs of this country or confederation (BRA, UEFA); may be repeated.",
        ),
    ] = None,
    gap: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="BRA MEX", help="Compare the leagues of two countries.", show_default=False),
    ] = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright rate --top 10 --of MEX --of USA --until 2026-01-31
      cupwright rate inter-miami toluca --gap BRA MEX

    Rate clubs by the results up to a day. A rating is in log goals: a club that is 0.1 stronger scores about a
    tenth more, and concedes a tenth less, than on level terms. The interval holds nine chances in ten.
    """
    from cupwright.errors import CupwrightError
    from cupwright.report.ratings import rating_page, rating_rows
    from cupwright.study.rating import rate as ask

    with progress() as tell:
        tell(0, 0, "rating all clubs (kept for the next time)")
        ratings = ask(until)
    from cupwright.data.names import resolve_club
    from cupwright.data.places import clubs as all_clubs

    known = all_clubs()
    wanted = [resolve_club(name) for name in clubs or ()]
    gaps = [] if gap is None else [(*gap, *ratings.league_gap(*gap))]
    where = {code.upper() for code in of or ratings.settings.home_confederations}
    found = [club for club in ratings if club in known and where & {known[club].country, known[club].confederation}]
    if not found:
        codes = sorted({code for club in known.values() for code in (club.country, club.confederation)})
        raise CupwrightError.of("unknown-country", f"no club of {' or '.join(sorted(where))}", facts=[", ".join(codes)])
    listed = [] if gap is not None and not wanted and not of else wanted or found
    rows = rating_rows(
        ratings.of(listed), {name: (c.name, c.country) for name, c in known.items()}, None if wanted else top
    )

    def table() -> Iterable[RenderableType]:
        return rating_page(rows, gaps, str(ratings.until))

    said = [{"of": a, "over": b, "mean": mean, "sd": sd} for a, b, mean, sd in gaps]
    data = {"until": str(ratings.until), "ratings": rows, "gaps": said}
    emit(format, table=table, data=lambda: data, rows=lambda: rows or said)
