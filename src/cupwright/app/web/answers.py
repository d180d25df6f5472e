"""Finished answers: in memory up to a stated size, behind that on disk up to a stated number."""

from __future__ import annotations

import json
import threading
import zlib
from collections import OrderedDict
from typing import Any

__all__ = ["Answers", "Shelf"]

_KIND = "lab"
_PARSED = 24


class Shelf:
    """Texts by key, the least used ones dropped when together they take more than `most_bytes`; for any thread."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self.hits = self.misses = 0
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: str) -> bytes | None:
        """Return what is held under a key, or None."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._held.move_to_end(key)
            return found

    def put(self, key: str, value: bytes) -> None:
        """Hold a value; one that alone is too large is not held."""
        with self._lock:
            self.bytes -= len(self._held.pop(key, b""))
            if len(value) > self.most_bytes:
                return
            self._held[key] = value
            self.bytes += len(value)
            while self.bytes > self.most_bytes:
                _, dropped = self._held.popitem(last=False)
                self.bytes -= len(dropped)


class Answers:
    """Answers by the key of their question.

    Parameters
    ----------
    memory_bytes
        How much memory the compressed answers may take.
    on_disk
        How many answers are kept on disk; the oldest are deleted.
    """

    def __init__(self, memory_bytes: int, on_disk: int) -> None:
        self.shelf = Shelf(memory_bytes)
        self.on_disk = on_disk
        self._parsed: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> dict[str, Any] | None:
        """Return a finished answer, or None. It is shared: nobody changes it."""
        from cupwright.study.cache import read_json

        with self._lock:
            if key in self._parsed:
                self._parsed.move_to_end(key)
                self.shelf.hits += 1
                return self._parsed[key]
        packed = self.shelf.get(key)
        if packed is not None:
            answer: dict[str, Any] = json.loads(zlib.decompress(packed))
        else:
            kept = read_json(_KIND, key) if self.on_disk else None
            if not isinstance(kept, dict):
                return None
            answer = kept
            self.shelf.put(key, _packed(answer))
        self._remember(key, answer)
        return answer

    def put(self, key: str, answer: dict[str, Any]) -> None:
        """Keep a finished answer."""
        from cupwright.study.cache import prune, write_json

        self.shelf.put(key, _packed(answer))
        # What is read back later must be what is shown now: tuples become lists here.
        self._remember(key, json.loads(json.dumps(answer)))
        if self.on_disk:
            write_json(_KIND, key, answer)
            prune(f"{_KIND}-*.json", self.on_disk)

    def _remember(self, key: str, answer: dict[str, Any]) -> None:
        with self._lock:
            self._parsed[key] = answer
            while len(self._parsed) > _PARSED:
                self._parsed.popitem(last=False)


def _packed(answer: dict[str, Any]) -> bytes:
    return zlib.compress(json.dumps(answer, allow_nan=False).encode(), 4)
