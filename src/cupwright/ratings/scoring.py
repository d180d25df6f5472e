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
_NEGATIVE = "rho makes the probability of a score negative"


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
    eta_home, eta_away, rhos, home, away = _goals(log_rate_home, log_rate_away, rho, most)
    chance = home.T[:, :, None] * away.T[:, None, :]
    l, m = np.exp(eta_home), np.exp(eta_away)
    chance[:, 0, 0] *= 1 - l * m * rhos
    chance[:, 0, 1] *= 1 + l * rhos
    chance[:, 1, 0] *= 1 + m * rhos
    chance[:, 1, 1] *= 1 - rhos
    if (chance < 0).any():
        raise CupwrightError.of("rho", _NEGATIVE)
    return np.asarray(chance / chance.sum(axis=(1, 2), keepdims=True))


def outcome_probabilities(
    log_rate_home: npt.ArrayLike, log_rate_away: npt.ArrayLike, rho: npt.ArrayLike, most: int = 20
) -> FloatArray:
    """Return the probabilities of the three outcomes, shape (N, 3), which :func:`score_probabilities` adds up to.

    They are summed without the table of scores: a side's win is the sum over its goals of their probability times that
    of fewer goals of the other. Parameters and errors are those of :func:`score_probabilities`.
    """
    eta_home, eta_away, rhos, home, away = _goals(log_rate_home, log_rate_away, rho, most)
    fewer_away, fewer_home = (np.cumsum(side, axis=0) - side for side in (away, home))
    outcome = np.stack(
        [np.sum(home * fewer_away, axis=0), np.sum(home * away, axis=0), np.sum(away * fewer_home, axis=0)]
    )
    l, m = np.exp(eta_home), np.exp(eta_away)
    # What the correction adds to 0-0 and 1-1, to 1-0 and to 0-1.
    factors = np.array([-l * m * rhos, -rhos, m * rhos, l * rhos])
    if (factors < -1).any():
        raise CupwrightError.of("rho", _NEGATIVE)
    low = factors * np.array([home[0] * away[0], home[1] * away[1], home[1] * away[0], home[0] * away[1]])
    outcome += np.stack([low[2], low[0] + low[1], low[3]])
    return np.asarray((outcome / outcome.sum(axis=0)).T)


def _goals(
    log_rate_home: npt.ArrayLike, log_rate_away: npt.ArrayLike, rho: npt.ArrayLike, most: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return both log rates and rho, shape (N,), and the probabilities (most + 1, N) of each side's goals."""
    eta_home, eta_away, rhos = np.broadcast_arrays(
        np.atleast_1d(np.asarray(log_rate_home, np.float64)), np.asarray(log_rate_away, np.float64), np.asarray(rho)
    )
    goals = np.arange(most + 1)[:, None]
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(goals[1:, 0]))])[:, None]
    home, away = (np.exp(goals * eta - np.exp(eta) - log_factorial) for eta in (eta_home, eta_away))
    return eta_home, eta_away, rhos, home, away


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
