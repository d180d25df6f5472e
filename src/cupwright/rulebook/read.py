"""Read a file into a tree of plain values that remembers its lines.

YAML 1.2: ``NO`` is text and so is ``21:30``. Dates stay text here, so that a date that is not one is a problem
to report and not a crash. Anchors are allowed, but a file may not blow up: size, nesting and the number of
values are limited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cupwright.errors import CupwrightError, Place, Problem

__all__ = ["MAX_BYTES", "Key", "Source", "parse", "read"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_VALUES = 100_000
_MAX_INDENT = 400
_MAX_BRACKETS = 100

Key = str | int
"""A step of a path: a key, a position in a list, or the name (`id`, `slot`) of a list's item."""


@dataclass
class Source:
    """A document as it was read: its file, its text and its tree.

    `fits` says that the tree is known to fit its model, so that it need not be held against it again.
    """

    file: str
    text: str
    tree: Any = None
    fits: bool = False

    @cached_property
    def _nodes(self) -> Any:
        return _compose(self.text, self.file)

    def line(self, path: tuple[Key, ...]) -> int | None:
        """Return the line (from 1) where `path` stands, or of the nearest thing around it that exists."""
        node = self._nodes
        if node is None:
            return None
        line: int = node.start_mark.line + 1
        for key in path:
            for name, child, mark in _children(node):
                if name == key or (isinstance(key, str) and isinstance(name, int) and _name_of(child) == key):
                    node, line = child, mark.line + 1
                    break
        return line

    def place(self, path: tuple[Key, ...]) -> Place:
        """Return the place of `path` as an error cites it."""
        return Place(self.file, self.line(path), spell(path))


def spell(path: tuple[Key, ...]) -> str:
    """Write a path as people read it; positions in lists count from 1."""
    out = ""
    for key in path:
        out += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if out else key
    return out


def read(path: Path, shown: str = "") -> Source:
    """Read the file at `path`.

    Raises
    ------
    CupwrightError
        If the file cannot be read, is too large, empty, binary, not UTF-8 or not YAML.
    """
    file = shown or str(path)
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "does not exist"
            raise CupwrightError.of("file", f"`{file}` {what}", place=Place(file))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CupwrightError.of("file", f"`{file}` cannot be read: {reason}", place=Place(file)) from None
    return _parsed(data, file)


@lru_cache(maxsize=32)
def _parsed(data: bytes, file: str) -> Source:
    """Parse a text once: an edition is read again for every proposal that amends it."""
    return parse(data, file)


def parse(data: bytes, file: str) -> Source:
    """Parse the bytes of a document; `file` is the name that errors cite. Raises as :func:`read`."""
    if len(data) > MAX_BYTES:
        raise CupwrightError.of(
            "file",
            f"`{file}` is too large to be a document",
            place=Place(file),
            facts=[f"documents have at most {MAX_BYTES:,} bytes"],
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CupwrightError.of(
            "file",
            f"`{file}` is not UTF-8 text",
            place=Place(file, data[: error.start].count(b"\n") + 1),
            hint="save it as UTF-8; is it a YAML file at all?",
        ) from None
    if "\0" in text:
        raise CupwrightError.of("file", f"`{file}` is a binary file, not a document", place=Place(file))
    _too_deep(text, file)
    source = Source(file, text)
    if source._nodes is None:
        raise CupwrightError.of("file", f"`{file}` is empty", place=Place(file))
    problems: list[Problem] = []
    source.tree = _Builder(source, problems).value(source._nodes, (), 0)
    if problems:
        raise CupwrightError(problems)
    if not isinstance(source.tree, dict):
        raise CupwrightError.of(
            "document",
            f"`{file}` is not a document: it holds {_kind(source.tree)}, not keys with values",
            place=Place(file, 1),
            hint="a document begins with `kind: format`, `kind: edition`, `kind: proposal` or `kind: calendar`",
        )
    return source


def _too_deep(text: str, file: str) -> None:
    """Refuse text nested so deeply that parsing it would exhaust the stack."""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        lead = re.match(r"[\s\-?:]*", line)
        for mark in re.findall(r"[\[\]{}]", line):
            depth = depth + 1 if mark in "[{" else max(depth - 1, 0)
        if depth > _MAX_BRACKETS or (lead and len(lead[0]) > _MAX_INDENT):
            raise CupwrightError.of("yaml", "the text is nested too deeply", place=Place(file, number))


def _compose(text: str, file: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ": ".join(part for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark is not None else None
        raise CupwrightError.of("yaml", f"this is not YAML: {said}", place=Place(file, line)) from None
    except (YAMLError, RecursionError, ValueError, AttributeError, TypeError, IndexError, AssertionError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CupwrightError.of("yaml", f"this is not YAML: {said}", place=Place(file)) from None


def _children(node: Any) -> Iterator[tuple[Key, Any, Any]]:
    """Yield (key or position, child, mark) of a mapping or sequence node."""
    if node.id == "mapping":
        for key, child in node.value:
            yield str(key.value), child, key.start_mark
    elif node.id == "sequence":
        for index, child in enumerate(node.value):
            yield index, child, child.start_mark


def _name_of(node: Any) -> str | None:
    """Return the `id` or `slot` of a mapping node: the name its list knows it by."""
    if node.id == "mapping":
        for key, child in node.value:
            if key.value in ("id", "slot") and child.id == "scalar":
                return str(child.value)
    return None


def _kind(value: object) -> str:
    return "a list" if isinstance(value, list) else "a single value"


class _Builder:
    """Turn nodes into plain values; collect what is wrong instead of stopping at the first."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source, self.problems, self.values = source, problems, 0

    def fail(self, message: str, path: tuple[Key, ...], node: Any, hint: str = "") -> None:
        place = Place(self.source.file, node.start_mark.line + 1, spell(path))
        self.problems.append(Problem("yaml", message, place, hint=hint))

    def value(self, node: Any, path: tuple[Key, ...], depth: int) -> Any:
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            what = "nested too deeply" if depth > MAX_DEPTH else f"more than {MAX_VALUES:,} values"
            if self.values <= MAX_VALUES + 1 or depth > MAX_DEPTH:
                self.fail(f"the document cannot be read: {what}", path[:4], node)
            raise CupwrightError(self.problems)
        if node.id != "scalar" and not str(node.tag).endswith((":map", ":seq")):
            self.fail(f"the tag `{str(node.tag)[:60]}` is not used in documents", path, node)
        if node.id == "mapping":
            return self._mapping(node, path, depth)
        if node.id == "sequence":
            return [self.value(child, (*path, i), depth + 1) for i, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: Any, path: tuple[Key, ...], depth: int) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, child in node.value:
            if key.id != "scalar" or not key.value:
                self.fail("a key must be a word", path, key)
                continue
            name = str(key.value)
            if name in out:
                self.fail(f"the key `{name}` stands twice", (*path, name), key, "keep one of the two")
                continue
            out[name] = self.value(child, (*path, name), depth + 1)
        return out

    def _scalar(self, node: Any, path: tuple[Key, ...]) -> Any:
        text, tag = str(node.value), str(node.tag).rsplit(":", 1)[-1]
        if tag in ("str", "timestamp"):
            return text
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() == "true"
        if tag in ("int", "float"):
            try:
                return _number(text, tag)
            except ValueError:
                self.fail(f"`{text[:40]}` is not a number", path, node, "put text in quotes")
                return None
        self.fail(f"the tag `{str(node.tag)[:60]}` is not used in documents", path, node)
        return None


def _number(text: str, tag: str) -> int | float:
    plain = text.replace("_", "")
    if tag == "int":
        return int(plain, 0) if plain[:2].lower() in ("0o", "0x", "0b") else int(plain[:400])
    return float(plain.replace(".inf", "inf").replace(".nan", "nan").replace(".Inf", "inf").replace(".NaN", "nan"))
