"""How much more matches between two leagues would tell: the posterior that they would leave, before they are played.

A match between clubs A and B has four log rates of interest, two on each side's ground. Under the posterior mean a
Poisson count of rate m holds the information m about its log rate; n matches, half of them on each side's ground,
hold n m / 2. With the log rates as rows H of the state and W the diagonal of their informations,

    P_new = P - P H' (H P H' + W^-1)^-1 H P.

The expected information stands for the observed one: which scores come moves the mean, hardly the width (see
K. Chaloner and I. Verdinelli 1995, "Bayesian experimental design: a review", Statistical Science 10(3)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from cupwright.ratings.leagues import league_weights
from cupwright.ratings.ratings import Ratings
from cupwright.ratings.results import FloatArray, IntArray

__all__ = ["Prospect", "prospect"]

_MOST_MATCHES = 100_000


@dataclass(frozen=True, eq=False)
class Prospect:
    """What matches between two leagues would tell of the gap.

    Parameters
    ----------
    sd
        Of the gap today.
    covariance
        Shape (R, R): H P H', of the log rates.
    known
        Shape (R,): H P c, of the log rates with the gap.
    rates
        Shape (R,): expected goals.
    share
        Shape (R,): which part of all matches has this rate.
    """

    sd: float
    covariance: FloatArray
    known: FloatArray
    rates: FloatArray
    share: FloatArray

    def sd_after(self, matches: float) -> float:
        """Return the standard deviation that is to be expected after so many matches."""
        if matches <= 0:
            return self.sd
        noise = np.diag(1.0 / (matches * self.share * self.rates))
        learned = self.known @ cho_solve(cho_factor(self.covariance + noise), self.known)
        return float(np.sqrt(max(self.sd**2 - learned, 0.0)))

    def matches_for(self, sd: float) -> int | None:
        """Return how many matches would bring the standard deviation down to `sd`; None if no number would."""
        if self.sd_after(_MOST_MATCHES) > sd:
            return None
        least, most = 0, _MOST_MATCHES
        while least < most:
            middle = (least + most) // 2
            least, most = (least, middle) if self.sd_after(middle) <= sd else (middle + 1, most)
        return least


def prospect(
    ratings: Ratings, countries: tuple[str, str], competition: str, guests: int | None = None, hosts: int = 8
) -> Prospect:
    """Return what matches between the clubs of two countries would tell.

    Parameters
    ----------
    ratings
        The posterior of today.
    countries
        The hosts' and the guests'.
    competition
        Whose goal level and home advantage hold.
    guests, hosts
        None for matches between two average clubs, which have no quirks of their own. Otherwise the `guests` best
        clubs of the second country meet the `hosts` best of the first, all equally often: part of what is then seen
        is how strong just these clubs are.

    Raises
    ------
    CupwrightError
        If a country has no recent results.
    """
    field, posterior = ratings.field, ratings.posterior
    numbers, weights = league_weights(field, countries)
    side = posterior.sides(field, numbers, ratings.until, ratings.settings)
    gap = weights @ side.rows
    sd = float(np.sqrt(gap @ gap + weights**2 @ side.fresh**2))
    first, second = np.maximum(weights, 0)[None], np.maximum(-weights, 0)[None]
    if guests is not None:
        first, second = _best(first[0], side.mean, hosts), _best(second[0], side.mean, guests)
    club = posterior.strengths(field, numbers, ratings.until)
    place = ratings.competitions.index(competition) if competition in ratings.competitions else None
    common = posterior.forms(np.array([posterior.level(place), posterior.home(place)]))
    both = np.concatenate([first, second])
    # The last column is the mean, so that a log rate is one sum.
    attack, defence = (both @ np.column_stack([form.rows, form.mean]) for form in (club.attack, club.defence))
    ground = np.column_stack([common.rows, common.mean])
    edges = (ground[0] + ground[1] / 2, ground[0] - ground[1] / 2)
    log_rates = np.array(
        [
            attack[scores] - defence[concedes] + edge
            for ours in range(len(first))
            for theirs in range(len(first), len(both))
            for scores, concedes in ((ours, theirs), (theirs, ours))
            for edge in edges
        ]
    )
    rows, rates = log_rates[:, :-1], np.exp(log_rates[:, -1])
    return Prospect(sd, rows @ rows.T, rows @ gap, rates, np.full(len(rows), 2 / len(rows)))


def _best(weights: FloatArray, mean: FloatArray, most: int) -> FloatArray:
    """Return rows that each choose one of the `most` strongest clubs with a weight."""
    inside: IntArray = np.flatnonzero(weights)
    chosen = inside[np.argsort(-mean[inside], kind="stable")[:most]]
    return np.eye(len(weights))[chosen]
