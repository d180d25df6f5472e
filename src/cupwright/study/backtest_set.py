"""Which matches a backtest forecasts, and the results that the models may learn from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError, Problem, did_you_mean

if TYPE_CHECKING:
    from cupwright.data.prepare import Prepared
    from cupwright.ratings import Results

__all__ = ["DEFAULT_COMPETITIONS", "Trial", "competition_ids", "trial_of_facts", "trial_of_file", "weeks_of"]

DEFAULT_COMPETITIONS = (
    "usa-mls",
    "mex-liga-mx",
    "bra-serie-a",
    "arg-primera",
    "conmebol-libertadores",
    "conmebol-sudamericana",
    "concacaf-champions",
)
"""What is scored unless others are named: the four big leagues and the three cups between countries."""

# What formats call a competition of the facts, where that is not its id.
_CALLED = {
    "mls": "usa-mls",
    "liga-mx": "mex-liga-mx",
    "brazil-serie-a": "bra-serie-a",
    "argentina-primera": "arg-primera",
    "copa-libertadores": "conmebol-libertadores",
    "copa-sudamericana": "conmebol-sudamericana",
    "concacaf-champions-cup": "concacaf-champions",
}
_SURE_OF_THE_DAY = ("day", "day-either-way")
_REGULAR = "regular"
_SAME_MATCH_DAYS = np.timedelta64(3, "D")


@dataclass(frozen=True, eq=False)
class Trial:
    """Results in order of date, and the rows among them that are to be forecast.

    Parameters
    ----------
    results
        All results that a model may see, each before later matches only; none after `until`.
    rows
        Indices of the matches to forecast, ascending.
    competitions
        Those of the forecast matches, in the order asked for.
    since, until
        First and last day of the forecast matches.
    left_out
        What was not scored and why, in words.
    """

    results: Results
    rows: npt.NDArray[np.int64]
    competitions: tuple[str, ...]
    since: dt.date
    until: dt.date
    left_out: tuple[str, ...] = ()

    @property
    def outcomes(self) -> npt.NDArray[np.int64]:
        """What happened in the forecast matches: 0 home, 1 drawn, 2 away."""
        from cupwright.ratings.scoring import outcome_of

        return outcome_of(self.results.goals_home[self.rows], self.results.goals_away[self.rows])

    @property
    def weeks(self) -> npt.NDArray[np.int64]:
        """The week, from Monday, of each forecast match, counted from 1970."""
        return weeks_of(self.results.date[self.rows])

    @property
    def played_in(self) -> npt.NDArray[np.int64]:
        """The competition of each forecast match, as an index into `competitions`."""
        number = {name: k for k, name in enumerate(self.competitions)}
        codes = np.array([number.get(name, -1) for name in self.results.competitions], dtype=np.int64)
        return np.asarray(codes[self.results.competition[self.rows]])


def weeks_of(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    """Return the week, from Monday, of each day, counted from 1970 (whose first day was a Thursday)."""
    return np.asarray((days.astype("datetime64[D]").astype(np.int64) + 3) // 7)


def competition_ids(names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of competitions in the facts, given as such or as formats call them (``mls``).

    Raises
    ------
    CupwrightError
        If names are unknown; all are reported.
    """
    from cupwright.data.sources.headings import COMPETITIONS

    found, problems = [], []
    for name in names:
        known = name if name in COMPETITIONS else _CALLED.get(name)
        if known is None:
            hint = did_you_mean(name, [*COMPETITIONS, *_CALLED]) or "`cupwright data coverage` lists them"
            problems.append(Problem("unknown-competition", f"no competition is called `{name}`", hint=hint))
        else:
            found.append(known)
    if problems:
        raise CupwrightError(problems)
    return tuple(dict.fromkeys(found))


def trial_of_facts(since: dt.date, until: dt.date, competitions: Sequence[str]) -> Trial:
    """Return the matches of the facts from `since` to `until`, both included.

    A match counts if its day is known and its score at 90 minutes; of a score that may hold extra time only where
    none can have been played, in a regular season.

    Raises
    ------
    CupwrightError
        If no match is left.
    """
    from cupwright.data.tables import BASES, PRECISIONS, load_matches
    from cupwright.study.rating import results_of

    if since > until:
        raise CupwrightError.of("date", f"the first day, {since}, lies after the last, {until}")
    table = load_matches(until=until)
    results = results_of(table)
    field = np.flatnonzero(table.has_field_score)
    asked = np.isin(table.competition, [k for k, name in enumerate(table.competitions) if name in competitions])
    asked &= table.date >= np.datetime64(since, "D")
    sure = np.isin(table.precision, [PRECISIONS.index(word) for word in _SURE_OF_THE_DAY])
    regular = table.stage == (table.stages.index(_REGULAR) if _REGULAR in table.stages else -1)
    ninety = (table.basis == BASES.index("ft")) | regular
    counted = asked & sure & ninety & table.has_field_score
    reasons = (
        (asked & ~table.has_field_score, "without a score of the field"),
        (asked & table.has_field_score & ~sure, "whose day is not known"),
        (asked & table.has_field_score & sure & ~ninety, "whose score may hold extra time"),
    )
    rows = np.flatnonzero(counted[field])
    left_out = tuple(f"{_matches(int(mask.sum()))} {why}" for mask, why in reasons if mask.any())
    if not len(rows):
        held = f"no match that can be scored, of {_matches(int(asked.sum()))}" if left_out else "no match"
        facts = [", ".join(competitions), *(f"left out: {words}" for words in left_out)]
        raise CupwrightError.of("no-results", f"the facts hold {held} from {since} to {until}", facts=facts)
    return Trial(results, rows, _present(results, rows, competitions), since, until, left_out)


def _matches(number: int) -> str:
    return "1 match" if number == 1 else f"{number:,} matches"


def _present(results: Results, rows: npt.NDArray[np.int64], order: Sequence[str]) -> tuple[str, ...]:
    there = {results.competitions[code] for code in np.unique(results.competition[rows])}
    return tuple(name for name in order if name in there)


def trial_of_file(path: Path, competitions: Sequence[str] = ()) -> Trial:
    """Return the matches of a user's file, to be forecast from the facts and from the earlier matches of the file.

    Where the facts hold a match of the file too, that of the file stands in its place.

    Parameters
    ----------
    path
        Football.TXT or CSV, as `data import` reads them.
    competitions
        Ids of the facts to keep; all by default.

    Raises
    ------
    CupwrightError
        With every problem of the file; or if no match of it can be scored.
    """
    from cupwright.data.results_file import read_results
    from cupwright.data.tables import load_matches
    from cupwright.study.backtest_legs import legs_of_file
    from cupwright.study.rating import results_of

    read = read_results(path).require()
    asked = [row for row in read.rows if not competitions or row.competition in competitions]
    scored = [row for row in asked if row.ft is not None and row.status == "played"]
    if not scored:
        raise CupwrightError.of("no-results", f"`{path.name}` holds no match with a score to forecast")
    table = load_matches(until=max(row.date for row in scored))
    results, rows = _merged(results_of(table), scored, *legs_of_file(scored, table))
    names = tuple(competitions) or tuple(dict.fromkeys(row.competition for row in scored))
    without = len(asked) - len(scored) + read.fixtures
    left_out = (f"{_matches(without)} of the file without a score of the field",) if without else ()
    days = [row.date for row in scored]
    return Trial(results, rows, _present(results, rows, names), min(days), max(days), left_out)


def _merged(
    known: Results, played: Sequence[Prepared], leg: Sequence[int], lead: Sequence[int]
) -> tuple[Results, npt.NDArray[np.int64]]:
    """Return known results with those of a file in their place, in order of date, and where the latter stand."""
    from cupwright.ratings import Results

    clubs = tuple(sorted({*known.clubs, *(row.home for row in played), *(row.away for row in played)}))
    competitions = tuple(sorted({*known.competitions, *(row.competition for row in played)}))
    number = {name: k for k, name in enumerate(clubs)}
    code = {name: k for k, name in enumerate(competitions)}
    of_club = np.array([number[name] for name in known.clubs], dtype=np.int64)
    of_competition = np.array([code[name] for name in known.competitions], dtype=np.int64)
    new = Results.of(
        [row.date for row in played],
        [row.competition for row in played],
        [row.home for row in played],
        [row.away for row in played],
        [row.ft[0] for row in played if row.ft],
        [row.ft[1] for row in played if row.ft],
        [row.neutral for row in played],
        leg=leg,
        lead=lead,
    )
    old = replace(
        known,
        clubs=clubs,
        competitions=competitions,
        home=of_club[known.home],
        away=of_club[known.away],
        competition=of_competition[known.competition],
    )
    fresh = replace(
        new,
        clubs=clubs,
        competitions=competitions,
        home=np.array([number[row.home] for row in played], dtype=np.int64),
        away=np.array([number[row.away] for row in played], dtype=np.int64),
        competition=np.array([code[row.competition] for row in played], dtype=np.int64),
    )
    kept = old.take(~_same(old, fresh))
    names = ("date", "competition", "home", "away", "goals_home", "goals_away", "neutral", "weight", "leg", "lead")
    joined = {name: np.concatenate([getattr(kept, name), getattr(fresh, name)]) for name in names}
    order = np.argsort(joined["date"], kind="stable")
    results = Results(clubs, competitions, **{name: values[order] for name, values in joined.items()})
    return results, np.flatnonzero(order >= len(kept))


def _same(old: Results, new: Results) -> npt.NDArray[np.bool_]:
    """Return which of the old results are matches of the new ones: same clubs and ground, at most three days apart."""
    days: dict[tuple[int, int, int], list[np.datetime64]] = {}
    for key in range(len(new)):
        pair = (int(new.competition[key]), int(new.home[key]), int(new.away[key]))
        days.setdefault(pair, []).append(new.date[key])
    found = np.zeros(len(old), dtype=np.bool_)
    # Only results from shortly before the file on can be meant.
    for row in np.flatnonzero(old.date >= new.date.min() - _SAME_MATCH_DAYS):
        pair = (int(old.competition[row]), int(old.home[row]), int(old.away[row]))
        found[row] = any(abs(old.date[row] - day) <= _SAME_MATCH_DAYS for day in days.get(pair, ()))
    return found
