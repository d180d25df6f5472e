"""Fits that are being made in this process, so that two who need the same one make it once."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cupwright.study.running import Progress, silent

__all__ = ["claimed", "wait_for"]

_LOOK_SECONDS = 0.2

_made = threading.Condition()
_paths: set[Path] = set()


@contextmanager
def claimed(paths: Sequence[Path]) -> Iterator[frozenset[Path]]:
    """Claim what nobody is making yet; the claim ends with the block, whatever comes of it.

    Parameters
    ----------
    paths
        Where fits are to be kept.

    Yields
    ------
    frozenset of Path
        Those that the caller is to make; the others are under way, see :func:`wait_for`.
    """
    with _made:
        mine = frozenset(paths) - _paths
        _paths.update(mine)
    try:
        yield mine
    finally:
        with _made:
            _paths.difference_update(mine)
            _made.notify_all()


def wait_for(paths: Sequence[Path], progress: Progress = silent) -> None:
    """Wait until none of these is under way any more; whoever made them may have failed.

    Parameters
    ----------
    paths
        Where fits are to be kept.
    progress
        Called while it waits; what it raises ends the waiting.
    """
    with _made:
        while not _paths.isdisjoint(paths):
            _made.wait(_LOOK_SECONDS)
            progress(0, 0, "rating all clubs (kept for the next time)")
