"""The queue of runs: bounded, fair by client, first answers first, stopped when nobody waits."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from cupwright.app.web import lab as laboratory
from cupwright.app.web.answers import Answers, Shelf
from cupwright.app.web.jobs import Job, JobQueue
from cupwright.app.web.questions import question
from cupwright.app.web.settings import LabSettings
from cupwright.errors import CupwrightError

ASKED = question("compare", {"base": "a"})


@contextmanager
def queue(answer: Callable[[Job], None], workers: int = 1, **more: float) -> Iterator[JobQueue]:
    made = JobQueue(answer, workers=workers, waiting=int(more.get("waiting", 50)),
                    waiting_each=int(more.get("waiting_each", 50)),
                    run_seconds=more.get("run_seconds", 60))  # fmt: skip
    try:
        yield made
    finally:
        made.close()
        made.join(5)


class Gate:
    """An answer that waits until it is let go, and notes the order of the runs."""

    def __init__(self) -> None:
        self.open, self.order, self.started = threading.Event(), list[str](), threading.Event()

    def __call__(self, job: Job) -> None:
        self.order.append(job.key)
        self.started.set()
        while not self.open.wait(0.01):
            job.tell(1, 2, "worlds")


def ended(job: Job) -> bool:
    return asyncio.run(job.end(10))


def test_clients_take_turns() -> None:
    gate = Gate()
    with queue(gate) as runs:
        runs.submit("first", ASKED, "z", quick=False)
        assert gate.started.wait(5)
        jobs = [runs.submit(f"greedy-{n}", ASKED, "greedy", quick=False) for n in range(4)]
        jobs += [runs.submit("modest", ASKED, "modest", quick=False), runs.submit("quick", ASKED, "greedy", quick=True)]
        gate.open.set()
        assert all(ended(job) for job in jobs)
    assert gate.order == ["first", "quick", "greedy-0", "modest", "greedy-1", "greedy-2", "greedy-3"]


def test_one_worker_is_kept_for_first_answers() -> None:
    gate = Gate()
    with queue(gate, workers=2) as runs:
        long = [runs.submit(f"long-{n}", ASKED, "a", quick=False) for n in range(2)]
        assert gate.started.wait(5)
        time.sleep(0.05)
        assert gate.order == ["long-0"]
        runs.submit("quick", ASKED, "b", quick=True)
        while len(gate.order) < 2:
            time.sleep(0.01)
        assert gate.order == ["long-0", "quick"]
        gate.open.set()
        assert all(ended(job) for job in long)


def test_an_equal_question_joins_the_run() -> None:
    gate = Gate()
    with queue(gate) as runs:
        one, two = (runs.submit("same", ASKED, client, quick=False) for client in ("a", "b"))
        assert one is two
        runs.leave(one, "a")
        assert not one.stop.is_set()
        runs.leave(one, "b")
        assert ended(one) and one.state == "stopped"
        again = runs.submit("same", ASKED, "a", quick=False)
        assert again is not one
        gate.open.set()
        assert ended(again) and again.state == "done"


def test_the_queue_has_an_end() -> None:
    gate = Gate()
    with queue(gate, waiting=3, waiting_each=2) as runs:
        runs.submit("running", ASKED, "a", quick=False)
        assert gate.started.wait(5)
        for n in range(2):
            runs.submit(f"a{n}", ASKED, "a", quick=False)
        for client in ("a", "b", "c"):
            if client == "b":
                runs.submit("b0", ASKED, "b", quick=True)
                continue
            with pytest.raises(CupwrightError, match="busy"):
                runs.submit(f"more-{client}", ASKED, client, quick=False)
        assert runs.counts["refused"] == 2
        gate.open.set()


def test_a_run_that_nobody_looks_at_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cupwright.app.web.jobs._ABANDONED_SECONDS", 0.0)
    with queue(Gate()) as runs:
        left, kept, unseen = (runs.submit(name, ASKED, "a", quick=False) for name in ("left", "kept", "unseen"))
        kept.keep = True
        for job in (left, kept):
            runs.watched(job, +1)
        runs.sweep()
        assert not left.stop.is_set()
        for job in (left, kept):
            runs.watched(job, -1)
        time.sleep(0.01)
        runs.sweep()
        assert ended(left) and left.state == "stopped"
        assert not kept.stop.is_set() and not unseen.stop.is_set()


def test_a_run_that_takes_too_long_says_so() -> None:
    with queue(Gate(), run_seconds=0.05) as runs:
        job = runs.submit("slow", ASKED, "a", quick=False)
        assert ended(job)
        assert (job.state, job.problems[0].code) == ("failed", "time")


def test_a_defect_is_told_without_its_contents(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_job: Job) -> None:
        raise ValueError("a secret")

    with queue(broken) as runs:
        job = runs.submit("broken", ASKED, "a", quick=False)
        assert ended(job) and job.problems[0].code == "internal"
        assert "secret" not in str(job.problems[0])
    assert "a secret" in caplog.text


def test_a_shelf_keeps_to_its_size() -> None:
    shelf = Shelf(100)
    for number in range(30):
        shelf.put(str(number), bytes(20))
        shelf.get("0")
    assert shelf.bytes <= 100 and len(shelf) == 5
    assert shelf.get("0") is not None and shelf.get("1") is None
    shelf.put("large", bytes(101))
    assert shelf.get("large") is None


def test_answers_come_back_as_they_were(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))
    held = {"rows": [(1, 2.5), None], "text": "é"}
    Answers(10_000, 5).put("key", held)
    first, second = Answers(10_000, 5).get("key"), Answers(0, 5).get("key")
    assert first == second == {"rows": [[1, 2.5], None], "text": "é"}
    assert Answers(10_000, 0).get("key") is None


def test_what_breaks_while_the_laboratory_closes_is_no_defect(caplog: pytest.LogCaptureFixture) -> None:
    """A program that ends refuses new threads: that once put a traceback on the terminal."""
    closed = threading.Event()

    def breaks(_job: Job) -> None:
        closed.wait(5)
        raise RuntimeError("cannot schedule new futures after interpreter shutdown")

    with queue(breaks) as runs:
        job = runs.submit("late", ASKED, "a", quick=False)
        runs.close()
        closed.set()
        runs.join(5)
    assert job.state == "stopped" and not job.problems and not caplog.records
    closed.clear()
    with queue(breaks) as runs:
        job = runs.submit("early", ASKED, "a", quick=False)
        closed.set()
        assert ended(job) and job.state == "failed" and "RuntimeError" in job.problems[0].facts
    assert caplog.records


@pytest.mark.parametrize(("facts", "kept"), [("aaa", True), ("baa", False), ("bbb", False), ("aab", False)])
def test_an_answer_is_kept_under_the_facts_it_was_asked_of(
    monkeypatch: pytest.MonkeyPatch, facts: str, kept: bool
) -> None:
    """The facts when a run begins, while it works and when it ends, of a question asked of facts ``a``."""
    now = ["a"]

    def work(*_: object) -> dict[str, str]:
        now[0] = facts[1]
        found = {"facts": now[0]}
        now[0] = facts[2]
        return found

    monkeypatch.setattr(laboratory, "answer", work)
    monkeypatch.setattr(laboratory.Lab, "facts", lambda _self: now[0])
    lab = laboratory.Lab(LabSettings(workers=1, kept_on_disk=0))
    try:
        job = Job(lab.key(ASKED), ASKED, quick=False, clients={"a"})
        now[0] = facts[0]
        lab._work(job)
        assert (lab.answers.get(job.key) is not None) == kept
    finally:
        lab.close()
