"""Time and memory of a fit on all facts since 2010: the budget is 2 seconds and 500 MB.

Run as ``python benchmarks/bench_fit.py``. Prints one line of JSON: the best of three fits, the time of a
thousand joint draws for fifty clubs and of a load from the cache, and the peak of the process's memory.

``python benchmarks/bench_fit.py dynamic`` measures the daily filter over the same facts, with the forecasts of
four years on the way: the budget is 60 seconds on one core and 500 MB. The time is that of the processor, and the
filter keeps to one thread.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from cupwright.ratings import RatingSettings, fit
from cupwright.ratings.models import model_named
from cupwright.ratings.store import load, save
from tests.ratings.facts import clubs, results

UNTIL = "2026-01-31"


def best(action: Callable[[], object], times: int = 3) -> float:
    """Return the shortest time of an action in seconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begin)
    return round(min(taken), 3)


def megabytes() -> float:
    """Return the peak of this process's memory so far."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def filter_once() -> None:
    """Measure one pass of the daily filter and print."""
    matches, places = results(), clubs()
    rows = np.flatnonzero((matches.date >= np.datetime64("2022-01-01")) & (matches.date <= np.datetime64("2025-12-31")))
    settings = RatingSettings(model="dynamic", since=dt.date(2010, 1, 1))
    loaded, begin = megabytes(), time.process_time()
    model_named("dynamic").forecast(matches, places, settings, rows)
    measured = {
        "matches": int(
            np.sum((matches.date >= np.datetime64("2010-01-01")) & (matches.date <= matches.date[rows].max()))
        ),
        "forecasts": len(rows),
        "pass_s": round(time.process_time() - begin, 3),
        "memory_before_mb": loaded,
        "memory_peak_mb": megabytes(),
    }
    print(json.dumps(measured))


def main() -> None:
    """Measure and print."""
    if sys.argv[1:] == ["dynamic"]:
        filter_once()
        return
    matches, places = results(), clubs()
    settings = RatingSettings(since=dt.date(2010, 1, 1))
    loaded = megabytes()
    seconds = best(lambda: fit(matches, places, settings, UNTIL))
    peak = megabytes()
    ratings = fit(matches, places, settings, UNTIL)
    field = [rating.club for rating in ratings.of(list(ratings)) if rating.rated][:50]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ratings.npz"
        save(ratings, file)
        measured = {
            "matches": ratings.convergence.matches,
            "parameters_today": len(ratings.posterior.mean),
            "steps": ratings.convergence.steps,
            "fit_s": seconds,
            "draws_s": best(lambda: ratings.strengths(field, "conmebol-libertadores", 1000, 7)),
            "load_s": best(lambda: load(file)),
            "memory_before_mb": loaded,
            "memory_peak_mb": peak,
        }
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
