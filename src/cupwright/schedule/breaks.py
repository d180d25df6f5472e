"""Home-away patterns and their breaks.

A break is a match at the same sort of ground as the club's match before: two at home or two away in a row. Byes are
passed over. Patterns are read before opponents: who is at home when decides how few breaks there can be (de Werra
1981, "Scheduling in sports", Annals of Discrete Mathematics 11; Rasmussen and Trick 2008, "Round robin scheduling - a
survey", European Journal of Operational Research 188).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Literal, get_args

__all__ = ["ARRANGEMENTS", "Arrangement", "breaks_of", "canonical_patterns", "fewest_breaks", "second_half"]

Arrangement = Literal["mirrored", "french", "english", "inverted"]
"""How the return matches follow the first half of m rounds, grounds changed over: in the same order (mirrored),
2 to m and then 1 (french), m and then 1 to m-1 (english), or backwards (inverted)."""

ARRANGEMENTS: tuple[Arrangement, ...] = get_args(Arrangement)


def second_half(rounds: int, arrangement: Arrangement) -> tuple[int, ...]:
    """Return which round of the first half, numbered from 0, each round of the second gives the returns of."""
    order = tuple(range(rounds))
    if arrangement == "french":
        return (*order[1:], *order[:1])
    if arrangement == "english":
        return (*order[-1:], *order[:-1])
    return order[::-1] if arrangement == "inverted" else order


def canonical_patterns(clubs: int) -> tuple[str, ...]:
    """Return a pattern of ``H`` (home) and ``A`` (away) for each club, over ``clubs - 1`` rounds, with fewest breaks.

    `clubs` is even. The first and the last club have no break; of the others two have theirs in each of the rounds
    3, 5, ..., m, and those two are never at home together. No set of patterns has fewer breaks: two clubs with one
    pattern could not meet, and only two patterns have none.
    """
    rounds = clubs - 1
    patterns = []
    for club in range(clubs):
        home = club == 0 or (club % 2 == 1 and club != rounds)
        turn = None if club in {0, rounds} else club + club % 2
        letters = []
        for number in range(rounds):
            if number and number != turn:
                home = not home
            letters.append("H" if home else "A")
        patterns.append("".join(letters))
    return tuple(patterns)


def breaks_of(pattern: Iterable[str]) -> int:
    """Return the breaks of a pattern of ``H`` and ``A``; anything else is a bye."""
    played = [letter for letter in pattern if letter in {"H", "A"}]
    return sum(first == second for first, second in itertools.pairwise(played))


def fewest_breaks(clubs: int, legs: int, arrangement: Arrangement = "mirrored") -> int | None:
    """Return the fewest breaks that any schedule of this form can have, over all clubs; None where not proved here.

    Notes
    -----
    One leg: n - 2 (n even) and 0 (n odd), de Werra 1981. Two legs, n even: let a club have b breaks in the first half
    of m = n - 1 rounds. As m is odd, its first and last match are on the same sort of ground just if b is even. So in
    the whole season it has

    - mirrored: 2b, and one between the halves if b is odd. At most two clubs have b = 0: 3(n - 2), as de Werra has it;
    - inverted: 2b and none between the halves: 2(n - 2);
    - english: 2b, less one if a break falls on round m, and one more if b is even: 1 for the two clubs with b = 0 and
      for the two whose one break falls on round m, else at least 2: 2n - 4;
    - french: at least 2, whatever its pattern: 2n (and 0 for two clubs).

    n odd: each club plays n - 1 matches a half, an even number, and the first and last differ in ground if b is even.
    Mirrored it has 2b and one more if b is even: n in all. French or english this holds only for the club whose bye
    moves to the other side of the seam: 1. Inverted: 0.
    """
    if legs == 1:
        return clubs - 2 if clubs % 2 == 0 else 0
    if legs != 2:
        return None
    if clubs % 2:
        return {"mirrored": clubs, "french": 1, "english": 1, "inverted": 0}[arrangement]
    if clubs == 2:
        return 0
    return {"mirrored": 3 * clubs - 6, "french": 2 * clubs, "english": 2 * clubs - 4, "inverted": 2 * clubs - 4}[
        arrangement
    ]
