"""The daily filter: one pass over the results, day after day, that always knows what the days before have shown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_array

from cupwright.errors import CupwrightError
from cupwright.ratings.batch import Batch
from cupwright.ratings.day_design import LEG_CASES, Matches, Permanent, leg_case
from cupwright.ratings.field import Field
from cupwright.ratings.filter_state import State
from cupwright.ratings.inputs import field_of, usable
from cupwright.ratings.newcomers import Newcomers
from cupwright.ratings.newton_day import NoModeError
from cupwright.ratings.prior import MEAN_HOME, MEAN_LEVEL
from cupwright.ratings.results import ClubPlace, FloatArray, IntArray, Results
from cupwright.ratings.settings import RatingSettings

__all__ = ["DailyFilter"]

_YEAR = 365.25
_SHOWN = 8
# Days that are learnt together; the answer does not depend on it.
_MOST_MATCHES = 64
_MOST_DAYS = 30


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
        while self._next < len(self.matches.day) and self.matches.day[self._next] <= day:
            days = self._some_days(day)
            self._play(days)
            self._next = int(days[-1][-1]) + 1
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

    def _some_days(self, last: int) -> list[IntArray]:
        """Return the matches of the next days, a day at a time, up to a size that the processor likes."""
        days, begin = self.matches.day, self._next
        found: list[IntArray] = []
        first = int(days[begin])
        while begin < len(days) and days[begin] <= min(last, first + _MOST_DAYS):
            end = int(np.searchsorted(days, days[begin], side="right"))
            if found and end - self._next > _MOST_MATCHES:
                break
            found.append(np.arange(begin, end))
            begin = end
        return found

    def _play(self, days: list[IntArray]) -> None:
        """Forecast and learn the matches of some days, day after day."""
        matches, state = self.matches, self.state
        at = np.concatenate(days)
        self._predict(int(matches.day[at[0]]))
        state.settle()
        state.measure_anew()
        paces = self._admit(days)
        positions, design = self._design(at)
        r, begin = len(at), int(at[0])
        # The design is of hosts, then visitors; its entries are put into the units of their day.
        row = np.repeat(np.arange(2 * r), np.diff(design.indptr)) % r
        where = positions[design.indices]
        added = np.zeros((2, len(where)))
        entries = np.split(np.argsort(row, kind="stable"), np.cumsum(np.bincount(row, minlength=r))[:-1])
        for today, (slots, factor, half_life) in zip(days, paces, strict=True):
            self._predict(int(matches.day[today[0]]))
            state.set_pace(slots, factor, half_life)
            mine = np.concatenate(entries[today[0] - begin : today[-1] - begin + 1])
            design.data[mine] *= state.scale(where[mine])
            added[0, mine], added[1, mine], _ = state.added(where[mine])
        partner = state.added(where)[2]
        across = state.across(positions, design)
        column = np.repeat(np.arange(2 * r), np.diff(design.indptr))
        across[where, column] += design.data * added[0]
        clubs = added[1] != 0
        across[partner[clubs], column[clubs]] += (design.data * added[1])[clubs]
        batch = Batch(design @ state.means(positions), design @ across[positions])
        for today in days:
            self._learn(batch, today, begin, r)
        state.settle()
        state.correct(*batch.sums(across))

    def _learn(self, batch: Batch, today: IntArray, begin: int, r: int) -> None:
        """Forecast and learn the matches of one day; match m of the batch has the rows m and r + m."""
        matches = self.matches
        for at in (today[~matches.learn[today]], today[matches.learn[today]]):
            if not len(at):
                continue
            rows = np.concatenate([at - begin, r + at - begin])
            if not matches.learn[at[0]]:
                self._keep(at, *batch.eve(rows)[:2])
                continue
            goals = np.concatenate([matches.goals_home[at], matches.goals_away[at]])
            try:
                mean, covariance, mode = batch.learn(rows, goals, np.tile(matches.weight[at], 2))
            except NoModeError as error:
                raise CupwrightError.of(
                    "fit",
                    f"the filter fails on {self.results.date[matches.row[at[0]]]}: {error}",
                    facts=[self.results.describe(int(row)) for row in matches.row[at][:_SHOWN]],
                ) from error
            self._keep(at, mean, covariance)
            self.seen[matches.competition[at]] = True
            self.learnt += len(at)
            self.steps, self.still = max(self.steps, mode.steps), max(self.still, mode.last)

    def _design(self, at: IntArray) -> tuple[IntArray, csr_array]:
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

    def _admit(self, days: list[IntArray]) -> list[tuple[IntArray, FloatArray, FloatArray]]:
        """Give every club of some days its slot; a club that was away too long starts anew, one that stopped leaves.

        Returns
        -------
        list
            For each day the slots of the clubs that play, with the factor on their spread and their half-life from
            that day on.
        """
        matches, newcomers, paces = self.matches, self._newcomers, []
        gone = (self.slot >= 0) & (self.last < int(matches.day[days[0][0]]) - self.idle_days)
        self._leave(np.flatnonzero(gone))
        for at in days:
            day = int(matches.day[at[0]])
            home, away, contests = matches.home[at], matches.away[at], matches.competition[at]
            newcomers.see(day, contests, home, away)
            clubs, first = np.unique(np.stack([home, away], axis=1).ravel(), return_index=True)
            self._leave(clubs[(self.slot[clubs] >= 0) & (self.last[clubs] < day - self.idle_days)])
            factor, half_life = newcomers.pace(clubs)
            for k in np.flatnonzero(self.slot[clubs] < 0):
                start = newcomers.start(int(contests[first[k] // 2]), day)
                self.slot[clubs[k]] = self.state.enter(start, float(factor[k]))
            self.last[clubs] = day
            paces.append((self.slot[clubs], factor, half_life))
        return paces

    def _leave(self, clubs: IntArray) -> None:
        self.state.leave(self.slot[clubs])
        self.slot[clubs] = -1


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
        leg=leg_case(results.leg[rows], results.lead[rows]),
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
        (permanent.legs, 2 * len(LEG_CASES), settings.leg_sd, 0.0),
    ):
        where = slice(first, first + count)
        drift[where] = walk
        covariance[where, where] = sd**2 * np.eye(count)
    cross = settings.attack_defence_correlation * settings.attack_sd * settings.defence_sd
    spread = np.diag(np.array([settings.attack_sd, settings.defence_sd, settings.home_sd]) ** 2)
    spread[0, 1] = spread[1, 0] = cross
    return State(mean, covariance, drift, spread)
