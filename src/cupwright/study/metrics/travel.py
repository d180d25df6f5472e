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
    found: dict[str, Spread | None] = {}
    for number, club in enumerate(side.clubs):
        away = side.tally.meetings[:, :, number]
        journeys = [(away[:, host], trip[number, host]) for host in range(len(side.clubs))]
        journeys += [(matches[:, number], _to(grounds[number], venue)) for venue, matches in side.neutral_matches()]
        made = [(times, km) for times, km in journeys if times.any()]
        known = grounds[number] is not None and not any(np.isnan(km) for _, km in made)
        total = sum((times * km for times, km in made), np.zeros(len(side.worlds)))
        found[club] = side.spread(total) if known else None
    return found


def _to(ground: tuple[float, float] | None, venue: tuple[float, float] | None) -> float:
    return float("nan") if ground is None or venue is None else 2 * great_circle_km(*ground, *venue)
