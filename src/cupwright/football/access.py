"""Rights of entry: slots, and what a proposal did to each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Access", "PlaceChange", "Slot"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A named right of entry and the club that holds it.

    Parameters
    ----------
    name
        Such as ``"BOL 4"``; unique in the edition.
    association
        FIFA code of the association that owns the slot.
    enters
        The stage at which the club enters.
    club
        Club id.
    via
        How the club earned it.
    guest
        Whether it is held by a club from outside the confederation.
    pot
        The pot a guest is put in; None ranks it after the members.
    table
        The table of a league that the club stands in; empty where there is one.
    earned_in
        Of a slot whose club another competition decides in the same world: ``"EDITION:AWARD"``.
    """

    name: str
    association: str
    enters: str
    club: str
    via: str = ""
    guest: bool = False
    pot: int | None = None
    table: str = ""
    earned_in: str = ""


@dataclass(frozen=True, slots=True)
class Access:
    """The access list: places by association and entry stage, and places added for holders of titles.

    `quotas` holds (association, ((stage, places), ...)); `holders` holds (stage, places), which go to the
    associations of the holders on top of their quotas.
    """

    quotas: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    holders: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """One line of the ledger of places: what happened to a club's slot and which change did it.

    `before` and `after` are entry stages; an empty string means outside the competition. `drops_to` names the
    competition a club goes to that lost its place, if the change says so.
    """

    what: Literal["lost", "gained", "moved"]
    club: str
    association: str
    slot: str
    before: str
    after: str
    because: str
    drops_to: str = ""
