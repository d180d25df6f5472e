"""The journeys that an edition made clubs do: from a visitor's own ground to that of its host, or to neutral ground."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cupwright.football.calendars import Stay
from cupwright.football.competitions import Edition
from cupwright.study.documents import base_edition
from cupwright.study.placing import placed

__all__ = ["journeys_of"]


def journeys_of(edition: Edition | str | Path) -> list[tuple[Stay, Stay]]:
    """Return where each visitor came from and went to, one way, in the order of the matches.

    To neutral ground both clubs travel, where the document says where it is. A match whose places are not known is left
    out.

    Raises
    ------
    CupwrightError
        If the edition cannot be loaded, or the facts hold no match of it.
    """
    from cupwright.data.matches import edition_matches

    noun = base_edition(edition)
    venues = dict(noun.venues)
    found: list[tuple[Stay, Stay]] = []
    for match in placed(noun, edition_matches(*noun.results)):
        home, away = (_stay(club, match.date) for club in (match.home, match.away))
        venue = venues.get(match.stage)
        if match.neutral and venue is not None:
            if venue.latitude is None or venue.longitude is None:
                continue
            metres = None if venue.altitude_m is None else round(venue.altitude_m)
            there = Stay(venue.name, venue.latitude, venue.longitude, metres, "")
            found += [(stay, there) for stay in (home, away) if stay is not None]
        elif not match.neutral and home is not None and away is not None:
            found.append((away, home))
    return found


def _stay(club: str, day: dt.date) -> Stay | None:
    """Return where a club was at home on a day, under the club's name."""
    from cupwright.data.places import clubs, ground_at

    ground = ground_at(club, day)
    if ground is None or ground.lat is None or ground.lon is None:
        return None
    return Stay(clubs()[club].name, ground.lat, ground.lon, ground.altitude_m, ground.timezone)
