"""Prize money: what each club can expect."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cupwright.study.doubt import Spread
from cupwright.study.metrics.registry import register
from cupwright.study.side import Side

__all__ = ["prize_money"]


@register("prize-money", "Expected prize money", "US$")
def prize_money(side: Side) -> Mapping[str, Spread | None]:
    """Return the US dollars each club earns by the prizes of the format; nothing is known if it names none."""
    prizes = side.edition.format.prizes
    if not prizes:
        return {"": None}
    total = np.zeros((len(side.worlds), len(side.clubs)))
    for prize in prizes:
        total += prize.usd * side.earned(prize)
    return {club: side.spread(total[:, number]) for number, club in enumerate(side.clubs)}
