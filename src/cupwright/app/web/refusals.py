"""What a refused request is told: a status, a title in the reader's language, and every problem."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cupwright.errors import CupwrightError, Problem
from cupwright.report.locales import Language

__all__ = ["problem_rows", "status_of", "title_of"]

_STATUS = {"busy": 503, "stopped": 503, "gone": 410, "internal": 500, "memory": 503, "time": 503, "rate": 429}


def status_of(error: CupwrightError) -> int:
    """Return the HTTP status of an error: that of its first problem."""
    code = error.problems[0].code
    if code in _STATUS:
        return _STATUS[code]
    return 404 if code.startswith("unknown-") and error.problems[0].place is None else 400


def title_of(status: int, language: Language) -> str:
    """Return what a page of this status is headed with."""
    titles = {
        400: language.text("This cannot be answered"),
        403: language.text("This is not allowed"),
        404: language.text("There is no such page"),
        405: language.text("This is not allowed"),
        410: language.text("This link was made with other facts"),
        413: language.text("This is too long"),
        429: language.text("Too many requests"),
        503: language.text("The laboratory is busy"),
    }
    return titles.get(status, language.text("Something went wrong here"))


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain data: ``code``, ``message``, ``place``, ``line``, ``path``, ``facts`` and ``hint``."""
    return [
        {
            "code": problem.code,
            "message": problem.message,
            "place": None if problem.place is None else str(problem.place),
            "line": None if problem.place is None else problem.place.line,
            "path": "" if problem.place is None else problem.place.path,
            "facts": list(problem.facts),
            "hint": problem.hint,
        }
        for problem in problems
    ]
