"""A year in parts that say nothing to each other: each is solved alone, and the best of all is the best of each.

Two matches are in one part if the rest, a cost or an order can bind them, if they may use the same hub, or if which of
them is played hangs on something that turns out one way or another and may save as well as cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from cupwright.schedule.solve_cost import between_of
from cupwright.schedule.solve_demand import against
from cupwright.schedule.solve_grid import Grid, make_grid
from cupwright.schedule.solve_places import km_between
from cupwright.schedule.solve_task import Task

__all__ = ["parts_of"]


def parts_of(task: Task) -> list[Task]:
    """Return the parts of a task, in order of their first days; together they hold every fixture once."""
    grid = make_grid(task)
    days = [_days(grid, bundle) for bundle in range(len(grid.bundles))]
    root = list(range(len(grid.bundles)))

    def find(bundle: int) -> int:
        while root[bundle] != bundle:
            root[bundle] = root[root[bundle]]
            bundle = root[bundle]
        return bundle

    for one, other in (*_near(grid, days), *_together(grid)):
        root[find(one)] = find(other)
    groups: dict[int, list[int]] = {}
    for bundle in sorted(root, key=lambda bundle: min(days[bundle], default=0)):
        groups.setdefault(find(bundle), [])
    for bundle in range(len(root)):
        groups[find(bundle)].append(bundle)
    return [_part(grid, members) for members in groups.values()]


def _days(grid: Grid, bundle: int) -> list[int]:
    """Return the days that no single demand forbids."""
    return sorted({option.day for option in grid.options[bundle] if not any(against(grid, bundle, option))})


def _near(grid: Grid, days: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the bundles between which a rule or a cost lies."""
    weights = grid.task.weights
    away = {club: _away(grid, club) for _, _, club in grid.pairs}
    for one, other, club in grid.pairs:
        gap = _least(days[one], days[other])
        if gap is None:
            continue
        if gap < max(grid.task.rest_days, grid.farthest(one, other)) or 24 * gap < weights.comfort_hours:
            yield one, other
        if not {one, other} <= away[club]:
            continue
        if gap <= max(weights.altitude_days, weights.trip_days):
            yield one, other
        if gap <= weights.trip_days:
            low, high = min(days[one][0], days[other][0]), max(days[one][-1], days[other][-1])
            for between in between_of(grid, club, one, other):
                if any(low < day < high for day in days[between]):
                    yield one, between


def _away(grid: Grid, club: str) -> frozenset[int]:
    """Return the bundles that can be played at a known place away from a club's home."""
    home = grid.task.stays.get(club)
    return frozenset(
        bundle
        for bundle in range(len(grid.bundles))
        if any(
            km_between(home, grid.stay(bundle, option)) for option in {o.hub: o for o in grid.options[bundle]}.values()
        )
    )


def _together(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield the bundles that an order, a hub or a branch binds."""
    numbers = {grid.fixtures[one].id: bundle for bundle, members in enumerate(grid.bundles) for one in members}
    for before, after in grid.task.orders:
        yield numbers[before], numbers[after]
    for hub in grid.task.hubs:
        yield from pairwise(numbers[name] for name in hub.fixtures)
    known = frozenset(bundle for _, _, club in grid.pairs for bundle in _away(grid, club))
    members: dict[str, list[int]] = {}
    values: dict[str, set[str]] = {}
    for bundle in range(len(grid.bundles)):
        for variable, value in grid.one_of(bundle).needs:
            members.setdefault(variable, []).append(bundle)
            values.setdefault(variable, set()).add(value)
    for variable, mine in members.items():
        if len(values[variable]) > 1 or not known.isdisjoint(mine):
            yield from pairwise(mine)


def _least(one: list[int], other: list[int]) -> int | None:
    """Return how near two matches can be; None where one of them has no day."""
    if not one or not other:
        return None
    best, here, there = abs(one[0] - other[0]), 0, 0
    while here < len(one) and there < len(other):
        best = min(best, abs(one[here] - other[there]))
        if one[here] < other[there]:
            here += 1
        else:
            there += 1
    return best


def _part(grid: Grid, members: list[int]) -> Task:
    task = grid.task
    names = {grid.fixtures[one].id for bundle in members for one in grid.bundles[bundle]}
    return replace(
        task,
        fixtures=tuple(one for one in task.fixtures if one.id in names),
        commitments=tuple(one for one in task.commitments if one.id in names),
        orders=tuple(pair for pair in task.orders if pair[0] in names),
        hubs=tuple(replace(hub, fixtures=tuple(name for name in hub.fixtures if name in names)) for hub in task.hubs),
    )
