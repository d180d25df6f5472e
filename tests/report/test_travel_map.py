"""The travel map: places where they are, names that do not cover each other, and the same in a table."""

from __future__ import annotations

import itertools
import math
import re
from typing import Any

import pytest

from cupwright.data.outlines import land
from cupwright.errors import CupwrightError
from cupwright.football.calendars import Stay
from cupwright.report.charts import render_svg
from cupwright.report.travel_map import travel_map, travel_table
from tools.outlines import compiled

MIAMI = Stay("Fort Lauderdale", 26.193, -80.161, 3, "America/New_York")
LA_PAZ = Stay("La Paz", -16.499, -68.123, 3640, "America/La_Paz", 5.0)
TOKYO = Stay("Tokyo", 35.7, 139.7, None, "Asia/Tokyo")
THERE_AND_BACK = [(LA_PAZ, MIAMI, "As proposed"), (MIAMI, LA_PAZ, "As proposed"), (MIAMI, MIAMI, "As it is")]


def texts(svg: str) -> dict[str, tuple[float, float]]:
    """Return where each text stands: its group's translation."""
    found = re.findall(r'<text[^>]*transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*>([^<]+)</text>', svg)
    return {words: (float(x), float(y)) for x, y, words in found}


@pytest.mark.parametrize("narrow", [False, True])
def test_it_is_drawn(narrow: bool) -> None:
    svg = render_svg(travel_map(THERE_AND_BACK, narrow=narrow), "a map")
    where = texts(svg)
    assert {"La Paz", "Fort Lauderdale", "As proposed", "As it is"} <= set(where)
    assert where["La Paz"][1] > where["Fort Lauderdale"][1], "north is up"
    assert where["La Paz"][0] > where["Fort Lauderdale"][0], "east is right"
    assert float(svg.split("max-width:")[1].split("px")[0]) <= (360 if narrow else 780)


def test_all_places_are_on_the_map_wherever_they_are() -> None:
    """Our projection lays the frame and Vega's the dots: they agree if the places lie in the middle of it."""
    for journeys in ([(MIAMI, TOKYO, "x"), (MIAMI, LA_PAZ, "x")], [(MIAMI, LA_PAZ, "x")], [(LA_PAZ, LA_PAZ, "x")]):
        chart = travel_map(journeys)
        svg = render_svg(chart, "a map")
        circles = re.findall(r'translate\(([-\d.]+),([-\d.]+)\)" d="M[^"]*A', svg)
        frame = chart.to_dict()
        for axis, size in ((0, frame["width"]), (1, frame["height"])):
            places = [float(circle[axis]) for circle in circles]
            assert len(places) == len({stay for first, second, _ in journeys for stay in (first, second)})
            assert min(places) + max(places) == pytest.approx(size, abs=1), "as far from one edge as from the other"
            assert min(places) >= 23


def test_names_leave_each_other_room() -> None:
    crowd = [Stay(f"A club with a long name {n}", 40.0 + n / 50, -74.0, 0, "UTC") for n in range(12)]
    svg = render_svg(travel_map([(MIAMI, stay, "x") for stay in crowd]), "a map")
    found = re.findall(
        r'<text text-anchor="(\w+)" transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*>([^<]+)</text>', svg
    )
    boxes = []
    for anchor, x, y, words in found:
        left = float(x) - (5.0 * len(words) if anchor == "end" else 0)
        boxes.append((left, float(y), left + 5.0 * len(words)))
    assert "Fort Lauderdale" in {words for _, _, _, words in found}, "the place of most journeys is named first"
    assert 2 <= len(boxes) < 13, "no room for all: the table has the rest"
    for one, other in itertools.combinations(boxes, 2):
        assert abs(one[1] - other[1]) >= 10 or one[2] <= other[0] or other[2] <= one[0]


def test_the_table() -> None:
    rows = travel_table(THERE_AND_BACK)
    assert rows[0] == {
        "series": "As proposed", "between": "La Paz", "and": "Fort Lauderdale", "times": 2, "km": 4900,
        "km_in_all": 9799, "climb_m": 3637, "error_km": 5.0,
    }  # fmt: skip
    assert rows[1]["km"] == 0
    turn = math.radians(MIAMI.lon - LA_PAZ.lon)
    north, south = math.radians(MIAMI.lat), math.radians(LA_PAZ.lat)
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(turn)
    assert rows[0]["km"] == pytest.approx(6371 * math.acos(cosine), rel=0.006), "a sphere is within 0.6 %"
    assert travel_table([(MIAMI, TOKYO, "x")])[0]["climb_m"] is None, "unknown is not nought"


def test_mistakes() -> None:
    nowhere = Stay("Nowhere", 95.0, 10.0, 0, "UTC")
    beyond = Stay("Beyond", 0.0, 190.0, 0, "UTC")
    with pytest.raises(CupwrightError) as refused:
        travel_map([(MIAMI, nowhere, "x"), (beyond, MIAMI, "x")])
    assert [problem.message for problem in refused.value.problems] == [
        "Beyond is nowhere on Earth", "Nowhere is nowhere on Earth",
    ]  # fmt: skip
    for count in (0, 2001):
        with pytest.raises(CupwrightError, match=f"there are {count:,} journeys"):
            travel_table([(MIAMI, LA_PAZ, "x")] * count)


def inside(lon: float, lat: float) -> bool:
    """Whether a point is on land: count crossings of a ray to the east (which must not meet the date line on land)."""
    crossings = 0
    for rings in land():
        for ring in rings:
            for (x1, y1), (x2, y2) in itertools.pairwise(ring):
                if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                    crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("lon", "lat", "dry"),
    [(-65.3, -19.0, True), (-99.1, 19.4, True), (-47.9, -15.8, True), (-84.0, 40.0, True), (-90.0, 25.0, False),
     (-35.0, -40.0, False), (-95.0, 0.0, False), (51.0, 42.0, False)],
)  # fmt: skip
def test_the_land_is_where_it_should_be(lon: float, lat: float, dry: bool) -> None:
    """Sucre, Mexico City, Brasilia and Ohio; the Gulf, two oceans and the Caspian Sea."""
    assert inside(lon, lat) == dry


def test_the_outlines_are_compiled_as_told() -> None:
    """Two arcs, one of them read backwards; a speck and Antarctica fall away."""
    square = [[0, 0], [10, 0], [0, 10]]
    topology: dict[str, Any] = {
        "transform": {"scale": [1.0, 1.0], "translate": [-100.0, 0.0]},
        "arcs": [square, [[0, 0], [0, 10], [10, 0]], [[0, 0], [0, -70], [5, 0], [-5, 70]], [[0, 0], [0, 0], [0, 0]]],
        "objects": {"land": {"geometries": [{"arcs": [[[0, -2]], [[2]], [[3]]]}]}},
    }
    assert compiled(topology)["polygons"] == [[[(-100, 0), (-90, 0), (-90, 10), (-100, 10), (-100, 0)]]]
    assert all(ring[0] == ring[-1] for rings in land() for ring in rings)


def test_a_name_keeps_out_of_the_way_of_the_lines() -> None:
    """Of the places beside a dot that are free, the one that the fewest lines go through is taken."""
    east = [Stay(f"East {n}", 40.0 + n / 3, -50.0, 0, "UTC") for n in range(-3, 8)]
    start = Stay("West", 40.0, -74.0, 0, "UTC")
    svg = render_svg(travel_map([(start, stay, "x") for stay in east]), "a map")
    found = re.search(r'<text text-anchor="(\w+)"[^>]*>West', svg)
    assert found is not None and found[1] != "start"
