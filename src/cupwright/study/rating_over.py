"""Ratings on a row of days: how clubs, leagues and confederations rose and fell."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from cupwright import __version__
from cupwright.errors import CupwrightError
from cupwright.study.cache import key_of, read_json, write_json
from cupwright.study.fitting import keep_fits
from cupwright.study.own_ratings import is_of_a_file, own_ratings
from cupwright.study.rating import as_day, first_result, inputs_until, last_result, rate
from cupwright.study.running import Progress, silent

if TYPE_CHECKING:
    from cupwright.ratings import Ratings, RatingSettings

__all__ = ["MOST_DAYS", "days_of", "level_rows", "rated_on", "ratings_over"]

MOST_DAYS = 400
# Of so many days all fits are kept.
_FEW_DAYS = 12
_STEP = re.compile(r"([1-9][0-9]{0,3})([dwmy])")
_KIND = "rating-over"


def days_of(over: str, every: str) -> list[dt.date]:
    """Return the days from the first to the last of a span, both included where the steps meet it.

    Parameters
    ----------
    over
        ``FIRST:LAST``; without the last day, up to the last known result.
    every
        A number of days, weeks, months or years: ``30d``, ``2w``, ``6m``, ``1y``.

    Raises
    ------
    CupwrightError
        If a date or the step cannot be read, the span is empty or outside the facts, or the days are too many.
    """
    first_word, colon, last_word = over.partition(":")
    if not colon:
        raise CupwrightError.of("date", f"`{over}` is not a span (--over)", hint="such as 2015-01-01:2026-01-01")
    first = as_day(first_word, "the first day of --over")
    last = as_day(last_word, "the last day of --over") if last_word else last_result()
    step = _STEP.fullmatch(every.strip().lower())
    if step is None:
        raise CupwrightError.of("usage", f"`{every}` is not a step (--every)", hint="such as 30d, 2w, 6m or 1y")
    if first > last:
        raise CupwrightError.of("date", f"the first day, {first}, lies after the last, {last}")
    held = first_result(), last_result()
    outside = [day for day, wrong in ((first, first < held[0]), (last, last > held[1])) if wrong]
    if outside:
        named = " and ".join(str(day) for day in outside)
        facts = [f"results are held from {held[0]} to {held[1]}"]
        raise CupwrightError.of("date", f"the facts do not reach {named}", facts=facts)
    days = []
    for day in _days(first, int(step[1]), step[2]):
        if day > last:
            break
        days.append(day)
        if len(days) > MOST_DAYS:
            hint = "a longer step, or a shorter span"
            raise CupwrightError.of("usage", f"the span has more than {MOST_DAYS} steps", hint=hint)
    return days


def _days(first: dt.date, number: int, unit: str) -> Iterator[dt.date]:
    count = 0
    while True:
        if unit in "dw":
            yield first + dt.timedelta(days=count * number * (7 if unit == "w" else 1))
        else:
            months = first.month - 1 + count * number * (12 if unit == "y" else 1)
            year, month = first.year + months // 12, months % 12 + 1
            yield dt.date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
        count += 1


def ratings_over(
    clubs: Sequence[str],
    days: Sequence[dt.date],
    settings: RatingSettings | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Return ratings on a row of days, each by the results up to it.

    Parameters
    ----------
    clubs
        Ids; none for leagues and confederations.
    days
        Ascending.
    settings
        Choices of the rating model.

    Returns
    -------
    dict
        ``ratings``: rows with ``date``, ``club``, ``mean``, ``low``, ``high``, ``last_match`` and ``rated``; without
        clubs ``leagues`` and ``confederations``, rows as :func:`level_rows` makes them with their ``date``.

    Raises
    ------
    CupwrightError
        If a club is unknown, or there is no result before the first day.
    """
    from cupwright.data.store import facts_hash
    from cupwright.ratings import RatingSettings
    from cupwright.ratings.models import model_named

    chosen = RatingSettings() if settings is None else settings
    _refuse_own(chosen)
    key = key_of(__version__, facts_hash(), model_named(chosen.model).version, chosen.describe(), *clubs, "on-2", *days)
    kept = read_json(_KIND, key)
    if isinstance(kept, dict):
        return kept
    found: dict[str, Any] = {} if clubs else {"leagues": [], "confederations": []}
    if clubs:
        found["ratings"] = []
    progress(0, len(days), "rating all clubs")
    for number, (day, ratings) in enumerate(rated_on(days, chosen), 1):
        if clubs:
            found["ratings"] += _rating_rows(ratings, clubs, day)
        else:
            for name, rows in level_rows(ratings).items():
                found[name] += [{"date": str(day), **row} for row in rows]
        progress(number, len(days), "rating all clubs")
    write_json(_KIND, key, found)
    return found


def rated_on(days: Sequence[dt.date], settings: RatingSettings) -> Iterator[tuple[dt.date, Ratings]]:
    """Rate on every day (ascending): a few as they are kept, many in one pass of the model.

    Raises
    ------
    CupwrightError
        As :func:`cupwright.study.rating.rate`.
    """
    from cupwright.data.store import facts_hash
    from cupwright.ratings import RatingSettings
    from cupwright.ratings.models import model_named

    if len(days) <= _FEW_DAYS:
        keep_fits([(day, settings) for day in days])
        yield from ((day, rate(day, settings)) for day in days)
    elif is_of_a_file(settings.model):
        for day, base in rated_on(days, replace(settings, model=RatingSettings().model)):
            yield day, own_ratings(base, settings.model)
    else:
        results, places = inputs_until(settings.since, days[-1], facts_hash())
        ends = [np.datetime64(day, "D") for day in days]
        yield from zip(days, model_named(settings.model).walk(results, places, settings, ends), strict=True)


def _rating_rows(ratings: Ratings, clubs: Sequence[str], day: dt.date) -> list[dict[str, Any]]:
    rows = []
    for rating in ratings.of(clubs):
        low, high = rating.interval(0.9)
        last = None if rating.last_match is None else str(rating.last_match)
        strength = {"mean": rating.mean, "low": low, "high": high}
        rows.append({"date": str(day), "club": rating.club, **strength, "last_match": last, "rated": rating.rated})
    return rows


def level_rows(ratings: Ratings) -> dict[str, list[dict[str, Any]]]:
    """Return the leagues and the confederations as rows: ``league`` or ``confederation``, ``clubs``, ``mean``,
    ``low``, ``high``; leagues also with their ``confederation``.

    One that no chain of matches ties to the zero, the mean of the first home confederation, has None in place of
    figures: there only what was assumed beforehand would speak.
    """
    from cupwright.data.store import facts_hash
    from cupwright.ratings.leagues import tied_to
    from cupwright.ratings.levels import levels

    _refuse_own(ratings.settings)
    leagues, confederations = levels(ratings)
    settings, day = ratings.settings, ratings.until
    results, places = inputs_until(settings.since, day.astype(dt.date), facts_hash())
    tied = tied_to(results, places, settings, day, settings.home_confederations[0])
    above = {place.confederation for place in places.values() if place.country in tied}

    def figures(level: Any, known: bool) -> dict[str, Any]:
        low, high = level.interval(0.9)
        figures = {"mean": level.mean, "low": low, "high": high}
        return {"clubs": level.clubs, **(figures if known else dict.fromkeys(figures))}

    return {
        "leagues": [
            {"league": one.name, "confederation": one.confederation, **figures(one, one.name in tied)}
            for one in leagues
        ],
        "confederations": [{"confederation": one.name, **figures(one, one.name in above)} for one in confederations],
    }


def _refuse_own(settings: RatingSettings) -> None:
    """Raise if the ratings come from a user's file: it knows no leagues, and one day only."""
    if is_of_a_file(settings.model):
        raise CupwrightError.of(
            "model", f"`{settings.model}` rates clubs, on no day in particular", hint="a fitted model knows both"
        )
