"""A warning where so few worlds were played that the chances themselves are uncertain."""

from __future__ import annotations

from collections.abc import Iterable

from cupwright.report.answer import Chance
from cupwright.report.numbers import count, plural

__all__ = ["few_worlds_sentence"]

_ENOUGH = 10_000
_MANY = 100_000
# Two standard errors of so many points make a chance no more than a guess.
_HOPELESS = 0.25


def few_worlds_sentence(worlds: int, chances: Iterable[Chance | None]) -> str:
    """Say how far the chances may be off for want of worlds, which their intervals leave out; empty if worlds abound.

    Parameters
    ----------
    worlds
        How many were played.
    chances
        Those that are shown; the one with the largest error speaks.
    """
    errors = [chance.mc_error for chance in chances if chance is not None]
    if worlds >= _ENOUGH or not errors or not max(errors):
        return ""
    off = 2 * max(errors)
    if off > _HOPELESS:
        return f"Only {plural(worlds, 'world')}: these are no chances yet. Ask for {count(_MANY)} worlds."
    better = off * (worlds / _MANY) ** 0.5
    return (
        f"Only {plural(worlds, 'world')}: a chance may be off by {100 * off:.1f} points, which the intervals leave "
        f"out; with {count(_MANY)} worlds by {100 * better:.1f}."
    )
