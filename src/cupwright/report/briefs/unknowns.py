"""What a brief does not know, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cupwright.report.answer import Answer
from cupwright.report.gap_share import gap_share
from cupwright.report.locales import Language

__all__ = ["unknowns"]

_OLD = 30
"""From how many days before the last known result on a club's own last match is worth a word."""

_MOST_ASSUMPTIONS = 3


def unknowns(answer: Answer, say: Language) -> list[str]:
    """Return what is not known, the weightiest first."""
    found = [
        _stopped(answer, say),
        _gap(answer, say),
        _settings(answer, say),
        _results(answer, say),
        *_old_results(answer, say),
        *_assumptions(answer, say),
        _calendar(answer, say),
    ]
    return [sentence for sentence in found if sentence]


def _stopped(answer: Answer, say: Language) -> str:
    if not answer.data.get("partial"):
        return ""
    return say.plural(
        "The run was stopped: the figures rest on %(num)s world.",
        "The run was stopped: the figures rest on %(num)s worlds.",
        answer.worlds,
    )


def _gap(answer: Answer, say: Language) -> str:
    """Say how much hangs on the few matches between confederations."""
    unlinked = next((chance for row, chance in answer.sensitivity() if row["links"] == "none"), None)
    if unlinked is None:
        return ""
    share, chance = gap_share(answer.any_guest()), say.chance(unlinked)
    if share is None:
        return say.text(
            "Few matches link the two confederations; without them a guest’s chance would be %(chance)s.", chance=chance
        )
    return say.text(
        "Few matches link the two confederations: %(share)s of the doubt about the guests comes from there. Without "
        "those matches a guest’s chance would be %(chance)s.",
        share=say.percent(share), chance=chance,
    )  # fmt: skip


def _settings(answer: Answer, say: Language) -> str:
    means = sorted(chance.mean for _, chance in answer.sensitivity())
    if len(means) < 2:
        return ""
    return say.plural(
        "With %(num)s way of rating the clubs a guest’s chance goes from %(low)s to %(high)s.",
        "Over %(num)s ways of rating the clubs a guest’s chance goes from %(low)s to %(high)s.",
        len(means), low=say.percent(means[0]), high=say.percent(means[-1]),
    )  # fmt: skip


def _results(answer: Answer, say: Language) -> str:
    until = answer.data.get("ratings_until")
    if not until:
        return ""
    return say.text(
        "Each club’s strength rests on results until %(date)s; line-ups, injuries and transfers are not in it.",
        date=say.date(until),
    )


def _old_results(answer: Answer, say: Language) -> list[str]:
    until = answer.data.get("ratings_until")
    clubs = {club.id: club for club in [*answer.guests, *answer.payers]}.values()
    if not until:
        return []
    limit = str(dt.date.fromisoformat(until) - dt.timedelta(days=_OLD))
    dates: dict[str, list[str]] = {}
    for club in clubs:
        if club.last_match < limit:
            dates.setdefault(club.last_match, []).append(club.name)
    return [_last_match(names, date, say) for date, names in sorted(dates.items())[:2]]


def _last_match(names: list[str], date: str, say: Language) -> str:
    clubs = say.list(names[:3])
    if not date:
        return say.text("No match of %(clubs)s is known.", clubs=clubs)
    return say.text("The last match known of %(clubs)s is that of %(date)s.", clubs=clubs, date=say.date(date))


def _assumptions(answer: Answer, say: Language) -> list[str]:
    """Return what the proposal itself assumes; a note that is not of the library stands as its author wrote it."""
    return [say.pgettext("note", note) for note in answer.data.get("assumptions", ())[:_MOST_ASSUMPTIONS]]


def _calendar(answer: Answer, say: Language) -> str:
    """Say whether the guests' year has room for the cup, down to the competitions that collide first."""
    year = answer.data.get("calendar")
    if year is None:
        return say.text("Whether the calendar has room for it was not looked at here.")
    values = {"year": str(year["year"]), "hours": say.number(year["demands"]["rest_hours"])}
    lost = [row for row in year["findings"] if row["hard"] and row["of_cup"]]
    if not lost:
        if year["feasible"]:
            return say.text(
                "On the calendar of %(year)s the guests can keep all their matches, with %(hours)s hours of rest.",
                **values,
            )
        return say.text("Whether the calendar of %(year)s has room for it could not be decided.", year=values["year"])
    first = next((row for row in lost if row["certain"]), lost[0])
    clubs = list(dict.fromkeys(row["name"] for row in lost if row["certain"] == first["certain"]))
    values["clubs"] = say.list(clubs)
    named = dict.fromkeys(_competition(match["competition"], year, say) for match in first["matches"])
    values |= {"competitions": say.list(list(named)), "date": say.date(first["first"])}
    if first["certain"]:
        return say.text(
            "The calendar of %(year)s has no room for all matches of %(clubs)s with %(hours)s hours of rest; first "
            "clash, from %(date)s: %(competitions)s.",
            **values,
        )
    return say.plural(
        "If %(clubs)s gets that far in each competition, the calendar of %(year)s has no room for all its matches "
        "with %(hours)s hours of rest; first clash, from %(date)s: %(competitions)s.",
        "If %(clubs)s get that far in each competition, the calendar of %(year)s has no room for all their matches "
        "with %(hours)s hours of rest; first clash, from %(date)s: %(competitions)s.",
        len(clubs), **values,
    )  # fmt: skip


def _competition(name: str, year: Mapping[str, Any], say: Language) -> str:
    """Return what readers call a competition; one that is not in the catalogues is called as in its calendar."""
    called = say.competition(name)
    return year["competitions"].get(name, name) if called == name else called
