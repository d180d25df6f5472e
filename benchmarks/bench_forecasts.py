"""Our forecasts beside those of others, on the same matches.

Run as ``python benchmarks/bench_forecasts.py fivethirtyeight dixon-coles`` to measure one or both (minutes). What is
measured is stored in ``docs/scoreboard/benchmarks.json``, from which ``python -m tools.scoreboard`` makes the page;
without a word behind it the command prints what is stored.

``fivethirtyeight``
    The probabilities that FiveThirtyEight published before the matches of 2017-19, read from
    ``raw/fivethirtyeight-spi`` in the folder that the environment variable ``CUPWRIGHT_RAW`` names.
``dixon-coles``
    The model of Dixon and Coles 1997 for each league alone, with decay in time, as the library penaltyblog fits it.
    It must be installed for this benchmark only: ``pip install penaltyblog``.
"""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.data.names import find_club
from cupwright.errors import Problem
from cupwright.ratings import RatingSettings
from cupwright.ratings.models import model_named
from cupwright.study.backtest_forecasts import forecast_trial
from cupwright.study.backtest_scores import match_scores
from cupwright.study.backtest_set import Trial, trial_of_facts, weeks_of
from cupwright.study.rating import places_of_clubs

FloatArray = npt.NDArray[np.float64]

STORE = Path(__file__).resolve().parents[1] / "docs" / "scoreboard" / "benchmarks.json"
OURS = ("dynamic", "static", "elo")
SEED = 7

# Leagues as FiveThirtyEight called them -> id, countries of the clubs. The facts lack the United Soccer League.
LEAGUES = {
    "Argentina Primera Division": ("arg-primera", ("ARG",)),
    "Brasileiro Série A": ("bra-serie-a", ("BRA",)),
    "Major League Soccer": ("usa-mls", ("USA", "CAN")),
    "Mexican Primera Division Torneo Apertura": ("mex-liga-mx", ("MEX",)),
    "Mexican Primera Division Torneo Clausura": ("mex-liga-mx", ("MEX",)),
}
# Spellings of theirs that the facts do not have.
CALLED = {"Chiapas FC": "chiapas-2013-17", "Gimnasia La Plata": "gimnasia-lp"}
# Dixon-Coles: decay a day (a half-life of 385 days), years of results in a fit.
XI, WINDOW_YEARS = 0.0018, 3
DOMESTIC = ("usa-mls", "mex-liga-mx", "bra-serie-a", "arg-primera")


def say(words: str) -> None:
    """Tell how far it has come."""
    print(words, file=sys.stderr, flush=True)


def compared(title: str, words: str, name: str, theirs: FloatArray, trial: Trial) -> dict[str, Any]:
    """Score ours beside theirs on the matches of a trial; a negative difference is in favour of ours."""
    places, settings = places_of_clubs(trial.until), RatingSettings()
    forecasts = {}
    for model in OURS:
        say(f"{len(trial.rows):,} matches ({model})")
        forecasts[model] = forecast_trial(model_named(model), trial, places, settings)
    found = match_scores({**forecasts, name: theirs}, trial, [name], SEED)
    kept = ("model", "competition", "matches", "rps", "log_loss", "brier", "slope", "ece")
    results = [{key: row[key] for key in kept} for row in found["results"]]
    return {"title": title, "words": words, "results": results, "paired": found["paired"]}


def on(trial: Trial, keep: npt.NDArray[np.bool_]) -> Trial:
    """Return a trial with some of its matches only."""
    return replace(trial, rows=trial.rows[keep])


def fivethirtyeight(folder: Path) -> dict[str, Any]:
    """Compare with FiveThirtyEight on the matches of 2017-19 that both know."""
    trial = trial_of_facts(dt.date(2017, 1, 1), dt.date(2019, 12, 31), DOMESTIC)
    said, unknown = published(folder)
    results = trial.results
    theirs = np.full((len(trial.rows), 3), np.nan)
    for k, row in enumerate(trial.rows):
        pair = (results.clubs[results.home[row]], results.clubs[results.away[row]])
        near = [(abs(day - results.date[row]), chance) for day, chance in said.get(pair, ())]
        if near and min(near)[0] <= np.timedelta64(1, "D"):
            theirs[k] = min(near)[1]
    there = ~np.isnan(theirs[:, 0])
    total = sum(len(found) for found in said.values())
    words = (
        f"Probabilities published before the matches of 2017-19, which rest on expected goals too; {there.sum():,} of "
        f"their {total:,} matches with three outcomes are in the facts within a day. "
        "Ours chose its settings on years that include these."
    )
    if unknown:
        say(f"clubs not known by name: {', '.join(sorted(unknown))}")
    return compared("FiveThirtyEight", words, "fivethirtyeight", theirs[there], on(trial, there))


Said = dict[tuple[str, str], list[tuple[np.datetime64, tuple[float, float, float]]]]


def published(folder: Path) -> tuple[Said, set[str]]:
    """Return day and probabilities by pair of clubs, and the names of clubs that are not known."""
    said: Said = {}
    unknown: set[str] = set()
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                # Of a play-off in a single match they say who goes on, not how the 90 minutes end.
                if row["league"] not in LEAGUES or not row["prob1"] or float(row["probtie"] or 0) == 0:
                    continue
                countries = LEAGUES[row["league"]][1]
                names = [row[side] for side in ("team1", "team2")]
                clubs = [CALLED.get(name) or find_club(name, countries) for name in names]
                lost = {name for name, club in zip(names, clubs, strict=True) if isinstance(club, Problem)}
                unknown |= lost
                if lost:
                    continue
                chance = np.array([float(row[name]) for name in ("prob1", "probtie", "prob2")])
                chance /= chance.sum()
                entry = (np.datetime64(row["date"], "D"), tuple(chance.tolist()))
                said.setdefault((str(clubs[0]), str(clubs[1])), []).append(entry)
    return said, unknown


def dixon_coles() -> dict[str, Any]:
    """Compare with the library's model, fitted anew every Monday to the last years of each league alone."""
    penaltyblog = importlib.import_module("penaltyblog")
    trial = trial_of_facts(dt.date(2022, 1, 1), dt.date(2025, 12, 31), DOMESTIC)
    theirs = np.full((len(trial.rows), 3), np.nan)
    newcomers = 0
    for rows, week in weekly(trial):
        newcomers += fit_and_say(penaltyblog, trial, rows, week, theirs)
    words = (
        f"penaltyblog {penaltyblog.__version__}, each league alone, weights that halve in {np.log(2) / XI:.0f} days, "
        f"the results of {WINDOW_YEARS} years, fitted anew every Monday. {newcomers} matches of clubs without a result "
        "in that time get the shares of home wins, drawn matches and away wins in the same results."
    )
    return compared("Dixon-Coles for each league alone", words, "dixon-coles", theirs, trial)


def weekly(trial: Trial) -> Iterator[tuple[npt.NDArray[np.int64], int]]:
    """Yield the numbers of the trial's matches of one league and week, and the week."""
    played_in, weeks = trial.played_in, trial.weeks
    for number, name in enumerate(trial.competitions):
        say(f"dixon-coles: {name}")
        for week in np.unique(weeks[played_in == number]):
            yield np.flatnonzero((played_in == number) & (weeks == week)), int(week)


def fit_and_say(library: Any, trial: Trial, numbers: npt.NDArray[np.int64], week: int, theirs: FloatArray) -> int:
    """Fit to the results before a week and fill in its matches; return how many had a club without results."""
    results = trial.results
    league = results.competition[trial.rows[numbers[0]]]
    age = (results.date[trial.rows[numbers]].min() - results.date).astype(np.int64)
    past = results.take(
        (results.competition == league) & (weeks_of(results.date) < week) & (age <= 365.25 * WINDOW_YEARS)
    )
    home, away = ([past.clubs[k] for k in side] for side in (past.home, past.away))
    days = [day.astype(dt.date) for day in past.date]
    weights = library.models.dixon_coles_weights(days, XI)
    model = library.models.DixonColesGoalModel(past.goals_home.tolist(), past.goals_away.tolist(), home, away, weights)
    model.fit()
    shares = np.bincount(1 - np.sign(past.goals_home - past.goals_away), minlength=3) / len(past)
    seen, newcomers = {*home, *away}, 0
    for number in numbers:
        row = trial.rows[number]
        pair = [results.clubs[side[row]] for side in (results.home, results.away)]
        if set(pair) <= seen:
            chance = np.array(model.predict(*pair).home_draw_away)
        else:
            chance, newcomers = shares, newcomers + 1
        theirs[number] = chance / chance.sum()
    return newcomers


def store(parts: Sequence[Mapping[str, Any]]) -> None:
    """Write what was measured beside the parts measured before."""
    from cupwright import __version__
    from cupwright.data.store import facts_hash

    kept = json.loads(STORE.read_text("utf-8"))["parts"] if STORE.exists() else []
    titles = {part["title"] for part in parts}
    data = {
        "made_on": str(dt.datetime.now(dt.UTC).date()),
        "version": __version__,
        "facts_hash": facts_hash(),
        "parts": sorted([*parts, *(part for part in kept if part["title"] not in titles)], key=lambda p: p["title"]),
    }
    STORE.parent.mkdir(exist_ok=True)
    STORE.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(words: Sequence[str]) -> int:
    """Measure what is asked for, and print what is stored."""
    wanted = set(words)
    if wanted - {"fivethirtyeight", "dixon-coles"}:
        say("python benchmarks/bench_forecasts.py [fivethirtyeight] [dixon-coles]")
        return 2
    parts = []
    if "fivethirtyeight" in wanted:
        raw = os.environ.get("CUPWRIGHT_RAW")
        folder = Path(raw or "") / "raw" / "fivethirtyeight-spi"
        if not raw or not folder.is_dir():
            say("CUPWRIGHT_RAW must name the folder that holds raw/fivethirtyeight-spi")
            return 2
        parts.append(fivethirtyeight(folder))
    if "dixon-coles" in wanted:
        try:
            parts.append(dixon_coles())
        except ImportError:
            say("penaltyblog is not installed: pip install penaltyblog")
            return 2
    if parts:
        store(parts)
    for part in json.loads(STORE.read_text("utf-8"))["parts"]:
        print(part["title"])
        for row in part["results"]:
            print(f"  {row['competition']:<14} {row['model']:<16} {row['matches']:>6,} {row['rps']['mean']:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
