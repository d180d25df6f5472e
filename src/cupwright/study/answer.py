"""What the answers of all questions have in common: plain data, handed on as it is, as JSON or as a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["Answer", "as_json", "write_page"]


@dataclass(frozen=True, eq=False)
class Answer:
    """The answer to a question.

    Parameters
    ----------
    data
        The answer as JSON has it.
    """

    data: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return self.data

    def to_json(self) -> str:
        """Return the answer as JSON, unrounded."""
        return as_json(self.data)


def as_json(data: Any) -> str:
    """Return plain data as JSON, unrounded."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)


def write_page(path: str | Path, module: str, function: str, data: Any, **options: Any) -> Path:
    """Write an answer as one self-contained file.

    The room that makes pages stands above this one and is not imported by it; it is called here by name, so that an
    answer can be asked for its page.

    Parameters
    ----------
    path
        Where to.
    module, function
        What makes the page, in :mod:`cupwright.report`.
    data, options
        What it is given.

    Raises
    ------
    CupwrightError
        If the file cannot be written; nothing half-written is left.
    """
    page, write = import_module(f"cupwright.report.{module}"), import_module("cupwright.report.write")
    to = Path(path)
    write.check_writable(to)
    write.write_whole(to, getattr(page, function)(data, **options))
    return to
