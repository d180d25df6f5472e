"""Entries of the register kept on disk, each under what it depends on: its documents, the facts, the program."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from cupwright.football.competitions import Edition
from cupwright.study.cache import key_of, prune, read_json, write_json

__all__ = ["Kept", "program_stamp"]

_KIND = "replays"
_PROGRAM_FILES = 3
"""Versions of the program or the facts whose entries are kept."""


@cache
def program_stamp() -> str:
    """Return a key that changes with any module of the package: name, size and time of change of each."""
    root = Path(__file__).parents[1]
    found = ((path.relative_to(root), path.stat()) for path in sorted(root.rglob("*.py")))
    return key_of(*(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in found))


class Kept:
    """What was kept; `rows` maps the key of an edition to its entry."""

    def __init__(self) -> None:
        from cupwright.data.store import facts_hash

        self.name = key_of(program_stamp(), facts_hash())
        found = read_json(_KIND, self.name)
        self.rows: dict[str, dict[str, Any]] = found if isinstance(found, dict) else {}

    @staticmethod
    def key(edition: Edition) -> str:
        """Return the key of an edition: a hash of what it and its format say."""
        from cupwright.rulebook import documents_hash

        return documents_hash(edition)

    def write(self, keys: Iterable[str]) -> None:
        """Keep the entries, of these editions alone if there are many more by now."""
        wanted = set(keys)
        rows = self.rows if len(self.rows) < 4 * len(wanted) + 400 else {
            key: row for key, row in self.rows.items() if key in wanted}  # fmt: skip
        write_json(_KIND, self.name, rows)
        prune(f"{_KIND}-*.json", _PROGRAM_FILES)
