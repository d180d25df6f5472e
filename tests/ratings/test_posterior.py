"""What the ratings say: a case done by hand, and laws that any data must obey."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import brentq

from cupwright.errors import CupwrightError
from cupwright.ratings import ClubPlace, Ratings, RatingSettings, Results, fit
from cupwright.ratings.inputs import field_of
from cupwright.ratings.newton import maximise
from cupwright.ratings.static import system_of
from tests.ratings.world import SETTINGS, UNTIL, World, world


@pytest.fixture(scope="module")
def small() -> World:
    return world()


@pytest.fixture(scope="module")
def ratings(small: World) -> Ratings:
    return fit(small.results, small.clubs, SETTINGS, UNTIL)


def with_score(results: Results, row: int, goals_home: int) -> Results:
    goals = results.goals_home.copy()
    goals[row] = goals_home
    return replace(results, goals_home=goals)


def test_by_hand() -> None:
    """Everything held but the goal level of one competition: ten goals in four matches on neutral ground.

    Then the posterior of the level x is that of a Poisson sum with mean 8 exp(x) and a normal prior of mean
    0.2 and variance 1 + 0.15 ** 2; its precision at the mode is 8 exp(x) plus that of the prior.
    """
    results = Results.of(
        ["2020-01-01"] * 4,
        ["cup"] * 4,
        ["a", "b", "a", "b"],
        ["b", "a", "b", "a"],
        [2, 0, 1, 3],
        [1, 0, 2, 1],
        [True] * 4,
    )
    held = RatingSettings(
        attack_sd=1e-5, defence_sd=1e-5, country_sd=1e-5, confederation_sd=1e-5, home_sd=1e-5, rho_mean=0.0, rho_sd=1e-6
    )
    places = {club: ClubPlace("ONE", "CONMEBOL") for club in "ab"}
    ratings = fit(results, places, held, "2020-01-01")
    variance = 1 + 0.15**2
    mode = brentq(lambda x: 10 - 8 * np.exp(x) - (x - 0.2) / variance, -2, 2)
    level = ratings.posterior.forms(np.array([ratings.posterior.level(0)]))
    mean, sd = level.weighted(np.ones(1))
    assert mean == pytest.approx(mode, abs=1e-6)
    assert sd == pytest.approx((8 * np.exp(mode) + 1 / variance) ** -0.5, abs=5e-5)


def test_it_comes_to_rest(ratings: Ratings, small: World) -> None:
    assert ratings.convergence.decrement < 1e-9
    assert 0 < ratings.convergence.steps < 20
    assert ratings.convergence.matches == len(small.results)


def test_same_fit_twice(ratings: Ratings, small: World) -> None:
    again = fit(small.results, small.clubs, SETTINGS, UNTIL)
    assert np.array_equal(ratings.posterior.mean, again.posterior.mean)
    assert np.array_equal(ratings.posterior.root, again.posterior.root)


def test_order_of_results_does_not_matter(ratings: Ratings, small: World) -> None:
    shuffled = small.results.take(np.random.default_rng(0).permutation(len(small.results)))
    again = fit(shuffled, small.clubs, SETTINGS, UNTIL)
    assert again.posterior.mean == pytest.approx(ratings.posterior.mean, abs=1e-6)


@pytest.mark.parametrize("row", [3, 77, -70, -12])
def test_a_bigger_win_never_earns_less(small: World, row: int) -> None:
    """Each goal more raises the winner's attack and lowers the loser's defence, in the block it counts most for."""
    results, day = small.results, np.datetime64(UNTIL)
    recent = (day - results.date[row]).astype(int) < SETTINGS.half_life_days
    era = int((day - results.date[row]).astype(int) // (365.25 * SETTINGS.era_years))
    attack, defence = [], []
    for goals in range(results.goals_away[row] + 1, results.goals_away[row] + 5):
        changed = with_score(results, row, goals)
        system = system_of(changed, field_of(changed, small.clubs, SETTINGS), SETTINGS, day)
        number = 0 if recent else 1 + era
        layout, block = system.likelihoods[number].layout, system.likelihoods[number].block
        own = maximise(system).state.own[number]
        attack.append(layout.part(own, "attack")[block.clubs == results.home[row]][0])
        defence.append(layout.part(own, "defence")[block.clubs == results.away[row]][0])
    assert (np.diff(attack) > 0).all()
    assert (np.diff(defence) < 0).all()


def test_links_narrow_the_gap(small: World, ratings: Ratings) -> None:
    """More links between confederations, less doubt; without any, next to nothing is known."""
    sd = {
        links: fit(small.results, small.clubs, replace(SETTINGS, links=links), UNTIL).gap()[1]
        for links in ("direct+bridge", "direct", "none")
    }
    assert sd["direct+bridge"] < sd["direct"] < sd["none"]
    assert sd["none"] > 1.2
    assert ratings.gap()[1] == sd["direct+bridge"]


def test_which_links_count(small: World) -> None:
    """Fourteen matches between the two home confederations and as many with the third, in seven years."""
    used = {
        links: fit(small.results, small.clubs, replace(SETTINGS, links=links), UNTIL).convergence.matches
        for links in ("direct+bridge", "direct", "none")
    }
    assert used == {"direct+bridge": len(small.results), "direct": used["none"] + 14, "none": len(small.results) - 28}


def test_drift_widens_the_gap(small: World) -> None:
    """Old links say less when confederations may have moved since."""
    old = small.results.take((small.results.date < np.datetime64("2017-01-01")) | (small.results.home % 4 > 1))
    sds = [
        fit(old, small.clubs, replace(SETTINGS, confederation_drift=drift), UNTIL).gap()[1] for drift in (0.0, 0.1, 0.4)
    ]
    assert sds == sorted(sds)
    assert sds[2] > 1.2 * sds[0]


def test_doubt_grows_while_a_club_does_not_play(small: World) -> None:
    """The later the date of the rating, the wider; in the end as wide as for a club never seen."""
    sds = []
    for year in (2020, 2022, 2025):
        drawn = fit(small.results, small.clubs, SETTINGS, dt.date(year, 12, 31))
        strengths = drawn.strengths(["one-0", "one-1"], "one-a", 4000, 1)
        sds.append(float((strengths.attack[:, 0] - strengths.attack[:, 1]).std()))
        assert drawn["one-0"].last_match is not None
        assert drawn["one-0"].last_match.year == 2020
    assert sds[0] < sds[1] < sds[2] < np.sqrt(2) * SETTINGS.attack_sd * 1.05


def test_unseen_club_stands_at_its_countrys_mean(ratings: Ratings) -> None:
    unseen = ratings["one-unseen"]
    assert not unseen.rated
    assert unseen.last_match is None
    others = ratings.of([f"one-{number}" for number in range(4)])
    assert all(other.rated for other in others)
    assert min(o.mean for o in others) < unseen.mean < max(o.mean for o in others)
    assert unseen.sd > max(o.sd for o in others)


def test_second_tier_clubs_start_lower(ratings: Ratings) -> None:
    """A club's start falls with the share of its league matches below the first tier."""
    start = dict(zip(ratings.field.clubs, ratings.field.start, strict=True))
    assert start["one-0"] == 0
    assert SETTINGS.second_tier_start < start["two-3"] < 0


def test_interval(ratings: Ratings) -> None:
    rating = ratings["tre-0"]
    low, high = rating.interval(0.9)
    assert high - low == pytest.approx(2 * 1.6448536 * rating.sd, rel=1e-6)
    assert (low + high) / 2 == pytest.approx(rating.mean)
    with pytest.raises(CupwrightError, match="between 0 and 1"):
        rating.interval(1.0)


def test_leagues_are_compared_both_ways(ratings: Ratings) -> None:
    there, back = ratings.league_gap("ONE", "TRE"), ratings.league_gap("TRE", "ONE")
    assert there[0] == pytest.approx(-back[0])
    assert there[1] == pytest.approx(back[1])


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda r: r["one-9"], "one-9"),
        (lambda r: r.of(["nobody", "one-0", "noone"]), "noone"),
        (lambda r: r.league_gap("ONE", "ZZZ"), "ZZZ"),
        (lambda r: r.strengths(["one-0"], "one-a", 0, 1), "0 draws"),
    ],
)
def test_wrong_questions(ratings: Ratings, ask: object, words: str) -> None:
    with pytest.raises(CupwrightError, match=words):
        ask(ratings)  # type: ignore[operator]


def test_wrong_data(small: World) -> None:
    with pytest.raises(CupwrightError, match="no result between"):
        fit(small.results, small.clubs, SETTINGS, dt.date(2010, 1, 1))
    with pytest.raises(CupwrightError, match="have no country"):
        fit(small.results, {"one-0": ClubPlace("ONE", "CONMEBOL")}, SETTINGS, UNTIL)
    with pytest.raises(CupwrightError, match="a club plays itself: 2020-01-01 a 1-0 a"):
        Results.of(["2020-01-01"], ["cup"], ["a"], ["a"], [1], [0])
    with pytest.raises(CupwrightError, match="goals are negative"):
        Results.of(["2020-01-01"], ["cup"], ["a"], ["b"], [1], [-1])
    with pytest.raises(CupwrightError, match="`away` has shape"):
        Results.of(["2020-01-01"], ["cup"], ["a"], ["b", "c"], [1], [1])


def test_wrong_settings_are_all_named() -> None:
    with pytest.raises(CupwrightError) as caught:
        RatingSettings(links="some", attack_sd=0, half_life_days=-1)  # type: ignore[arg-type]
    assert len(caught.value.problems) == 3
    assert RatingSettings.read(SETTINGS.describe()) == SETTINGS
