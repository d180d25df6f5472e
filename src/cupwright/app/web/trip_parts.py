"""Journeys to and from the guests of a comparison: a map and a table."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from cupwright.app.web import words
from cupwright.football.calendars import Stay
from cupwright.report.answer import Answer
from cupwright.report.briefs.pictures import Picture
from cupwright.report.locales import Language

__all__ = ["trip_parts", "trips_picture"]

_MOST_ROWS = 16
# Expected matches of a pair at both grounds: rarer ones would cover the map; a line is a step thicker for so many more.
_RAREST, _STEP = 0.1, 0.1

Row = dict[str, Any]


def _likeliest(answer: Answer) -> list[Row]:
    rows = [row for row in answer.data.get("guest_trips", {}).get("matches", ()) if row["proposal"]]
    return sorted(rows, key=lambda row: (-row["proposal"], row["visitor"], row["host"]))


def trip_parts(answer: Answer, language: Language) -> list[Row]:
    """Return the likeliest matches of guests as proposed; none without guests."""
    return [
        {side: words.club_words(answer.club(row[side]), language) for side in ("visitor", "host")}
        | {side: language.number(row[side], 2) for side in ("base", "proposal")}
        for row in _likeliest(answer)[:_MOST_ROWS]
    ]


def trips_picture(answer: Answer, language: Language) -> Picture | None:
    """Draw the journeys to and from the guests on a map; None without any whose grounds are known."""
    from cupwright.report.travel_map import travel_map

    grounds = answer.data.get("guest_trips", {}).get("grounds", {})
    stays = {
        club: Stay(answer.club(club).name, found[0], found[1], None, "") for club, found in grounds.items() if found
    }
    met: dict[tuple[str, str], float] = defaultdict(float)
    for row in _likeliest(answer):
        for guest, other in ((row["host"], row["visitor"]), (row["visitor"], row["host"])):
            if answer.club(guest).guest and guest in stays and other in stays:
                met[guest, other] += row["proposal"]
    made = [
        (stays[guest], stays[other], stays[guest].name)
        for (guest, other), matches in met.items()
        if matches >= _RAREST
        for _ in range(round(matches / _STEP))
    ]
    if not made:
        return None
    said = "; ".join(f"{row['visitor']['name']} – {row['host']['name']}: {row['proposal']}"
                     for row in trip_parts(answer, language))  # fmt: skip
    return Picture(
        lambda narrow: travel_map(made, narrow=narrow, words=language), language.text("Journeys"),
        language.text("Journeys to and from the guests as proposed: the likelier, the thicker."), said,
    )  # fmt: skip
