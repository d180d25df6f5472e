"""Where the clubs are and how far they go: a map of grounds and journeys, and the same as a table.

The outlines are Natural Earth's; the map is Lambert's azimuthal equal-area projection about the middle of what is
shown.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from cupwright.data.outlines import land
from cupwright.errors import CupwrightError, Problem
from cupwright.football.calendars import Stay
from cupwright.report.charts import COLOUR, inline
from cupwright.report.locales import Language
from cupwright.schedule.travel import distance_km

__all__ = ["MOST_JOURNEYS", "Journey", "travel_map", "travel_table"]

MOST_JOURNEYS = 2_000
_INKS = ("base", "proposal", "gain", "ink")
_MARGIN = 24
_FARTHEST = 3
_LETTER = 0.62
"""Width of a letter of a name, in its size; system fonts differ, so rather much."""
_STEPS = 60
_MOST_WAYS = 150
_BESIDE = (
    *((side, aside, drop) for drop in (-5, 7) for side, aside in (("left", 6), ("right", -6))),
    ("center", 0, -10), ("center", 0, 11),
    *((side, aside, drop) for drop in (-15, 17) for side, aside in (("left", 5), ("right", -5))),
    ("center", 0, -21), ("center", 0, 22),
)  # fmt: skip
"""Where a name may stand: how it is set, and how far from its dot to the right and down; the best first."""

Journey = tuple[Stay, Stay, str]
"""From, to, and the series it is drawn in (``"As it is"``, ``"As proposed"``, a club, a competition)."""


def _distance_km(first: Stay, second: Stay) -> float:
    return distance_km(first.lat, first.lon, second.lat, second.lon)


def _demand(journeys: Sequence[Journey]) -> None:
    problems = []
    if not 1 <= len(journeys) <= MOST_JOURNEYS:
        problems.append(Problem("map", f"there are {len(journeys):,} journeys", hint=f"1 to {MOST_JOURNEYS:,}"))
    for stay in {stay for first, second, _ in journeys for stay in (first, second)}:
        if not (-90 <= stay.lat <= 90 and -180 <= stay.lon <= 180):
            facts = (f"latitude {stay.lat}, longitude {stay.lon}",)
            problems.append(Problem("map", f"{stay.name} is nowhere on Earth", facts=facts))
    if problems:
        raise CupwrightError(sorted(problems, key=lambda problem: problem.message))


def _middle(stays: Iterable[Stay]) -> tuple[float, float]:
    """Return the longitude and latitude in the middle of some places, on the sphere."""
    x = y = z = 0.0
    for stay in stays:
        lon, lat = math.radians(stay.lon), math.radians(stay.lat)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _projected(lon: float, lat: float, middle: tuple[float, float]) -> tuple[float, float]:
    """Project a point about the middle (Snyder 1987, "Map projections - a working manual", section 24); y goes up."""
    turn, height, centre = math.radians(lon - middle[0]), math.radians(lat), math.radians(middle[1])
    cosine = math.sin(centre) * math.sin(height) + math.cos(centre) * math.cos(height) * math.cos(turn)
    k = math.sqrt(2 / max(1e-9, 1 + cosine))
    y = math.cos(centre) * math.sin(height) - math.sin(centre) * math.cos(height) * math.cos(turn)
    return k * math.cos(height) * math.sin(turn), k * y


class _View:
    """A map that shows all places as large as they fit: its size in pixels, and where a place is on it."""

    def __init__(self, stays: list[Stay], width: int, tallest: int) -> None:
        self.middle = _middle(stays)
        points = [_projected(stay.lon, stay.lat, self.middle) for stay in stays]
        (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
        # A map of one city is no map: show at least some 1,300 km.
        across, up = max(right - left, 0.2), max(high - low, 0.2)
        self.width = width
        self.scale = min((width - 2 * _MARGIN) / across, (tallest - 2 * _MARGIN) / up)
        self.height = min(tallest, max(round(width * 0.6), round(up * self.scale) + 2 * _MARGIN))
        self.x = width / 2 - self.scale * (left + right) / 2
        self.y = self.height / 2 + self.scale * (low + high) / 2

    def projection(self) -> Any:
        import altair as alt

        return alt.Projection(
            type="azimuthalEqualArea", rotate=[-self.middle[0], -self.middle[1], 0], scale=self.scale,
            translate=[self.x, self.y], clipExtent=[[0, 0], [self.width, self.height]],
        )  # fmt: skip

    def at(self, stay: Stay) -> tuple[float, float]:
        return self.on(stay.lon, stay.lat)

    def on(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = _projected(lon, lat, self.middle)
        return self.x + self.scale * x, self.y - self.scale * y


def _way(view: _View, first: Stay, second: Stay) -> list[tuple[float, float]]:
    """Return points of the great circle between two places as they lie on the map, close to one another."""
    ends = []
    for stay in (first, second):
        lon, lat = math.radians(stay.lon), math.radians(stay.lat)
        ends.append((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))
    points = []
    for step in range(1, _STEPS):
        x, y, z = (one + (other - one) * step / _STEPS for one, other in zip(*ends, strict=True))
        points.append(view.on(math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))))
    return points


def _labels(view: _View, stays: Iterable[Stay], size: int, ways: Iterable[tuple[Stay, Stay]]) -> list[dict[str, Any]]:
    """Place names beside their dots where nothing is yet and few lines go, the first first.

    A name without room is left to the table.
    """
    taken: list[tuple[float, float, float, float]] = []
    placed = []
    spots = {stay: view.at(stay) for stay in stays}
    dots = [(x - 3, y - 3, x + 3, y + 3) for x, y in spots.values()]
    # Of very many lines some go everywhere.
    lines = [point for way in list(ways)[:_MOST_WAYS] for point in _way(view, *way)]
    for stay, (x, y) in spots.items():
        long = len(stay.name) * size * _LETTER
        others = taken + [dot for other, dot in zip(spots, dots, strict=True) if other is not stay]
        found = []
        for number, (side, aside, drop) in enumerate(_BESIDE):
            left = x + aside - {"left": 0.0, "center": long / 2, "right": long}[side]
            box = (left, y + drop - size / 2, left + long, y + drop + size / 2)
            inside = box[0] >= 2 and box[1] >= 2 and box[2] <= view.width - 2 and box[3] <= view.height - 2
            if inside and not any(
                box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in others
            ):
                crossed = sum(box[0] < across < box[2] and box[1] < down < box[3] for across, down in lines)
                found.append((crossed, number, box))
        if found:
            _, number, box = min(found)
            taken.append(box)
            side, aside, drop = _BESIDE[number]
            placed.append({"name": stay.name, "side": side, "aside": aside, "drop": drop, "lat": stay.lat,
                           "lon": stay.lon})  # fmt: skip
    return placed


def _told(stay: Stay, journeys: Sequence[Journey], words: Language) -> str:
    """Return what is told of a place: its name, and whereto the longest journeys go."""
    ends = {second if stay == first else first for first, second, _ in journeys if stay in (first, second)} - {stay}
    far = sorted(ends, key=lambda end: (-_distance_km(stay, end), end.name))[:_FARTHEST]
    return "\n".join([stay.name, *(f"{end.name}: {words.km(_distance_km(stay, end))}" for end in far)])


def travel_map(journeys: Sequence[Journey], *, narrow: bool = False, words: Language | None = None) -> Any:
    """Draw places and the journeys between them along great circles.

    Parameters
    ----------
    journeys
        At most 2,000; one made several times is drawn thicker. Four series at most have a colour of their own.
    narrow
        Draw for a phone.
    words
        The language of what a place tells of itself; without one it tells nothing.

    Raises
    ------
    CupwrightError
        Without journeys, with too many, or with a place that is nowhere on Earth; all problems at once.
    """
    import altair as alt

    _demand(journeys)
    stays = {stay.name: stay for first, second, _ in journeys for stay in (first, second)}
    series = list(dict.fromkeys(name for _, _, name in journeys))
    width = 345 if narrow else 760
    view = _View(list(stays.values()), width, 460 if narrow else 760)
    times = Counter((*sorted((first.name, second.name)), name) for first, second, name in journeys)
    lines = [
        {"type": "Feature", "series": name, "times": count, "geometry": {"type": "LineString", "coordinates": [
            [stays[end].lon, stays[end].lat] for end in (first, second)]}}
        for (first, second, name), count in sorted(times.items()) if first != second
    ]  # fmt: skip
    polygons = [[[list(point) for point in ring] for ring in rings] for rings in land()]
    outline = {"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": polygons}}
    layers = [
        alt.Chart(alt.InlineData(values=[outline])).mark_geoshape(
            fill=COLOUR["line"], stroke=COLOUR["muted"], strokeWidth=0.4, fillOpacity=0.55
        )
    ]
    if lines:
        inks = [COLOUR[_INKS[number % len(_INKS)]] for number in range(len(series))]
        # Broken lines let one see the series below, where both make the same journey.
        dashes = [[5, 4] if number else [1, 0] for number in range(len(series))]
        # A legend would draw filled boxes for shapes: lines it shall be.
        legend = alt.Legend(symbolType="stroke", symbolStrokeWidth=3) if len(series) > 1 else None
        layers.append(
            alt.Chart(alt.InlineData(values=lines)).mark_geoshape(filled=False, opacity=0.8).encode(
                stroke=alt.Stroke("series:N", scale=alt.Scale(domain=series, range=inks), legend=legend),
                strokeDash=alt.StrokeDash("series:N", scale=alt.Scale(domain=series, range=dashes), legend=None),
                strokeWidth=alt.StrokeWidth("times:Q", scale=alt.Scale(domain=[1, max(2, *times.values())],
                                                                       range=[1.2, 4]), legend=None),
            )
        )  # fmt: skip
    spots = [{"name": stay.name, "lat": stay.lat, "lon": stay.lon} for stay in stays.values()]
    if words is not None:
        spots = [{**spot, "told": _told(stays[str(spot["name"])], journeys, words)} for spot in spots]
    places = alt.Chart(inline(spots)).encode(tooltip=alt.Undefined if words is None else alt.Tooltip("told:N"))
    at = {"longitude": "lon:Q", "latitude": "lat:Q"}
    layers.append(places.mark_circle(size=26, color=COLOUR["ink"], opacity=1).encode(**at))
    visits = Counter(stay.name for first, second, _ in journeys for stay in (first, second))
    often = sorted(stays.values(), key=lambda stay: (-visits[stay.name], stay.name))
    size = 10 if narrow else 11
    names = _labels(view, often, size, [(stays[first], stays[second]) for first, second, _ in times if first != second])
    for side, aside, drop in sorted({(name["side"], name["aside"], name["drop"]) for name in names}):
        mine = [name for name in names if (name["side"], name["aside"], name["drop"]) == (side, aside, drop)]
        text = alt.Chart(inline(mine)).mark_text(dx=aside, dy=drop, align=side, fontSize=size, color=COLOUR["ink"])
        layers.append(text.encode(text="name:N", **at))
    return (
        alt.layer(*layers)
        .properties(width=width, height=view.height, padding=2, projection=view.projection())
        .configure(background="transparent", font="system-ui")
        .configure_view(stroke=COLOUR["line"])
        .configure_legend(labelColor=COLOUR["ink"], labelFontSize=12, title=None, orient="top")
    )


def travel_table(journeys: Sequence[Journey]) -> list[dict[str, Any]]:
    """Return what the map shows as rows, in the order of series and then the longest first.

    Returns
    -------
    list
        ``{series, between, and, times, km, km_in_all, climb_m, error_km}``: kilometres on the WGS 84 ellipsoid, one
        way; metres from the lower to the higher place, None where an altitude is not known; how far off the two places
        may be. A journey there and one back are two of the same row, in which the order of the places says nothing.

    Raises
    ------
    CupwrightError
        As :func:`travel_map`.
    """
    _demand(journeys)
    stays = {stay.name: stay for first, second, _ in journeys for stay in (first, second)}
    ways: dict[tuple[frozenset[str], str], tuple[str, str]] = {}
    for first, second, name in journeys:
        ways.setdefault((frozenset((first.name, second.name)), name), (first.name, second.name))
    times = Counter((frozenset((first.name, second.name)), name) for first, second, name in journeys)
    series = list(dict.fromkeys(name for _, _, name in journeys))
    rows = []
    for (pair, name), count in times.items():
        one, other = ways[pair, name]
        first, second = stays[one], stays[other]
        km = _distance_km(first, second)
        known = first.altitude_m is not None and second.altitude_m is not None
        rows.append(
            {"series": name, "between": one, "and": other, "times": count, "km": round(km),
             "km_in_all": round(km * count),
             "climb_m": abs((first.altitude_m or 0) - (second.altitude_m or 0)) if known else None,
             "error_km": first.error_km + second.error_km}
        )  # fmt: skip
    return sorted(rows, key=lambda row: (series.index(row["series"]), -row["km"], row["between"], row["and"]))
