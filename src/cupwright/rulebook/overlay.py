"""Changed documents: each path knows the change that wrote it."""

from __future__ import annotations

import copy
from typing import Any

from cupwright.errors import CupwrightError, Place, Problem
from cupwright.rulebook import read
from cupwright.rulebook.changes import CHANGE, Documents, Misfit

__all__ = ["Overlay", "apply"]

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
