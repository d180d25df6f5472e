"""The outlines of the land, for maps: Natural Earth's 1:110m land, compiled by ``tools/outlines.py``."""

from __future__ import annotations

import json
from functools import cache

from cupwright.data.store import facts_folder

__all__ = ["Ring", "land"]

Ring = tuple[tuple[float, float], ...]
"""Points (longitude, latitude) in degrees; the first is also the last. Land lies to the right of the line."""


@cache
def land() -> tuple[tuple[Ring, ...], ...]:
    """Return the polygons of the land, each an outer ring and its lakes; without Antarctica."""
    held = json.loads((facts_folder() / "outlines.json").read_text(encoding="utf-8"))
    return tuple(tuple(tuple((lon, lat) for lon, lat in ring) for ring in rings) for rings in held["polygons"])
