"""How long the solver of calendars takes: ``python benchmarks/bench_solver.py``.

The goal, on two cores: a guest's year solved to a proven optimum or a proven conflict in under 60 s. The first call
also reads the documents and loads the solver; each case is asked twice and the better time told.
"""

from __future__ import annotations

import sys
import time
from typing import Any

from cupwright.schedule.demands import Demands
from cupwright.schedule.solve import solve
from cupwright.schedule.solve_task import Task
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_meetings import Meetings, meetings_of
from cupwright.study.calendar_parts import parts_of
from cupwright.study.calendar_shelf import release_calendars
from cupwright.study.calendar_solving import Solved, solve_calendar
from cupwright.study.calendar_task import Asked, task_of
from cupwright.study.calendar_together import joint_task
from cupwright.study.documents import playable

GOAL = 60.0
GROUP = ("flamengo", "bolivar", "ldu-quito")
BOTH = ("inter-miami", "toluca")
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
    ("2027, both guests, beside all they play, 24 h",
     {"beside": ["mls", "liga-mx", "leagues-cup", "concacaf-champions"], "rest": 24, "clubs": BOTH}),
    ("2027, both guests, the same group supposed and a hub",
     {"beside": ["leagues-cup"], "opponents": GROUP, "hubs": ["lanus: 2027-04-05 to 2027-04-16"], "clubs": BOTH}),
)  # fmt: skip


def ask(options: dict[str, Any]) -> tuple[float, Solved]:
    """Return how long one answer takes, and it."""
    begin = time.perf_counter()
    answer = solve_calendar("mas-2026", **{"year": 2027, "clubs": ["inter-miami"], **options}, seconds=GOAL)
    return time.perf_counter() - begin, answer


def main() -> int:
    """Print a table; 1 if a goal is missed or an answer is not proven."""
    missed = False
    print(f"{'guests in the groups of mas-2026':<56}{'time':>8}  answer")
    for what, options in CASES:
        (first, answer), (second, _) = ask(options), ask(options)
        rows, proven = answer.data["clubs"], answer.data["proven"]
        told = ", ".join(
            f"{row['cost']['total']} points" if row["exists"] else f"{len(row['conflicts'])} conflicts" for row in rows
        )
        missed |= min(first, second) > GOAL or not proven
        print(f"{what:<56}{min(first, second):>7.2f}s  {told}, {'proven' if proven else 'not proven'}")
    years, meetings = both_as_one()
    begin = time.perf_counter()
    joint = solve(joint_task(years, meetings), seconds=GOAL)
    spent = time.perf_counter() - begin
    missed |= spent > GOAL or not joint.proven
    told = f"{joint.cost.total} points" if joint.cost else "no calendar"
    print(f"{'the same years of both guests in one model':<56}{spent:>7.2f}s  {told}")
    return int(missed)


def both_as_one() -> tuple[dict[str, Task], Meetings]:
    """Return the years of both guests beside all they play, and the matches in which they may meet."""
    edition, beside = playable("mas-2026"), ["mls", "liga-mx", "leagues-cup", "concacaf-champions"]
    cup, others, members, places = parts_of(edition, None, 2027, beside, (), lambda: members_of(edition, BOTH))
    asked, released = Asked(Demands(rest_hours=24), places), release_calendars(2027)
    years = {one.club: task_of(edition, cup, others, released, one, asked, (), 2027) for one in members}
    return years, meetings_of(edition, members, years)


if __name__ == "__main__":
    sys.exit(main())
