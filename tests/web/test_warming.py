"""The head start: it asks what the first reader will need, stops when the laboratory closes, and keeps no answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cupwright.app.web import warming
from cupwright.app.web.factory import create_app
from cupwright.app.web.jobs import StoppedJob, Tell
from cupwright.app.web.questions import Question
from cupwright.app.web.settings import LabSettings
from cupwright.errors import CupwrightError
from tests.web.conftest import SETTINGS


def test_the_founding_question_is_asked_and_a_chart_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = create_app(SETTINGS).state.lab
    asked: list[Question] = []

    def answer(question: Question, settings: LabSettings, tell: Tell) -> dict[str, object]:
        tell(0, 0, "")
        asked.append(question)
        if len(asked) > 1:
            raise CupwrightError.of("facts", "there are none")
        return {}

    drawn: list[bool] = []
    made: list[bool] = []
    monkeypatch.setattr(warming, "answer", answer)
    monkeypatch.setattr(warming, "_draw", lambda: drawn.append(True))
    monkeypatch.setattr(lab.library, "make", lambda: made.append(True))
    warming.head_start(lab).join(10)
    assert (asked[0].get("proposals"), asked[0].get("quick"), drawn, made) == ("mas-2026", "yes", [True], [True])
    assert lab.kept(asked[0]) is None
    warming.warm(lab)
    lab.close()
    warming.warm(lab)
    assert len(asked) == 2 and drawn == [True]


def test_the_whole_head_start_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = create_app(SETTINGS).state.lab
    monkeypatch.setattr(lab.library, "make", lambda: None)
    tell = warming._until_closed(lab)
    tell(1, 2, "worlds")
    warming.warm(lab)
    lab.close()
    with pytest.raises(StoppedJob):
        tell(1, 2, "worlds")


def test_only_a_laboratory_that_is_served_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    begun: list[object] = []
    monkeypatch.setattr("cupwright.app.web.factory.head_start", begun.append)
    for settings in (SETTINGS, replace(SETTINGS, warmed=True)):
        with TestClient(create_app(settings), base_url="http://localhost"):
            pass
    assert len(begun) == 1
