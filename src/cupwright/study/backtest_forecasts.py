"""The forecasts of a model for a trial, made once and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cupwright import __version__
from cupwright.errors import CupwrightError
from cupwright.study.backtest_set import Trial
from cupwright.study.cache import key_of, read_json, write_json
from cupwright.study.own_ratings import is_of_a_file

if TYPE_CHECKING:
    from cupwright.ratings import ClubPlace, RatingSettings
    from cupwright.ratings.models import Model

__all__ = ["checked", "forecast_trial", "trial_key"]

FloatArray = npt.NDArray[np.float64]

_KIND = "backtest-forecasts"
_SHOWN = 5


def trial_key(trial: Trial) -> str:
    """Return a word for the results and rows of a trial: equal ones give equal words."""
    told = hashlib.blake2b(digest_size=16)
    results = trial.results
    told.update("\x1f".join((*results.clubs, "", *results.competitions)).encode())
    for array in (
        results.date.astype(np.int64), results.competition, results.home, results.away, results.goals_home,
        results.goals_away, results.neutral, results.weight, results.leg, results.lead, trial.rows,
    ):  # fmt: skip
        told.update(np.ascontiguousarray(array).tobytes())
    return told.hexdigest()


def forecast_trial(
    model: Model, trial: Trial, places: Mapping[str, ClubPlace], settings: RatingSettings, *, fresh: bool = False
) -> FloatArray:
    """Return the probabilities of a model for the matches of a trial, shape (N, 3).

    They are kept under the results, the settings and the version of the model.

    Parameters
    ----------
    fresh
        Whether to pass over what is kept.

    Raises
    ------
    CupwrightError
        If the model cannot forecast, or what it gives are no probabilities.
    """
    key = key_of(__version__, model.name, model.version, settings.describe(), trial_key(trial))
    named = not is_of_a_file(model.name)
    kept = read_json(_KIND, key) if named and not fresh else None
    if kept is not None:
        return np.array(kept, dtype=np.float64)
    found = checked(model.name, trial, model.forecast(trial.results, places, settings, trial.rows).probabilities)
    if named:
        write_json(_KIND, key, found.tolist())
    return found


def checked(model: str, trial: Trial, probabilities: FloatArray) -> FloatArray:
    """Return probabilities; raise a CupwrightError that names the matches if some are none."""
    chance = np.asarray(probabilities, dtype=np.float64)
    if chance.shape != (len(trial.rows), 3):
        message = f"the model `{model}` gave forecasts of shape {chance.shape} for {len(trial.rows)} matches"
        raise CupwrightError.of("forecast", message)
    wrong = ~(np.isfinite(chance).all(axis=1) & (chance >= 0).all(axis=1) & (abs(chance.sum(axis=1) - 1) < 1e-6))
    if wrong.any():
        facts = [trial.results.describe(int(row)) for row in trial.rows[wrong][:_SHOWN]]
        number = int(wrong.sum())
        raise CupwrightError.of(
            "forecast", f"the model `{model}` gave no probabilities for {number} matches", facts=facts
        )
    return chance
