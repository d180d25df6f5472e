"""Amend an edition or a format by a proposal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path as File

from cupwright.errors import CupwrightError, Problem
from cupwright.football.competitions import Edition, Format
from cupwright.rulebook import proposals, shelf
from cupwright.rulebook.build import build_edition, build_format
from cupwright.rulebook.changes import Documents
from cupwright.rulebook.checks.run import check_edition, check_format
from cupwright.rulebook.dump import dump_edition, dump_format
from cupwright.rulebook.keeping import drawn_tables, kept_draws
from cupwright.rulebook.ledger import common_stages
from cupwright.rulebook.overlay import Overlay, apply
from cupwright.rulebook.proposals import Proposal, Value

__all__ = ["amend", "amend_format"]


def amend(
    edition: Edition,
    proposal: Proposal,
    parameters: Mapping[str, Value] | None = None,
    known_clubs: Collection[str] | None = None,
) -> Edition:
    """Return the edition as the proposal would have it.

    Draws as they fell and irregular facts stay only for stages the proposal leaves alone (draws also by `keep-draws`);
    the record of what really happened says nothing about what would have, and is left out.

    Raises
    ------
    CupwrightError
        If the proposal amends another edition, a parameter is unknown, a change does not fit, or the result is
        not an edition that can be played.
    """
    assert proposal.source is not None
    _same((edition.id.split("+")[0], edition.format.id), (edition.file, edition.format.file), proposal)
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
    if any(name == "keep-draws" for name, _ in changes):
        draws = kept_draws(edition, noun, kept)
        noun = replace(noun, slots=drawn_tables(edition, noun))
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


def amend_format(format_: Format, proposal: Proposal, parameters: Mapping[str, Value] | None = None) -> Format:
    """Return a format as the proposal would have it, for every edition of it. Raises as :func:`amend`."""
    assert proposal.source is not None
    _same((format_.id,), (format_.file,), proposal)
    docs = Documents(dump_format(format_))
    docs.format["sources"] = proposal.source.tree.get("sources", {})
    overlay = Overlay(format_.file, docs.format)
    apply(proposals.resolve(proposal, parameters or {}), docs, proposal.source, (overlay,))
    docs.format["title"] = f"{format_.title}: {proposal.title}"
    docs.format["notes"] = [*format_.notes, *proposal.notes]
    noun = replace(_format(overlay, proposal.source.fits), id=f"{format_.id}+{proposal.id}")
    check_format(noun, overlay)
    return noun


def _format(overlay: Overlay, fits: bool) -> Format:
    if not fits:
        from cupwright.rulebook.validate import fit

        fit("format", overlay, {**overlay.tree, "id": "amended"})
    return build_format(overlay)


def _same(ids: tuple[str, ...], files: tuple[str, ...], proposal: Proposal) -> None:
    """Refuse a proposal that amends something else."""
    amends = proposal.amends
    if amends in ids:
        return
    if amends.endswith((".yaml", ".yml")):
        file = shelf.find(amends, File(proposal.file)).resolve()
        if file in {(folder / name).resolve() for name in files for folder in (File.cwd(), shelf.LIBRARY)}:
            return
    place = proposal.source.place(("amends",)) if proposal.source else None
    raise CupwrightError.of("amends", f"`{proposal.id}` amends `{amends}`, not `{ids[0]}`", place=place)
