"""Compile the outlines of the land for maps: ``python -m tools.outlines land-110m.json``.

The file is that of the npm package ``world-atlas``: Natural Earth's land at 1:110 million as TopoJSON. What is kept is
a list of polygons with coordinates to a tenth of a degree; Antarctica is left out.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

OUTLINES = Path(__file__).parents[1] / "src" / "cupwright" / "facts" / "outlines.json"
SOUTHERNMOST = -60.0
Ring = list[tuple[float, float]]


def decoded(topology: dict[str, Any]) -> list[list[Ring]]:
    """Return the polygons of the object ``land``: rings of (longitude, latitude), the outer one first."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(indices: list[int]) -> Ring:
        points: Ring = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(arc[1 if points else 0 :])
        return points

    geometries = topology["objects"]["land"]["geometries"]
    return [[ring(part) for part in polygon] for shape in geometries for polygon in shape["arcs"]]


def rounded(ring: Ring) -> Ring:
    """Return a ring to a tenth of a degree, without points that fall together, closed."""
    points: Ring = []
    for lon, lat in ring:
        point = (round(lon, 1), round(lat, 1))
        if not points or point != points[-1]:
            points.append(point)
    return points


def compiled(topology: dict[str, Any]) -> dict[str, Any]:
    """Return what ships: the polygons that keep an area, and where they are from."""
    land = []
    for polygon in decoded(topology):
        if min(lat for _, lat in polygon[0]) < SOUTHERNMOST:
            continue
        rings = [ring for ring in map(rounded, polygon) if len(ring) >= 4]
        if rings and len(rounded(polygon[0])) >= 4:
            land.append(rings)
    return {
        "title": "Outlines of the land, degrees to one decimal, without Antarctica",
        "source": "Natural Earth, 1:110m land",
        "licence": "public domain",
        "polygons": land,
    }


def main() -> None:
    """Compile and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("land", type=Path, help="land-110m.json of the npm package world-atlas")
    land = compiled(json.loads(parser.parse_args().land.read_text(encoding="utf-8")))
    OUTLINES.write_text(json.dumps(land, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
