"""Find days for the matches of a cup in the year of each guest, or the demands that cannot hold together."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from cupwright.errors import CupwrightError, all_of
from cupwright.football.calendars import PlannedFixture
from cupwright.football.competitions import Edition
from cupwright.schedule.demands import Demands
from cupwright.schedule.solve import solve as solve_task
from cupwright.schedule.solve import valid_seconds
from cupwright.schedule.solve_answer import Answer as Found
from cupwright.schedule.solve_answer import Placed
from cupwright.schedule.solve_task import Hub
from cupwright.study.answer import Answer
from cupwright.study.calendar_asked import demands_of, within
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_fixtures import Frame
from cupwright.study.calendar_parts import parts_of, year_of
from cupwright.study.calendar_rows import Member
from cupwright.study.calendar_shelf import own_calendar, release_calendars
from cupwright.study.calendar_solved import club_data, notes_of, together_data, verdict_of, weights_data
from cupwright.study.calendar_stages import stage_notes
from cupwright.study.calendar_task import Asked, group_of, task_of
from cupwright.study.calendar_together import Together, solve_together
from cupwright.study.calendar_words import days_words
from cupwright.study.calendar_year import ends_of, titles_of
from cupwright.study.documents import name_of, playable
from cupwright.study.provenance import provenance_of
from cupwright.study.running import Progress

__all__ = ["MOST_CLUBS", "Solved", "solve_calendar"]

MOST_CLUBS = 20
"""Most clubs whose years are solved in one go."""


@dataclass(frozen=True, eq=False, repr=False)
class Solved(Answer):
    """Days for the matches of a cup in the year of each club, or why there are none.

    Parameters
    ----------
    data
        The answer as JSON has it: ``verdict`` (one sentence), ``exists``, ``proven``, and for each of ``clubs`` its
        ``matches`` with their days and ``cost``, or its ``conflicts``, ``relaxations`` and ``fewest``.
    found
        The solver's answer for each club.
    together
        What was found for the matches of the clubs against each other, if some of them can meet.
    """

    found: dict[str, Found]
    together: Together | None = None

    def __repr__(self) -> str:
        return f"<Solved {self.data['document']} in {self.data['year']}: {self.data['verdict']}>"

    @property
    def exists(self) -> bool | None:
        """Whether a calendar exists for every club; None where it is not known."""
        known: bool | None = self.data["exists"]
        return known

    def fixtures(self) -> tuple[PlannedFixture, ...]:
        """Return every match that was given a day, on that day, each once."""
        placed = {one.fixture.id: one.as_fixture() for one in self._placed()}
        return tuple(sorted(placed.values(), key=lambda one: (one.first, one.id)))

    def _placed(self) -> list[Placed]:
        """Return all that was given a day: what each club plays, and what they may play against each other."""
        mine = [one for answer in self.found.values() for one in answer.placed]
        if self.together is None or not self.together.exists:
            return mine
        return [one for one in mine if one.fixture.id not in self.together.instead] + list(self.together.placed)

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each match with its day, and for each demand of a conflict."""
        rows: list[dict[str, Any]] = []
        for club in self.data["clubs"]:
            rows += [{"club": club["club"], "what": "match", **match} for match in club["matches"]]
            for number, conflict in enumerate(club["conflicts"], 1):
                rows += [
                    {"club": club["club"], "what": "conflict", "number": number, **demand}
                    for demand in conflict["demands"]
                ]
            rows += [{"club": club["club"], "what": "relaxation", **one} for one in club["relaxations"]]
        together = self.data["together"] or {"matches": [], "conflicts": [], "relaxations": []}
        rows += [{"club": match["home"], "what": "meeting", **match} for match in together["matches"]]
        for number, conflict in enumerate(together["conflicts"], 1):
            rows += [{"what": "conflict", "number": number, **demand} for demand in conflict["demands"]]
        return rows + [{"what": "relaxation", **one} for one in together["relaxations"]]

    def to_ics(self, folder: str | Path) -> list[Path]:
        """Write an .ics file for each club whose year was solved and each competition; return the files.

        Only what has its day in the facts or in a calendar of the library is confirmed: a day that was found here is
        nobody's promise. A match whose opponent is only supposed says so in its title; opponents get no file, as the
        rest of their year is not in it.

        Raises
        ------
        CupwrightError
            If a file cannot be written.
        """
        from cupwright.data.places import clubs

        write = import_module("cupwright.report.ics").write_ics
        placed = self._placed()
        cup = {club["cup"] for club in self.data["clubs"]}
        met = set() if self.together is None else {one.fixture.id for one in self.together.unsure}
        written: list[Path] = write(
            Path(folder), self.fixtures(), names={club.id: club.name for club in clubs().values()},
            competitions=self.data["competitions"], clubs=set(self.found),
            remarks={one.fixture.id: _found_words(one) for one in placed if not one.given},
            endings={one.fixture.id: "if they meet" if one.fixture.id in met else "supposed" for one in placed
                     if one.fixture.competition in cup and one.fixture.away},
        )  # fmt: skip
        return written


def _found_words(one: Placed) -> str:
    """Return what is to be known of a day that the solver found."""
    if one.hub:
        return f"The day is a proposal, and so is the neutral place: {one.hub}."
    if one.fixture.first == one.fixture.last:
        return "The one day that there is for it: it is planned, not announced."
    return f"The day is a proposal: planned are {days_words(one.fixture.first, one.fixture.last)}."


def solve_calendar(
    document: Edition | str | Path,
    *,
    year: int | None = None,
    days: str | Path | None = None,
    beside: Sequence[str] = (),
    clubs: Sequence[str] = (),
    rest: int = 72,
    release: bool = True,
    blocked: Sequence[str] = (),
    moved: Sequence[str] = (),
    hubs: Sequence[str] = (),
    opponents: Sequence[str] = (),
    seconds: float = 60.0,
    progress: Progress | None = None,
) -> Solved:
    """Find a day for every match that a club plays or may play in a cup, around what it plays beside it.

    Parameters
    ----------
    document
        A proposal or an edition. Nothing of the cup counts as played: its matches are what is to be placed.
    year
        Of the calendar; by default that of the edition.
    days
        A calendar of the cup, by name or path, in place of that of the library.
    beside
        Competitions that the clubs play beside it, such as ``"mls"``. What was played has its day; what is planned in a
        window is placed as well.
    clubs
        Ids of the clubs; by default the guests. Each year is solved on its own.
    rest
        Least hours between two matches, counted from day to day.
    release, blocked, moved
        As in :func:`cupwright.study.calendar.calendar`.
    hubs
        Neutral weeks in which group matches may be played: ``"miami: 2027-04-05 to 2027-04-11"``, the place a club or
        a neutral ground.
    opponents
        The other clubs of the group in order of their pots, where a draw is supposed: then hosts, travel and altitude
        of the group matches are known.
    seconds
        How long may be spent in all.
    progress
        Told what is being done.

    Raises
    ------
    CupwrightError
        With every problem in what is asked.
    """
    edition = playable(document)
    own = None if days is None else own_calendar(days, edition)
    of = year_of(year, own, edition)
    (demands, weeks), (cup, others, members, places), _ = all_of(
        lambda: _asked(rest, release, blocked, hubs),
        lambda: parts_of(edition, own, of, beside, moved, lambda: _members(edition, clubs)),
        lambda: valid_seconds(seconds),
    )
    frame = Frame.of(of, cup)
    within(demands.blocked, frame.first, frame.last)
    asked = Asked(demands, places, weeks)
    groups = {member.club: group_of(edition, member, members, opponents) for member in members}
    released = release_calendars(of) if release else []
    tasks = {
        member.club: task_of(edition, cup, others, released, member, asked, groups[member.club], of)
        for member in members
    }
    found: dict[str, Found] = {}
    share = seconds / (len(members) if len(members) == 1 else len(members) + 1)
    for number, member in enumerate(members):
        found[member.club] = solve_task(
            tasks[member.club], seconds=share, progress=_named(progress, member, number, len(members))
        )
        if found[member.club].stopped:
            break
    together = None
    stopped = any(answer.stopped for answer in found.values())
    if len(members) > 1 and not stopped and all(answer.exists for answer in found.values()):
        together = solve_together(edition, members, tasks, found, share, progress)
        found = found if together is None else dict(together.years)
    rows = [
        club_data(member, found[member.club], tasks[member.club], cup.competition)
        for member in members
        if member.club in found
    ]
    command = _command(
        document, rest, release, days, of, beside=beside, club=clubs, blocked=blocked, moved=moved, hub=hubs,
        opponent=opponents,
    )  # fmt: skip
    exists = _all(answer.exists for answer in found.values())
    proven = all(answer.proven for answer in found.values()) and len(found) == len(members)
    if exists and stopped and len(members) > 1:
        exists = None  # the others, or the matches of the clubs against each other, were not looked at
    if together is not None:
        exists, proven = together.exists, together.proven
        stopped |= together.answer is not None and together.answer.stopped
    return Solved(
        {
            "document": name_of(document),
            "title": f"{edition.title}: days in {of}",
            "year": of,
            "verdict": verdict_of(rows, of, rest, together),
            "exists": exists,
            "proven": proven,
            "stopped": stopped,
            "together": None if together is None else together_data(together),
            "demands": {"rest_hours": rest, "release_binds": release},
            "weights": weights_data(next(iter(tasks.values())).weights),
            "competitions": titles_of([cup, *others]),
            "clubs": rows,
            "calendars": [{"id": one.id, "title": one.title} for one in (cup, *others, *released)],
            "notes": [
                *notes_of(rows, [cup, *others, *released], together),
                *[
                    f"{member.name}: not looked at, as the search was stopped."
                    for member in members
                    if member.club not in found
                ],
                *stage_notes(cup, edition),
                *ends_of(others, Frame.of(of, cup)),
            ],
            "provenance": provenance_of([edition], command),
        },
        found,
        together,
    )


def _all(answers: Any) -> bool | None:
    known = list(answers)
    if False in known:
        return False
    return None if None in known else True


def _named(progress: Progress | None, member: Member, number: int, total: int) -> Progress | None:
    if progress is None or total == 1:
        return progress
    return lambda done, of, what: progress(number, total, f"{member.name}: {what}")


def _asked(rest: int, release: bool, blocked: Sequence[str], hubs: Sequence[str]) -> tuple[Demands, tuple[Hub, ...]]:
    """Read what is asked, with all its problems at once."""
    demands, read = all_of(
        lambda: demands_of(rest, 96, release, blocked),
        lambda: _hubs(hubs),
    )
    return demands, read


def _hubs(words: Sequence[str]) -> tuple[Hub, ...]:
    """Read hubs, which are written as blocked days are."""
    try:
        read = demands_of(72, 96, True, words).blocked
    except CupwrightError as error:
        hint = 'such as `--hub "inter-miami: 2027-04-05 to 2027-04-11"`'
        words = ("the blocked days", "the days of the hub")
        raise CupwrightError(
            one if one.code.startswith("unknown")
            else replace(one, code="hub", message=one.message.replace(*words), hint=hint)
            for one in error.problems
        ) from None  # fmt: skip
    return tuple(Hub(one.reason or f"hub at {one.place}", one.place, one.first, one.last, ()) for one in read)


def _members(edition: Edition, clubs: Sequence[str]) -> tuple[Member, ...]:
    """Return the clubs asked for, or the guests that are known."""
    if not clubs:
        clubs = [slot.club for slot in edition.slots if slot.guest and slot.club and not slot.earned_in]
    if not clubs:
        raise CupwrightError.of(
            "which-club", f"no guest of `{edition.id}` is known, so it is not known whose year is to be solved",
            hint="name a club: `--club inter-miami`",
        )  # fmt: skip
    if len(clubs) > MOST_CLUBS:
        raise CupwrightError.of("limit", f"{len(clubs):,} clubs are asked for", facts=(f"{MOST_CLUBS} are solved",))
    return members_of(edition, clubs)


def _command(document: Any, rest: int, release: bool, days: str | Path | None, year: int, **many: Sequence[str]) -> str:
    words = ["cupwright", "calendar", "solve", name_of(document), "--year", str(year)]
    words += [] if days is None else ["--days", str(days)]
    words += [word for option, names in many.items() for name in names for word in (f"--{option}", name)]
    words += ["--rest", str(rest)] + ([] if release else ["--no-release"])
    return shlex.join(words)
