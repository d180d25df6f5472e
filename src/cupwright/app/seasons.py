"""The verb ``simulate``."""

from __future__ import annotations

import typer

from cupwright.app.console import Format, StoppedEarlyError, emit, progress, say
from cupwright.app.options import (
    DEFAULT_MODEL,
    Adjust,
    AsOf,
    EditionName,
    FormatOption,
    ModelName,
    Results,
    Seed,
    Threads,
    Worlds,
)
from cupwright.app.replays import names

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("simulate", short_help="Simulate an edition: chances of every club.")(simulate)


def simulate(
    edition: EditionName,
    worlds: Worlds = 100_000,
    seed: Seed = 7,
    as_of: AsOf = None,
    threads: Threads = None,
    model: ModelName = DEFAULT_MODEL,
    adjust: Adjust = None,
    results: Results = None,
    format: FormatOption = Format.table,
) -> None:
    """
    \b
    Examples:
      cupwright simulate copa-libertadores-2026 --as-of 2026-05-01 --format csv
      cupwright simulate mas-2027 --as-of 2026-08-17

    Simulate an edition from its first match, or from a day on with everything up to it held as it fell: every
    club's chance of every stage and of the title. Of a proposal, the edition it amends is played as it would have
    it. Where other editions decide who holds a slot (`earned-in`), they are played in the same worlds.
    """
    from cupwright.ratings.settings import RatingSettings
    from cupwright.report.odds import odds_page
    from cupwright.study.simulate import simulate as ask

    with progress() as tell:
        odds = ask(
            edition, worlds=worlds, seed=seed, as_of=as_of, threads=threads,
            settings=RatingSettings(model=model), adjust=adjust or (), results=results or (),
            progress=tell,
        )  # fmt: skip
    data = odds.to_dict()
    emit(format, table=lambda: odds_page(data, names()), data=lambda: data, rows=lambda: data["odds"])
    if data["partial"]:
        say(f"stopped: the answer rests on the {data['worlds']:,} of {worlds:,} worlds that were played")
        raise StoppedEarlyError
