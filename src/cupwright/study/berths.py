"""Berths: who takes each award, and how often it is passed on."""

from __future__ import annotations

from typing import Any

from cupwright.football.competitions import Award
from cupwright.study.doubt import Spread
from cupwright.study.odds import club_order, merged, triple
from cupwright.study.side import Side

__all__ = ["berth_rows"]


def berth_rows(base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return one row for each award of either rule book.

    A row names the award, its takers (clubs that took it in some world, likeliest first), the chance that a
    club was passed over because it may not take it (``passed_on``), and that a place went to ``nobody``.
    """
    awards = {award.id: award for side in (base, proposal) for award in side.edition.format.awards}
    rows = []
    for name in merged(base.tally.awards, proposal.tally.awards):
        takers = []
        for club in club_order(base.edition, proposal.edition):
            spreads = [_taken(side, name, club) for side in (base, proposal)]
            if any(spread is not None and spread.sums.any() for spread in spreads):
                out = (club not in base.clubs, club not in proposal.clubs)
                takers.append({"club": club, **triple(spreads[0], spreads[1], absent=out)})
        takers.sort(key=lambda row: (-_likely(row), row["club"]))
        passed = [_passed_on(side, name) for side in (base, proposal)]
        nobody = [_nobody(side, name, awards[name]) for side in (base, proposal)]
        rows.append({
            "award": name,
            "title": awards[name].title,
            "into": awards[name].into,
            "places": awards[name].places,
            "takers": takers,
            "passed_on": triple(passed[0], passed[1], possible=(_excludes(base, name), _excludes(proposal, name))),
            "nobody": triple(nobody[0], nobody[1]),
        })  # fmt: skip
    return rows


def _likely(row: dict[str, Any]) -> float:
    return max(float(side["mean"]) for side in (row["base"], row["proposal"]) if side is not None)


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
