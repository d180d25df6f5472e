"""What a check of a calendar says in sentences: days, matches, findings and the verdict."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cupwright.football.calendars import PlannedFixture, Window
from cupwright.schedule.demands import Demands
from cupwright.schedule.findings import Finding

__all__ = ["days_words", "finding_words", "match_words", "verdict_words"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Row = Mapping[str, Any]

_NAMED = 4
_NUMBER = re.compile(r", match \d+ of \d+$")


def days_words(first: dt.date, last: dt.date) -> str:
    """Return a stretch of days in words.

    >>> days_words(dt.date(2027, 3, 22), dt.date(2027, 3, 30)), days_words(dt.date(2027, 3, 30), dt.date(2027, 4, 1))
    ('22–30 Mar 2027', '30 Mar–1 Apr 2027')
    """
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {_MONTHS[first.month - 1]}{year}–{end}"


def match_words(fixture: PlannedFixture) -> str:
    """Return a match with its days, such as ``"Liga MX 2026-27: Apertura, final, first leg (10–13 Dec 2026)"``."""
    return f"{fixture.title.replace(', as played', '')} ({days_words(fixture.first, fixture.last)})"


def _window_words(window: Window) -> str:
    return f"{window.title} ({days_words(window.first, window.last)})"


def finding_words(finding: Finding, demands: Demands) -> str:
    """Return a finding in one sentence without the club, down to the matches and windows that cause it.

    Parameters
    ----------
    finding
        What was found.
    demands
        What was demanded.
    """
    matches = [match_words(fixture) for fixture in finding.fixtures]
    windows = " and ".join(_window_words(window) for window in finding.windows)
    rest = f"{demands.rest_hours} hours"
    if finding.kind == "release":
        return f"{matches[0]} has no day outside {windows}"
    if finding.kind == "blocked":
        return f"{matches[0]} has no day on which its ground is to be had"
    if finding.kind == "clash":
        best = "fall on one day" if not finding.hours else f"are {finding.hours} hours apart at best"
        return f"{matches[0]} and {matches[1]} {best}; {rest} are demanded"
    if finding.kind == "crowd":
        return (
            f"{len(matches)} matches cannot all be kept with {rest} between them: {'; '.join(_runs(finding.fixtures))}"
        )
    if finding.kind == "undecided":
        return f"the search for days of {len(matches)} matches was given up: whether all can be kept is not known"
    if finding.kind == "short-rest":
        return f"{matches[0]} and {matches[1]} were played {finding.hours} hours apart"
    if finding.kind == "in-release":
        return f"{matches[0]} was played during {windows}"
    if finding.kind == "off-season":
        return f"{matches[0]} lies between two seasons of the club's league, when squads change"
    if finding.kind == "registration":
        return f"{windows} close between two seasons of the club's league; {' and '.join(matches)} come after"
    if finding.kind == "in-break":
        return f"{matches[0]} lies in a break: {windows}"
    return f"{matches[0]} and {matches[1]} share days"


def _runs(fixtures: Sequence[PlannedFixture]) -> list[str]:
    """Return matches in words, those of one window together."""
    alike = Counter((_NUMBER.sub("", one.title), one.first, one.last) for one in fixtures)
    words = []
    for (title, first, last), count in alike.items():
        times = f"{count} matches of " if count > 1 else ""
        words.append(f"{times}{title.replace(', as played', '')} ({days_words(first, last)})")
    return words


def verdict_words(
    clubs: Sequence[Row],
    findings: Sequence[Row],
    demands: Demands,
    names: Mapping[str, str],
    unplanned: Sequence[str] = (),
) -> str:
    """Return the verdict in one sentence.

    Parameters
    ----------
    clubs, findings
        As the answer has them, the findings by day.
    demands
        What was demanded.
    names
        Names of clubs.
    unplanned
        Stages of the cup for which no days are laid down.
    """
    hard = [row for row in findings if row["hard"] and row["of_cup"]]
    of = f"{len(clubs)} clubs" if len(clubs) != 1 else names[clubs[0]["club"]]
    if not hard:
        undecided = sum(row["kind"] == "undecided" for row in findings)
        if undecided:
            return f"Not decided: the search for days was given up for {_clubs_words(findings, names, 'undecided')}."
        least = min((row["rest"]["least"] for row in clubs if row["rest"]["least"] is not None), default=None)
        short = sum(row["rest"]["short"] for row in clubs)
        if short:
            return (
                f"Feasible, as it was played: {short} matches of {of} came sooner than {demands.rest_hours} hours "
                f"after the one before, the soonest after {least}."
            )
        words = f"; the least rest on the best days is {least} hours" if least is not None else ""
        if unplanned:
            words = f"; not all are laid down for {', '.join(unplanned)}"
            return (
                f"Feasible as far as days are laid down: those matches of {of} can be kept with {demands.rest_hours} "
                f"hours of rest{words}."
            )
        return f"Feasible: all matches of {of} can be kept with {demands.rest_hours} hours of rest{words}."
    sure = [row for row in hard if row["certain"]]
    first = (sure or hard)[0]
    alike = sorted({row["club"] for row in hard if row["words"] == first["words"]})
    who = " and ".join(names[club] for club in alike) if len(alike) < _NAMED else f"{len(alike)} clubs"
    assumed = ", on days that are assumed" if first["assumed"] else ""
    if sure:
        return f"Not feasible{assumed}: the calendar breaks first for {who}, because {first['words']}."
    return f"Not in every season{assumed}: for {who}, if it comes so far, the calendar breaks because {first['words']}."


def _clubs_words(findings: Sequence[Row], names: Mapping[str, str], kind: str) -> str:
    found = Counter(row["club"] for row in findings if row["kind"] == kind)
    return ", ".join(names[club] for club in sorted(found))
