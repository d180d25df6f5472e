"""The laboratory behind the pages: what is asked, what is known, what is being worked out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from cupwright import __version__
from cupwright.app.web.answers import Answers, Shelf
from cupwright.app.web.asking import answer
from cupwright.app.web.jobs import Job, JobQueue
from cupwright.app.web.live_charts import Library
from cupwright.app.web.metrics import Metrics
from cupwright.app.web.questions import Question
from cupwright.app.web.settings import LabSettings
from cupwright.errors import CupwrightError

__all__ = ["Found", "Lab"]

_REFINED = ("compare", "odds")
"""Kinds of which a first answer is given from fewer worlds."""
_SHORT = (*_REFINED, "replay", "open", "ratings", "club", "coverage", "forecast", "journeys", "year")
"""Kinds that take no longer than a first answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is of an answer.

    Parameters
    ----------
    data
        The answer, from all worlds or from the first ones; None if it is still being worked out.
    asked
        The question that `data` answers.
    job
        The run that is on its way to the whole answer; None if `data` is whole.
    """

    data: dict[str, Any] | None
    asked: Question
    job: Job | None = None


class Lab:
    """One laboratory; it holds no lock on the facts or the workspace between two questions."""

    def __init__(self, settings: LabSettings) -> None:
        self.settings = settings
        self.answers = Answers(settings.memory_bytes, settings.kept_on_disk)
        self.pages = Shelf(settings.page_bytes)
        self.metrics = Metrics()
        self.library = Library()
        self.closing = False
        self.ready = False
        self._took: dict[tuple[str, bool], float] = {}
        self.streams = 0
        self.jobs = JobQueue(
            self._work, workers=settings.workers, waiting=settings.waiting, waiting_each=settings.waiting_each,
            run_seconds=settings.run_seconds,
        )  # fmt: skip

    def facts(self) -> str:
        """Return the hash of the facts in use now, with what was imported."""
        from cupwright.data.store import facts_hash

        return facts_hash()

    def key(self, asked: Question, facts: str = "") -> str:
        """Return the key of a question: it changes with the program, the facts, the model and every part of it."""
        from cupwright.study.cache import key_of
        from cupwright.study.kept_replays import program_stamp

        told = (f"{name}={value}" for name, value in asked.parts)
        return key_of(
            __version__, program_stamp(), facts or self.facts()[:10], self.settings.model, self.settings.sensitivity,
            self.settings.swing_worlds, self.settings.course_worlds, self.settings.strengths_since, asked.kind, *told,
        )  # fmt: skip

    def kept(self, asked: Question, facts: str = "") -> dict[str, Any] | None:
        """Return the answer to a question if it is kept."""
        return self.answers.get(self.key(asked, facts))

    def submit(self, asked: Question, client: str, *, quick: bool = False) -> Job:
        """Have a question answered; an answer that is kept is not worked out again if its run is still known.

        Raises
        ------
        CupwrightError
            If the laboratory is busy, or the same question could not be answered a moment ago: who has waited for
            that is told why, and no run begins again.
        """
        known = self.jobs.get(self.key(asked))
        if known is not None and known.failed_lately:
            raise CupwrightError(known.problems)
        job = self.jobs.submit(self.key(asked), asked, client, quick=quick)
        # What refines a first answer is for those who look at it; all else is kept for whoever comes next.
        job.keep = job.keep or asked.kind not in _REFINED
        return job

    async def ask(self, asked: Question, client: str, wait: float | None = None) -> Found:
        """Return the answer, or the first answer of a long question, or the run that is on its way to it.

        Parameters
        ----------
        asked
            The question.
        client
            Who asks.
        wait
            Seconds to wait; by default long enough for an answer that comes soon, and else no longer than a page can
            stay empty.

        Raises
        ------
        CupwrightError
            If it cannot be answered, or the laboratory is busy.
        """
        whole = self.kept(asked)
        if whole is not None:
            return Found(whole, asked)
        worlds = asked.whole("worlds", self.settings.worlds)
        if asked.kind not in _REFINED or worlds <= self.settings.first_worlds:
            job = self.submit(asked, client, quick=asked.kind in _SHORT)
            found = await self._wait(job, self._patience(asked) if wait is None else wait)
            return Found(found, asked, None if found is not None else job)
        first = asked.changed(worlds=self.settings.first_worlds, quick="yes")
        data = self.kept(first)
        if data is None:
            hurried = self.submit(first, client, quick=True)
            data = await self._wait(hurried, self._patience(first) if wait is None else wait)
            if data is None:
                # The whole answer is begun all the same; but the first one is what the page waits for.
                self.submit(asked, client)
                return Found(None, first, hurried)
        return Found(data, first, self.submit(asked, client))

    async def whole(self, asked: Question, client: str, wait: float) -> dict[str, Any] | None:
        """Return the whole answer, or None if it is not there after `wait` seconds. Raises as :meth:`ask`."""
        kept = self.kept(asked)
        return kept if kept is not None else await self._wait(self.submit(asked, client), wait)

    def _patience(self, asked: Question) -> float:
        """Return how many seconds a page waits for an answer."""
        settings = self.settings
        supposed = 0.0 if self.ready and asked.kind in _REFINED else float("inf")
        soon = self._took.get(_pace(asked), supposed) <= settings.first_wait
        return max(settings.frame_wait, settings.first_wait) if soon else settings.frame_wait

    async def _wait(self, job: Job, seconds: float) -> dict[str, Any] | None:
        if not await job.end(seconds):
            return None
        if job.state != "done":
            raise CupwrightError(job.problems) if job.problems else _given_up()
        return self.answers.get(job.key)

    def close(self) -> None:
        """Give up what is under way."""
        self.closing = True
        self.jobs.close()

    def _work(self, job: Job) -> None:
        if self.answers.get(job.key) is not None:
            return
        # An import may come while the run waits or works: then its answer belongs to no question that was asked.
        before = self.key(job.question)
        began = time.monotonic()
        found = answer(job.question, self.settings, job.tell)
        self._took[_pace(job.question)] = time.monotonic() - began
        if before == job.key == self.key(job.question):
            self.answers.put(job.key, found)


def _pace(asked: Question) -> tuple[str, bool]:
    """Return what a run takes about as long as the last one of: its kind, and whether it is a first answer."""
    return asked.kind, bool(asked.get("quick"))


def _given_up() -> CupwrightError:
    return CupwrightError.of("stopped", "the run was given up, because nobody waited for it", hint="ask again")
