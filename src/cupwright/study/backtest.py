"""Forecasts of matches the models had not seen, scored: what `cupwright backtest` asks."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright import __version__
from cupwright.errors import CupwrightError, Problem
from cupwright.study.answer import Answer
from cupwright.study.backtest_editions import foretell, occasions_of
from cupwright.study.backtest_forecasts import forecast_trial, trial_key
from cupwright.study.backtest_scores import match_scores
from cupwright.study.backtest_set import DEFAULT_COMPETITIONS, Trial, competition_ids, trial_of_facts, trial_of_file
from cupwright.study.backtest_ties import edition_scores
from cupwright.study.cache import key_of, read_json, write_json
from cupwright.study.own_ratings import is_of_a_file
from cupwright.study.rating import last_result, places_of_clubs
from cupwright.study.resampling import LEVEL, RESAMPLES
from cupwright.study.running import Progress, silent
from cupwright.study.worlds import valid_seed

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings
    from cupwright.ratings.models import Model

__all__ = ["Backtest", "backtest", "span_day"]

_KIND = "backtest-editions"


@dataclass(frozen=True, eq=False)
class Backtest(Answer):
    """How good forecasts were.

    Parameters
    ----------
    data
        The answer as JSON has it: ``results``, ``paired`` and ``reliability`` of
        :func:`cupwright.study.backtest_scores.match_scores`; ``ties``, ``groups``, ``champions`` and their pairs of
        :func:`cupwright.study.backtest_ties.edition_scores`; ``since``, ``until``, ``models``, ``competitions``,
        ``left_out``, ``seed``, ``level`` (of the intervals), ``resamples`` and ``provenance``.
    """


def span_day(text: str, what: str, *, last: bool) -> dt.date:
    """Return the day that a date or a year stands for: of a year its first or its last day.

    Raises
    ------
    CupwrightError
        If it is neither.
    """
    from cupwright.study.rating import as_day

    if len(text) == 4 and text.isdecimal() and int(text) > 0:
        return dt.date(int(text), 12, 31) if last else dt.date(int(text), 1, 1)
    return as_day(text, what)


def backtest(
    model: str = "dynamic",
    *,
    against: Sequence[str] = (),
    since: dt.date | str = "2022",
    until: dt.date | str | None = None,
    competitions: Sequence[str] = (),
    results: str | Path | None = None,
    editions: bool = True,
    seed: int = 7,
    settings: RatingSettings | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Backtest:
    """Forecast past matches, each from results of earlier days only, and score the forecasts.

    Parameters
    ----------
    model
        The model in question, by name.
    against
        Models to compare it with on the same matches.
    since, until
        First and last day of the matches (a year stands for all of it); by default from 2022 to the last result.
    competitions
        By id or as formats call them; by default :data:`cupwright.study.backtest_set.DEFAULT_COMPETITIONS`.
    results
        A file of the user's own results to be forecast instead of the facts: Football.TXT or CSV. Its matches are
        played forward day by day: each is forecast from the facts and from the matches of the file before its day.
    editions
        Whether two-legged ties, groups and champions are foretold too, for models that have a posterior.
    seed
        Of the resampling and of the worlds.
    settings
        Priors and choices of the models.
    fresh
        Whether to pass over forecasts that are kept.

    Raises
    ------
    CupwrightError
        If a model, competition or day is unknown, the file does not hold together, or no match can be scored.
    """
    from cupwright.ratings import RatingSettings

    valid_seed(seed)
    chosen = RatingSettings() if settings is None else settings
    models = _models([model, *against])
    trial, whole = _trial(since, until, competitions, results)
    tell = silent if progress is None else progress
    places = places_of_clubs(trial.until)
    forecasts = {}
    for number, one in enumerate(models):
        tell(number, len(models), f"forecasting {len(trial.rows):,} matches ({one.name})")
        forecasts[one.name] = forecast_trial(one, trial, places, replace(chosen, model=one.name), fresh=fresh)
    others = [one.name for one in models[1:]]
    tell(0, 0, "scoring")
    scores = match_scores(forecasts, trial, others, seed)
    foretold: dict[str, list[dict[str, Any]]] = {}
    left_out = list(trial.left_out)
    if editions and results is None:
        foretold, more = _foretold(models, trial, chosen, seed, tell, fresh=fresh)
        left_out += more
    return Backtest({
        "since": str(trial.since),
        "until": str(trial.until),
        "models": [{"model": one.name, "title": one.title, "version": one.version} for one in models],
        "competitions": list(trial.competitions),
        "matches": len(trial.rows),
        "results_file": None if results is None else Path(results).name,
        "left_out": left_out,
        "seed": seed,
        "level": LEVEL,
        "resamples": RESAMPLES,
        **scores,
        **edition_scores(foretold, models[0].name, seed),
        "provenance": _provenance(models, trial, whole, results, editions, seed, chosen),
    })  # fmt: skip


def _models(names: Sequence[str]) -> list[Model]:
    from cupwright.ratings.models import model_named

    found: list[Model] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        try:
            found.append(model_named(name))
        except CupwrightError as error:
            problems += error.problems
    if problems:
        raise CupwrightError(problems)
    return found


def _trial(
    since: dt.date | str, until: dt.date | str | None, competitions: Sequence[str], results: str | Path | None
) -> tuple[Trial, bool]:
    """Return the trial, and whether it is of the default competitions (or all of the file)."""
    ids = competition_ids(competitions)
    if results is not None:
        return trial_of_file(Path(results), ids), not ids
    first = span_day(since, "--since", last=False) if isinstance(since, str) else since
    end = span_day(until, "--until", last=True) if isinstance(until, str) else until
    return trial_of_facts(first, end or last_result(), ids or DEFAULT_COMPETITIONS), not ids


def _foretold(
    models: Sequence[Model], trial: Trial, settings: RatingSettings, seed: int, tell: Progress, *, fresh: bool
) -> tuple[dict[str, list[dict[str, Any]]], tuple[str, ...]]:
    """Return what each model with a posterior foretold of the editions in the span."""
    tell(0, 0, "reading the editions of these years")
    occasions, left_out = occasions_of(trial.competitions, trial.since, trial.until)
    if not occasions:
        return {}, left_out
    from cupwright.rulebook import documents_hash

    documents = documents_hash(*{one.edition.id: one.edition for one in occasions}.values())
    places = places_of_clubs(trial.until)
    found = {}
    for model in models:
        own = replace(settings, model=model.name)
        key = key_of(__version__, model.version, own.describe(), trial_key(trial), documents, seed)
        rows = None if fresh or is_of_a_file(model.name) else read_json(_KIND, key)
        if rows is None:
            try:
                rows = foretell(model, occasions, trial.results, places, own, seed, tell)
            except CupwrightError as error:
                if {problem.code for problem in error.problems} != {"model"}:
                    raise
                rows = []
            if not is_of_a_file(model.name):
                write_json(_KIND, key, rows)
        if rows:
            found[model.name] = rows
    return found, left_out


def _provenance(
    models: Sequence[Model],
    trial: Trial,
    whole: bool,
    results: str | Path | None,
    editions: bool,
    seed: int,
    settings: RatingSettings,
) -> dict[str, Any]:
    """Return version, facts hash, settings, the day it was made, and the command that repeats it."""
    from cupwright.data.store import facts_hash

    words = ["cupwright", "backtest", "--model", models[0].name]
    if len(models) > 1:
        words += ["--against", ",".join(one.name for one in models[1:])]
    words += ["--results", str(results)] if results is not None else [
        "--since", str(trial.since), "--until", str(trial.until)]  # fmt: skip
    words += [] if whole else ["--competitions", ",".join(trial.competitions)]
    words += ["--seed", str(seed), *([] if editions else ["--no-editions"])]
    return {
        "version": __version__,
        "facts_hash": facts_hash(),
        "made_on": str(dt.datetime.now(dt.UTC).date()),
        "settings": {name: value for name, value in json.loads(settings.describe()).items() if name != "model"},
        "command": shlex.join(words),
    }
