"""The verbs of seasons: replay and simulate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import AsOf, EditionName, FormatOption, Seed, Threads, Worlds

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cupwright.study.replaying import Replay

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("replay", short_help="Replay a season and check it against the record.")(replay)
    app.command("simulate", short_help="Simulate an edition: chances of every club.")(simulate)


def replay(
    edition: EditionName,
    as_of: AsOf = None,
    stage: Annotated[str, typer.Option(help="Show this stage alone.", show_default=False)] = "",
    explain: Annotated[
        str,
        typer.Option(
            metavar="WHAT", show_default=False,
            help="Explain one thing: tie:STAGE, tie:STAGE:CLUB, group:LETTER or berth:AWARD.",
        ),
    ] = "",
    format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """
    \b
    Examples:
      cupwright replay copa-libertadores-2015 --explain berth:club-world-cup
      cupwright replay copa-libertadores-2026 --stage group-stage

    Replay an edition from its results: tables, ties and berths, the criterion that decided each, and whether
    all of it agrees with the official record; exit code 1 if it does not.
    """
    from cupwright.report import season as page
    from cupwright.study.replaying import replay as ask

    with progress() as tell:
        tell(0, 0, "replaying")
        played = ask(edition, as_of)
    club, titles = _names(), {found.id: found.title for found in played.edition.format.stages}
    awards = {award.id: award.title for award in played.edition.format.awards}
    if explain:
        said = page.explain(played.season, explain, club, titles, awards)
        emit(format, table=lambda: _lines(said), data=lambda: {"explain": explain, "said": said},
             rows=lambda: [{"line": line} for line in said])  # fmt: skip
    else:
        emit(
            format,
            table=lambda: _page(played, page.season_page(played.season, club, titles, awards, stage)),
            data=lambda: {**asdict(played.season), "differences": list(played.differences),
                          "exceptions": list(played.exceptions)},
            rows=lambda: page.season_rows(played.season),
        )
    _verdict(played)


def _names() -> dict[str, str]:
    from cupwright.data.places import clubs

    return {name: found.name for name, found in clubs().items()}


def _lines(lines: Iterable[str]) -> Iterable[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    # A line that is folded keeps its indent.
    return [Padding(Text(line.lstrip()), (0, 0, 0, len(line) - len(line.lstrip()))) for line in lines]


def _page(played: Replay, page: Iterable[RenderableType]) -> Iterable[RenderableType]:
    from rich.text import Text

    yield Text(played.edition.title, style="bold")
    yield from page


def _verdict(played: Replay) -> None:
    from cupwright.report.numbers import date_words, plural

    season = played.season
    until = f"; results known until {date_words(season.until)}" if season.until else ""
    for exception in played.exceptions:
        say(f"accepted exception: {exception}")
    if played.agrees:
        say(f"the replay agrees with the official record{until}")
        return
    say(f"the replay differs from the official record in {plural(len(played.differences), 'point')}{until}")
    for difference in played.differences:
        say(f"  {difference}")
    raise typer.Exit(1)


def simulate(
    edition: EditionName,
    worlds: Worlds = 100_000,
    seed: Seed = 7,
    as_of: AsOf = None,
    threads: Threads = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright simulate copa-libertadores-2026
      cupwright simulate copa-libertadores-2026 --as-of 2026-05-01 --format csv

    Simulate an edition from its first match, or from a day on with everything up to it held as it fell: every
    club's chance of every stage and of the title.
    """
    from cupwright.report.odds import odds_page
    from cupwright.study.simulate import simulate as ask

    with progress() as tell:
        odds = ask(edition, worlds=worlds, seed=seed, as_of=as_of, threads=threads, progress=tell)
    data = odds.to_dict()
    emit(format, table=lambda: odds_page(data, _names()), data=lambda: data, rows=lambda: data["odds"])
    if data["partial"]:
        say(f"stopped: the answer rests on the {data['worlds']:,} of {worlds:,} worlds that were played")
        raise StoppedEarlyError
