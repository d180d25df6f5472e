"""Does a calendar make sense: days, weekdays, numbers of matches, overlaps, names.

The checks read the document and not the noun, so that they also run over what is right in a document that does not fit
its model: all problems are told at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
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
    def line(self) -> tuple[object, ...]:
        """What a window may not share with one that overlaps it."""
        keys = ("stage", "matchday", "clubs", "associations", "confederations", "needs")
        return (self.tree.get("use", "matches"), *(repr(self.tree.get(key) or "") for key in keys))


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
    parts = list(_parts(windows, findings))
    for part in parts:
        if span is not None and (part.first < span[0] or part.last > span[1]):
            facts = [f"window: {part.first} to {part.last}", f"allowed: {span[0]} to {span[1]}"]
            hint = "say `season:` if it is not the calendar year" if not tree.get("season") else ""
            findings.add("dates", (*part.path, "days"), f"`{part.name}` lies outside the calendar", facts, hint)
        _numbers(part, findings)
    _overlaps(parts, findings)
    _names(tree, windows, known_clubs, findings)
    return findings


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


def _parts(windows: list[Any], findings: Findings) -> Iterator[_Part]:
    """Yield the windows that have days, in the right order; note those that have them in the wrong one."""
    for index, tree in enumerate(windows):
        if not isinstance(tree, dict):
            continue
        name = tree.get("id") if isinstance(tree.get("id"), str) else ""
        path: Path = ("windows", name or index)
        days = _days(tree.get("days"))
        if days is None:
            continue
        if days[1] < days[0]:
            facts = [f"{days[0]} to {days[1]}"]
            message = f"`{name or index + 1}` ends before it begins"
            findings.add("dates", (*path, "days"), message, facts, "the first day comes first")
            continue
        yield _Part(str(name or index + 1), path, tree, *days)


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
    """Note windows of one use and line that share days."""
    lines: dict[tuple[object, ...], list[_Part]] = defaultdict(list)
    for part in parts:
        lines[part.line].append(part)
    for line in lines.values():
        order = sorted(line, key=lambda part: (part.first, part.last))
        for before, after in pairwise(order):
            if after.first <= before.last:
                use = after.tree.get("use", "matches")
                facts = [f"`{part.name}`: {part.first} to {part.last}" for part in (before, after)]
                message = f"`{after.name}` overlaps `{before.name}`, a window of the same use ({use}) and stage"
                findings.add("overlap", (*after.path, "days"), message, facts)


def _names(tree: Tree, windows: list[Any], known: Collection[str] | None, findings: Findings) -> None:
    """Check competition, ids, clubs and associations."""
    competition = tree.get("competition")
    if isinstance(competition, str) and competition != "fifa" and competition not in COMPETITIONS:
        findings.unknown("competition", competition, [*COMPETITIONS, "fifa"], ("competition",))
    ids = Counter(window["id"] for window in windows if isinstance(window, dict) and isinstance(window.get("id"), str))
    for name, count in ids.items():
        if count > 1:
            findings.add("twice", ("windows", name), f"the id `{name}` stands {count} times")
    if known is None:
        return
    countries = sorted(set(known.values())) if isinstance(known, Mapping) else []
    places: list[tuple[Path, Tree]] = [((), tree)]
    places += [(("windows", w.get("id") or i), w) for i, w in enumerate(windows) if isinstance(w, dict)]
    for path, part in places:
        for key, what, names in (("clubs", "club", known), ("associations", "association", countries)):
            listed = part.get(key) or [] if path or key != "clubs" else []
            for name in listed if isinstance(listed, list) and names else ():
                if isinstance(name, str) and name not in names:
                    findings.unknown(what, name, names, (*path, key))
