"""A proposal out of text that somebody sent: parsed within limits, and no name in it reaches the file system.

A document on a disk may name others by path. One that came over a wire may name those of the library alone.
"""

from __future__ import annotations

from collections.abc import Collection

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.rulebook import read, shelf
from cupwright.rulebook.amending import amend
from cupwright.rulebook.loading import kind_of, load_edition
from cupwright.rulebook.proposals import Proposal, build_proposal

__all__ = ["MAX_SENT_BYTES", "SENT_FILE", "proposal_of_text"]

MAX_SENT_BYTES = 64_000
SENT_FILE = "proposal.yaml"
"""What errors call the text: it has no file."""

_NAMES = {"amends": "editions", "history": "histories"}


def proposal_of_text(text: str, known_clubs: Collection[str] | None = None) -> Proposal:
    """Read a proposal from its text, and check that the edition it amends can still be played.

    Parameters
    ----------
    text
        The YAML document, at most :data:`MAX_SENT_BYTES` in UTF-8.
    known_clubs
        Ids of all clubs, or a mapping of them to their associations. If None, clubs are not checked.

    Raises
    ------
    CupwrightError
        With all problems, each with its line; also if the text names a document that is not in the library.
    """
    data = text.replace("\r\n", "\n").encode("utf-8", "surrogatepass")
    if len(data) > MAX_SENT_BYTES:
        facts = [f"a proposal that is sent has at most {MAX_SENT_BYTES:,} bytes; this has {len(data):,}"]
        raise CupwrightError.of("size", "the text is too long", facts=facts)
    source = read.parse(data, SENT_FILE)
    kind = kind_of(source)
    if kind != "proposal":
        place = source.place(("kind",))
        raise CupwrightError.of("kind", f"this is of the kind `{kind}`, and a proposal is needed here", place=place)
    problems = [problem for key in _NAMES if (problem := _outside(source, key)) is not None]
    try:
        proposal = build_proposal(source)
    except CupwrightError as error:
        raise CupwrightError([*problems, *error.problems]) from None
    if problems:
        raise CupwrightError(problems)
    amend(load_edition(proposal.amends), proposal, known_clubs=known_clubs)
    return proposal


def _outside(source: read.Source, key: str) -> Problem | None:
    """Return what is wrong with a name of another document: anything but a name of the right shelf."""
    name, shelf_name = source.tree.get(key), _NAMES[key]
    if name is None or name == "" or not isinstance(name, str):
        return None
    known = [found for found, path in shelf.list_documents().items() if path.parent.name == shelf_name]
    if name in known:
        return None
    hint = did_you_mean(name, known) or f"a name of the library, such as `{known[-1]}`"
    message = f"`{name[:80]}` is not among the {shelf_name} of the library"
    return Problem("unknown-document", message, source.place((key,)), hint=hint)
