"""The library's documents, parsed once: YAML is read slowly, JSON fast.

``library/compiled.json`` holds the tree of every document beside the SHA-256 of the text it was made from. A tree
whose text has changed since is not used, so the file can be out of date but never wrong. It is written by
``python -m cupwright.rulebook``.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from cupwright.rulebook import shelf

__all__ = ["FILE", "compiled_text", "compiled_tree"]

FILE = shelf.LIBRARY / "compiled.json"


@cache
def _trees() -> dict[str, Any]:
    try:
        trees = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return trees if isinstance(trees, dict) else {}


def compiled_tree(name: str, data: bytes) -> Any:
    """Return the tree of the library's document `name` if it was made from exactly these bytes, else None."""
    entry = _trees().get(name)
    if not isinstance(entry, dict) or entry.get("sha256") != hashlib.sha256(data).hexdigest():
        return None
    return entry.get("tree")


def compiled_text() -> str:
    """Return what ``compiled.json`` should hold now, after holding every document against its model.

    The order of keys is kept: it carries meaning.
    """
    from cupwright.rulebook.proposals import build_proposal
    from cupwright.rulebook.read import parse
    from cupwright.rulebook.validate import fit

    trees = {}
    for path in shelf.list_documents().values():
        data, name = path.read_bytes(), shelf.shown(path)
        source = parse(data, name)
        kind = str(source.tree.get("kind"))
        if kind == "proposal":
            build_proposal(source)
        else:
            fit("extended-format" if "extends" in source.tree else kind, source)
        trees[name] = {"sha256": hashlib.sha256(data).hexdigest(), "tree": source.tree}
    return json.dumps(trees, ensure_ascii=False, separators=(",", ":")) + "\n"
