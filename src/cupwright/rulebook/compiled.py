"""The library's documents, parsed once: YAML is read slowly, JSON fast.

``library/compiled.jsonl`` holds a line for every document: its name, the SHA-256 of the text it was made from, and its
tree. A tree whose text has changed since is not used, so the file can be out of date but never wrong; only the
lines asked for are parsed. It is written by ``python -m cupwright.rulebook``.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from cupwright.rulebook import shelf

__all__ = ["FILE", "compiled_text", "compiled_tree"]

FILE = shelf.LIBRARY / "compiled.jsonl"


@cache
def _lines() -> dict[tuple[str, str], str]:
    """Return the text of each tree by name and SHA-256."""
    try:
        rows = [line.split("\t", 2) for line in FILE.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        return {}
    return {(row[0], row[1]): row[2] for row in rows if len(row) == 3}


def compiled_tree(name: str, data: bytes) -> Any:
    """Return the tree of the library's document `name` if it was made from exactly these bytes, else None."""
    text = _lines().get((name, hashlib.sha256(data).hexdigest()))
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return None


def compiled_text() -> str:
    """Return what ``compiled.jsonl`` should hold now, after holding every document against its model.

    The order of keys is kept: it carries meaning.
    """
    from cupwright.rulebook.proposals import build_proposal
    from cupwright.rulebook.read import parse
    from cupwright.rulebook.validate import fit

    lines = []
    for path in shelf.list_documents().values():
        data, name = path.read_bytes(), shelf.shown(path)
        source = parse(data, name)
        kind = str(source.tree.get("kind"))
        if kind == "proposal":
            build_proposal(source)
        else:
            fit("extended-format" if "extends" in source.tree else kind, source)
        tree = json.dumps(source.tree, ensure_ascii=False, separators=(",", ":"))
        lines.append(f"{name}\t{hashlib.sha256(data).hexdigest()}\t{tree}\n")
    return "".join(lines)
