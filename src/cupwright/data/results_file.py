"""Read a file of results without putting it anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cupwright.data.prepare import Prepared, prepare
from cupwright.data.sources.csv_file import looks_like_csv, parse_csv
from cupwright.data.sources.football_txt import parse_football_txt
from cupwright.data.sources.reading import read_bytes, read_text
from cupwright.errors import CupwrightError, Place, Problem

__all__ = ["ResultsFile", "read_results"]


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """What a file of results holds.

    Parameters
    ----------
    format
        ``"csv"`` or ``"football.txt"``, told from the contents.
    data
        Its bytes.
    rows
        The matches with a result, clubs resolved.
    fixtures
        How many matches have none.
    problems
        Whatever is wrong with it.
    """

    format: str
    data: bytes
    rows: tuple[Prepared, ...]
    fixtures: int
    problems: tuple[Problem, ...]

    def require(self) -> ResultsFile:
        """Return the file; raise a CupwrightError with all its problems if it has any."""
        if self.problems:
            raise CupwrightError(self.problems)
        return self


def read_results(path: Path) -> ResultsFile:
    """Read one file in Football.TXT or CSV; problems are returned, not raised.

    Raises
    ------
    CupwrightError
        If it cannot be opened.
    """
    data = read_bytes(path)
    text = read_text(data, path)
    if isinstance(text, Problem):
        return ResultsFile("", data, (), 0, (text,))
    kind = "csv" if looks_like_csv(text) else "football.txt"
    result = parse_csv(text, str(path)) if kind == "csv" else parse_football_txt(text, str(path))
    rows, fixtures, wrong = prepare(result.matches, path.name)
    problems = [*result.problems, *wrong]
    if not result.matches and not problems:
        hint = "Football.TXT, or CSV whose first line names the columns date, home and away"
        problems.append(Problem("file", "no match was found in this file", Place(str(path)), hint=hint))
    return ResultsFile(kind, data, tuple(rows), fixtures, tuple(problems))
