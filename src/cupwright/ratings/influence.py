"""Which matches carry the gap between two leagues, and how far each of them moves it.

At the mode of the static model, let P be the posterior covariance, c the gap as a linear function of the state, and
A the rows by which one match (or several) reaches the state through its log rates, with gradient r and information W
in those rates. Leaving it out and taking one Newton step from the old mode moves the gap by

    -c' P A' (I - W M)^-1 r,   M = A P A',

and its variance becomes c' P c + c' P A' (I - W M)^-1 W A P c. This is the one-step deletion of D. Pregibon 1981,
"Logistic regression diagnostics", Annals of Statistics 9(4), for a Poisson likelihood with a Gaussian prior. P is
never formed: with the information L L', the columns Z = L^-1 A' give M = Z' Z.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import solve_triangular
from threadpoolctl import threadpool_limits

from cupwright.errors import CupwrightError
from cupwright.ratings.block import ungrouped, votes
from cupwright.ratings.inputs import field_of, usable
from cupwright.ratings.leagues import league_weights
from cupwright.ratings.likelihood import Likelihood
from cupwright.ratings.newton import Fitted, System, maximise
from cupwright.ratings.posterior import Posterior
from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings
from cupwright.ratings.static import system_of, with_today

__all__ = ["Carriers", "carriers"]


@dataclass(frozen=True, eq=False)
class Carriers:
    """The gap between two leagues and k matches that bear on it.

    Parameters
    ----------
    mean, sd
        Of the gap, in log goals a side.
    rows
        Shape (k,): the matches, as indices into the results given.
    change
        Shape (k,): by how much the gap moves when the match is left out.
    sd_without
        Shape (k,): its standard deviation then.
    """

    mean: float
    sd: float
    rows: IntArray
    change: FloatArray
    sd_without: FloatArray
    _columns: _Columns

    @property
    def weight(self) -> FloatArray:
        """Shape (k,): by which share of itself the variance grows when the match is left out."""
        return np.asarray((self.sd_without / self.sd) ** 2 - 1)

    def without(self, chosen: npt.NDArray[np.bool_]) -> tuple[float, float]:
        """Return mean and standard deviation of the gap when several matches, a mask (k,), are left out together.

        One Newton step: of many matches at once this is an approximation, and a fit without them the answer.
        """
        with threadpool_limits(1, user_api="blas"):
            change, more = self._columns.left_out(np.flatnonzero(chosen))
        return self.mean + change, float(np.sqrt(self.sd**2 + more))


@dataclass(frozen=True, eq=False)
class _Columns:
    """Z, the gradient and the information of each match in its log rates; columns 2q and 2q + 1 belong to part q.

    A match has a part in each block that it has a share in.
    """

    match: IntArray
    """Shape (parts,): which of the k matches."""
    block: IntArray
    own: list[FloatArray]
    """By block: (dim, 2 parts in it)."""
    place: IntArray
    """Shape (parts,): the part's number within its block."""
    shared: FloatArray
    """Shape (border, 2 parts)."""
    gradient: FloatArray
    """Shape (parts, 2)."""
    information: FloatArray
    """Shape (parts, 2, 2)."""
    gap: FloatArray
    """Shape (parts, 2): c' P A'."""

    def left_out(self, matches: IntArray) -> tuple[float, float]:
        """Return the change of the gap and of its variance."""
        parts = np.flatnonzero(np.isin(self.match, matches))
        n = len(parts)
        if not n:
            return 0.0, 0.0
        columns = (2 * parts[:, None] + np.arange(2)).ravel()
        shared = self.shared[:, columns]
        leverage = shared.T @ shared
        for number in np.unique(self.block[parts]):
            at = np.flatnonzero(self.block[parts] == number)
            inside = self.own[number][:, (2 * self.place[parts[at], None] + np.arange(2)).ravel()]
            where = (2 * at[:, None] + np.arange(2)).ravel()
            leverage[np.ix_(where, where)] += inside.T @ inside
        held = np.zeros((2 * n, 2 * n))
        for k, part in enumerate(parts):
            rows = slice(2 * k, 2 * k + 2)
            held[rows] = self.information[part] @ leverage[rows]
        gap, gradient = self.gap[parts].ravel(), self.gradient[parts].ravel()
        pushed = np.einsum("kab,kb->ka", self.information[parts], self.gap[parts]).ravel()
        change, more = np.linalg.solve(np.eye(2 * n) - held, np.column_stack([gradient, pushed])).T
        return -float(gap @ change), float(gap @ more)


def carriers(
    results: Results,
    clubs: Mapping[str, ClubPlace],
    settings: RatingSettings,
    day: np.datetime64,
    countries: tuple[str, str],
    rows: IntArray,
) -> Carriers:
    """Fit the static model and measure how the matches `rows` bear on the gap between two countries' clubs.

    Parameters
    ----------
    results, clubs, settings, day
        As :func:`cupwright.ratings.fit` takes them.
    countries
        Whose clubs are compared. Clubs count by their recent first-tier matches, and go on counting so when a match
        is left out.
    rows
        Indices into `results`; those that the settings leave out are dropped.

    Raises
    ------
    CupwrightError
        If a country has no recent results, or the fit fails.
    """
    results.check_clubs(clubs)
    used = usable(results, clubs, settings, day)
    chosen = results.take(used)
    if not len(chosen):
        raise CupwrightError.of("no-results", f"no result between {settings.since} and {day} can be rated")
    bearing = rows[used[rows]]
    field = field_of(chosen, clubs, settings)
    system = system_of(chosen, field, settings, day)
    today = with_today(field, chosen, system)
    numbers, weights = league_weights(today, countries)
    with threadpool_limits(1, user_api="blas"):
        fitted = maximise(system)
        # With a root of ones the rows of a form are its factors on the state itself.
        border, layout = system.border, system.likelihoods[0].layout
        now = np.arange(2 + border.n_countries + len(border.nations.confederations))
        mean = np.concatenate([fitted.state.own[0], fitted.state.shared[now]])
        root = np.eye(len(mean), dtype=np.float32)
        state = Posterior(mean, root, layout.n, layout.p, layout.m, border.n_countries)
        forms = state.sides(today, numbers, day, settings)
        factors = weights @ forms.rows
        half, shared = _forward(system, fitted, 0, factors[: layout.dim, None], now, factors[layout.dim :, None])
        single = _Single(chosen, (np.cumsum(used) - 1)[bearing], votes(chosen, settings, day), _altitude(chosen, clubs))
        columns = _columns(system, fitted, single, half[:, 0], shared[:, 0])
        alone = np.array([columns.left_out(np.array([k])) for k in range(len(bearing))]).reshape(-1, 2)
    variance = float(np.sum(half**2) + np.sum(shared**2) + weights**2 @ forms.fresh**2)
    return Carriers(
        float(weights @ forms.mean), variance**0.5, bearing, alone[:, 0], np.sqrt(variance + alone[:, 1]), columns
    )


def _forward(
    system: System, fitted: Fitted, number: int, own: FloatArray, places: IntArray, shared: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the part in block `number` and the part in the border of L^-1 times columns.

    Parameters
    ----------
    own
        Shape (dim, columns): what the columns are in the block.
    places, shared
        Shapes (s,) and (s, columns): what they are at these positions of the border.
    """
    factor = fitted.factors.blocks[number]
    half = np.asarray(solve_triangular(factor.lower, own, lower=True, check_finite=False))
    rest = np.zeros((system.border.dim, own.shape[1]))
    rest[places] = shared
    rest[system.priors[number].shared] -= factor.across.T @ half
    return half, np.asarray(solve_triangular(fitted.factors.border, rest, lower=True, check_finite=False))


@dataclass(frozen=True, eq=False)
class _Single:
    """The matches `rows` of the results fitted; by block the weight of each result, and the altitude of each club."""

    results: Results
    rows: IntArray
    weights: list[FloatArray]
    altitude: FloatArray


def _altitude(results: Results, clubs: Mapping[str, ClubPlace]) -> FloatArray:
    found = [clubs[name].altitude for name in results.clubs]
    return np.array([np.nan if metres is None else metres for metres in found], np.float64)


def _columns(
    system: System, fitted: Fitted, single: _Single, gap_today: FloatArray, gap_shared: FloatArray
) -> _Columns:
    """Return the columns of single matches; `gap_today` and `gap_shared` are those of the gap itself."""
    match, block, place, own, shared, gradient, information, gap = [], [], [], [], [], [], [], []
    for number, (likelihood, weight) in enumerate(zip(system.likelihoods, single.weights, strict=True)):
        layout = likelihood.layout
        inside = np.flatnonzero(weight[single.rows])
        n, rows = len(inside), single.rows[inside]
        alone = Likelihood(
            ungrouped(likelihood.block, single.results.take(rows), weight[rows], single.altitude), layout
        )
        slopes = alone.slopes(np.concatenate([fitted.state.own[number], fitted.state.shared[:2]]))
        # Altitude stands behind the block's own parameters; rho, which single matches do not move, is held.
        design = np.zeros((layout.dim + 1, 2 * n))
        for feature in alone.features:
            for side, values in enumerate((feature.in_home, feature.in_away)):
                np.add.at(design, (feature.start + feature.index, 2 * np.arange(n) + side), values)
        half, rest = _forward(system, fitted, number, design[:-1], np.zeros(1, np.int64), design[-1:])
        to_gap = gap_shared @ rest + (gap_today @ half if number == 0 else 0.0)
        match.append(inside)
        block.append(np.full(n, number))
        place.append(np.arange(n))
        own.append(half)
        shared.append(rest)
        gradient.append(np.column_stack([slopes.d_home, slopes.d_away]))
        both = slopes.i_both
        information.append(np.stack([[slopes.i_home, both], [both, slopes.i_away]]).transpose(2, 0, 1))
        gap.append(to_gap.reshape(n, 2))
    return _Columns(
        np.concatenate(match),
        np.concatenate(block),
        own,
        np.concatenate(place),
        np.concatenate(shared, axis=1),
        np.concatenate(gradient),
        np.concatenate(information),
        np.concatenate(gap),
    )
