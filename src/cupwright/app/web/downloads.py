"""Addresses of charts and tables: every one of them as a drawing or as data, with its citation."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.lab import Found
from cupwright.app.web.reader import STAMP, Reader, address

__all__ = ["Files", "files_of"]


class Files:
    """The addresses of the charts and tables of one answer.

    Parameters
    ----------
    reader
        Who reads.
    found
        The answer.
    """

    def __init__(self, reader: Reader, found: Found) -> None:
        self.reader, self.found = reader, found

    def url(self, name: str, kind: str, **more: Any) -> str:
        """Return the address of a chart (``svg``, ``png``, ``vl.json``) or a table (``csv``, ``json``)."""
        asked = self.found.asked
        parameters = {**dict(asked.parts), **more}
        return address(f"/{self.reader.language.code}/files/{asked.kind}/{name}.{kind}", parameters)

    @property
    def share(self) -> str:
        """The address that gives this page again, and no other: with what the answer rests on."""
        if self.found.data is None:
            return self.reader.here(**{STAMP: ""})
        return self.reader.here(**{STAMP: self.reader.stamp(self.found.data)})


def files_of(reader: Reader, found: Found) -> Files:
    """Return the addresses of an answer's charts and tables."""
    return Files(reader, found)
