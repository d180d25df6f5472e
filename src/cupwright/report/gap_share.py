"""How much of a guest's interval comes from the gap between confederations, in words."""

from __future__ import annotations

from collections.abc import Sequence

from cupwright.report.answer import Chance
from cupwright.report.numbers import percent, words_list

__all__ = ["gap_share", "gap_share_range", "gap_share_sentence"]

_HEAD = "The confederations' gap is"


def gap_share(chance: Chance | None) -> float | None:
    """Return which share of the variance behind an interval comes from how the two confederations compare.

    None where that was not asked (the club is no guest), where there is no interval, and where it drowned in the
    noise of few worlds: an estimate of nothing at all is no knowledge that there is nothing.
    """
    if chance is None or not chance.gap or not chance.ignorance:
        return None
    return min(chance.gap / chance.ignorance, 1.0)


def gap_share_sentence(chances: Sequence[tuple[str, Chance | None]]) -> str:
    """Return how much of each guest's interval comes from the gap; empty if there is no guest.

    Parameters
    ----------
    chances
        Names and chances; those that have no share are passed over.
    """
    shares = _shares(chances)
    said = words_list([f"{percent(share)} ({name})" for name, share in shares])
    return f"{_HEAD} {said} of the title's interval." if shares else ""


def gap_share_range(chances: Sequence[tuple[str, Chance | None]]) -> str:
    """Return the same for many guests: the smallest share and the largest."""
    shares = sorted(_shares(chances), key=lambda pair: pair[1])
    if not shares:
        return ""
    (least, low), (most, high) = shares[0], shares[-1]
    return f"{_HEAD} {percent(low)} ({least}) to {percent(high)} ({most}) of the title's interval."


def _shares(chances: Sequence[tuple[str, Chance | None]]) -> list[tuple[str, float]]:
    return [(name, share) for name, chance in chances if (share := gap_share(chance)) is not None]
