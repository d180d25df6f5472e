"""What a refused request is told: a status, a title, and every problem, in the reader's language where it is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cupwright.errors import CupwrightError, Problem
from cupwright.report.locales import CODES, Language, language
from cupwright.report.retelling import matched

__all__ = ["FORMS", "in_words", "problem_rows", "status_of", "title_of", "told_rows"]

FORMS = (
    "the library has no edition `%(name)s`",
    "there is no proposal `%(name)s`",
    "the library has no proposal `%(name)s`",
    "there is no document `%(name)s`",
    "no club has the id `%(name)s`",
    "no league or country is called `%(name)s`",
    "`%(name)s` is not a match to be played",
    "there is no table `%(name)s`",
    "there is nothing at this address",
    "`%(value)s` cannot be the seed",
    "`%(value)s` cannot be the worlds",
    "`%(value)s` cannot be the number of worlds",
    "`%(value)s` cannot be the %(name)s",
    "`%(value)s` is no choice of `%(name)s`",
    "`%(value)s` is no choice of links",
    "`%(value)s` is no score",
    "`%(value)s` is no score of `%(name)s`",
    "`%(value)s` has two results",
    "`%(club)s` and `%(stage)s` are no club and stage of this edition",
    "at most %(number)s proposals are compared at once",
    "the address is too long",
    "the question is too long",
    "the text is too long for the laboratory",
    "the document in this address cannot be read",
    "the form cannot be read",
    "the laboratory is busy",
    "the answer is still being worked out",
    "the run was given up, because nobody waited for it",
    "the run took too long and was given up",
    "the machine has too little free memory for this run",
    "a defect in Cupwright stopped this page",
    "a defect in Cupwright stopped this run",
    "the answer of this address is no longer kept, and today's would be another one",
    "the laboratory does not answer to this name",
    "this method is not used here",
    "the body is too long",
    "a form of another site cannot be sent here",
    "too many requests; try again in a minute",
    "one of %(names)s",
    "choices: %(names)s",
    "a whole number from %(least)s to %(most)s",
    "a whole number, 0 or more",
    "at most %(number)s goals a side, such as 2-1",
    "at most %(number)s letters",
    "made with version %(version)s and %(facts)s",
    "now: version %(version)s and %(facts)s",
    "did you mean %(names)s?",
    "try again in a minute",
    "ask again",
    "ask again in a moment",
    "fewer worlds take less time",
    "was the address cut short?",
    "the list of clubs can be searched",
    "the address without its stamp asks the same question of today",
)
"""Sentences of the laboratory's own refusals; all others are the business of documents, and stay English."""

_STATUS = {"busy": 503, "stopped": 503, "gone": 410, "internal": 500, "memory": 503, "time": 503, "rate": 429}
_NUMBERS = ("least", "most", "number")


def status_of(error: CupwrightError) -> int:
    """Return the HTTP status of an error: that of its first problem."""
    code = error.problems[0].code
    if code in _STATUS:
        return _STATUS[code]
    return 404 if code.startswith("unknown-") and error.problems[0].place is None else 400


def title_of(error: CupwrightError, say: Language) -> str:
    """Return what the page of an error is headed with."""
    status, code = status_of(error), error.problems[0].code
    titles = {
        400: say.text("This cannot be answered"),
        404: say.text("This is not in the library"),
        410: say.text("This link was made with other facts"),
        503: say.text("The laboratory is busy"),
    }
    unknown = {
        "unknown-page": say.text("There is no such page"),
        "unknown-edition-name": say.text("There is no such edition"),
        "unknown-proposal": say.text("There is no such proposal"),
        "unknown-club": say.text("There is no such club"),
        "unknown-country": say.text("There is no such league"),
        "unknown-match": say.text("There is no such match"),
        "unknown-file": say.text("There is no such file"),
        "size": say.text("This is too long"),
    }
    return unknown.get(code) or titles.get(status, say.text("Something went wrong here"))


def told_rows(problems: Iterable[Problem], say: Language) -> list[dict[str, Any]]:
    """Return problems as a page shows them: each text with ``text`` and ``english``, whether it had to stay English."""
    return [
        {
            **row,
            "message": _told(row["message"], say),
            "facts": [_told(fact, say) for fact in row["facts"]],
            "hint": _told(row["hint"], say) if row["hint"] else None,
        }
        for row in problem_rows(problems)
    ]


def in_words(sentence: str, path: str) -> str:
    """Return one of :data:`FORMS` without places in the language of an address."""
    code = path.strip("/").partition("/")[0]
    return language(code).pgettext("refusal", sentence) if code in CODES else sentence


def _told(text: str, say: Language) -> dict[str, Any]:
    form, values = matched(FORMS, text)
    if say.code == "en" or not form:
        return {"text": text, "english": say.code != "en"}
    for name in _NUMBERS:
        if values.get(name, "").replace(",", "").isdecimal():
            values[name] = say.number(int(values[name].replace(",", "")))
    return {"text": say.pgettext("refusal", form) % values, "english": False}


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
