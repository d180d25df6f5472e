"""The verb ``replay``: one edition, or all of the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import AsOf, FormatOption
from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from cupwright.football.competitions import Edition
    from cupwright.study.entries import Entry
    from cupwright.study.register import Register
    from cupwright.study.replaying import Replay

__all__ = ["names", "register"]

_INDEX = "index.html"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("replay", short_help="Replay seasons and check them against the record.")(replay)


def replay(
    edition: Annotated[
        str, typer.Argument(metavar="[EDITION]", help="An edition: a name of the library or a path.",
                            show_default=False)
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Replay every edition of the library.")] = False,
    as_of: AsOf = None,
    stage: Annotated[
        str,
        typer.Option(
            help="Show this stage alone: its id or the beginning of it, or play-offs, knockout, qualifying.",
            show_default=False,
        ),
    ] = "",
    explain: Annotated[
        str,
        typer.Option(
            metavar="WHAT", show_default=False,
            help="Explain one thing: tie:STAGE, tie:STAGE:NUMBER, tie:STAGE:CLUB, group:NAME or berth:AWARD.",
        ),
    ] = "",
    competition: Annotated[
        str, typer.Option(metavar="NAMES", help="With --all: these competitions, as in mls,liga-mx.",
                          show_default=False)
    ] = "",
    since: Annotated[int | None, typer.Option(metavar="YEAR", help="With --all: from this year on.",
                                              show_default=False)] = None,
    until: Annotated[int | None, typer.Option(metavar="YEAR", help="With --all: up to this year.",
                                              show_default=False)] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE.html", show_default=False,
                     help="Write a page of it; with --all a folder, with a page for each edition."),
    ] = None,
    format: FormatOption = Format.table,
) -> None:  # fmt: skip
    """
    \b
    Examples:
      cupwright replay copa-libertadores-2015 --explain berth:club-world-cup
      cupwright replay --all --competition copa-libertadores --since 2017

    Replay an edition from its results: tables, ties and berths, the criterion that decided each, and whether
    all of it agrees with the official record; exit code 1 if it does not. With --all, every edition of the
    library: what was reproduced, what is an accepted exception, what is missing.
    """
    _check_use(edition, everything, {"--as-of": as_of, "--stage": stage, "--explain": explain},
               {"--competition": competition, "--since": since, "--until": until})  # fmt: skip
    if everything:
        _replay_all([name.strip() for name in competition.split(",") if name.strip()], since, until, report, format)
    else:
        _replay_one(edition, as_of, stage, explain, report, format)


def _check_use(edition: str, everything: bool, one: dict[str, Any], many: dict[str, Any]) -> None:
    """Raise an error for options that do not go together."""
    if everything and edition:
        raise CupwrightError.of("usage", f"--all replays every edition, and `{edition}` is one",
                                hint="give one of the two")  # fmt: skip
    if not everything and not edition:
        raise CupwrightError.of("usage", "missing argument EDITION", hint="`--all` replays every edition")
    given = [name for name, value in (one if everything else many).items() if value not in ("", None)]
    if given:
        what = "one edition" if everything else "--all"
        raise CupwrightError.of("usage", f"{given[0]} goes with {what} only")


def names() -> dict[str, str]:
    """Return the name of every club."""
    from cupwright.data.places import clubs

    return {name: found.name for name, found in clubs().items()}


def _replay_one(edition: str, as_of: str | None, stage: str, explain: str, report: Path | None, format: Format) -> None:
    from cupwright.report.explaining import explain as explained
    from cupwright.report.season import season_page, season_rows
    from cupwright.report.write import check_page
    from cupwright.study.entries import entry_of
    from cupwright.study.replaying import replay as ask
    from cupwright.study.stages import stages_meant

    if report is not None:
        check_page(report)
    with progress() as tell:
        tell(0, 0, "replaying")
        played = ask(edition, as_of)
    club, rules, season = names(), played.edition.format, played.season
    shown = stages_meant(rules, stage) if stage else ()
    if report is not None:
        _write_page(played, entry_of(played).to_dict(), report)
    if explain:
        titles = {found.id: found.title for found in rules.stages}
        awards = {award.id: award.title for award in rules.awards}
        said = explained(season, explain, club, titles, awards, played.edition)
        emit(format, table=lambda: _lines(said), data=lambda: {"explain": explain, "said": said},
             rows=lambda: [{"line": line} for line in said])  # fmt: skip
    else:
        emit(
            format,
            table=lambda: _page(played, season_page(season, rules, club, shown)),
            data=lambda: {
                **_only(asdict(season), shown),
                "differences": list(played.differences),
                "exceptions": list(played.exceptions),
                "verdict": entry_of(played).to_dict(),
            },
            rows=lambda: [row for row in season_rows(season) if not shown or row["stage"] in shown],
        )
    if report is not None:
        say(f"report: {report}")
    _verdict(played)


def _only(season: dict[str, Any], shown: Sequence[str]) -> dict[str, Any]:
    """Leave the tables and ties of other stages out."""
    if not shown:
        return season
    return {**season, **{key: [row for row in season[key] if row["stage"] in shown] for key in ("placings", "ties")}}


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
    from cupwright.report.tie_words import spelt

    club = {name: found for name, found in names().items() if name in played.edition.clubs}
    season = played.season
    until = f"; results known until {date_words(season.until)}" if season.until else ""
    for exception in played.exceptions:
        say(f"accepted exception: {spelt(exception, club, bare=club)}")
    for line in (*played.verification.missing, *played.verification.given):
        say(f"missing: {spelt(line, club, bare=club)}")
    if played.agrees:
        far = " as far as the results reach" if season.undecided or played.verification.missing else ""
        say(f"the replay agrees with the official record{far}{until}")
        return
    if not played.differences:
        say(f"there is nothing on record that the replay could be held against{until}")
        return
    say(f"the replay differs from the official record in {plural(len(played.differences), 'point')}{until}")
    for difference in played.differences:
        say(f"  {spelt(difference, club, bare=club)}")
    raise typer.Exit(1)


def _replay_all(
    competitions: list[str], since: int | None, until: int | None, report: Path | None, format: Format
) -> None:
    from cupwright.report.register import register_page, register_rows, status_counts
    from cupwright.report.register_html import register_html
    from cupwright.report.write import check_writable, write_whole
    from cupwright.study.provenance import provenance_of
    from cupwright.study.register import register as ask

    pages: dict[str, str] = {}
    editions: list[Edition] = []
    if report is not None:
        check_writable(report / _INDEX)

    def write(entry: Entry, played: Replay) -> None:
        assert report is not None
        pages[entry.edition] = f"{entry.edition}.html"
        editions.append(played.edition)
        _write_page(played, entry.to_dict(), report / pages[entry.edition], _INDEX)

    with progress() as tell:
        found: Register = ask(competitions, since, until, progress=tell, each=None if report is None else write)
    rows = [entry.to_dict() for entry in found]
    emit(format, table=lambda: register_page(rows, names()), data=lambda: {"editions": rows},
         rows=lambda: register_rows(rows))  # fmt: skip
    if report is not None:
        words = ["cupwright", "replay", "--all", *(["--competition", ",".join(competitions)] if competitions else [])]
        words += [part for name, year in (("--since", since), ("--until", until)) if year for part in (name, str(year))]
        origin = provenance_of(editions, " ".join(words))
        write_whole(report / _INDEX, register_html(rows, names(), origin, pages))
        say(f"report: {report / _INDEX}")
    say(f"{len(rows)} editions: {status_counts(rows)}" if rows else "no edition of those years")
    if not found.complete:
        say(f"stopped: {len(rows)} editions were replayed")
        raise StoppedEarlyError
    if not found.agrees:
        raise typer.Exit(1)


def _write_page(played: Replay, entry: dict[str, Any], path: Path, index: str = "") -> None:
    from cupwright.report.season_html import season_html
    from cupwright.report.write import write_whole
    from cupwright.study.provenance import provenance_of

    origin = provenance_of([played.edition], f"cupwright replay {played.edition.id}")
    write_whole(path, season_html(played, entry, names(), origin, index))
