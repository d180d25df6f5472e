"""Forecasts of single matches: chances, scores, how sure they are, and what drives them."""

from __future__ import annotations

import datetime as dt
import shlex
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cupwright import __version__
from cupwright.errors import CupwrightError, all_of
from cupwright.study.adjusting import Adjustments, adjusted, adjustments_of, words_of
from cupwright.study.answer import Answer
from cupwright.study.fixture_list import Fixture, Reach, fixture_of, fixtures_of_file
from cupwright.study.rating import first_result, last_result, results_until
from cupwright.study.rating_over import rated_on
from cupwright.study.running import Progress, silent
from cupwright.study.worlds import valid_seed

if TYPE_CHECKING:
    from cupwright.football.strengths import Strengths
    from cupwright.ratings import Ratings, RatingSettings

__all__ = ["DRAWS", "MATRIX", "MatchForecasts", "forecast"]

DRAWS = 4000
"""Draws of the strengths: a chance is their mean, exact to about 0.2 percentage points."""
MATRIX = 6
"""Rows and columns of the table of scores: 0 to 4 goals, and 5 or more."""

_MOST_GOALS = 20
_CHUNK = 500
# Logs of expected goals are held between these, as in a backtest: Dixon and Coles' correction needs it.
_LEAST_RATE, _MOST_RATE = -4.0, 2.3
# With more, no parameter of the correction has been seen that far off.
_MANY_RESULTS = 2000
_ONE_DAY = dt.timedelta(days=1)
_OLD_DAYS = 60
"""So old a last match of a club is worth a word."""
# By then the last results say next to nothing of who plays in the club.
_MOST_AHEAD = dt.timedelta(days=1500)

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MatchForecasts(Answer):
    """Forecasts of matches.

    Parameters
    ----------
    data
        The answer as JSON has it: ``forecasts`` (one for each match, see ``docs/forecasts.md``), ``draws``, ``seed``,
        ``adjustments``, ``model`` and ``provenance``.
    """

    @property
    def forecasts(self) -> list[dict[str, Any]]:
        """One for each match."""
        found: list[dict[str, Any]] = self.data["forecasts"]
        return found

    def rows(self) -> list[dict[str, Any]]:
        """Return a flat row for each match, without the table of scores and the drivers."""
        left = ("scores", "drivers", "notes", "names")
        return [{key: value for key, value in row.items() if key not in left} for row in self.forecasts]


def forecast(
    club: str = "",
    opponent: str = "",
    date: dt.date | str | None = None,
    *,
    venue: str = "home",
    competition: str = "",
    fixtures: str | Path | None = None,
    adjust: Sequence[str] = (),
    seed: int = 7,
    settings: RatingSettings | None = None,
    progress: Progress = silent,
) -> MatchForecasts:
    """Forecast a match, or all matches of a file, after 90 minutes.

    Each forecast rests on results of earlier days only. Matches after the last known result are rated on the eve of
    the first match of their month.

    Parameters
    ----------
    club, opponent
        Ids or names; chances are told from the view of `club`.
    date
        By default the day after the last known result.
    venue
        ``"home"`` if `club` is the host, ``"away"``, or ``"neutral"``.
    competition
        Whose goals and home advantage hold; without one, the mean of all.
    fixtures
        A CSV file (:mod:`cupwright.study.fixture_list`) in place of the two clubs.
    adjust
        Adjustments such as ``"inter-miami: attack -0.20 sd 0.10"``.
    seed
        Of the draws.
    settings
        Choices of the rating model.
    progress
        Called with what is done.

    Raises
    ------
    CupwrightError
        If a club, date, venue, competition or adjustment does not fit; all problems at once.
    """
    from cupwright.ratings import RatingSettings

    chosen = RatingSettings() if settings is None else settings
    _, matches, adjustments = all_of(
        lambda: valid_seed(seed),
        lambda: _matches(club, opponent, date, venue, competition, fixtures),
        lambda: adjustments_of(adjust),
    )
    if adjustments is not None:
        adjustments.require(name for match in matches for name in (match.club, match.opponent))
    found: dict[int, dict[str, Any]] = {}
    days = _rating_days(matches)
    progress(0, 0, "rating all clubs (kept for the next time)")
    for number, (day, fitted) in enumerate(rated_on(list(days), chosen), 1):
        try:
            found |= _forecast_all(adjusted(fitted, adjustments), {row: matches[row] for row in days[day]}, seed)
        except CupwrightError as error:
            raise _too_few(error, day, matches[days[day][0]]) from error
        progress(number, len(days), "rating all clubs")
    words = [str(fixtures)] if fixtures is not None else [club, opponent]
    return MatchForecasts(
        {
            "forecasts": [found[row] for row in range(len(matches))],
            "draws": DRAWS,
            "seed": seed,
            "adjustments": words_of(adjustments),
            "model": chosen.model,
            "provenance": _provenance(words, matches[0], fixtures is not None, adjustments, chosen.model, seed),
        }
    )


def _matches(
    club: str, opponent: str, date: dt.date | str | None, venue: str, competition: str, fixtures: str | Path | None
) -> list[Fixture]:
    """Return the matches asked for, none before the facts."""
    last = last_result()
    reach = Reach(first_result(), last + _MOST_AHEAD, _MOST_AHEAD)
    if fixtures is not None:
        if club or opponent:
            raise CupwrightError.of("usage", "name two clubs or a file of fixtures, not both")
        if date is not None or venue != "home" or competition:
            hint = "columns of the file say it: date, venue, competition"
            raise CupwrightError.of(
                "usage", "date, venue and competition are those of one match, not of a file", hint=hint
            )
        return fixtures_of_file(Path(fixtures), reach)
    if not club or not opponent:
        hint = "such as `cupwright forecast inter-miami flamengo --venue neutral`"
        raise CupwrightError.of("usage", "a match has two clubs", hint=hint)
    one = fixture_of(last + _ONE_DAY if date is None else date, club, opponent, venue, competition, reach=reach)
    if not isinstance(one, Fixture):
        raise CupwrightError(one)
    return [one]


def _rating_days(matches: Sequence[Fixture]) -> dict[dt.date, list[int]]:
    """Return the days that ratings are needed of, in order, with the matches that rest on each."""
    last = last_result()
    firsts: dict[tuple[int, int], dt.date] = {}
    for match in matches:
        month = (match.date.year, match.date.month)
        if match.date > last:
            firsts[month] = min(firsts.get(month, match.date), match.date)
    days: dict[dt.date, list[int]] = defaultdict(list)
    for row, match in enumerate(matches):
        first = firsts[match.date.year, match.date.month] if match.date > last else match.date
        days[first - _ONE_DAY].append(row)
    return dict(sorted(days.items()))


def _forecast_all(ratings: Ratings, matches: dict[int, Fixture], seed: int) -> dict[int, dict[str, Any]]:
    """Forecast matches from one set of ratings; those of a competition share their draws."""
    by_competition: dict[str, list[int]] = defaultdict(list)
    for row, match in matches.items():
        by_competition[match.competition].append(row)
    found = {}
    for competition, rows in by_competition.items():
        clubs = sorted({club for row in rows for club in (matches[row].club, matches[row].opponent)})
        strengths = ratings.strengths(clubs, competition, DRAWS, seed)
        for row in rows:
            found[row] = _forecast_one(ratings, strengths, matches[row])
    return found


def _too_few(error: CupwrightError, day: dt.date, match: Fixture) -> CupwrightError:
    """Return what a reader can do about draws that the correction of low scores does not fit; other errors as they are.

    With few results its parameter is so uncertain that in some draws a score would have a negative chance.
    """
    known = results_until(day)
    if error.problems[0].code != "rho" or known > _MANY_RESULTS:
        return error
    return CupwrightError.of(
        "no-results", f"too few results are known before {match.date} to forecast `{match.club}` v `{match.opponent}`",
        facts=[f"{known:,} results are held from {first_result()} to {day}"],
        hint="the same match some months later, or `--model dynamic`",
    )  # fmt: skip


def _forecast_one(ratings: Ratings, strengths: Strengths, match: Fixture) -> dict[str, Any]:
    from cupwright.data.places import clubs as all_clubs
    from cupwright.ratings.altered import drivers

    facts = all_clubs()
    pair = [strengths.clubs.index(match.club), strengths.clubs.index(match.opponent)]
    host, visitor = pair if match.host >= 0 else pair[::-1]
    rates = strengths.log_rates(host, visitor, neutral=match.venue == "neutral")
    own, other = rates if match.host >= 0 else rates[::-1]
    chances, scores = _chances(own, other, strengths.rho)
    parts = drivers(ratings, match.club, match.opponent, match.competition, match.host)
    return {
        "date": str(match.date),
        "club": match.club,
        "opponent": match.opponent,
        "names": {club: facts[club].name for club in (match.club, match.opponent)},
        "venue": match.venue,
        "competition": match.competition or None,
        "ratings_until": str(ratings.until),
        **{name: _spread(chances[:, k]) for k, name in enumerate(("win", "drawn", "loss"))},
        "expected_goals": {"club": _spread(np.exp(own)), "opponent": _spread(np.exp(other))},
        "scores": scores.tolist(),
        "log_rate_difference": {"mean": sum(part.mean for part in parts), "sd": float(np.std(own - other))},
        "drivers": [{"what": part.what, "mean": part.mean, "sd": part.sd} for part in parts],
        "gap_share": _gap_share(ratings, strengths, match, chances[:, 0]),
        "notes": _notes(ratings, match),
    }


def _chances(own: FloatArray, other: FloatArray, rho: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return win, drawn, loss of every draw (B, 3), and the mean table of scores, its last row and column open."""
    from cupwright.ratings.scoring import score_probabilities

    chances, table = np.empty((len(own), 3)), np.zeros((MATRIX, MATRIX))
    cut = np.minimum(np.arange(_MOST_GOALS + 1), MATRIX - 1)
    fold = np.eye(MATRIX)[cut]
    for begin in range(0, len(own), _CHUNK):
        part = slice(begin, begin + _CHUNK)
        first, second = (np.clip(side[part], _LEAST_RATE, _MOST_RATE) for side in (own, other))
        all_scores = score_probabilities(first, second, rho[part], _MOST_GOALS)
        level = np.trace(all_scores, axis1=1, axis2=2)
        ahead = np.tril(all_scores, -1).sum(axis=(1, 2))
        chances[part] = np.stack([ahead, level, 1 - level - ahead], axis=1)
        table += fold.T @ all_scores.sum(axis=0) @ fold
    return chances, table / len(own)


def _spread(values: FloatArray) -> dict[str, float]:
    """Return the mean over the draws, and between what nine tenths of them lie."""
    low, high = np.percentile(values, (5, 95))
    return {"mean": float(values.mean()), "low": float(low), "high": float(high)}


def _gap_share(ratings: Ratings, strengths: Strengths, match: Fixture, chance: FloatArray) -> float | None:
    """Return the share of the variance of a chance that goes with the gap between the two home confederations.

    None unless the match crosses it.
    """
    numbers = ratings.numbers([match.club, match.opponent])
    of_clubs = {ratings.field.confederations[code] for code in ratings.field.confederation[numbers]}
    if of_clubs != set(ratings.settings.home_confederations) or not strengths.gap.std() or not chance.std():
        return None
    return float(np.corrcoef(chance, strengths.gap)[0, 1] ** 2)


def _notes(ratings: Ratings, match: Fixture) -> list[str]:
    from cupwright.data.places import clubs as all_clubs

    facts = all_clubs()
    notes = []
    for rating in ratings.of([match.club, match.opponent]):
        club = facts[rating.club]
        if not rating.rated:
            notes.append(f"{club.name} has no recent match in the facts: it is rated from its country "
                         f"({club.country}), with wide doubt.")  # fmt: skip
        elif rating.last_match is not None and (old := (match.date - rating.last_match).days) > _OLD_DAYS:
            last = f"{rating.last_match.day} {rating.last_match:%B %Y}"
            notes.append(f"The last known match of {club.name} is of {last}, {old} days before: the doubt has grown "
                         "since.")  # fmt: skip
    if not match.competition:
        notes.append("No competition is named: goals and home advantage are those of the average competition.")
    elif match.competition not in ratings.competitions:
        notes.append(f"`{match.competition}` has no recent match: its goals are those of the average competition.")
    numbers = ratings.numbers([match.club, match.opponent])
    if match.host and np.isnan(ratings.field.altitude[numbers]).any():
        notes.append("The altitude of a ground is not known: no climb is counted.")
    return notes


def _provenance(
    words: Sequence[str], match: Fixture, of_file: bool, adjustments: Adjustments | None, model: str, seed: int
) -> dict[str, Any]:
    from cupwright.data.store import facts_hash
    from cupwright.ratings.settings import DEFAULT_MODEL

    asked = ["cupwright", "forecast"]
    if of_file:
        asked += ["--fixtures", *words]
    else:
        asked += [match.club, match.opponent, "--date", str(match.date), "--venue", match.venue]
        asked += ["--competition", match.competition] if match.competition else []
    for word in words_of(adjustments):
        asked += ["--adjust", word]
    if model != DEFAULT_MODEL:
        asked += ["--model", model]
    command = shlex.join([*asked, "--seed", str(seed)])
    return {"version": __version__, "facts_hash": facts_hash(), "command": command}
