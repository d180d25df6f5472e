"""Fits that are known to be needed, made ahead: several at a time, each in a process of its own.

A comparison asks for seven fits. Each of the daily filter takes some fifteen seconds of one processor, and they have
nothing to do with each other. What a process makes is kept on disk like any fit, and found there by
:func:`cupwright.study.rating.rate`; a fit that a process could not make or not keep is made there after all, so that
the answer, and any error, are the same.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from cupwright.errors import CupwrightError
from cupwright.study.own_ratings import is_of_a_file
from cupwright.study.rating import fit_and_keep, kept_at
from cupwright.study.running import Progress, silent
from cupwright.study.under_way import claimed, wait_for

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

__all__ = ["keep_fits"]

_LOOK_SECONDS = 0.2
# What a single process can do in less time than it takes to start others.
_QUICK = ("static",)


def keep_fits(asked: Sequence[tuple[dt.date, RatingSettings]], progress: Progress = silent) -> None:
    """Make the fits among those asked for that are not kept yet.

    Parameters
    ----------
    asked
        Days, each with settings. Days with the same settings are served by one pass.
    progress
        Called with what is done.

    Raises
    ------
    CupwrightError
        If the only pass there is fails.
    """
    needed = {
        kept_at(day, settings): (day, settings) for day, settings in asked
        if not is_of_a_file(settings.model) and settings.model not in _QUICK
    }  # fmt: skip
    with claimed([path for path in needed if not path.exists()]) as mine:
        _make([needed[path] for path in needed if path in mine and not path.exists()], progress)
    wait_for(list(needed), progress)


def _make(asked: Sequence[tuple[dt.date, RatingSettings]], progress: Progress) -> None:
    passes: dict[str, tuple[RatingSettings, set[dt.date]]] = {}
    for day, settings in asked:
        passes.setdefault(settings.describe(), (settings, set()))[1].add(day)
    todo = [(settings, sorted(days)) for settings, days in passes.values()]
    cores = _processors()
    if len(todo) > 1 and cores > 1:
        _side_by_side(todo, cores, progress)
    elif len(todo) == 1:
        progress(0, 0, "rating all clubs (kept for the next time)")
        fit_and_keep(*todo[0])


def _processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _side_by_side(todo: Sequence[tuple[RatingSettings, list[dt.date]]], cores: int, progress: Progress) -> None:
    what = f"rating all clubs under {len(todo)} settings (kept for the next time)"
    waiting, running = list(todo), list[subprocess.Popen[bytes]]()
    try:
        while waiting or running:
            progress(len(todo) - len(waiting) - len(running), len(todo), what)
            while waiting and len(running) < cores:
                running.append(_started(*waiting.pop(0)))
            with suppress(subprocess.TimeoutExpired):
                running[0].wait(_LOOK_SECONDS)
            running = [process for process in running if process.poll() is None]
    finally:
        for process in running:
            process.terminate()
            process.wait()
    progress(len(todo), len(todo), what)


def _started(settings: RatingSettings, days: list[dt.date]) -> subprocess.Popen[bytes]:
    words = json.dumps({"settings": settings.describe(), "days": [str(day) for day in days]})
    # -P: nothing in the user's folder is mistaken for a module.
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "cupwright.study.fitting", words],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def main(words: str) -> int:
    """Make and keep the fits that another process asks for; return the exit code."""
    from cupwright.ratings import RatingSettings

    asked = json.loads(words)
    try:
        fit_and_keep(RatingSettings.read(asked["settings"]), [dt.date.fromisoformat(day) for day in asked["days"]])
    except CupwrightError:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
