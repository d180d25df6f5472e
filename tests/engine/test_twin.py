"""The engine agrees, world by world, with a slow twin: on the 2026 edition and on editions at random."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupwright.engine import compile_plan, explain_world, group_trace, run
from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition, TieStage
from cupwright.football.strengths import Strengths
from cupwright.rulebook import load_edition
from tests.engine.random_editions import editions, strengths_of
from tests.engine.slow_draws import NoDrawError
from tests.engine.slow_engine import Twin


def check_world(edition: Edition, strengths: Strengths, seed: int, world: int) -> Twin:
    """Hold one world of the engine against the twin's."""
    twin = Twin(edition, strengths, 0, seed, world).play()
    season = explain_world(compile_plan(edition), strengths, seed=seed, world=world, first_world=world, block=1)
    assert season.champion == twin.champion
    assert not season.undecided and not season.contradictions
    placed = [(p.stage, p.club, p.decided_by, p.row.points, p.row.goal_difference) for p in season.placings]
    slow = [
        (stage, club, reason, row["points"], row["for"] - row["against"])
        for stage, tables in twin.tables.items()
        for table in tables
        for club, reason in table
        for row in [twin.records[stage][club]]
    ]
    assert placed == slow
    placed = [(p.stage, p.club, p.decided_by) for p in season.overall]
    slow_overall = [
        (stage, club, reason)
        for stage, overall in twin.overall.items()
        if len(twin.tables[stage]) > 1
        for club, reason in overall
    ]
    assert placed == slow_overall
    ties = [
        (t.stage, t.number, t.clubs, list(t.legs), t.extra, t.winner, t.decided_by, t.hosted_by, t.paired_by)
        for t in season.ties
    ]
    slow_ties = [
        (s, t.number, t.clubs, t.legs, t.extra, t.winner, t.decided_by, t.hosted_by, t.paired_by)
        for s, all_ties in twin.ties.items()
        for t in all_ties
    ]
    assert ties == slow_ties
    assert {b.award: list(b.clubs) for b in season.berths} == twin.berths
    return twin


def check_counts(edition: Edition, strengths: Strengths, seed: int, twins: list[Twin]) -> None:
    """Hold the counts of a batch against those of the twins."""
    tally = run(compile_plan(edition), strengths, worlds=len(twins), seed=seed, block=len(twins), paths=True)
    ties = [stage.id for stage in edition.format.stages if isinstance(stage, TieStage)]
    expected = Counter[tuple[str, ...]]()
    for twin in twins:
        for stage, clubs in twin.reached.items():
            expected.update(("reached", club, stage) for club in clubs)
        expected["reached", twin.champion, "champion"] += 1
        for stage, tables in twin.tables.items():
            for table in tables:
                expected.update(("place", club, stage, str(k)) for k, (club, _) in enumerate(table))
        for name in ("home", "neutral"):
            for (stage, club), count in getattr(twin, name).items():
                expected[name, club, stage] += count
        for pair, count in twin.hosted.items():
            expected["meeting", *pair] += count
        for stage, played in twin.ties.items():
            expected.update(("won", tie.winner, tie.loser, stage) for tie in played)
        for stage, rows in twin.records.items():
            for club, row in rows.items():
                expected["wins", club, stage] += row["wins"]
        expected.update(("berth", club, award) for award, clubs in twin.berths.items() for club in clubs)
        expected.update(("passed on", award) for award in twin.passed_on)
        for award in edition.format.awards:
            expected["berth", "", award.id] += award.places - len(twin.berths[award.id])
    counted = Counter[tuple[str, ...]]()
    for i, club in enumerate(tally.clubs):
        for stage in (*tally.stages, "champion"):
            counted["reached", club, stage] += int(tally.entered(stage)[0, i])
        for s, stage in enumerate(tally.stages):
            counted["home", club, stage] += int(tally.home_matches[0, i, s])
            counted["neutral", club, stage] += int(tally.neutral[0, i, s])
            counted["wins", club, stage] += int(tally.wins[0, i, s])
        for stage, columns in tally.place_columns.items():
            for k, column in enumerate(columns):
                counted["place", club, stage, str(k)] += int(tally.placings[0, i, column])
        for j, other in enumerate(tally.clubs):
            counted["meeting", club, other] += int(tally.meetings[0, i, j])
            for k, stage in enumerate(ties):
                counted["won", club, other, stage] += int(tally.won[0, k, i, j])
    for a, award in enumerate(tally.awards):
        for i, club in enumerate((*tally.clubs, "")):
            counted["berth", club, award] += int(tally.berths[0, a, i])
        counted["passed on", award] += int(tally.passed_on[0, a])
    assert +counted == +expected


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions(), st.integers(0, 2**64 - 1), st.sampled_from([-0.15, 0.1]))
def test_random_editions(edition: Edition, seed: int, rho: float) -> None:
    strengths = strengths_of(edition, seed % 1000, rho=rho)
    twins = []
    for world in range(3):
        try:
            twins.append(check_world(edition, strengths, seed, world))
        except NoDrawError:
            with pytest.raises(CupwrightError, match="has no valid outcome"):
                run(compile_plan(edition), strengths, worlds=1, seed=seed, first_world=world)
            return
    check_counts(edition, strengths, seed, twins)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(editions(league=True), st.integers(0, 2**64 - 1))
def test_random_leagues(edition: Edition, seed: int) -> None:
    strengths = strengths_of(edition, seed % 1000)
    try:
        twins = [check_world(edition, strengths, seed, world) for world in range(3)]
    except NoDrawError:
        return
    check_counts(edition, strengths, seed, twins)


@pytest.mark.parametrize("name", ["copa-libertadores-2026", "copa-libertadores-2015"])
def test_real_editions(name: str) -> None:
    edition = load_edition(name)
    strengths = strengths_of(edition)
    check_counts(edition, strengths, 7, [check_world(edition, strengths, 7, world) for world in range(25)])


def test_the_trace_of_groups_is_the_run(name: str = "copa-libertadores-2026") -> None:
    edition = load_edition(name)
    plan, strengths = compile_plan(edition), strengths_of(edition)
    trace = group_trace(plan, strengths, worlds=6, seed=3, first_world=2, block=2)
    assert trace.members.shape == (6, 8, 4) and trace.goals.shape == (6, 8, 12, 2)
    for k in range(6):
        season = explain_world(plan, strengths, seed=3, world=2 + k, first_world=2, block=2)
        for g in range(8):
            table = season.placings[4 * g : 4 * g + 4]
            assert [plan.clubs[trace.members[k, g, p]] for p in trace.order[k, g]] == [p.club for p in table]
            scored = {plan.clubs[club]: 0 for club in trace.members[k, g]}
            for (i, j), (x, y) in zip(trace.schedule, trace.goals[k, g], strict=True):
                scored[plan.clubs[trace.members[k, g, i]]] += int(x)
                scored[plan.clubs[trace.members[k, g, j]]] += int(y)
            assert scored == {p.club: p.row.goals_for for p in table}
