"""Runs: a bounded queue that is fair to every client, worker threads, progress, cancellation.

Of the clients that wait, each gets its turn, however many runs one of them asked for. Runs that give a first answer go
before those that refine one, and one worker takes nothing else, so that a changed switch never waits for a long run.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from cupwright.app.web.questions import Question
from cupwright.errors import CupwrightError, Problem

__all__ = ["Job", "JobQueue", "StoppedJob", "Tell"]

Tell = Callable[[int, int, str], None]
State = Literal["waiting", "running", "done", "failed", "stopped"]

_REMEMBERED = 400
_ABANDONED_SECONDS = 5.0
_ASIDE_SECONDS = 1.5
_TOLD_SECONDS = 10.0


class StoppedJob(BaseException):
    """A run was given up: nobody waits for it any more, or it took too long. Not to be caught by the run itself."""


@dataclass(eq=False)
class Job:
    """A run.

    Parameters
    ----------
    key
        The key of its question; an equal question asked meanwhile joins it.
    question
        What is asked.
    quick
        Whether it gives a first answer.
    clients
        Who waits for it.
    watchers, left_at
        Who looks at its progress, and when the last of them went.
    keep
        Whether it goes on when nobody looks.
    ended_at
        When it ended.
    hurried
        Says whether a first answer is being worked out, for which a longer run stands aside a little.
    """

    key: str
    question: Question
    quick: bool
    clients: set[str]
    state: State = "waiting"
    done: int = 0
    of: int = 0
    what: str = ""
    problems: tuple[Problem, ...] = ()
    deadline: float = float("inf")
    watchers: int = 0
    left_at: float | None = None
    keep: bool = False
    ended_at: float | None = None
    hurried: Callable[[], bool] = lambda: False
    stop: threading.Event = field(default_factory=threading.Event)
    _listeners: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed", "stopped")

    @property
    def failed_lately(self) -> bool:
        """Whether it ended a moment ago without an answer, with the reason."""
        recent = self.ended_at is not None and time.monotonic() - self.ended_at < _TOLD_SECONDS
        return recent and self.state == "failed" and bool(self.problems)

    def tell(self, done: int, of: int, what: str) -> None:
        """Take note of progress.

        Raises
        ------
        StoppedJob
            If the run is to end.
        """
        if self.stop.is_set():
            raise StoppedJob
        if time.monotonic() > self.deadline:
            self.problems = (Problem("time", "the run took too long and was given up",
                                     hint="fewer worlds take less time"),)  # fmt: skip
            raise StoppedJob
        self.done, self.of, self.what = done, of, what
        self.changed()
        until = time.monotonic() + _ASIDE_SECONDS
        while not self.quick and self.hurried() and time.monotonic() < until and not self.stop.is_set():
            self.stop.wait(0.02)

    def changed(self) -> None:
        """Wake everybody who waits for news; from any thread."""
        with self._lock:
            listeners = list(self._listeners)
        for loop, event in listeners:
            try:
                loop.call_soon_threadsafe(event.set)
            except RuntimeError:  # the loop is closed
                self._forget(loop, event)

    async def news(self, timeout: float) -> None:
        """Return at the next change, or after `timeout` seconds."""
        if self.ended:
            return
        listener = asyncio.get_running_loop(), asyncio.Event()
        with self._lock:
            self._listeners.add(listener)
        try:
            if not self.ended:
                async with asyncio.timeout(timeout):
                    await listener[1].wait()
        except TimeoutError:
            pass
        finally:
            self._forget(*listener)

    async def end(self, timeout: float) -> bool:
        """Wait for the end of the run, at most `timeout` seconds; return whether it came."""
        until = time.monotonic() + timeout
        while not self.ended and (left := until - time.monotonic()) > 0:
            await self.news(left)
        return self.ended

    def _forget(self, loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
        with self._lock:
            self._listeners.discard((loop, event))

    def to_dict(self) -> dict[str, Any]:
        """Return what the API shows."""
        return {
            "id": self.key, "kind": self.question.kind, "state": self.state, "done": self.done, "of": self.of,
            "what": self.what,
        }  # fmt: skip


class JobQueue:
    """Runs that wait, run, and have ended.

    Parameters
    ----------
    answer
        Answers a question in a worker thread and keeps the answer; given the job.
    workers
        Threads; the first of them takes quick runs only, if there is another.
    waiting, waiting_each
        How many may wait, in all and of one client.
    run_seconds
        After so long a run is given up.
    """

    def __init__(
        self, answer: Callable[[Job], None], *, workers: int, waiting: int, waiting_each: int, run_seconds: float
    ) -> None:
        self._answer = answer
        self.most, self.most_each, self.run_seconds = waiting, waiting_each, run_seconds
        self.counts: dict[str, int] = {"done": 0, "failed": 0, "stopped": 0, "refused": 0}
        self.running = 0
        self._hurried = 0
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lanes: dict[bool, OrderedDict[str, deque[Job]]] = {True: OrderedDict(), False: OrderedDict()}
        self._ready = threading.Condition()
        self._closing = False
        self._threads = [
            threading.Thread(target=self._work, args=(number == 0 and workers > 1,), name=f"run-{number}", daemon=True)
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """How many runs wait."""
        with self._ready:
            return sum(len(mine) for lane in self._lanes.values() for mine in lane.values())

    def get(self, key: str) -> Job | None:
        """Return a run that waits, runs, or ended not long ago."""
        return self._jobs.get(key)

    def submit(self, key: str, asked: Question, client: str, *, quick: bool) -> Job:
        """Put a question into the queue, or join the run that already answers it.

        Raises
        ------
        CupwrightError
            If the queue is full, or this client has too many runs in it.
        """
        with self._ready:
            known = self._jobs.get(key)
            if known is not None and not known.ended and not known.stop.is_set():
                known.clients.add(client)
                return known
            lane = self._lanes[quick]
            mine = sum(len(lane.get(client, ())) for lane in self._lanes.values())
            total = sum(len(waiting) for lane in self._lanes.values() for waiting in lane.values())
            if self._closing or total >= self.most or mine >= self.most_each:
                self.counts["refused"] += 1
                facts = [f"{total} runs wait; at most {self.most} may, {self.most_each} of one client"]
                raise CupwrightError.of("busy", "the laboratory is busy", facts=facts, hint="try again in a minute")
            job = Job(key, asked, quick, {client}, hurried=lambda: self._hurried > 0)
            self._jobs[key] = job
            self._jobs.move_to_end(key)
            lane.setdefault(client, deque()).append(job)
            self._forget_old()
            self._ready.notify_all()
            return job

    def leave(self, job: Job, client: str) -> None:
        """Let a client go; the run is given up when it was the last one."""
        with self._ready:
            job.clients.discard(client)
            if not job.clients:
                self._stop(job)

    def watched(self, job: Job, by: int) -> None:
        """Count who looks at a run."""
        with self._ready:
            job.watchers += by
            job.left_at = time.monotonic() if job.watchers == 0 else None

    def sweep(self) -> None:
        """Give up the runs that somebody looked at and nobody has for a while, but for those to be kept."""
        with self._ready:
            for job in list(self._jobs.values()):
                left = job.left_at is not None and time.monotonic() - job.left_at > _ABANDONED_SECONDS
                if left and not job.ended and not job.keep:
                    self._stop(job)

    def close(self) -> None:
        """Give up everything."""
        with self._ready:
            self._closing = True
            for job in list(self._jobs.values()):
                self._stop(job)
            self._ready.notify_all()

    def join(self, timeout: float) -> None:
        """Wait for the workers to end."""
        until = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _stop(self, job: Job) -> None:
        if job.ended:
            return
        job.stop.set()
        for client, mine in list(self._lanes[job.quick].items()):
            if job in mine:
                mine.remove(job)
                if not mine:
                    del self._lanes[job.quick][client]
                self._end(job, "stopped")

    def _end(self, job: Job, state: State) -> None:
        job.state, job.ended_at = state, time.monotonic()
        self.counts[state] += 1
        job.changed()

    def _forget_old(self) -> None:
        for key in [key for key, job in self._jobs.items() if job.ended][: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[key]

    def _next(self, quick_only: bool) -> Job | None:
        with self._ready:
            while not self._closing:
                for quick in (True,) if quick_only else (True, False):
                    lane = self._lanes[quick]
                    if lane:
                        client, mine = lane.popitem(last=False)
                        job = mine.popleft()
                        if mine:
                            lane[client] = mine  # at the end: the others come first
                        job.state = "running"
                        job.deadline = time.monotonic() + self.run_seconds
                        self.running += 1
                        self._hurried += job.quick
                        return job
                self._ready.wait()
        return None

    def _work(self, quick_only: bool) -> None:
        while (job := self._next(quick_only)) is not None:
            state: State = "failed"
            try:
                job.changed()
                self._answer(job)
                state = "done"
            except StoppedJob:
                state = "failed" if job.problems else "stopped"
            except CupwrightError as error:
                job.problems = error.problems
            except MemoryError:
                job.problems = (Problem("memory", "the machine has too little free memory for this run"),)
            except Exception as error:
                # A program that ends starts no more threads, and nobody waits for this run any longer.
                if self._closing:
                    state = "stopped"
                else:
                    job.problems = (_defect(error),)
            finally:
                with self._ready:
                    self.running -= 1
                    self._hurried -= job.quick
                    self._end(job, state)


def _defect(error: Exception) -> Problem:
    """Return what is said of a defect: its kind, and no word of what was in memory."""
    import logging

    logging.getLogger("cupwright.web").exception("a defect stopped a run", exc_info=error)
    return Problem("internal", "a defect in Cupwright stopped this run", facts=(type(error).__name__,))
