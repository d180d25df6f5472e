"""From names, paths or nouns to the rule books of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.access import PlaceChange
from cupwright.football.calendars import Calendar
from cupwright.football.competitions import Edition, Format
from cupwright.study.cache import key_of, read_json, write_json
from cupwright.study.placing import with_fixtures

if TYPE_CHECKING:
    from cupwright.rulebook import History, Proposal

__all__ = [
    "Variant",
    "amended_by",
    "base_edition",
    "known_clubs",
    "load",
    "name_of",
    "playable",
    "refuse_undecided",
    "same_names",
    "variant_of",
]


def load(document: str | Path) -> Edition | Format | Proposal | History | Calendar:
    """Load a document by its name in the library or by its path, and check it against the clubs of the facts.

    Raises
    ------
    CupwrightError
        With every problem in the document, each with its line.
    """
    from cupwright.rulebook import load as read

    return read(document, known_clubs())


def known_clubs() -> dict[str, str]:
    """Return the association of every club of the facts; kept in the cache, because opening the facts takes a while."""
    from cupwright.data.store import description

    key = key_of(description()["tables"]["clubs"]["file_sha256"])
    known: dict[str, str] | None = read_json("clubs", key)
    if not known:
        from cupwright.data.places import clubs

        known = {name: club.country for name, club in clubs().items()}
        write_json("clubs", key, known)
    return known


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
    proposed: bool = True
    """Whether it is a change of the base, and not another edition with entrants of its own."""


def name_of(document: Any) -> str:
    """Return what a document is called in a command: its name, or the name of its file without the folder."""
    if isinstance(document, Path):
        return document.name
    if isinstance(document, str):
        return document.replace("\\", "/").rsplit("/", 1)[-1]
    name: str = document.id
    return name


def base_edition(document: Edition | str | Path) -> Edition:
    """Return the edition of that name or path.

    Raises
    ------
    CupwrightError
        If it cannot be loaded, or is no edition.
    """
    if isinstance(document, Edition):
        return with_fixtures(document)
    found = load(document)
    if not isinstance(found, Edition):
        raise CupwrightError.of(
            "kind", f"`{document}` is a {type(found).__name__.lower()}, and an edition is needed here",
            hint=_edition_meant(found),
        )  # fmt: skip
    return with_fixtures(found)


def _edition_meant(document: Format | Proposal | History | Calendar) -> str:
    """Return a hint at the edition that somebody meant who named another document."""
    from cupwright.rulebook import Proposal, list_documents

    if isinstance(document, Proposal):
        return f"it changes `{document.amends}`"
    editions = [name for name, path in list_documents().items() if path.parent.name == "editions"]
    return did_you_mean(document.id, editions) or "`cupwright show` lists the editions"


def amended_by(document: Proposal | str | Path) -> str:
    """Return the name of the edition that a proposal amends.

    Raises
    ------
    CupwrightError
        If the document cannot be loaded, is no proposal, or amends a format and so leaves open which edition.
    """
    from cupwright.rulebook import Proposal

    found = load(document) if isinstance(document, str | Path) else document
    if not isinstance(found, Proposal):
        kind = type(found).__name__.lower()
        raise CupwrightError.of("kind", f"a proposal is needed here, and `{document}` is of the kind `{kind}`")
    if not isinstance(load(found.amends), Edition):
        raise CupwrightError.of(
            "kind",
            f"`{found.id}` amends `{found.amends}`, which is no edition",
            hint="say which edition: `--of copa-libertadores-2026`",
        )
    return found.amends


def playable(document: Edition | str | Path) -> Edition:
    """Return an edition, or what a proposal makes of the edition it amends.

    Raises
    ------
    CupwrightError
        If the document cannot be loaded, or is a format.
    """
    from cupwright.rulebook import Proposal, amend

    found = document if isinstance(document, Edition) else load(document)
    if isinstance(found, Proposal):
        return amend(base_edition(found.amends), found)
    return base_edition(found if isinstance(found, Edition) else document)


def variant_of(base: Edition, document: Any, parameters: Mapping[str, Any] | None = None) -> Variant:
    """Return the base as a proposal amends it, or another edition to set beside it.

    Raises
    ------
    CupwrightError
        If the document cannot be loaded, does not fit the base, or is neither proposal nor edition.
    """
    from cupwright.rulebook import Proposal, amend, places

    asked = name_of(document)
    found = load(document) if isinstance(document, str | Path) else document
    if isinstance(found, Proposal):
        edition = amend(base, found, parameters)
        notes = (*found.notes,)
        return Variant(found.id, found.title, edition, places(base, edition, found, parameters), notes, asked)
    if isinstance(found, Edition):
        _same_competition(base, found)
        found = with_fixtures(found)
        return Variant(found.id, found.title, found, _moves(base, found), found.notes, asked, proposed=False)
    raise CupwrightError.of("kind", f"`{asked}` is neither a proposal nor an edition")


def _same_competition(base: Edition, other: Edition) -> None:
    """Refuse two competitions: their clubs never met in one field, so nobody loses or gains a place between them."""
    first, second = base.results[0], other.results[0]
    if first and second and first != second:
        raise CupwrightError.of(
            "kind", f"`{other.id}` is an edition of another competition than `{base.id}`",
            facts=[f"{base.id}: {base.title}", f"{other.id}: {other.title}"],
            hint="two editions of one competition, or an edition and a proposal to change it, can be set side by side",
        )  # fmt: skip


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


def refuse_undecided(names: Sequence[str], editions: Sequence[Edition]) -> None:
    """Refuse editions whose field other editions decide: only `simulate` plays those with them."""
    undecided = [(name, slot) for name, noun in zip(names, editions, strict=True) for slot in noun.slots
                 if slot.earned_in]  # fmt: skip
    if undecided:
        raise CupwrightError(
            Problem(
                "undecided",
                f"who holds slot `{slot.name}` of {name} is only decided in `{slot.earned_in.split(':')[0]}`",
                hint=f"`cupwright simulate {name}` plays both in the same worlds",
            )
            for name, slot in undecided
        )
