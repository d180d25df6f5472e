"""The daily filter: one pass over the results, day after day, that always knows what the days before have shown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.linalg import blas

from cupwright.errors import CupwrightError
from cupwright.ratings.day_design import Matches, Permanent
from cupwright.ratings.field import Field
from cupwright.ratings.filter_state import State
from cupwright.ratings.inputs import field_of, usable
from cupwright.ratings.newcomers import Newcomers
from cupwright.ratings.newton_day import NoModeError, day_mode
from cupwright.ratings.prior import MEAN_HOME, MEAN_LEVEL
from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["DailyFilter"]

_YEAR = 365.25
_SHOWN = 8


class DailyFilter:
    """The filter over `results` up to a day.

    Parameters
    ----------
    results, places, settings
        As in :func:`cupwright.ratings.fit`.
    last
        No result after this day is used.
    wanted
        Rows of the results that are to be forecast before they are learnt; those that the settings leave out are
        forecast all the same, but not learnt.
    """

    def __init__(
        self,
        results: Results,
        places: Mapping[str, ClubPlace],
        settings: RatingSettings,
        last: np.datetime64,
        wanted: IntArray | None = None,
    ) -> None:
        results.check_clubs(places)
        learn = usable(results, places, settings, last)
        used = learn.copy()
        if wanted is not None:
            used[wanted] = True
        if not used.any():
            raise CupwrightError.of(
                "no-results",
                f"no result between {settings.since} and {last} can be rated",
                facts=[f"{len(results)} given"],
            )
        rows = np.flatnonzero(used)
        rows = rows[np.argsort(results.date[rows], kind="stable")]
        self.results, self.places, self.settings = results, places, settings
        self.first = results.date[rows[0]]
        self.field = field_of(results.take(rows[:0]), places, settings)
        self.matches = _matches(results, self.field, rows, learn, self.first)
        self.permanent = Permanent(len(results.competitions), len(self.field.countries), len(self.field.confederations))
        self.state = _prior(self.permanent, settings)
        self.slot = np.full(len(self.field.clubs), -1)
        self.last = np.full(len(self.field.clubs), -1)
        self.seen = np.zeros(len(results.competitions), bool)
        self.learnt, self.steps, self.still = 0, 0, 0.0
        self._newcomers = Newcomers(results.competitions, self.field, settings)
        self._wanted = np.isin(rows, wanted) if wanted is not None else np.zeros(len(rows), bool)
        self._forecast = np.full((len(rows), 5), np.nan)
        self._next = 0
        self._day = 0

    @property
    def idle_days(self) -> int:
        """For how long a club may not play before it gives its slot away."""
        return int(self.settings.idle_years * _YEAR)

    def advance(self, until: np.datetime64) -> None:
        """Learn all results up to and including a day, and stand at its end."""
        day = self._number(until)
        days = self.matches.day
        while self._next < len(days) and days[self._next] <= day:
            end = int(np.searchsorted(days, days[self._next], side="right"))
            self._play(np.arange(self._next, end))
            self._next = end
        self._predict(day)

    def forecasts(self, rows: IntArray) -> FloatArray:
        """Return what was expected of wanted rows on their eve.

        Returns
        -------
        array
            Shape (N, 5): mean of the two log rates, their variances, their covariance.
        """
        order = np.argsort(self.matches.row)
        return np.asarray(self._forecast[order[np.searchsorted(self.matches.row[order], rows)]])

    def _number(self, day: np.datetime64) -> int:
        return int((day - self.first).astype("timedelta64[D]").astype(np.int64))

    def _predict(self, day: int) -> None:
        if day > self._day:
            self.state.predict(float(day - self._day))
            self._day = day

    def _play(self, at: IntArray) -> None:
        """Forecast and learn the matches of one day."""
        matches, day = self.matches, int(self.matches.day[at[0]])
        self._predict(day)
        self._admit(at, day)
        chosen = at[self._wanted[at] & ~matches.learn[at]]
        if len(chosen):
            positions, design = self._design(chosen)
            mean, covariance, _ = self.state.observe(positions, design)
            self._keep(chosen, mean, covariance)
        chosen = at[matches.learn[at]]
        if not len(chosen):
            return
        positions, design = self._design(chosen)
        mean, covariance, across = self.state.observe(positions, design)
        self._keep(chosen, mean, covariance)
        goals = np.concatenate([matches.goals_home[chosen], matches.goals_away[chosen]])
        try:
            mode = day_mode(mean, covariance, goals, np.tile(matches.weight[chosen], 2))
        except NoModeError as error:
            raise CupwrightError.of(
                "fit",
                f"the filter fails on {self.results.date[matches.row[chosen[0]]]}: {error}",
                facts=[self.results.describe(int(row)) for row in matches.row[chosen][:_SHOWN]],
            ) from error
        root = blas.dtrsm(1.0, mode.factor, across, side=1, lower=1, trans_a=1)
        self.state.correct(across, mode.weights, root)
        self.seen[matches.competition[chosen]] = True
        self.learnt += len(chosen)
        self.steps, self.still = max(self.steps, mode.steps), max(self.still, mode.last)

    def _design(self, at: IntArray) -> tuple[IntArray, FloatArray]:
        home, away = self.slot[self.matches.home[at]], self.slot[self.matches.away[at]]
        return self.matches.design(
            at,
            self.permanent,
            self.state.attack(home),
            self.state.attack(away),
            self.field.country,
            self.field.confederation,
        )

    def _keep(self, at: IntArray, mean: FloatArray, covariance: FloatArray) -> None:
        """Note what is expected of the wanted matches among `at`."""
        r, which = len(at), np.flatnonzero(self._wanted[at])
        if len(which):
            variance = np.diag(covariance)
            self._forecast[at[which]] = np.stack(
                [mean[which], mean[r + which], variance[which], variance[r + which], covariance[which, r + which]],
                axis=1,
            )

    def _admit(self, at: IntArray, day: int) -> None:
        """Give every club of a day its slot; a club that was away too long starts anew, one that stopped leaves."""
        matches, newcomers = self.matches, self._newcomers
        home, away, contests = matches.home[at], matches.away[at], matches.competition[at]
        newcomers.see(day, contests, home, away)
        clubs, first = np.unique(np.stack([home, away], axis=1).ravel(), return_index=True)
        if (self.slot[clubs] < 0).any() or (self.last[clubs] < day - self.idle_days).any():
            gone = np.flatnonzero((self.slot >= 0) & (self.last < day - self.idle_days))
            self.state.leave(self.slot[gone])
            self.slot[gone] = -1
        factor, half_life = newcomers.pace(clubs)
        for k in np.flatnonzero(self.slot[clubs] < 0):
            start = newcomers.start(int(contests[first[k] // 2]), day)
            self.slot[clubs[k]] = self.state.enter(start, float(factor[k]), float(half_life[k]))
        self.state.set_pace(self.slot[clubs], factor, half_life)
        self.last[clubs] = day


def _matches(results: Results, field: Field, rows: IntArray, learn: np.ndarray, first: np.datetime64) -> Matches:
    number = {name: position for position, name in enumerate(field.clubs)}
    of_club = np.array([number.get(name, -1) for name in results.clubs])
    home, away = of_club[results.home[rows]], of_club[results.away[rows]]
    ground = np.where(results.neutral[rows], 0.0, 1.0)
    climb = np.maximum(np.nan_to_num(field.altitude[home] - field.altitude[away]), 0.0) / 1000
    return Matches(
        day=(results.date[rows] - first).astype(np.int64),
        row=rows,
        learn=learn[rows],
        competition=results.competition[rows],
        home=home,
        away=away,
        ground=ground,
        climb=climb * ground,
        goals_home=results.goals_home[rows].astype(np.float64),
        goals_away=results.goals_away[rows].astype(np.float64),
        weight=results.weight[rows],
    )


def _prior(permanent: Permanent, settings: RatingSettings) -> State:
    """Return the state before any result: competitions around a common mean, countries around their confederation."""
    m = permanent.competitions
    mean, drift = np.zeros(permanent.size), np.zeros(permanent.size)
    covariance = np.zeros((permanent.size, permanent.size))
    for first, (middle, middle_sd), sd, walk in (
        (0, MEAN_LEVEL, settings.competition_sd, settings.level_drift),
        (permanent.home, MEAN_HOME, settings.competition_home_sd, settings.home_drift),
    ):
        where = slice(first, first + m)
        mean[where], drift[where] = middle, walk
        covariance[where, where] = middle_sd**2 + sd**2 * np.eye(m)
    for first, count, sd, walk in (
        (permanent.country, permanent.countries, settings.country_sd, settings.country_drift),
        (permanent.confederation, permanent.confederations, settings.confederation_sd, settings.confederation_drift),
        (permanent.altitude, 1, settings.altitude_sd, 0.0),
    ):
        where = slice(first, first + count)
        drift[where] = walk
        covariance[where, where] = sd**2 * np.eye(count)
    cross = settings.attack_defence_correlation * settings.attack_sd * settings.defence_sd
    spread = np.array([[settings.attack_sd**2, cross], [cross, settings.defence_sd**2]])
    return State(mean, covariance, drift, spread)
