"""Who plays in a competition beside the cup: by its calendar, by its edition in the library, or by assumption."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from cupwright.football.calendars import Calendar, PlannedFixture
from cupwright.football.institutions import COMPETITIONS
from cupwright.study.calendar_rows import Member

__all__ = ["CONFEDERATIONS", "entrant_notes", "entrants_rows", "takes_part"]

CONFEDERATIONS = ("CONCACAF", "CONMEBOL")
_NAMED = 6
_OF_CUPS = {"leagues-cup": ("USA", "CAN", "MEX"), "campeones-cup": ("USA", "CAN", "MEX")}


def takes_part(calendar: Calendar, member: Member) -> bool:
    """Return whether a club plays in a competition, or may: where nobody knows who does, a club of its associations."""
    known = _entrants(calendar, member.association)
    return _may(calendar, member) and (known is None or member.club in known)


def _may(calendar: Calendar, member: Member) -> bool:
    """Return whether a club of its association can play in a competition."""
    from cupwright.data.places import countries

    associations = calendar.associations or _associations(calendar)
    if associations:
        return member.association in associations
    country = countries().get(member.association)
    prefix = calendar.competition.partition("-")[0].upper()
    return prefix not in CONFEDERATIONS or (country is not None and country.confederation == prefix)


def _associations(calendar: Calendar) -> Sequence[str]:
    return COMPETITIONS.get(calendar.competition, ()) or _OF_CUPS.get(calendar.competition, ())


def _entrants(calendar: Calendar, association: str) -> Collection[str] | None:
    """Return who takes part of an association, or None where that is not known.

    Of a league that is not asked: its clubs are those of its association.
    """
    named = next((one.clubs for one in calendar.entrants if one.association == association), None)
    if named is not None or COMPETITIONS.get(calendar.competition):
        return named
    editions = {name.partition("/")[0] for window in calendar.windows for name, _ in window.needs}
    fields = [_field(name) for name in sorted(editions)]
    if not fields or None in fields:
        return None
    return frozenset(club for field in fields if field is not None for club in field)


@cache
def _field(name: str) -> frozenset[str] | None:
    """Return the clubs of an edition of the library; None if it has none, or does not say of all who they are."""
    from cupwright.rulebook import list_documents, load_edition

    path = list_documents().get(name)
    if path is None or path.parent.name != "editions":
        return None
    slots = load_edition(name).slots
    return None if any(not slot.club or slot.earned_in for slot in slots) else frozenset(slot.club for slot in slots)


def entrants_rows(
    calendars: Sequence[Calendar], members: Sequence[Member], fixtures: Mapping[str, Sequence[PlannedFixture]]
) -> list[dict[str, Any]]:
    """Return of each competition beside which clubs are known not to play in it (``out``), and of which it is assumed
    that they do (``assumed``); none where there are no such clubs.

    Parameters
    ----------
    calendars
        Those beside the cup.
    members
        The clubs.
    fixtures
        What each plays or may play.
    """
    rows = []
    for one in calendars:
        out = [member.club for member in members if _may(one, member) and not takes_part(one, member)]
        assumed = [
            member.club
            for member in members
            if not COMPETITIONS.get(one.competition) and _entrants(one, member.association) is None
            and any(match.id.startswith(f"{one.id}/") for match in fixtures.get(member.club, ()))
        ]  # fmt: skip
        if out or assumed:
            rows.append({"id": one.id, "title": one.title.replace(", as played", ""), "competition": one.competition,
                         "out": out, "assumed": assumed})  # fmt: skip
    return rows


def entrant_notes(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Return what :func:`entrants_rows` found in sentences."""
    notes = []
    for row in rows:
        if row["out"]:
            notes.append(f"Not in {row['title']}, so nothing of it counts: {_some(row['out'], names)}.")
        if row["assumed"]:
            take = "takes" if len(row["assumed"]) == 1 else "take"
            notes.append(f"That {_some(row['assumed'], names)} {take} part in {row['title']} is assumed.")
    return notes


def _some(clubs: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names[club] for club in clubs) if len(clubs) <= _NAMED else f"{len(clubs)} clubs"
