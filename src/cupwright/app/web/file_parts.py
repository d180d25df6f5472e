"""Which charts and tables each kind of answer has, and how it is cited."""

from __future__ import annotations

from typing import Any

from cupwright.app.web.compare_charts import compare_picture, compare_rows
from cupwright.app.web.compare_parts import citation as compare_citation
from cupwright.report.answer import Answer
from cupwright.report.briefs.pictures import Picture
from cupwright.report.locales import Language

__all__ = ["citation", "picture", "rows"]

Row = dict[str, Any]


def citation(kind: str, data: Row) -> str:
    """Return how an answer is cited."""
    if kind == "compare":
        return compare_citation(Answer(data["answers"][0]))
    origin = data["provenance"]
    documents = f", documents {origin['documents_hash'][:10]}" if origin["documents_hash"] else ""
    return f"Cupwright {origin['version']}: {origin['command']}; facts {origin['facts_hash'][:10]}{documents}."


def picture(kind: str, name: str, data: Row, language: Language) -> Picture | None:
    """Return a chart of an answer by its name, or None."""
    name, number = _numbered(name)
    if kind == "compare":
        return compare_picture(Answer(data["answers"][min(number, len(data["answers"])) - 1]), name, language)
    return None


def rows(kind: str, name: str, data: Row) -> list[Row] | None:
    """Return a table of an answer by its name, unrounded; None if there is no such table."""
    name, number = _numbered(name)
    if kind == "compare":
        return compare_rows(Answer(data["answers"][min(number, len(data["answers"])) - 1]), name)
    return None


def _numbered(name: str) -> tuple[str, int]:
    """Return the name and the number of the answer it is of: ``"odds-2"`` is the odds of the second."""
    stem, dash, number = name.rpartition("-")
    return (stem, int(number)) if dash and number.isdecimal() and 0 < int(number) < 10 else (name, 1)
