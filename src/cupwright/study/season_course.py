"""Odds over time: the chances of the title on the eve of an edition and after each of its rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.football.competitions import Edition
from cupwright.study.atlas import FactsAtlas
from cupwright.study.documents import base_edition
from cupwright.study.eve import eve_of
from cupwright.study.known import known_of
from cupwright.study.odds import side_odds
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating_over import rated_on
from cupwright.study.running import Progress, draw_for, run_together, silent
from cupwright.study.side import CHAMPION, Side
from cupwright.study.what_if import names_of
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = ["MOST_POINTS", "ends_of_rounds", "season_course"]

MOST_POINTS = 14
# Days without a match after which another round begins.
_PAUSE = dt.timedelta(days=3)


def ends_of_rounds(days: Sequence[dt.date], most: int = MOST_POINTS) -> list[dt.date]:
    """Return the last day of each round, the last of all among them; of too many, evenly chosen ones.

    Parameters
    ----------
    days
        The days of matches, in any order.
    """
    ordered = sorted(set(days))
    ends = [day for day, following in zip(ordered, [*ordered[1:], None], strict=True)
            if following is None or following - day > _PAUSE]  # fmt: skip
    if len(ends) <= most:
        return ends
    return [ends[round(number * (len(ends) - 1) / (most - 1))] for number in range(most)]


def season_course(
    edition: Edition | str | Path,
    *,
    worlds: int = 10_000,
    seed: int = 7,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Return the title odds of every club on the eve and at the end of each round.

    Every point rests on the results up to its day: those of the edition are held, and the ratings know no later one.

    Returns
    -------
    dict
        ``days``, and ``odds``: rows with ``date``, ``club``, ``mean``, ``low``, ``high`` and ``mc_error``, which is 0
        where a chance of 0 or 1 is settled; with ``titles`` and ``provenance``.

    Raises
    ------
    CupwrightError
        If the document or a number does not fit, or no result of the edition is known.
    """
    from cupwright.ratings import RatingSettings

    share = share_out(worlds)
    valid_seed(seed)
    noun = base_edition(edition)
    held = [score.date for score in known_of(noun).scores if score.date is not None]
    eve = noun.starts - dt.timedelta(days=1)
    days = [eve, *(day for day in ends_of_rounds(held, MOST_POINTS - 1) if day > eve)]
    chosen = RatingSettings() if settings is None else settings
    rows: list[dict[str, Any]] = []
    for number, (day, ratings) in enumerate(rated_on(days, chosen)):
        progress(number, len(days), "the odds on a row of days")
        known = eve_of(noun, None if day == eve else day).known
        strengths = draw_for([noun], ratings, share, seed)
        runs = run_together([noun], strengths, [known], share, seed, threads)
        side = Side(noun, runs.tallies[0], strengths, noun.clubs, FactsAtlas(noun.starts), seed, known, threads)
        rows += [
            {"date": str(day), "club": row["club"], **{key: row[key] for key in ("mean", "low", "high", "mc_error")}}
            for row in side_odds(side)
            if row["stage"] == CHAMPION
        ]
    return {
        "edition": noun.id,
        "title": noun.title,
        "worlds": worlds,
        "seed": seed,
        "days": [str(day) for day in days],
        "odds": rows,
        "titles": {"clubs": names_of(noun)},
        "provenance": provenance_of([noun], command_of("simulate", [noun.id], worlds, seed, None, settings)),
    }
