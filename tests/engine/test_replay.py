"""Replays: history comes out of scores, draws and rules; a changed fact changes the verdict; nothing is guessed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cupwright.engine import Known, compile_plan, group_trace, replay, run, verify
from cupwright.errors import CupwrightError
from cupwright.football.access import Slot
from cupwright.football.competitions import (
    Award,
    Draw,
    Edition,
    Feed,
    GroupStage,
    Irregular,
    Pairing,
    RecordedDraw,
    RecordedTie,
    TieStage,
)
from cupwright.football.outcomes import Advance, KnownScore, Season, TieOutcome
from cupwright.rulebook import load_edition
from cupwright.study.known import known_of
from tests.engine.random_editions import edition_of, strengths_of

DOUBLE = (((1, 2), (3, 4)), ((4, 1), (2, 3)), ((1, 3), (2, 4)), ((2, 1), (4, 3)), ((1, 4), (3, 2)), ((3, 1), (4, 2)))
CLUBS = ("a", "b", "c", "d", "e", "f", "g", "h")


@pytest.fixture(scope="module", params=["copa-libertadores-2015", "copa-libertadores-2026"])
def history(request: pytest.FixtureRequest) -> tuple[Edition, Known]:
    edition = load_edition(request.param)
    return edition, known_of(edition)


def tie_of(season: Season, stage: str, club: str) -> TieOutcome:
    """Return the tie of a club in a stage."""
    return next(tie for tie in season.ties if tie.stage == stage and club in tie.clubs)


def test_history_comes_out_as_it_was(history: tuple[Edition, Known]) -> None:
    edition, known = history
    report = verify(replay(compile_plan(edition), known), edition.record)
    assert report.differences == () and report.agrees
    assert report.groups.right == report.groups.total == 8
    assert report.pairings.right == report.pairings.total >= 9, "those that no recorded draw put together"
    assert report.winners.right == report.winners.total >= 21
    assert report.hosts.right == report.hosts.total >= 21


def test_the_record_is_no_input(history: tuple[Edition, Known]) -> None:
    edition, known = history
    bare = replace(edition, record=type(edition.record)(groups=edition.record.groups))
    plan = compile_plan(replace(bare, record=replace(bare.record, groups=())))
    names = tuple(p.club for p in replay(compile_plan(edition), known).placings)
    assert tuple(p.club for p in replay(plan, known).placings) == names


def test_a_host_swapped_in_the_record_is_reported(history: tuple[Edition, Known]) -> None:
    edition, known = history
    season = replay(compile_plan(edition), known)
    swapped = 0
    for k, tie in enumerate(edition.record.ties):
        if not tie.first_leg_host:
            continue
        other = next(club for club in tie.clubs if club != tie.first_leg_host)
        ties = (*edition.record.ties[:k], replace(tie, first_leg_host=other), *edition.record.ties[k + 1 :])
        (difference,) = verify(season, replace(edition.record, ties=ties))
        assert "first-leg host" in difference and other in difference
        swapped += 1
    assert swapped >= 21


def test_one_deciding_score_changes_the_verdict(history: tuple[Edition, Known]) -> None:
    edition, known = history
    plan = compile_plan(edition)
    changed = 0
    for tie in replay(plan, known).ties:
        if tie.decided_by != "aggregate" or any(leg is None for leg in tie.legs):
            continue
        loser = next(club for club in tie.clubs if club != tie.winner)
        scores = tuple(
            replace(score, goals=(9, 0) if score.clubs[0] == loser else (0, 9))
            if score.stage == tie.stage and set(score.clubs) == set(tie.clubs)
            else score
            for score in known.scores
        )
        season = replay(plan, replace(known, scores=scores))
        assert tie_of(season, tie.stage, loser).winner == loser
        assert any(tie.winner in text for text in verify(season, edition.record))
        changed += 1
    assert changed >= 8


def test_nobody_is_sent_on_without_a_fact(history: tuple[Edition, Known]) -> None:
    edition, known = history
    plan = compile_plan(edition)
    for tie in replay(plan, known).ties:
        if tie.decided_by != "penalties":
            continue
        scores = tuple(
            replace(score, penalties=None) if set(score.clubs) == set(tie.clubs) and score.stage == tie.stage else score
            for score in known.scores
        )
        season = replay(plan, replace(known, scores=scores))
        open_tie = tie_of(season, tie.stage, tie.clubs[0])
        assert open_tie.winner == "" and any(tie.clubs[0] in text for text in season.undecided)


def test_without_results_nothing_is_told(history: tuple[Edition, Known]) -> None:
    edition, _ = history
    season = replay(compile_plan(edition), Known())
    assert season.placings == () and season.champion == "" and season.undecided
    assert all(tie.winner == "" for tie in season.ties)
    assert all(berth.clubs == () and "not known" in berth.chain[-1] for berth in season.berths)


def test_the_final_of_2015() -> None:
    edition = load_edition("copa-libertadores-2015")
    season = replay(compile_plan(edition), known_of(edition))
    final = tie_of(season, "final", "tigres-uanl")
    assert final.clubs == ("tigres-uanl", "river-plate-arg") and final.hosted_by == "guest-hosts-first"
    assert season.champion == "river-plate-arg"
    berth = next(berth for berth in season.berths if berth.award == "club-world-cup")
    assert berth.clubs == ("river-plate-arg",) and "beat `tigres-uanl` in `final`" in berth.chain[0]


def test_a_guest_champion_of_2015_would_have_passed_the_place_on() -> None:
    edition = load_edition("copa-libertadores-2015")
    known = known_of(edition)
    scores = tuple(
        replace(score, goals=(5, 0) if score.clubs[0] == "tigres-uanl" else (0, 5)) if score.stage == "final" else score
        for score in known.scores
    )
    season = replay(compile_plan(edition), replace(known, scores=scores))
    assert season.champion == "tigres-uanl"
    berth = next(berth for berth in season.berths if berth.award == "club-world-cup")
    assert berth.clubs == ("river-plate-arg",)
    assert any("guest" in step and "passes on" in step for step in berth.chain)


def test_two_clubs_of_2026_are_separated_by_their_own_matches() -> None:
    edition = load_edition("copa-libertadores-2026")
    season = replay(compile_plan(edition), known_of(edition))
    first, second = (p for p in season.placings if p.group == "H" and p.place <= 2)
    assert (first.club, second.club) == ("independiente-del-valle", "rosario-central")
    assert first.row.points == second.row.points and first.decided_by.startswith("head-to-head")


def small() -> Edition:
    """Return one group of four, a two-legged semi-final stage of eight's best four, and a final; slots a to h."""
    ties = TieStage(
        "ties", "T", (Feed(slots=True),), 8, Pairing("draw", Draw((4, 4), (2, 1))), 2, False, "pot-1",
        ("aggregate", "penalties"),
    )  # fmt: skip
    groups = GroupStage(
        "groups", "G", (Feed(stage="ties", take="winners"),), 4, 1, Draw((4,), (1,)), DOUBLE,
        ("points", "goal-difference", "goals-for", "lots"),
    )  # fmt: skip
    feeds = (Feed(stage="groups", take="place-1"), Feed(stage="groups", take="place-2"))
    final = TieStage(
        "final", "F", feeds, 2, Pairing("seeds", pairs=((1, 2),)), 1, True, "better-seeded",
        ("aggregate", "extra-time", "penalties"),
    )  # fmt: skip
    slots = tuple(Slot(name, "A", "ties", name, guest=name == "h") for name in CLUBS)
    award = Award("cup", "C", (Feed(stage="final", take="winners"), Feed(stage="final", take="losers")), 1, ("guests",))
    return edition_of((ties, groups, final), slots, (award,))


DRAWS = (
    RecordedDraw("ties", None, (("a", "e"), ("f", "b"), ("c", "g"), ("h", "d"))),
    RecordedDraw("groups", None, (("ties:1", "ties:2", "ties:3", "ties:4"),)),
)


def leg(stage: str, first: str, second: str, number: int, x: int, y: int) -> KnownScore:
    return KnownScore(stage, (first, second), number, (x, y))


TIES = tuple(
    score
    for first, second in (("a", "e"), ("b", "f"), ("c", "g"))
    for score in (leg("ties", first, second, 1, 2, 0), leg("ties", second, first, 2, 1, 1))
)


def test_a_walkover_and_an_unknown_score_let_a_club_go_on() -> None:
    plan = compile_plan(small())
    for how in ("walkover", "advanced"):
        known = Known(TIES, (Advance("ties", ("d", "h"), "h", how),), DRAWS)
        season = replay(plan, known)
        assert [tie.winner for tie in season.ties if tie.stage == "ties"] == ["a", "b", "c", "h"]
        assert tie_of(season, "ties", "h").decided_by == how
        tally = run(plan, strengths_of(plan.edition), known, worlds=40, seed=1)
        assert tally.entered("groups")[:, [plan.clubs.index(x) for x in "abch"]].sum() == 160
        played = tally.meetings[:, plan.clubs.index("d"), plan.clubs.index("h")].sum()
        assert played == (0 if how == "walkover" else 40)


def group_scores(clubs: str, x: int, y: int) -> tuple[KnownScore, ...]:
    return tuple(leg("groups", clubs[i - 1], clubs[j - 1], 0, x, y) for day in DOUBLE for i, j in day)


def test_level_clubs_are_an_open_question_unless_lots_are_recorded() -> None:
    plan = compile_plan(small())
    known = Known((*TIES, *group_scores("abch", 1, 1)), (Advance("ties", ("d", "h"), "h", "advanced"),), DRAWS)
    season = replay(plan, known)
    assert sum("lots" in text for text in season.undecided) == 3
    assert not [tie for tie in season.ties if tie.stage == "final"]
    lots = Irregular("lots", "groups", ("h", "c", "b", "a"))
    season = replay(plan, replace(known, lots=(lots,)))
    assert [p.club for p in season.placings] == ["h", "c", "b", "a"] and season.placings[0].decided_by == "lots"
    assert set(tie_of(season, "final", "h").clubs) == {"h", "c"}
    tally = run(plan, strengths_of(plan.edition), replace(known, lots=(lots,)), worlds=20, seed=1)
    assert tally.entered("final").sum(0)[[plan.clubs.index("h"), plan.clubs.index("c")]].tolist() == [20, 20]


def test_extra_time_and_shoot_outs_are_told_as_they_were() -> None:
    plan = compile_plan(small())
    lots = (Irregular("lots", "groups", ("h", "c", "b", "a")),)
    before = (*TIES, *group_scores("abch", 1, 1))
    advance = (Advance("ties", ("d", "h"), "h", "advanced"),)
    final = KnownScore("final", ("c", "h"), 1, (1, 1), extra=(2, 3))
    season = replay(plan, Known((*before, final), advance, DRAWS, lots))
    assert (season.champion, tie_of(season, "final", "c").decided_by) == ("h", "extra-time")
    assert tie_of(season, "final", "c").extra == ((3, 2) if tie_of(season, "final", "c").clubs[0] == "h" else (2, 3))
    assert season.berths[0].clubs == ("c",)
    shoot_out = replace(final, extra=None, penalties=(4, 2))
    season = replay(plan, Known((*before, shoot_out), advance, DRAWS, lots))
    assert (season.champion, tie_of(season, "final", "c").decided_by) == ("c", "penalties")
    unknown = replay(plan, Known((*before, replace(final, extra=None)), advance, DRAWS, lots))
    assert unknown.champion == "" and unknown.berths[0].clubs == ()


@pytest.mark.parametrize(
    ("known", "word"),
    [
        (Known((*TIES, leg("ties", "a", "b", 1, 1, 0)), draws=DRAWS), "do not meet"),
        (Known(TIES, (Advance("ties", ("a", "e"), "e", "advanced"),), DRAWS), "the scores send on `a`"),
        (
            Known((*TIES[:1], replace(TIES[1], penalties=(4, 2)), *TIES[2:]), draws=DRAWS),
            "a shoot-out is recorded",
        ),
        (
            Known(
                (*TIES, leg("groups", "a", "e", 0, 1, 0)), (Advance("ties", ("d", "h"), "h", "advanced"),), DRAWS
            ),
            "no match of `a` at home to `e`",
        ),
        (
            Known(
                TIES, (Advance("ties", ("d", "h"), "h", "advanced"),),
                (DRAWS[0], RecordedDraw("groups", None, (("a", "b", "c", "d"),))),
            ),
            "which did not reach it",
        ),
    ],
)  # fmt: skip
def test_a_fact_that_does_not_fit_is_reported_and_refused(known: Known, word: str) -> None:
    plan = compile_plan(small())
    assert any(word in text for text in replay(plan, known).contradictions)
    with pytest.raises(CupwrightError, match="contradiction"):
        run(plan, strengths_of(plan.edition), known, worlds=5, seed=1)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (Known((leg("tise", "a", "e", 1, 1, 0),)), "unknown-stage"),
        (Known((leg("ties", "a", "x", 1, 1, 0),)), "unknown-club"),
        (Known((leg("ties", "a", "e", 3, 1, 0),)), "leg"),
        (Known((leg("ties", "a", "e", 1, -1, 0),)), "score"),
        (Known((leg("ties", "a", "e", 1, 1, 0), leg("ties", "e", "a", 1, 1, 0))), "contradiction"),
        (Known(advances=(Advance("ties", ("a", "e"), "b", "advanced"),)), "contradiction"),
        (Known(draws=(RecordedDraw("ties", None, (("a", "e"),)),)), "draw"),
        (Known(draws=(RecordedDraw("final", None, (("a", "e"),)),)), "draw"),
        (Known(draws=(DRAWS[0], RecordedDraw("groups", None, (("ties:1", "ties:2", "ties:3", "ties:9"),)))), "draw"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_at_once(known: Known, code: str) -> None:
    with pytest.raises(CupwrightError) as caught:
        replay(compile_plan(small()), known)
    assert code in {problem.code for problem in caught.value.problems}


def test_meetings_at_one_ground_are_told_apart() -> None:
    edition = small()
    ties, groups, final = edition.format.stages
    assert isinstance(groups, GroupStage)
    thrice = (((1, 2),), ((2, 1),), ((1, 2),))
    groups = replace(groups, places=2, draw=Draw((2,), (1,)), matchdays=thrice)
    ties = replace(ties, places=4, pairing=Pairing("draw", Draw((2, 2), (2, 1))))
    small_edition = edition_of((ties, groups, final), edition.slots[:4])
    draws = (
        RecordedDraw("ties", None, (("a", "c"), ("b", "d"))),
        RecordedDraw("groups", None, (("ties:1", "ties:2"),)),
    )
    won = tuple(leg("ties", x, y, n, *score) for x, y in ("ac", "bd") for n, score in ((1, (1, 0)), (2, (0, 0))))
    scores = leg("groups", "a", "b", 1, 1, 0), leg("groups", "b", "a", 2, 0, 0), leg("groups", "a", "b", 3, 4, 2)
    season = replay(compile_plan(small_edition), Known((*won, *scores[::-1]), draws=draws))
    assert [(p.club, p.row.goals_for, p.row.points) for p in season.placings] == [("a", 5, 7), ("b", 2, 1)]
    strengths = strengths_of(small_edition)
    trace = group_trace(compile_plan(small_edition), strengths, worlds=50, seed=3)
    assert (trace.goals[:, 0, 0] != trace.goals[:, 0, 2]).any(axis=1).sum() > 25


def test_a_forecast_holds_what_was_played() -> None:
    edition = load_edition("copa-libertadores-2026")
    plan, known = compile_plan(edition), known_of(edition)
    season = replay(plan, known)
    tally = run(plan, strengths_of(edition), known, worlds=200, seed=4)
    won = {tie.winner for tie in season.ties if tie.stage == "round-of-16"}
    column = tally.entered("quarter-finals").sum(0)
    assert {plan.clubs[i] for i in np.flatnonzero(column)} == won and set(column[column > 0]) == {200}
    placed = tally.placings.sum(0)
    for p in season.placings:
        assert placed[plan.clubs.index(p.club), p.place - 1] == 200
    titles = tally.entered("champion").sum(0)
    assert np.count_nonzero(titles) > 1 and {plan.clubs[i] for i in np.flatnonzero(titles)} < won


def test_a_tie_on_record_that_the_rules_do_not_make_is_reported() -> None:
    plan = compile_plan(small())
    season = replay(plan, Known(TIES, draws=DRAWS))
    record = replace(small().record, ties=(RecordedTie("ties", ("a", "b"), winner="a"),), champion="a")
    found = verify(season, record)
    assert found.differences == ("`ties`: a and b met on record, but not by the rules: e v a and f v b",)
    assert found.missing == ("champion: a on record, the results do not say",)


def test_a_winner_that_was_put_in_is_not_counted() -> None:
    plan = compile_plan(small())
    season = replay(plan, Known(TIES, (Advance("ties", ("d", "h"), "h", "advanced"),), DRAWS))
    pairs = (("a", "e", "a"), ("d", "h", "h"))
    record = replace(small().record, ties=tuple(RecordedTie("ties", (x, y), winner=won) for x, y, won in pairs))
    found = verify(season, record)
    assert (found.winners.right, found.winners.total) == (1, 1)
    assert found.pairings.total == 0, "the draw as it fell is an input too"
    assert found.differences == () and len(found.given) == 1 and "h went on in" in found.given[0]


def test_a_group_on_record_whose_results_are_not_known_is_missing() -> None:
    plan = compile_plan(small())
    record = replace(small().record, groups=(("A", ("a", "b", "c", "d")),))
    found = verify(replay(plan, Known(TIES, draws=DRAWS)), record)
    assert (found.groups.right, found.groups.total) == (0, 1)
    assert found.differences == () and not found.agrees
    assert found.missing == ("group A: a, b, c, d on record, the results do not say",)
