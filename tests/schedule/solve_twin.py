"""The solver's slow twin: every way to give the fixtures days is tried, and every season is added up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from itertools import combinations, product
from math import ceil

from cupwright.football.calendars import PlannedFixture, Stay
from cupwright.schedule.solve_task import Hub, Task
from cupwright.study.geography import great_circle_km

Choice = tuple[dt.date, Hub | None]
Calendar = dict[str, Choice]


def every_key(task: Task) -> set[str]:
    """Return the keys of all demands; some may bind nothing."""
    keys = {"rest:"} | {f"fixture:{one.id}" for one in task.everything}
    keys |= {f"release:{window.id}" for window in task.releases}
    keys |= {f"blocked:{place}" for place in range(len(task.blocks))}
    return keys | {_weekday_key(one) for one in task.everything if one.weekdays}


def _weekday_key(one: PlannedFixture) -> str:
    return f"weekdays:{one.competition}|{','.join(map(str, sorted(set(one.weekdays))))}"


def calendars(task: Task, keys: Collection[str]) -> Iterator[Calendar]:
    """Yield every calendar of the fixtures among the demands that keeps the demands."""
    asked = [one for one in task.everything if f"fixture:{one.id}" in keys]
    choices = [[choice for choice in _choices(task, one) if _alone(task, one, choice, keys)] for one in asked]
    for chosen in product(*choices):
        found = dict(zip((one.id for one in asked), chosen, strict=True))
        if _hubs(task, found) and _orders(task, found) and _apart(task, asked, found, keys):
            yield found


def _choices(task: Task, one: PlannedFixture) -> list[Choice]:
    own = [(day, None) for day in _days(one.first, one.last)]
    return own + [(day, hub) for hub in task.hubs if one.id in hub.fixtures for day in _days(hub.first, hub.last)]


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]


def _given(task: Task, one: PlannedFixture) -> bool:
    return one in task.commitments and one.first == one.last


def _counted(task: Task, one: PlannedFixture) -> set[str]:
    return {club for club in (one.home, one.away) if club and (not task.clubs or club in task.clubs)}


def _ground(task: Task, one: PlannedFixture, hub: Hub | None) -> str:
    if hub is not None:
        return hub.place
    if one.neutral:
        return one.venue
    return one.home if one.away else ""


def _alone(task: Task, one: PlannedFixture, choice: Choice, keys: Collection[str]) -> bool:
    day, hub = choice
    if _given(task, one):
        return True
    if hub is None and one.weekdays and day.weekday() not in one.weekdays and _weekday_key(one) in keys:
        return False
    for window in task.releases:
        concerned = not window.clubs or {one.home, one.away} & set(window.clubs)
        if f"release:{window.id}" in keys and concerned and window.first <= day <= window.last:
            return False
    for place, block in enumerate(task.blocks):
        here = _ground(task, one, hub) == block.place or (hub is None and one.venue == block.place)
        if f"blocked:{place}" in keys and here and block.first <= day <= block.last:
            return False
    return True


def _hubs(task: Task, found: Calendar) -> bool:
    counts = [sum(hub is one for _, one in found.values()) for hub in task.hubs]
    return all(not count or hub.least <= count <= hub.most for hub, count in zip(task.hubs, counts, strict=True))


def _orders(task: Task, found: Calendar) -> bool:
    return all(
        found[before][0] < found[after][0] for before, after in task.orders if before in found and after in found
    )


def _apart(task: Task, asked: list[PlannedFixture], found: Calendar, keys: Collection[str]) -> bool:
    rest = ceil(task.rest_hours / 24) if "rest:" in keys else 0
    for one, other in combinations(asked, 2):
        if _free_of_each_other(task, one, other):
            continue
        gap = abs((found[one.id][0] - found[other.id][0]).days)
        if gap < max(1, rest, ceil(_hours(task, one, other, found) / 24)):
            return False
    return True


def _free_of_each_other(task: Task, one: PlannedFixture, other: PlannedFixture) -> bool:
    shared = _counted(task, one) & _counted(task, other)
    return not shared or one.excludes(other) or (_given(task, one) and _given(task, other))


def _stay(task: Task, one: PlannedFixture, found: Calendar) -> Stay | None:
    return task.stays.get(_ground(task, one, found[one.id][1]))


def _km(here: Stay | None, there: Stay | None) -> float | None:
    if here is None or there is None:
        return None
    return great_circle_km(here.lat, here.lon, there.lat, there.lon)


def _hours(task: Task, one: PlannedFixture, other: PlannedFixture, found: Calendar) -> int:
    km = _km(_stay(task, one, found), _stay(task, other, found))
    return 0 if not km or km < 1 else ceil(km / task.weights.speed_kmh) + task.weights.ground_hours


def price(task: Task, found: Calendar) -> int:
    """Return what a calendar of all fixtures costs in the dearest way its branches can run."""
    values: dict[str, list[str | None]] = {}
    for one in task.everything:
        for variable, value in one.needs:
            known = values.setdefault(variable, [None])
            known += [value] if value not in known else []
    seasons = []
    for chosen in product(*values.values()):
        season = dict(zip(values, chosen, strict=True))
        played = [one for one in task.everything if all(season[variable] == value for variable, value in one.needs)]
        seasons.append(sum(_price_of(task, club, played, found) for club in _clubs(task)))
    return max(seasons)


def _clubs(task: Task) -> set[str]:
    return {club for one in task.everything for club in _counted(task, one)}


def _price_of(task: Task, club: str, played: list[PlannedFixture], found: Calendar) -> int:
    weights, home = task.weights, task.stays.get(club)
    mine = [one for one in played if club in (one.home, one.away)]
    total = 0
    for one in mine:
        if not _given(task, one):
            total += round(2 * (_km(home, _stay(task, one, found)) or 0) / weights.km_per_point)
            total += weights.hub_match if found[one.id][1] is not None else 0
    for one, other in combinations(mine, 2):
        if one.excludes(other) or (_given(task, one) and _given(task, other)):
            continue
        gap = abs((found[one.id][0] - found[other.id][0]).days)
        if 24 * gap < weights.comfort_hours:
            total += weights.rest_hour * (weights.comfort_hours - 24 * gap + _hours(task, one, other, found))
        here, there = _stay(task, one, found), _stay(task, other, found)
        high = [
            stay is not None and home is not None and stay.altitude_m is not None and home.altitude_m is not None
            and stay.altitude_m - home.altitude_m >= weights.altitude_m
            for stay in (here, there)
        ]  # fmt: skip
        if all(high) and gap <= weights.altitude_days:
            total += weights.altitude_pair
        if gap <= weights.trip_days and not _between(task, club, one, other, found):
            out, back, onward = _km(home, here), _km(there, home), _km(here, there)
            if out and back and onward is not None:
                total -= max(0, round((out + back - onward) / weights.km_per_point))
    return total


def _between(task: Task, club: str, one: PlannedFixture, other: PlannedFixture, found: Calendar) -> bool:
    low, high = sorted((found[one.id][0], found[other.id][0]))
    return any(
        low < found[third.id][0] < high
        for third in task.everything
        if club in (third.home, third.away) and not third.excludes(one) and not third.excludes(other)
    )
