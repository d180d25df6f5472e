"""Read a user's own ratings: ``csv:FILE``, or ``csv:FILE,COVARIANCE`` with a second file.

The first line of FILE names the columns, in any order:

===============================  ================================================================================
column                           what it holds
===============================  ================================================================================
``club``                         a club's id, or a name that only one club bears; required, each club once
``attack``, ``defence``          in log goals on the scale of ``cupwright rate``, from -2 to 2; required
``attack_sd``, ``defence_sd``    their standard deviations, from 0 to 2; required
``correlation``                  of attack and defence of the club, from -1 to 1; optional, 0 where empty
===============================  ================================================================================

Without a second file the clubs are unsure each on its own. COVARIANCE is a square table: the first line and the
first column hold the same labels ``CLUB attack`` and ``CLUB defence``, for every club of FILE, in any order. It then
takes the place of the standard deviations, which must agree with its diagonal.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np

from cupwright.errors import CupwrightError, Place, Problem
from cupwright.ratings.own import OwnTable
from cupwright.ratings.results import FloatArray

__all__ = ["read_own"]

_NUMBERS = ("attack", "defence", "attack_sd", "defence_sd")
_COLUMNS = ("club", *_NUMBERS, "correlation")
_LIMIT_BYTES = 50_000_000
_AGREE = 1e-6
# As for adjustments by hand: a factor of seven on goals. No club that the facts hold is beyond 1.2.
_MOST = 2.0
_SCALE = "log goals, 0 is the mean of the countries of CONMEBOL; no club that is rated is beyond 1.2"

Find = Callable[[str, Place], "str | Problem"]


def read_own(words: str, find: Find) -> OwnTable:
    """Read a user's ratings.

    Parameters
    ----------
    words
        What stands after ``csv:``.
    find
        Gives the id of the club that a name names, or the problem that keeps it from being known.

    Raises
    ------
    CupwrightError
        With every problem of the file: columns that are missing, unknown clubs, a club twice, numbers that are
        missing or not finite, negative standard deviations, a covariance that is none.
    """
    ratings, comma, covariance = words.partition(",")
    if not ratings.strip() or (comma and not covariance.strip()):
        raise CupwrightError.of("model", f"`csv:{words}` does not name a file", hint="such as `csv:mine.csv`")
    path = Path(ratings.strip())
    lines = _lines(path)
    problems = _heading(lines[0][1], path)
    if problems:
        raise CupwrightError(problems)
    heading = [cell.strip().lower() for cell in lines[0][1]]
    clubs: list[str] = []
    rows: list[list[float]] = []
    for number, cells in lines[1:]:
        club, values, wrong = _row(dict(zip(heading, cells, strict=False)), Place(str(path), number), find)
        if club in clubs:
            wrong.append(Problem("model", f"`{club}` stands here a second time", Place(str(path), number)))
        problems += wrong
        clubs.append(club)
        rows.append(values)
    if not rows:
        problems.append(Problem("model", "the file rates no club", Place(str(path))))
    if problems:
        raise CupwrightError(problems)
    attack, defence, attack_sd, defence_sd, correlation = np.array(rows).T
    joint = np.diag(np.concatenate([attack_sd, defence_sd]) ** 2)
    n = np.arange(len(rows))
    joint[n, len(rows) + n] = joint[len(rows) + n, n] = correlation * attack_sd * defence_sd
    if comma:
        joint = _covariance(Path(covariance.strip()), clubs, joint, find)
    return OwnTable(path.name, tuple(clubs), np.concatenate([attack, defence]), joint)


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Return the lines of a CSV file that hold anything, with their numbers."""
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(_LIMIT_BYTES + 1)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CupwrightError.of("file", "the file is not text in UTF-8", place=place) from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise CupwrightError.of("file", "the file cannot be read", place=place, facts=[reason]) from error
    if len(data) > _LIMIT_BYTES or "\x00" in text:
        raise CupwrightError.of("file", "this is no file of ratings", place=place, hint="CSV in UTF-8 is read")
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise CupwrightError.of("file", f"the file is no CSV: {error}", place=place) from error
    if not lines:
        raise CupwrightError.of("file", "the file is empty", place=place)
    return lines


def _heading(cells: list[str], path: Path) -> list[Problem]:
    place, names = Place(str(path), 1), [cell.strip().lower() for cell in cells]
    hint = f"the columns are {', '.join(_COLUMNS)}"
    problems = [
        Problem("model", f"there is no column `{name}`", place, hint=hint)
        for name in ("club", *_NUMBERS)
        if name not in names
    ]
    strange = [name for name in names if name not in _COLUMNS]
    problems += [Problem("model", f"column `{name}` has no meaning here", place, hint=hint) for name in strange]
    twice = sorted({name for name in names if names.count(name) > 1 and name not in strange})
    return problems + [Problem("model", f"column `{name}` stands twice", place) for name in twice]


def _row(cells: dict[str, str], place: Place, find: Find) -> tuple[str, list[float], list[Problem]]:
    """Return a line's club (or its name, if unknown), its five numbers, and what is wrong."""
    name = cells.get("club", "").strip()
    found = find(name, place) if name else Problem("model", "the line names no club", place)
    problems = [found] if isinstance(found, Problem) else []
    values = []
    for column in (*_NUMBERS, "correlation"):
        text = cells.get(column, "").strip().replace("−", "-")
        value = _number(text) if text or column != "correlation" else 0.0
        if not math.isfinite(value):
            what = f"`{text}` is not a number" if text else "a number is missing"
            problems.append(Problem("model", f"{what} ({column} of `{name}`)", place))
        elif column.endswith("_sd") and value < 0:
            problems.append(Problem("model", f"{column} of `{name}` is negative: {text}", place))
        elif column != "correlation" and abs(value) > _MOST:
            said = f"{column} of `{name}` is out of reason: {text}, at most {_MOST:g}"
            problems.append(Problem("model", said, place, hint=_SCALE))
        elif column == "correlation" and abs(value) > 1:
            problems.append(Problem("model", f"correlation of `{name}` is not between -1 and 1: {text}", place))
        values.append(value)
    return (name if isinstance(found, Problem) else found), values, problems


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _covariance(path: Path, clubs: list[str], by_sd: FloatArray, find: Find) -> FloatArray:
    """Return the covariance (2n, 2n) of the second file in the order of the first."""
    lines = _lines(path)
    place, size = Place(str(path)), len(by_sd)
    order = {(club, side): k + m * len(clubs) for k, club in enumerate(clubs) for m, side in enumerate(_NUMBERS[:2])}

    def position(label: str, line: int) -> int | Problem:
        name, _, side = label.strip().rpartition(" ")
        club = find(name, Place(str(path), line))
        if isinstance(club, Problem):
            return club
        where = order.get((club, side.lower()))
        problem = Problem("model", f"`{label}` is no label of a club that is rated", Place(str(path), line))
        return problem if where is None else where

    columns = [position(label, 1) for label in lines[0][1][1:]]
    rows = [position(cells[0], number) for number, cells in lines[1:]]
    problems = [found for found in (*columns, *rows) if isinstance(found, Problem)]
    if not problems and (sorted(columns) != list(range(size)) or sorted(rows) != list(range(size))):  # type: ignore[type-var]
        missing = [f"`{club}` {side}" for (club, side), k in order.items() if k not in columns or k not in rows]
        facts = (f"{len(columns)} columns and {len(rows)} lines, but {size} strengths",
                 *(f"missing: {name}" for name in missing[:8]))  # fmt: skip
        problems.append(Problem("model", "the labels are not those of the ratings, each once", place, facts))
    values = [[_number(cell.strip()) for cell in cells[1:]] for _, cells in lines[1:]]
    for (number, _), row in zip(lines[1:], values, strict=True):
        if len(row) != len(columns) or not np.isfinite(row).all():
            problems.append(Problem("model", "a number is missing or none", Place(str(path), number)))
        elif np.abs(row).max() > _MOST**2:
            said = f"a covariance is out of reason: at most {_MOST**2:g}"
            problems.append(Problem("model", said, Place(str(path), number), hint="of strengths in log goals"))
    if problems:
        raise CupwrightError(problems)
    joint = np.zeros((size, size))
    joint[np.ix_(rows, columns)] = values  # type: ignore[arg-type]
    if np.abs(joint - joint.T).max() > _AGREE:
        problems.append(Problem("model", "the covariance is not symmetric", place))
    elif np.linalg.eigvalsh(joint)[0] < -_AGREE:
        problems.append(Problem("model", "the covariance is not positive semi-definite", place))
    apart = np.flatnonzero(np.abs(np.sqrt(np.maximum(np.diag(joint), 0.0)) - np.sqrt(np.diag(by_sd))) > 1e-3)
    if len(apart):
        named = tuple(f"`{clubs[k % len(clubs)]}` {_NUMBERS[k // len(clubs)]}" for k in apart[:8])
        problems.append(Problem("model", "the diagonal is not that of the standard deviations", place, named))
    if problems:
        raise CupwrightError(problems)
    return joint
