"""Reach: how many people a match speaks to, and across how many time zones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.study.doubt import Spread
from cupwright.study.metrics.registry import register
from cupwright.study.side import Side

__all__ = ["population", "time_zones"]


@register("reach-population", "People in the associations of a match's two clubs", "people a match")
def population(side: Side) -> Mapping[str, Spread | None]:
    """Return the mean, over all matches, of the population of the associations of the two clubs.

    An association that meets itself counts once. Unknown if a population is.
    """
    codes = [slot.association for slot in side.edition.slots]
    people = [side.atlas.population(code) for code in codes]
    if None in people:
        return {"": None}
    size = np.array(people, dtype=np.float64)
    same = np.array(codes)[:, None] == np.array(codes)[None, :]
    both = np.where(same, size[:, None], size[:, None] + size[None, :])
    matches = side.all_meetings()
    speaks = np.tensordot(matches, both, axes=([1, 2], [0, 1]))
    # The number of matches is the same in every world: it depends on the rules alone.
    return {"": side.spread(speaks * (side.worlds / np.maximum(matches.sum(axis=(1, 2)), 1)))}


@register("reach-time-zones", "Time zones spanned by the entrants", "hours")
def time_zones(side: Side) -> Mapping[str, Spread | None]:
    """Return the hours between the easternmost and the westernmost clock among the entrants on the first day."""
    hours = [side.atlas.clock(club, side.edition.starts) for club in side.clubs]
    known = [hour for hour in hours if hour is not None]
    if len(known) < len(hours) or not known:
        return {"": None}
    return {"": side.exact(np.full(side.draws, max(known) - min(known)))}
