"""Time of a round robin: the budget is 50 ms for a double one of 20 clubs with the fewest breaks.

Run as ``python benchmarks/bench_round_robin.py``. Prints one line of JSON and leaves with 1 if the budget is exceeded
or a schedule has a break too many. The first call is measured by itself: nothing is compiled or kept.
"""

from __future__ import annotations

import json
import sys
import time

from cupwright.schedule.breaks import ARRANGEMENTS
from cupwright.schedule.round_robin import MOST_CLUBS, round_robin

BUDGET_MS = 50.0


def milliseconds(clubs: int, times: int) -> float:
    """Return the median time of a double round robin with its breaks counted."""
    names = [f"club-{number}" for number in range(clubs)]
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        plan = round_robin(names, seed=7)
        assert plan.breaks == plan.fewest
        taken.append((time.perf_counter() - begin) * 1000)
    return round(sorted(taken)[times // 2], 3)


def main() -> None:
    """Measure and print."""
    first = milliseconds(20, 1)
    measured = {"benchmark": "round-robin", "first_ms": first, "clubs_20_ms": milliseconds(20, 101),
                f"clubs_{MOST_CLUBS}_ms": milliseconds(MOST_CLUBS, 3), "budget_ms": BUDGET_MS}  # fmt: skip
    print(json.dumps(measured))
    names = [f"club-{number}" for number in range(20)]
    few = all(plan.breaks == plan.fewest for plan in (round_robin(names, arrangement=way) for way in ARRANGEMENTS))
    if first > BUDGET_MS or measured["clubs_20_ms"] > BUDGET_MS or not few:
        sys.exit(1)


if __name__ == "__main__":
    main()
