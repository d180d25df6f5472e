"""The library's documents, parsed once: YAML is read slowly, JSON fast.

``library/compiled.json`` holds the tree of every document beside the SHA-256 of the text it was made from. A tree
whose text has changed since is not used, so the file can be out of date but never wrong. It is written by
``python -m cupwright.rulebook.compiled``.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from cupwright.rulebook import shelf

__all__ = ["compiled_tree", "text_of"]

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


def text_of() -> str:
    """Return what ``compiled.json`` should hold now."""
    from cupwright.rulebook.read import parse

    trees = {}
    for path in shelf.list_documents().values():
        data, name = path.read_bytes(), shelf.shown(path)
        trees[name] = {"sha256": hashlib.sha256(data).hexdigest(), "tree": parse(data, name).tree}
    return json.dumps(trees, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    FILE.write_text(text_of(), encoding="utf-8")
