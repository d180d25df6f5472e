"""Whether the matches of a club, or of some, can all be given days: exact, by a search in order of time.

One club is one machine: a match on a day keeps it busy for the rest demanded, and only a match that no season plays
beside it may follow sooner. All jobs are equally long, so in any order it is best to play each match on its first day
that is free (a schedule shifted to the left stays feasible), and the search runs over orders only. It takes the match
next whose last day comes first, passes over orders in which another match would fit in before, and knows the states it
has seen (Baptiste, "Scheduling equal-length jobs on identical parallel machines", 2000, for the dominance of
left-shifted schedules).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["MOST_STATES", "Job", "UndecidedError", "conflict", "place"]

MOST_STATES = 20_000
"""States looked at before the search gives up; years of real clubs need a few hundred."""


class UndecidedError(Exception):
    """The search looked at :data:`MOST_STATES` states without an answer."""


@dataclass(frozen=True, slots=True)
class Job:
    """A match to place: the days it may be played on, in order, as numbers, and the branches it needs.

    A match that was `played` has its day, and its rest from others that were played is what it was. `clubs` are those
    that play it; none where all matches are of one club.
    """

    id: str
    days: tuple[int, ...]
    needs: Mapping[str, str]
    played: bool = False
    clubs: frozenset[str] = frozenset()

    def spares(self, other: Job) -> bool:
        """Return whether the two need no rest between them: both were played, no season plays both, or no club does."""
        if self.played and other.played:
            return True
        if self.clubs and other.clubs and not self.clubs & other.clubs:
            return True
        return any(other.needs.get(variable, value) != value for variable, value in self.needs.items())


def place(jobs: Sequence[Job], gap: int) -> dict[str, int] | None:
    """Return a day for each match, any two of one season at least `gap` days apart, or None if there is no such choice.

    Raises
    ------
    UndecidedError
        If the search is too long.
    """
    placed: dict[str, int] = {}
    for part in _apart(jobs, gap):
        found = _Search(part, gap).run()
        if found is None:
            return None
        placed |= found
    return placed


def conflict(jobs: Sequence[Job], gap: int) -> tuple[str, ...]:
    """Return a smallest set that cannot all be kept, in the sense that without any one of it the others can.

    Empty if all can be kept. Among such sets the earliest in time is returned: matches are added by their last day
    until it fails, then those that are not needed for the failure are taken out.

    Raises
    ------
    UndecidedError
        If a search is too long.
    """
    for part in _apart(jobs, gap):
        if _Search(part, gap).run() is not None:
            continue
        ordered = sorted(part, key=lambda job: (job.days[-1] if job.days else -1, job.id))
        low, high = 0, len(ordered)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if place(ordered[:middle], gap) is None else (middle, high)
        needed = ordered[:high]
        for job in ordered[:high]:
            without = [other for other in needed if other is not job]
            if place(without, gap) is None:
                needed = without
        return tuple(job.id for job in needed)
    return ()


def _apart(jobs: Sequence[Job], gap: int) -> list[list[Job]]:
    """Return the matches in parts that no rest connects: between parts all days are `gap` apart."""
    parts: list[list[Job]] = []
    reach = 0
    for job in sorted(jobs, key=lambda job: (job.days[0] if job.days else -1, job.id)):
        if not job.days:
            return [[job]]
        if parts and job.days[0] < reach:
            parts[-1].append(job)
        else:
            parts.append([job])
        reach = max(reach, job.days[-1] + gap)
    return parts


class _Search:
    """One search over the orders of a part."""

    def __init__(self, jobs: Sequence[Job], gap: int) -> None:
        self.jobs = sorted(jobs, key=lambda job: (job.days[-1] if job.days else -1, job.id))
        self.gap = gap
        self.spares = [[one.spares(other) for other in self.jobs] for one in self.jobs]
        self.twins = [self._twin(number) for number in range(len(self.jobs))]
        self.clubs = sorted({club for job in self.jobs for club in job.clubs}) or [""]
        self.dead: set[tuple[int, ...]] = set()
        self.states = 0

    def _twin(self, number: int) -> int:
        """Return the number of an earlier match that is the same to the search, or -1: it is placed before this one."""
        job = self.jobs[number]
        for other in range(number - 1, -1, -1):
            twin = self.jobs[other]
            if (twin.days, twin.needs, twin.clubs) == (job.days, job.needs, job.clubs):
                return other
        return -1

    def run(self) -> dict[str, int] | None:
        if not all(job.days for job in self.jobs):
            return None
        found = self._next(tuple(job.days[0] for job in self.jobs), ())
        return None if found is None else {self.jobs[number].id: day for number, day in found}

    def _next(self, first: tuple[int, ...], placed: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...] | None:
        """Place one more match and go on. `first` is the first free day of each match, -1 of those placed."""
        waiting = [number for number, day in enumerate(first) if day >= 0]
        if not waiting:
            return placed
        if first in self.dead:
            return None
        self.states += 1
        if self.states > MOST_STATES:
            raise UndecidedError
        if not self._too_many(waiting, first):
            soon = min(first[number] for number in waiting) + self.gap
            for number in waiting:
                if first[number] >= soon or (self.twins[number] >= 0 and first[self.twins[number]] >= 0):
                    continue
                after = self._after(number, first)
                if after is None:
                    continue
                found = self._next(after, (*placed, (number, first[number])))
                if found is not None:
                    return found
        self.dead.add(first)
        return None

    def _after(self, number: int, first: tuple[int, ...]) -> tuple[int, ...] | None:
        """Return the first free days once a match has its day, or None if another has none left."""
        free, after = first[number] + self.gap, list(first)
        after[number] = -1
        for other, day in enumerate(after):
            if 0 <= day < free and not self.spares[number][other]:
                days = self.jobs[other].days
                at = bisect_left(days, free)
                if at == len(days):
                    return None
                after[other] = days[at]
        return tuple(after)

    def _too_many(self, waiting: Sequence[int], first: tuple[int, ...]) -> bool:
        """Return whether some stretch of days holds more matches of a club and a season than fit into it at all."""
        certain = [number for number in waiting if not self.jobs[number].needs and not self.jobs[number].played]
        for club in self.clubs:
            sure = [number for number in certain if club in (self.jobs[number].clubs or self.clubs)]
            for begin in {first[number] for number in sure}:
                inside = [number for number in sure if first[number] >= begin]
                for count, number in enumerate(inside, 1):
                    if begin + (count - 1) * self.gap > self.jobs[number].days[-1]:
                        return True
        return False
