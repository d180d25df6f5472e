"""How long the solver of calendars takes: ``python benchmarks/bench_solver.py``.

The goal, on two cores: a guest's year solved to a proven optimum or a proven conflict in under 60 s. The first call
also reads the documents and loads the solver; each case is asked twice and the better time told.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from cupwright.study.calendar_solving import Solved, solve_calendar

GOAL = 60.0
GROUP = ("flamengo", "bolivar", "ldu-quito")
CASES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("2027, beside MLS, 72 h", {"beside": ["mls"]}),
    ("2027, beside MLS, Leagues Cup and Champions Cup, 72 h", {"beside": ["mls", "leagues-cup", "concacaf-champions"]}),
    ("2027, beside MLS, 24 h", {"beside": ["mls"], "rest": 24}),
    ("2027, beside MLS, 24 h, a group with altitude", {"beside": ["mls"], "rest": 24, "opponents": GROUP}),
    ("2027, beside Leagues Cup, 72 h, a group and a hub",
     {"beside": ["leagues-cup"], "opponents": GROUP, "hubs": ["lanus: 2027-04-05 to 2027-04-16"]}),
    ("2027, beside MLS, 24 h, a group and a hub",
     {"beside": ["mls"], "rest": 24, "opponents": GROUP, "hubs": ["lanus: 2027-04-05 to 2027-04-16"]}),
    ("2026, beside MLS, one window of 34 matches, 72 h", {"beside": ["mls"], "year": 2026}),
)  # fmt: skip


def ask(options: dict[str, Any]) -> tuple[float, Solved]:
    """Return how long one answer takes, and it."""
    begin = time.perf_counter()
    answer = solve_calendar("mas-2026", **{"year": 2027, "clubs": ["inter-miami"], **options}, seconds=GOAL)
    return time.perf_counter() - begin, answer


def main() -> int:
    """Print a table; 1 if a goal is missed or an answer is not proven."""
    missed = False
    print(f"{'Inter Miami in the groups of mas-2026':<56}{'time':>8}  answer")
    for what, options in CASES:
        (first, answer), (second, _) = ask(options), ask(options)
        row = answer.data["clubs"][0]
        told = f"{row['cost']['total']} points" if row["exists"] else f"{len(row['conflicts'])} conflicts"
        missed |= min(first, second) > GOAL or not row["proven"]
        print(f"{what:<56}{min(first, second):>7.2f}s  {told}, {'proven' if row['proven'] else 'not proven'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
