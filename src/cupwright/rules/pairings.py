"""Pairings that do not come from a lottery: clubs that must meet are re-paired."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.rules.compiled import jit

__all__ = ["force_meeting"]

Array = npt.NDArray[Any]


@jit
def force_meeting(pairs: Array, marked: Array, bound: Array, code: int, paired: Array) -> None:
    """Pair two marked clubs with each other, and their opponents likewise.

    The tie with the lower number gets the two clubs, the other tie their opponents. Nothing happens if the two meet
    already or if one of their ties is bound by an earlier clause.

    Parameters
    ----------
    pairs
        Shape (T, 2): the clubs of each tie; changed in place.
    marked
        Shape (T, 2): whether each of them is one of exactly two clubs that must meet.
    bound
        Shape (T,): ties that may not be changed; the tie of the two is added.
    code
        What to write into `paired` for both ties that changed.
    paired
        Shape (T,): how each tie was paired.
    """
    first = second = first_side = second_side = -1
    for t in range(pairs.shape[0]):
        for side in range(2):
            if marked[t, side]:
                if first < 0:
                    first, first_side = t, side
                else:
                    second, second_side = t, side
    if second < 0 or bound[first] or bound[second]:
        return
    bound[first] = True
    if first == second:
        return
    bound[second] = True
    opponent = pairs[first, 1 - first_side]
    other = pairs[second, 1 - second_side]
    pairs[first, 0], pairs[first, 1] = pairs[first, first_side], pairs[second, second_side]
    pairs[second, 0], pairs[second, 1] = opponent, other
    paired[first] = code
    paired[second] = code
