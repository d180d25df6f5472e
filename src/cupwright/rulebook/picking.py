"""Which slot of an edition a name stands for: an association's last, or its lowest that enters with the best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cupwright.errors import CupwrightError
from cupwright.football.access import Slot
from cupwright.football.competitions import Edition

__all__ = ["Pick", "Standings", "pick_slot"]

Tree = dict[str, Any]

Standings = Callable[[Sequence[Tree], Sequence[str]], tuple[str, ...]]
"""Makes a table from parts (`competition`, `edition`, `matches`) and criteria; clubs from first to last, none if the
facts do not have a part."""


@dataclass(frozen=True, slots=True)
class Pick:
    """The slot that a name stands for, and how it was found.

    `how` is ``"alone"`` (there was one), ``"table"`` (the league table of the year before), ``"order"`` (a sourced
    fact), ``"draw"``, or ``"listed"``: nothing orders the `candidates`, and the last that the edition lists stands in.
    """

    name: str
    slot: str
    club: str
    how: str
    candidates: tuple[str, ...] = ()
    source: str = ""


def pick_slot(name: str, rule: Tree, orders: Tree, edition: Edition, standings: Standings) -> Pick:
    """Return the slot that `name` stands for in an edition.

    ``"last"``: of the slots of the association that enter earliest, the club that stands lowest in its order.
    ``"lowest-direct"``: of those that enter at the latest stage, the lowest whose place came from the table (holders
    and winners of a title are passed over). ``"drawn-against"``: the slot whose club was drawn to meet that of `slot`.

    Raises
    ------
    CupwrightError
        If there is no such slot.
    """
    if rule["pick"] == "drawn-against":
        return _drawn_against(name, rule["slot"], edition)
    association = rule["of"]
    stages = [stage.id for stage in edition.format.stages]
    own = [slot for slot in edition.slots if slot.association == association and not slot.guest]
    if not own:
        raise CupwrightError.of("history", f"{association} has no slot in `{edition.id}` for `{name}`")
    level = (min if rule["pick"] == "last" else max)(stages.index(slot.enters) for slot in own)
    order = orders.get(association, {}).get("years", {}).get(str(edition.year), {})
    titled = {edition.title_holder, *order.get("titles", ())}
    at_level = [slot for slot in own if stages.index(slot.enters) == level]
    candidates = [slot for slot in at_level if slot.club not in titled] or at_level
    if len(candidates) == 1:
        return Pick(name, candidates[0].name, candidates[0].club, "alone")
    source = str(order.get("source", ""))
    if line := order.get("order"):
        return _lowest(name, candidates, line, "order", source)
    tiebreak = orders.get(association, {}).get("tiebreak", ["points"])
    return _lowest(name, candidates, standings(order.get("table", ()), tiebreak), "table", source)


def _lowest(name: str, candidates: Sequence[Slot], line: Sequence[str], how: str, source: str) -> Pick:
    """Return the candidate that stands last in `line`; the last that is listed if `line` does not hold them all."""
    clubs = tuple(slot.club for slot in candidates)
    if not set(clubs) <= set(line):
        return Pick(name, candidates[-1].name, clubs[-1], "listed", clubs)
    found = max(candidates, key=lambda slot: line.index(slot.club))
    return Pick(name, found.name, found.club, how, clubs, source)


def _drawn_against(name: str, slot: str, edition: Edition) -> Pick:
    club = next((one.club for one in edition.slots if one.name == slot), "")
    for draw in edition.draws:
        for members in draw.members:
            if club in members and len(members) == 2:
                other = next(member for member in members if member != club)
                found = next((one for one in edition.slots if one.club == other), None)
                if found is not None:
                    return Pick(name, found.name, found.club, "draw")
    raise CupwrightError.of("history", f"nobody is recorded as drawn against `{slot}` in `{edition.id}`")
