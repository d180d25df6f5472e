"""Matches to be played, results put in, what single matches do, and odds over time: each against a plainer way."""

from __future__ import annotations

import datetime as dt
import shlex
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupwright.data.club_record import club_record
from cupwright.data.matches import edition_matches
from cupwright.errors import CupwrightError
from cupwright.study.documents import base_edition
from cupwright.study.fixed import Fixed, fixed_of_words, said, with_results
from cupwright.study.journeys import journeys_of
from cupwright.study.known import known_of, known_until
from cupwright.study.open_matches import open_matches
from cupwright.study.season_course import MOST_POINTS, ends_of_rounds, season_course
from cupwright.study.simulate import simulate
from cupwright.study.swings import OUTCOMES, next_matches, swings
from cupwright.study.what_if import what_if

CUP, SOON = "copa-libertadores-2026", "2026-05-20"
FINISHED = [("copa-libertadores-2015", dt.date(2015, 3, 15)), ("mls-2025", dt.date(2025, 8, 1)),
            ("club-world-cup-2025", dt.date(2025, 6, 20)),
            ("copa-libertadores-2025", dt.date(2025, 8, 13))]  # fmt: skip


@pytest.mark.parametrize(("name", "day"), FINISHED, ids=[name for name, _ in FINISHED])
def test_what_is_open_is_what_was_played_later(name: str, day: dt.date) -> None:
    """Within the stages under way, the facts know how it went on: the same pairs, at the same grounds."""
    edition = base_edition(name)
    known, later = known_of(edition, day), known_of(edition)
    found = open_matches(edition, known)
    assert found
    under_way = {match.stage for match in found}
    missing = Counter((s.stage, frozenset(s.clubs)) for s in later.scores if s.stage in under_way)
    missing -= Counter((s.stage, frozenset(s.clubs)) for s in known.scores)
    opened = Counter((match.stage, frozenset((match.home, match.away))) for match in found)
    # A best of three may end after two matches.
    assert not missing - opened
    assert all(extra[0] == "round-one" for extra in (opened - missing))
    hosts = {(score.stage, *score.clubs) for score in later.scores}
    tables = [match for match in found if match.group or match.stage == "regular-season"]
    assert all((match.stage, match.home, match.away) in hosts for match in tables)


def test_nothing_is_open_when_all_is_played() -> None:
    edition = base_edition("copa-libertadores-2015")
    assert open_matches(edition, known_of(edition)) == []


def test_results_that_cannot_be_are_all_named() -> None:
    edition = base_edition(CUP)
    known = known_of(edition, dt.date.fromisoformat(SOON))
    opened = open_matches(edition, known)
    wrong = [Fixed("final:a:b:1", (1, 0)), Fixed(opened[0].id, (1, 99)), Fixed(opened[1].id, (1, 0)),
             Fixed(opened[1].id, (2, 0))]  # fmt: skip
    with pytest.raises(CupwrightError) as refused:
        with_results(known, opened, wrong)
    assert [problem.code for problem in refused.value.problems] == ["unknown-match", "score", "results"]
    with pytest.raises(CupwrightError, match="at most"):
        with_results(known, opened, [Fixed(opened[0].id, (1, 0))] * 65)


def test_without_results_nothing_moves_and_the_odds_are_those_of_simulate() -> None:
    found = what_if(CUP, as_of=SOON, worlds=1000, threads=1).data
    plain = {(row["club"], row["stage"]): row["mean"] for row in simulate(CUP, as_of=SOON, worlds=1000).data["odds"]}
    for row in found["odds"]:
        assert row["base"]["mean"] == row["proposal"]["mean"] == plain[row["club"], row["stage"]]
        assert row["change"]["mean"] == 0


def test_a_result_that_is_put_in_is_held_in_every_world() -> None:
    """A first leg won 5-0 and a second drawn: the tie is won in every world, and its clubs alone are settled by it."""
    edition = base_edition(CUP)
    opened = open_matches(edition, known_of(edition))
    first, second = (match for match in opened if match.stage == "semi-finals")
    fixed = [Fixed(first.id, (5, 0)), Fixed(second.id, (0, 0))]
    rows = {row["club"]: row for row in what_if(CUP, fixed, worlds=600).data["odds"] if row["stage"] == "final"}
    assert rows[first.home]["proposal"] == pytest.approx({**rows[first.home]["proposal"], "mean": 1, "mc_error": 0})
    assert rows[first.away]["proposal"]["mean"] == 0
    others = [row for club, row in rows.items() if club not in (first.home, first.away)]
    assert others and all(row["change"]["mean"] == 0 for row in others), "the other semi-final has the same luck"


def test_the_command_of_results_put_in_repeats_them() -> None:
    """It names them, and the verb that it names gives the odds with them."""
    edition = base_edition(CUP)
    opened = open_matches(edition, known_of(edition, dt.date.fromisoformat(SOON)))
    fixed = [Fixed(opened[0].id, (2, 0)), Fixed(opened[1].id, (1, 1))]
    found = what_if(CUP, fixed, as_of=SOON, worlds=600).data
    words = shlex.split(found["provenance"]["command"])
    results = [after for before, after in pairwise(words) if before == "--result"]
    assert results == said(fixed) and fixed_of_words(results) == fixed
    again = simulate(CUP, as_of=SOON, worlds=600, results=results).data
    assert again["provenance"] == found["provenance"] and again["fixed"] == found["fixed"]
    means = {(row["club"], row["stage"]): row["mean"] for row in again["odds"]}
    assert {(row["club"], row["stage"]): row["proposal"]["mean"] for row in found["odds"]} == means
    assert any(row["change"]["mean"] for row in found["odds"])


def test_results_that_are_not_written_right_are_all_named() -> None:
    with pytest.raises(CupwrightError) as refused:
        simulate(CUP, as_of=SOON, worlds=100, results=["final", "semi-finals"])
    assert [problem.code for problem in refused.value.problems] == ["usage", "usage"]
    with pytest.raises(CupwrightError, match="no score"):
        simulate(CUP, as_of=SOON, worlds=100, results=["final:a:b:1=many"])
    with pytest.raises(CupwrightError, match="not a match to be played"):
        simulate(CUP, as_of=SOON, worlds=100, results=["xyz=1-0"])
    with pytest.raises(CupwrightError, match="where other editions decide"):
        simulate("mas-2027", worlds=100, results=["final:a:b:1=1-0"])


@pytest.mark.parametrize("day", ["2026-05-10", SOON, None])
def test_the_odds_now_are_the_mean_of_the_three_outcomes(day: str | None) -> None:
    """Each weighted by its chance; and they are the odds of the same worlds, sorted by nothing."""
    found = swings(CUP, as_of=day, worlds=2_000, threads=1)
    shares, chances, base = (np.array(found[key], float) for key in ("shares", "chances", "base"))
    assert len(found["matches"]) > 1
    assert shares.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert (shares[:, :, None, None] * np.nan_to_num(chances)).sum(axis=1) == pytest.approx(
        np.broadcast_to(base, (len(shares), *base.shape)), abs=1e-5
    )
    assert (np.nanmin(chances, axis=1) <= base + 1e-6).all() and (base <= np.nanmax(chances, axis=1) + 1e-6).all()
    plain = {(row["club"], row["stage"]): row["mean"] for row in simulate(CUP, as_of=day or str(
        known_until(known_of(base_edition(CUP)))), worlds=2_000).data["odds"]}  # fmt: skip
    for at, club in enumerate(found["clubs"]):
        assert found["base"][at] == pytest.approx([plain[club, stage] for stage in found["stages"]], abs=1e-5)


def test_a_result_has_every_score_of_its_kind() -> None:
    """A second leg lost by one goal may be enough, lost by three is not: the chance lies between the two."""
    edition = base_edition("copa-libertadores-2025")
    day = "2025-10-29"
    opened = open_matches(edition, known_of(edition, dt.date.fromisoformat(day)))
    (second,) = (match for match in opened if match.stage == "semi-finals")
    found = swings(edition, as_of=day, worlds=4_000, threads=1)
    at, to = found["clubs"].index(second.away), found["stages"].index("final")
    by_goals = []
    for goals in ((2, 0), (4, 0)):
        odds = what_if(edition, [Fixed(second.id, goals)], as_of=day, worlds=500).data["odds"]
        by_goals += [row["proposal"]["mean"] for row in odds if (row["club"], row["stage"]) == (second.away, "final")]
    lost = found["chances"][0][OUTCOMES.index("home")][at][to]
    assert by_goals[1] < lost < 1 and by_goals[0] != by_goals[1], (second, by_goals, lost)


def test_sampling_errors_are_the_scatter_over_seeds() -> None:
    runs = [swings(CUP, as_of=SOON, worlds=400, seed=seed, threads=1) for seed in range(20)]
    for key, errors in (("base", "base_errors"), ("chances", "errors")):
        seen = np.array([run[key] for run in runs], float)
        told = np.array([run[errors] for run in runs], float)
        middle = (seen.mean(axis=0) > 0.2) & (seen.mean(axis=0) < 0.8)
        ratio = np.sqrt((told**2).mean(axis=0))[middle] / seen.std(axis=0, ddof=1)[middle]
        assert 0.85 < np.sqrt((ratio**-2).mean()) < 1.15, (key, middle.sum())
    moves = np.array([np.array(run["chances"], float) - np.array(run["base"]) for run in runs])
    told = np.array([run["move_errors"] for run in runs], float)
    middle = (np.array([run["base"] for run in runs]).mean(axis=0) > 0.2)[None, None] & (told.mean(axis=0) > 0.005)
    ratio = np.sqrt((told**2).mean(axis=0))[middle] / moves.std(axis=0, ddof=1)[middle]
    assert 0.85 < np.sqrt((ratio**-2).mean()) < 1.15, middle.sum()


def test_next_matches_are_few_and_spread() -> None:
    edition = base_edition("liga-mx-2026-apertura")
    coming = next_matches(open_matches(edition, known_of(edition)), 16)
    counts = Counter(club for match in coming for club in (match.home, match.away))
    assert len(coming) == 16 and max(counts.values()) <= 2


def test_the_course_begins_on_the_eve_and_ends_with_the_champion() -> None:
    name = "campeones-cup-2024"
    found = season_course(name, worlds=400)
    eve, last = found["days"][0], found["days"][-1]
    titles = {(row["date"], row["club"]): row["mean"] for row in found["odds"]}
    plain = {row["club"]: row["mean"] for row in simulate(name, worlds=400).data["odds"] if row["stage"] == "champion"}
    assert {club: titles[eve, club] for club in plain} == plain
    assert sorted(titles[last, club] for club in plain) == [0.0, 1.0]
    errors = {row["date"]: row["mc_error"] for row in found["odds"]}
    assert errors[eve] > 0 and errors[last] == 0, "on the day of the final nothing is a chance any more"


@given(st.sets(st.dates(dt.date(2020, 1, 1), dt.date(2021, 12, 31)), min_size=1, max_size=60), st.integers(2, 14))
def test_rounds_end_before_a_pause(days: set[dt.date], most: int) -> None:
    ends = ends_of_rounds(list(days), most)
    assert ends == sorted(set(ends)) and set(ends) <= days
    assert ends[-1] == max(days) and 1 <= len(ends) <= min(most, MOST_POINTS)
    assert all((after - before).days > 3 for before, after in pairwise(ends))


def test_every_visitor_travels_and_to_a_neutral_final_both() -> None:
    """Lima's final of 2025 has two journeys; every other known match with known grounds has one, to the host."""
    made = journeys_of("copa-libertadores-2025")
    matches = edition_matches("conmebol-libertadores", "2025")
    at_home = [match for match in matches if not match.neutral]
    assert 0.9 * len(at_home) < len(made) <= len(matches) + 1
    finalists = {first.name for first, second in made if second.name == "Estadio Monumental"}
    assert finalists == {"Palmeiras", "Flamengo"}
    assert all(-60 < stay.lat < 13 for journey in made for stay in journey)


def test_a_clubs_record_is_that_of_its_matches() -> None:
    """Counted by hand from the matches of one edition."""
    (row,) = [row for row in club_record("river-plate-arg") if (row.competition, row.edition) == (
        "conmebol-libertadores", "2015")]  # fmt: skip
    club, held = "river-plate-arg", edition_matches("conmebol-libertadores", "2015")
    own = [match for match in held if club in (match.home, match.away)]
    pairs = [(match.home == club, match.full_time) for match in own if match.full_time]
    scores = [score if at_home else score[::-1] for at_home, score in pairs]
    assert row.matches == len(own)
    assert row.won == sum(made > let_in for made, let_in in scores)
    assert row.drawn == sum(made == let_in for made, let_in in scores)
    assert row.lost == sum(made < let_in for made, let_in in scores)
    assert (row.goals_for, row.goals_against) == (sum(a for a, _ in scores), sum(b for _, b in scores))
    assert club_record("nobody") == []
