"""The daily filter: its slow twin, the laws that any data must obey, and what it says when numbers fail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cupwright.errors import CupwrightError
from cupwright.ratings import ClubPlace, Ratings, Results, fit
from cupwright.ratings.models import model_named
from cupwright.ratings.newton_day import NoModeError, day_mode
from cupwright.ratings.posterior import Forms
from tests.ratings.filter_twin import filtered
from tests.ratings.world import SETTINGS, UNTIL, world

SMALL = world()
END = np.datetime64(UNTIL)
SETTLED = np.flatnonzero(SMALL.results.date >= np.datetime64("2017-01-01"))
DYNAMIC = replace(SETTINGS, model="dynamic")
few = hypothesis_settings(max_examples=15, deadline=None)


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    return fit(SMALL.results, SMALL.clubs, DYNAMIC, UNTIL)


def short() -> Results:
    """Return the last year and a half of the small world: enough for the laws, and quick."""
    return SMALL.results.take(SMALL.results.date >= np.datetime64("2019-07-01"))


def rated(results: Results, clubs: dict[str, ClubPlace] | None = None) -> Ratings:
    return fit(results, clubs or SMALL.clubs, DYNAMIC, UNTIL)


def with_legs(results: Results) -> Results:
    """Return the results with every fifth match a leg of a tie."""
    number = np.arange(len(results)) // 5
    leg = np.where(np.arange(len(results)) % 5 == 0, 1 + number % 2, 0)
    return replace(results, leg=leg, lead=np.where(leg == 2, number % 7 - 3, 0))


@pytest.mark.parametrize(("back", "half_life"), [(False, 800.0), (True, 20.0)])
def test_twin_agrees(back: bool, half_life: float) -> None:
    """Mean and covariance of every club's strength and home advantage; with a club that was away for years and comes
    back, and with clubs that change so fast that their coordinates are measured anew. Some matches are legs of ties."""
    results = with_legs(SMALL.results)
    away = (results.date > np.datetime64("2015-12-31")) & (results.date < np.datetime64("2020-01-01"))
    three = results.clubs.index("for-3")
    if back:
        results = results.take(~(away & ((results.home == three) | (results.away == three))))
    chosen = replace(DYNAMIC, league_paces=(("tre-a", 0.8, half_life, 300.0),))
    fast = fit(results, SMALL.clubs, chosen, UNTIL)
    at, mean, cov = filtered(results, SMALL.clubs, chosen, END)
    names = [name for name in fast if fast.field.position[fast.field.clubs.index(name)] >= 0]
    assert len(names) == 16
    numbers = np.array([fast.field.clubs.index(name) for name in names])
    forms = fast.posterior.strengths(fast.field, numbers, END)
    own = fast.posterior.forms(2 * fast.posterior.clubs + fast.field.host[numbers])
    rows = np.concatenate([forms.attack.rows, forms.defence.rows, own.rows])
    means = np.concatenate([forms.attack.mean, forms.defence.mean, own.mean])
    sums = np.zeros((3 * len(names), len(mean)))
    for k, (kind, name) in enumerate([(kind, name) for kind in ("attack", "defence", "own home") for name in names]):
        place = SMALL.clubs[name]
        sums[k, at[kind, name]] = 1.0
        if kind != "own home":
            sums[k, at["country", place.country]] = sums[k, at["confederation", place.confederation]] = 1.0
    assert means == pytest.approx(sums @ mean, abs=1e-5)
    assert rows @ rows.T == pytest.approx(sums @ cov @ sums.T, abs=1e-4)
    altitude = fast.posterior.forms(np.array([fast.posterior.altitude]))
    assert altitude.mean[0] == pytest.approx(mean[at["altitude", ""]], abs=1e-5)
    for name in fast.competitions:
        number = fast.competitions.index(name)
        for kind, position in (("level", fast.posterior.level(number)), ("home", fast.posterior.home(number))):
            form = fast.posterior.forms(np.array([position]))
            assert form.mean[0] == pytest.approx(mean[at[kind, name]], abs=1e-5)
            assert np.sum(form.rows**2) == pytest.approx(cov[at[kind, name], at[kind, name]], abs=1e-4)


def test_one_pass_serves_many_days(ratings: Ratings) -> None:
    """Ratings on the way are those of a pass that ends there."""
    days = [np.datetime64(day) for day in ("2016-05-05", "2018-01-01", str(UNTIL))]
    for day, found in zip(days, model_named("dynamic").walk(SMALL.results, SMALL.clubs, DYNAMIC, days), strict=True):
        alone = fit(SMALL.results, SMALL.clubs, DYNAMIC, str(day))
        assert found.until == day
        assert found.model == "dynamic"
        assert found.convergence.matches == alone.convergence.matches
        one, other = (np.array([(r.mean, r.sd) for r in x.of(list(x))]) for x in (found, alone))
        assert one == pytest.approx(other, abs=2e-5)
    assert found.of(list(found)) == ratings.of(list(ratings))


def test_a_leg_is_forecast_as_one() -> None:
    """Of the same fixture, once as no leg and once as each of the legs: three effects, each as it was learnt."""
    results = with_legs(SMALL.results)
    fewer = replace(results, goals_home=np.where(results.leg == 1, 0, results.goals_home))
    row = np.array([int(np.flatnonzero(results.leg == 1)[-1])])
    chosen = replace(DYNAMIC, leg_sd=1.0)

    def expected(leg: int, lead: int) -> float:
        given = replace(fewer, leg=fewer.leg.copy(), lead=fewer.lead.copy())
        given.leg[row], given.lead[row] = leg, lead
        return float(model_named("dynamic").forecast(given, SMALL.clubs, chosen, row).rates[0, 0])

    first, second, behind = expected(1, 0), expected(2, 1), expected(2, -1)
    assert first < expected(0, 0) / 2
    assert expected(2, 0) == expected(2, 3) == second != behind == expected(2, -3)


def test_a_club_that_is_better_on_its_ground_has_a_home_advantage_of_its_own(ratings: Ratings) -> None:
    """One goal more for itself at home and for its hosts abroad: its own ground says so, and no other."""
    results, club = SMALL.results, SMALL.results.clubs.index("one-1")
    own = (results.home == club) | (results.away == club)
    better = rated(replace(results, goals_home=results.goals_home + (own & ~results.neutral)))
    names = [name for name in SMALL.clubs if better[name].rated]

    def grounds(found: Ratings) -> Forms:
        return found.posterior.forms(2 * found.posterior.clubs + found.field.host[found.numbers(names)])

    gained = dict(zip(names, grounds(better).mean - grounds(ratings).mean, strict=True))
    assert gained.pop("one-1") > 0.02 > max(gained.values())
    assert (np.sum(grounds(better).rows ** 2, axis=1) < SETTINGS.home_sd**2).all()
    for found in (ratings, better):
        assert found.strengths(["one-1"], "one-a", 20_000, 1).home.mean() == pytest.approx(
            grounds(found).mean[names.index("one-1")]
            + found.posterior.mean[found.posterior.home(found.competitions.index("one-a"))],
            abs=0.01,
        )


def test_days_together_are_learnt_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many days are taken together changes nothing; nor do matches that are forecast and not learnt."""
    from cupwright.ratings import daily

    rows = np.flatnonzero(SMALL.results.date >= np.datetime64("2016-06-01"))[::3]
    chosen = replace(DYNAMIC, links="none")

    def found() -> np.ndarray:
        return model_named("dynamic").forecast(with_legs(SMALL.results), SMALL.clubs, chosen, rows).probabilities

    together = found()
    monkeypatch.setattr(daily, "_MOST_MATCHES", 0)
    assert together == pytest.approx(found(), abs=1e-9)


def test_moments_of_draws(ratings: Ratings) -> None:
    """Draws have the mean and the covariance of the posterior, between clubs of different confederations too."""
    names = ["one-0", "tre-1", "two-3", "one-unseen"]
    drawn = ratings.strengths(names, "guests", 40_000, 3)
    numbers = ratings.numbers(names)
    forms = ratings.posterior.strengths(ratings.field, numbers, END)
    rows = np.concatenate([forms.attack.rows, forms.defence.rows])
    values = np.concatenate([drawn.attack, drawn.defence], axis=1)
    own = np.zeros((8, 8))
    cross = SETTINGS.attack_defence_correlation * SETTINGS.attack_sd * SETTINGS.defence_sd
    own[3, 3], own[7, 7], own[3, 7], own[7, 3] = SETTINGS.attack_sd**2, SETTINGS.defence_sd**2, cross, cross
    assert forms.fading.tolist() == [0, 0, 0, 1]
    sd = np.sqrt(np.diag(rows @ rows.T + own))
    assert np.abs(values.mean(axis=0) - np.concatenate([forms.attack.mean, forms.defence.mean])).max() < 0.03
    assert np.abs((np.cov(values.T) - rows @ rows.T - own) / np.outer(sd, sd)).max() < 0.03
    assert drawn.rho == pytest.approx(np.full(40_000, SETTINGS.filter_rho))


@few
@given(row=st.integers(0, len(SETTLED) - 1), more=st.integers(1, 6))
def test_a_bigger_win_never_lowers_a_club(row: int, more: int) -> None:
    """Goals added to the winner: at the end of the day it is not rated lower, nor its opponent higher.

    Of matches from the fourth year on. In the first ones, with twelve matches a year, no one knows how many goals a
    competition has; there a high score may say that goals are cheap, and so that a club's earlier single goal was
    worth little.
    """
    at, results = int(SETTLED[row]), SMALL.results
    home = results.goals_home[at] >= results.goals_away[at]
    side = "goals_home" if home else "goals_away"
    goals = getattr(results, side).copy()
    goals[at] += more
    day = str(results.date[at])
    before, after = (fit(x, SMALL.clubs, DYNAMIC, day) for x in (results, replace(results, **{side: goals})))
    winner, loser = (results.home, results.away) if home else (results.away, results.home)
    for club, sign in ((results.clubs[winner[at]], 1), (results.clubs[loser[at]], -1)):
        assert sign * (after[club].mean - before[club].mean) > -1e-5


@few
@given(seed=st.integers(0, 2**32 - 1))
def test_swapping_sides_mirrors(seed: int) -> None:
    """On neutral ground it does not matter who is named first."""
    results = replace(short(), neutral=np.ones(len(short()), bool))
    swap = np.random.default_rng(seed).random(len(results)) < 0.5
    mirrored = replace(
        results,
        home=np.where(swap, results.away, results.home),
        away=np.where(swap, results.home, results.away),
        goals_home=np.where(swap, results.goals_away, results.goals_home),
        goals_away=np.where(swap, results.goals_home, results.goals_away),
    )
    one, other = (np.array([(r.mean, r.sd) for r in x.of(list(x))]) for x in (rated(results), rated(mirrored)))
    assert one == pytest.approx(other, abs=2e-5)


def test_swapping_sides_mirrors_a_forecast() -> None:
    results = SMALL.results
    row = np.array([int(np.flatnonzero(results.neutral)[-1])])
    first = results.date == results.date[row]
    swapped = replace(
        results,
        home=np.where(first, results.away, results.home),
        away=np.where(first, results.home, results.away),
    )
    one, other = (model_named("dynamic").forecast(x, SMALL.clubs, DYNAMIC, row) for x in (results, swapped))
    assert one.probabilities[0] == pytest.approx(other.probabilities[0][::-1], abs=1e-4)
    assert one.rates[0] == pytest.approx(other.rates[0][::-1])


@few
@given(order=st.permutations(sorted(SMALL.clubs)))
def test_names_of_clubs_do_not_matter(order: list[str]) -> None:
    results, new = short(), dict(zip(sorted(SMALL.clubs), order, strict=True))
    renamed = rated(
        replace(results, clubs=tuple(new[name] for name in results.clubs)),
        {new[name]: place for name, place in SMALL.clubs.items()},
    )
    plain = rated(results)
    for name in SMALL.clubs:
        assert renamed[new[name]].mean == pytest.approx(plain[name].mean, abs=2e-5)
        assert renamed[new[name]].sd == pytest.approx(plain[name].sd, abs=2e-5)


def test_links_narrow_the_gap() -> None:
    sd = {
        links: fit(SMALL.results, SMALL.clubs, replace(DYNAMIC, links=links), UNTIL).gap()[1]
        for links in ("direct+bridge", "direct", "none")
    }
    assert sd["direct+bridge"] < sd["direct"] < sd["none"]
    assert sd["none"] > 1.2


def test_a_club_that_stopped_leaves() -> None:
    """Three years after its last match a club stands at its country's mean, with the doubt of the prior."""
    later = fit(SMALL.results, SMALL.clubs, DYNAMIC, "2024-06-30")
    assert not later["one-0"].rated
    assert later["one-0"].mean == pytest.approx(later["one-unseen"].mean, abs=1e-9)
    soon = fit(SMALL.results, SMALL.clubs, DYNAMIC, "2022-06-30")
    now = fit(SMALL.results, SMALL.clubs, DYNAMIC, UNTIL)
    assert now["one-0"].sd < soon["one-0"].sd < later["one-0"].sd


def test_extreme_scores_are_found_not_skipped() -> None:
    """A wide prior and ninety goals: full steps of Newton's method would jump out of reach."""
    goals = np.array([90.0, 0.0])
    mode = day_mode(np.zeros(2), 9 * np.eye(2), goals, np.ones(2))
    eta = 9 * mode.weights
    assert goals - np.exp(eta) - eta / 9 == pytest.approx(np.zeros(2), abs=1e-6)
    with pytest.raises(NoModeError, match="positive definite"):
        day_mode(np.zeros(2), np.array([[-20.0, 0], [0, 1]]), goals, np.ones(2))
    with pytest.raises(NoModeError):
        day_mode(np.array([np.nan, 0.0]), np.eye(2), goals, np.ones(2))


def test_a_failure_names_the_day_and_the_matches(monkeypatch: pytest.MonkeyPatch) -> None:
    from cupwright.ratings import batch

    def fails(*_: object) -> None:
        raise NoModeError("Newton's method still moves")

    monkeypatch.setattr(batch, "day_mode", fails)
    with pytest.raises(CupwrightError) as caught:
        rated(short())
    first = short().date.min()
    assert f"fails on {first}" in str(caught.value)
    assert str(first) in caught.value.problems[0].facts[0]
    with pytest.raises(CupwrightError, match="no result between"):
        fit(SMALL.results, SMALL.clubs, DYNAMIC, "2010-01-01")
