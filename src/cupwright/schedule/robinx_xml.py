"""XML from strangers: elements with their lines, within limits, and nothing that expands or reaches out.

A document type declaration is refused outright, so there are no entities to expand and no files to fetch.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from cupwright.errors import CupwrightError, Place

__all__ = ["DEEPEST", "LARGEST", "MOST_ELEMENTS", "Element", "read_xml"]

LARGEST = 16_000_000
"""Bytes of a file."""
DEEPEST = 12
MOST_ELEMENTS = 200_000


@dataclass(slots=True)
class Element:
    """An element: its name, attributes, text, children, and the line it begins on."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def first(self, *names: str) -> Element | None:
        """Return the first element down a path of names, or None."""
        found: Element | None = self
        for name in names:
            found = next((child for child in found.children if child.name == name), None) if found else None
        return found

    def all(self, *names: str) -> Iterator[Element]:
        """Yield the elements of the last name, below the first path of the names before it."""
        parent = self.first(*names[:-1])
        if parent is not None:
            yield from (child for child in parent.children if child.name == names[-1])


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype

    def refuse(self, message: str, hint: str) -> CupwrightError:
        return CupwrightError.of("xml", message, place=Place(self.file, self.parser.CurrentLineNumber), hint=hint)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= DEEPEST:
            raise self.refuse(f"elements are nested more than {DEEPEST} deep", "a RobinX file is 5 deep")
        if self.count > MOST_ELEMENTS:
            raise self.refuse(f"there are more than {MOST_ELEMENTS:,} elements", "a RobinX file has some thousands")
        element = Element(name, attributes, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.open[-1].text += text

    def doctype(self, *_: object) -> None:
        raise self.refuse("a document type declaration (<!DOCTYPE>) is not accepted", "take the line away")


def read_xml(path: str | os.PathLike[str]) -> Element:
    """Read a file and return its root element.

    Raises
    ------
    CupwrightError
        If the file cannot be read, is not well-formed, is larger than 16 MB, deeper than 12 or of more than 200,000
        elements, or declares a document type.
    """
    file = Path(path)
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CupwrightError.of("file", "the file cannot be read", place=Place(str(path)), facts=[reason]) from None
    if len(data) > LARGEST:
        raise CupwrightError.of("file", f"the file is larger than {LARGEST:,} bytes", place=Place(str(path)))
    builder = _Builder(str(path))
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "unknown error")
        raise CupwrightError.of("xml", f"not well-formed: {reason}", place=Place(str(path), error.lineno)) from None
    except (LookupError, ValueError) as error:
        raise CupwrightError.of("xml", "the encoding cannot be read", place=Place(str(path), 1), facts=[str(error)],
                                hint="save the file as UTF-8") from None  # fmt: skip
    assert builder.root is not None
    return builder.root
