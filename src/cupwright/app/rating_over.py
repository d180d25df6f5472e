"""The verb ``rate`` over time, and of leagues: `--over`, `--leagues`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.app.console import Format, emit, progress, say
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cupwright.ratings import RatingSettings

__all__ = ["rate_leagues", "rate_over"]


def rate_leagues(until: str | None, settings: RatingSettings, format: Format) -> None:
    """Write how strong leagues and confederations are on a day."""
    from cupwright.report.origin import note_lines, origin_line
    from cupwright.report.rating_time import level_page
    from cupwright.study.provenance import rate_provenance
    from cupwright.study.rating import held_day, later_notes, rate
    from cupwright.study.rating_over import level_rows

    asked = None if until is None else held_day(until, "--until")
    with progress() as tell:
        tell(0, 0, "rating all clubs (kept for the next time)")
        ratings = rate(asked, settings)
    notes = [] if asked is None else later_notes(asked)
    found, day = level_rows(ratings), str(ratings.until)
    origin = rate_provenance(["--leagues"], ratings.until, settings.model)
    emit(
        format,
        table=lambda: [
            *level_page(found, _countries(), day),
            *note_lines(notes),
            origin_line(origin, f"{settings.model} model"),
        ],
        data=lambda: {"until": day, "model": settings.model, **found, "notes": notes, "provenance": origin},
        rows=lambda: _long(found),
    )


def rate_over(
    clubs: Sequence[str], over: str, every: str, settings: RatingSettings, report: Path | None, format: Format
) -> None:
    """Write ratings on a row of days: of clubs, or of leagues and confederations if there are none."""
    from cupwright.data.names import resolve_clubs
    from cupwright.data.places import clubs as all_clubs
    from cupwright.report.origin import origin_line
    from cupwright.report.rating_time import over_page
    from cupwright.report.write import check_writable
    from cupwright.study.provenance import rate_provenance
    from cupwright.study.rating_over import days_of, ratings_over

    wanted = resolve_clubs(clubs)
    days = days_of(over, every)
    if report is not None:
        if report.suffix.lower() not in (".html", ".svg"):
            raise CupwrightError.of("report", f"`{report}` is neither .html nor .svg", hint="the name says which")
        check_writable(report)
    with progress() as tell:
        found = ratings_over(wanted, days, settings, tell)
    key = "club" if wanted else "league"
    rows = found["ratings" if wanted else "leagues"]
    names = {name: club.name for name, club in all_clubs().items()} if wanted else _countries()
    words = [*(wanted or ["--leagues"]), "--over", f"{days[0]}:{over.partition(':')[2]}", "--every", every]
    origin = rate_provenance([*words, *(() if report is None else ("--report", str(report)))], None, settings.model)
    if report is not None:
        _write(report, rows, key, names, origin)

    def table() -> Iterable[RenderableType]:
        yield from over_page(rows, key, names)
        if not wanted:
            yield from over_page(found["confederations"], "confederation", {})
        yield origin_line(origin, f"{settings.model} model")

    emit(
        format,
        table=table,
        data=lambda: {
            "over": [str(days[0]), str(days[-1])],
            "every": every,
            "model": settings.model,
            **found,
            "provenance": origin,
        },
        rows=lambda: rows if wanted else _long(found),
    )
    if report is not None:
        say(f"report: {report}")


def _write(path: Path, rows: list[dict[str, Any]], key: str, names: dict[str, str], origin: dict[str, Any]) -> None:
    from cupwright.report.rating_time import over_html, over_svg
    from cupwright.report.write import write_whole

    if path.suffix.lower() == ".svg":
        write_whole(path, over_svg(rows, key, names))
        return
    write_whole(path, over_html(rows, key, names, origin))


def _long(found: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return leagues and confederations as rows of one table; a confederation has no league."""
    return [
        {**({"date": row["date"]} if "date" in row else {}), "league": row.get("league"), **row}
        for name in ("confederations", "leagues")
        for row in found[name]
    ]


def _countries() -> dict[str, str]:
    from cupwright.data.places import countries

    return {code: country.name for code, country in countries().items()}
