"""Leagues: tables with one fixture list, the overall table, what goes on from them, and what is not claimed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cupwright.engine import Known, compile_plan, explain_world, replay, run, verify
from cupwright.errors import CupwrightError
from cupwright.football.access import Slot
from cupwright.football.competitions import (
    Award,
    Edition,
    Feed,
    Irregular,
    LeagueStage,
    Meetings,
    Pairing,
    Record,
    TieStage,
)
from cupwright.football.outcomes import KnownScore
from tests.engine.random_editions import edition_of, strengths_of

EAST, WEST = ("a", "b", "c"), ("p", "q")
FIXTURES = (
    ("a", "b"), ("b", "a"), ("a", "c"), ("c", "a"), ("b", "c"), ("c", "b"), ("p", "q"), ("q", "p"), ("p", "q"),
    ("a", "p"), ("q", "b"), ("c", "p"),
)  # fmt: skip
SCORES = ((1, 0), (2, 0), (1, 0), (0, 0), (3, 0), (1, 1), (2, 0), (1, 1), (0, 1), (1, 1), (0, 2), (4, 0))


def small(**changes: object) -> Edition:
    """Return a league of an East of three and a West of two, with a final of the two best below the winners."""
    values = {"tiebreak": ("points", "wins", "goal-difference", "goals-for", "lots"), "tables": ("East", "West")}
    league = LeagueStage("league", "L", (Feed(slots=True),), 5, **(values | changes))  # type: ignore[arg-type]
    feeds = (Feed(stage="league", take="place-1", of="East"), Feed(stage="league", take="below-1", best=1))
    final = TieStage(
        "final", "F", feeds, 2, Pairing("seeds", pairs=((1, 2),)), 1, False, "better-seeded",
        ("aggregate", "penalties"), seeding="league",
    )  # fmt: skip
    shield = Award("shield", "S", (Feed(stage="league", take="below-0", best=1, by=("overall-place",)),))
    berths = Award("berths", "B", (Feed(stage="league", take="places-1-2"),), 2, only=("X",))
    slots = tuple(
        Slot(c, "X" if c in "abq" else "Y", "league", c, table="East" if c in EAST else "West") for c in "abcpq"
    )
    edition = edition_of((league, final), slots, (shield, berths))
    return replace(edition, fixtures=(("league", FIXTURES),))


def known(scores: int = len(SCORES), **changes: object) -> Known:
    """Return the first scores of the league, as in the facts: legs numbered by pair."""
    met: dict[frozenset[str], int] = {}
    found = []
    for pair, goals in list(zip(FIXTURES, SCORES, strict=True))[:scores]:
        met[frozenset(pair)] = met.get(frozenset(pair), 0) + 1
        found.append(KnownScore("league", pair, met[frozenset(pair)], goals))
    return Known(tuple(found), **changes)  # type: ignore[arg-type]


def places(edition: Edition, facts: Known) -> dict[str, list[str]]:
    """Return the clubs of each table in order."""
    season = replay(compile_plan(edition), facts)
    tables: dict[str, list[str]] = {}
    for line in season.placings + season.overall:
        tables.setdefault(line.group, []).append(line.club)
    return tables


def test_tables_and_the_overall_table() -> None:
    season = replay(compile_plan(small()), known())
    assert places(small(), known()) == {
        "East": ["b", "a", "c"],
        "West": ["p", "q"],
        "overall": ["b", "a", "c", "p", "q"],
    }
    rows = {line.club: line.row for line in season.placings}
    assert (rows["b"].points, rows["b"].won, rows["b"].goals_for, rows["b"].goals_against) == (10, 3, 8, 2)
    assert (rows["p"].played, rows["q"].played, rows["q"].points) == (5, 4, 4)
    assert [line.decided_by for line in season.overall] == ["points", "points", "goal-difference", "points", ""]
    (final,) = season.ties
    assert final.clubs == ("a", "b") and final.hosted_by == "better-seeded" and final.seeding == (2, 1)
    assert [berth.clubs for berth in season.berths] == [("b",), ("b", "a")]
    assert any("`p` is not of X and may not take `berths`" in step for step in season.berths[1].chain)
    assert season.undecided == ("`final`, `a` v `b`: leg 1 has no known score",) and not season.contradictions


def test_points_given_and_taken_count_in_the_table() -> None:
    taken = Irregular("points", "league", ("b",), points=-3, note="ineligible player")
    season = replay(compile_plan(small()), known(points=(taken,)))
    assert [line.club for line in season.overall] == ["a", "b", "c", "p", "q"]
    assert season.placings[1].row.points == 7 and season.placings[1].club == "b"
    wrong = Irregular("points", "final", ("b",), points=-3)
    with pytest.raises(CupwrightError, match="no table to count in"):
        replay(compile_plan(small()), known(points=(wrong,)))


def test_what_is_not_settled_is_not_claimed() -> None:
    # Without the last match, c v p, the East and West are open; without a v p and c v p too; q v b is in both tables.
    season = replay(compile_plan(small()), known(11))
    assert season.placings == season.overall == () and season.champion == ""
    assert all(not berth.clubs for berth in season.berths)
    assert "table East of `league`: 1 matches have no known score" in season.undecided
    # With the fixtures of the West left out of the list the West is open alone, and so is the overall table.
    edition = small()
    alone = replace(edition, fixtures=(("league", (*FIXTURES[:6], *FIXTURES[6:9])),))
    facts = known(8)
    season = replay(compile_plan(alone), facts)
    assert [line.club for line in season.placings] == ["b", "a", "c"] and season.overall == ()
    assert season.undecided[0] == "table West of `league`: 1 matches have no known score"
    assert season.ties == () and season.berths[0].clubs == ()


def test_a_match_called_off_counts_for_nothing() -> None:
    facts = known()
    off = replace(facts, scores=(*facts.scores[:-1], replace(facts.scores[-1], played=False)))
    rows = {line.club: line for line in replay(compile_plan(small()), off).placings}
    assert (rows["c"].row.played, rows["c"].row.points, rows["p"].row.played, rows["p"].row.points) == (4, 2, 4, 5)
    tally = run(compile_plan(small()), strengths_of(small()), off, worlds=4, seed=1, block=4)
    assert tally.meetings[0, 2, 3] == 0 and tally.home_matches[0, 2, 0] == 2 * 4


def test_per_match_figures_are_compared_exactly() -> None:
    # Points per match: b 10/5, a 8/5, c 5/5, p 5/5, q 4/4: three clubs level on one point a match.
    words = ("points-per-match", "wins-per-match", "goals-for-per-match", "lots")
    season = replay(compile_plan(small(tiebreak=words)), known())
    assert [line.club for line in season.overall] == ["b", "a", "q", "c", "p"]
    assert [line.decided_by for line in season.overall][2:4] == ["wins-per-match", "goals-for-per-match"]


@pytest.mark.parametrize(
    ("word", "figures"),
    [
        ("away-goal-difference", {"a": -2, "b": 1, "c": -4, "p": -4, "q": -1}),
        ("home-goal-difference", {"a": 2, "b": 5, "c": 4, "p": 1, "q": -2}),
        ("home-goals-for", {"a": 3, "b": 5, "c": 5, "p": 2, "q": 1}),
        ("away-goals", {"a": 0, "b": 3, "c": 0, "p": 2, "q": 1}),
    ],
)
def test_figures_at_home_and_away(word: str, figures: dict[str, int]) -> None:
    # Away: a 0-2 0-0, b 0-1 1-1 2-0, c 0-1 0-3, p 1-1 1-1 0-4, q 0-2 1-0. Home: a 1-0 1-0 1-1, b 2-0 3-0,
    # c 0-0 1-1 4-0, p 2-0 0-1, q 1-1 0-2.
    season = replay(compile_plan(small(tiebreak=(word, "ranking"))), known())
    assert [figures[line.club] for line in season.overall] == sorted(figures.values(), reverse=True)
    assert {line.decided_by for line in season.overall} <= {word, "ranking", ""}


def test_a_league_without_fixtures_needs_meetings() -> None:
    bare = replace(small(), fixtures=())
    with pytest.raises(CupwrightError, match="no fixture list of `league`"):
        compile_plan(bare)
    slots = tuple(
        replace(slot, table="East" if slot.club in "ab" else "West") for slot in bare.slots if slot.club != "c"
    )
    even = replace(bare, slots=slots, ranking=("a", "b", "p", "q"))
    league = replace(even.format.stages[0], places=4, meetings=Meetings(2, 3))
    even = replace(even, format=replace(even.format, stages=(league, *even.format.stages[1:])))
    plan = compile_plan(even)
    assert len(plan.schedule) == 2 * 2 + 2 * 3
    tally = run(plan, strengths_of(even), worlds=3, seed=2)
    pairs = tally.meetings.sum(axis=0) + tally.meetings.sum(axis=0).T
    assert pairs[0, 1] >= 6 and (pairs[:2, 2:].sum(axis=1) >= 9).all()


def test_problems_of_a_league_are_told() -> None:
    edition = small()
    slots = tuple(replace(slot, table="North" if slot.club == "c" else slot.table) for slot in edition.slots)
    with pytest.raises(CupwrightError, match="1 slots stand in no table of `league`"):
        compile_plan(replace(edition, slots=slots))
    with pytest.raises(CupwrightError, match="has matches of clubs not in it"):
        compile_plan(replace(edition, fixtures=(("league", (("a", "z"),)),)))
    for take, of in (("place-3", ""), ("places-1-4", "East"), ("place-1", "North"), ("below-3", ""), ("winners", "")):
        award = Award("x", "X", (Feed(stage="league", take=take, of=of),))
        with pytest.raises(CupwrightError, match="award `x` takes"):
            compile_plan(replace(edition, format=replace(edition.format, awards=(award,))))


def test_a_record_of_tables_is_checked() -> None:
    season = replay(compile_plan(small()), known())
    record = Record(groups=(("East", ("b", "a")), ("overall", ("b", "a", "c", "p", "q"))))
    assert verify(season, record).groups.right == 2
    assert verify(season, Record(groups=(("West", ("q", "p")),))).differences


def test_thirty_clubs_play_510_matches() -> None:
    clubs = [f"c{k}" for k in range(30)]
    slots = tuple(Slot(c, "X", "league", c, table=("East", "West")[k % 2]) for k, c in enumerate(clubs))
    league = LeagueStage(
        "league", "L", (Feed(slots=True),), 30, ("points", "wins", "goal-difference", "goals-for", "lots"),
        ("East", "West"), meetings=Meetings(2, 6),
    )  # fmt: skip
    edition = edition_of((league,), slots)
    plan = compile_plan(edition)
    assert len(plan.schedule) == 510
    tally = run(plan, strengths_of(edition), worlds=20, seed=3)
    assert (tally.home_matches.sum(axis=(0, 2)) + tally.meetings.sum(axis=(0, 1)) == 34 * 20).all()
    assert tally.placings[:, :, plan.place_columns["league"]].sum() == 600
    assert tally.entered("champion").sum() == 20
    season = explain_world(plan, strengths_of(edition), seed=3, world=4)
    assert all(line.row.played == 34 for line in season.overall) and len(season.overall) == 30


def test_a_long_season_is_added_up_in_full() -> None:
    clubs = [f"c{k}" for k in range(24)]
    slots = tuple(Slot(c, "X", "league", c) for c in clubs)
    league = LeagueStage(
        "league", "L", (Feed(slots=True),), 24, ("points", "goal-difference", "lots"), meetings=Meetings(4)
    )
    edition = edition_of((league,), slots)
    season = explain_world(compile_plan(edition), strengths_of(edition), seed=5, world=0)
    assert all(line.row.played == 92 for line in season.placings) and season.overall == ()
    figures = [(line.row.points, line.row.goal_difference) for line in season.placings]
    assert figures == sorted(figures, reverse=True)
    assert sum(line.row.won for line in season.placings) == sum(line.row.lost for line in season.placings)
