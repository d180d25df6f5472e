"""Berths: who takes each award, and how often it is passed on."""

from __future__ import annotations

from typing import Any

from cupwright.football.competitions import Award
from cupwright.study.doubt import Spread
from cupwright.study.odds import club_order, merged, triples
from cupwright.study.side import Side

__all__ = ["berth_rows"]


def berth_rows(base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return one row for each award of either rule book.

    A row names the award, its takers (clubs that took it in some world, likeliest first), the chance that a
    club was passed over because it may not take it (``passed_on``), and that a place went to ``nobody``.
    """
    sides, clubs = (base, proposal), club_order(base.edition, proposal.edition)
    awards = {award.id: award for side in sides for award in side.edition.format.awards}
    absent = [(club not in base.clubs, club not in proposal.clubs) for club in clubs]
    rows = []
    for name in merged(base.tally.awards, proposal.tally.awards):
        counts = [[_taken(side, name, club) for club in clubs] for side in sides]
        chances = triples(counts[0], counts[1], absent=absent)
        takers = [{"club": club, **chance} for club, chance in zip(clubs, chances, strict=True)]
        takers = sorted((row for row in takers if _likely(row) > 0), key=lambda row: (-_likely(row), row["club"]))
        others = [[_passed_on(side, name), _nobody(side, name, awards[name])] for side in sides]
        may = [[_excludes(side, name), True] for side in sides]
        passed_on, nobody = triples(others[0], others[1], possible=(may[0], may[1]))
        rows.append({
            "award": name,
            "title": awards[name].title,
            "into": awards[name].into,
            "places": awards[name].places,
            "takers": takers,
            "passed_on": passed_on,
            "nobody": nobody,
        })  # fmt: skip
    return rows


def _likely(row: dict[str, Any]) -> float:
    return max((float(side["mean"]) for side in (row["base"], row["proposal"]) if side is not None), default=0.0)


def _excludes(side: Side, award: str) -> bool:
    """Return whether someone in the field may not take the award."""
    rules = [found for found in side.edition.format.awards if found.id == award]
    return any(found.exclude for found in rules) and any(slot.guest for slot in side.edition.slots)


def _taken(side: Side, award: str, club: str) -> Spread | None:
    if award not in side.tally.awards or club not in side.clubs:
        return None
    return side.spread(side.tally.berths[:, side.tally.awards.index(award), side.clubs.index(club)])


def _passed_on(side: Side, award: str) -> Spread | None:
    if award not in side.tally.awards:
        return None
    return side.spread(side.tally.passed_on[:, side.tally.awards.index(award)])


def _nobody(side: Side, award: str, rules: Award) -> Spread | None:
    """Return the counts of empty places, as a share of the award's places."""
    if award not in side.tally.awards:
        return None
    return side.spread(side.tally.berths[:, side.tally.awards.index(award), -1] / rules.places)
