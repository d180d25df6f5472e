"""Balance: how evenly the title odds are spread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.study.doubt import Spread, denoised
from cupwright.study.metrics.registry import register
from cupwright.study.side import CHAMPION, Side

__all__ = ["balance"]


@register("balance", "Evenness of the title odds (entropy, 1 = all alike)", "share")
def balance(side: Side) -> Mapping[str, Spread | None]:
    """Return the entropy of the title odds over the logarithm of the number of entrants (1: all alike).

    Entropy of raw proportions is too low, because in a finite number of worlds they spread too far. So each
    draw's odds are first drawn together to their noise-free spread, which makes the entropy right to second
    order, and then divided by their sum.
    """
    odds = denoised(side.spread(side.entered(CHAMPION))).clip(0.0)
    odds = odds / odds.sum(axis=1, keepdims=True)
    entropy = -np.sum(odds * np.log(np.where(odds > 0, odds, 1.0)), axis=1)
    return {"": side.exact(entropy / np.log(odds.shape[1]))}
