"""Load documents: a name or a path in, a noun out, every problem reported at once."""

from __future__ import annotations

from pathlib import Path

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.competitions import Edition, Format
from cupwright.rulebook import read, shelf
from cupwright.rulebook.build import build_edition, build_format
from cupwright.rulebook.schema.edition import EditionModel
from cupwright.rulebook.schema.format import FormatModel
from cupwright.rulebook.validate import fit

__all__ = ["load", "load_edition", "load_format"]

KINDS = ("format", "edition", "proposal")


def kind_of(source: read.Source) -> str:
    """Return what kind of document it is; an error if it does not say."""
    kind = source.tree.get("kind")
    if kind not in KINDS:
        raise CupwrightError.of(
            "kind",
            "the document does not say what it is" if kind is None else f"there is no kind of document `{kind}`",
            place=source.place(("kind",)),
            facts=[f"kinds: {', '.join(KINDS)}"],
            hint=did_you_mean(str(kind), KINDS) or "begin with `kind: format`, `kind: edition` or `kind: proposal`",
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
    return read.read(path, shelf.shown(path))


def load_format(name: str | Path) -> Format:
    """Load a format."""
    source = open_document(name)
    _expect(source, "format")
    return build_format(fit(FormatModel, source), source)


def load_edition(name: str | Path) -> Edition:
    """Load an edition and the format it names."""
    path = shelf.find(name)
    source = open_document(path)
    _expect(source, "edition")
    model = fit(EditionModel, source)
    return build_edition(model, load_format(shelf.find(model.format, path)), source)


def load(name: str | Path) -> Edition | Format:
    """Load a document of any kind, by name or by path."""
    path = shelf.find(name)
    kind = kind_of(open_document(path))
    return load_edition(path) if kind == "edition" else load_format(path)
