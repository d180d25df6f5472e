"""The ordered logit: three outcomes in order, from linear predictors.

Source: P. McCullagh 1980, "Regression models for ordinal data", Journal of the Royal Statistical Society B 42.
"""

from __future__ import annotations

import numpy as np

from cupwright.errors import CupwrightError
from cupwright.ratings.results import FloatArray, IntArray

__all__ = ["chances", "fit_logit"]

_START = (-0.6, 0.6)


def chances(x: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the probabilities (N, 3) of outcomes 0 (home), 1 (drawn) and 2 (away).

    Parameters
    ----------
    x
        Shape (N, k): the higher ``x @ slopes``, the likelier the home side wins.
    weights
        Shape (2 + k,): lower cut, log of the distance to the upper cut, slopes.
    """
    value = x @ weights[2:]
    low, high = weights[0], weights[0] + np.exp(weights[1])
    away = 1 / (1 + np.exp(value - low))
    not_home = 1 / (1 + np.exp(value - high))
    return np.stack([1 - not_home, not_home - away, away], axis=1)


def fit_logit(x: FloatArray, outcomes: IntArray) -> FloatArray:
    """Return the weights of greatest likelihood.

    Raises
    ------
    CupwrightError
        If the maximum is not found.
    """
    from scipy.optimize import minimize

    row = np.arange(len(x))

    def loss(weights: FloatArray) -> float:
        return float(-np.log(np.maximum(chances(x, weights)[row, outcomes], 1e-12)).mean())

    start = np.concatenate([[_START[0], np.log(_START[1] - _START[0])], np.zeros(x.shape[1])])
    found = minimize(loss, start, method="BFGS", options={"gtol": 1e-5})
    if not np.isfinite(found.fun) or np.abs(found.jac).max() > 1e-3:
        raise CupwrightError.of("fit", f"the ordered logit of {len(x)} matches does not converge: {found.message}")
    return np.asarray(found.x, np.float64)
