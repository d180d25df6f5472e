"""Whether a cup fits into a year: every club's matches, rest, windows of release and journeys."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.errors import all_of
from cupwright.football.calendars import PlannedFixture
from cupwright.football.competitions import Edition
from cupwright.schedule.demands import Demands
from cupwright.schedule.travel import Pace
from cupwright.study.answer import Answer, write_page
from cupwright.study.calendar_asked import demands_of, pace_of, within
from cupwright.study.calendar_chances import Beside, with_rounds_beside
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_fixtures import Frame
from cupwright.study.calendar_parts import parts_of, year_of
from cupwright.study.calendar_shelf import own_calendar
from cupwright.study.calendar_solving import Solved, solve_calendar
from cupwright.study.calendar_worlds import Outlook, outlook_of
from cupwright.study.calendar_year import Question, fixtures_of, planned_of, year_data
from cupwright.study.documents import load, name_of, playable
from cupwright.study.provenance import provenance_of
from cupwright.study.running import Progress, silent

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings

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
    planned
        Finds the matches that were checked; asked only when they are carried away.
    """

    planned: Callable[[], tuple[PlannedFixture, ...]] = tuple

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
        shown = ("club", "name", "kind", "hard", "of_cup", "certain", "hours", "chance", "chance_low", "chance_high",
                 "chance_exact", "first", "words", "assumed")  # fmt: skip
        return [
            {
                **{key: row[key] for key in shown},
                "matches": "; ".join(match["id"] for match in row["matches"]),
                "windows": "; ".join(window["id"] for window in row["windows"]),
            }
            for row in self.data["findings"]
        ]

    def solve(self, **more: Any) -> Solved:
        """Find days for the cup in the year of its guests, beside the same competitions and with the same rest.

        Parameters
        ----------
        more
            As in :func:`cupwright.study.calendar_solving.solve_calendar`: ``clubs``, ``seconds``, ``hubs`` and others.

        Raises
        ------
        CupwrightError
            As there.
        """
        cup, *others = self.data["calendars"]
        asked = {
            "year": self.data["year"],
            "days": self.data["days"],
            "beside": [one["id"] for one in others if one["competition"] not in (cup["competition"], "fifa")],
            "rest": self.data["demands"]["rest_hours"],
            "release": self.data["demands"]["release_binds"],
        }
        return solve_calendar(self.data["document"], **{**asked, **more})

    def fixtures(self) -> tuple[PlannedFixture, ...]:
        """Return every match that the clubs checked play or may play, each once, with the days it may be played on."""
        return self.planned()

    def to_ics(self, folder: str | Path) -> list[Path]:
        """Write an .ics file for each club checked and each competition; return the files.

        A match whose day is not known spans the window of its calendar and is tentative.

        Raises
        ------
        CupwrightError
            If the files cannot be written; nothing half-written is left.
        """
        from cupwright.data.places import clubs

        names = {club.id: club.name for club in clubs().values()}
        names |= {row["club"]: row["name"] for row in self.data["clubs"]}
        write = import_module("cupwright.report.ics").write_ics
        written: list[Path] = write(
            Path(folder), self.fixtures(), names=names, competitions=self.data["competitions"],
            clubs={row["club"] for row in self.data["clubs"]},
        )  # fmt: skip
        return written

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
    days: str | Path | None = None,
    beside: Sequence[str] = (),
    clubs: Sequence[str] = (),
    rest: int = 72,
    tight: int = 96,
    release: bool = True,
    planned: bool = False,
    blocked: Sequence[str] = (),
    moved: Sequence[str] = (),
    speed_kmh: float = 800.0,
    ground_hours: float = 3.0,
    worlds: int = 0,
    seed: int = 7,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    progress: Progress | None = None,
) -> YearCheck:
    """Check whether the matches of every club of a cup fit into a year.

    Parameters
    ----------
    document
        An edition, which is checked as it was played where the facts have its matches, or a proposal, of which nothing
        was played.
    year
        Of the calendar; by default that of `days`, or of the edition.
    days
        A calendar of the cup, by name or path, in place of that of the library.
    beside
        Competitions that the clubs play beside it, such as ``"mls"``.
    clubs
        Ids of the clubs to check; by default the field. Those not in it are taken for guests.
    rest, tight
        Least hours between two matches of a club, and hours below which a rest is counted as short.
    release
        Whether no match may lie in a window in which clubs release players.
    planned
        Whether the cup is checked as its calendar lays it down, for every round that a club can reach, although it was
        played; that of a proposal always is.
    blocked
        Grounds that are not to be had: ``"toluca: 2026-03-01 to 2026-03-05"``.
    moved
        Clubs that play at home elsewhere: ``"inter-miami=lanus"``.
    speed_kmh, ground_hours
        How clubs travel.
    worlds
        How many worlds say how likely each round is reached; without any, every round that a club can still reach
        counts, and no chance is told.
    seed, threads, settings, progress
        As in :func:`cupwright.simulate`.

    Raises
    ------
    CupwrightError
        With every problem in what is asked.
    """
    edition = playable(document)
    own = None if days is None else own_calendar(days, edition)
    of = year_of(year, own, edition)
    (demands, pace), (cup, others, members, places) = all_of(
        lambda: _asked(rest, tight, release, blocked, speed_kmh, ground_hours),
        lambda: parts_of(edition, own, of, beside, moved, lambda: members_of(edition, clubs)),
    )
    frame = Frame.of(of, cup)
    within(demands.blocked, frame.first, frame.last)
    was_played = isinstance(document, Edition) or isinstance(load(document), Edition)
    as_played = was_played and not planned and edition.results[1] in cup.editions
    tell = silent if progress is None else progress
    outlook = outlook_of(edition, worlds, seed, threads, tell, settings) if worlds else Outlook()
    question = Question(edition, of, cup, others, members, demands, pace, places, as_played)
    others_too = Beside(outlook)
    if worlds:
        fixtures = planned_of(question, outlook)
        others_too = with_rounds_beside(outlook, fixtures, cup.competition, worlds, seed, threads, tell, settings)
        outlook = others_too.outlook
    command = _command(document, of, days, beside, clubs, demands, pace, moved, planned, worlds, seed)
    data = {
        **year_data(question, outlook),
        "document": name_of(document),
        "days": None if days is None else str(days),
        "seed": seed,
        "partial": outlook.worlds < worlds or others_too.stopped,
        "provenance": provenance_of([edition], command),
    }
    notes = [*data["notes"], *_outlook_notes(others_too, seed)]
    return YearCheck({**data, "notes": notes}, partial(fixtures_of, question, outlook))


def _asked(
    rest: int,
    tight: int,
    release: bool,
    blocked: Sequence[str],
    speed_kmh: float,
    ground_hours: float,
) -> tuple[Demands, Pace]:
    """Read what is asked, with all its problems at once."""
    demands, pace = all_of(
        lambda: demands_of(rest, tight, release, blocked),
        lambda: pace_of(speed_kmh, ground_hours),
    )
    return demands, pace


def _outlook_notes(beside: Beside, seed: int) -> list[str]:
    outlook = beside.outlook
    if not outlook.worlds:
        return ["Every round that a club can still reach counts; `--worlds 10000` says how likely it is reached."]
    notes = [
        f"Chances come from {outlook.worlds:,} worlds from the eve of the cup, seed {seed}; intervals are the middle "
        "90 per cent over what is not known of the strengths.",
        "Kilometres in the cup are expected ones, home and back for every match away, on a sphere.",
    ]
    if beside.played:
        notes.append(
            f"Rounds of {', '.join(beside.played)} are played in the same worlds, with the same strengths; in a world "
            "with given strengths the luck of two competitions is independent."
        )
    if beside.unknown:
        notes.append(
            f"The library has no edition of {', '.join(beside.unknown)}: who comes to rounds there is not worked out, "
            'so the chance of the others is the most that it can be ("at most").'
        )
    if beside.stopped:
        notes.append("Stopped before the rounds of all competitions beside the cup were played.")
    return notes


def _command(
    document: Any,
    year: int,
    days: str | Path | None,
    beside: Sequence[str],
    clubs: Sequence[str],
    demands: Demands,
    pace: Pace,
    moved: Sequence[str],
    planned: bool,
    worlds: int,
    seed: int,
) -> str:
    words = ["cupwright", "calendar", "check", name_of(document), "--year", str(year)]
    words += [] if days is None else ["--days", name_of(days)]
    words += [word for name in beside for word in ("--beside", name)]
    words += [word for club in clubs for word in ("--club", club)]
    words += ["--rest", str(demands.rest_hours), "--tight", str(demands.tight_hours)]
    words += [] if demands.release_binds else ["--no-release"]
    words += ["--planned"] if planned else []
    words += [word for one in demands.blocked for word in ("--blocked", str(one))]
    words += [word for one in moved for word in ("--moved", one)]
    words += [] if pace == Pace() else ["--speed", f"{pace.speed_kmh:g}", "--ground-hours", f"{pace.ground_hours:g}"]
    words += ["--worlds", str(worlds), "--seed", str(seed)] if worlds else []
    return shlex.join(words)
