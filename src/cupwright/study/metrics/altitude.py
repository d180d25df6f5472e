"""Altitude: how often a club plays high up, away from home."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.study.doubt import Spread
from cupwright.study.metrics.registry import register
from cupwright.study.side import Side

__all__ = ["HIGH_M", "altitude"]

HIGH_M = 2500
"""Metres above which FIFA would not have international matches played in 2007 and 2008 (The Stats Zone)."""


@register("altitude", "Expected matches away at 2,500 m or more", "matches")
def altitude(side: Side) -> Mapping[str, Spread | None]:
    """Return the matches that each club plays away on grounds at 2,500 m or more, its own not counted.

    A club that goes to a ground of which the altitude is not known is unknown; neutral grounds are not counted.
    """
    heights = np.array([_number(side.atlas.altitude(club)) for club in side.clubs])
    goes_to = side.tally.meetings.any(axis=0).T
    known = ~(goes_to & np.isnan(heights)[None, :]).any(axis=1)
    high = np.nan_to_num(heights) >= HIGH_M
    counts = side.tally.meetings[:, high, :].sum(axis=1, dtype=np.int64)
    return {club: side.spread(counts[:, k]) if known[k] else None for k, club in enumerate(side.clubs)}


def _number(height: float | None) -> float:
    return float("nan") if height is None else height
