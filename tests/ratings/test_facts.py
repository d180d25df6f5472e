"""The ratings of the embedded facts: honest about what links confederations, and no nonsense at the top."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from cupwright.ratings import Ratings, RatingSettings, Results, fit
from cupwright.ratings.scoring import log_loss, outcome_of, outcome_probabilities, rps
from tests.ratings.facts import clubs, results

UNTIL = "2026-01-31"


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    return fit(results(), clubs(), RatingSettings(), UNTIL)


@pytest.fixture(scope="module")
def unlinked() -> Ratings:
    return fit(results(), clubs(), RatingSettings(links="none"), UNTIL)


def test_there_is_enough_to_rate(ratings: Ratings) -> None:
    assert ratings.convergence.matches > 130_000
    assert ratings.convergence.decrement < 1e-9
    assert sum(rating.rated for rating in ratings.of(list(ratings))) > 500


def test_without_links_nothing_is_known_of_the_gap(ratings: Ratings, unlinked: Ratings) -> None:
    """The honesty test: no match between confederations, no knowledge. With them, near other people's measure."""
    for other, published in (("MEX", 0.20), ("USA", 0.31)):
        mean, sd = ratings.league_gap("BRA", other)
        assert mean == pytest.approx(published, abs=0.16)
        assert 0.10 < sd < 0.22
        assert unlinked.league_gap("BRA", other)[1] > 0.5
    inside = ratings.league_gap("BRA", "ARG")[1], unlinked.league_gap("BRA", "ARG")[1]
    assert inside[1] == pytest.approx(inside[0], rel=0.1)


def test_taking_links_away_widens_inter_miami(ratings: Ratings, unlinked: Ratings) -> None:
    linked, alone = (r["inter-miami"].interval() for r in (ratings, unlinked))
    assert alone[1] - alone[0] > 3 * (linked[1] - linked[0])
    flamengo = [r["flamengo"].interval() for r in (ratings, unlinked)]
    assert flamengo[1][1] - flamengo[1][0] < 1.2 * (flamengo[0][1] - flamengo[0][0])


def test_inter_miami_is_not_above_flamengo(ratings: Ratings) -> None:
    """A fit without shrinkage would say so."""
    best = [rating.club for rating in sorted(ratings.of(list(ratings)), key=lambda rating: -rating.mean)]
    assert best.index("flamengo") < best.index("palmeiras") < best.index("toluca") < best.index("inter-miami")


def test_effects_are_where_others_found_them(ratings: Ratings) -> None:
    """Altitude is worth about a tenth in log goals for each km; low scores are a little more often drawn."""
    forms = ratings.posterior.forms(ratings.posterior.altitude + np.arange(2))
    altitude, rho = (forms.weighted(np.eye(2)[k]) for k in range(2))
    assert altitude[0] == pytest.approx(0.097, abs=0.02)
    assert altitude[1] < 0.015
    assert -0.12 < rho[0] < -0.02


def test_leagues_that_stopped_are_in_more_doubt(ratings: Ratings) -> None:
    """Two clubs with nothing but their league: the longer ago it was last seen, the wider."""
    playing, stopped = ratings["tijuana"], ratings["jorge-wilstermann"]
    assert playing.last_match is not None
    assert stopped.last_match is not None
    assert playing.last_match > dt.date(2026, 1, 1) > dt.date(2025, 1, 1) > stopped.last_match
    strengths = ratings.strengths(["tijuana", "puebla", "jorge-wilstermann", "real-tomayapo"], "mex-liga-mx", 1000, 1)
    spread = (strengths.attack[:, 0::2] - strengths.attack[:, 1::2]).std(axis=0)
    assert spread[0] < spread[1]


def test_forecasts_beat_base_rates() -> None:
    """Half a year ahead, without learning on the way, Libertadores and leagues beat the share of outcomes."""
    ratings = fit(results(), clubs(), RatingSettings(), "2023-12-31")
    ahead = results().take(
        (results().date > np.datetime64("2024-01-01"))
        & (results().date < np.datetime64("2024-07-01"))
        & np.isin(
            results().competition, [results().competitions.index(c) for c in ("conmebol-libertadores", "bra-serie-a")]
        )
    )
    assert len(ahead) > 200
    field = tuple(np.unique([ahead.clubs[k] for k in np.concatenate([ahead.home, ahead.away])]))
    drawn = ratings.strengths(field, "conmebol-libertadores", 200, 1)
    forecasts = []
    for row in range(len(ahead)):
        host, visitor = (field.index(ahead.clubs[side[row]]) for side in (ahead.home, ahead.away))
        rates = drawn.log_rates(host, visitor, neutral=bool(ahead.neutral[row]))
        forecasts.append(outcome_probabilities(*rates, drawn.rho).mean(axis=0))
    outcomes = outcome_of(ahead.goals_home, ahead.goals_away)
    shares = np.tile(np.bincount(outcomes) / len(outcomes), (len(outcomes), 1))
    assert rps(forecasts, outcomes).mean() < 0.95 * rps(shares, outcomes).mean()
    assert log_loss(forecasts, outcomes).mean() < log_loss(shares, outcomes).mean()


@pytest.fixture(scope="module")
def few() -> Results:
    """Return the first leagues of three countries, their continents' cups and the world's, from 2010."""
    names = [
        "bra-serie-a",
        "mex-liga-mx",
        "usa-mls",
        "conmebol-libertadores",
        "concacaf-champions",
        "fifa-club-world-cup",
        "fifa-club-world-cup-2025",
        "fifa-intercontinental-cup",
    ]
    numbers = [number for number, name in enumerate(results().competitions) if name in names]
    recent = results().date >= np.datetime64("2010-01-01")
    return results().take(np.isin(results().competition, numbers) & recent)


def test_the_filter_is_honest_about_the_gap_too(few: Results) -> None:
    """The honesty test for the dynamic model, on a share of the facts."""
    linked, unlinked = (
        fit(few, clubs(), RatingSettings(model="dynamic", links=links), UNTIL) for links in ("direct+bridge", "none")
    )
    assert linked.convergence.matches > unlinked.convergence.matches + 100
    for other in ("MEX", "USA"):
        assert 0.1 < linked.league_gap("BRA", other)[1] < 0.4
        assert unlinked.league_gap("BRA", other)[1] > 0.5
    assert unlinked.league_gap("MEX", "USA")[1] == pytest.approx(linked.league_gap("MEX", "USA")[1], rel=0.1)
    wide, narrow = (r["inter-miami"].sd for r in (unlinked, linked))
    assert wide > 2 * narrow
    best = [rating.club for rating in sorted(linked.of(list(linked)), key=lambda rating: -rating.mean)]
    assert best.index("flamengo") < best.index("inter-miami")
    altitude = linked.posterior.forms(np.array([linked.posterior.altitude])).weighted(np.ones(1))
    assert altitude[0] == pytest.approx(0.1, abs=0.05)
