"""Journeys: lengths against published geodesics, and routes case by case."""

from __future__ import annotations

import pytest

from cupwright.football.calendars import Stay
from cupwright.schedule.travel import Pace, distance_km, itinerary
from cupwright.study.geography import great_circle_km
from tests.schedule.given import day, fixture

MIAMI = Stay("Miami", 25.958, -80.239, 2, "America/New_York")
LA_PAZ = Stay("La Paz", -16.499, -68.123, 3637, "America/La_Paz")
LIMA = Stay("Lima", -12.067, -77.034, 150, "America/Lima", error_km=25)
PLACES = {"miami": MIAMI, "la-paz": LA_PAZ, "lima": LIMA}


def test_a_degree_of_the_meridian_and_of_the_equator() -> None:
    """One degree at the equator of WGS 84 is 111.3195 km; the quarter of a meridian 10,001.966 km."""
    assert distance_km(0, 0, 0, 1) == pytest.approx(111.319_491, abs=1e-4)
    assert distance_km(0, 0, 90, 0) == pytest.approx(10_001.965_73, abs=1e-3)


def test_the_ellipsoid_is_near_the_sphere() -> None:
    ends = MIAMI.lat, MIAMI.lon, LA_PAZ.lat, LA_PAZ.lon
    assert distance_km(*ends) == pytest.approx(great_circle_km(*ends), rel=0.006)


def route(*legs: tuple[str, str]) -> list[tuple[str, str]]:
    matches = [(day(when), fixture(f"{when}", when, venue=where)) for when, where in legs]
    found = itinerary(MIAMI, matches, lambda match: PLACES.get(match.venue))
    return [(journey.start.name, journey.end.name) for journey in found.journeys]


def test_out_and_back() -> None:
    assert route(("4-1", "miami"), ("4-7", "la-paz"), ("4-20", "lima")) == [
        ("Miami", "La Paz"), ("La Paz", "Miami"), ("Miami", "Lima"), ("Lima", "Miami"),
    ]  # fmt: skip


def test_a_road_trip() -> None:
    assert route(("4-7", "la-paz"), ("4-10", "lima")) == [("Miami", "La Paz"), ("La Paz", "Lima"), ("Lima", "Miami")]


def test_a_place_not_known_is_not_guessed() -> None:
    matches = [(day("4-7"), fixture("known", "4-7", venue="lima")), (day("4-9"), fixture("where", "4-9"))]
    found = itinerary(MIAMI, matches, lambda match: PLACES.get(match.venue))
    assert found.unknown == ("where",)
    assert [(journey.start.name, journey.end.name) for journey in found.journeys] == [("Miami", "Lima")]
    assert itinerary(None, matches, lambda match: PLACES.get(match.venue)).journeys == ()


def test_clocks_climbs_hours_and_how_sure() -> None:
    match = fixture("away", "4-7", venue="la-paz")
    out, back = itinerary(MIAMI, [(day("4-7"), match)], lambda _: LA_PAZ, Pace(800, 3)).journeys
    assert (out.zones, out.climb_m, back.climb_m) == (0, 3635, -3635)
    assert out.hours == pytest.approx(out.km / 800 + 3)
    winter = itinerary(MIAMI, [(day("12-7"), match)], lambda _: LA_PAZ).journeys[0]
    assert winter.zones == 1
    assert itinerary(MIAMI, [(day("4-7"), match)], lambda _: LIMA).journeys[0].error_km == 25
