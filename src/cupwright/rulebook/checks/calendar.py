"""Does a calendar make sense: days, weekdays, numbers of matches, overlaps, names.

The checks read the document and not the noun, so that they also run over what is right in a document that does not fit
its model: all problems are told at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cupwright.football.calendars import WEEKDAYS
from cupwright.football.institutions import COMPETITIONS
from cupwright.rulebook.checks.findings import Findings, Key, Locator

__all__ = ["LONGEST_SEASON", "MOST_WINDOWS", "check_calendar"]

LONGEST_SEASON = 550
"""The most days that one calendar may span: a season that a pandemic drew out."""
MOST_WINDOWS = 400

Tree = Mapping[str, Any]
Path = tuple[Key, ...]


@dataclass(frozen=True)
class _Part:
    """A window as far as its document can be read."""

    name: str
    path: Path
    tree: Tree
    first: dt.date
    last: dt.date

    @property
    def line(self) -> tuple[str, str, str]:
        """What is played in it: windows of one line that share clubs may not overlap."""
        return (self.use, repr(self.tree.get("stage") or ""), repr(self.tree.get("matchday")))

    @property
    def use(self) -> str:
        """What it is laid down for."""
        return str(self.tree.get("use", "matches"))

    def names(self, key: str) -> frozenset[str]:
        """Return the clubs, associations or confederations it names."""
        listed = self.tree.get(key)
        return frozenset(name for name in listed if isinstance(name, str)) if isinstance(listed, list) else frozenset()

    def shares(self, other: _Part) -> bool:
        """Return whether a club can have both. Whose confederation an association belongs to is not known here."""
        for key in ("clubs", "associations", "confederations"):
            mine, yours = self.names(key), other.names(key)
            if mine and yours and not mine & yours:
                return False
        for one, two in ((self, other), (other, self)):
            if one.names("associations") and not one.names("confederations") and two.names("confederations"):
                return bool(one.names("associations") & two.names("associations"))
        mine_, yours_ = self.tree.get("needs"), other.tree.get("needs")
        if not isinstance(mine_, dict) or not isinstance(yours_, dict):
            return True
        return all(mine_.get(name, value) == value for name, value in yours_.items())


def check_calendar(tree: Tree, locator: Locator, known_clubs: Collection[str] | None = None) -> Findings:
    """Return what is wrong with a calendar.

    Parameters
    ----------
    tree, locator
        The document, and who knows where its paths stand.
    known_clubs
        Ids of all clubs, or a mapping of them to their associations; clubs and associations are not checked if None.
    """
    findings = Findings(locator)
    windows = tree.get("windows")
    windows = windows if isinstance(windows, list) else []
    if len(windows) > MOST_WINDOWS:
        message = f"a calendar has at most {MOST_WINDOWS} windows, not {len(windows)}"
        findings.add("limit", ("windows",), message, hint="write several calendars")
    span = _span(tree, findings)
    ids = Counter(window["id"] for window in windows if isinstance(window, dict) and isinstance(window.get("id"), str))
    paths = [("windows", _key(window, index, ids)) for index, window in enumerate(windows)]
    parts = list(_parts(windows, paths, findings))
    for part in parts:
        if span is not None and (part.first < span[0] or part.last > span[1]):
            facts = [f"window: {part.first} to {part.last}", f"allowed: {span[0]} to {span[1]}"]
            hint = "say `season:` if it is not the calendar year" if not tree.get("season") else ""
            findings.add("dates", (*part.path, "days"), f"`{part.name}` lies outside the calendar", facts, hint)
        _numbers(part, findings)
    _overlaps(parts, findings)
    for (window, path), count in zip(zip(windows, paths, strict=True), _seen(windows), strict=True):
        if count:
            findings.add("twice", (*path, "id"), f"the id `{window['id']}` stands {ids[window['id']]} times")
    _names(tree, zip(paths, windows, strict=True), known_clubs, findings)
    return findings


def _key(window: object, index: int, ids: Counter[str]) -> Key:
    """Return what a path calls a window: its id, or its position if that is not its own."""
    name = window.get("id") if isinstance(window, dict) else None
    return name if isinstance(name, str) and ids[name] == 1 else index


def _seen(windows: list[Any]) -> Iterator[bool]:
    """Yield of each window whether an earlier one has its id."""
    seen: set[str] = set()
    for window in windows:
        name = window.get("id") if isinstance(window, dict) else None
        yield isinstance(name, str) and name in seen
        if isinstance(name, str):
            seen.add(name)


def _day(value: object) -> dt.date | None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _days(value: object) -> tuple[dt.date, dt.date] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    first, last = map(_day, value)
    return None if first is None or last is None else (first, last)


def _span(tree: Tree, findings: Findings) -> tuple[dt.date, dt.date] | None:
    """Return the days a calendar may speak of, or None where that cannot be said."""
    year, season = tree.get("year"), _days(tree.get("season"))
    if not isinstance(year, int) or not 1900 <= year <= 2200:
        return None
    if season is None:
        return None if tree.get("season") is not None else (dt.date(year, 1, 1), dt.date(year, 12, 31))
    first, last = season
    facts = [f"season: {first} to {last}"]
    if last < first:
        findings.add("dates", ("season",), "the season ends before it begins", facts, "the first day comes first")
        return None
    if not first.year <= year <= last.year:
        findings.add("dates", ("season",), f"the season does not touch the year {year}", facts)
    if (last - first).days + 1 > LONGEST_SEASON:
        message = f"a season has at most {LONGEST_SEASON} days, not {(last - first).days + 1:,}"
        findings.add("dates", ("season",), message, facts)
    return season


def _parts(windows: list[Any], paths: list[tuple[str, Key]], findings: Findings) -> Iterator[_Part]:
    """Yield the windows that have days, in the right order; note those that have them in the wrong one."""
    for index, (tree, path) in enumerate(zip(windows, paths, strict=True)):
        if not isinstance(tree, dict):
            continue
        name = tree["id"] if isinstance(tree.get("id"), str) else f"window {index + 1}"
        days = _days(tree.get("days"))
        if days is None:
            continue
        if days[1] < days[0]:
            facts = [f"{days[0]} to {days[1]}"]
            findings.add(
                "dates", (*path, "days"), f"`{name}` ends before it begins", facts, "the first day comes first"
            )
            continue
        yield _Part(name, path, tree, *days)


def _numbers(part: _Part, findings: Findings) -> None:
    """Check matches against days, and weekdays against the days there are."""
    names = part.tree.get("weekdays")
    wanted = {name for name in names if name in WEEKDAYS} if isinstance(names, list) else set()
    length = (part.last - part.first).days + 1
    there = Counter(WEEKDAYS[(part.first.weekday() + k) % 7] for k in range(min(length, 7)))
    facts = [f"{part.first:%A} {part.first} to {part.last:%A} {part.last}"]
    for name in sorted(wanted - set(there), key=WEEKDAYS.index):
        findings.add("dates", (*part.path, "weekdays"), f"no {name} lies in `{part.name}`", facts)
    matches = part.tree.get("matches")
    if not isinstance(matches, list) or len(matches) != 2 or not all(isinstance(n, int) for n in matches):
        return
    least, most = matches
    if least > most:
        facts = [f"least {least}, most {most}"]
        findings.add("matches", (*part.path, "matches"), f"the least is more than the most in `{part.name}`", facts)
    free = length if not wanted else sum(
        1 for k in range(min(length, 1000)) if WEEKDAYS[(part.first.weekday() + k) % 7] in wanted
    )  # fmt: skip
    if max(least, most) > free > 0:
        message = f"{max(least, most)} matches of a club do not fit into `{part.name}`"
        findings.add("matches", (*part.path, "matches"), message, [*facts[:1], f"days for matches: {free}"])


def _overlaps(parts: list[_Part], findings: Findings) -> None:
    """Note windows of one line that share days and clubs, each with the first of them that it overlaps."""
    lines: dict[tuple[str, str, str], list[_Part]] = defaultdict(list)
    for after in sorted(parts, key=lambda part: (part.first, part.last)):
        line = lines[after.line]
        before = next((one for one in line if one.last >= after.first and one.shares(after)), None)
        line.append(after)
        if before is not None:
            facts = [f"`{part.name}`: {part.first} to {part.last}" for part in (before, after)]
            message = f"`{after.name}` overlaps `{before.name}`, a window of the same use ({after.use}) and stage"
            findings.add("overlap", (*after.path, "days"), message, facts)


def _names(tree: Tree, windows: Iterable[tuple[Path, Any]], known: Collection[str] | None, findings: Findings) -> None:
    """Check competition, clubs and associations."""
    competition = tree.get("competition")
    if isinstance(competition, str) and competition != "fifa" and competition not in COMPETITIONS:
        findings.unknown("competition", competition, [*COMPETITIONS, "fifa"], ("competition",))
    if known is None:
        return
    countries = sorted(set(known.values())) if isinstance(known, Mapping) else []
    listed = tree.get("entrants")
    entrants = [(("entrants", index), one) for index, one in enumerate(listed if isinstance(listed, list) else ())]
    places: list[tuple[Path, Tree]] = [((), tree)]
    places += [(path, part) for path, part in (*entrants, *windows) if isinstance(part, dict)]
    for path, part in places:
        for key, what, names in (("clubs", "club", known), ("associations", "association", countries)):
            listed = part.get(key) or [] if path or key != "clubs" else []
            for name in listed if isinstance(listed, list) and names else ():
                if isinstance(name, str) and name not in names:
                    findings.unknown(what, name, names, (*path, key))
