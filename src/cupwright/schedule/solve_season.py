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


def ways(needs: Sequence[Needs]) -> list[list[list[int]]]:
    """Return, for each group of variables that share a term, its ways: the places in `needs` that hold in each.

    A variable may also run in a way that no term asks for.

    Raises
    ------
    CupwrightError
        If a group can run in more than ``MAX_WAYS`` ways.
    """
    return [_ways_of(needs, group) for group in _groups(needs)]


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
    counted = [place for place, branches in enumerate(needs) if not branches]
    for group in ways(needs):
        counted += max(group, key=lambda held: sum(points[place] for place in held))
    return sorted(counted)
