"""Amend an edition by a proposal, and keep the ledger of places."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from cupwright.errors import CupwrightError, Place, Problem
from cupwright.football.access import PlaceChange
from cupwright.football.competitions import Edition, Stage
from cupwright.rulebook import proposals, read
from cupwright.rulebook.build import build_edition, build_format
from cupwright.rulebook.changes import CHANGE, Documents, Misfit
from cupwright.rulebook.checks.run import check_edition
from cupwright.rulebook.dump import dump_edition, dump_format
from cupwright.rulebook.proposals import Proposal, Value

__all__ = ["Overlay", "amend", "apply", "common_stages", "places"]

Path = tuple[read.Key, ...]


class Overlay(read.Source):
    """A changed document: what a change wrote is cited where the change stands, the rest in the document itself."""

    def __init__(self, under: read.Source | str, tree: Any) -> None:
        super().__init__(under if isinstance(under, str) else under.file, "", tree)
        self.under = under
        self.written: list[tuple[Path, read.Source, Path]] = []

    def place(self, path: Path) -> Place:
        """Return the place of the last change that wrote at `path`, or the place in the document underneath."""
        for target, source, at in reversed(self.written):
            if target == path[: len(target)] or path == target[: len(path)]:
                return Place(source.file, source.line(at), read.spell(path))
        if isinstance(self.under, str):
            return Place(self.under, self._line(path), read.spell(path))
        return self.under.place(path)

    def _line(self, path: Path) -> int | None:
        from cupwright.rulebook import shelf
        from cupwright.rulebook.loading import open_document

        try:
            name = shelf.LIBRARY / self.file if (shelf.LIBRARY / self.file).exists() else self.file
            return open_document(name).line(path)
        except CupwrightError:
            return None


def apply(
    changes: tuple[tuple[str, Any], ...], docs: Documents, source: read.Source, overlays: tuple[Overlay, ...]
) -> None:
    """Carry out the changes in order; every one that does not fit is a problem."""
    problems: list[Problem] = []
    for index, (name, body) in enumerate(changes):
        docs.touched.clear()
        at: Path = ("changes", index, name)
        try:
            CHANGE[name](docs, copy.deepcopy(body))
        except Misfit as misfit:
            place = source.place((*at, misfit.key))
            problems.append(Problem("change", misfit.message, place, misfit.facts, misfit.hint))
        for overlay in overlays:
            overlay.written += [(path, source, at) for path in docs.touched]
    if problems:
        raise CupwrightError(problems)


def amend(
    edition: Edition,
    proposal: Proposal,
    parameters: Mapping[str, Value] | None = None,
    known_clubs: Collection[str] | None = None,
) -> Edition:
    """Return the edition as the proposal would have it.

    Draws as they fell and irregular facts stay only for stages the proposal leaves alone; the record of what
    really happened says nothing about what would have, and is left out.

    Raises
    ------
    CupwrightError
        If the proposal amends another edition, a parameter is unknown, a change does not fit, or the result is
        not an edition that can be played.
    """
    assert proposal.source is not None
    _same(edition, proposal)
    changes = proposals.resolve(proposal, parameters or {})
    docs = Documents(dump_format(edition.format, windows=False), dump_edition(replace(edition, draws=(), irregular=())))
    assert docs.edition is not None
    docs.edition.pop("record", None)
    named = proposal.source.tree.get("sources", {})
    docs.format["sources"] = docs.edition["sources"] = named
    format_, changed = Overlay(edition.format.file, docs.format), Overlay(edition.file, docs.edition)
    apply(changes, docs, proposal.source, (format_, changed))
    docs.edition["id"] = f"{edition.id}+{proposal.id}"
    docs.edition["title"] = f"{edition.title}: {proposal.title}"
    docs.edition["notes"] = [*edition.notes, *proposal.notes]
    noun = _build(format_, changed, proposal.source.fits)
    kept = common_stages(edition, noun)
    draws = tuple(draw for draw in edition.draws if draw.stage in kept)
    irregular = tuple(fact for fact in edition.irregular if fact.stage in kept)
    noun = replace(noun, draws=draws, irregular=irregular)
    check_edition(noun, format_, changed, known_clubs)
    return noun


def _build(format_: Overlay, edition: Overlay, fits: bool) -> Edition:
    """Fit both documents to their models (unless they are known to fit) and build the nouns."""
    if not fits:
        from cupwright.rulebook.validate import fit

        problems: list[Problem] = []
        for kind, overlay in (("format", format_), ("edition", edition)):
            try:
                fit(kind, overlay, {**overlay.tree, "id": "amended"})
            except CupwrightError as error:
                problems += error.problems
        if problems:
            raise CupwrightError(problems)
    return build_edition(edition, build_format(format_))


def _same(edition: Edition, proposal: Proposal) -> None:
    """Refuse a proposal that amends something else."""
    from pathlib import Path as File

    from cupwright.rulebook import shelf

    amends = proposal.amends
    base = edition.id.split("+")[0]
    if amends in (base, edition.format.id):
        return
    if amends.endswith((".yaml", ".yml")):
        file = shelf.find(amends, File(proposal.file))
        if shelf.shown(file) in (edition.file, edition.format.file):
            return
    place = proposal.source.place(("amends",)) if proposal.source else None
    raise CupwrightError.of("amends", f"`{proposal.id}` amends `{amends}`, not `{edition.id}`", place=place)


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
