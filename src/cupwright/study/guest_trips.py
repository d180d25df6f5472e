"""Who travels to the guests of a cup, and where the guests travel: expected matches at each ground."""

from __future__ import annotations

from typing import Any

from cupwright.study.odds import club_order
from cupwright.study.sensitivity import guests_of
from cupwright.study.side import Side

__all__ = ["guest_trips"]

Row = dict[str, Any]


def guest_trips(base: Side, proposal: Side) -> Row:
    """Return the expected matches between guests and others, by ground.

    Returns
    -------
    dict
        ``grounds``: by club latitude and longitude in degrees, or None where they are not known. ``matches``: for each
        host and visitor of which one is a guest ``host``, ``visitor``, ``base`` and ``proposal``: matches at the
        host's ground in a world, on average; None where one of the two is not in that field. Pairs that never meet
        are left out, and so are matches on neutral ground.
    """
    sides = {"base": base, "proposal": proposal}
    guests = set(guests_of(base.edition, proposal.edition))
    clubs = club_order(base.edition, proposal.edition)
    means = {name: side.tally.meetings.sum(axis=0) / side.tally.total for name, side in sides.items()}
    at = {name: {club: number for number, club in enumerate(side.clubs)} for name, side in sides.items()}
    matches = []
    for host in clubs:
        for visitor in clubs:
            if host == visitor or not guests & {host, visitor}:
                continue
            row = {
                name: float(means[name][at[name][host], at[name][visitor]])
                if host in at[name] and visitor in at[name]
                else None
                for name in sides
            }
            if any(row.values()):
                matches.append({"host": host, "visitor": visitor, **row})
    seen = {club for row in matches for club in (row["host"], row["visitor"])}
    grounds = {club: base.atlas.ground(club) for club in clubs if club in seen}
    return {"grounds": {club: ground and list(ground) for club, ground in grounds.items()}, "matches": matches}
