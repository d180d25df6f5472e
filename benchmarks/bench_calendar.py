"""How long the check of a calendar takes: ``python benchmarks/bench_calendar.py``.

The goals, on two cores: all clubs of a proposal under 2 s, with 10,000 worlds under 15 s. The first call also
reads the documents, opens the facts and compiles the engine; the best of the later ones is what a session sees.
"""

from __future__ import annotations

import sys
import time

import cupwright as cw

BESIDE = ("mls", "liga-mx", "concacaf-champions", "leagues-cup")
CASES = (
    ("mas-2026, 47 clubs", "mas-2026", 2026, 0, 2.0),
    ("mas-2027, 93 clubs that may enter", "mas-2027", 2027, 0, 2.0),
    ("mas-2026, 47 clubs, 10,000 worlds", "mas-2026", 2026, 10_000, 15.0),
)
ROUNDS = 3


def seconds(document: str, year: int, worlds: int) -> float:
    """Return how long one check takes."""
    begin = time.perf_counter()
    answer = cw.calendar(document, year=year, beside=BESIDE, worlds=worlds)
    assert len(answer.data["clubs"]) >= 47
    return time.perf_counter() - begin


def main() -> int:
    """Print a table; 1 if a goal is missed."""
    late = False
    print(f"{'what':<40}{'first':>9}{'best':>9}{'goal':>9}")
    for what, document, year, worlds, goal in CASES:
        took = [seconds(document, year, worlds) for _ in range(ROUNDS)]
        late |= min(took) > goal
        print(f"{what:<40}{took[0]:>8.2f}s{min(took):>8.2f}s{goal:>8.0f}s")
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
