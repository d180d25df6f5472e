"""Ties of other kinds: the best of three, hosts by the order of names, pairs by entry, legs called off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cupwright.engine import Known, compile_plan, explain_world, replay, run
from cupwright.errors import CupwrightError
from cupwright.football.access import Slot
from cupwright.football.competitions import (
    Draw,
    Edition,
    Feed,
    LeagueStage,
    Pairing,
    RecordedDraw,
    RecordedTie,
    TieStage,
)
from cupwright.football.outcomes import Advance, KnownScore, TieOutcome
from tests.engine.random_editions import edition_of, strengths_of


def one_tie(**changes: Any) -> Edition:
    """Return an edition of one tie of a and b, a better seeded."""
    values: dict[str, Any] = {"legs": 3, "settle": ("penalties",), "second_leg_host": "better-seeded"}
    pairing = Pairing("seeds", pairs=((1, 2),))
    stage = TieStage(
        **{"id": "tie", "title": "T", "feeds": (Feed(slots=True),), "places": 2, "pairing": pairing, "neutral": False}
        | values
        | changes
    )
    return edition_of((stage,), tuple(Slot(club, "X", "tie", club) for club in "ab"))


def match(leg: int, *goals: int, penalties: tuple[int, int] | None = None) -> KnownScore:
    """Return match `leg` of a against b; goals and shoot-out as (a, b)."""
    return KnownScore("tie", ("a", "b"), leg, (goals[0], goals[1]), penalties=penalties)


def outcome(*scores: KnownScore, edition: Edition | None = None, **facts: Any) -> TieOutcome:
    """Return the one tie, replayed from these scores."""
    return replay(compile_plan(edition or one_tie()), Known(scores, **facts)).ties[0]


def test_a_best_of_three_ends_with_the_second_win() -> None:
    tie = outcome(match(1, 2, 0), match(2, 1, 1, penalties=(4, 5)), match(3, 0, 1))
    assert tie.clubs == ("a", "b") and tie.hosted_by == "better-seeded"
    assert (tie.winner, tie.decided_by) == ("b", "series")
    assert tie.legs == ((2, 0), (1, 1), (0, 1)) and tie.shootouts == (None, (4, 5), None)
    tie = outcome(match(1, 0, 0, penalties=(3, 2)), match(2, 3, 1))
    assert (tie.winner, tie.legs, tie.shootouts) == ("a", ((0, 0), (3, 1)), ((3, 2), None))


def test_its_hosts_are_those_of_the_rule() -> None:
    edition = one_tie()
    tally = run(compile_plan(edition), strengths_of(edition), worlds=200, seed=1, block=200)
    hosted, visited = int(tally.meetings[0, 0, 1]), int(tally.meetings[0, 1, 0])
    assert visited == 200 and 200 < hosted < 400  # the better seeded host the first match, and a third if there is one
    season = explain_world(compile_plan(edition), strengths_of(edition), seed=1, world=0)
    assert season.ties[0].decided_by == "series" and season.champion == season.ties[0].winner


def test_nobody_wins_a_series_without_the_facts() -> None:
    for scores in ((), (match(1, 1, 0),), (match(1, 1, 0), match(2, 0, 0)), (match(1, 1, 0), match(2, 0, 1))):
        season = replay(compile_plan(one_tie()), Known(scores))
        assert season.ties[0].winner == season.champion == "" and season.undecided
    tie = outcome(match(1, 1, 0), match(2, 0, 0))
    assert tie.legs == ((1, 0), (0, 0), None)
    tie = outcome(match(1, 1, 0), match(2, 0, 0), advances=(Advance("tie", ("a", "b"), "a", "advanced"),))
    assert (tie.winner, tie.decided_by) == ("a", "advanced")
    tie = outcome(
        match(1, 1, 0), match(2, 0, 2), match(3, 1, 0), advances=(Advance("tie", ("a", "b"), "a", "advanced"),)
    )
    assert (tie.winner, tie.decided_by) == ("a", "series")


@pytest.mark.parametrize(
    ("scores", "what"),
    [
        ((match(1, 1, 0), match(2, 1, 0), match(3, 1, 0)), "match 3 is recorded, but a club had won twice before it"),
        ((match(1, 1, 0, penalties=(4, 3)),), "match 1 was not drawn, but a shoot-out is recorded"),
        ((match(1, 1, 1, penalties=(3, 3)),), "the recorded shoot-out of match 1 is level"),
    ],
)
def test_facts_that_do_not_fit_a_series_are_told(scores: tuple[KnownScore, ...], what: str) -> None:
    (text,) = replay(compile_plan(one_tie()), Known(scores)).contradictions
    assert what in text


def test_a_series_needs_a_winner_of_each_match() -> None:
    with pytest.raises(CupwrightError, match="each match of a best of three in `tie` must have a winner"):
        compile_plan(one_tie(settle=("aggregate", "penalties")))
    with pytest.raises(CupwrightError, match="has extra time, in a best of three"):
        outcome(KnownScore("tie", ("a", "b"), 1, (1, 1), extra=(2, 1)))


@pytest.mark.parametrize("legs", [1, 2, 3])
def test_the_second_named_hosts(legs: int) -> None:
    lottery = Pairing("draw", Draw((2,), (1,)))
    chain = ("penalties",) if legs == 3 else ("aggregate", "penalties")
    edition = one_tie(legs=legs, settle=chain, pairing=lottery, second_leg_host="second-named")
    for members in (("a", "b"), ("b", "a")):
        season = replay(compile_plan(edition), Known(draws=(RecordedDraw("tie", None, (members,)),)))
        (tie,) = season.ties
        assert tie.clubs == (members[::-1] if legs == 3 else members) and tie.hosted_by == "second-named"
    edition = one_tie(legs=2, settle=("aggregate", "penalties"), second_leg_host="second-named")
    assert outcome(edition=edition).clubs == ("a", "b")


def test_pairs_by_entry_keep_the_order_of_the_feeds() -> None:
    league = LeagueStage("league", "L", (Feed(slots=True),), 4, ("points", "lots"), ("East", "West"))
    feeds = tuple(Feed(stage="league", take=f"place-{k}", of=of) for of in ("West", "East") for k in (2, 1))
    ties = TieStage(
        "ties", "T", feeds, 4, Pairing("entry", pairs=((1, 4), (3, 2))), 1, False, "better-seeded",
        ("penalties",), seeding="league",
    )  # fmt: skip
    slots = tuple(Slot(c, "X", "league", c, table="East" if c in "ab" else "West") for c in "abcd")
    fixtures = (("a", "b"), ("c", "d"), ("a", "d"), ("c", "a"))
    edition = replace(edition_of((league, ties), slots), fixtures=(("league", fixtures),))
    goals = ((2, 0), (1, 0), (1, 0), (1, 0))  # a 6, b 0; c 6, d 0
    known = Known(tuple(KnownScore("league", pair, 1, g) for pair, g in zip(fixtures, goals, strict=True)))
    season = replay(compile_plan(edition), known)
    # a and c are level in the overall table, so who hosts is open; who meets is not
    assert "level in places 1 and 2" in season.undecided[0]
    assert [(set(tie.clubs), tie.paired_by, tie.hosted_by) for tie in season.ties] == [
        ({"d", "a"}, "entry", ""),
        ({"b", "c"}, "entry", ""),
    ]


def test_a_leg_called_off_counts_for_nothing() -> None:
    edition = one_tie(legs=2, settle=("aggregate", "penalties"))
    off = KnownScore("tie", ("a", "b"), 2, (0, 0), played=False)
    tie = outcome(match(1, 0, 1), off, edition=edition)
    assert (tie.winner, tie.decided_by) == ("b", "aggregate")
    assert tie.not_played == (2,) and tie.legs[1] is None and tie.clubs == ("b", "a")
    assert tie.legs[0] == (1, 0)
    tally = run(compile_plan(edition), strengths_of(edition), Known((match(1, 0, 1), off)), worlds=5, seed=1, block=5)
    assert tally.home_matches.sum() == tally.meetings.sum() == 5


def test_the_record_of_a_series_names_the_host_of_its_first_match() -> None:
    from cupwright.engine import verify
    from cupwright.football.competitions import Record

    for scores in ((match(1, 1, 0), match(2, 1, 0)), (match(1, 1, 0), match(2, 0, 1), match(3, 1, 0))):
        season = replay(compile_plan(one_tie()), Known(scores))
        report = verify(season, Record(ties=(RecordedTie("tie", ("a", "b"), "a", "a"),)))
        assert report.agrees and report.hosts.right == 1
