"""The line under every answer of the terminal that says what it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["origin_line", "origin_words"]

_SHORT = 10


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
