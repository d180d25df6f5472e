"""A season under way with some of its results put in: the odds as they are, as they would be, and the difference.

Both sides are played in the same worlds with the same luck and the same draws of the strengths, so what moves is what
the results do, and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.competitions import Edition
from cupwright.football.outcomes import KnownScore
from cupwright.study.answer import Answer
from cupwright.study.atlas import FactsAtlas
from cupwright.study.documents import base_edition, name_of
from cupwright.study.eve import Eve, eve_of
from cupwright.study.known import known_of, known_until
from cupwright.study.odds import odds_rows
from cupwright.study.open_matches import OpenMatch, open_matches
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating import as_day, rate
from cupwright.study.running import Progress, draw_for, run_together, silent
from cupwright.study.side import Side, stage_names
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.engine import Known
    from cupwright.ratings import RatingSettings

__all__ = ["MOST_FIXED", "MOST_GOALS", "Fixed", "WhatIf", "eve_under_way", "names_of", "what_if", "with_results"]

MOST_FIXED = 64
MOST_GOALS = 20


@dataclass(frozen=True, slots=True)
class Fixed:
    """A result to put in: the name of an open match and the goals of host and visitor."""

    match: str
    goals: tuple[int, int]


@dataclass(frozen=True, eq=False)
class WhatIf(Answer):
    """The odds without and with the results.

    Parameters
    ----------
    data
        ``edition``, ``title``, ``as_of``, ``ratings_until``, ``worlds``, ``seed``, ``provenance``, ``stages``,
        ``titles`` (of stages and clubs), ``odds`` (rows with ``club``, ``stage``, ``base``, ``proposal`` and
        ``change``; without results the three are the same), ``fixed``, ``open`` and ``notes``.
    """


def eve_under_way(edition: Edition, as_of: dt.date | None) -> Eve:
    """Return what is known on a day; without one, on the day of the last known result (or before the first match)."""
    if as_of is not None:
        return eve_of(edition, as_of)
    try:
        last = known_until(known_of(edition))
    except CupwrightError as error:
        if {problem.code for problem in error.problems} != {"unknown-edition"}:
            raise
        last = None
    return eve_of(edition, last)


def what_if(
    edition: Edition | str | Path,
    fixed: Sequence[Fixed] = (),
    *,
    as_of: dt.date | str | None = None,
    worlds: int = 100_000,
    seed: int = 7,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    progress: Progress = silent,
) -> WhatIf:
    """Simulate a season from a day on, without and with some results of open matches.

    Parameters
    ----------
    edition
        A noun, a name in the library, or a path.
    fixed
        At most :data:`MOST_FIXED` results.
    as_of
        The day; by default that of the last known result.
    worlds, seed, threads, settings, progress
        As in :func:`cupwright.compare`.

    Raises
    ------
    CupwrightError
        If the document, the day or a number does not fit, or a result is of no open match.
    """
    share = share_out(worlds)
    valid_seed(seed)
    noun = base_edition(edition)
    eve = eve_under_way(noun, None if as_of is None else as_day(as_of, "the day of the odds"))
    opened = open_matches(noun, eve.known)
    held = [eve.known, with_results(eve.known, opened, fixed)] if fixed else [eve.known]
    progress(0, 0, "rating all clubs (kept for the next time)")
    ratings = rate(eve.ratings_until, settings)
    strengths = draw_for([noun], ratings, share, seed)
    runs = run_together([noun] * len(held), strengths, held, share, seed, threads, progress)
    atlas = FactsAtlas(noun.starts)
    sides = [Side(noun, tally, strengths, noun.clubs, atlas, seed, known, threads)
             for tally, known in zip(runs.tallies, held, strict=True)]  # fmt: skip
    command = command_of("simulate", [name_of(edition)], worlds, seed, eve.as_of, settings)
    return WhatIf({
        "edition": noun.id,
        "title": noun.title,
        "as_of": None if eve.as_of is None else str(eve.as_of),
        "ratings_until": str(ratings.until),
        "worlds": sides[0].tally.total,
        "seed": seed,
        "partial": not runs.complete,
        "provenance": provenance_of([noun], command),
        "stages": list(stage_names(noun)),
        "titles": {"stages": {stage.id: stage.title for stage in noun.format.stages}, "clubs": names_of(noun)},
        "odds": odds_rows(sides[0], sides[-1]),
        "fixed": [asdict(result) for result in fixed],
        "open": [match.to_dict() for match in opened],
        "notes": [*eve.notes, *noun.notes],
    })  # fmt: skip


def names_of(edition: Edition) -> dict[str, str]:
    """Return the name of every club of the field."""
    from cupwright.data.places import clubs

    known = clubs()
    return {club: known[club].name if club in known else club for club in edition.clubs}


def with_results(known: Known, opened: Sequence[OpenMatch], fixed: Sequence[Fixed]) -> Known:
    """Return what is known with some results of open matches added.

    Raises
    ------
    CupwrightError
        If a result is of no open match, stands twice or is no score, or there are too many; all problems at once.
    """
    by_id = {match.id: match for match in opened}
    problems: list[Problem] = []
    if len(fixed) > MOST_FIXED:
        problems.append(Problem("results", f"{len(fixed)} results were put in; at most {MOST_FIXED} are"))
    seen: set[str] = set()
    scores = []
    for result in fixed[:MOST_FIXED]:
        match = by_id.get(result.match)
        if match is None:
            hint = did_you_mean(result.match, by_id)
            problems.append(Problem("unknown-match", f"`{result.match[:120]}` is not a match to be played", hint=hint))
        elif result.match in seen:
            problems.append(Problem("results", f"`{result.match}` has two results"))
        elif not all(0 <= goals <= MOST_GOALS for goals in result.goals):
            words = "-".join(str(goals) for goals in result.goals)
            limit = f"at most {MOST_GOALS} goals a side, such as 2-1"
            problems.append(Problem("score", f"`{words[:40]}` is no score of `{result.match}`", facts=(limit,)))
        else:
            scores.append(KnownScore(match.stage, (match.home, match.away), match.leg, result.goals))
        seen.add(result.match)
    if problems:
        raise CupwrightError(problems)
    return replace(known, scores=(*known.scores, *scores))
