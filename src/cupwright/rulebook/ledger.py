"""What a proposal leaves alone, and the ledger of places: who pays, who gains, who moves, and by which change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cupwright.football.access import PlaceChange
from cupwright.football.competitions import Edition, Stage
from cupwright.rulebook import proposals
from cupwright.rulebook.proposals import Proposal, Value

__all__ = ["common_stages", "places"]


def common_stages(base: Edition, other: Edition) -> tuple[str, ...]:
    """Return the stages that are the same in both: rules, clubs that enter, and every stage they draw on."""
    theirs = {stage.id: stage for stage in other.format.stages}
    common: list[str] = []
    for stage in base.format.stages:
        needs = {feed.stage for feed in stage.feeds if feed.stage} | ({stage.seeding} - {""})
        same = theirs.get(stage.id) == stage and needs <= set(common)
        if same and _entrants(base, stage) == _entrants(other, stage):
            common.append(stage.id)
    return tuple(common)


def _entrants(edition: Edition, stage: Stage) -> list[Any]:
    slots = {slot.club: (slot.name, slot.guest, slot.pot) for slot in edition.slots if slot.enters == stage.id}
    return [(club, slots[club]) for club in edition.ranking if club in slots] + sorted(slots.items())


def places(
    base: Edition, amended: Edition, proposal: Proposal, parameters: Mapping[str, Value] | None = None
) -> tuple[PlaceChange, ...]:
    """Return the ledger of places: lost, then gained, then moved, each with the change that did it.

    `parameters` are those that `amended` was made with.
    """
    before, after = {slot.club: slot for slot in base.slots}, {slot.club: slot for slot in amended.slots}
    changes = proposals.resolve(proposal, parameters or {})
    done = {str(body["slot"]): (name, body) for name, body in changes if "slot" in body}
    ledger = [
        PlaceChange("lost", club, slot.association, slot.name, slot.enters, "", *_reason(proposal, slot.name, done))
        for club, slot in before.items()
        if club not in after
    ]
    ledger += [
        PlaceChange("gained", club, slot.association, slot.name, "", slot.enters, *_reason(proposal, slot.name, done))
        for club, slot in after.items()
        if club not in before
    ]
    for club, slot in after.items():
        if club in before and before[club].enters != slot.enters:
            reason = _reason(proposal, slot.name, done)
            ledger.append(
                PlaceChange("moved", club, slot.association, slot.name, before[club].enters, slot.enters, *reason)
            )
    return tuple(ledger)


def _reason(proposal: Proposal, slot: str, done: Mapping[str, tuple[str, Any]]) -> tuple[str, str]:
    """Return the change that touched a slot, in words, and where its club drops to."""
    name, body = done.get(slot, ("", {}))
    words = [f"{proposal.id}: {name} {slot}".rstrip() + (f" to {body['to']}" if "to" in body else "")]
    words += [str(body.get("because") or body.get("via") or "")]
    return ": ".join(word for word in words if word), str(body.get("drops-to", ""))
