"""What each club's journeys come to under two rule books, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.football.competitions import Edition, Venue
from cupwright.study.calendar_places import stay_of
from cupwright.study.doubt import Spread, chances
from cupwright.study.geography import great_circle_km
from cupwright.study.metrics.altitude import HIGH_M, altitude
from cupwright.study.metrics.rows import UNKNOWN, change_of, figures_of
from cupwright.study.metrics.travel import travel
from cupwright.study.odds import club_order
from cupwright.study.side import Side
from cupwright.study.travel_worlds import Ways, Went, group_stage_of

__all__ = ["MEASURES", "Travelled", "club_rows", "journey_rows", "ways_of"]

MEASURES = ("km", "longest_km", "zones", "high_away", "high_home")
"""What is told of each club besides chances: numbers with base, proposal and change."""

_METRES = 1000.0

Row = dict[str, Any]
ByClub = Mapping[str, Spread | None]


class Travelled:
    """One rule book after its run: its side, and who went where."""

    def __init__(self, side: Side, went: Went) -> None:
        self.side, self.went = side, went

    def measures(self) -> dict[str, ByClub]:
        """Return each of :data:`MEASURES` by club; None where a place is not known."""
        km = travel(self.side)
        return {
            "km": km,
            "longest_km": {club: None if km[club] is None else self.side.spread(self.went.longest[:, k] / _METRES)
                           for k, club in enumerate(self.side.clubs)},
            "zones": _zones(self.side),
            "high_away": altitude(self.side),
            "high_home": _visits_from_below(self.side),
        }  # fmt: skip


def ways_of(ground_of: Callable[[str], tuple[float, float] | None], edition: Edition) -> Ways:
    """Return what is looked for in the worlds of an edition; `ground_of` says where a club is at home."""
    grounds = [ground_of(club) for club in edition.clubs]
    guests = {slot.club for slot in edition.slots if slot.guest}
    venues = dict(edition.venues)
    neutral = [_point(venues.get(stage.id)) for stage in edition.format.stages]
    return Ways(
        edition,
        np.array([club in guests for club in edition.clubs]),
        _metres(grounds, grounds),
        _metres(grounds, neutral),
    )


def _point(venue: Venue | None) -> tuple[float, float] | None:
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def _metres(
    starts: Sequence[tuple[float, float] | None], ends: Sequence[tuple[float, float] | None]
) -> npt.NDArray[np.int64]:
    return np.array([
        [0 if start is None or end is None else round(_METRES * great_circle_km(*start, *end)) for end in ends]
        for start in starts
    ], dtype=np.int64)  # fmt: skip


def _zones(side: Side) -> ByClub:
    """Return the hours by which clocks change on the way to matches away from home and back."""
    clocks = [side.atlas.clock(club, side.edition.starts) for club in side.clubs]
    hours = np.array([np.nan if clock is None else clock for clock in clocks])
    apart = 2 * np.abs(hours[:, None] - hours[None, :])
    unknown = (side.tally.meetings.any(axis=0) & np.isnan(apart)).any(axis=0)
    total = np.einsum("bhv,hv->bv", side.tally.meetings, np.nan_to_num(apart))
    return {
        club: None if unknown[k] or clocks[k] is None else side.spread(total[:, k]) for k, club in enumerate(side.clubs)
    }


def _visits_from_below(side: Side) -> ByClub:
    """Return the matches that a club at 2,500 m or more hosts against clubs that live below; 0 for the others."""
    heights = [side.atlas.altitude(club) for club in side.clubs]
    high = np.array([height is not None and height >= HIGH_M for height in heights])
    known = np.array([height is not None for height in heights])
    met = np.asarray(side.tally.meetings.any(axis=0))
    hosts_unknown = (met & ~known[None, :]).any(axis=1)
    below = side.tally.meetings[:, :, ~high].sum(axis=2, dtype=np.int64) * high
    return {
        club: None if not known[k] or (high[k] and hosts_unknown[k]) else side.spread(below[:, k])
        for k, club in enumerate(side.clubs)
    }


def club_rows(base: Travelled, proposal: Travelled) -> list[Row]:
    """Return a row for each club of both fields: the measures, and the chance of a trip to a guest.

    A side is None where the club is not in that field and ``"unknown"`` where a place is not known; a change counts
    from 0 for a club in one field only.
    """
    from cupwright.data.places import clubs as all_clubs

    order = club_order(base.side.edition, proposal.side.edition)
    slots = {slot.club: slot for one in (base, proposal) for slot in one.side.edition.slots}
    facts = all_clubs()
    rows: dict[str, Row] = {
        club: {
            "club": club,
            "name": facts[club].name if club in facts else club,
            "association": slots[club].association,
            "guest": slots[club].guest,
            "altitude_m": proposal.side.atlas.altitude(club),
        }
        for club in order
    }
    both = base.measures(), proposal.measures()
    for name in MEASURES:
        for club, figures in _sides(order, both[0][name], both[1][name]):
            rows[club][name] = figures
    for name in ("to_guest", "to_guest_in_groups"):
        sides = [_chances(one, getattr(one.went, name), in_groups=name == "to_guest_in_groups")
                 for one in (base, proposal)]  # fmt: skip
        for club in order:
            rows[club][name] = {"base": sides[0].get(club), "proposal": sides[1].get(club)}
    return list(rows.values())


def _sides(order: Iterable[str], base: ByClub, proposal: ByClub) -> Iterable[tuple[str, Row]]:
    order = list(order)
    before, after = (figures_of([found.get(club) for club in order]) for found in (base, proposal))
    changes = figures_of([change_of(base, proposal, club) for club in order])
    for k, club in enumerate(order):
        yield (
            club,
            {
                "base": before[k] if club in base else None,
                "proposal": after[k] if club in proposal else None,
                "change": changes[k],
            },
        )


def _chances(one: Travelled, counts: npt.NDArray[np.int64], *, in_groups: bool) -> dict[str, Row]:
    """Return the chance by club; of a cup without a group stage none in it."""
    edition = one.side.edition
    if in_groups and not group_stage_of(edition):
        return {}
    guests = {slot.club for slot in edition.slots if slot.guest}
    possible = [bool(guests - {club}) for club in one.side.clubs]
    found = chances(one.side.spread(counts), possible=possible)
    return {
        club: {"mean": estimate.mean, "low": estimate.low, "high": estimate.high, "mc_error": estimate.mc_error}
        for club, estimate in zip(one.side.clubs, found, strict=True)
    }


def journey_rows(base: Travelled, proposal: Travelled, club: str, names: Mapping[str, str]) -> Row:
    """Return where a club is at home and where it may go, most often first.

    Returns
    -------
    dict
        ``home`` (a place, None if not known) and ``hosts``: for each its place, the kilometres one way, and on each
        side the expected ``matches`` there and the ``chance`` of at least one; None on a side without the club.
    """
    hosts: dict[str, Row] = {}
    guests = {slot.club for one in (base, proposal) for slot in one.side.edition.slots if slot.guest}
    for key, one in (("base", base), ("proposal", proposal)):
        if club not in one.side.clubs:
            continue
        k, total = one.side.clubs.index(club), one.side.tally.total
        matches, been = one.side.tally.meetings[:, :, k].sum(axis=0), one.went.been[:, :, k].sum(axis=0)
        for number in np.flatnonzero(been):
            host = one.side.clubs[number]
            row = hosts.setdefault(host, {"host": host, "name": names.get(host, host), "guest": host in guests})
            row[key] = {"matches": int(matches[number]) / total, "chance": int(been[number]) / total}
    home = _place(club, base.side)
    nowhere = {"matches": 0.0, "chance": 0.0}
    for row in hosts.values():
        place = _place(row["host"], base.side)
        row["place"] = place
        row["km"] = UNKNOWN if home is None or place is None else great_circle_km(
            home["lat"], home["lon"], place["lat"], place["lon"]
        )  # fmt: skip
        for key, one in (("base", base), ("proposal", proposal)):
            row.setdefault(key, dict(nowhere) if club in one.side.clubs else None)
    order = sorted(hosts.values(), key=lambda row: (-_matches(row["proposal"]), -_matches(row["base"]), row["host"]))
    return {"club": club, "name": names.get(club, club), "home": home, "hosts": order}


def _matches(side: Row | None) -> float:
    return 0.0 if side is None else float(side["matches"])


def _place(club: str, side: Side) -> Row | None:
    from cupwright.data.places import ground_at

    stay = stay_of(ground_at(club, side.edition.starts))
    if stay is None:
        return None
    return {
        "name": stay.name,
        "lat": stay.lat,
        "lon": stay.lon,
        "altitude_m": stay.altitude_m,
        "timezone": stay.timezone,
        "error_km": stay.error_km,
    }
