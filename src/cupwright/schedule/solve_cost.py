"""What a calendar costs: travel, short rests, and going up to altitude twice; in points.

Each term belongs to a club and to one match or to two, so it counts in the seasons that play them all. A season is one
way the branches can run; the cost of a calendar is that of its dearest season, so branches that exclude each other are
never added up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from cupwright.football.calendars import Branch
from cupwright.schedule.solve_grid import Grid, Option
from cupwright.schedule.solve_places import hours_between, km_between

__all__ = ["Term", "between_of", "joint_needs", "match_points", "pair_points", "terms_of", "trip_points"]

What = Literal["travel", "hub", "rest", "altitude", "trip"]
Days = Mapping[int, Sequence[Option]]
"""The options that each bundle takes."""


@dataclass(frozen=True, slots=True)
class Term:
    """Points of one match (of a bundle; `other` is None) or of two, for one club; those of a road trip are negative."""

    what: What
    club: str
    one: int
    other: int | None
    points: int


def terms_of(grid: Grid, days: Days) -> list[Term]:
    """Return the terms of a calendar that are not nought."""
    found = [
        Term(what, club, bundle, None, points)
        for bundle, options in sorted(days.items())
        for option in options
        for what, club, points in match_points(grid, bundle, option)
    ]
    for one, other, club in grid.pairs:
        for first, second in product(days.get(one, ()), days.get(other, ())):
            if one == other and first.day >= second.day:
                continue
            near = pair_points(grid, club, one, first, other, second)
            found += [Term(what, club, one, other, points) for what, points in near]
            points = trip_points(grid, club, one, first, other, second)
            low, high = sorted((first.day, second.day))
            if points and not any(
                low < option.day < high
                for bundle in between_of(grid, club, one, other)
                for option in days.get(bundle, ())
            ):
                found.append(Term("trip", club, one, other, -points))
    return found


def match_points(grid: Grid, bundle: int, option: Option) -> Iterator[tuple[What, str, int]]:
    """Yield what a match costs by itself, as (what, club, points): the way there and back, and a hub."""
    if grid.is_given(bundle, option):
        return
    weights, fixture = grid.task.weights, grid.one_of(bundle)
    for club in (fixture.home, fixture.away):
        if not grid.task.counts(club):
            continue
        km = km_between(grid.task.stays.get(club), grid.stay(bundle, option))
        if km and (points := round(2 * km / weights.km_per_point)):
            yield "travel", club, points
        if option.hub >= 0 and weights.hub_match:
            yield "hub", club, weights.hub_match


def pair_points(
    grid: Grid, club: str, one: int, first: Option, other: int, second: Option
) -> Iterator[tuple[What, int]]:
    """Yield what two matches of a club cost by being near each other: a short rest, altitude twice."""
    if grid.is_given(one, first) and grid.is_given(other, second):
        return
    weights, gap = grid.task.weights, abs(first.day - second.day)
    here, there = grid.stay(one, first), grid.stay(other, second)
    if 24 * gap < weights.comfort_hours and weights.rest_hour:
        left = 24 * gap - (hours_between(here, there, weights.speed_kmh, weights.ground_hours) or 0)
        yield "rest", weights.rest_hour * (weights.comfort_hours - left)
    home = grid.task.stays.get(club)
    if gap > weights.altitude_days or not weights.altitude_pair or home is None or home.altitude_m is None:
        return
    climbs = [stay.altitude_m - home.altitude_m for stay in (here, there) if stay and stay.altitude_m is not None]
    if len(climbs) == 2 and min(climbs) >= weights.altitude_m:
        yield "altitude", weights.altitude_pair


def trip_points(grid: Grid, club: str, one: int, first: Option, other: int, second: Option) -> int:
    """Return what a club saves by travelling on from one match away to the next, if none lies between; else 0."""
    if grid.is_given(one, first) and grid.is_given(other, second):
        return 0
    if abs(first.day - second.day) > grid.task.weights.trip_days:
        return 0
    home, here, there = grid.task.stays.get(club), grid.stay(one, first), grid.stay(other, second)
    out, back, onward = km_between(home, here), km_between(there, home), km_between(here, there)
    if not out or not back or onward is None:
        return 0
    return max(0, round((out + back - onward) / grid.task.weights.km_per_point))


def between_of(grid: Grid, club: str, one: int, other: int) -> list[int]:
    """Return the bundles of a club that can be played in a season with both of two: one between them ends the trip."""
    return [
        bundle
        for bundle in range(len(grid.bundles))
        if (bundle not in (one, other) or len(grid.bundles[bundle]) > 1)
        and club in (grid.one_of(bundle).home, grid.one_of(bundle).away)
        and not any(grid.one_of(bundle).excludes(grid.one_of(match)) for match in (one, other))
    ]


def joint_needs(grid: Grid, term: Term) -> frozenset[Branch]:
    """Return the branches in which a term counts."""
    return frozenset(
        branch for bundle in (term.one, term.other) if bundle is not None for branch in grid.one_of(bundle).needs
    )
