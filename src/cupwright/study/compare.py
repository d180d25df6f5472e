"""Compare rule books: the same worlds, the same luck, the same draws of strengths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.study.adjusting import adjusted, adjusted_note, adjustments_of, words_of
from cupwright.study.atlas import FactsAtlas
from cupwright.study.berths import berth_rows
from cupwright.study.calendar_guests import guests_year
from cupwright.study.calendar_worlds import reached_of
from cupwright.study.comparison import Comparison, Comparisons
from cupwright.study.documents import Variant, base_edition, name_of, refuse_undecided, same_names, variant_of
from cupwright.study.eve import Eve, shared_eve
from cupwright.study.fitting import keep_fits
from cupwright.study.group_places import group_place_rows
from cupwright.study.guest_trips import guest_trips
from cupwright.study.odds import club_order, odds_rows, stage_order
from cupwright.study.opponents import opponent_rows
from cupwright.study.own_ratings import is_of_a_file
from cupwright.study.paths import path_rows
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.rating import held_day, rate
from cupwright.study.running import Progress, draw_for, run_together, silent
from cupwright.study.sensitivity import as_compared, guests_of, sensitivity_rows, unanswered
from cupwright.study.side import CHAMPION, Side
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.ratings import Ratings, RatingSettings
    from cupwright.rulebook import Proposal

__all__ = ["compare"]


def compare(
    base: Edition | str | Path,
    proposals: Proposal | Edition | str | Path | Sequence[Proposal | Edition | str | Path],
    *,
    ratings: Ratings | None = None,
    worlds: int = 100_000,
    seed: int = 7,
    as_of: dt.date | str | None = None,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    parameters: Mapping[str, Any] | None = None,
    sensitivity: bool = True,
    metrics: bool = True,
    adjust: Sequence[str] = (),
    progress: Progress | None = None,
) -> Comparison | Comparisons:
    """Compare an edition with one proposal, or with several.

    Every side starts on the eve of the edition's first match: no result and no draw is held, and the ratings
    look no later than the day before.

    Parameters
    ----------
    base
        The edition: a noun, a name in the library, or a path.
    proposals
        A proposal (or another edition) likewise; or a list of them.
    ratings
        Made by :func:`cupwright.rate`; by default those of the eve, with `settings`.
    worlds, seed
        How many worlds, and the random seed.
    as_of
        A day whose results and draws are held, on all sides, as they fell.
    threads
        How many threads; the answer does not depend on it.
    settings
        Choices of the rating model; not together with `ratings`.
    parameters
        Choices in the proposals that differ from their defaults.
    sensitivity
        Whether to repeat the guests' odds under other settings of the ratings.
    metrics
        Whether to measure quality, balance, reach, travel and money and to follow the clubs' ways through the ties,
        which takes longer than ten thousand worlds.
    adjust
        What results do not show yet, such as ``"inter-miami: attack -0.20 sd 0.10"``.
    progress
        Called with what is done, of how much, and of what.

    Returns
    -------
    Comparison
        For one proposal; for a list of them :class:`Comparisons`.

    Raises
    ------
    CupwrightError
        If a document, date or number does not fit, the ratings know what should not be known yet, or the rule
        books part before `as_of`.
    KeyboardInterrupt
        If Ctrl-C came before any world was finished on all sides; later the answer says that it is partial.
    """
    several = isinstance(proposals, Sequence) and not isinstance(proposals, str)
    asked: list[Any] = list(proposals) if several else [proposals]  # type: ignore[arg-type]
    share = share_out(worlds)
    valid_seed(seed)
    if ratings is not None and settings is not None:
        raise CupwrightError.of("settings", "ratings were given together with settings to make them")
    if not asked:
        raise CupwrightError.of("proposals", "there is no proposal to compare with")
    adjustments = adjustments_of(adjust)
    edition = base_edition(base)
    variants = [variant_of(edition, document, parameters) for document in asked]
    if repeated := same_names(variants):
        raise CupwrightError.of("proposals", f"asked for twice: {', '.join(repeated)}")
    day = None if as_of is None else held_day(as_of, "--as-of")
    editions = [edition, *(variant.edition for variant in variants)]
    names = [name_of(base), *(variant.asked for variant in variants)]
    refuse_undecided(names, editions)
    if adjustments is not None:
        adjustments.require(club for noun in editions for club in noun.clubs)
    eve = shared_eve(edition, editions[1:], day)
    tell = silent if progress is None else progress
    chosen = _chosen(settings) if ratings is None else ratings.settings
    # A file of own ratings knows none of the settings that are varied.
    varied = sensitivity and not is_of_a_file(chosen.model) and any(guests_of(noun) for noun in editions)
    tried = unanswered(chosen, edition, editions[1:], eve, seed, adjustments) if varied else []
    if ratings is None:
        tell(0, 0, "rating all clubs (kept for the next time)")
        keep_fits([(eve.ratings_until, one) for one in (chosen, *tried)], tell)
        ratings = rate(eve.ratings_until, settings)
    elif ratings.until > np.datetime64(eve.ratings_until):
        raise CupwrightError.of(
            "ratings",
            f"the ratings know results until {ratings.until}, later than {eve.ratings_until}",
            hint=f'ratings of that day are made by `cw.rate("{eve.ratings_until}")`',
        )
    ratings = adjusted(ratings, adjustments)
    strengths = draw_for(editions, ratings, share, seed)
    held = [eve.known] * len(editions)
    runs = run_together(editions, strengths, held, share, seed, threads, tell, paths=metrics)
    atlas = FactsAtlas(edition.starts)
    sides = [Side(noun, tally, strengths, edition.clubs, atlas, seed, eve.known, threads)
             for noun, tally in zip(editions, runs.tallies, strict=True)]  # fmt: skip
    words = words_of(adjustments)
    source = provenance_of(
        editions, command_of("compare", names, worlds, seed, day, settings, parameters, words), words
    )
    tables: list[list[dict[str, Any]]] = [as_compared(ratings.settings, sides[0], side) for side in sides[1:]]
    if varied and runs.complete:
        more = sensitivity_rows(ratings.settings, edition, editions[1:], eve, atlas, seed, threads, tell, adjustments)
        tables = [rows + new for rows, new in zip(tables, more, strict=True)]
    answers = [
        Comparison(
            _answer(sides[0], side, variant, eve, ratings, runs.complete, worlds, seed, source, table, metrics),
            partial(guests_year, side.edition, reached_of(side), side.tally.total),
        )
        for side, variant, table in zip(sides[1:], variants, tables, strict=True)
    ]
    return Comparisons(answers) if several else answers[0]


def _chosen(settings: RatingSettings | None) -> RatingSettings:
    from cupwright.ratings import RatingSettings

    return RatingSettings() if settings is None else settings


def _answer(base: Side, proposal: Side, variant: Variant, eve: Eve, ratings: Ratings, complete: bool, worlds: int,
            seed: int, source: dict[str, Any], sensitivity: list[dict[str, Any]],
            metrics: bool) -> dict[str, Any]:  # fmt: skip
    from cupwright.study.metrics import metric_rows

    clubs = _club_rows(base, proposal, ratings)
    titles = {stage.id: stage.title for edition in (base.edition, proposal.edition) for stage in edition.format.stages}
    stages = stage_order(base.edition, proposal.edition)
    odds = odds_rows(base, proposal)
    done = base.tally.total
    notes = [
        *adjusted_note(source.get("adjustments", ())),
        *eve.notes,
        *base.edition.notes,
        *(note for note in variant.notes if note not in base.edition.notes),
    ]
    if not complete:
        notes.insert(0, f"Stopped after {done:,} of {worlds:,} worlds; what is shown rests on those.")
    return {
        "base": base.edition.id,
        "proposal": variant.name,
        "other_edition": not variant.proposed,
        "worlds": done,
        "seed": seed,
        "provenance": source,
        "titles": {
            "base": base.edition.title,
            "proposal": variant.title,
            "stages": {name: "Champion" if name == CHAMPION else titles[name] for name in stages},
            "clubs": {row["club"]: row["name"] for row in clubs},
        },
        "as_of": None if eve.as_of is None else str(eve.as_of),
        "ratings_until": str(ratings.until),
        "partial": not complete,
        "stages": list(stages),
        "places": _ledger(variant),
        "odds": odds,
        "berths": berth_rows(base, proposal),
        "metrics": metric_rows(base, proposal) if metrics else [],
        "group_places": group_place_rows(base, proposal) if metrics else [],
        "guest_trips": guest_trips(base, proposal) if metrics else {},
        "opponents": opponent_rows(base, proposal) if metrics else [],
        "paths": path_rows(base, proposal, odds) if metrics else [],
        "sensitivity": sensitivity,
        "clubs": clubs,
        "notes": notes,
        "assumptions": [note for note in variant.notes if note not in base.edition.notes],
    }


def _ledger(variant: Variant) -> dict[str, list[dict[str, str]]]:
    places: dict[str, list[dict[str, str]]] = {"lost": [], "gained": [], "moved": []}
    for change in variant.places:
        places[change.what].append({
            "club": change.club,
            "association": change.association,
            "slot": change.slot,
            "from": change.before,
            "to": change.after or change.drops_to,
            "because": change.because,
            "drops_to": change.drops_to,
        })  # fmt: skip
    return places


def _club_rows(base: Side, proposal: Side, ratings: Ratings) -> list[dict[str, Any]]:
    """Return each club with its name, the age of its data and its strength."""
    from cupwright.data.places import clubs as all_clubs

    order = club_order(base.edition, proposal.edition)
    slots = {slot.club: slot for side in (proposal, base) for slot in side.edition.slots}
    facts = all_clubs()
    rows = []
    for rating in ratings.of(order):
        low, high = rating.interval(0.9)
        slot = slots[rating.club]
        rows.append({
            "club": rating.club,
            "name": facts[rating.club].name if rating.club in facts else rating.club,
            "association": slot.association,
            "guest": slot.guest,
            "last_match": None if rating.last_match is None else str(rating.last_match),
            "strength": {"mean": rating.mean, "low": low, "high": high},
        })  # fmt: skip
    return rows
