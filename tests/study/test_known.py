"""What goes into the engine: scores by pair and leg, as they count; nothing that the rules say."""

from __future__ import annotations

import datetime as dt

import pytest

from cupwright.engine import Known
from cupwright.football.competitions import Irregular
from cupwright.football.matches import Match, MatchStatus
from cupwright.football.outcomes import Advance
from cupwright.study.documents import base_edition
from cupwright.study.known import known_of, known_until, scores_of


def match(day: int, home: str, away: str, score: tuple[int, int] | None, **more: object) -> Match:
    return Match(f"m{day}", dt.date(2026, 5, day), "c", "2026", home, away, full_time=score, stage="s", **more)  # type: ignore[arg-type]


def test_legs_are_numbered_by_date_within_a_pair() -> None:
    scores = scores_of([match(9, "b", "a", (0, 1)), match(2, "a", "b", (2, 1)), match(3, "c", "a", (1, 1))])
    assert [(score.clubs, score.leg, score.goals) for score in scores] == [
        (("a", "b"), 1, (2, 1)), (("c", "a"), 1, (1, 1)), (("b", "a"), 2, (0, 1))
    ]  # fmt: skip


def test_an_award_stands_in_place_of_the_field() -> None:
    scores = scores_of([match(1, "a", "b", (2, 0), awarded=(0, 3), status=MatchStatus.AWARDED)])
    assert scores[0].goals == (0, 3)


@pytest.mark.parametrize(("clubs", "goals"), [(("a", "b"), (3, 0)), (("b", "a"), (0, 3))])
def test_an_irregular_award_is_turned_to_the_match(clubs: tuple[str, str], goals: tuple[int, int]) -> None:
    fact = Irregular("awarded", "s", clubs, leg=1, score=(3, 0))
    played = [match(1, "a", "b", (1, 1), extra_time=(2, 1)), match(8, "b", "a", (0, 0))]
    scores = scores_of(played, [fact])
    assert [score.goals for score in scores] == [goals, (0, 0)]
    assert scores[0].extra is None


def test_a_match_without_a_score_is_left_out_but_counts_as_a_leg() -> None:
    scores = scores_of([match(1, "a", "b", None), match(8, "b", "a", (1, 0))])
    assert [(score.leg, score.goals) for score in scores] == [(2, (1, 0))]


def test_a_tie_that_was_walked_over_has_no_scores() -> None:
    fact = Irregular("walkover", "s", ("a", "b"), winner="a")
    assert scores_of([match(1, "b", "a", (1, 0))], [fact]) == []


def test_a_tie_known_by_its_winner_keeps_the_legs_that_are_known() -> None:
    fact = Irregular("advanced", "s", ("a", "b"), winner="a")
    (score,) = scores_of([match(1, "b", "a", (1, 0))], [fact])
    assert (score.clubs, score.goals) == (("b", "a"), (1, 0))


def test_a_club_known_to_have_gone_on_counts_for_the_last_day_known() -> None:
    last = dt.date(2026, 9, 17)
    assert known_until(Known(advances=(Advance("s", ("a", "b"), "a", "advanced", last),))) == last


def test_extra_time_and_shoot_out_go_in() -> None:
    (score,) = scores_of([match(1, "a", "b", (1, 1), extra_time=(2, 2), penalties=(4, 3))])
    assert (score.extra, score.penalties) == ((2, 2), (4, 3))


def test_nothing_after_the_day_is_held() -> None:
    edition = base_edition("copa-libertadores-2026")
    day = dt.date(2026, 2, 25)
    known, everything = known_of(edition, day), known_of(edition)
    assert 0 < len(known.scores) < len(everything.scores)
    assert all(score.date is not None and score.date <= day for score in known.scores)
    assert known_until(known) == day
    assert {draw.stage for draw in known.draws} >= {"second-round"}
    assert "round-of-16" not in {draw.stage for draw in known.draws}
    assert len(everything.draws) == len(edition.draws)


def test_the_facts_hold_the_whole_of_the_group_stage() -> None:
    known = known_of(base_edition("copa-libertadores-2026"))
    scores = [score for score in known.scores if score.stage == "group-stage"]
    assert len(scores) == len({score.clubs for score in scores}) == 96
    assert {score.leg for score in scores} == {1, 2}
