"""The ways a season can run, as far as costs depend on them.

Branches are free of each other, so variables that share no term can be judged apart: the dearest season is made of the
dearest way of each group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from cupwright.errors import CupwrightError
from cupwright.football.calendars import Branch

__all__ = ["MAX_WAYS", "dearest", "ways"]

MAX_WAYS = 20_000
Needs = frozenset[Branch]


def ways(needs: Sequence[Needs], points: Sequence[int]) -> tuple[list[int], list[list[list[int]]]]:
    """Return what counts in the dearest season in any case, and the ways of what is left.

    Parameters
    ----------
    needs
        The branches that each term needs.
    points
        What each term counts at most, below nought for one that saves.

    Returns
    -------
    tuple
        The places of terms that always count; and for each group of variables that share a term its ways: the places of
        the terms that hold in each. A variable may also run in a way that no term asks for.

    Raises
    ------
    CupwrightError
        If a group can run in more than ``MAX_WAYS`` ways.
    """
    left = _without_sure(needs, points)
    always = [place for place, branches in enumerate(left) if not branches]
    return always, [_ways_of(left, group) for group in _groups(left)]


def _without_sure(needs: Sequence[Needs], points: Sequence[int]) -> list[Needs]:
    """Take out the branches that a dearest season takes in any case: they only cost, and no other is known."""
    values: dict[str, set[str]] = {}
    saving: set[str] = set()
    for branches, cost in zip(needs, points, strict=True):
        for variable, value in branches:
            values.setdefault(variable, set()).add(value)
            if cost < 0:
                saving.add(variable)
    sure = {variable for variable, known in values.items() if len(known) == 1 and variable not in saving}
    return [frozenset(branch for branch in branches if branch[0] not in sure) for branches in needs]


def _groups(needs: Sequence[Needs]) -> list[list[str]]:
    """Return the variables, those in one term together."""
    group: dict[str, set[str]] = {}
    for branches in needs:
        joined: set[str] = {variable for variable, _ in branches}
        for variable in tuple(joined):
            joined |= group.get(variable, set())
        for variable in joined:
            group[variable] = joined
    return [list(members) for members in sorted({tuple(sorted(members)) for members in group.values()})]


def _ways_of(needs: Sequence[Needs], group: Iterable[str]) -> list[list[int]]:
    variables = list(group)
    mine = [place for place, branches in enumerate(needs) if any(variable in variables for variable, _ in branches)]
    values: dict[str, list[str | None]] = {variable: [None] for variable in variables}
    for place in mine:
        for variable, value in sorted(needs[place]):
            if value not in values[variable]:
                values[variable].append(value)
    number = 1
    for choices in values.values():
        number *= len(choices)
    if number > MAX_WAYS:
        raise CupwrightError.of(
            "too-many-ways",
            f"the branches of one club's year can run in {number:,} ways; the solver takes {MAX_WAYS:,} at most",
            facts=(f"they hang on {', '.join(variables)}",),
            hint="name fewer competitions with knock-out rounds, or a single club",
        )
    found: dict[tuple[int, ...], None] = {}
    for choice in product(*(values[variable] for variable in variables)):
        season = dict(zip(variables, choice, strict=True))
        held = tuple(place for place in mine if all(season[variable] == value for variable, value in needs[place]))
        found[held] = None
    return [list(held) for held in found]


def dearest(needs: Sequence[Needs], points: Sequence[int]) -> list[int]:
    """Return the places of the terms that count in the dearest season, those without a branch among them."""
    counted, groups = ways(needs, points)
    for group in groups:
        counted = counted + max(group, key=lambda held: sum(points[place] for place in held))
    return sorted(counted)
