"""The verb ``rate``: how strong clubs are, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cupwright.app.console import Format, emit, progress
from cupwright.app.options import DEFAULT_MODEL, FormatOption, ModelName

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
        typer.Option(
            metavar="LEAGUE LEAGUE",
            help="How two leagues compare (also BRA MEX), which matches carry it, what would settle it.",
            show_default=False,
        ),
    ] = None,
    leagues: Annotated[
        bool, typer.Option("--leagues", help="Rate leagues and confederations: the mean of their first-tier clubs.")
    ] = False,
    over: Annotated[
        str | None,
        typer.Option(metavar="FIRST:LAST", help="Ratings on a row of days from FIRST to LAST.", show_default=False),
    ] = None,
    every: Annotated[
        str | None, typer.Option(metavar="STEP", help="With --over, the step: 30d, 2w, 6m, 1y.", show_default="6m")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --over, draw a chart: FILE.html or FILE.svg.", show_default=False),
    ] = None,
    model: ModelName = DEFAULT_MODEL,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright rate --gap brazil-serie-a mls --until 2026-01-31
      cupwright rate inter-miami flamengo --over 2015-01-01:2026-01-01 --report miami.html

    Rate clubs by the results up to a day. A rating is in log goals: a club that is 0.1 stronger scores about a
    tenth more, and concedes a tenth less, than on level terms. The interval holds nine chances in ten.
    --gap takes the difference of two leagues apart, --leagues rates all of them, --over shows a row of days.
    """
    from cupwright.app.rating_over import rate_leagues, rate_over
    from cupwright.data.names import resolve_clubs
    from cupwright.data.places import clubs as all_clubs
    from cupwright.errors import CupwrightError, all_of
    from cupwright.ratings.settings import RatingSettings
    from cupwright.report.gap import gap_page
    from cupwright.report.origin import note_lines, origin_line
    from cupwright.report.ratings import rating_page, rating_rows
    from cupwright.study.gap import gap_of
    from cupwright.study.leagues import leagues_named
    from cupwright.study.provenance import rate_provenance
    from cupwright.study.rating import held_day, later_notes
    from cupwright.study.rating import rate as ask

    _check_together(clubs, leagues, over, every, until, report, gap, model)
    if over is not None:
        rate_over(clubs or (), over, every or "6m", RatingSettings(model=model), report, format)
        return
    if leagues:
        rate_leagues(until, RatingSettings(model=model), format)
        return
    day, wanted, where, _ = all_of(
        lambda: None if until is None else held_day(until, "--until"),
        lambda: resolve_clubs(clubs or ()),
        lambda: _codes(of or RatingSettings().home_confederations),
        lambda: leagues_named(gap or ()),
    )
    with progress() as tell:
        tell(0, 0, "rating all clubs (kept for the next time)")
        ratings = ask(day, model=model)
        gaps = [] if gap is None else [gap_of(gap, ratings, tell)]
    known = all_clubs()
    found = [club for club in ratings if club in known and where & {known[club].country, known[club].confederation}]
    if not found and not wanted and gap is None:
        raise CupwrightError.of("no-results", f"no club of {' or '.join(sorted(where))} is rated")
    listed = [] if gap is not None and not wanted and not of else wanted or found
    rows = rating_rows(
        ratings.of(listed), {name: (c.name, c.country) for name, c in known.items()}, None if wanted else top
    )

    words = [*wanted, *(() if gap is None else ("--gap", *gap)), *(("--top", str(top)) if not wanted and rows else ())]
    words += [word for code in of or () for word in ("--of", code.upper())]
    origin = rate_provenance(words, ratings.until, model)
    notes = [] if day is None else later_notes(day)

    def table() -> Iterable[RenderableType]:
        pages = [gap_page(one, {name: club.name for name, club in known.items()}) for one in gaps]
        page = chain(rating_page(rows, str(ratings.until)) if rows else (), *pages)
        return chain(page, note_lines(notes), [origin_line(origin, f"{model} model")])

    data = {
        "until": str(ratings.until), "model": model, "ratings": rows, "gaps": gaps, "notes": notes,
        "provenance": origin,
    }  # fmt: skip
    emit(format, table=table, data=lambda: data, rows=lambda: rows or [row for one in gaps for row in one["matches"]])


def _codes(names: Iterable[str]) -> set[str]:
    """Return codes of countries and confederations; raise a CupwrightError for every one that no club has."""
    from cupwright.data.places import clubs as all_clubs
    from cupwright.errors import CupwrightError, Problem, did_you_mean

    known = sorted({code for club in all_clubs().values() for code in (club.country, club.confederation)})
    codes = {name.upper() for name in names}
    problems = [
        Problem(
            "unknown-country", f"no club is of `{code}`", hint=did_you_mean(code, known) or "a code such as BRA, UEFA"
        )
        for code in sorted(codes - set(known))
    ]
    if problems:
        raise CupwrightError(problems)
    return codes


def _check_together(
    clubs: Sequence[str] | None,
    leagues: bool,
    over: str | None,
    every: str | None,
    until: str | None,
    report: Path | None,
    gap: tuple[str, str] | None,
    model: str,
) -> None:
    """Raise a CupwrightError for every two options that do not go together."""
    from cupwright.errors import CupwrightError, Problem

    wrong = {
        "--leagues rates leagues, not clubs": leagues and clubs,
        "--over needs clubs, or --leagues": over is not None and not clubs and not leagues,
        "--over names its last day itself, --until another": over is not None and until is not None,
        "--gap compares two leagues on one day, alone": gap is not None and (over is not None or leagues),
        "--gap takes the results apart; your own ratings hold none": gap is not None and model.startswith("csv:"),
        "--every is the step of --over": every is not None and over is None,
        "--report draws ratings over time, which need --over": report is not None and over is None,
    }
    problems = [Problem("usage", message) for message, holds in wrong.items() if holds]
    if problems:
        raise CupwrightError(problems)
