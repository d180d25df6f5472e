"""What single matches do to the odds: each open match won, drawn and lost, with everything else left to luck.

A result stands for all of its kind by one score: 1-0, 1-1 and 0-1. In a second leg the score itself counts, so there
the figures are of these scores.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cupwright.football.competitions import Edition
from cupwright.study.documents import base_edition
from cupwright.study.open_matches import OpenMatch, open_matches
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating import as_day, rate
from cupwright.study.running import Progress, draw_for, run_together, silent
from cupwright.study.side import stage_names
from cupwright.study.what_if import Fixed, eve_under_way, names_of, with_results
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.engine import Tally
    from cupwright.ratings import RatingSettings

__all__ = ["MOST_MATCHES", "OUTCOMES", "next_matches", "swings"]

MOST_MATCHES = 16
OUTCOMES = (("home", (1, 0)), ("drawn", (1, 1)), ("away", (0, 1)))


def next_matches(opened: Sequence[OpenMatch], most: int = MOST_MATCHES) -> list[OpenMatch]:
    """Return the open matches that come next: of the first stage, and each club at most twice."""
    found: list[OpenMatch] = []
    counts: dict[str, int] = {}
    for match in opened:
        if match.stage != opened[0].stage and len(found) >= most // 2:
            break
        if max(counts.get(match.home, 0), counts.get(match.away, 0)) < 2:
            found.append(match)
            for club in (match.home, match.away):
                counts[club] = counts.get(club, 0) + 1
    return found[:most]


def swings(
    edition: Edition | str | Path,
    *,
    as_of: dt.date | str | None = None,
    worlds: int = 10_000,
    seed: int = 7,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Play every result of the next matches.

    Returns
    -------
    dict
        ``matches`` (those that come next), ``clubs``, ``stages``, ``base`` (chance by club and stage) and ``chances``
        (by match, outcome in the order home, drawn, away, club and stage), with ``titles`` and ``provenance``.

    Raises
    ------
    CupwrightError
        If the document, the day or a number does not fit.
    """
    share = share_out(worlds)
    valid_seed(seed)
    noun = base_edition(edition)
    eve = eve_under_way(noun, None if as_of is None else as_day(as_of, "the day of the odds"))
    opened = open_matches(noun, eve.known)
    coming = next_matches(opened) if opened else []
    held = [eve.known]
    for match in coming:
        held += [with_results(eve.known, opened, [Fixed(match.id, goals)]) for _, goals in OUTCOMES]
    progress(0, 0, "rating all clubs (kept for the next time)")
    ratings = rate(eve.ratings_until, settings)
    strengths = draw_for([noun], ratings, share, seed)
    runs = run_together([noun] * len(held), strengths, held, share, seed, threads, progress)
    if not runs.complete:
        raise KeyboardInterrupt
    stages = stage_names(noun)
    found = [_chances(tally, stages) for tally in runs.tallies]
    return {
        "edition": noun.id,
        "title": noun.title,
        "as_of": None if eve.as_of is None else str(eve.as_of),
        "worlds": worlds,
        "seed": seed,
        "provenance": provenance_of([noun], command_of("simulate", [noun.id], worlds, seed, eve.as_of, settings)),
        "stages": list(stages),
        "clubs": list(noun.clubs),
        "titles": {"stages": {stage.id: stage.title for stage in noun.format.stages}, "clubs": names_of(noun)},
        "matches": [match.to_dict() for match in coming],
        "base": found[0],
        "chances": [found[1 + 3 * number : 4 + 3 * number] for number in range(len(coming))],
    }


def _chances(tally: Tally, stages: Sequence[str]) -> list[list[float]]:
    """Return by club and stage the share of the worlds in which it got there."""
    total = max(1, tally.total)
    columns = [np.asarray(tally.entered(stage)).sum(axis=0) / total for stage in stages]
    return [[round(float(share), 5) for share in row] for row in np.stack(columns, axis=1)]
