"""Draws of strengths from the joint posterior: a pure function of (seed, draw, club)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cupwright.football.strengths import Strengths
from cupwright.luck import MASK, key
from cupwright.ratings.results import FloatArray, IntArray

if TYPE_CHECKING:
    from cupwright.ratings.ratings import Ratings

__all__ = ["draw_strengths"]

# Sums in another order, as other threads make them, differ far below the last digit kept.
_DIGITS = 9


def draw_strengths(
    ratings: Ratings, numbers: IntArray, competition: int | None, altitude: FloatArray, draws: int, seed: int
) -> Strengths:
    """Draw the clubs `numbers` of the field; see :meth:`cupwright.ratings.Ratings.strengths`.

    Parameters
    ----------
    competition
        Position of the competition in today's block, or None for the mean of all.
    altitude
        Metres above the sea of each club's ground, NaN where unknown; shape (n,).
    """
    field, posterior, settings = ratings.field, ratings.posterior, ratings.settings
    n = len(numbers)
    forms = posterior.strengths(field, numbers, ratings.until)
    known = field.host[numbers] >= 0
    own_home = posterior.forms(np.where(known, 2 * posterior.clubs + field.host[numbers], 0))
    single = posterior.forms(
        np.array(
            [posterior.level(competition), posterior.home(competition), posterior.altitude, posterior.altitude + 1]
        )
    )
    gap_mean, gap_row = ratings.gap_form or (0.0, np.zeros(len(posterior.mean)))
    mean = np.concatenate(
        [
            forms.attack.mean,
            forms.defence.mean,
            np.where(known, own_home.mean, 0.0),
            single.mean,
            [gap_mean],
        ]
    )
    rows = np.concatenate(
        [forms.attack.rows, forms.defence.rows, own_home.rows * known[:, None], single.rows, [gap_row]]
    )
    drawn = mean + _state_normals(seed, draws, rows.shape[1]) @ rows.T

    own = np.stack([_own_normals(seed, field.clubs[number], draws) for number in numbers], axis=1)
    correlation = settings.attack_defence_correlation
    attack = drawn[:, :n] + forms.fading * settings.attack_sd * own[..., 0]
    across = correlation * own[..., 0] + np.sqrt(1 - correlation**2) * own[..., 1]
    defence = drawn[:, n : 2 * n] + forms.fading * settings.defence_sd * across
    home = drawn[:, 2 * n : 3 * n] + np.where(known, 0.0, settings.home_sd) * own[..., 2]
    level, edge, climb_effect, rho, gap = drawn[:, 3 * n :].T
    if competition is None:
        new = _own_normals(seed, "a competition without results", draws)
        level, edge = level + settings.competition_sd * new[:, 0], edge + settings.competition_home_sd * new[:, 1]
    return Strengths(
        clubs=tuple(field.clubs[number] for number in numbers),
        attack=np.round(attack, _DIGITS),
        defence=np.round(defence, _DIGITS),
        home=np.round(home + edge[:, None], _DIGITS),
        mu=np.round(level, _DIGITS),
        altitude=np.round(climb_effect, _DIGITS),
        rho=np.round(rho, _DIGITS),
        climb=np.maximum(np.nan_to_num(altitude[:, None] - altitude[None, :]), 0.0) / 1000,
        gap=np.round(gap, _DIGITS),
    )


def _state_normals(seed: int, draws: int, size: int) -> FloatArray:
    """Return standard normals (draws, size); row b depends on the seed and b only."""
    out = np.empty((draws, size))
    for b in range(draws):
        np.random.Generator(np.random.Philox(key=[seed & MASK, b])).standard_normal(out=out[b])
    return out


def _own_normals(seed: int, name: str, draws: int) -> FloatArray:
    """Return standard normals (draws, 3) of a club; row b depends on the seed, the name and b only."""
    return np.random.Generator(np.random.Philox(key=[seed & MASK, key(name)])).standard_normal((draws, 3))
