"""Alterations of ratings: own strengths from a file, and what drives a match."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from cupwright.errors import CupwrightError, Place, Problem
from cupwright.ratings import Ratings, fit
from cupwright.ratings.altered import drivers
from cupwright.ratings.levels import levels
from cupwright.ratings.models import model_named
from cupwright.ratings.own import with_own
from cupwright.ratings.own_file import read_own
from tests.ratings.world import SETTINGS, UNTIL, world

HEAD = "club,attack,defence,attack_sd,defence_sd,correlation\n"
ROWS = "one-0,0.4,0.3,0.2,0.1,0.5\ntre-0,0.1,0.2,0.3,0.3,\ntwo-0,0,0,0,0,\n"


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    small = world()
    return fit(small.results, small.clubs, SETTINGS, UNTIL)


def find(name: str, place: Place) -> str | Problem:
    return name if name in world().clubs else Problem("unknown-club", f"no `{name}`", place)


def written(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("host", [1, 0, -1])
def test_drivers_add_up_to_the_difference_of_log_rates(ratings: Ratings, host: int) -> None:
    club, opponent = "one-2", "tre-1"
    strengths = ratings.strengths((club, opponent), "guests", 40_000, 3)
    pair = (0, 1) if host >= 0 else (1, 0)
    rates = strengths.log_rates(*pair, neutral=host == 0)
    own, other = rates if host >= 0 else rates[::-1]
    found = drivers(ratings, club, opponent, "guests", host)
    assert sum(part.mean for part in found) == pytest.approx((own - other).mean(), abs=0.02)
    assert [part.what for part in found[:3]] == ["club", "country", "confederation"]
    assert len(found) == (5 if host else 3)
    mirrored = drivers(ratings, opponent, club, "guests", -host)
    assert [part.mean for part in mirrored] == pytest.approx([-part.mean for part in found])
    assert [part.sd for part in mirrored] == pytest.approx([part.sd for part in found])


def test_drivers_of_clubs_of_one_country_are_the_clubs_alone(ratings: Ratings) -> None:
    found = {part.what: part for part in drivers(ratings, "one-0", "one-1", "one-a", 0)}
    assert (found["country"].mean, found["country"].sd) == (0, 0)
    assert (found["confederation"].mean, found["confederation"].sd) == (0, 0)


def test_own_ratings_are_drawn_as_the_file_says(ratings: Ratings, tmp_path: Path) -> None:
    table = read_own(str(written(tmp_path, HEAD + ROWS)), find)
    own = with_own(ratings, table)
    clubs = ("tre-0", "one-0", "two-0")
    drawn, fitted = (some.strengths(clubs, "guests", 40_000, 3) for some in (own, ratings))
    assert drawn.attack.mean(axis=0) == pytest.approx([0.1, 0.4, 0.0], abs=0.01)
    assert drawn.defence.std(axis=0) == pytest.approx([0.3, 0.1, 0.0], abs=0.01)
    assert np.corrcoef(drawn.attack[:, 1], drawn.defence[:, 1])[0, 1] == pytest.approx(0.5, abs=0.02)
    assert not drawn.gap.any()
    for item in fields(fitted):
        if item.name not in ("attack", "defence", "gap", "clubs"):
            assert (getattr(drawn, item.name) == getattr(fitted, item.name)).all()
    assert own["one-0"].mean == pytest.approx(0.35)
    assert own["one-0"].sd == pytest.approx(np.sqrt(0.04 + 0.01 + 2 * 0.5 * 0.2 * 0.1) / 2)
    found = drivers(own, "one-0", "tre-0", "guests", 0)
    assert [(part.what, pytest.approx(part.mean)) for part in found] == [("club", 0.4)]


def test_a_draw_of_own_ratings_hangs_on_seed_number_and_club(ratings: Ratings, tmp_path: Path) -> None:
    own = with_own(ratings, read_own(str(written(tmp_path, HEAD + ROWS)), find))
    longer = own.strengths(("one-0", "tre-0"), "guests", 50, 3)
    shorter = own.strengths(("tre-0",), "guests", 20, 3)
    assert (longer.attack[:20, 1] == shorter.attack[:, 0]).all()
    swapped = "\n".join(reversed(ROWS.splitlines()))
    other = with_own(ratings, read_own(str(written(tmp_path, HEAD + swapped, "b.csv")), find))
    assert other.strengths(("tre-0",), "guests", 20, 3).attack == pytest.approx(shorter.attack, abs=1e-8)


def test_a_covariance_of_its_own_is_shared(ratings: Ratings, tmp_path: Path) -> None:
    rows = "".join(f"one-{k},0.4,0.3,0.2,0.2,\ntre-{k},0.1,0.2,0.2,0.2,\n" for k in range(2))
    labels = ["tre-0 attack", "one-0 attack", "one-0 defence", "tre-1 attack", "one-1 attack", "one-1 defence",
              "tre-1 defence", "tre-0 defence"]  # fmt: skip
    joint = np.full((8, 8), 0.03) + np.eye(8) * 0.01
    lines = [",".join(["", *labels])]
    lines += [",".join([label, *(f"{value:g}" for value in row)]) for label, row in zip(labels, joint, strict=True)]
    first, second = written(tmp_path, HEAD + rows), written(tmp_path, "\n".join(lines), "joint.csv")
    own = with_own(ratings, read_own(f"{first},{second}", find))
    drawn = own.strengths(("one-0", "tre-0"), "guests", 40_000, 3)
    assert np.cov(drawn.attack[:, 0], drawn.defence[:, 1])[0, 1] == pytest.approx(0.03, abs=0.002)
    assert drawn.gap.mean() == pytest.approx(0.35 - 0.15, abs=0.01)
    written(tmp_path, "\n".join(lines).replace("0.04", "0.05", 1), "joint.csv")
    with pytest.raises(CupwrightError, match="diagonal is not that of the standard deviations"):
        read_own(f"{first},{second}", find)
    written(tmp_path, "\n".join(lines[:-1]), "joint.csv")
    with pytest.raises(CupwrightError, match="not those of the ratings, each once") as caught:
        read_own(f"{first},{second}", find)
    assert caught.value.problems[0].facts[1:] == ("missing: `tre-0` defence",)
    for words in ("", " ", f"{first},"):
        with pytest.raises(CupwrightError, match="does not name a file"):
            read_own(words, find)


@pytest.mark.parametrize("between", [0.0, 0.03])
def test_two_clubs_say_nothing_of_two_confederations(ratings: Ratings, tmp_path: Path, between: float) -> None:
    labels = [f"{club} {side}" for side in ("attack", "defence") for club in ("one-0", "tre-0")]
    joint = np.full((4, 4), between) + np.eye(4) * (0.04 - between)
    lines = [",".join(["", *labels])]
    lines += [",".join([label, *(f"{value:g}" for value in row)]) for label, row in zip(labels, joint, strict=True)]
    rows = "one-0,0.4,0.3,0.2,0.2,\ntre-0,0.1,0.2,0.2,0.2,\n"
    first, second = written(tmp_path, HEAD + rows), written(tmp_path, "\n".join(lines), "joint.csv")
    own = with_own(ratings, read_own(f"{first},{second}", find))
    assert not own.strengths(("one-0", "tre-0"), "guests", 50, 3).gap.any()


@pytest.mark.filterwarnings("error")
def test_strengths_out_of_reason_are_refused_with_their_line(tmp_path: Path) -> None:
    rows = "one-0,5,0.3,0.2,0.2,\ntre-0,0.1,-1e308,0.2,1e308,\n"
    with pytest.raises(CupwrightError) as caught:
        read_own(str(written(tmp_path, HEAD + rows)), find)
    assert [(problem.message, problem.place.line) for problem in caught.value.problems if problem.place] == [
        ("attack of `one-0` is out of reason: 5, at most 2", 2),
        ("defence of `tre-0` is out of reason: -1e308, at most 2", 3),
        ("defence_sd of `tre-0` is out of reason: 1e308, at most 2", 3),
    ]
    first = written(tmp_path, HEAD + "one-0,0.4,0.3,0.2,0.2,\n")
    second = written(tmp_path, ",one-0 attack,one-0 defence\none-0 attack,1e308,0\none-0 defence,0,0.04\n", "joint.csv")
    with pytest.raises(CupwrightError, match="a covariance is out of reason: at most 4") as caught:
        read_own(f"{first},{second}", find)
    assert caught.value.problems[0].place is not None and caught.value.problems[0].place.line == 2


def test_every_problem_of_a_file_at_once(tmp_path: Path) -> None:
    rows = "nobody,0.1,0.1,0.1,0.1,\none-0,nan,0.3,-0.2,,2\none-0,1,1,1,1,\ntre-0,x,0,1,1,\n"
    with pytest.raises(CupwrightError) as caught:
        read_own(str(written(tmp_path, HEAD + rows)), find)
    problems = caught.value.problems
    assert [problem.place.line for problem in problems if problem.place] == [2, 3, 3, 3, 3, 4, 5]
    text = str(caught.value)
    for words in ("`nan` is not a number", "attack_sd of `one-0` is negative", "a number is missing (defence_sd",
                  "not between -1 and 1", "a second time", "`x` is not a number"):  # fmt: skip
        assert words in text


def test_columns_that_are_missing_or_mean_nothing(tmp_path: Path) -> None:
    with pytest.raises(CupwrightError) as caught:
        read_own(str(written(tmp_path, "club,attack,defence,form\none-0,1,1,1\n")), find)
    assert [problem.message for problem in caught.value.problems] == [
        "there is no column `attack_sd`", "there is no column `defence_sd`", "column `form` has no meaning here",
    ]  # fmt: skip


def test_a_club_that_plays_needs_a_line(ratings: Ratings, tmp_path: Path) -> None:
    own = with_own(ratings, read_own(str(written(tmp_path, HEAD + ROWS)), find))
    with pytest.raises(CupwrightError, match="rates 3 clubs, but not 2 of those that play"):
        own.strengths(("one-0", "one-1", "for-1"), "guests", 10, 3)


def test_own_ratings_as_a_model(tmp_path: Path) -> None:
    """Forecasts of a file use later fits of the rest, and are chances."""
    small = world()
    text = HEAD + "".join(f"{club},0,0,0.1,0.1,\n" for club in small.clubs)
    model = model_named(f"csv:{written(tmp_path, text)}")
    rows = np.flatnonzero(small.results.date >= np.datetime64("2020-05-01"))
    found = model.forecast(small.results, small.clubs, SETTINGS, rows)
    assert found.probabilities.sum(axis=1) == pytest.approx(np.ones(len(rows)))
    neutral = small.results.neutral[rows]
    assert abs(found.probabilities[neutral, 0] - found.probabilities[neutral, 2]).max() < 0.02


def test_levels_of_leagues_and_confederations(ratings: Ratings) -> None:
    leagues, confederations = levels(ratings)
    assert {level.name for level in leagues} == {"ONE", "TWO", "TRE", "FOR"}
    means = {level.name: level for level in confederations}
    assert set(means) == {"CONMEBOL", "CONCACAF", "UEFA"}
    assert means["CONCACAF"].clubs == 4
    gap, sd = ratings.gap()
    assert means["CONMEBOL"].mean - means["CONCACAF"].mean == pytest.approx(gap)
    assert means["CONCACAF"].sd > 0.5 * sd
    assert [level.mean for level in leagues] == sorted((level.mean for level in leagues), reverse=True)
