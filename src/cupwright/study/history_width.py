"""How wide the ratings of a field are, and wider where the facts hold no league of a country before its year."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from cupwright.football.competitions import Edition

if TYPE_CHECKING:
    from cupwright.ratings import Ratings

__all__ = ["widths_of"]

_LOOK_BACK = dt.timedelta(days=3 * 366)


def widths_of(edition: Edition, ratings: Ratings) -> list[dict[str, Any]]:
    """Return, for each association of the field, how wide the intervals of its clubs' strengths are.

    A row has ``association``, ``clubs``, ``width`` (the mean length of the 90 % interval, in log goals a side),
    and ``league_matches``: domestic matches that the facts hold of the three years before, 0 where they hold no league.
    """
    from cupwright.data.leagues import domestic_matches

    until: dt.date = ratings.until.astype(object)
    held = domestic_matches(until - _LOOK_BACK, until)
    lengths: defaultdict[str, list[float]] = defaultdict(list)
    association = {slot.club: slot.association for slot in edition.slots}
    for rating in ratings.of(list(association)):
        low, high = rating.interval(0.9)
        lengths[association[rating.club]].append(high - low)
    return [
        {
            "association": code,
            "clubs": len(found),
            "width": sum(found) / len(found),
            "league_matches": int(held.get(code, 0)),
        }
        for code, found in sorted(lengths.items())
    ]
