"""From names, paths or nouns to the rule books of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cupwright.errors import CupwrightError
from cupwright.football.access import PlaceChange
from cupwright.football.competitions import Edition

__all__ = ["Variant", "base_edition", "same_names", "variant_of"]


@dataclass(frozen=True, eq=False)
class Variant:
    """A rule book to compare with the base.

    `name` is that of the proposal (or edition), `asked` what repeats it on a command line.
    """

    name: str
    title: str
    edition: Edition
    places: tuple[PlaceChange, ...]
    notes: tuple[str, ...]
    asked: str


def base_edition(document: Edition | str | Path) -> Edition:
    """Return the edition of that name or path.

    Raises
    ------
    CupwrightError
        If it cannot be loaded, or is no edition.
    """
    if isinstance(document, Edition):
        return document
    from cupwright.rulebook import load

    found = load(document)
    if not isinstance(found, Edition):
        kind = type(found).__name__.lower()
        raise CupwrightError.of(
            "kind", f"`{document}` is a {kind}, and an edition is needed here", hint="the first document is the base"
        )
    return found


def variant_of(base: Edition, document: Any, parameters: Mapping[str, Any] | None = None) -> Variant:
    """Return the base as a proposal amends it, or another edition to set beside it.

    Raises
    ------
    CupwrightError
        If the document cannot be loaded, does not fit the base, or is neither proposal nor edition.
    """
    from cupwright.rulebook import Proposal, amend, load, places

    asked = str(document) if isinstance(document, str | Path) else document.id
    found = load(document) if isinstance(document, str | Path) else document
    if isinstance(found, Proposal):
        edition = amend(base, found, parameters)
        notes = (*found.notes,)
        return Variant(found.id, found.title, edition, places(base, edition, found, parameters), notes, asked)
    if isinstance(found, Edition):
        return Variant(found.id, found.title, found, _moves(base, found), found.notes, asked)
    raise CupwrightError.of("kind", f"`{asked}` is neither a proposal nor an edition")


def _moves(base: Edition, other: Edition) -> tuple[PlaceChange, ...]:
    """Return the ledger of places between two editions."""
    because = f"the slots of {other.id}"
    before, after = ({slot.club: slot for slot in edition.slots} for edition in (base, other))
    lost = [PlaceChange("lost", slot.club, slot.association, slot.name, slot.enters, "", because)
            for slot in base.slots if slot.club not in after]  # fmt: skip
    gained = [PlaceChange("gained", slot.club, slot.association, slot.name, "", slot.enters, because)
              for slot in other.slots if slot.club not in before]  # fmt: skip
    stayed = [(before[club], slot) for club, slot in after.items() if club in before]
    moved = [PlaceChange("moved", new.club, new.association, new.name, old.enters, new.enters, because)
             for old, new in stayed if old.enters != new.enters]  # fmt: skip
    return (*lost, *gained, *moved)


def same_names(variants: Sequence[Variant]) -> list[str]:
    """Return the names that stand for more than one variant."""
    names = [variant.name for variant in variants]
    return sorted({name for name in names if names.count(name) > 1})
