"""The matches that somebody wants a forecast of: named one by one, or in a CSV file.

The first line of the file names the columns, in any order; commas or semicolons separate; UTF-8:

=================  ==============================================================================================
column             what it holds
=================  ==============================================================================================
``date``           ``2026-12-01``; required
``home``,          a club's id, or a name that only one club bears; required. With ``neutral`` the order only says
``away``           whose chances come first
``venue``          ``home`` (default), ``away`` (the second club is the host) or ``neutral``; optional
``competition``    an id of the facts, or as formats call it, such as ``mls``; optional
=================  ==============================================================================================
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cupwright.errors import CupwrightError, Place, Problem, did_you_mean
from cupwright.study.backtest_set import competition_ids

__all__ = ["MOST_FIXTURES", "VENUES", "Fixture", "Reach", "fixture_of", "fixtures_of_file"]

VENUES = ("home", "away", "neutral")
MOST_FIXTURES = 5000
_REQUIRED = ("date", "home", "away")
_COLUMNS = (*_REQUIRED, "venue", "competition")


@dataclass(frozen=True, slots=True)
class Fixture:
    """A match to forecast.

    Parameters
    ----------
    date
        The day of the match.
    club, opponent
        Ids; the chances are told from the view of `club`.
    venue
        ``"home"`` if `club` is the host, ``"away"`` if `opponent` is, or ``"neutral"``.
    competition
        Id of the facts, or ``""`` for the average of all.
    """

    date: dt.date
    club: str
    opponent: str
    venue: str = "home"
    competition: str = ""

    @property
    def host(self) -> int:
        """1 if the first club is the host, -1 if the other is, 0 on neutral ground."""
        return {"home": 1, "away": -1, "neutral": 0}[self.venue]


@dataclass(frozen=True, slots=True)
class Reach:
    """The days that can be forecast: after the first result that is held, and up to `ahead` after the last one."""

    after: dt.date
    last: dt.date
    ahead: dt.timedelta


def fixture_of(
    date: dt.date | str,
    club: str,
    opponent: str,
    venue: str = "home",
    competition: str = "",
    *,
    place: Place | None = None,
    reach: Reach | None = None,
) -> Fixture | list[Problem]:
    """Return a match as it is named, or everything that is wrong with it.

    Parameters
    ----------
    place
        Where it stands, for the problems.
    reach
        The days that can be forecast; without it, any.
    """
    from cupwright.data.names import find_club

    problems: list[Problem] = []
    found = [
        find_club(name, place=place) if name.strip() else Problem("fixture", "a match has two clubs", place)
        for name in (club, opponent)
    ]
    problems += [one for one in found if isinstance(one, Problem)]
    first, second = found
    if not problems and first == second:
        problems.append(Problem("fixture", f"`{first}` cannot play itself", place))
    day = _day(date)
    if day is None:
        hint = "write year-month-day, such as 2026-12-01"
        problems.append(Problem("date", f"`{date}` is not a date", place, hint=hint))
    elif reach is not None and not reach.after < day <= reach.last:
        words = "lies before the facts" if day <= reach.after else f"lies over {reach.ahead.days:,} days after them"
        facts = (f"results are held from {reach.after} to {reach.last - reach.ahead}",)
        problems.append(Problem("date", f"{day} {words}", place, facts))
    ground = venue.strip().lower() or "home"
    if ground not in VENUES:
        hint = did_you_mean(ground, VENUES) or f"one of {', '.join(VENUES)}"
        problems.append(Problem("fixture", f"no venue is called `{venue}`", place, hint=hint))
    contest = competition.strip()
    try:
        contest = competition_ids([contest])[0] if contest else ""
    except CupwrightError as error:
        problems += [Problem(one.code, one.message, place, one.facts, one.hint) for one in error.problems]
    if problems or day is None:
        return problems
    return Fixture(day, str(first), str(second), ground, contest)


def _day(date: dt.date | str) -> dt.date | None:
    if isinstance(date, dt.date):
        return date
    try:
        return dt.date.fromisoformat(date.strip())
    except ValueError:
        return None


def fixtures_of_file(path: Path, reach: Reach | None = None) -> list[Fixture]:
    """Return the matches of a CSV file, in its order.

    Parameters
    ----------
    path
        The file.
    reach
        The days that can be forecast; without it, any.

    Raises
    ------
    CupwrightError
        With every problem of the file, each with its line.
    """
    from cupwright.data.sources.reading import text_of

    text = text_of(path)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise CupwrightError.of("file", f"the file is no CSV: {error}", place=Place(str(path))) from error
    heading = [cell.strip().lower() for cell in lines[0][1]]
    problems = _heading(heading, Place(str(path), lines[0][0]))
    if len(lines) < 2 and not problems:
        problems.append(Problem("fixture", "the file holds no match", Place(str(path))))
    if len(lines) - 1 > MOST_FIXTURES:
        problems.append(Problem("fixture", f"the file holds more than {MOST_FIXTURES:,} matches", Place(str(path))))
    if problems:
        raise CupwrightError(problems)
    fixtures: list[Fixture] = []
    for number, cells in lines[1:]:
        place = Place(str(path), number)
        if any(cell.strip() for cell in cells[len(heading) :]):
            message = f"the line has {len(cells)} cells, but there are {len(heading)} columns"
            problems.append(Problem("fixture", message, place, hint="a name with a comma in it wants quotation marks"))
            continue
        row = dict(zip(heading, cells, strict=False))
        words = [row.get(name, "").strip() for name in _COLUMNS]
        found = fixture_of(*words, place=place, reach=reach)
        if isinstance(found, Fixture):
            fixtures.append(found)
        else:
            problems += found
    if problems:
        raise CupwrightError(problems)
    return fixtures


def _heading(names: Iterable[str], place: Place) -> list[Problem]:
    names = list(names)
    hint = f"the columns are {', '.join(_COLUMNS)}"
    problems = [Problem("fixture", f"there is no column `{name}`", place, hint=hint)
                for name in _REQUIRED if name not in names]  # fmt: skip
    strange = [name for name in names if name not in _COLUMNS]
    problems += [Problem("fixture", f"column `{name}` has no meaning here", place, hint=hint) for name in strange]
    twice = sorted({name for name in names if names.count(name) > 1 and name not in strange})
    return problems + [Problem("fixture", f"column `{name}` stands twice", place) for name in twice]
