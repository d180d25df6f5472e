"""Ratings from the facts: what `cw.rate` asks, fitted once and kept."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cupwright import __version__
from cupwright.errors import CupwrightError
from cupwright.study.cache import folder, key_of, prune
from cupwright.study.legs import legs_of
from cupwright.study.own_ratings import is_of_a_file, own_ratings
from cupwright.study.under_way import claimed, wait_for

if TYPE_CHECKING:
    from cupwright.data.tables import MatchTable
    from cupwright.ratings import ClubPlace, Ratings, RatingSettings, Results

# Fits kept on disk, some 5 to 16 MB each: those of a comparison with its sensitivity table, and of a history.
_KEPT = 40
# Fits held in memory as long as their file stands: those of one comparison.
_HELD = 8

# Later than that, a day asked for is a slip of the pen more often than not.
_MOST_LATER = dt.timedelta(days=366)

__all__ = [
    "as_day",
    "first_result",
    "fit_and_keep",
    "held_day",
    "inputs_until",
    "kept_at",
    "last_result",
    "later_notes",
    "places_of_clubs",
    "rate",
    "results_of",
    "results_until",
]


def as_day(day: dt.date | str, what: str) -> dt.date:
    """Return a date given as such or as text.

    Raises
    ------
    CupwrightError
        If it is not one; `what` says in the message what it was for.
    """
    if isinstance(day, dt.datetime):
        return day.date()
    if isinstance(day, dt.date):
        return day
    try:
        return dt.date.fromisoformat(day)
    except (TypeError, ValueError):
        raise CupwrightError.of(
            "date", f"`{day}` is not a date ({what})", hint="write year-month-day, such as 2026-02-02"
        ) from None


def held_day(day: dt.date | str, what: str) -> dt.date:
    """Return a day whose end is asked for: as :func:`as_day`, but not over a year after the last known result.

    Raises
    ------
    CupwrightError
        If it is no date, or lies so late that the facts say nothing of it.
    """
    found, last = as_day(day, what), last_result()
    if found > last + _MOST_LATER:
        raise CupwrightError.of(
            "date", f"{found} lies over a year after the facts ({what})", facts=[_held()],
            hint="`cupwright data import` adds results of your own",
        )  # fmt: skip
    return found


def later_notes(day: dt.date) -> list[str]:
    """Return what a reader should know of ratings of a day: a note if it lies after the last known result."""
    last = last_result()
    return [f"The last known result is of {last}: the doubt has grown since."] if day > last else []


def _held() -> str:
    return f"results are held from {first_result()} to {last_result()}"


def results_of(table: MatchTable) -> Results:
    """Return the field scores of a table of matches; a match without one is left out."""
    import numpy as np

    from cupwright.ratings import Results

    rows = table.has_field_score
    leg, lead = legs_of(table)
    return Results(
        clubs=table.clubs,
        competitions=table.competitions,
        date=table.date[rows],
        competition=table.competition[rows].astype(np.int64),
        home=table.home[rows].astype(np.int64),
        away=table.away[rows].astype(np.int64),
        goals_home=table.ft_home[rows].astype(np.int64),
        goals_away=table.ft_away[rows].astype(np.int64),
        neutral=table.neutral[rows],
        weight=np.ones(int(rows.sum())),
        leg=leg[rows],
        lead=lead[rows],
    )


def places_of_clubs(day: dt.date) -> dict[str, ClubPlace]:
    """Return country, confederation and altitude of the home ground of every club on a day."""
    from cupwright.data.places import clubs, ground_at
    from cupwright.ratings import ClubPlace

    found = {}
    for name, club in clubs().items():
        ground = ground_at(name, day)
        altitude = club.altitude_m if ground is None else ground.altitude_m
        found[name] = ClubPlace(club.country, club.confederation, altitude)
    return found


def rate(
    until: dt.date | str | None = None, settings: RatingSettings | None = None, model: str | None = None
) -> Ratings:
    """Rate all clubs by the results up to a day, that day included.

    Parameters
    ----------
    until
        The date of the ratings; by default that of the last known result.
    settings
        Priors and choices of the model.
    model
        The name of the model; by default that of the settings.

    Raises
    ------
    CupwrightError
        If `until` is no date, there is no result to rate, or no such model with a posterior.

    Notes
    -----
    The fit is kept in the cache folder, under a key of the facts, the model and its version, the settings and the
    date. The last eight that were read stay in memory as well, some 130 MB at most.
    """
    from cupwright.data.store import facts_hash
    from cupwright.ratings import RatingSettings

    chosen = RatingSettings() if settings is None else settings
    if model is not None:
        chosen = replace(chosen, model=model)
    if is_of_a_file(chosen.model):
        return own_ratings(rate(until, replace(chosen, model=RatingSettings().model)), chosen.model)
    day = last_result() if until is None else as_day(until, "the date of the ratings")
    path = kept_at(day, chosen)
    with claimed([path]) as mine:
        if not mine:
            wait_for([path])
        with contextlib.suppress(CupwrightError, OSError):
            return _read(path, path.stat().st_mtime_ns)
        ratings = _fitted(day, chosen, facts_hash())
        _keep(ratings, path)
    return ratings


@lru_cache(maxsize=_HELD)
def _read(path: Path, _written: int) -> Ratings:
    """Read a fit, or return the one that was read from the same file before."""
    from cupwright.ratings.store import load

    return load(path)


def kept_at(day: dt.date, settings: RatingSettings) -> Path:
    """Return where the fit of a day is kept, or would be.

    Raises
    ------
    CupwrightError
        If there is no such model.
    """
    from cupwright.data.store import facts_hash
    from cupwright.ratings.models import model_named

    version = model_named(settings.model).version
    return folder() / f"ratings-{key_of(__version__, facts_hash(), version, settings.describe(), day)}.npz"


def fit_and_keep(settings: RatingSettings, days: Sequence[dt.date]) -> None:
    """Fit on several days (ascending) in one pass of the model, and keep the fits.

    Raises
    ------
    CupwrightError
        If there is no result to rate, or no such model with a posterior.
    """
    import numpy as np

    from cupwright.data.store import facts_hash
    from cupwright.ratings.models import model_named

    results, places = inputs_until(settings.since, days[-1], facts_hash())
    ends = [np.datetime64(day, "D") for day in days]
    for day, ratings in zip(days, model_named(settings.model).walk(results, places, settings, ends), strict=True):
        _keep(ratings, kept_at(day, settings))


def _keep(ratings: Ratings, path: Path) -> None:
    from cupwright.ratings.store import save

    with contextlib.suppress(CupwrightError, OSError):
        save(ratings, path)
        prune("ratings-*.npz", _KEPT)


def last_result() -> dt.date:
    """Return the day of the last known result.

    Raises
    ------
    CupwrightError
        If there is none.
    """
    from cupwright.data.store import connect

    with connect() as connection:
        row = connection.execute("SELECT max(date) FROM matches WHERE ft_home IS NOT NULL").fetchone()
    if row is None or row[0] is None:
        raise CupwrightError.of("no-results", "the facts hold no result")
    day: dt.date = row[0]
    return day


def first_result() -> dt.date:
    """Return the day of the first known result, 9999-12-31 if there is none."""
    from cupwright.data.store import connect

    with connect() as connection:
        row = connection.execute("SELECT min(date) FROM matches WHERE ft_home IS NOT NULL").fetchone()
    day: dt.date | None = None if row is None else row[0]
    return dt.date.max if day is None else day


def results_until(day: dt.date) -> int:
    """Return how many results are known up to a day, that day included."""
    from cupwright.data.store import connect

    with connect() as connection:
        row = connection.execute(
            "SELECT count(*) FROM matches WHERE ft_home IS NOT NULL AND date <= ?", [day]
        ).fetchone()
    return 0 if row is None else int(row[0])


def _fitted(day: dt.date, settings: RatingSettings, facts: str) -> Ratings:
    from cupwright.ratings import fit

    results, places = inputs_until(settings.since, day, facts)
    return fit(results, places, settings, day)


@lru_cache(maxsize=1)
def inputs_until(since: dt.date, day: dt.date, _facts: str) -> tuple[Results, dict[str, ClubPlace]]:
    """Return what a fit starts from; the same for all settings of a sensitivity table, as long as the facts are."""
    from cupwright.data.tables import load_matches

    table = load_matches(since, day)
    if day < first_result():
        raise CupwrightError.of("date", f"{day} lies before the facts", facts=[_held()])
    if not len(table):
        raise CupwrightError.of("no-results", f"the facts hold no result from {since} to {day}")
    return results_of(table), places_of_clubs(day)
