"""What single matches do to the odds: the worlds in which an open match was won, drawn or lost, against all worlds.

The worlds of a season are sorted by the result of each match. So a result has every score that the model gives it, a
defeat also says that the club is weaker than was thought, and the odds now are the mean of the three, each weighted by
its chance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cupwright.football.competitions import Edition
from cupwright.study.documents import base_edition
from cupwright.study.open_matches import OpenMatch, open_matches
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating import as_day, rate
from cupwright.study.running import Progress, draw_for, silent
from cupwright.study.side import stage_names
from cupwright.study.what_if import eve_under_way, names_of
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.engine import Watched
    from cupwright.ratings import RatingSettings

__all__ = ["MOST_MATCHES", "OUTCOMES", "next_matches", "swings"]

MOST_MATCHES = 16
OUTCOMES = ("home", "drawn", "away")
# Draws of the strengths are gathered into so many batches, whose scatter is the sampling error.
_BATCHES = 200

Array = npt.NDArray[np.float64]


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
    worlds: int = 200_000,
    seed: int = 7,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Sort the worlds of a season by the results of the next matches.

    Returns
    -------
    dict
        ``matches`` (those that come next), ``clubs``, ``stages``, ``base`` (chance by club and stage), ``shares`` (by
        match and outcome, in the order home, drawn, away, how often it fell) and ``chances`` (by match, outcome, club
        and stage; None where the outcome never fell). ``base_errors``, ``errors`` (of the chances) and ``move_errors``
        (of the chances less the base) are the standard errors that come from the finite number of worlds, 0 where a
        club got there in every world or in none. With ``titles`` and ``provenance``. An outcome is that after 90
        minutes.

    Raises
    ------
    CupwrightError
        If the document, the day or a number does not fit.
    """
    from cupwright.engine import WatchedMatch, compile_plan, watch

    share = share_out(worlds)
    valid_seed(seed)
    noun = base_edition(edition)
    eve = eve_under_way(noun, None if as_of is None else as_day(as_of, "the day of the odds"))
    opened = open_matches(noun, eve.known)
    coming = next_matches(opened) if opened else []
    progress(0, 0, "rating all clubs (kept for the next time)")
    ratings = rate(eve.ratings_until, settings)
    strengths = draw_for([noun], ratings, share, seed)
    watched = watch(
        compile_plan(noun), share.doubled(strengths), eve.known,
        [WatchedMatch(match.stage, match.home, match.away, match.leg) for match in coming],
        worlds=worlds, seed=seed, block=share.size, batch=2 * share.size * -(-share.draws // _BATCHES),
        threads=threads, progress=lambda done, of: progress(done, of, "worlds"),
    )  # fmt: skip
    stages = stage_names(noun)
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
        **_chances(watched),
    }


def _chances(watched: Watched) -> dict[str, Any]:
    """Return the chances, their sampling errors and those of their moves; see :func:`swings`."""
    worlds = float(watched.worlds.sum())
    base = watched.reached.sum(axis=0) / worlds
    fell = watched.fell.sum(axis=0).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        chances = watched.then.sum(axis=0) / fell[..., None, None]
        # A share whose denominator varies too: what each batch has above the share, over the denominator.
        above = watched.then - chances * watched.fell[..., None, None]
        error = _scatter(above) / fell[..., None, None]
        rest = watched.reached - base * watched.worlds[:, None, None]
        moved = _scatter(above / (fell / worlds)[..., None, None] - rest[:, None, None]) / worlds
        # Seen in every world of an outcome, or in none, it is known only as far as one world of it says.
        least = np.where((base > 0) & (base < 1), 1 / fell[..., None, None], 0.0)
    return {
        "base": _plain(base),
        "base_errors": _plain(_scatter(rest) / worlds),
        "shares": _plain(fell / worlds),
        "chances": _plain(chances),
        "errors": _plain(np.maximum(error, least)),
        "move_errors": _plain(np.maximum(moved, least)),
    }


def _scatter(sums: Array) -> Array:
    """Return the standard error of the sum over batches of what is 0 in the mean."""
    batches = max(2, len(sums))
    return np.asarray(np.sqrt((sums**2).sum(axis=0) * batches / (batches - 1)))


def _plain(values: Array) -> Any:
    """Return nested lists, rounded; None for what is no number."""
    whole = np.round(values, 6).astype(object)
    whole[~np.isfinite(values)] = None
    return whole.tolist()
