"""Whether a cup fits into a year: every club's matches, rest, windows of release and journeys."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cupwright.errors import CupwrightError, Problem
from cupwright.football.calendars import Calendar, Window
from cupwright.football.competitions import Edition
from cupwright.football.institutions import COMPETITIONS
from cupwright.schedule.club_year import check_club
from cupwright.schedule.demands import Demands
from cupwright.schedule.travel import Pace
from cupwright.study.answer import Answer, write_page
from cupwright.study.calendar_asked import demands_of, moved_of, pace_of, valid_year
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_fixtures import Frame, clubs_fixtures, windows_for
from cupwright.study.calendar_places import Places
from cupwright.study.calendar_rows import Member, club_row, finding_row
from cupwright.study.calendar_shelf import calendars_beside, cup_calendar, release_calendars
from cupwright.study.calendar_words import verdict_words
from cupwright.study.documents import load, name_of, playable
from cupwright.study.provenance import provenance_of
from cupwright.study.running import Progress, silent

__all__ = ["YearCheck", "calendar"]


@dataclass(frozen=True, eq=False, repr=False)
class YearCheck(Answer):
    """Whether a year can be kept, and what stands in its way.

    Parameters
    ----------
    data
        The answer as JSON has it: ``feasible``, ``verdict`` (one sentence), ``clubs`` (rest, months, travel and year
        of each), ``findings`` (each with the ``matches`` and ``windows`` that cause it), ``demands``, ``calendars``,
        ``notes`` and ``provenance``.
    """

    def __repr__(self) -> str:
        return f"<YearCheck of {self.data['document']} in {self.data['year']}: {self.data['verdict']}>"

    @property
    def feasible(self) -> bool:
        """Whether all matches of the cup can be kept, for all clubs and in every season."""
        return bool(self.data["feasible"])

    def clashes(self, club: str | None = None) -> list[dict[str, Any]]:
        """Return what of the cup cannot be kept: of one club, or of all."""
        return [row for row in self.data["findings"] if row["hard"] and row["of_cup"] and club in (None, row["club"])]

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each finding."""
        shown = ("club", "name", "kind", "hard", "of_cup", "certain", "hours", "chance", "first", "words", "assumed")
        return [{key: row[key] for key in shown} for row in self.data["findings"]]

    def report(self, path: str | Path) -> Path:
        """Write the answer as one HTML page.

        Raises
        ------
        CupwrightError
            If the file cannot be written.
        """
        return write_page(path, "calendar_html", "calendar_html", self.data)


def calendar(
    document: Edition | str | Path,
    *,
    year: int | None = None,
    beside: Sequence[str] = (),
    clubs: Sequence[str] = (),
    rest: int = 72,
    tight: int = 96,
    release: bool = True,
    blocked: Sequence[str] = (),
    moved: Sequence[str] = (),
    speed_kmh: float = 800.0,
    ground_hours: float = 3.0,
    worlds: int = 0,
    seed: int = 7,
    threads: int | None = None,
    progress: Progress | None = None,
) -> YearCheck:
    """Check whether the matches of every club of a cup fit into a year.

    Parameters
    ----------
    document
        An edition, which is checked as it was played where the facts have its matches, or a proposal, of which nothing
        was played.
    year
        Of the calendar; by default that of the edition.
    beside
        Competitions that the clubs play beside it, such as ``"mls"``.
    clubs
        Ids of the clubs to check; by default the field. Those not in it are taken for guests.
    rest, tight
        Least hours between two matches of a club, and hours below which a rest is counted as short.
    release
        Whether no match may lie in a window in which clubs release players.
    blocked
        Grounds that are not to be had: ``"toluca: 2026-03-01 to 2026-03-05"``.
    moved
        Clubs that play at home elsewhere: ``"inter-miami=lanus"``.
    speed_kmh, ground_hours
        How clubs travel.
    worlds
        How many worlds say how likely each round is reached; without any, every round that a club can still reach
        counts, and no chance is told.
    seed, threads, progress
        As in :func:`cupwright.simulate`.

    Raises
    ------
    CupwrightError
        With every problem in what is asked.
    """
    found = _asked(rest, tight, release, blocked, moved, speed_kmh, ground_hours, year)
    demands, pace, places = found
    edition = playable(document)
    as_played = isinstance(document, Edition) or isinstance(load(document), Edition)
    year = edition.year if year is None else year
    cup, others, members = _shelved(edition, year, beside, clubs)
    tell = silent if progress is None else progress
    chances, notes, played = _chances(edition, worlds, seed, threads, tell)
    frame = Frame.of(year, cup)
    as_played = as_played and edition.results[1] in cup.editions
    fixtures = clubs_fixtures(edition, cup, others, members, frame, as_played=as_played, chances=chances)
    released = release_calendars(year)
    windows = windows_for(members, released, others, frame)
    titles = _titles([cup, *others])
    leagues = frozenset(one.competition for one in others if COMPETITIONS.get(one.competition))
    rows, findings = [], []
    for member in members:
        own = fixtures.get(member.club, [])
        one = check_club(member.club, own, demands, windows[member.club], frozenset({cup.competition}), leagues)
        rows.append(club_row(member, one, places, pace, frame.first, cup.competition))
        findings += [finding_row(finding, member, demands, cup.competition) for finding in one.findings]
    findings.sort(key=lambda row: (not row["hard"], not row["of_cup"], not row["certain"], row["first"], row["club"]))
    names = {member.club: member.name for member in members}
    return YearCheck({
        "document": name_of(document),
        "title": f"{edition.title}: the calendar of {year}",
        "year": year,
        "from": str(frame.first),
        "until": str(frame.last),
        "feasible": all(row["feasible"] for row in rows),
        "verdict": verdict_words(rows, findings, demands, names),
        "worlds": played,
        "seed": seed,
        "partial": bool(worlds) and played < worlds,
        "demands": _demands(demands, pace),
        "competitions": titles,
        "release": _release(windows, members),
        "clubs": rows,
        "findings": findings,
        "calendars": [_calendar(one) for one in (cup, *others, *released)],
        "notes": [*_notes(demands, pace, cup, as_played, rows), *notes],
        "provenance": provenance_of([edition], _command(document, year, beside, clubs, demands, worlds, seed)),
    })  # fmt: skip


def _asked(
    rest: int,
    tight: int,
    release: bool,
    blocked: Sequence[str],
    moved: Sequence[str],
    speed_kmh: float,
    ground_hours: float,
    year: int | None,
) -> tuple[Demands, Pace, Places]:
    """Read what is asked, with all its problems at once."""
    problems: list[Problem] = []
    read: list[Any] = []
    for make in (
        lambda: None if year is None else valid_year(year),
        lambda: demands_of(rest, tight, release, blocked),
        lambda: pace_of(speed_kmh, ground_hours),
        lambda: Places(moved_of(moved, year or 2026)),
    ):
        try:
            read.append(make())
        except CupwrightError as error:
            problems += error.problems
    if problems:
        raise CupwrightError(problems)
    return read[1], read[2], read[3]


def _shelved(
    edition: Edition, year: int, beside: Sequence[str], clubs: Sequence[str]
) -> tuple[Calendar, tuple[Calendar, ...], tuple[Member, ...]]:
    """Find calendars and clubs, with all problems at once."""
    problems: list[Problem] = []
    read: list[Any] = []
    for make in (
        lambda: cup_calendar(edition.results[0], year),
        lambda: calendars_beside(beside, year),
        lambda: members_of(edition, clubs),
    ):
        try:
            read.append(make())
        except CupwrightError as error:
            problems += error.problems
    if problems:
        raise CupwrightError(problems)
    cup, others, members = read
    return cup, tuple(one for one in others if one.id != cup.id), members


def _chances(
    edition: Edition, worlds: int, seed: int, threads: int | None, tell: Progress
) -> tuple[dict[tuple[str, str], float] | None, tuple[str, ...], int]:
    """Return how likely each club enters each stage, notes, and the worlds played."""
    if not worlds:
        return None, (), 0
    from cupwright.study.simulate import simulate

    odds = simulate(edition, worlds=worlds, seed=seed, threads=threads, progress=tell)
    chances = {(row["club"], row["stage"]): row["mean"] for row in odds.odds()}
    note = f"Chances come from {odds.data['worlds']:,} worlds from the eve of the cup, seed {seed}."
    return chances, (note,), odds.data["worlds"]


def _titles(calendars: Sequence[Calendar]) -> dict[str, str]:
    """Return what each competition is called."""
    return {one.competition: one.title.partition(",")[0].rstrip(" 0123456789-") for one in reversed(calendars)}


def _demands(demands: Demands, pace: Pace) -> dict[str, Any]:
    return {
        "rest_hours": demands.rest_hours,
        "tight_hours": demands.tight_hours,
        "release_binds": demands.release_binds,
        "blocked": [
            {"place": one.place, "first": str(one.first), "last": str(one.last), "reason": one.reason}
            for one in demands.blocked
        ],
        "pace": {"speed_kmh": pace.speed_kmh, "ground_hours": pace.ground_hours, "road_days": pace.road_days},
    }


def _release(windows: dict[str, list[Window]], members: Sequence[Member]) -> list[dict[str, str]]:
    """Return the windows of release that concern a club of the field."""
    found = {
        (window.id, window.title, window.first, window.last)
        for member in members
        for window in windows[member.club]
        if window.use == "release"
    }
    return [
        {"id": name, "title": title, "first": str(first), "last": str(last)}
        for name, title, first, last in sorted(found, key=lambda row: (row[2], row[0]))
    ]


def _calendar(one: Calendar) -> dict[str, Any]:
    sources = dict.fromkeys(window.source for window in one.windows if window.source is not None)
    return {
        "id": one.id,
        "title": one.title,
        "competition": one.competition,
        "assumed": any(window.assumed for window in one.windows),
        "sources": [{"title": source.title, "confidence": source.confidence} for source in sources],
    }


def _notes(demands: Demands, pace: Pace, cup: Calendar, as_played: bool, rows: Sequence[dict[str, Any]]) -> list[str]:
    notes = [
        "Kick-off times are not known: hours are whole days times 24.",
        f"Journeys are geodesics on WGS 84 at {pace.speed_kmh:g} km/h and {pace.ground_hours:g} hours on the ground; a "
        f"club stays on the road between two matches away from home up to {pace.road_days} days apart. Matches whose "
        "place is not known yet are left out.",
    ]
    if any(window.assumed for window in cup.windows):
        notes.append(f"The days of {cup.title} are assumed.")
    if not as_played:
        notes.append("No match of the cup counts as played: the days are those its calendar lays down.")
    if not demands.release_binds:
        notes.append("Windows of release do not bind.")
    homeless = [row["name"] for row in rows if not row["travel"]["home_known"]]
    if homeless:
        notes.append(f"Where {', '.join(homeless)} play is not known: their journeys are unknown, not guessed.")
    return notes


def _command(
    document: Any, year: int, beside: Sequence[str], clubs: Sequence[str], demands: Demands, worlds: int, seed: int
) -> str:
    words = ["cupwright", "calendar", "check", name_of(document), "--year", str(year)]
    words += [word for name in beside for word in ("--beside", name)]
    words += [word for club in clubs for word in ("--club", club)]
    words += ["--rest", str(demands.rest_hours)]
    words += [] if demands.release_binds else ["--no-release"]
    words += ["--worlds", str(worlds), "--seed", str(seed)] if worlds else []
    return shlex.join(words)
