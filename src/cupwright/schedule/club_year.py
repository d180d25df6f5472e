"""The year of one club: what cannot be kept, and the rest between what can."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from statistics import median

from cupwright.football.calendars import PlannedFixture, Window
from cupwright.schedule.check import closes, shuts
from cupwright.schedule.demands import Demands
from cupwright.schedule.findings import Finding, Kind, chance_of, longest_season
from cupwright.schedule.placing import Job, UndecidedError, conflict, place

__all__ = ["ClubYear", "Rests", "check_club"]

_MOST_REST_DAYS = 7
_SHORT_WINDOW_DAYS = 8
_OFF_SEASON_DAYS = 28


@dataclass(frozen=True, slots=True)
class Rests:
    """Hours from each match to the next: the least, the median, how many are below what is demanded and below the mark.

    None where there are not two matches.
    """

    least: int | None
    median: float | None
    short: int
    tight: int


@dataclass(frozen=True, slots=True)
class ClubYear:
    """What was found of one club.

    Parameters
    ----------
    club
        Its id.
    matches
        Its matches with days that can be kept, in order, in the longest season: the days are those that leave the most
        rest. What cannot be kept is left out, and stands in `findings`.
    dropped
        What is left out.
    findings
        By day, what makes the year impossible first.
    rests
        Of `matches`.
    months
        Matches by month, (year, month).
    """

    club: str
    matches: tuple[tuple[dt.date, PlannedFixture], ...]
    dropped: tuple[PlannedFixture, ...]
    findings: tuple[Finding, ...]
    rests: Rests
    months: tuple[tuple[tuple[int, int], int], ...]

    @property
    def feasible(self) -> bool:
        """Whether all can be kept; None of the findings is hard and none undecided."""
        return not any(finding.hard or finding.kind == "undecided" for finding in self.findings)

    @property
    def busiest(self) -> tuple[tuple[int, int], int] | None:
        """The month with the most matches, the first of several, with how many."""
        return max(self.months, key=lambda month: (month[1], -month[0][0], -month[0][1]), default=None)


def check_club(
    club: str,
    fixtures: Sequence[PlannedFixture],
    demands: Demands,
    windows: Sequence[Window] = (),
    mind: frozenset[str] = frozenset(),
    leagues: frozenset[str] = frozenset(),
) -> ClubYear:
    """Check the year of one club: exact for what one club plays, whoever its opponents are.

    Parameters
    ----------
    club
        Its id.
    fixtures
        All it plays or may play, in all competitions.
    demands
        What is demanded. What was played is taken as it was: it is never impossible.
    windows
        Windows of release, breaks of competitions, and windows in which the lists of the cup are open.
    mind
        Competitions whose matches are given up first where not all can be kept: those of the proposal.
    leagues
        Competitions that are leagues, between whose seasons squads change.
    """
    in_order = sorted(fixtures, key=lambda one: (one.first, one.last, one.id))
    return _Year(club, in_order, demands, tuple(windows), mind, leagues).check()


class _Year:
    def __init__(
        self,
        club: str,
        fixtures: list[PlannedFixture],
        demands: Demands,
        windows: tuple[Window, ...],
        mind: frozenset[str],
        leagues: frozenset[str],
    ) -> None:
        self.club, self.fixtures, self.demands, self.windows, self.mind = club, fixtures, demands, windows, mind
        self.leagues = leagues
        self.gap = max(1, demands.rest_days)
        self.by_id = {fixture.id: fixture for fixture in fixtures}
        self.jobs = {fixture.id: self._job(fixture) for fixture in fixtures}
        self.findings: list[Finding] = []
        self.dropped: set[str] = set()

    def check(self) -> ClubYear:
        self._alone()
        self._pairs()
        self._crowds()
        self._breaks()
        self._off_season()
        placed = self._roomiest()
        season = longest_season([self.by_id[name] for name in placed])
        matches = sorted(((placed[one.id], one) for one in season), key=lambda row: (row[0], row[1].id))
        hours = [(later - earlier).days * 24 for (earlier, _), (later, _) in pairwise(matches)]
        rests = Rests(
            min(hours, default=None),
            median(hours) if hours else None,
            sum(one < self.demands.rest_hours for one in hours),
            sum(one < self.demands.tight_hours for one in hours),
        )
        months = Counter((day.year, day.month) for day, _ in matches)
        findings = sorted(self.findings, key=lambda one: (not one.hard, one.first, one.kind, one.fixtures[0].id))
        dropped = tuple(one for one in self.fixtures if one.id in self.dropped)
        return ClubYear(self.club, tuple(matches), dropped, tuple(findings), rests, tuple(sorted(months.items())))

    def _find(self, kind: Kind, names: Sequence[str], windows: Sequence[Window] = (), hours: int | None = None) -> None:
        fixtures = tuple(sorted((self.by_id[name] for name in names), key=lambda one: (one.first, one.last, one.id)))
        chance, exact = chance_of(fixtures)
        self.findings.append(Finding(kind, self.club, fixtures, tuple(windows), hours, chance, exact))

    def _job(self, fixture: PlannedFixture) -> Job:
        """Return the days a match may be played on."""
        days = _planned_days(fixture)
        if not fixture.played:
            closed = [window for window in self.windows if closes(window, fixture, self.demands)]
            days = [
                day
                for day in days
                if not any(window.first <= day <= window.last for window in closed)
                and not any(shuts(blocked, fixture, day) for blocked in self.demands.blocked)
            ]
        return Job(fixture.id, tuple(day.toordinal() for day in days), dict(fixture.needs), fixture.played)

    def _alone(self) -> None:
        """Find matches without any day, and matches that were played in a window of release."""
        for fixture in self.fixtures:
            closed = [
                window
                for window in self.windows
                if closes(window, fixture, self.demands)
                and window.first <= fixture.last
                and fixture.first <= window.last
            ]
            if fixture.played and closed:
                self._find("in-release", [fixture.id], closed)
            elif not self.jobs[fixture.id].days:
                self._find("release" if closed else "blocked", [fixture.id], closed)
                self.dropped.add(fixture.id)

    def _pairs(self) -> None:
        """Find every two matches that cannot both be kept, then give up some, the most entangled first."""
        clashes: list[tuple[str, str]] = []
        for one, other in combinations([one for one in self.fixtures if one.id not in self.dropped], 2):
            if (other.first - one.last).days >= self.gap or one.excludes(other):
                continue
            apart = _most_apart(self.jobs[one.id].days, self.jobs[other.id].days)
            if apart < self.gap:
                if one.played and other.played:
                    self._find("short-rest", [one.id, other.id], hours=apart * 24)
                else:
                    self._find("clash", [one.id, other.id], hours=apart * 24)
                    clashes.append((one.id, other.id))
            elif _share(one, other):
                self._find("shared", [one.id, other.id], hours=apart * 24)
        while clashes:
            count = Counter(name for pair in clashes for name in pair if not self.by_id[name].played)
            worst = max(count, key=lambda name: (count[name], self.by_id[name].competition in self.mind, name))
            self.dropped.add(worst)
            clashes = [pair for pair in clashes if worst not in pair]

    def _crowds(self) -> None:
        """Find sets of three or more that cannot all be kept, and give up one of each."""
        while True:
            kept = [job for name, job in self.jobs.items() if name not in self.dropped]
            try:
                if self._place(self.gap) is not None:
                    return
                names = conflict(kept, self.gap)
            except UndecidedError:
                free = [job.id for job in kept if not job.played]
                self._find("undecided", free)
                self.dropped.update(name for name in free if self.by_id[name].competition in self.mind)
                return
            self._find("crowd", names)
            free = [name for name in names if not self.by_id[name].played]
            self.dropped.add(max(free, key=lambda name: (self.by_id[name].competition in self.mind, name)))

    def _breaks(self) -> None:
        """Find matches that lie in a break of another competition."""
        for fixture in self.fixtures:
            if fixture.competition not in self.mind:
                continue
            days = self.jobs[fixture.id].days
            for window in self.windows:
                if window.use != "break" or (window.clubs and self.club not in window.clubs):
                    continue
                inside = window.first.toordinal(), window.last.toordinal()
                if days and all(inside[0] <= day <= inside[1] for day in days):
                    self._find("in-break", [fixture.id], [window])

    def _off_season(self) -> None:
        """Find matches of the cup between two seasons of a league, and lists that close there."""
        cup = [one for one in self.fixtures if one.competition in self.mind]
        paused = {finding.fixtures[0].id for finding in self.findings if finding.kind == "in-break"}
        for fixture in cup:
            if fixture.id not in paused and self._between_seasons(fixture.first, fixture.last) is not None:
                self._find("off-season", [fixture.id])
        for window in self.windows:
            if window.use == "registration":
                season = self._between_seasons(window.last, window.last)
                match = next((one for one in cup if one.first > window.last), None)
                if season is not None and match is not None:
                    self._find("registration", [match.id, season.id], [window])

    def _between_seasons(self, first: dt.date, last: dt.date) -> PlannedFixture | None:
        """Return the first match of the next season of a league, if some days lie between two of its seasons."""
        league = [one for one in self.fixtures if one.competition in self.leagues]
        before = max((one.last for one in league if one.first < last), default=None)
        after = min((one for one in league if one.last > first), key=lambda one: (one.first, one.id), default=None)
        if before is None or after is None or (after.first - before).days < _OFF_SEASON_DAYS:
            return None
        return after

    def _place(self, gap: int) -> dict[str, int] | None:
        """Place what is kept around what was played, or return None."""
        kept = [job for name, job in self.jobs.items() if name not in self.dropped]
        played = [job for job in kept if job.played]
        free = []
        for job in kept:
            if not job.played:
                near = {day + step for other in played if not job.spares(other) for day in other.days
                        for step in range(1 - gap, gap)}  # fmt: skip
                free.append(replace(job, days=tuple(day for day in job.days if day not in near)))
        found = place(free, gap)
        return None if found is None else found | {job.id: job.days[0] for job in played}

    def _roomiest(self) -> dict[str, dt.date]:
        """Return the days, of all that can be kept, that leave the most rest between any two matches."""
        best: dict[str, int] = {}
        for gap in range(self.gap, max(self.gap, _MOST_REST_DAYS) + 1):
            try:
                found = self._place(gap)
            except UndecidedError:
                found = None
            if found is None:
                break
            best = found
        return {name: dt.date.fromordinal(day) for name, day in best.items()}


def _planned_days(fixture: PlannedFixture) -> list[dt.date]:
    """Return the days of a match; of one that was played, its day (the middle, where the facts leave a choice)."""
    if fixture.played:
        return [fixture.first + (fixture.last - fixture.first) // 2]
    days = [fixture.first + dt.timedelta(step) for step in range((fixture.last - fixture.first).days + 1)]
    return [day for day in days if not fixture.weekdays or day.weekday() in fixture.weekdays]


def _most_apart(one: Sequence[int], other: Sequence[int]) -> int:
    """Return the most days that two matches can be apart."""
    return max(abs(one[0] - other[-1]), abs(one[-1] - other[0]))


def _share(one: PlannedFixture, other: PlannedFixture) -> bool:
    """Return whether two short windows of different competitions overlap."""
    if one.competition == other.competition or one.first == one.last or other.first == other.last:
        return False
    lengths = (one.last - one.first).days, (other.last - other.first).days
    return other.first <= one.last and max(lengths) < _SHORT_WINDOW_DAYS
