"""The chances of every award of a season under way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.study.atlas import FactsAtlas
from cupwright.study.doubt import chances
from cupwright.study.eve import Eve, eve_of
from cupwright.study.known import known_of, known_until
from cupwright.study.rating import rate
from cupwright.study.running import Progress, draw_for, run_together
from cupwright.study.side import Side
from cupwright.study.worlds import share_out

if TYPE_CHECKING:
    from cupwright.engine import Known

__all__ = ["Odds", "odds_of_awards"]

_MOST_TAKERS = 12


@dataclass(frozen=True, eq=False)
class Odds:
    """Who may take each award: by award (club, chance), likeliest first; `as_of` is the day that was held."""

    takers: dict[str, list[tuple[str, dict[str, Any]]]]
    as_of: dt.date | None
    worlds: int
    notes: tuple[str, ...]


def odds_of_awards(
    edition: Edition, as_of: dt.date | None, worlds: int, seed: int, threads: int | None, progress: Progress
) -> Odds:
    """Simulate an edition from a day on (by default the last day with a result) and count who takes each award.

    Raises
    ------
    CupwrightError
        If the edition cannot be played.
    """
    day, eve = _day(edition, as_of)
    progress(0, 0, "rating all clubs (kept for the next time)")
    share = share_out(worlds)
    strengths = draw_for([edition], rate(eve.ratings_until), share, seed)
    runs = run_together([edition], strengths, [eve.known], share, seed, threads, progress)
    side = Side(
        edition, runs.tallies[0], strengths, edition.clubs, FactsAtlas(edition.starts), seed, eve.known, threads
    )
    sure = _settled(edition, eve.known)
    takers = {award: _takers(side, number, sure.get(award, ())) for number, award in enumerate(side.tally.awards)}
    return Odds(takers, day, side.tally.total, eve.notes)


def _day(edition: Edition, as_of: dt.date | None) -> tuple[dt.date | None, Eve]:
    """Return the day to stand on and what is known then; an edition that the facts do not have yet is played whole."""
    try:
        day = as_of if as_of is not None else known_until(known_of(edition))
        return day, eve_of(edition, day)
    except CupwrightError as error:
        if {problem.code for problem in error.problems} != {"unknown-edition"}:
            raise
    eve = eve_of(edition, None)
    note = f"The facts hold no match of {edition.title}: all of it is simulated."
    return None, replace(eve, ratings_until=min(as_of or eve.ratings_until, eve.ratings_until), notes=(note,))


def _settled(edition: Edition, known: Known) -> dict[str, tuple[str, ...]]:
    """Return, by award, the clubs that have taken it already, whatever is still to come."""
    from cupwright.engine import compile_plan, replay

    return {berth.award: berth.clubs for berth in replay(compile_plan(edition), known).berths}


def _takers(side: Side, award: int, settled: Collection[str]) -> list[tuple[str, dict[str, Any]]]:
    counted = side.tally.berths[:, award, : len(side.clubs)]
    some = [number for number in range(len(side.clubs)) if counted[:, number].any()]
    may = [side.clubs[number] not in settled for number in some]
    found = chances(side.spread(counted[:, some]), possible=may) if some else []
    rows = [(side.clubs[number], one.to_dict()) for number, one in zip(some, found, strict=True)]
    return sorted(rows, key=lambda row: (-row[1]["mean"], row[0]))[:_MOST_TAKERS]
