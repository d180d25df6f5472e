"""The odds of one rule book."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.football.competitions import Edition
from cupwright.study.atlas import FactsAtlas
from cupwright.study.documents import base_edition, name_of
from cupwright.study.eve import eve_of
from cupwright.study.odds import side_odds
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating import as_day, rate
from cupwright.study.running import Progress, draw_for, run_together, silent
from cupwright.study.side import Side, stage_names
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.ratings import Ratings, RatingSettings

__all__ = ["Odds", "simulate"]


@dataclass(frozen=True, eq=False)
class Odds:
    """The chances of every club at every stage.

    Parameters
    ----------
    data
        The answer as JSON has it: ``edition``, ``worlds``, ``seed``, ``as_of``, ``provenance``, ``stages``, ``odds``
        (rows with ``club``, ``stage`` and the parts of a chance) and ``notes``.
    """

    data: dict[str, Any]

    def odds(self, stage: str | None = None, club: str | None = None) -> list[dict[str, Any]]:
        """Return the rows of one stage, one club, or all."""
        return [row for row in self.data["odds"] if stage in (None, row["stage"]) and club in (None, row["club"])]

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return self.data

    def to_json(self) -> str:
        """Return the answer as JSON, unrounded."""
        return json.dumps(self.data, ensure_ascii=False, indent=1, allow_nan=False)


def simulate(
    edition: Edition | str | Path,
    ratings: Ratings | None = None,
    *,
    worlds: int = 100_000,
    seed: int = 7,
    as_of: dt.date | str | None = None,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    progress: Progress | None = None,
) -> Odds:
    """Simulate an edition from its eve, or from a day on with everything up to it held fixed.

    Parameters
    ----------
    edition
        A noun, a name in the library, or a path.
    ratings
        By default those of the last day held (or of the eve), with `settings`.
    worlds, seed, threads, progress
        As in :func:`cupwright.compare`.
    as_of
        A day whose results and draws are held as they fell.

    Raises
    ------
    CupwrightError
        If the document, a date or a number does not fit.
    """
    share = share_out(worlds)
    valid_seed(seed)
    noun = base_edition(edition)
    day = None if as_of is None else as_day(as_of, "--as-of")
    eve = eve_of(noun, day)
    tell = silent if progress is None else progress
    if ratings is None:
        tell(0, 0, "rating all clubs (kept for the next time)")
        ratings = rate(eve.ratings_until, settings)
    strengths = draw_for([noun], ratings, share, seed)
    runs = run_together([noun], strengths, [eve.known], share, seed, threads, tell)
    side = Side(noun, runs.tallies[0], strengths, noun.clubs, FactsAtlas(noun.starts), seed, eve.known)
    done = side.tally.total
    stopped = () if runs.complete else (f"Stopped after {done:,} of {worlds:,} worlds; what is shown rests on those.",)
    return Odds({
        "edition": noun.id,
        "title": noun.title,
        "worlds": done,
        "seed": seed,
        "as_of": None if day is None else str(day),
        "ratings_until": str(ratings.until),
        "partial": not runs.complete,
        "provenance": provenance_of([noun], command_of("simulate", [name_of(edition)], worlds, seed, day)),
        "stages": list(stage_names(noun)),
        "odds": side_odds(side),
        "notes": [*stopped, *eve.notes, *noun.notes],
    })  # fmt: skip
