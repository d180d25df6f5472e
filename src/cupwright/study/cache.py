"""Answers kept on disk, so that the same question is not computed twice. Losing them loses nothing.

The folder is the user's cache folder, or the one that the environment variable ``CUPWRIGHT_CACHE`` names. A
file that is missing, cut short or otherwise unreadable is treated as absent; a full disk or a folder that may
not be written is no error, because the answer does not depend on it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["folder", "key_of", "prune", "read_json", "write_atomically", "write_json"]


def folder() -> Path:
    """Return the cache folder; it need not exist."""
    named = os.environ.get("CUPWRIGHT_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("cupwright", appauthor=False)


def key_of(*parts: object) -> str:
    """Return a file name for what depends on `parts`: equal texts give equal names."""
    return hashlib.blake2b("\x1f".join(str(part) for part in parts).encode(), digest_size=16).hexdigest()


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new file and put it in place of `path` only when it is whole.

    Raises
    ------
    OSError
        If it cannot be written; `path` is then as it was, and nothing half-written is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    draft = Path(name)
    try:
        write(draft)
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def prune(pattern: str, keep: int) -> None:
    """Delete all but the `keep` files last written whose name matches."""
    with contextlib.suppress(OSError):
        files = sorted(folder().glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[keep:]:
            path.unlink()


def read_json(kind: str, key: str) -> Any:
    """Return what was kept under a key, or None."""
    try:
        kept = json.loads((folder() / f"{kind}-{key}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return kept["value"] if isinstance(kept, dict) and kept.get("key") == key else None


def write_json(kind: str, key: str, value: Any) -> None:
    """Keep a value that JSON can hold; a disk that does not take it is passed over in silence."""
    text = json.dumps({"key": key, "value": value})
    with contextlib.suppress(OSError):
        write_atomically(folder() / f"{kind}-{key}.json", lambda draft: _write(draft, text))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
