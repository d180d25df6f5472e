"""What one match does to the gap, against fits without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cupwright.errors import CupwrightError
from cupwright.ratings import fit
from cupwright.ratings.influence import Carriers, carriers
from cupwright.ratings.leagues import are_tied
from tests.ratings.world import SETTINGS, UNTIL, World, world

DAY = np.datetime64(UNTIL)
PAIR = ("ONE", "TRE")


@pytest.fixture(scope="module")
def small() -> World:
    return world()


@pytest.fixture(scope="module")
def bearing(small: World) -> np.ndarray:
    results = small.results
    cups = [results.competitions.index(name) for name in ("guests", "world")]
    return np.flatnonzero(np.isin(results.competition, cups))


@pytest.fixture(scope="module")
def found(small: World, bearing: np.ndarray) -> Carriers:
    return carriers(small.results, small.clubs, SETTINGS, DAY, PAIR, bearing)


def test_the_gap_is_that_of_the_ratings(small: World, found: Carriers) -> None:
    assert (found.mean, found.sd) == pytest.approx(
        fit(small.results, small.clubs, SETTINGS, UNTIL).league_gap(*PAIR), abs=1e-4
    )


def test_one_match_left_out_is_a_fit_without_it(small: World, bearing: np.ndarray, found: Carriers) -> None:
    """The weights of the clubs in the mean of their league move a little in the fit, and are held here."""
    for k in range(len(bearing)):
        rest = small.results.take(np.delete(np.arange(len(small.results)), bearing[k]))
        mean, sd = fit(rest, small.clubs, SETTINGS, UNTIL).league_gap(*PAIR)
        assert found.change[k] == pytest.approx(mean - found.mean, abs=0.004 + 0.05 * abs(mean - found.mean))
        assert found.sd_without[k] == pytest.approx(sd, rel=0.01)


def test_many_left_out_are_a_fit_without_them(small: World, bearing: np.ndarray, found: Carriers) -> None:
    cup = small.results.competitions.index("world")
    mask = small.results.competition[bearing] == cup
    mean, sd = fit(small.results.take(small.results.competition != cup), small.clubs, SETTINGS, UNTIL).league_gap(*PAIR)
    assert found.without(mask) == pytest.approx((mean, sd), abs=0.03)
    assert found.without(np.zeros(len(bearing), bool)) == (found.mean, found.sd)


def test_what_the_settings_leave_out_carries_nothing(small: World, bearing: np.ndarray) -> None:
    found = carriers(small.results, small.clubs, replace(SETTINGS, links="direct"), DAY, PAIR, bearing)
    assert len(found.rows) == 14


def test_a_chain_of_matches_ties_two_leagues(small: World) -> None:
    assert are_tied(small.results, small.clubs, SETTINGS, DAY, ("TWO", "TRE"))
    assert not are_tied(small.results, small.clubs, replace(SETTINGS, links="none"), DAY, ("TWO", "TRE"))
    assert are_tied(small.results, small.clubs, replace(SETTINGS, links="none"), DAY, ("TWO", "ONE"))
    assert not are_tied(small.results, small.clubs, replace(SETTINGS, links="direct"), DAY, ("ONE", "FOR"))


def test_a_country_without_results_is_an_error(small: World, bearing: np.ndarray) -> None:
    with pytest.raises(CupwrightError, match="NOW"):
        carriers(small.results, small.clubs, SETTINGS, DAY, ("ONE", "NOW"), bearing)
