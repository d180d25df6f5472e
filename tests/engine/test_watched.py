"""Worlds sorted by the results of matches, against worlds looked at one by one."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pytest

from cupwright.engine import Known, WatchedMatch, compile_plan, explain_world, group_trace, run, watch
from cupwright.football.competitions import Edition
from cupwright.football.outcomes import KnownScore
from cupwright.football.strengths import Strengths
from cupwright.study.documents import base_edition
from cupwright.study.known import known_of
from cupwright.study.open_matches import open_matches
from tests.engine.random_editions import strengths_of

WORLDS, BLOCK, SEED = 48, 12, 11
Scores = dict[WatchedMatch, tuple[int, int]]

# Groups under way and a draw to come; quarter-finals; a best of three; a league on its last days.
SEASONS = [("copa-libertadores-2026", "2026-05-20"), ("copa-libertadores-2025", "2025-10-15"),
           ("mls-2025", "2025-10-20"), ("liga-mx-2024-apertura", "2024-11-08")]  # fmt: skip


def group_scores(edition: Edition, strengths: Strengths, known: Known, stage: str, world: int) -> Scores:
    plan = compile_plan(edition)
    trace = group_trace(plan, strengths, known, worlds=WORLDS, seed=SEED, stage=stage, block=BLOCK)
    return {
        WatchedMatch(stage, *(plan.clubs[trace.members[world, group, seat]] for seat in trace.schedule[m])):
            (int(trace.goals[world, group, m, 0]), int(trace.goals[world, group, m, 1]))
        for group in range(trace.members.shape[1]) for m in range(len(trace.schedule))
    }  # fmt: skip


def tie_scores(edition: Edition, strengths: Strengths, known: Known, world: int) -> tuple[Scores, set[tuple[str, str]]]:
    """Return the scores of a world by match in both orders, and who got to which stage by its ties and tables."""
    season = explain_world(compile_plan(edition), strengths, known, seed=SEED, world=world, block=BLOCK)
    scores: Scores = {}
    there = {(club, tie.stage) for tie in season.ties for club in tie.clubs} | {(season.champion, "champion")}
    there |= {(line.club, line.stage) for line in season.placings}
    for tie in season.ties:
        for leg, goals in enumerate(tie.legs, 1):
            if goals is not None:
                scores[WatchedMatch(tie.stage, *tie.clubs, leg)] = goals
                scores[WatchedMatch(tie.stage, *tie.clubs[::-1], leg)] = goals[::-1]
    return scores, there


@pytest.mark.parametrize(("name", "day"), SEASONS, ids=[name for name, _ in SEASONS])
def test_sorted_worlds_are_the_worlds_looked_at_one_by_one(name: str, day: str) -> None:
    edition = base_edition(name)
    known = known_of(edition, dt.date.fromisoformat(day))
    opened = open_matches(edition, known)
    matches = [WatchedMatch(match.stage, match.home, match.away, match.leg) for match in opened][:12]
    plan, strengths = compile_plan(edition), strengths_of(edition, draws=WORLDS // BLOCK)
    found = watch(plan, strengths, known, matches, worlds=WORLDS, seed=SEED, block=BLOCK, batch=WORLDS // 2, threads=2)
    fell, then = Counter[tuple[WatchedMatch, int]](), Counter[tuple[WatchedMatch, int, str, str]]()
    ways = (*plan.stages, "champion")
    tables = {match.stage for match in opened if match.group}
    for world in range(WORLDS):
        scores, there = tie_scores(edition, strengths, known, world)
        for stage in tables:
            scores |= group_scores(edition, strengths, known, stage, world)
        for match in set(matches) & set(scores):
            own, other = scores[match]
            result = 0 if own > other else 1 if own == other else 2
            fell[match, result] += 1
            then.update((match, result, club, stage) for club, stage in there)
    # Worlds are not told match by match in a league: see below.
    told = [number for number, match in enumerate(matches) if match.stage != "regular-season"]
    for number in told:
        for result in range(3):
            assert found.fell[:, number, result].sum() == fell[matches[number], result]
            for at, club in enumerate(plan.clubs):
                for to, stage in enumerate(ways):
                    assert found.then[:, number, result, at, to].sum() == then[matches[number], result, club, stage]
    tally = run(plan, strengths, known, worlds=WORLDS, seed=SEED, block=BLOCK)
    assert np.array_equal(found.reached.sum(axis=0), tally.reached.sum(axis=0))
    assert found.worlds.tolist() == [WORLDS // 2] * 2
    for number in (number for number, match in enumerate(matches) if match.leg < 3):
        assert found.fell[:, number].sum() == WORLDS
        assert np.array_equal(found.then[:, number].sum(axis=1), found.reached)


def test_the_results_of_a_last_day_are_what_they_add_to_the_table() -> None:
    """A league: on its last day each club plays once, and its table tells how that match went."""
    edition = base_edition("liga-mx-2024-apertura")
    known = known_of(edition, dt.date(2024, 11, 7))
    opened = [match for match in open_matches(edition, known) if match.stage == "regular-season"]
    matches = [WatchedMatch(match.stage, match.home, match.away) for match in opened]
    plays = Counter(club for match in opened for club in (match.home, match.away))
    plan, strengths = compile_plan(edition), strengths_of(edition, draws=WORLDS // BLOCK)
    found = watch(plan, strengths, known, matches, worlds=WORLDS, seed=SEED, block=BLOCK, batch=WORLDS)
    before: dict[str, list[int]] = {club: [0, 0, 0] for club in plan.clubs}
    for score in known.scores:
        for club, (own, other) in zip(score.clubs, (score.goals, score.goals[::-1]), strict=True):
            before[club][0 if own > other else 1 if own == other else 2] += 1
    fell = np.zeros((len(matches), 3), int)
    for world in range(WORLDS):
        season = explain_world(plan, strengths, known, seed=SEED, world=world, block=BLOCK)
        after = {line.club: line.row for line in season.placings}
        for number, match in enumerate(matches):
            row = after[match.home]
            fell[number] += np.array((row.won, row.drawn, row.lost)) - before[match.home]
    once = [number for number, match in enumerate(matches) if plays[match.home] == 1]
    assert len(once) >= 3
    assert found.fell[0][once].tolist() == fell[once].tolist()


def test_a_match_that_stands_twice_is_the_next_meeting_the_second_time() -> None:
    """It is the same match as when the first meeting is known."""
    edition = base_edition("mls-2021")
    twice = Counter(dict(edition.fixtures)["regular-season"])
    match = WatchedMatch("regular-season", *next(pair for pair, times in twice.items() if times == 2))
    plan, strengths = compile_plan(edition), strengths_of(edition)

    def fell(known: Known | None, matches: list[WatchedMatch]) -> list[list[int]]:
        found = watch(plan, strengths, known, matches, worlds=200, seed=SEED, block=50, batch=200).fell[0]
        return [[int(times) for times in row] for row in found]

    both = fell(None, [match, match])
    first = Known(scores=(KnownScore(match.stage, (match.home, match.away), 1, (5, 0)),))
    assert both[1] == fell(first, [match])[0] != both[0]


def test_a_match_of_clubs_that_are_not_in_the_edition_is_refused() -> None:
    edition = base_edition("copa-libertadores-2026")
    plan, strengths = compile_plan(edition), strengths_of(edition)
    with pytest.raises(KeyError):
        watch(plan, strengths, None, [WatchedMatch("final", "palmeiras", "nobody")], worlds=4, seed=0, block=1, batch=4)
