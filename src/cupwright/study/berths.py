"""Berths: who takes each award, and how often it is passed on."""

from __future__ import annotations

from typing import Any

from cupwright.football.competitions import Award, Feed
from cupwright.rulebook.checks.findings import produced
from cupwright.study.doubt import Spread
from cupwright.study.odds import club_order, merged, open_stages, triples
from cupwright.study.side import Side

__all__ = ["berth_rows"]


def berth_rows(base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return one row for each award of either rule book.

    A row names the award, its ``places`` on each side (None where that rule book has no such award), its takers
    (clubs that took it in some world, likeliest first), the chance that a club was passed over because it may not
    take it (``passed_on``), and that a place went to ``nobody``.
    """
    sides, clubs = (base, proposal), club_order(base.edition, proposal.edition)
    rules = [{award.id: award for award in side.edition.format.awards} for side in sides]
    awards = {**rules[0], **rules[1]}
    absent = [(club not in base.clubs, club not in proposal.clubs) for club in clubs]
    guests = {slot.club for side in sides for slot in side.edition.slots if slot.guest}
    rows = []
    for name in merged(base.tally.awards, proposal.tally.awards):
        counts = [[_taken(side, name, club) for club in clubs] for side in sides]
        chances = triples(counts[0], counts[1], sides[1].gap, gapped=[club in guests for club in clubs], absent=absent)
        takers = [{"club": club, **chance} for club, chance in zip(clubs, chances, strict=True)]
        takers = sorted((row for row in takers if _likely(row) > 0), key=lambda row: (-_likely(row), row["club"]))
        own = [found.get(name) for found in rules]
        others = [[_passed_on(side, name), _nobody(side, award)] for side, award in zip(sides, own, strict=True)]
        may = [[_excludes(side, award), _can_stay_empty(side, award)] for side, award in zip(sides, own, strict=True)]
        passed_on, nobody = triples(others[0], others[1], possible=(may[0], may[1]))
        rows.append({
            "award": name,
            "title": awards[name].title,
            "into": awards[name].into,
            "places": {
                which: None if award is None else award.places
                for which, award in zip(("base", "proposal"), own, strict=True)
            },
            "takers": takers,
            "passed_on": passed_on,
            "nobody": nobody,
        })  # fmt: skip
    return rows


def _likely(row: dict[str, Any]) -> float:
    return max((float(side["mean"]) for side in (row["base"], row["proposal"]) if side is not None), default=0.0)


def _excludes(side: Side, award: Award | None) -> bool:
    """Return whether someone in the field may not take the award."""
    return award is not None and bool(award.exclude) and any(slot.guest for slot in side.edition.slots)


def _can_stay_empty(side: Side, award: Award | None) -> bool:
    """Return whether a place can be left over: too few candidates, or too many of them may be guests left out."""
    if award is None:
        return False
    candidates = sum(_candidates(side, feed) for feed in award.candidates)
    if award.exclude:
        opened, stages = open_stages(side.edition), {feed.stage for feed in award.candidates}
        candidates -= sum(slot.guest and bool(stages & opened[slot.club]) for slot in side.edition.slots)
    return candidates < award.places


def _candidates(side: Side, feed: Feed) -> int:
    """Return how many clubs a feed out of a stage gives."""
    return produced(side.edition.format, feed.stage, feed.take, feed.best, feed.worst, feed.of) or 0


def _taken(side: Side, award: str, club: str) -> Spread | None:
    if award not in side.tally.awards or club not in side.clubs:
        return None
    return side.spread(side.tally.berths[:, side.tally.awards.index(award), side.clubs.index(club)])


def _passed_on(side: Side, award: str) -> Spread | None:
    if award not in side.tally.awards:
        return None
    return side.spread(side.tally.passed_on[:, side.tally.awards.index(award)])


def _nobody(side: Side, award: Award | None) -> Spread | None:
    """Return the counts of empty places, as a share of the award's places in that rule book."""
    if award is None:
        return None
    return side.spread(side.tally.berths[:, side.tally.awards.index(award.id), -1] / award.places)
