"""The verdicts of the register can be lost: another score, or another host on record, and the replay says so.

Each edition of the library is replayed with one deciding result turned round, and held against its record with the
hosts swapped. What an edition does not have on record it must not claim to have reproduced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from cupwright.data.matches import fetched_together
from cupwright.engine import Known, Plan, compile_plan, verify
from cupwright.engine import replay as play
from cupwright.football.competitions import Edition
from cupwright.football.outcomes import Season, TieOutcome
from cupwright.rulebook import list_documents, load_edition
from cupwright.study.documents import base_edition
from cupwright.study.known import known_of

EDITIONS = [name for name, path in list_documents().items() if path.parent.name == "editions"]
GIVEN = ("advanced", "walkover", "")


def has_record(name: str) -> bool:
    record = load_edition(name).record
    return bool(record.ties or record.groups)


ON_RECORD = [name for name in EDITIONS if has_record(name)]


@pytest.fixture(scope="module", autouse=True)
def facts_at_once() -> Iterator[None]:
    with fetched_together(load_edition(name).results for name in EDITIONS):
        yield


def test_nearly_every_edition_is_on_record() -> None:
    assert len(ON_RECORD) >= 140


@cache
def history(name: str) -> tuple[Edition, Plan, Known, Season]:
    edition = base_edition(name)
    plan, known = compile_plan(edition), known_of(edition)
    return edition, plan, known, play(plan, known)


def _lost(known: Known, tie: TieOutcome) -> Known:
    """Return what is known with every match of a tie lost by its winner, 0-9."""

    def turned(clubs: tuple[str, str]) -> tuple[int, int]:
        return (0, 9) if clubs[0] == tie.winner else (9, 0)

    scores = tuple(
        replace(score, goals=turned(score.clubs), extra=None, penalties=None)
        if score.stage == tie.stage and set(score.clubs) == set(tie.clubs)
        else score
        for score in known.scores
    )
    return replace(known, scores=scores)


@pytest.mark.parametrize("name", ON_RECORD)
def test_another_result_of_a_deciding_tie_changes_the_verdict(name: str) -> None:
    edition, plan, known, season = history(name)
    recorded = {(tie.stage, frozenset(tie.clubs)) for tie in edition.record.ties if tie.winner}
    decided = [tie for tie in season.ties if (tie.stage, frozenset(tie.clubs)) in recorded]
    decided = [tie for tie in decided if tie.decided_by not in GIVEN and None not in tie.legs]
    before = verify(season, edition.record, irregular=edition.irregular)
    if not decided:
        assert before.winners.right == 0
        return
    champions = [tie for tie in decided if tie.winner == season.champion]
    tie = (champions or decided)[-1]
    altered = play(plan, _lost(known, tie))
    found = verify(altered, edition.record, irregular=edition.irregular)
    assert any(line.startswith("winner of") for line in found.differences), tie
    assert found.winners.right < before.winners.right
    if edition.record.champion and tie.stage == edition.format.stages[-1].id:
        assert any(line.startswith("champion") for line in found.differences)


@pytest.mark.parametrize("name", ON_RECORD)
def test_another_score_at_the_top_of_a_table_changes_the_verdict(name: str) -> None:
    edition, plan, known, season = history(name)
    before = verify(season, edition.record, irregular=edition.irregular)
    if not before.groups.right:
        return
    table, order = edition.record.groups[0]
    stage = next(line.stage for line in season.placings if line.group == table and line.club == order[0])
    scores = tuple(
        replace(score, goals=(0, 9) if score.clubs[0] == order[0] else (9, 0))
        if score.stage == stage and order[0] in score.clubs
        else score
        for score in known.scores
    )
    found = verify(play(plan, replace(known, scores=scores)), edition.record, irregular=edition.irregular)
    assert found.groups.right < before.groups.right
    assert any(order[0] in line for line in found.differences)


@pytest.mark.parametrize("name", ON_RECORD)
def test_swapped_hosts_are_reported(name: str) -> None:
    edition, _, _, season = history(name)
    before = verify(season, edition.record, irregular=edition.irregular)
    moved = {frozenset(fact.clubs) for fact in edition.irregular if fact.what == "moved"}

    ties = tuple(
        replace(tie, first_leg_host=next(club for club in tie.clubs if club != tie.first_leg_host))
        if tie.first_leg_host and frozenset(tie.clubs) not in moved
        else tie
        for tie in edition.record.ties
    )
    found = verify(season, replace(edition.record, ties=ties), irregular=edition.irregular)
    wrong = [line for line in found.differences if line.startswith("first-leg host")]
    right = sum(frozenset(tie.clubs) in moved for tie in edition.record.ties if tie.first_leg_host)
    assert len(wrong) >= before.hosts.right - right
    assert found.hosts.right <= right
    assert bool(wrong) == (before.hosts.right > right)
