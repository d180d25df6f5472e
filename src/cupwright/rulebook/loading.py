"""Load documents: a name or a path in, a noun out, every problem reported at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.calendars import Calendar
from cupwright.football.competitions import Edition, Format
from cupwright.rulebook import read, shelf
from cupwright.rulebook.amending import amend, amend_format
from cupwright.rulebook.build import build_edition, build_format
from cupwright.rulebook.calendars import build_calendar, unnamed_sources
from cupwright.rulebook.changes import Documents
from cupwright.rulebook.checks.calendar import check_calendar
from cupwright.rulebook.checks.run import check_edition, check_format
from cupwright.rulebook.compiled import compiled_tree
from cupwright.rulebook.dump import dump_format
from cupwright.rulebook.histories import History, build_history
from cupwright.rulebook.overlay import Overlay, apply
from cupwright.rulebook.proposals import Proposal, build_proposal

__all__ = ["load", "load_calendar", "load_edition", "load_format", "load_history", "load_proposal"]

KINDS = ("format", "edition", "proposal", "history", "calendar")


def kind_of(source: read.Source) -> str:
    """Return what kind of document it is; an error if it does not say."""
    kind = source.tree.get("kind")
    if kind not in KINDS:
        raise CupwrightError.of(
            "kind",
            "the document does not say what it is" if kind is None else f"there is no kind of document `{kind}`",
            place=source.place(("kind",)),
            facts=[f"kinds: {', '.join(KINDS)}"],
            hint=did_you_mean(str(kind), KINDS)
            or "begin with `kind: format`, `kind: edition`, `kind: proposal` or `kind: calendar`",
        )
    return str(kind)


def _expect(source: read.Source, kind: str) -> None:
    found = kind_of(source)
    if found != kind:
        raise CupwrightError.of("kind", f"this is {_a(found)}, not {_a(kind)}", place=source.place(("kind",)))


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def open_document(name: str | Path, near: Path | None = None) -> read.Source:
    """Read the document called `name` (in the library, or a path)."""
    path = shelf.find(name, near)
    source = _opened(path, *_stamp(path))
    return source if source is not None else read.read(path, shelf.shown(path))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=64)
def _opened(path: Path, changed: int, size: int) -> read.Source | None:
    """Return a document of the library that is compiled already, or None; the stamp keeps a stale one away."""
    name = shelf.shown(path)
    if not path.is_relative_to(shelf.LIBRARY):
        return None
    data = path.read_bytes()
    tree = compiled_tree(name, data)
    return None if tree is None else read.Source(name, data.decode("utf-8-sig"), tree, fits=True)


def _fit(kind: str, source: read.Source) -> None:
    """Hold a document against its model, unless it is known to fit."""
    if not source.fits:
        from cupwright.rulebook.validate import fit

        fit(kind, source)


def load_format(name: str | Path) -> Format:
    """Load a format, with what it takes over from another (`extends`), and check it.

    Raises
    ------
    CupwrightError
        With all problems.
    """
    noun, source = _format(shelf.find(name), ())
    check_format(noun, source)
    return noun


def _format(path: Path, trail: tuple[Path, ...]) -> tuple[Format, read.Source]:
    """Build a format without checking it; `trail` are the formats that extend it."""
    source = open_document(path)
    _expect(source, "format")
    if "extends" in source.tree:
        source = _extended(source, path, trail)
    else:
        _fit("format", source)
    return build_format(source), source


def _extended(source: read.Source, path: Path, trail: tuple[Path, ...]) -> Overlay:
    """Return the document of a format that takes over another and changes it."""
    _fit("extended-format", source)
    base = _referred(source.tree["extends"], source, ("extends",), path)
    if base.resolve() in (path.resolve(), *trail):
        message = f"`{source.tree['id']}` extends itself"
        raise CupwrightError.of("cycle", message, place=source.place(("extends",)))
    noun, under = _format(base, (*trail, path.resolve()))
    docs = Documents(dump_format(noun))
    docs.format["sources"] = source.tree.get("sources", {})
    overlay = Overlay(under, docs.format)
    overlay.file = source.file
    changes = tuple((name, body) for change in source.tree["changes"] for name, body in change.items())
    apply(changes, docs, source, (overlay,))
    for key in ("id", "title", "years"):
        docs.format[key] = source.tree[key]
        overlay.written.append(((key,), source, (key,)))
    docs.format["notes"] = [*noun.notes, *source.tree.get("notes", ())]
    if not source.fits:
        _fit("format", overlay)
    return overlay


def load_edition(name: str | Path, known_clubs: Collection[str] | None = None) -> Edition:
    """Load an edition and the format it names, and check both.

    Parameters
    ----------
    name
        A name in the library, or a path.
    known_clubs
        Ids of all clubs, or a mapping of them to their associations. If None, clubs are not checked.

    Raises
    ------
    CupwrightError
        With all problems.
    """
    path = shelf.find(name)
    source = open_document(path)
    _expect(source, "edition")
    problems: list[Problem] = []
    format_ = None
    try:
        _fit("edition", source)
    except CupwrightError as error:
        problems += error.problems
    reference = source.tree.get("format")
    if isinstance(reference, str) and reference:
        try:
            format_ = _format(_referred(reference, source, ("format",), path), ())
            if problems:
                check_format(*format_)
        except CupwrightError as error:
            problems += error.problems
    if problems or format_ is None:
        raise CupwrightError(problems)
    edition = build_edition(source, format_[0])
    check_edition(edition, format_[1], source, known_clubs)
    return edition


def _referred(name: str, source: read.Source, at: tuple[read.Key, ...], near: Path) -> Path:
    """Find a document that another names; if there is none, the error cites the line that names it."""
    try:
        path = shelf.find(name, near)
    except CupwrightError as error:
        raise CupwrightError([replace(p, place=source.place(at)) for p in error.problems]) from None
    if not path.is_file():
        hint = "a path is looked for in the current folder, then beside the document that names it"
        raise CupwrightError.of("file", f"`{name}` does not exist", place=source.place(at), hint=hint)
    return path


def load_proposal(name: str | Path, known_clubs: Collection[str] | None = None) -> Proposal:
    """Load a proposal, and check that what it amends can still be played with its parameters at their defaults.

    Raises
    ------
    CupwrightError
        With all problems.
    """
    path = shelf.find(name)
    source = open_document(path)
    _expect(source, "proposal")
    proposal = build_proposal(source)
    target = _referred(proposal.amends, source, ("amends",), path)
    kind = kind_of(open_document(target))
    if kind == "edition":
        amend(load_edition(target), proposal, known_clubs=known_clubs)
    elif kind == "format":
        amend_format(load_format(target), proposal)
    else:
        message = f"`{proposal.amends}` is {_a(kind)}: only an edition or a format can be amended"
        raise CupwrightError.of("amends", message, place=source.place(("amends",)))
    if proposal.history:
        load_history(_referred(proposal.history, source, ("history",), path))
    return proposal


def load_history(name: str | Path, near: Path | None = None) -> History:
    """Load a history: what the names in proposals stand for in other years.

    Parameters
    ----------
    name
        A name in the library, or a path.
    near
        A file beside which it is looked for too.

    Raises
    ------
    CupwrightError
        With all problems.
    """
    source = open_document(name, near)
    _expect(source, "history")
    _fit("history", source)
    return build_history(source)


def load_calendar(name: str | Path, known_clubs: Collection[str] | None = None) -> Calendar:
    """Load a calendar and check it.

    Parameters
    ----------
    name
        A name in the library, or a path.
    known_clubs
        Ids of all clubs, or a mapping of them to their associations. If None, neither is checked.

    Raises
    ------
    CupwrightError
        With all problems, also where the document does not fit its model.
    """
    source = open_document(name)
    _expect(source, "calendar")
    problems: list[Problem] = []
    try:
        _fit("calendar", source)
    except CupwrightError as error:
        problems += error.problems
    problems += check_calendar(source.tree, source, known_clubs).problems
    problems += unnamed_sources(source)
    if problems:
        raise CupwrightError(list(dict.fromkeys(problems)))
    return build_calendar(source)


def load(
    name: str | Path, known_clubs: Collection[str] | None = None
) -> Edition | Format | Proposal | History | Calendar:
    """Load a document of any kind, by its name in the library or by its path, and check it.

    Raises
    ------
    CupwrightError
        With all problems.
    """
    path = shelf.find(name)
    kind = kind_of(open_document(path))
    if kind == "edition":
        return load_edition(path, known_clubs)
    if kind == "history":
        return load_history(path)
    if kind == "calendar":
        return load_calendar(path, known_clubs)
    return load_proposal(path, known_clubs) if kind == "proposal" else load_format(path)
