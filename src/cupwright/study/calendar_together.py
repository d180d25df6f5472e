"""The years of several clubs of one cup together: a match that two of them may play against each other has one day.

Each year is solved by itself first. Then each two clubs that may meet are given days for their matches against each
other, around the days that were found; a match of two clubs says nothing of a third. Only where there are none are all
years solved once more as one, so that other days of them may make room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from cupwright.errors import CupwrightError
from cupwright.football.calendars import PlannedFixture, Window
from cupwright.football.competitions import Edition
from cupwright.schedule.solve import price
from cupwright.schedule.solve import solve as solve_task
from cupwright.schedule.solve_answer import Answer, Placed
from cupwright.schedule.solve_task import Task
from cupwright.study.calendar_meetings import Meetings, meetings_of, of_club
from cupwright.study.calendar_rows import Member
from cupwright.study.calendar_task import orders_of
from cupwright.study.running import Progress

__all__ = ["Together", "joint_task", "solve_together"]


@dataclass(frozen=True, slots=True)
class Together:
    """What was found for the matches of some clubs against each other.

    `exists` and `proven` as in :class:`~cupwright.schedule.solve_answer.Answer`; `placed` are those matches with their
    days, `years` the answers for each club, whose days are others than before where `anew`; `answer` says what cannot
    hold together where there is none. `instead` holds the match between clubs by the ids under which their years have
    it, where it is settled that they meet; `why` why the search could not be.
    """

    exists: bool | None
    proven: bool
    placed: tuple[Placed, ...]
    years: Mapping[str, Answer]
    anew: bool = False
    answer: Answer | None = None
    instead: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    @property
    def unsure(self) -> tuple[Placed, ...]:
        """The matches that may or may not come; the certain ones stand in the years."""
        return tuple(one for one in self.placed if one.fixture.id not in self.instead.values())


def solve_together(
    edition: Edition,
    members: Sequence[Member],
    tasks: Mapping[str, Task],
    years: Mapping[str, Answer],
    seconds: float,
    progress: Progress | None = None,
) -> Together | None:
    """Give the matches between clubs days that fit both; None where no two of them can meet.

    Parameters
    ----------
    edition
        The cup.
    members
        The clubs.
    tasks, years
        What was asked and found of each alone; all have a calendar.
    seconds
        How long may be spent.
    progress
        As in :func:`cupwright.schedule.solve.solve`.

    Returns
    -------
    Together or None
        Where all years are too large for one model the answer is open, and `why` says so.
    """
    meetings = meetings_of(edition, members, tasks)
    if not meetings.fixtures:
        return None
    placed: list[Placed] = []
    pairs = list(combinations([member.club for member in members], 2))
    for pair in pairs:
        mine = [one for one in meetings.fixtures if {one.home, one.away} == set(pair)]
        if not mine:
            continue
        answer = solve_task(_around(tasks, years, meetings, pair, mine), seconds=seconds / len(pairs) / 2,
                            progress=progress)  # fmt: skip
        if not answer.exists or not answer.proven:
            break
        names = {one.id for one in mine}
        placed += [one for one in answer.placed if one.fixture.id in names]
    else:
        new = {club: _year(club, tasks[club], one, (*one.placed, *placed), meetings) if meetings.instead else one
               for club, one in years.items()}  # fmt: skip
        return Together(True, all(one.proven for one in new.values()), _sorted(placed), new, instead=meetings.instead)
    try:
        answer = solve_task(joint_task(tasks, meetings), seconds=seconds / 2, progress=progress)
    except CupwrightError as error:
        if not {problem.code for problem in error.problems} <= {"too-many", "too-many-ways"}:
            raise
        return Together(None, False, (), years, why=error.problems[0].message)
    names = {one.id for one in meetings.fixtures}
    if answer.exists:
        years = {club: _year(club, tasks[club], one, answer.placed, meetings) for club, one in years.items()}
    return Together(
        answer.exists, answer.proven, _sorted([one for one in answer.placed if one.fixture.id in names]),
        years, anew=bool(answer.exists), answer=answer, instead=meetings.instead,
    )  # fmt: skip


def _sorted(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(placed, key=lambda one: (one.day, one.fixture.id)))


def _around(
    tasks: Mapping[str, Task], years: Mapping[str, Answer], meetings: Meetings, pair: tuple[str, str],
    mine: Sequence[PlannedFixture],
) -> Task:  # fmt: skip
    """Return the matches of two clubs against each other as a task in which all else stands on the day it was given."""
    stand: dict[str, PlannedFixture] = {}
    for club in pair:
        for one in years[club].placed:
            if one.fixture.id not in meetings.instead:
                stand[one.fixture.id] = _parted(club, one.as_fixture(), meetings)
    return replace(_frame({club: tasks[club] for club in pair}), fixtures=tuple(mine),
                   commitments=tuple(stand.values()), orders=_orders(tasks, meetings, mine), hubs=())  # fmt: skip


def joint_task(tasks: Mapping[str, Task], meetings: Meetings) -> Task:
    """Return the years of all clubs and their matches against each other as one task."""
    own = [_parted(club, one, meetings) for club, task in tasks.items() for one in task.fixtures
           if one.id not in meetings.instead]  # fmt: skip
    beside = {one.id: _parted(club, one, meetings) for club, task in tasks.items() for one in task.commitments}
    hubs = tuple(
        replace(
            hub,
            title=f"{hub.title} ({club})",
            fixtures=tuple(name for name in hub.fixtures if name not in meetings.instead),
        )
        for club, task in tasks.items() for hub in task.hubs
    )  # fmt: skip
    return replace(_frame(tasks), fixtures=(*own, *meetings.fixtures), commitments=tuple(beside.values()),
                   orders=_orders(tasks, meetings, meetings.fixtures), hubs=hubs)  # fmt: skip


def _parted(club: str, one: PlannedFixture, meetings: Meetings) -> PlannedFixture:
    """Return a match of one club with branches that are its own, in which it does not meet another of the clubs."""
    return replace(one, needs=(*of_club(club, one.needs), *meetings.apart.get(one.id, ())))


def _frame(tasks: Mapping[str, Task]) -> Task:
    """Return what the years of some clubs share: days, windows of release, blocked grounds, places."""
    first = next(iter(tasks.values()))
    windows: dict[str, Window] = {}
    for task in tasks.values():
        for window in task.releases:
            known = windows.get(window.id)
            windows[window.id] = window if known is None else replace(known, clubs=(*known.clubs, *window.clubs))
    return replace(
        first,
        clubs=tuple(tasks),
        releases=tuple(windows.values()),
        stays={name: stay for task in tasks.values() for name, stay in task.stays.items()},
    )


def _orders(
    tasks: Mapping[str, Task], meetings: Meetings, mine: Sequence[PlannedFixture]
) -> tuple[tuple[str, str], ...]:
    """Return what is played before what: the rounds of each club, and of its matches against the others."""
    found: dict[tuple[str, str], None] = {}
    for club, task in tasks.items():
        rounds = [_parted(club, one, meetings) for one in task.fixtures if one.id not in meetings.instead]
        rounds += [one for one in mine if club in (one.home, one.away)]
        found |= dict.fromkeys(orders_of(rounds))
    names = {one.id for one in mine}
    return tuple(pair for pair in found if names & set(pair) or len(mine) == len(meetings.fixtures))


def _year(club: str, task: Task, alone: Answer, placed: Sequence[Placed], meetings: Meetings) -> Answer:
    """Return the year of one club on the days of all, with what it costs where the club meets no other by chance."""
    titles = {f"{hub.title} ({club})": hub.title for hub in task.hubs}
    found = {one.fixture.id: one for one in placed}
    mine = [
        replace(found[meetings.instead.get(one.id, one.id)], fixture=one)
        for one in task.everything
    ]  # fmt: skip
    mine = [replace(one, hub=titles.get(one.hub, one.hub)) for one in mine]
    cost = price(task, mine)
    bound = None if alone.cost is None else alone.cost.bound
    return replace(
        alone, placed=_sorted(mine), cost=replace(cost, bound=bound), proven=alone.proven and cost.total == bound
    )
