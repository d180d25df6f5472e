"""Pairings that do not come from a lottery: clubs that must meet are re-paired."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.rules.compiled import jit

__all__ = ["force_meeting"]

Array = npt.NDArray[Any]


@jit
def force_meeting(
    side_a: Array, side_b: Array, mark_a: Array, mark_b: Array, bound: Array, code: int, paired: Array
) -> None:
    """Pair two marked clubs with each other, and their opponents likewise.

    The tie with the lower number gets the two clubs, the other tie their opponents. Nothing happens if the two meet
    already or if one of their ties is bound by an earlier clause.

    Parameters
    ----------
    side_a, side_b
        Shape (T,): the clubs of each tie; changed in place.
    mark_a, mark_b
        Shape (T,): whether each of them is one of exactly two clubs that must meet.
    bound
        Shape (T,): ties that may not be changed; the tie of the two is added.
    code
        What to write into `paired` for both ties that changed.
    paired
        Shape (T,): how each tie was paired.
    """
    first = second = -1
    for t in range(side_a.shape[0]):
        for mark in (mark_a[t], mark_b[t]):
            if mark:
                if first < 0:
                    first = t
                else:
                    second = t
    if second < 0 or bound[first] or bound[second]:
        return
    bound[first] = True
    if first == second:
        return
    bound[second] = True
    one, opponent = (side_a[first], side_b[first]) if mark_a[first] else (side_b[first], side_a[first])
    two, other = (side_a[second], side_b[second]) if mark_a[second] else (side_b[second], side_a[second])
    side_a[first], side_b[first] = one, two
    side_a[second], side_b[second] = opponent, other
    paired[first] = code
    paired[second] = code
