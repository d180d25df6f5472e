"""Which matches of a club may not lie within some days of each other, said at once for all of them.

Of the options within a stretch of days at most one is taken, if they belong to matches that one season plays. Said for
the whole stretch, a machine sees at once that ten matches do not fit into three weeks; said pair by pair it does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from cupwright.schedule.solve_grid import Grid, Option

__all__ = ["Taken", "crowds"]

Taken = tuple[int, Option]
"""A bundle and the option that one of its fixtures takes."""

_Node = tuple[int, bool]


def crowds(grid: Grid, allowed: list[list[Option]], days: int) -> Iterator[list[Taken]]:
    """Yield sets of options of which at most one is taken if matches of a club are at least `days` apart.

    Together they say it of every two options, but of no two that exclude each other or that both stand already.

    Parameters
    ----------
    grid
        The fixtures.
    allowed
        The options of each bundle that may be taken.
    days
        Options on two days less than that apart cannot both be taken.
    """
    by_club: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for one, other, club in grid.pairs:
        by_club[club].add((one, other))
    seen: set[frozenset[Taken]] = set()
    before: list[frozenset[Taken]] = []
    for _, pairs in sorted(by_club.items()):
        mine = sorted({bundle for pair in pairs for bundle in pair})
        by_day: defaultdict[int, list[Taken]] = defaultdict(list)
        for bundle in mine:
            for option in allowed[bundle]:
                by_day[option.day].append((bundle, option))
        for start in sorted(by_day):
            inside = [taken for day in range(start, start + days) for taken in by_day.get(day, ())]
            found = list(_cover(grid, inside, pairs))
            for crowd in found:
                key = frozenset(crowd)
                if key not in seen and not any(key <= other for other in before):
                    seen.add(key)
                    yield crowd
            before = [frozenset(crowd) for crowd in found]


def _cover(grid: Grid, inside: list[Taken], pairs: set[tuple[int, int]]) -> Iterator[list[Taken]]:
    """Yield groups that cover every two options of which one season plays both."""
    options: defaultdict[_Node, list[Taken]] = defaultdict(list)
    for bundle, option in inside:
        options[bundle, grid.is_given(bundle, option)].append((bundle, option))

    def joined(one: _Node, other: _Node) -> bool:
        if one[1] and other[1]:
            return False
        return one[0] == other[0] or (one[0], other[0]) in pairs or (other[0], one[0]) in pairs

    nodes = sorted(options)
    alone = [node for node in nodes if (node[0], node[0]) in pairs and len(options[node]) > 1]
    left = [(node, node) for node in alone] + [two for two in combinations(nodes, 2) if joined(*two)]
    covered: set[tuple[_Node, _Node]] = set()
    for pair in left:
        if pair in covered:
            continue
        group = list(dict.fromkeys(pair))
        for node in nodes:
            if node not in group and all(joined(node, member) for member in group):
                group.append(node)
        group.sort()
        covered.update(combinations(group, 2))
        covered.update((member, member) for member in group)
        yield [taken for node in group for taken in options[node]]
