"""The registry of models, and what every model must keep to: earlier days only, whatever the order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cupwright.errors import CupwrightError
from cupwright.ratings import Results, fit
from cupwright.ratings.match_rates import forecasts_of
from cupwright.ratings.models import MODELS, model_named, model_names
from tests.ratings.world import SETTINGS, UNTIL, world

SMALL = world(size=6)
NAMES = ("base-rates", "dynamic", "elo", "static")
CUT = np.datetime64("2019-01-01")


def rows() -> np.ndarray:
    """Return the matches of the last two years but the last of all."""
    order = np.argsort(SMALL.results.date, kind="stable")
    return order[SMALL.results.date[order] >= CUT][:-1]


def test_all_are_found() -> None:
    assert set(NAMES) <= set(model_names())
    for name in NAMES:
        assert model_named(name).name == name
        assert MODELS[name].title
    with pytest.raises(CupwrightError, match="dynamic"):
        model_named("dynamical")


@pytest.mark.parametrize("name", NAMES)
def test_forecasts_are_chances(name: str) -> None:
    found = model_named(name).forecast(SMALL.results, SMALL.clubs, SETTINGS, rows())
    assert found.probabilities.shape == (len(rows()), 3)
    assert found.rates.shape == found.rate_sd.shape == (len(rows()), 2)
    assert (found.probabilities > 0).all()
    assert found.probabilities.sum(axis=1) == pytest.approx(np.ones(len(rows())))
    if name in ("static", "dynamic"):
        assert (found.rates > 0).all()
        assert (found.rate_sd > 0).all()
    none = model_named(name).forecast(SMALL.results, SMALL.clubs, SETTINGS, rows()[:0])
    assert none.probabilities.shape == (0, 3)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_later_is_looked_at(name: str) -> None:
    """Other scores of the same day and of all later days change no forecast; an earlier one changes it."""
    model, results = model_named(name), SMALL.results
    one = np.array([rows()[len(rows()) // 2]])
    before = model.forecast(results, SMALL.clubs, SETTINGS, one)
    later = results.date >= results.date[one]
    planted = replace(results, goals_home=np.where(later, 9, results.goals_home), weight=np.ones(len(results)))
    plain = model.forecast(replace(results, weight=np.ones(len(results))), SMALL.clubs, SETTINGS, one)
    after = model.forecast(planted, SMALL.clubs, SETTINGS, one)
    assert after.probabilities == pytest.approx(plain.probabilities, abs=1e-12)
    assert after.rates == pytest.approx(plain.rates, abs=1e-12, nan_ok=True)
    earlier = replace(results, goals_home=np.where(later, results.goals_home, results.goals_home + 2))
    assert model.forecast(earlier, SMALL.clubs, SETTINGS, one).probabilities != pytest.approx(before.probabilities)


@pytest.mark.parametrize("name", NAMES)
def test_a_planted_future_match_changes_nothing(name: str) -> None:
    """More matches, not only other scores: of the future, between any two clubs, in a new competition."""
    model, results = model_named(name), SMALL.results
    before = model.forecast(results, SMALL.clubs, SETTINGS, rows())
    last = results.date[rows()].max()
    planted = Results(
        results.clubs,
        (*results.competitions, "new"),
        np.concatenate([results.date, [last + 1, last + 1]]),
        np.concatenate([results.competition, [len(results.competitions), 0]]),
        np.concatenate([results.home, [0, 3]]),
        np.concatenate([results.away, [9, 12]]),
        np.concatenate([results.goals_home, [9, 0]]),
        np.concatenate([results.goals_away, [0, 9]]),
        np.concatenate([results.neutral, [False, True]]),
        np.concatenate([results.weight, [1.0, 1.0]]),
        np.concatenate([results.leg, [2, 1]]),
        np.concatenate([results.lead, [-3, 0]]),
    )
    after = model.forecast(planted, SMALL.clubs, SETTINGS, rows())
    assert after.probabilities == pytest.approx(before.probabilities, abs=1e-9)
    assert after.rates == pytest.approx(before.rates, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_asked_for_do_not_matter(name: str) -> None:
    """Alone or among others, in any order: the same forecast; the static fit of a month has one eve."""
    model = model_named(name)
    if name in ("static", "elo"):
        model = type(model)(refit_days=1)  # type: ignore[call-arg]
    some = rows()[[20, 3, 11]]
    among = model.forecast(SMALL.results, SMALL.clubs, SETTINGS, some).probabilities
    for row, chances in zip(some, among, strict=True):
        alone = model.forecast(SMALL.results, SMALL.clubs, SETTINGS, np.array([row])).probabilities
        assert alone[0] == pytest.approx(chances, abs=1e-9)


@pytest.mark.parametrize("name", ["base-rates", "elo"])
def test_models_without_a_posterior_say_so(name: str) -> None:
    with pytest.raises(CupwrightError, match=r"error\[model\].*no joint doubt"):
        fit(SMALL.results, SMALL.clubs, SETTINGS, UNTIL, model=name)


@pytest.mark.parametrize("name", ["static", "dynamic"])
def test_strength_and_forecast_say_the_same(name: str) -> None:
    """A forecast on the eve, and the mean over draws of strengths of the same eve."""
    from cupwright.ratings.scoring import outcome_probabilities

    model, results = model_named(name), SMALL.results
    if name == "static":
        model = type(model)(refit_days=1)  # type: ignore[call-arg]
    for row in rows()[[5, 25, 40]]:
        (ratings,) = model.walk(results, SMALL.clubs, SETTINGS, [results.date[row] - np.timedelta64(1, "D")])
        home, away = results.clubs[results.home[row]], results.clubs[results.away[row]]
        drawn = ratings.strengths([home, away], results.competitions[results.competition[row]], 20_000, 1)
        rates = drawn.log_rates(0, 1, neutral=bool(results.neutral[row]))
        found = model.forecast(results, SMALL.clubs, SETTINGS, np.array([row]))
        assert found.probabilities[0] == pytest.approx(outcome_probabilities(*rates, drawn.rho).mean(axis=0), abs=0.006)
        assert found.rates[0] == pytest.approx([np.exp(rate).mean() for rate in rates], rel=0.02)
        assert found.rate_sd[0] == pytest.approx([rate.std() for rate in rates], rel=0.03)


@pytest.mark.parametrize("rho", [-0.3, -0.08, 0.0, 0.2])
def test_any_doubt_gives_chances(rho: float) -> None:
    """However wide the belief, and whatever the correction of low scores."""
    moments = np.array([[0.3, 0.1, 0.02, 0.02, 0.0], [0.3, 0.1, 4.0, 4.0, -3.9], [2.5, -3.0, 0.1, 0.1, 0.0]])
    found = forecasts_of(moments, rho).probabilities
    assert (found > 0).all()
    assert found.sum(axis=1) == pytest.approx(np.ones(3))
    assert found[2, 0] > 0.8
