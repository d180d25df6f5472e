"""The year of a club as plain data: rest, months, journeys, a year on a page, and what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cupwright.football.calendars import PlannedFixture, Window
from cupwright.schedule.club_year import ClubYear
from cupwright.schedule.demands import Demands
from cupwright.schedule.findings import Finding
from cupwright.schedule.travel import Itinerary, Pace, itinerary
from cupwright.study.calendar_chances import chance_together
from cupwright.study.calendar_places import Places
from cupwright.study.calendar_words import finding_words, window_title
from cupwright.study.calendar_worlds import Outlook

__all__ = ["Member", "club_row", "finding_row"]


@dataclass(frozen=True, slots=True)
class Member:
    """A club whose year is checked: where it comes from, whether it is a guest, and the stage at which it enters."""

    club: str
    name: str
    association: str
    enters: str
    guest: bool = False
    decided: bool = True
    """Whether it is in the field, and not only where another competition comes out so."""


def club_row(
    member: Member,
    year: ClubYear,
    untold: Sequence[PlannedFixture],
    findings: Sequence[Mapping[str, Any]],
    places: Places,
    pace: Pace,
    from_day: dt.date,
) -> dict[str, Any]:
    """Return what the answer says of one club, whose `findings` are rows already; `untold` are its matches whose days
    are past and whose results the facts do not have.
    """
    travel = itinerary(places.home(member.club, from_day), year.matches, places.of, pace)
    kept = {match.id: day for day, match in year.matches}
    fixtures = [match for _, match in year.matches] + list(year.dropped)
    busiest = year.busiest
    hard = [one for one in findings if one["hard"] and one["of_cup"]]
    chances = [finding["chance"] for finding in hard]
    return {
        "club": member.club,
        "name": member.name,
        "association": member.association,
        "guest": member.guest,
        "enters": member.enters,
        "decided": member.decided,
        "feasible": not hard and not any(one.kind == "undecided" for one in year.findings),
        "hard": len(hard),
        "expected": sum(one for one in chances if one is not None) if None not in chances else None,
        "matches": len(year.matches),
        "dropped": len(year.dropped),
        "rest": {
            "least": year.rests.least,
            "median": year.rests.median,
            "short": year.rests.short,
            "tight": year.rests.tight,
        },
        "busiest": None if busiest is None else {"month": f"{busiest[0][0]}-{busiest[0][1]:02}", "matches": busiest[1]},
        "months": {f"{month[0]}-{month[1]:02}": count for month, count in year.months},
        "travel": _travel_row(travel, places.home(member.club, from_day) is not None),
        "untold": _untold(untold),
        "year": sorted(
            (_on_the_page(fixture, kept.get(fixture.id)) for fixture in fixtures),
            key=lambda row: (row["day"] or row["first"], row["id"]),
        ),
    }


def _travel_row(travel: Itinerary, known: bool) -> dict[str, Any]:
    zones = [abs(one.zones) for one in travel.journeys if one.zones is not None]
    climbs = [one.climb_m for one in travel.journeys if one.climb_m is not None]
    heights = [one.end.altitude_m for one in travel.journeys if one.end.altitude_m is not None]
    return {
        "home_known": known,
        "km": travel.km,
        "error_km": sum(one.error_km for one in travel.journeys),
        "hours": travel.hours,
        "journeys": len(travel.journeys),
        "longest_km": max((one.km for one in travel.journeys), default=0.0),
        "zones": sum(zones),
        "most_zones": max(zones, default=0.0),
        "climb_m": max((climb for climb in climbs if climb > 0), default=0),
        "highest_m": max(heights, default=None),
        "unknown": len(travel.unknown),
    }


def _untold(fixtures: Sequence[PlannedFixture]) -> list[dict[str, Any]]:
    """Return the windows of matches without results, each with how many matches it has at most."""
    found: dict[str, dict[str, Any]] = {}
    for one in fixtures:
        row = found.setdefault(window_title(one), {**_match(one), "title": window_title(one), "matches": 0})
        row["matches"] += 1
    return sorted(found.values(), key=lambda row: (row["first"], row["id"]))


def _on_the_page(fixture: PlannedFixture, day: dt.date | None) -> dict[str, Any]:
    return {
        **_match(fixture),
        "day": None if day is None else str(day),
        "kept": day is not None,
    }


def _match(fixture: PlannedFixture) -> dict[str, Any]:
    return {
        "id": fixture.id,
        "competition": fixture.competition,
        "title": fixture.title,
        "stage": fixture.stage,
        "home": fixture.home,
        "away": fixture.away,
        "first": str(fixture.first),
        "last": str(fixture.last),
        "played": fixture.played,
        "assumed": fixture.assumed,
        "certain": fixture.played or not fixture.needs,
        "chance": fixture.chance,
    }


def _window(window: Window) -> dict[str, Any]:
    return {"id": window.id, "title": window.title, "first": str(window.first), "last": str(window.last)}


def finding_row(finding: Finding, member: Member, demands: Demands, cup: str, outlook: Outlook) -> dict[str, Any]:
    """Return what the answer says of one finding; `cup` is the competition that is checked."""
    together = chance_together(finding.fixtures, member.club, cup, outlook)
    return {
        "club": finding.club,
        "name": member.name,
        "kind": finding.kind,
        "hard": finding.hard,
        "of_cup": any(fixture.competition == cup for fixture in finding.fixtures),
        "certain": all(fixture.played or not fixture.needs for fixture in finding.fixtures),
        "hours": finding.hours,
        "chance": finding.chance if together is None else together.mean,
        "chance_low": None if together is None else together.low,
        "chance_high": None if together is None else together.high,
        "chance_exact": finding.exact,
        "first": str(finding.first),
        "words": finding_words(finding, demands),
        "matches": [_match(fixture) for fixture in finding.fixtures],
        "windows": [_window(window) for window in finding.windows],
        "assumed": any(fixture.assumed for fixture in finding.fixtures)
        or any(window.assumed for window in finding.windows),
    }
