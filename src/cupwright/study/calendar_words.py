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

__all__ = ["days_words", "finding_words", "match_words", "outcome_of", "verdict_words", "window_title"]

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


def window_title(fixture: PlannedFixture) -> str:
    """Return the title of the window that plans a match, without its number among the matches of the window."""
    return _NUMBER.sub("", fixture.title)


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
    alike = Counter((window_title(one), one.first, one.last) for one in fixtures)
    words = []
    for (title, first, last), count in alike.items():
        times = f"{count} matches of " if count > 1 else ""
        words.append(f"{times}{title.replace(', as played', '')} ({days_words(first, last)})")
    return words


def outcome_of(
    clubs: Sequence[Row], findings: Sequence[Row], demands: Demands, cup: str, unplanned: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the verdict as codes and values, which a report words in its language.

    Parameters
    ----------
    clubs, findings
        As the answer has them, the findings by day.
    demands
        What was demanded.
    cup
        The competition that is checked.
    unplanned
        Stages of the cup for which no days are laid down.

    Returns
    -------
    dict
        ``code`` (``"kept"``, ``"undecided"``, ``"breaks"``, ``"may-break"``), ``clubs`` (those it speaks of),
        ``finding`` (the place of the first that breaks it, or None), ``assumed`` (whether that rests on assumed days),
        ``played`` (whether all that is judged was played), ``alone`` (whether nothing stands beside the cup),
        ``untold`` (how many matches are past and have no result), ``unplanned``, ``rest`` (demanded), ``least`` and
        ``short`` (how many rests are shorter than demanded).
    """
    matches = [match for row in clubs for match in row["year"]]
    hard = [row for row in findings if row["hard"] and row["of_cup"]]
    sure = [row for row in hard if row["certain"]]
    undecided = sorted({row["club"] for row in findings if row["kind"] == "undecided"})
    first = next(iter(sure or hard), None)
    if first is not None:
        code, of = "breaks" if sure else "may-break", [row["club"] for row in hard if row["words"] == first["words"]]
    else:
        code, of = ("undecided", undecided) if undecided else ("kept", [row["club"] for row in clubs])
    return {
        "code": code,
        "clubs": sorted(set(of)),
        "finding": None if first is None else next(at for at, row in enumerate(findings) if row is first),
        "assumed": first is not None and first["assumed"],
        "played": bool(matches) and all(match["played"] for match in matches),
        "alone": not any(one["competition"] != cup for row in clubs for one in (*row["year"], *row["untold"])),
        "untold": sum(one["matches"] for row in clubs for one in row["untold"]),
        "unplanned": list(unplanned),
        "rest": demands.rest_hours,
        "least": min((row["rest"]["least"] for row in clubs if row["rest"]["least"] is not None), default=None),
        "short": sum(row["rest"]["short"] for row in clubs),
    }


def verdict_words(outcome: Row, clubs: Sequence[Row], findings: Sequence[Row]) -> str:
    """Return the verdict in one sentence, and a second one where results are not known.

    Parameters
    ----------
    outcome
        As :func:`outcome_of` returns it.
    clubs, findings
        As the answer has them.
    """
    untold = _untold_words(clubs)
    return f"{_verdict(outcome, clubs, findings)} {untold}".rstrip()


def _verdict(outcome: Row, clubs: Sequence[Row], findings: Sequence[Row]) -> str:
    names = {row["club"]: row["name"] for row in clubs}
    if outcome["code"] == "undecided":
        who = ", ".join(names[club] for club in outcome["clubs"])
        return f"Not decided: the search for days was given up for {who}."
    if outcome["code"] == "kept":
        return _kept(outcome, f"{len(clubs)} clubs" if len(clubs) != 1 else clubs[0]["name"])
    first, alike = findings[outcome["finding"]], outcome["clubs"]
    who = " and ".join(names[club] for club in alike) if len(alike) < _NAMED else f"{len(alike)} clubs"
    assumed = ", on days that are assumed" if outcome["assumed"] else ""
    if outcome["code"] == "breaks":
        return f"Not feasible{assumed}: the calendar breaks first for {who}, because {first['words']}."
    return f"Not in every season{assumed}: for {who}, if it comes so far, the calendar breaks because {first['words']}."


def _kept(outcome: Row, of: str) -> str:
    rest, least, played = outcome["rest"], outcome["least"], outcome["played"] or outcome["short"]
    known = ["results are known"] if outcome["untold"] else []
    known += ["days are laid down"] if outcome["unplanned"] else []
    lead = f"Feasible as far as {' and '.join(known)}" if known else "Feasible"
    lead += ", as it was played" if played else ""
    lead += ", the cup alone, nothing beside it" if outcome["alone"] else ""
    if outcome["short"]:
        return (
            f"{lead}: {outcome['short']} matches of {of} came sooner than {rest} hours after the one before, the "
            f"soonest after {least}."
        )
    of += " in it" if outcome["alone"] else ""
    which = "those" if outcome["unplanned"] else "all"
    if outcome["played"]:
        words = f"; the least was {least} hours" if least is not None else ""
        return f"{lead}: {which} matches of {of} had {rest} hours of rest{words}."
    words = f"; the least rest on the best days is {least} hours" if least is not None else ""
    if outcome["unplanned"]:
        words = f"; not all are laid down for {', '.join(outcome['unplanned'])}"
    return f"{lead}: {which} matches of {of} can be kept with {rest} hours of rest{words}."


def _untold_words(clubs: Sequence[Row]) -> str:
    """Return which matches are past and have no result, the most of a club; empty if there are none."""
    most: dict[str, tuple[int, str]] = {}
    for one in (one for row in clubs for one in row["untold"]):
        days = days_words(dt.date.fromisoformat(one["first"]), dt.date.fromisoformat(one["last"]))
        if one["matches"] > most.get(one["title"], (0, ""))[0]:
            most[one["title"]] = (one["matches"], f"{one['title']} ({days})")
    if not most:
        return ""
    told = [words if number == 1 else f"{number} matches of {words}" for number, words in most.values()]
    return f"Past and without a result in the facts, so not judged: {'; '.join(told)}."
