"""How good forecasts are: outcome probabilities, the ranked probability score, the Brier score and the log loss.

Outcomes are numbered in order: 0 the home side wins, 1 the match is drawn, 2 the away side wins.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError

__all__ = ["brier", "log_loss", "outcome_of", "outcome_probabilities", "rps", "score_probabilities"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def score_probabilities(
    log_rate_home: npt.ArrayLike, log_rate_away: npt.ArrayLike, rho: npt.ArrayLike, most: int = 20
) -> FloatArray:
    """Return the probability of every score up to `most` goals a side.

    The goals are Poisson, with the correction of Dixon and Coles 1997 (equation 4.2) on the four lowest scores.

    Parameters
    ----------
    log_rate_home, log_rate_away
        Logs of the expected goals; shape (N,), or numbers.
    rho
        The Dixon-Coles parameter; shape (N,), or a number.

    Returns
    -------
    array
        Shape (N, most + 1, most + 1), home goals before away goals; each match sums to 1.

    Raises
    ------
    CupwrightError
        If rho makes the probability of a low score negative.
    """
    eta_home, eta_away, rhos = np.broadcast_arrays(
        np.atleast_1d(np.asarray(log_rate_home, np.float64)), np.asarray(log_rate_away, np.float64), np.asarray(rho)
    )
    goals = np.arange(most + 1)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(goals[1:]))])
    home = np.exp(goals * eta_home[:, None] - np.exp(eta_home)[:, None] - log_factorial)
    away = np.exp(goals * eta_away[:, None] - np.exp(eta_away)[:, None] - log_factorial)
    chance = home[:, :, None] * away[:, None, :]
    l, m = np.exp(eta_home), np.exp(eta_away)
    chance[:, 0, 0] *= 1 - l * m * rhos
    chance[:, 0, 1] *= 1 + l * rhos
    chance[:, 1, 0] *= 1 + m * rhos
    chance[:, 1, 1] *= 1 - rhos
    if (chance < 0).any():
        raise CupwrightError.of("rho", "rho makes the probability of a score negative")
    return np.asarray(chance / chance.sum(axis=(1, 2), keepdims=True))


def outcome_probabilities(
    log_rate_home: npt.ArrayLike, log_rate_away: npt.ArrayLike, rho: npt.ArrayLike, most: int = 20
) -> FloatArray:
    """Return the probabilities of the three outcomes, shape (N, 3); see :func:`score_probabilities`."""
    chance = score_probabilities(log_rate_home, log_rate_away, rho, most)
    home = np.tril(np.ones(chance.shape[1:]), -1)
    drawn = np.eye(chance.shape[1])
    return np.stack([(chance * part).sum(axis=(1, 2)) for part in (home, drawn, home.T)], axis=1)


def outcome_of(goals_home: npt.ArrayLike, goals_away: npt.ArrayLike) -> IntArray:
    """Return the outcomes of scores, as numbers."""
    return 1 - np.sign(np.asarray(goals_home, np.int64) - np.asarray(goals_away, np.int64))


def rps(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> FloatArray:
    """Return the ranked probability score of each forecast, shape (N,): 0 is perfect, 1 the worst.

    Source: A. C. Constantinou and N. E. Fenton 2012, "Solving the problem of inadequate scoring rules for
    assessing probabilistic football forecast models", Journal of Quantitative Analysis in Sports 8(1).

    Parameters
    ----------
    probabilities
        Shape (N, 3).
    outcomes
        Shape (N,), numbers 0 to 2.
    """
    chance = _checked(probabilities)
    happened = np.eye(3)[np.asarray(outcomes, np.int64)]
    away = np.cumsum(chance - happened, axis=1)[:, :-1]
    return np.asarray(np.sum(away**2, axis=1) / 2)


def brier(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> FloatArray:
    """Return the sum of the squared errors of the three probabilities, shape (N,): 0 is perfect, 2 the worst.

    Source: G. W. Brier 1950, "Verification of forecasts expressed in terms of probability", Monthly Weather
    Review 78(1), equation 2; he does not halve it. The parameters are those of :func:`rps`.
    """
    chance = _checked(probabilities)
    return np.asarray(np.sum((chance - np.eye(3)[np.asarray(outcomes, np.int64)]) ** 2, axis=1))


def log_loss(probabilities: npt.ArrayLike, outcomes: npt.ArrayLike) -> FloatArray:
    """Return minus the log of the probability given to what happened, shape (N,); see :func:`rps`."""
    chance = _checked(probabilities)
    happened = np.asarray(outcomes, np.int64)
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(chance[np.arange(len(happened)), happened]))


def _checked(probabilities: npt.ArrayLike) -> FloatArray:
    chance = np.asarray(probabilities, np.float64)
    if chance.ndim != 2 or chance.shape[1] != 3:
        raise CupwrightError.of("forecast", f"forecasts have shape {chance.shape}, not (matches, 3)")
    if (chance < 0).any() or not np.allclose(chance.sum(axis=1), 1, atol=1e-6):
        raise CupwrightError.of("forecast", "the three probabilities of a forecast do not add up to 1")
    return chance
