"""What stands under every answer of the terminal: its notes, and the line that says what it was made with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cupwright.report.numbers import date_words

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["note_lines", "origin_line", "origin_words"]

_SHORT = 10
_DAY = re.compile(r"(?<![\w/-])\d{4}-\d\d-\d\d(?![\w/-])")


def note_lines(notes: Iterable[str]) -> list[RenderableType]:
    """Return notes as lines, with their dates in words as all other dates of a page; what is quoted stays."""
    from rich.text import Text

    return [Text(f"note: {_in_words(note)}", style="dim") for note in notes]


def _in_words(note: str) -> str:
    parts = note.split("`")
    parts[::2] = [_DAY.sub(_day, part) for part in parts[::2]]
    return "`".join(parts)


def _day(found: re.Match[str]) -> str:
    try:
        return date_words(found[0])
    except ValueError:
        return found[0]


def origin_words(origin: Mapping[str, Any]) -> str:
    """Return version and hashes, such as ``"Cupwright 0.1.0, facts 0123456789, documents 0123456789"``.

    Parameters
    ----------
    origin
        The ``provenance`` of an answer. One that no document has a part in has no hash of documents, or an empty one.
    """
    hashes = [(what, origin.get(f"{what}_hash", "")[:_SHORT]) for what in ("facts", "documents")]
    return ", ".join([f"Cupwright {origin['version']}", *(f"{what} {found}" for what, found in hashes if found)])


def origin_line(origin: Mapping[str, Any], *before: str) -> RenderableType:
    """Return the line, what else made the answer before it: a model, a seed."""
    from rich.text import Text

    return Text("; ".join([*(part for part in before if part), origin_words(origin)]) + ".", style="dim")
