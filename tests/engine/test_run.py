"""Batches of worlds: the same on any number of threads and chunks, stoppable, and honest about their limits."""

from __future__ import annotations

import sys
from dataclasses import fields, replace

import numpy as np
import pytest

from cupwright.engine import Interrupted, Known, Plan, Tally, compile_plan, explain_world, group_trace, run
from cupwright.engine.run import Runner, block_size
from cupwright.errors import CupwrightError
from cupwright.football.access import Slot
from cupwright.football.competitions import Draw, Edition, Feed, GroupStage, Pairing, TieStage
from cupwright.rulebook import load_edition
from tests.engine.random_editions import edition_of, strengths_of


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compile_plan(load_edition("copa-libertadores-2026"))


def same(a: Tally, b: Tally) -> bool:
    """Whether two tallies are equal in every byte."""
    pairs = [(getattr(a, item.name), getattr(b, item.name)) for item in fields(Tally)]
    return all(np.array_equal(x, y) and x.dtype == y.dtype if isinstance(x, np.ndarray) else x == y for x, y in pairs)


def test_threads_and_chunks_do_not_change_a_byte(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    strengths = strengths_of(plan.edition, draws=50)
    one = run(plan, strengths, worlds=10_001, seed=7, threads=1, paths=True)
    assert one.total == 10_001 and one.reached[:, :, -1].sum() == 10_001
    assert same(one, run(plan, strengths, worlds=10_001, seed=7, threads=2, paths=True))
    monkeypatch.setattr(sys.modules["cupwright.engine.run"], "_CHUNK", 777)
    assert same(one, run(plan, strengths, worlds=10_001, seed=7, threads=3, paths=True))
    assert not same(one, run(plan, strengths, worlds=10_001, seed=8, threads=2, paths=True))


def test_parts_of_a_run_add_up_to_the_whole(plan: Plan) -> None:
    strengths = strengths_of(plan.edition, draws=10)
    whole = run(plan, strengths, worlds=400, seed=1, block=100)
    late = replace(
        strengths,
        **{
            item.name: getattr(strengths, item.name)[2:]
            for item in fields(strengths)
            if item.name not in ("clubs", "climb")
        },
    )
    first = run(plan, strengths, worlds=200, seed=1, block=100)
    second = run(plan, late, worlds=200, seed=1, block=100, first_world=200)
    assert np.array_equal(np.concatenate([first.reached, second.reached]), whole.reached)
    assert np.array_equal(np.concatenate([first.meetings, second.meetings]), whole.meetings)


def test_counts_add_up(plan: Plan) -> None:
    tally = run(plan, strengths_of(plan.edition, draws=20), worlds=2_000, seed=3)
    assert tally.worlds.tolist() == [100] * 20
    for s, stage in enumerate(plan.edition.format.stages):
        assert tally.reached[:, :, s].sum() == 2_000 * stage.places
    assert tally.meetings.sum() == 2_000 * 154 and tally.neutral.sum() == 2_000 * 2
    assert tally.home_matches.sum() == tally.meetings.sum()
    assert tally.placings.sum() == 2_000 * 32
    assert not tally.meetings[:, range(47), range(47)].any()


def test_progress_stop_and_interrupt_keep_what_is_done(plan: Plan) -> None:
    strengths, seen = strengths_of(plan.edition, draws=300), []
    run(plan, strengths, worlds=9_000, seed=1, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (9_000, 9_000) and [done for done, _ in seen] == sorted({done for done, _ in seen})
    stopped = run(plan, strengths, worlds=30_000, seed=1, threads=1, stop=lambda: True)
    assert 0 < stopped.total < 30_000

    def interrupt(done: int, _: int) -> None:
        if done >= 8_000:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        run(plan, strengths, worlds=30_000, seed=1, threads=2, progress=interrupt)
    assert 8_000 <= caught.value.tally.total < 30_000
    assert caught.value.tally.reached[:, :, -1].sum() == caught.value.tally.total


def test_winners_of_ties_are_counted_only_if_asked(plan: Plan) -> None:
    strengths = strengths_of(plan.edition, draws=20)
    asked = run(plan, strengths, worlds=2_000, seed=3, paths=True)
    ties = [(s, stage) for s, stage in enumerate(plan.edition.format.stages) if isinstance(stage, TieStage)]
    assert asked.won.shape == (20, len(ties), 47, 47) and asked.won.nbytes == 20 * 7 * 47 * 47 * 2
    for k, (s, stage) in enumerate(ties):
        assert asked.won[:, k].sum() == 2_000 * stage.places // 2
        played = asked.won[:, k].sum(axis=1, dtype=np.int64) + asked.won[:, k].sum(axis=2, dtype=np.int64)
        assert np.array_equal(played, asked.reached[:, :, s])
    titles = asked.won[:, -1].sum(axis=2, dtype=np.int64)
    assert np.array_equal(titles, asked.reached[:, :, -1])
    plain = run(plan, strengths, worlds=2_000, seed=3)
    assert plain.won.size == 0 and same(plain, replace(asked, won=plain.won))


def test_paths_are_not_counted_in_blocks_that_overflow(plan: Plan) -> None:
    with pytest.raises(CupwrightError, match="paths cannot be counted in blocks of 65,536 worlds"):
        run(plan, strengths_of(plan.edition), worlds=65_536, seed=1, block=65_536, paths=True)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"worlds": 0}, "worlds"),
        ({"worlds": -5}, "worlds"),
        ({"worlds": 1_000_000_000}, "worlds"),
        ({"threads": 0}, "threads"),
        ({"block": 1}, "block"),
        ({"first_world": -1}, "worlds"),
    ],
)
def test_bad_numbers_are_refused(plan: Plan, wrong: dict[str, int], word: str) -> None:
    with pytest.raises(CupwrightError) as caught:
        run(plan, strengths_of(plan.edition), **{"worlds": 10, "seed": 1, **wrong})
    assert word in {problem.code for problem in caught.value.problems}


def test_a_club_without_a_strength_is_named(plan: Plan) -> None:
    other = strengths_of(edition_of(plan.edition.format.stages, plan.edition.slots[:-1]))
    with pytest.raises(CupwrightError, match=plan.clubs[-1]):
        run(plan, other, worlds=1, seed=1)


def test_blocks_are_of_about_a_hundred_and_never_more_than_the_draws() -> None:
    assert [block_size(w, 1_000) for w in (1, 20, 1_000, 10_000, 100_000, 10_000_000)] == [1, 1, 50, 100, 100, 10_000]
    assert block_size(5_000, 3) == 1_667


DOUBLE = tuple(((a, b),) for a in (1, 2) for b in (1, 2) if a != b)


def one_pot(clubs: tuple[str, ...]) -> Edition:
    """Return an edition with a drawn group stage of two pots, eight groups of two, and a final of two of them."""
    groups = GroupStage(
        "groups", "G", (Feed(slots=True),), 16, 8, Draw((8, 8), (1, 2)), DOUBLE, ("points", "goals-for", "lots")
    )
    feeds = (Feed(stage="groups", take="place-1", best=2, by=("group-record",)),)
    final = TieStage(
        "final", "F", feeds, 2, Pairing("seeds", pairs=((1, 2),)), 1, True, "better-seeded", ("aggregate", "penalties")
    )
    slots = tuple(Slot(f"S{k}", "A", "groups", club) for k, club in enumerate(clubs))
    return replace(edition_of((groups, final), slots), ranking=clubs)


def test_a_changed_entrant_moves_no_other_ball() -> None:
    clubs = tuple(f"club-{k:02}" for k in range(16))
    changed = tuple("club-0x" if club == "club-03" else club for club in clubs)
    orders = []
    for field in (clubs, changed):
        edition = one_pot(field)
        trace = group_trace(compile_plan(edition), strengths_of(edition, draws=9), worlds=40, seed=2)
        orders.append([[[field[c] for c in pot] for pot in world.T] for world in trace.members])
    moved = 0
    for before, after in zip(*orders, strict=True):
        for pot in range(2):
            left = [club for club in before[pot] if club != "club-03"]
            assert left == [club for club in after[pot] if club != "club-0x"]
            moved += before[pot] != after[pot]
    assert moved  # the new club's own ball does fall elsewhere


def test_a_fixture_keeps_its_luck_whatever_else_changes() -> None:
    clubs = tuple(f"club-{k:02}" for k in range(16))
    met = 0
    seasons = []
    for field in (clubs, clubs[:3] + ("newcomer",) + clubs[4:]):
        edition = one_pot(field)
        strengths = strengths_of(edition, draws=4)
        even = replace(
            strengths, attack=strengths.attack * 0, defence=strengths.defence * 0, home=strengths.home * 0,
            climb=strengths.climb * 0, mu=strengths.mu * 0,
        )  # fmt: skip
        plan = compile_plan(edition)
        seasons.append([explain_world(plan, even, seed=9, world=w, first_world=w, block=1) for w in range(60)])
    for before, after in zip(*seasons, strict=True):
        rows = [{p.club: p.row for p in season.placings} for season in (before, after)]
        groups = [
            {frozenset(q.club for q in s.placings if q.group == p.group) for p in s.placings} for s in (before, after)
        ]
        for group in groups[0] & groups[1]:
            met += 1
            assert all(rows[0][club] == rows[1][club] for club in group)
    assert met > 20


def test_runners_share_nothing(plan: Plan) -> None:
    from cupwright.engine.book import open_book

    runner = Runner(plan, strengths_of(plan.edition), open_book(plan, Known()), 1, 0, 5)
    first = runner.play(0, 20).counts
    runner.play(3, 9)
    assert np.array_equal(runner.play(0, 20).counts, first)


def test_a_group_match_keeps_its_luck_when_the_pots_change() -> None:
    """A proposal that moves clubs to other pots also moves the matchday of a fixture; the score must not change."""
    editions = [load_edition("copa-libertadores-2026")]
    ranking = editions[0].ranking
    moved = (*ranking[:7], *ranking[8:12], ranking[7], *ranking[12:])
    editions.append(replace(editions[0], ranking=moved))
    scores: list[dict[tuple[int, int, int], tuple[int, int]]] = []
    for edition in editions:
        plan = compile_plan(edition)
        trace = group_trace(plan, strengths_of(editions[0], draws=5), worlds=200, seed=4)
        found = {}
        for world, group in np.ndindex(trace.members.shape[:2]):
            for m, (host, visitor) in enumerate(trace.schedule):
                pair = trace.members[world, group, [host, visitor]].tolist()
                found[world, pair[0], pair[1]] = tuple(trace.goals[world, group, m].tolist())
        scores.append(found)
    shared = scores[0].keys() & scores[1].keys()
    assert 2_000 < len(shared) < len(scores[0])
    assert all(scores[0][fixture] == scores[1][fixture] for fixture in shared)
