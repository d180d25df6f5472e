"""Quality: how strong the field of the group stage is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.study.doubt import Spread
from cupwright.study.metrics.registry import register
from cupwright.study.side import Side

__all__ = ["best_strength", "mean_strength"]

_UNIT = "log goals"


@register("quality-mean", "Mean strength of the group-stage field", _UNIT)
def mean_strength(side: Side) -> Mapping[str, Spread | None]:
    """Return the mean strength of the clubs in the group stage, each weighted by how often it is there.

    Strength is half the difference of log goals for and against that a club would show against an average
    entrant of the base edition on neutral ground: the mean of its attack and its defence.
    """
    share = side.shares(side.entered(side.main_stage))
    strength = side.strength
    return {"": side.exact((share * strength).sum(axis=1) / share.sum(axis=1))}


@register("quality-best", "Strongest club of the group-stage field", _UNIT)
def best_strength(side: Side) -> Mapping[str, Spread | None]:
    """Return the mean strength of the strongest club in the group stage.

    The tallies say how often each club is there, not which are there together: for the qualifiers above the
    strongest club that is always there, independence is assumed.
    """
    share = side.shares(side.entered(side.main_stage))
    order = np.argsort(-side.strength, axis=1, kind="stable")
    present = np.take_along_axis(share, order, axis=1)
    strength = np.take_along_axis(side.strength, order, axis=1)
    nobody_better = np.hstack([np.ones((len(present), 1)), np.cumprod(1 - present, axis=1)[:, :-1]])
    chance = present * nobody_better
    return {"": side.exact((chance * strength).sum(axis=1) / chance.sum(axis=1))}
