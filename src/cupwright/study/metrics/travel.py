"""Travel: how far each club goes to its matches away from home."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.study.doubt import Spread
from cupwright.study.geography import great_circle_km
from cupwright.study.metrics.registry import register
from cupwright.study.side import Side

__all__ = ["travel"]


@register("travel", "Expected travel", "km")
def travel(side: Side) -> Mapping[str, Spread | None]:
    """Return the kilometres each club travels: home ground to ground and back for every match away.

    Distances are great circles. A final on neutral ground counts for both clubs. A club of which the
    coordinates are not known, or that goes to a ground of which they are not known, is unknown.
    """
    grounds = [side.atlas.ground(club) for club in side.clubs]
    trip = np.array([
        [np.nan if here is None or there is None else 2 * great_circle_km(*here, *there) for there in grounds]
        for here in grounds
    ])  # fmt: skip
    goes_to = side.tally.meetings.any(axis=0).T
    known = np.array([ground is not None for ground in grounds]) & ~(goes_to & np.isnan(trip)).any(axis=1)
    total = np.einsum("bhv,vh->bv", side.tally.meetings, np.nan_to_num(trip))
    for venue, matches in side.neutral_matches():
        journey = np.array([_to(ground, venue) for ground in grounds])
        known &= ~(matches.any(axis=0) & np.isnan(journey))
        total = total + matches * np.nan_to_num(journey)
    return {club: side.spread(total[:, k]) if known[k] else None for k, club in enumerate(side.clubs)}


def _to(ground: tuple[float, float] | None, venue: tuple[float, float] | None) -> float:
    return float("nan") if ground is None or venue is None else 2 * great_circle_km(*ground, *venue)
