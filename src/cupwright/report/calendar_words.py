"""The verdict of a calendar in the reader's language, from the codes and values of the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cupwright.report.locales import Language
from cupwright.report.locales.names import STAGES

__all__ = ["match_title", "rounds_of", "verdict_sentences"]

_NAMED = 4
_MATCHDAY = re.compile(r"matchday (\d+)")
_ONE_OF = re.compile(r"match (\d+) of (\d+)")
_LEGS = ("first leg", "second leg")

Data = Mapping[str, Any]


def verdict_sentences(data: Data, language: Language) -> str:
    """Return whether the year can be kept, and what that does not speak of, in whole sentences.

    Parameters
    ----------
    data
        The object that ``calendar check --format json`` prints.
    language
        Of the reader.
    """
    return " ".join(filter(None, (_verdict(data, language), *_limits(data, language))))


def match_title(row: Data, names: Mapping[str, str], language: Language) -> str:
    """Return a match or window without its competition: both clubs where they are known, else the round.

    Parameters
    ----------
    row
        A match of the answer.
    names
        Names of clubs.
    language
        Of the reader. A round of a calendar of one's own stands as it is written there.
    """
    if row.get("home") and row.get("away"):
        return " – ".join(names.get(row[side], row[side]) for side in ("home", "away"))
    called = row["title"].replace(", as played", "").partition(": ")[2] or row["title"]
    return ", ".join(_piece(piece, language) for piece in called.split(", "))


def rounds_of(title: str) -> list[str]:
    """Return the parts of a window's title that catalogues have to know: not matchdays and legs, nor stages."""
    own = [piece for piece in title.split(", ") if not _MATCHDAY.fullmatch(piece) and piece not in _LEGS]
    return [piece for piece in own if piece not in STAGES.values()]


def _piece(piece: str, language: Language) -> str:
    day = _MATCHDAY.fullmatch(piece)
    if day is not None:
        return language.text("matchday %(number)s", number=day[1])
    one = _ONE_OF.fullmatch(piece)
    if one is not None:
        return language.text("match %(number)s of %(of)s", number=one[1], of=one[2])
    legs = dict(zip(_LEGS, (language.text("first leg"), language.text("second leg")), strict=True))
    return legs.get(piece) or language.pgettext("stage" if piece in STAGES.values() else "round", piece)


def _verdict(data: Data, language: Language) -> str:
    outcome = data["outcome"]
    code, known = outcome["code"], {"clubs": _clubs(data, outcome["clubs"], language)}
    known |= {key: language.number(outcome[key]) for key in ("rest", "least")}
    if code == "undecided":
        return language.text("Not decided: the search for days was given up for %(clubs)s.", **known)
    if code == "breaks":
        return language.text("Not feasible: the calendar breaks first for %(clubs)s.", **known)
    if code == "may-break":
        return language.plural(
            "Not in every season: the calendar breaks for %(clubs)s if it gets that far.",
            "Not in every season: the calendar breaks for %(clubs)s if they get that far.",
            len(outcome["clubs"]), **known,
        )  # fmt: skip
    if outcome["short"]:
        return language.plural(
            "As it was played, %(num)s match of %(clubs)s came sooner than %(rest)s hours after the one before, the "
            "soonest after %(least)s.",
            "As it was played, %(num)s matches of %(clubs)s came sooner than %(rest)s hours after the one before, the "
            "soonest after %(least)s.",
            outcome["short"], **known,
        )  # fmt: skip
    if outcome["played"]:
        return language.text(
            "Feasible, as it was played: the matches of %(clubs)s had %(rest)s hours of rest or more, at least "
            "%(least)s.",
            **known,
        )  # fmt: skip
    return language.text(
        "Feasible: the matches of %(clubs)s can be kept with %(rest)s hours of rest; the least on the best days is "
        "%(least)s.",
        **known,
    )  # fmt: skip


def _limits(data: Data, language: Language) -> list[str]:
    """Return what the verdict rests on, or leaves out."""
    outcome, said = data["outcome"], []
    if outcome["assumed"]:
        said.append(language.text("It rests on days that are assumed."))
    if outcome["alone"]:
        said.append(language.text("The cup alone was looked at, nothing beside it."))
    if outcome["unplanned"]:
        said.append(language.text("Not all days of the cup are laid down."))
    if outcome["untold"]:
        rounds = {(one["competition"], one["first"], one["last"]) for row in data["clubs"] for one in row["untold"]}
        when = [f"{language.competition(name)} ({language.days(first, last)})" for name, first, last in sorted(rounds)]
        said.append(
            language.text("Past, but without a result in the facts, and so not judged: %(rounds)s.",
                          rounds=language.list(when))
        )  # fmt: skip
    for row in data["entrants"]:
        if row["assumed"]:
            said.append(
                language.text("That they play the %(competition)s is assumed: %(clubs)s.",
                              competition=language.competition(row["competition"]),
                              clubs=_clubs(data, row["assumed"], language))
            )  # fmt: skip
    return said


def _clubs(data: Data, clubs: list[str], language: Language) -> str:
    names = {row["club"]: row["name"] for row in data["clubs"]}
    if len(clubs) > _NAMED:
        return language.plural("%(num)s club", "%(num)s clubs", len(clubs))
    return language.list([names[club] for club in clubs])
