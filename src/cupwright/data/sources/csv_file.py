"""Read results from a CSV file.

The first line names the columns, in any order; commas or semicolons separate; UTF-8. One match a line:

==================================  ===============================================================================
column                              what it holds
==================================  ===============================================================================
``date``                            ``2026-04-07``; required
``competition``, ``edition``        an id of the facts and its season, such as ``usa-mls`` and ``2026``; required
``home``, ``away``                  a club's id or a name that only one club bears; required
``ft_home``, ``ft_away``            goals at 90 minutes; or one column ``score`` with ``2-1``
``aet_home``, ``aet_away``          goals after extra time, those of 90 minutes included; optional
``pen_home``, ``pen_away``          the shoot-out; optional
``awarded_home``, ``awarded_away``  an awarded score; optional
``home_country``, ``away_country``  FIFA codes that tell clubs of one name apart; optional
``stage``, ``round``, ``group``     optional; stages as in the facts, such as ``quarter-finals``
``status``                          ``played`` (default), ``awarded``, ``abandoned``, ``void``, ``walkover``
``neutral``                         ``1`` or ``0`` (default); optional
``source``, ``note``                optional
==================================  ===============================================================================
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

from cupwright.data.sources.records import RawMatch, ReadResult, Score
from cupwright.errors import Place, Problem, did_you_mean

__all__ = ["COLUMNS", "REQUIRED", "looks_like_csv", "parse_csv"]

REQUIRED = ("date", "competition", "edition", "home", "away")
_SCORES = ("ft", "aet", "pen", "awarded")
COLUMNS = (
    *REQUIRED,
    "score",
    *(f"{kind}_{side}" for kind in _SCORES for side in ("home", "away")),
    "home_country",
    "away_country",
    "stage",
    "round",
    "group",
    "status",
    "neutral",
    "source",
    "note",
)
_STATUSES = ("played", "awarded", "abandoned", "void", "walkover")
_MOST_GOALS = 99


def looks_like_csv(text: str) -> bool:
    """Tell whether the first line names the columns of a results file."""
    first = text.lstrip("\ufeff \n\r\t").split("\n", 1)[0].lower()
    return bool(re.search(r"[,;]", first)) and "home" in first and "away" in first and "date" in first


class _Line:
    """One line of the file, with the problems found in it."""

    def __init__(self, cells: dict[str, str], place: Place) -> None:
        self.cells = cells
        self.place = place
        self.problems: list[Problem] = []

    def complain(self, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(code, message, self.place, hint=hint))

    def score(self, kind: str) -> Score | None:
        """Return the score in two columns, or None where both are empty."""
        texts = [self.cells.get(f"{kind}_{side}", "") for side in ("home", "away")]
        if kind == "ft" and not any(texts) and self.cells.get("score"):
            texts = re.split(r"\s*[-–:]\s*", self.cells["score"])
        if not any(texts):
            return None
        goals = []
        for text in texts:
            if not re.fullmatch(r"[0-9]{1,4}", text):
                self.complain("score", f"`{'-'.join(texts)}` is not a score ({kind})", "two whole numbers")
                return None
            if int(text) > _MOST_GOALS:
                self.complain("score", f"{text} goals are too many to be true ({kind})")
                return None
            goals.append(int(text))
        if len(goals) != 2:
            self.complain("score", f"`{self.cells['score']}` is not a score", "as in `2-1`")
            return None
        return goals[0], goals[1]

    def match(self) -> RawMatch | None:
        """Return the match, or None when there are problems."""
        for column in REQUIRED:
            if not self.cells.get(column):
                self.complain("cell", f"`{column}` is empty")
        date = self.cells.get("date", "")
        if date:
            try:
                if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date, re.ASCII):
                    raise ValueError("the form is YYYY-MM-DD")
                dt.date.fromisoformat(date)
            except ValueError as error:
                self.complain("date", f"`{date}` is not a date: {error}", "as in 2026-04-07")
        status = self.cells.get("status") or "played"
        if status not in _STATUSES:
            self.complain("cell", f"`{status}` is not a status", did_you_mean(status, _STATUSES))
        neutral = self.cells.get("neutral", "")
        if neutral not in {"", "0", "1", "true", "false"}:
            self.complain("cell", f"`neutral` is 1 or 0, not `{neutral}`")
        ft, aet, pen, awarded = (self.score(kind) for kind in _SCORES)
        if not self.problems and ft is None and awarded is None and status in {"played", "awarded"}:
            self.complain("score", "the match has no score")
        if ft and aet and (aet[0] < ft[0] or aet[1] < ft[1]):
            self.complain("score", f"after extra time {aet[0]}-{aet[1]} is less than {ft[0]}-{ft[1]} at 90 minutes")
        if pen and pen[0] == pen[1]:
            self.complain("score", f"a shoot-out cannot end {pen[0]}-{pen[1]}")
        if self.problems:
            return None
        if awarded and status == "played":
            status = "awarded"
        return RawMatch(
            place=self.place,
            date=date,
            home=self.cells["home"],
            away=self.cells["away"],
            full_time=ft,
            extra_time=aet,
            penalties=pen,
            awarded=awarded,
            home_country=self.cells.get("home_country", "").upper(),
            away_country=self.cells.get("away_country", "").upper(),
            status=status,
            competition=self.cells["competition"],
            edition=self.cells["edition"],
            stage=self.cells.get("stage", ""),
            round=self.cells.get("round", ""),
            group=self.cells.get("group", ""),
            neutral={"1": True, "true": True, "0": False, "false": False}.get(neutral),
            note=self.cells.get("note", ""),
            source=self.cells.get("source", ""),
        )


def parse_csv(text: str, file: str = "<text>") -> ReadResult:
    """Read a CSV of results; one problem for each thing that is wrong, nothing guessed and nothing raised."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    matches: list[RawMatch] = []
    problems: list[Problem] = []
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        for name in header:
            if name not in COLUMNS:
                hint = did_you_mean(name, COLUMNS)
                problems.append(Problem("column", f"no column is called `{name}`", Place(file, 1), hint=hint))
        for name in sorted({name for name in header if header.count(name) > 1}):
            problems.append(Problem("column", f"the column `{name}` stands twice", Place(file, 1)))
        missing = [name for name in REQUIRED if name not in header]
        if missing:
            names = ", ".join(f"`{name}`" for name in missing)
            problems.append(Problem("column", f"these columns are missing: {names}", Place(file, 1)))
        if problems:
            return ReadResult((), tuple(problems))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            place = Place(file, reader.line_num)
            if len(cells) != len(header):
                problems.append(Problem("line", f"the line has {len(cells)} cells, the header {len(header)}", place))
                continue
            line = _Line({name: cell.strip() for name, cell in zip(header, cells, strict=True)}, place)
            match = line.match()
            problems.extend(line.problems)
            if match is not None:
                matches.append(match)
    except csv.Error as error:
        problems.append(Problem("line", f"the file is not CSV: {error}", Place(file, reader.line_num)))
    return ReadResult(tuple(matches), tuple(problems))
