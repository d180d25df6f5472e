"""Adjustments of squads: how they are read, and what they do to draws."""

from __future__ import annotations

import numpy as np
import pytest

from cupwright.errors import CupwrightError
from cupwright.ratings import Ratings, fit
from cupwright.ratings.altered import drivers
from cupwright.study.adjusting import Adjustment, Adjustments, adjusted, adjustments_of
from tests.ratings.world import SETTINGS, UNTIL, world

CLUBS = ("one-0", "tre-0")


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    small = world()
    return fit(small.results, small.clubs, SETTINGS, UNTIL)


def test_words() -> None:
    found = adjustments_of(["inter-miami: attack -0.20 sd 0.10, defence +.05 SD .1", "Flamengo: attack −0.1 sd 0"])
    assert found is not None
    assert found.items == (
        Adjustment("inter-miami", "attack", -0.2, 0.1),
        Adjustment("inter-miami", "defence", 0.05, 0.1),
        Adjustment("flamengo", "attack", -0.1, 0.0),
    )
    assert adjustments_of(found.words) == found
    assert adjustments_of([]) is None


def test_every_problem_at_once() -> None:
    words = ["inter-miam: attack 0.1 sd 0.1", "Barcelona: attack 0.1 sd 0.1", "toluca: midfield 0.1 sd 0.1",
             "toluca: attack 0.1", "toluca: defence 0.1 sd -1", "toluca: defence 20 sd 1", "toluca attack",
             "palmeiras: attack 0.1 sd 0.1", "palmeiras: attack 0.1 sd 0.1"]  # fmt: skip
    with pytest.raises(CupwrightError) as caught:
        adjustments_of(words)
    messages = [problem.message for problem in caught.value.problems]
    assert len(messages) == 8
    assert messages[-1] == "the attack of `palmeiras` is adjusted twice"
    assert "does not say how sure it is" in messages[3]


def test_draws_move_by_the_adjustment_and_its_doubt(ratings: Ratings) -> None:
    by = Adjustments((Adjustment("one-0", "attack", -0.3, 0.2), Adjustment("tre-0", "defence", 0.1, 0.0)))
    before, after = (some.strengths(CLUBS, "guests", 20_000, 3) for some in (ratings, adjusted(ratings, by)))
    moved = after.attack - before.attack
    assert moved[:, 0].mean() == pytest.approx(-0.3, abs=0.01)
    assert moved[:, 0].std() == pytest.approx(0.2, abs=0.01)
    assert abs(np.corrcoef(moved[:, 0], before.attack[:, 0])[0, 1]) < 0.03
    assert not moved[:, 1].any()
    assert after.defence - before.defence == pytest.approx(np.tile([0.0, 0.1], (20_000, 1)))
    assert (after.gap == before.gap).all()


def test_the_doubt_hangs_on_seed_number_and_club(ratings: Ratings) -> None:
    by = Adjustments((Adjustment("one-0", "attack", -0.3, 0.2),))
    longer, shorter = (adjusted(ratings, by).strengths(clubs, "guests", draws, 3)
                       for clubs, draws in ((CLUBS, 60), (("one-0",), 20)))  # fmt: skip
    assert (longer.attack[:20, 0] == shorter.attack[:, 0]).all()
    other = adjusted(ratings, by).strengths(CLUBS, "guests", 60, 4)
    assert (other.attack[:, 0] != longer.attack[:, 0]).all()


def test_ratings_and_drivers_show_it(ratings: Ratings) -> None:
    by = Adjustments((Adjustment("one-0", "attack", -0.3, 0.2), Adjustment("tre-0", "attack", 0.1, 0.1)))
    plain, hurt = ratings["one-0"], adjusted(ratings, by)["one-0"]
    assert hurt.mean == pytest.approx(plain.mean - 0.15)
    assert hurt.sd == pytest.approx(np.hypot(plain.sd, 0.1))
    assert adjusted(ratings, by)["one-1"] == ratings["one-1"]
    last = drivers(adjusted(ratings, by), "one-0", "tre-0", "guests", 0)[-1]
    assert (last.what, last.mean, last.sd) == ("adjustment", pytest.approx(-0.4), pytest.approx(np.hypot(0.2, 0.1)))


def test_a_club_that_does_not_play_is_refused() -> None:
    by = Adjustments((Adjustment("one-0", "attack", -0.3, 0.2), Adjustment("one-1", "attack", -0.3, 0.2)))
    with pytest.raises(CupwrightError, match="`one-1` is adjusted but does not play here"):
        by.require(["one-0"])


def test_without_adjustments_nothing_changes(ratings: Ratings) -> None:
    assert adjusted(ratings, None) is ratings


def test_what_is_said_of_a_number_out_of_reason_is_of_that_number() -> None:
    with pytest.raises(CupwrightError) as caught:
        adjustments_of(["inter-miami: attack -0.2 sd 50"])
    (problem,) = caught.value.problems
    assert problem.message.startswith("the doubt in ")
    assert problem.facts[0].startswith("sd 50: nine times in ten a factor from ") and "exp(" not in problem.facts[0]
    with pytest.raises(CupwrightError) as caught:
        adjustments_of(["inter-miami: attack -20 sd 50"])
    assert [problem.facts[0].split(" ")[0] for problem in caught.value.problems] == ["exp(-20)", "sd"]
