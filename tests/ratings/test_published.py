"""The published fits of the Premier League 2011/12, found again with priors made flat.

Source of the numbers: README of the R package goalmodel 0.6.4 (J. C. Torvund).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from cupwright.ratings import ClubPlace, Ratings, RatingSettings, Results, fit
from cupwright.ratings.scoring import outcome_probabilities, score_probabilities

TABLE = Path(__file__).with_name("premier_league_2011_12.txt")
ATTACK_DEFENCE = {
    "ARS": (0.36, 0.03), "AVL": (-0.33, -0.01), "BLB": (-0.04, -0.41), "BOL": (-0.09, -0.40), "CHE": (0.23, 0.10),
    "EVE": (-0.04, 0.26), "FUL": (-0.07, 0.01), "LIV": (-0.10, 0.26), "MCI": (0.57, 0.54), "MUN": (0.53, 0.41),
    "NEW": (0.08, 0.01), "NOR": (0.02, -0.25), "QPR": (-0.17, -0.24), "STK": (-0.36, -0.01), "SUN": (-0.14, 0.12),
    "SWA": (-0.16, 0.02), "TOT": (0.24, 0.21), "WBA": (-0.13, 0.00), "WIG": (-0.19, -0.18), "WOL": (-0.22, -0.45),
}  # fmt: skip
POISSON = {
    ("ARS", "FUL"): (0.6197118, 0.2035688, 0.1767195),
    ("MUN", "CHE"): (0.6736194, 0.1843756, 0.142005),
    ("BOL", "LIV"): (0.2612112, 0.2567706, 0.4820183),
}
DIXON_COLES = {
    ("ARS", "FUL"): (0.6114897, 0.226823, 0.1616873),
    ("MUN", "CHE"): (0.6685679, 0.2051373, 0.1262948),
    ("BOL", "LIV"): (0.2522617, 0.2903403, 0.4573981),
}
EXPECTED_GOALS = {
    ("ARS", "FUL"): (2.117914, 1.025718),
    ("MUN", "CHE"): (2.291611, 0.9287833),
    ("BOL", "LIV"): (1.069024, 1.5088061),
}


def season() -> Results:
    _, _, head, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    guests = head.split()
    played = [
        (host, guest, *map(int, score.split("-")))
        for host, *scores in map(str.split, rows)
        for guest, score in zip(guests, scores, strict=True)
        if score != "x"
    ]
    assert len(played) == 380
    home, away, goals_home, goals_away = zip(*played, strict=True)
    return Results.of(["2012-05-13"] * 380, ["eng"] * 380, home, away, goals_home, goals_away)


def flat(rho_sd: float) -> RatingSettings:
    """Priors so wide, or so narrow, that the fit is the plain maximum of the likelihood."""
    return RatingSettings(
        attack_sd=1e3,
        defence_sd=1e3,
        attack_defence_correlation=0.0,
        competition_sd=1e3,
        competition_home_sd=1e3,
        country_sd=1e-4,
        confederation_sd=1e-4,
        home_sd=1e-6,
        rho_mean=0.0,
        rho_sd=rho_sd,
        half_life_days=1e9,
        league_paces=(),
        since=dt.date(2011, 8, 1),
    )


def fitted(rho_sd: float) -> tuple[Ratings, dict[str, float], dict[str, float], float, float, float]:
    """Return the ratings, attack and defence with sum zero, the intercept, the home advantage and rho."""
    results = season()
    ratings = fit(results, {club: ClubPlace("ENG", "UEFA") for club in results.clubs}, flat(rho_sd), "2012-05-13")
    mean, n = ratings.posterior.mean, len(results.clubs)
    attack, defence = mean[:n], mean[n : 2 * n]
    level, edge = mean[ratings.posterior.level(0)], mean[ratings.posterior.home(0)]
    # Here half of the home advantage is taken from the visitor; there all of it is given to the host.
    intercept = level + attack.mean() - defence.mean() - edge / 2
    names = ratings.field.clubs
    return (
        ratings,
        dict(zip(names, attack - attack.mean(), strict=True)),
        dict(zip(names, defence - defence.mean(), strict=True)),
        intercept,
        edge,
        mean[ratings.posterior.altitude + 1],
    )


def log_likelihood(
    attack: dict[str, float], defence: dict[str, float], intercept: float, edge: float, rho: float
) -> float:
    results = season()
    home, away = ([results.clubs[number] for number in side] for side in (results.home, results.away))
    eta_home = np.array([intercept + edge + attack[i] - defence[j] for i, j in zip(home, away, strict=True)])
    eta_away = np.array([intercept + attack[j] - defence[i] for i, j in zip(home, away, strict=True)])
    chance = score_probabilities(eta_home, eta_away, rho, most=30)
    return float(np.log(chance[np.arange(380), results.goals_home, results.goals_away]).sum())


def test_poisson() -> None:
    _, attack, defence, intercept, edge, rho = fitted(rho_sd=1e-7)
    assert edge == pytest.approx(0.2680093, abs=1e-6)
    assert intercept == pytest.approx(0.12507, abs=1e-5)
    assert log_likelihood(attack, defence, intercept, edge, 0.0) == pytest.approx(-1088.991, abs=1e-3)
    assert abs(rho) < 1e-6
    for club, published in ATTACK_DEFENCE.items():
        assert (attack[club], defence[club]) == pytest.approx(published, abs=0.0051)
    for (host, guest), published in POISSON.items():
        eta = intercept + edge + attack[host] - defence[guest], intercept + attack[guest] - defence[host]
        assert outcome_probabilities(*eta, 0.0)[0] == pytest.approx(published, abs=1e-5)


def test_dixon_coles() -> None:
    _, attack, defence, intercept, edge, rho = fitted(rho_sd=1e3)
    assert rho == pytest.approx(-0.1335741, abs=2e-4)
    assert edge == pytest.approx(0.272821, abs=1e-5)
    assert log_likelihood(attack, defence, intercept, edge, rho) == pytest.approx(-1087.3593, abs=1e-3)
    for (host, guest), published in DIXON_COLES.items():
        eta = intercept + edge + attack[host] - defence[guest], intercept + attack[guest] - defence[host]
        assert np.exp(eta) == pytest.approx(EXPECTED_GOALS[host, guest], abs=2e-3)
        assert outcome_probabilities(*eta, rho)[0] == pytest.approx(published, abs=5e-4)


def test_shrinkage_pulls_clubs_together() -> None:
    """With the default spread of clubs the same season gives smaller differences in the same direction."""
    results = season()
    clubs = {club: ClubPlace("ENG", "UEFA") for club in results.clubs}
    ratings = fit(results, clubs, RatingSettings(since=dt.date(2011, 8, 1)), "2012-05-13")
    _, attack, _, _, _, _ = fitted(rho_sd=1e3)
    shrunk = dict(zip(ratings.field.clubs, ratings.posterior.mean[:20], strict=True))
    middle = np.mean(list(shrunk.values()))
    assert 0 < shrunk["MCI"] - middle < attack["MCI"]
    assert attack["STK"] < shrunk["STK"] - middle < 0
