"""How long a page waits: the frame comes at once, an answer that comes soon with it, and a failure is told once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest

from cupwright.app.web import lab as laboratory
from cupwright.app.web.lab import Found, Lab
from cupwright.app.web.questions import Question, question
from cupwright.app.web.settings import LabSettings
from cupwright.errors import CupwrightError

COMPARED = question("compare", {"base": "a", "proposals": "b", "worlds": 1000})


class Worked:
    """Answers after so many seconds, and notes what was asked; a first answer may take another time."""

    def __init__(self, seconds: float, first: float | None = None, fails: bool = False) -> None:
        self.seconds, self.first, self.fails = seconds, seconds if first is None else first, fails
        self.asked: list[Question] = []

    def __call__(self, asked: Question, *_: object) -> dict[str, Any]:
        self.asked.append(asked)
        time.sleep(self.first if asked.get("quick") else self.seconds)
        if self.fails:
            raise CupwrightError.of("undecided", "it cannot be compared")
        return {"of": dict(asked.parts)}


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lab]:
    monkeypatch.setattr(Lab, "facts", lambda _self: "facts")
    made = Lab(LabSettings(workers=2, kept_on_disk=0, first_worlds=100, frame_wait=0.1, first_wait=1.0))
    yield made
    made.close()


def asked(lab: Lab, what: Question) -> tuple[Found, float]:
    began = time.monotonic()
    found = asyncio.run(lab.ask(what, "a"))
    return found, time.monotonic() - began


def test_a_slow_answer_does_not_hold_the_page(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laboratory, "answer", Worked(0.6))
    found, seconds = asked(lab, question("gap", {"of": "BRA"}))
    assert found.data is None and found.job is not None and seconds < 0.5
    assert asyncio.run(found.job.end(5))
    assert asked(lab, question("gap", {"of": "BRA"}))[0].data == {"of": {"of": "BRA"}}


def test_a_page_follows_the_first_answer_and_then_the_whole_one(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laboratory, "answer", Worked(1.2, first=0.4))
    found, seconds = asked(lab, COMPARED)
    assert found.data is None and found.job is not None and seconds < 0.35
    assert found.job.question.get("quick") == "yes" and asyncio.run(found.job.end(5))
    found, _ = asked(lab, COMPARED)
    assert found.data is not None and found.asked.get("quick") == "yes"
    assert found.job is not None and not found.job.question.get("quick")


def test_an_answer_that_comes_soon_is_in_the_page_itself(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laboratory, "answer", Worked(0.4))
    asyncio.run(lab.submit(COMPARED.changed(worlds=100, quick="yes", seed=1), "a").end(5))
    found, _ = asked(lab, COMPARED.changed(seed=2))
    assert found.data is not None and found.asked.get("quick") == "yes"


def test_what_failed_is_told_and_not_tried_again_at_once(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that waits asks again when the run ends: it would wait for ever for a run that always fails late."""
    work = Worked(0.3, fails=True)
    monkeypatch.setattr(laboratory, "answer", work)
    gap = question("gap", {"of": "BRA"})
    found, _ = asked(lab, gap)
    assert found.job is not None and asyncio.run(found.job.end(5))
    with pytest.raises(CupwrightError, match="cannot be compared"):
        asked(lab, gap)
    assert len(work.asked) == 1
