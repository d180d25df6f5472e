"""What a proposal takes for granted, in words: where clubs drop to, the choices in effect, its notes."""

from __future__ import annotations

from collections.abc import Mapping

from cupwright.football.competitions import Edition
from cupwright.rulebook import proposals
from cupwright.rulebook.proposals import Parameter, Proposal, Value

__all__ = ["assumed"]


def assumed(base: Edition, proposal: Proposal, parameters: Mapping[str, Value] | None = None) -> list[str]:
    """Return in words what a proposal assumes of an edition; empty if it assumes nothing.

    Parameters
    ----------
    base, proposal
        The edition and what amends it.
    parameters
        Choices that differ from the defaults.

    Raises
    ------
    CupwrightError
        If a parameter or a choice is unknown.
    """
    chosen = parameters or {}
    clubs = {slot.name: slot.club for slot in base.slots}
    lines = []
    for _, body in proposals.resolve(proposal, chosen):
        if body.get("drops-to"):
            club = clubs.get(body["slot"], "its club")
            because = f": {body['because']}" if body.get("because") else ""
            lines.append(f"assumed: {club} ({body['slot']}) drops to {body['drops-to']}{because}")
    lines += [_choice(parameter, chosen) for parameter in proposal.parameters]
    return lines + [f"note: {note}" for note in proposal.notes]


def _choice(parameter: Parameter, chosen: Mapping[str, Value]) -> str:
    """Say which choice of a parameter is in effect, and what it stands for."""
    choice = chosen.get(parameter.name, parameter.default)
    value = dict(parameter.choices)[choice]
    text = f"chosen: {parameter.name} = {choice}" + (" (default)" if choice == parameter.default else "")
    text += f", that is {value}" if value != choice else ""
    return text + (f": {parameter.title}" if parameter.title else "")
