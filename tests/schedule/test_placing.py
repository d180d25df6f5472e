"""The search for days agrees with trying them all."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright.schedule import placing
from cupwright.schedule.placing import Job, UndecidedError, conflict, place


def keeps(days: dict[str, int], jobs: list[Job], gap: int) -> bool:
    return all(
        abs(days[one.id] - days[other.id]) >= gap for one, other in combinations(jobs, 2) if not one.spares(other)
    )


def by_trying_all(jobs: list[Job], gap: int) -> bool:
    """The twin: every choice of days."""
    names = [job.id for job in jobs]
    return any(keeps(dict(zip(names, days, strict=True)), jobs, gap) for days in product(*(job.days for job in jobs)))


def some_jobs(seed: int) -> tuple[list[Job], int]:
    """Return jobs of one club or, in two of three seeds, of some clubs that also meet each other."""
    rng = random.Random(seed)
    several = seed % 3 > 0
    jobs = []
    for number in range(rng.randint(2, 6)):
        begin = rng.randint(0, 12)
        days = sorted({begin + rng.randrange(6) for _ in range(rng.randint(1, 4))})
        needs = {name: rng.choice("ab") for name in "xy" if rng.random() < 0.25}
        played = rng.random() < 0.2
        clubs = frozenset(rng.sample("abc", rng.choice((1, 1, 2)))) if several else frozenset()
        jobs.append(Job(f"job-{number}", tuple(days[:1] if played else days), needs, played, clubs))
    return jobs, rng.randint(1, 5)


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**32))
def test_the_search_agrees_with_trying_all(seed: int) -> None:
    jobs, gap = some_jobs(seed)
    found = place(jobs, gap)
    assert (found is not None) == by_trying_all(jobs, gap)
    if found is not None:
        assert all(found[job.id] in job.days for job in jobs)
        assert keeps(found, jobs, gap)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_a_conflict_is_one_and_none_of_it_can_be_spared(seed: int) -> None:
    jobs, gap = some_jobs(seed)
    found = conflict(jobs, gap)
    assert (not found) == by_trying_all(jobs, gap)
    named = [job for job in jobs if job.id in found]
    assert len(named) == len(found)
    if found:
        assert not by_trying_all(named, gap)
        assert all(by_trying_all([job for job in named if job is not spared], gap) for spared in named)


def test_both_answers_come_up() -> None:
    answers = [place(*some_jobs(seed)) is None for seed in range(200)]
    assert 20 < sum(answers) < 180


def test_alike_matches_in_a_wide_window() -> None:
    """Fifteen league matches in 13 weeks beside six in midweek: found at once; a sixteenth week's worth is refused."""
    league = [Job(f"league-{k:02}", tuple(range(92)), {}) for k in range(15)]
    cup = [Job(f"cup-{k}", tuple(range(14 * k + 3, 14 * k + 6)), {}) for k in range(6)]
    assert place(league + cup, 3) is not None
    many = [Job(f"league-{k:02}", tuple(range(92)), {}) for k in range(26)]
    assert place(many + cup, 3) is None
    assert len(conflict(many, 3)) == 0
    assert len(conflict(many + cup, 3)) >= 2


def test_a_search_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "MOST_STATES", 2)
    with pytest.raises(UndecidedError):
        place([Job(f"job-{k}", (k, k + 9), {}) for k in range(5)], 2)


def test_two_clubs_exclusive_ways_share_a_day() -> None:
    inside, outside = Job("in", (4,), {"cup": "in"}), Job("out", (4,), {"cup": "out"})
    assert place([inside, outside], 3) == {"in": 4, "out": 4}
    assert conflict([inside, outside, Job("both", (5,), {})], 3) in (("in", "both"), ("out", "both"))
