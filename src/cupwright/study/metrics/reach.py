"""Reach: how many people the field speaks for, and across how many time zones."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.study.doubt import Spread
from cupwright.study.metrics.registry import register
from cupwright.study.side import Side

__all__ = ["population", "time_zones"]


@register("reach-population", "Population behind a club, weighted by matches", "people")
def population(side: Side) -> Mapping[str, Spread | None]:
    """Return the population of the associations in the field, each club weighted by the matches it plays.

    Unknown if the population of an association is.
    """
    people = [side.atlas.population(slot.association) for slot in side.edition.slots]
    if None in people:
        return {"": None}
    matches = side.matches()
    mean = (matches * np.array(people, dtype=np.float64)).sum(axis=1) / np.maximum(matches.sum(axis=1), 1)
    return {"": side.spread(mean * side.worlds)}


@register("reach-time-zones", "Time zones spanned by the field", "hours")
def time_zones(side: Side) -> Mapping[str, Spread | None]:
    """Return the hours between the easternmost and the westernmost clock among the entrants on the first day."""
    hours = [side.atlas.clock(club, side.edition.starts) for club in side.clubs]
    known = [hour for hour in hours if hour is not None]
    if len(known) < len(hours) or not known:
        return {"": None}
    return {"": side.exact(np.full(len(side.counted), max(known) - min(known)))}
