"""How likely each club comes to each round, and how far it travels on average, from many worlds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cupwright.football.competitions import Edition
from cupwright.study.atlas import FactsAtlas
from cupwright.study.doubt import Spread, mean_of
from cupwright.study.eve import eve_of
from cupwright.study.joined import feeders_of, first_day, is_joined, play_joined
from cupwright.study.metrics.altitude import altitude
from cupwright.study.metrics.travel import travel
from cupwright.study.rating import rate
from cupwright.study.running import Progress, draw_for, run_together
from cupwright.study.side import CHAMPION, Side
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = ["Outlook", "outlook_of", "reached_of", "rounds_of"]


@dataclass(frozen=True)
class Outlook:
    """What worlds say of the clubs of a cup.

    `reached` is by club and stage the chance to enter it; `expected` by club the kilometres and the matches at altitude
    in the cup, with their intervals; None where a place is not known. `rounds` holds what the chances are counted from,
    in the same worlds: by club, edition and stage the worlds in which it enters, those of the cup under the edition
    ``""``; `until` is the last day that the ratings know.
    """

    worlds: int = 0
    reached: dict[tuple[str, str], float] = field(default_factory=dict)
    expected: dict[str, dict[str, Any]] = field(default_factory=dict)
    rounds: dict[tuple[str, str, str], Spread] = field(default_factory=dict)
    until: dt.date | None = None


def outlook_of(
    edition: Edition,
    worlds: int,
    seed: int,
    threads: int | None,
    tell: Progress,
    settings: RatingSettings | None = None,
) -> Outlook:
    """Play an edition from its eve, together with those that decide its slots.

    Raises
    ------
    CupwrightError
        If it cannot be played, or a number is out of range.
    """
    share = share_out(worlds)
    valid_seed(seed)
    tell(0, 0, "rating all clubs (kept for the next time)")
    if is_joined(edition):
        feeders = feeders_of(edition, None)
        until = first_day(feeders, None)
        ratings = rate(until, settings)
        played = play_joined(edition, feeders, ratings, share, seed, threads, tell)
        edition, tally = played.edition, played.tally
        strengths = draw_for([edition], ratings, share, seed)
    else:
        eve = eve_of(edition, None)
        until = eve.ratings_until
        ratings = rate(until, settings)
        strengths = draw_for([edition], ratings, share, seed)
        tally = run_together([edition], strengths, [eve.known], share, seed, threads, tell).tallies[0]
    side = Side(edition, tally, strengths, edition.clubs, FactsAtlas(edition.starts), seed)
    return Outlook(side.tally.total, reached_of(side), _expected(side), rounds_of(side, ""), until)


def rounds_of(side: Side, edition: str) -> dict[tuple[str, str, str], Spread]:
    """Return by club, edition and stage the worlds in which the club enters it, as a spread over draws."""
    return {
        (club, edition, stage): side.spread(entered[:, k])
        for stage in side.tally.stages
        for entered in (side.entered(stage),)
        for k, club in enumerate(side.clubs)
    }


def reached_of(side: Side) -> dict[tuple[str, str], float]:
    """Return by club and stage the share of the worlds in which the club enters it."""
    total = side.tally.total
    reached: dict[tuple[str, str], float] = {}
    for stage in (*side.tally.stages, CHAMPION):
        entered = side.entered(stage).sum(axis=0)
        reached |= {(club, stage): int(entered[k]) / total for k, club in enumerate(side.clubs)}
    return reached


def _expected(side: Side) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {club: {} for club in side.clubs}
    for name, spreads in (("km", travel(side)), ("high_matches", altitude(side))):
        for club, spread in spreads.items():
            estimate = None if spread is None else mean_of(spread)
            found[club][name] = (
                None if estimate is None else {"mean": estimate.mean, "low": estimate.low, "high": estimate.high}
            )
    return found
