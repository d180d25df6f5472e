"""Draws of strengths: the posterior's mean and covariance, and the same draw whatever else is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest

from cupwright.errors import CupwrightError
from cupwright.football.strengths import Strengths
from cupwright.ratings import Ratings, fit
from tests.ratings.world import SETTINGS, UNTIL, world

CLUBS = ("one-0", "tre-1", "one-unseen", "two-3")


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    small = world()
    return fit(small.results, small.clubs, SETTINGS, UNTIL)


def arrays(strengths: Strengths) -> dict[str, np.ndarray]:
    return {item.name: getattr(strengths, item.name) for item in fields(strengths) if item.name != "clubs"}


def test_moments(ratings: Ratings) -> None:
    """Over many draws, the differences of sides have the means and spreads that the ratings state."""
    strengths = ratings.strengths(CLUBS, "guests", 20_000, 3)
    side = (strengths.attack + strengths.defence) / 2
    stated = ratings.of(CLUBS)
    for i in range(4):
        for j in range(i):
            difference = side[:, i] - side[:, j]
            assert difference.mean() == pytest.approx(stated[i].mean - stated[j].mean, abs=0.03)
    assert strengths.gap.mean() == pytest.approx(ratings.gap()[0], abs=4 * ratings.gap()[1] / np.sqrt(20_000))
    assert strengths.gap.std() == pytest.approx(ratings.gap()[1], rel=0.03)
    assert strengths.attack.shape == strengths.home.shape == (20_000, 4)


def test_covariance_is_that_of_the_whole_matrix(ratings: Ratings) -> None:
    """Attack of one club against defence of another, drawn and computed."""
    strengths = ratings.strengths(CLUBS, "guests", 50_000, 4)
    numbers = np.array([ratings.field.clubs.index(club) for club in CLUBS])
    forms = ratings.posterior.strengths(ratings.field, numbers, ratings.until)
    drawn = np.cov(strengths.attack[:, 0], strengths.defence[:, 1])[0, 1]
    assert drawn == pytest.approx(forms.attack.rows[0] @ forms.defence.rows[1], abs=0.01)
    inside = np.cov(strengths.attack[:, 2], strengths.defence[:, 2])
    own = SETTINGS.attack_sd * SETTINGS.defence_sd * SETTINGS.attack_defence_correlation
    assert inside[0, 1] == pytest.approx(forms.attack.rows[2] @ forms.defence.rows[2] + own, abs=0.01)


def test_a_draw_does_not_depend_on_how_many(ratings: Ratings) -> None:
    few, many = (arrays(ratings.strengths(CLUBS, "guests", draws, 7)) for draws in (5, 50))
    for name, array in few.items():
        assert np.array_equal(array, many[name] if name == "climb" else many[name][:5]), name


def test_a_draw_does_not_depend_on_the_other_clubs(ratings: Ratings) -> None:
    some, all_ = (arrays(ratings.strengths(clubs, "guests", 20, 7)) for clubs in (CLUBS[1:], CLUBS))
    for name in ("attack", "defence", "home"):
        assert np.array_equal(some[name], all_[name][:, 1:]), name
    for name in ("mu", "altitude", "rho", "gap"):
        assert np.array_equal(some[name], all_[name]), name


def test_the_seed_changes_all(ratings: Ratings) -> None:
    one, other = (ratings.strengths(CLUBS, "guests", 10, seed) for seed in (1, 2))
    assert not np.isin(one.attack, other.attack).any()
    assert len(np.unique(one.attack)) == one.attack.size


def test_climb(ratings: Ratings) -> None:
    """Kilometres up from the visitor's ground to the host's; unknown places count as no climb."""
    strengths = ratings.strengths(["one-0", "one-2", "one-3"], "one-a", 1, 1)
    assert strengths.climb.tolist() == [[0, 0, 0], [2, 0, 0], [0, 0, 0]]
    moved = ratings.strengths(["one-0", "one-2", "one-3"], "one-a", 1, 1, altitudes={"one-3": 3500.0})
    assert moved.climb.tolist() == [[0, 0, 0], [2, 0, 0], [3.5, 1.5, 0]]
    with pytest.raises(CupwrightError, match="one-9"):
        ratings.strengths(["one-0"], "one-a", 1, 1, altitudes={"one-9": 3500.0})


def test_a_competition_without_results_is_in_more_doubt(ratings: Ratings) -> None:
    known, new = (ratings.strengths(CLUBS, name, 4000, 1) for name in ("one-a", "never-played"))
    assert new.mu.std() > known.mu.std()
    assert abs(new.mu.mean() - known.mu.mean()) < 0.3


def test_log_rates() -> None:
    """The formula of the contract, by hand; no ground on neutral ground."""
    strengths = tiny()
    host, visitor = strengths.log_rates(0, 1)
    assert host == pytest.approx([0.1 + 0.5 - 0.2 + 0.3 / 2 + 0.1 * 2.5])
    assert visitor == pytest.approx([0.1 + 0.4 - 0.3 - 0.3 / 2 - 0.1 * 2.5])
    host, visitor = strengths.log_rates(0, 1, neutral=True)
    assert host == pytest.approx([0.4])
    assert visitor == pytest.approx([0.2])


def tiny() -> Strengths:
    return Strengths(
        clubs=("high", "low"),
        attack=np.array([[0.5, 0.4]]),
        defence=np.array([[0.3, 0.2]]),
        home=np.array([[0.3, 0.1]]),
        mu=np.array([0.1]),
        altitude=np.array([0.1]),
        rho=np.array([-0.05]),
        climb=np.array([[0.0, 2.5], [0.0, 0.0]]),
        gap=np.array([0.0]),
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: replace(s, attack=s.attack[:, :1]), "`attack` has shape"),
        (lambda s: replace(s, rho=np.array([np.nan])), "`rho` holds a number that is not finite"),
    ],
)
def test_strengths_that_do_not_fit(change: Callable[[Strengths], Strengths], words: str) -> None:
    with pytest.raises(CupwrightError, match=words):
        change(tiny())


def test_strengths_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        tiny().attack[0, 0] = 1
