"""Read openfootball's Football.TXT: headings, dates and one match a line.

Two dialects are in use and one older form; a file may mix them:

* headings with ``»``, dates as ``Tue Jan/24 2012``, times as ``21.15``;
* headings with ``▪``, dates as ``Tue Jan 24 2012``, times as ``21:15``;
* the older form, with date, time and score in the middle of the line:
  ``(1) Thu Dec/6 19:45  Home FC  1-0  Away FC  @ Ground, City``.

A score reads ``2-1 (1-0)``: the score at 90 minutes and at the break. ``3-2 pen. 1-1 a.e.t. (1-1, 0-1)`` puts a
shoot-out and extra time before it. ``[awarded]``, ``[cancelled]``, ``[postponed]`` and ``[abandoned]`` are statuses.
The grammar is described at https://github.com/openfootball (public domain).
"""

from __future__ import annotations

import datetime as dt
import re

from cupwright.data.sources.records import RawMatch, ReadResult, Score
from cupwright.errors import Place, Problem

__all__ = ["parse_football_txt"]

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = (
    r"(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+(?P<month>[A-Z][a-z]{2})[a-z]*[/ ](?P<day>\d{1,2})"
    r"(?:\s+(?P<year>\d{4}))?"
)
_DATE_LINE = re.compile(rf"^\s*\[?{_DATE}\]?\s*$")
_HEADER_DATE = re.compile(
    r"([A-Z][a-z]{2})[/ ](\d{1,2})(?:\s+(\d{4}))?\s+-\s+(?:[A-Z][a-z]{2}\s+)?([A-Z][a-z]{2})[/ ](\d{1,2})\s+(\d{4})"
)
_ANY_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_TIME = r"(?P<time>\d{1,2}[.:]\d{2})"
_VERSUS = re.compile(rf"^\s+(?:{_TIME}\s+)?(?P<home>\S.*?)\s+v\s+(?P<away>\S.*)$")
_MIDDLE = re.compile(
    rf"^\s*(?:\((?P<number>\d+)\)\s*)?(?:{_DATE}\s+)?(?:{_TIME}\s+)?(?P<home>\S.*?)\s{{2,}}"
    r"(?P<ft>\d{1,2}\s?[-–]\s?\d{1,2})(?P<extra>nV)?(?P<regular>\s+\d{1,2}-\d{1,2})?\s{2,}"
    r"(?P<away>\S.*?)(?:\s+@\s*(?P<ground>.*))?$"
)
_RESULT = re.compile(
    r"^(?:(?P<pen>\d{1,2}-\d{1,2})\s+pen\.?)?\s*(?:(?P<aet>\d{1,2}-\d{1,2})\s+a\.?e\.?t\.?)?\s*"
    r"(?P<ft>\d{1,2}-\d{1,2})?\s*"
    r"(?:\((?P<inner>\d{1,2}-\d{1,2}(?:,\s*\d{1,2}-\d{1,2})*)\))?\s*(?:\[(?P<mark>[a-z .]+)\])?$"
)
_RESULT_START = re.compile(r"\s+(?=\d{1,2}[-–]\d{1,2}(?:\s|$)|\[[a-z])")
_COUNTRY = re.compile(r"^(?P<name>.*\S)\s+\((?P<code>[A-Z]{3})\)$")
_EARLY, _LATE = dt.timedelta(days=30), dt.timedelta(days=180)
_NOBODY = {"N.N.", "TBD", "?"}
_STATUS = {
    "awarded": "awarded",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "postponed": "postponed",
    "abandoned": "abandoned",
    "walkover": "walkover",
    "void": "void",
}


def _pair(text: str) -> Score:
    left, right = re.split(r"\s?[-–]\s?", text)
    return int(left), int(right)


def _country(text: str) -> tuple[str, str]:
    found = _COUNTRY.match(text)
    return (found["name"], found["code"]) if found else (text, "")


class _Calendar:
    """Gives a date without a year its year: by the header's span, then the weekday, then the last date seen."""

    def __init__(self) -> None:
        self.first: dt.date | None = None
        self.last: dt.date | None = None
        self.year: int | None = None

    def header(self, line: str) -> None:
        """Take the span of an edition from its ``# Date`` line."""
        found = _HEADER_DATE.search(line)
        if not found:
            return
        first_month, last_month = (_MONTHS.get(found[i].lower()) for i in (1, 4))
        if first_month is None or last_month is None:
            return
        end_year = int(found[6])
        start_year = int(found[3]) if found[3] else end_year
        try:
            self.first = dt.date(start_year, first_month, int(found[2]))
            self.last = dt.date(end_year, last_month, int(found[5]))
        except ValueError:
            return
        self.year = start_year

    def resolve(self, weekday: str, month: str, day: str, year: str | None) -> dt.date | str:
        """Return the date, or a sentence that says why there is none."""
        number = _MONTHS.get(month.lower())
        if number is None:
            return f"`{month}` is not a month"
        if year is not None:
            years = [int(year)]
        elif self.year is None:
            return "the date has no year, and no year stands before it"
        else:
            spanned = range(self.first.year, self.last.year + 1) if self.first and self.last else ()
            years = list(dict.fromkeys([self.year, self.year + 1, self.year - 1, *spanned]))
        dates = []
        for candidate in years:
            try:
                dates.append(dt.date(candidate, number, int(day)))
            except ValueError:
                continue
        if not dates:
            return f"there is no {int(day)} {month}" + (f" in {year}" if year else "")
        same_day = [date for date in dates if date.weekday() == _DAYS.index(weekday.lower())]
        if not same_day:
            real = ", ".join(f"{date:%Y-%m-%d} is a {date:%A}" for date in sorted(dates))
            return f"no such day: {real}"
        if self.first is None or self.last is None:
            self.year = same_day[0].year
            return same_day[0]
        # Postponed matches can fall outside the span a header gives, but not by a year.
        near = [date for date in same_day if self.first - _EARLY <= date <= self.last + _LATE]
        if not near and year is None:
            return f"{same_day[0]:%Y-%m-%d} is a {same_day[0]:%A}, but the season runs from {self.first} to {self.last}"
        inside = [date for date in near if self.first <= date <= self.last]
        chosen = (inside or near or same_day)[0]
        self.year = chosen.year if year is not None else self.year
        return chosen


def _split_heading(text: str) -> tuple[str, str, str]:
    """Split a heading into (stage, round, group)."""
    parts = [part.strip() for part in text.split(",", 1)]
    stage, rest = parts[0], parts[1] if len(parts) == 2 else ""
    group = ""
    for part in (stage, rest):
        found = re.fullmatch(r"(?:Group|Gruppe|Grupo)\s+([A-Z0-9]{1,2})", part)
        if found:
            group = found[1]
    return stage, rest, group


def _score(text: str) -> dict[str, Score | str | None] | None:
    """Read the part of a line after the clubs, or None when it cannot be read."""
    found = _RESULT.match(text.strip().replace("–", "-"))
    if not found or not text.strip():
        return None
    mark = (found["mark"] or "").strip()
    if mark and mark not in _STATUS:
        return None
    inner = [_pair(part) for part in re.split(r",\s*", found["inner"])] if found["inner"] else []
    pen = _pair(found["pen"]) if found["pen"] else None
    aet = _pair(found["aet"]) if found["aet"] else None
    ft = _pair(found["ft"]) if found["ft"] else None
    ht: Score | None = None
    if ft is not None:
        ht = inner[0] if inner else None
    elif inner:
        ft, ht = inner[0], inner[1] if len(inner) > 1 else None
    return {
        "full_time": ft,
        "half_time": ht,
        "extra_time": aet,
        "penalties": pen,
        "status": _STATUS.get(mark, "played" if ft or aet or pen else "fixture"),
    }


def parse_football_txt(text: str, file: str = "<text>") -> ReadResult:
    """Read the text of a Football.TXT file.

    Parameters
    ----------
    text
        The contents of the file.
    file
        Its name, used in the places of matches and problems.

    Returns
    -------
    ReadResult
        Matches in the order of the file, fixtures without a result included (status ``"fixture"``), and one
        problem for each line that could not be read. Nothing is guessed and nothing is raised.
    """
    matches: list[RawMatch] = []
    problems: list[Problem] = []
    calendar = _Calendar()
    title = stage = round_ = group = time = ""
    date: dt.date | None = None

    for number, line in enumerate(text.splitlines(), start=1):
        place = Place(file, number)
        bare = line.strip().lstrip("\ufeff")
        if not bare:
            continue
        if bare.startswith("#"):
            if re.match(r"#+\s*Date\s", bare):
                calendar.header(bare)
            elif not title and (years := _ANY_YEAR.findall(bare)) and calendar.year is None:
                calendar.year = int(years[-1])
            continue
        if bare.startswith("="):
            title = bare.strip("= ").strip()
            if (years := _ANY_YEAR.findall(title)) and calendar.year is None:
                calendar.year = int(years[0])
            continue
        if bare[0] in "»▪":
            stage, round_, group = _split_heading(bare[1:].strip())
            time = ""
            continue
        if found := _DATE_LINE.match(line):
            resolved = calendar.resolve(found["weekday"], found["month"], found["day"], found["year"])
            time = ""
            if isinstance(resolved, str):
                date = None
                problems.append(Problem("date", f"`{bare}` is not a date: {resolved}", place))
            else:
                date = resolved
            continue
        ground = ""
        if found := _VERSUS.match(line):
            pieces = _RESULT_START.split(found["away"], 1)
            home_text, away_text, result = found["home"], pieces[0].strip(), pieces[1] if len(pieces) == 2 else ""
        elif found := _MIDDLE.match(line):
            home_text, away_text, ground = found["home"], found["away"].strip(), (found["ground"] or "").strip()
            result = found["ft"].replace("–", "-").replace(" ", "")
            if found["extra"]:
                result = (
                    f"{result} a.e.t. ({(found['regular'] or '').strip()})" if found["regular"] else f"{result} a.e.t."
                )
            if found["weekday"]:
                resolved = calendar.resolve(found["weekday"], found["month"], found["day"], found["year"])
                if isinstance(resolved, str):
                    problems.append(Problem("date", f"the date of this match cannot be read: {resolved}", place))
                    continue
                date = resolved
        elif re.match(r"^\s*\(\d+\)\s+[^\d]+$", line):
            stage, round_, group = _split_heading(re.sub(r"^\(\d+\)\s*", "", bare))
            continue
        else:
            if re.search(r"\d{1,2}[-–]\d{1,2}", bare) or re.search(r"\sv\s", bare):
                problems.append(Problem("line", f"this line cannot be read: `{bare[:80]}`", place))
            continue
        if "  " in home_text or "  " in away_text:
            problems.append(Problem("line", f"this line cannot be read: `{bare[:80]}`", place))
            continue
        if found["time"]:
            time = found["time"].replace(".", ":").rjust(5, "0")
        if home_text in _NOBODY or away_text in _NOBODY:
            continue
        if date is None:
            problems.append(Problem("date", "this match stands under no readable date", place))
            continue
        score = _score(result) if result else {"status": "fixture"}
        if score is None:
            problems.append(
                Problem("score", f"the score `{result.strip()}` cannot be read", place, hint="as in `2-1 (1-0)`")
            )
            continue
        home, home_country = _country(home_text)
        away, away_country = _country(away_text)
        matches.append(
            RawMatch(
                place=place,
                date=date.isoformat(),
                home=home,
                away=away,
                home_country=home_country,
                away_country=away_country,
                competition=title,
                stage=stage,
                round=round_,
                group=group,
                time=time,
                ground=ground,
                **score,
            )
        )
    return ReadResult(tuple(matches), tuple(problems), title)
