"""The odds of one rule book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.study.adjusting import Adjustments, adjusted, adjusted_note, adjustments_of, words_of
from cupwright.study.answer import Answer
from cupwright.study.atlas import FactsAtlas
from cupwright.study.documents import name_of, playable
from cupwright.study.doubt import chances
from cupwright.study.eve import eve_of
from cupwright.study.fixed import fixed_of_words, said, with_results
from cupwright.study.joined import feeders_of, first_day, is_joined, play_joined
from cupwright.study.odds import side_odds
from cupwright.study.open_matches import open_matches
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating import held_day, rate
from cupwright.study.running import Progress, draw_for, run_together, silent
from cupwright.study.side import Side, stage_names
from cupwright.study.worlds import Share, share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.ratings import Ratings, RatingSettings

__all__ = ["Odds", "simulate"]

_RATING = "rating all clubs (kept for the next time)"


@dataclass(frozen=True, eq=False)
class Odds(Answer):
    """The chances of every club at every stage.

    Parameters
    ----------
    data
        The answer as JSON has it: ``edition``, ``worlds``, ``seed``, ``as_of``, ``model``, ``provenance``, ``stages``,
        ``odds`` (rows with ``club``, ``stage`` and the parts of a chance) and ``notes``; with slots earned elsewhere
        also ``earned``: by slot, the clubs that hold it in some world; with results put in also ``fixed``.
    """

    def odds(self, stage: str | None = None, club: str | None = None) -> list[dict[str, Any]]:
        """Return the rows of one stage, one club, or all."""
        return [row for row in self.data["odds"] if stage in (None, row["stage"]) and club in (None, row["club"])]


def simulate(
    edition: Edition | str | Path,
    ratings: Ratings | None = None,
    *,
    worlds: int = 100_000,
    seed: int = 7,
    as_of: dt.date | str | None = None,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    adjust: Sequence[str] = (),
    results: Sequence[str] = (),
    progress: Progress | None = None,
) -> Odds:
    """Simulate an edition from its eve, or from a day on with everything up to it held fixed.

    Parameters
    ----------
    edition
        A noun, a name in the library, or a path; of a proposal, the edition it amends is played as it would have it.
        If other editions decide slots of it (``earned-in``), they are played in the same worlds.
    ratings
        By default those of the last day held (or of the eve), with `settings`.
    worlds, seed, threads, progress
        As in :func:`cupwright.compare`.
    as_of
        A day whose results and draws are held as they fell.
    adjust
        What results do not show yet, such as ``"inter-miami: attack -0.20 sd 0.10"``.
    results
        Results of matches to be played, held in every world, such as ``"semi-finals:fluminense:palmeiras:1=2-0"``.

    Raises
    ------
    CupwrightError
        If the document, a date, a number, an adjustment or a result does not fit.
    """
    share = share_out(worlds)
    valid_seed(seed)
    adjustments = adjustments_of(adjust)
    noun = playable(edition)
    day = None if as_of is None else held_day(as_of, "--as-of")
    tell = silent if progress is None else progress
    fixed = fixed_of_words(results)
    command = command_of("simulate", [name_of(edition)], worlds, seed, day, settings,
                         adjustments=words_of(adjustments), results=said(fixed))  # fmt: skip
    if is_joined(noun):
        if fixed:
            raise CupwrightError.of("results", "no result is put in where other editions decide slots",
                                    facts=[f"slots of `{noun.id}` are earned in other editions"])  # fmt: skip
        return _joined(noun, ratings, settings, adjustments, share, seed, day, threads, tell, command)
    if adjustments is not None:
        adjustments.require(noun.clubs)
    eve = eve_of(noun, day)
    known = with_results(eve.known, open_matches(noun, eve.known), fixed) if fixed else eve.known
    if ratings is None:
        tell(0, 0, _RATING)
        ratings = rate(eve.ratings_until, settings)
    ratings = adjusted(ratings, adjustments)
    strengths = draw_for([noun], ratings, share, seed)
    runs = run_together([noun], strengths, [known], share, seed, threads, tell)
    side = Side(noun, runs.tallies[0], strengths, noun.clubs, FactsAtlas(noun.starts), seed, known)
    odds = _odds(
        side, worlds, day, ratings, adjustments, [noun], command, (*_stopped(side, worlds), *eve.notes, *noun.notes)
    )
    if fixed:
        odds.data["fixed"] = [asdict(result) for result in fixed]
    return odds


def _joined(
    noun: Edition,
    ratings: Ratings | None,
    settings: RatingSettings | None,
    adjustments: Adjustments | None,
    share: Share,
    seed: int,
    day: dt.date | None,
    threads: int | None,
    tell: Progress,
    command: str,
) -> Odds:
    """Simulate an edition together with those that decide its slots."""
    feeders = feeders_of(noun, day)
    if adjustments is not None:
        adjustments.require({*noun.clubs, *(club for feeder in feeders for club in feeder.edition.clubs)})
    if ratings is None:
        tell(0, 0, _RATING)
        ratings = rate(first_day(feeders, day), settings)
    ratings = adjusted(ratings, adjustments)
    played = play_joined(noun, feeders, ratings, share, seed, threads, tell)
    union = played.edition
    strengths = draw_for([union], ratings, share, seed)
    side = Side(union, played.tally, strengths, union.clubs, FactsAtlas(noun.starts), seed)
    notes = (*_stopped(side, share.worlds), *(note for feeder in feeders for note in feeder.eve.notes), *noun.notes)
    odds = _odds(
        side, share.worlds, day, ratings, adjustments, [noun, *(feeder.edition for feeder in feeders)], command, notes
    )
    odds.data["earned"] = [
        {
            "slot": feeder.slot.name,
            "edition": feeder.edition.id,
            "award": feeder.award,
            "holders": _holders(side, played.earned[feeder.slot.name]),
        }
        for feeder in feeders
    ]
    return odds


def _holders(side: Side, counts: npt.NDArray[np.int32]) -> list[dict[str, Any]]:
    """Return the clubs that hold an earned slot in some world, likeliest first."""
    guests = {slot.club for slot in side.edition.slots if slot.guest}
    found = chances(side.spread(counts), side.gap, gapped=[club in guests for club in side.clubs])
    rows = [
        {"club": club, **chance.to_dict()} for club, chance in zip(side.clubs, found, strict=True) if chance.mean > 0
    ]
    return sorted(rows, key=lambda row: (-row["mean"], row["club"]))


def _stopped(side: Side, worlds: int) -> tuple[str, ...]:
    done = side.tally.total
    return () if done >= worlds else (f"Stopped after {done:,} of {worlds:,} worlds; what is shown rests on those.",)


def _odds(
    side: Side,
    worlds: int,
    day: dt.date | None,
    ratings: Ratings,
    adjustments: Adjustments | None,
    documents: Sequence[Edition],
    command: str,
    notes: Sequence[str],
) -> Odds:
    done = side.tally.total
    return Odds({
        "edition": side.edition.id,
        "title": side.edition.title,
        "worlds": done,
        "seed": side.seed,
        "as_of": None if day is None else str(day),
        "ratings_until": str(ratings.until),
        "model": ratings.settings.model,
        "partial": done < worlds,
        "provenance": provenance_of(documents, command, words_of(adjustments)),
        "stages": list(stage_names(side.edition)),
        "odds": side_odds(side),
        "notes": [*adjusted_note(words_of(adjustments)), *notes],
    })  # fmt: skip
