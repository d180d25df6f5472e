"""How good the forecasts of models are on the matches of a trial, with intervals and paired differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError
from cupwright.ratings.calibration import BINS, Recalibration, bin_sums, derivatives, expected_error, recalibration
from cupwright.ratings.scoring import brier, log_loss, rps
from cupwright.study.backtest_set import Trial
from cupwright.study.resampling import Weeks, figure

__all__ = ["ALL", "match_scores"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

ALL = "all"
"""What stands for the competition where all of them are scored together."""

_SCORES = {"log_loss": log_loss, "brier": brier, "rps": rps}


def match_scores(
    forecasts: Mapping[str, FloatArray], trial: Trial, against: Sequence[str], seed: int
) -> dict[str, list[dict[str, Any]]]:
    """Score forecasts of the matches of a trial.

    Parameters
    ----------
    forecasts
        By model, probabilities of shape (N, 3) for the matches of the trial; the first model is the one in question.
    trial
        The matches.
    against
        The models that the first one is compared with.
    seed
        Of the resampling.

    Returns
    -------
    dict
        ``results``: a row for each model and competition (``all`` first); ``paired``: the differences of the first
        model from each other, below 0 where the first is better; ``reliability``: what was said and what happened,
        by bin. Where there is one competition only, ``all`` is that one again.
    """
    found: dict[str, list[dict[str, Any]]] = {"results": [], "paired": [], "reliability": []}
    first = next(iter(forecasts))
    outcomes, weeks, played_in = trial.outcomes, trial.weeks, trial.played_in
    for number, competition in enumerate((ALL, *trial.competitions), start=-1):
        rows = np.flatnonzero((played_in == number) | (number < 0))
        happened, drawn = outcomes[rows], Weeks(weeks[rows], seed)
        scores: dict[str, dict[str, FloatArray]] = {}
        for model, chances in forecasts.items():
            chance = chances[rows]
            scores[model] = {name: score(chance, happened) for name, score in _SCORES.items()}
            about = {"model": model, "competition": competition}
            means = {name: drawn.mean(values) for name, values in scores[model].items()}
            found["results"].append(
                {**about, "matches": len(rows), **means, **_calibration(chance, happened, drawn, seed)}
            )
            found["reliability"] += [{**about, **row} for row in _reliability(chance, happened, drawn)]
        for other in against:
            gain = {name: drawn.mean(scores[first][name] - scores[other][name]) for name in ("rps", "log_loss")}
            ends = gain["rps"]
            found["paired"].append({
                "model": first,
                "against": other,
                "competition": competition,
                "matches": len(rows),
                "rps_difference": ends["mean"],
                "low": ends["low"],
                "high": ends["high"],
                "log_loss_difference": gain["log_loss"],
            })  # fmt: skip
    return found


def _calibration(chance: FloatArray, happened: IntArray, weeks: Weeks, seed: int) -> dict[str, Any]:
    """Return slope, intercepts and error by bin, each with its interval, and the error that luck alone would make."""
    sums = bin_sums(chance, happened, weeks.code, weeks.count)
    total = replace(sums, **{name: getattr(sums, name).sum(axis=0) for name in ("count", "said", "happened")})
    drawn = replace(sums, **{name: weeks.resampled(getattr(sums, name)) for name in ("count", "said", "happened")})
    error = float(total.error())
    ece = figure(error, weeks.ends_around(error, drawn.error()))
    by_luck = {"ece": ece, "ece_by_luck": expected_error(chance, seed)}
    try:
        found = recalibration(chance, happened)
    except CupwrightError:
        return {"slope": figure(None), "intercept": figure(None), "intercept_drawn": figure(None), **by_luck}
    points = _resampled_points(found, chance, happened, weeks)
    values = (found.slope, found.intercept, found.drawn)
    names = ("slope", "intercept", "intercept_drawn")
    figures = {name: figure(values[k], weeks.ends(points[:, k])) for k, name in enumerate(names)}
    return {**figures, **by_luck}


def _resampled_points(at: Recalibration, chance: FloatArray, happened: IntArray, weeks: Weeks) -> FloatArray:
    """Return the recalibration of each resample, shape (resamples, 3), by one Newton step from that of all matches."""
    gradient, spread = derivatives(chance, happened, at)
    gradients, spreads = weeks.resampled(weeks.sums(gradient)), weeks.resampled(weeks.sums(spread))
    centre = np.array([at.slope, at.intercept, at.drawn])
    try:
        return np.asarray(centre + np.linalg.solve(spreads, gradients[:, :, None])[:, :, 0])
    except np.linalg.LinAlgError:
        return np.full((len(gradients), 3), np.nan)


def _reliability(chance: FloatArray, happened: IntArray, weeks: Weeks) -> list[dict[str, Any]]:
    """Return a row for each bin that holds a probability: its ends, what was said, what happened, how often."""
    sums = bin_sums(chance, happened, weeks.code, weeks.count)
    counts, came = weeks.resampled(sums.count), weeks.resampled(sums.happened)
    rows = []
    for k in np.flatnonzero(sums.count.sum(axis=0)):
        count = float(sums.count[:, k].sum())
        there = counts[:, k] > 0
        ends = weeks.ends(came[there, k] / counts[there, k])
        share = float(sums.happened[:, k].sum()) / count
        row = {"bin": [k / BINS, (k + 1) / BINS], "count": int(count), "said": float(sums.said[:, k].sum()) / count}
        rows.append({**row, "happened": figure(share, ends)})
    return rows
