"""How each kind of question is answered: one function a kind, from text to plain data, in a worker thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cupwright.app.web import asking_clubs, asking_cups, asking_editions, asking_ratings
from cupwright.app.web.asking_shared import MOST_PROPOSALS
from cupwright.app.web.jobs import Tell
from cupwright.app.web.questions import Question
from cupwright.app.web.settings import LabSettings

__all__ = ["KINDS", "MOST_PROPOSALS", "answer"]

Ask = Callable[[Question, LabSettings, Tell], dict[str, Any]]
KINDS: dict[str, Ask] = {
    "compare": asking_cups.compare,
    "odds": asking_cups.odds,
    "open": asking_cups.open_,
    "swings": asking_cups.swings,
    "course": asking_cups.course,
    "replay": asking_editions.replay,
    "journeys": asking_editions.journeys,
    "register": asking_editions.register,
    "ratings": asking_ratings.ratings,
    "strengths": asking_ratings.strengths,
    "forecast": asking_ratings.forecast,
    "gap": asking_ratings.gap,
    "scores": asking_ratings.scores,
    "club": asking_clubs.club,
    "year": asking_clubs.year,
    "coverage": asking_clubs.coverage,
}
"""What can be asked, by the name of its kind."""


def answer(asked: Question, settings: LabSettings, tell: Tell) -> dict[str, Any]:
    """Answer a question.

    Raises
    ------
    CupwrightError
        If it cannot be answered.
    """
    return KINDS[asked.kind](asked, settings, tell)
