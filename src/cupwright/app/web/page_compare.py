"""Any edition against any proposals, or against another edition: everything that changes."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from cupwright.app.web.compare_parts import compare_parts
from cupwright.app.web.compare_questions import BASE, asked_of, choices_of, shown_parameters
from cupwright.app.web.downloads import files_of
from cupwright.app.web.library import comparable, edition_groups, edition_named, editions, proposals, proposals_of
from cupwright.app.web.path_parts import check_path
from cupwright.app.web.reader import Reader
from cupwright.report.answer import Answer

__all__ = ["NOTHING", "page"]

NOTHING = "none"
"""What the form says of proposals if none is ticked."""


def _amended(names: list[str]) -> str:
    """Return the edition that the first of these proposals amends; that of the founding question if there is none."""
    found = {one.name: one.amends for one in proposals()}
    return next((found[name] for name in names if name in found), BASE)


async def page(reader: Reader) -> Response:
    """Show the form, and the comparison if there is something to compare."""
    check_path(reader.get("path"))
    ticked = [name for name in reader.get("proposal").split(",") if name and name != NOTHING]
    base = edition_named(reader.get("base") or _amended(ticked))
    offered = comparable(base)
    other = reader.get("other")
    # One that is not offered but named in the address is told why it cannot be compared.
    named = [name for name in ticked if name in {one.name for one in proposals_of(base)}]
    if ticked and not named and not other:
        for name in ticked:
            choices_of(name)  # says what is wrong with a name that the library does not have
    asked_for = [*named, *([edition_named(other)] if other and other != base else [])]
    if not asked_for and offered and (ticked or not reader.get("proposal")):
        asked_for = ["mas-2026" if base == BASE else offered[0].name]
    competition = base.rpartition("-2")[0]
    common: dict[str, Any] = {
        "base": base, "other": other, "groups": edition_groups(reader.language), "offered": offered,
        "chosen": asked_for, "same": [name for name in editions() if name.rpartition("-2")[0] == competition],
    }  # fmt: skip
    if not asked_for:
        return await reader.show("compare.html.j2", answers=[], shown=0, c=None, found=None, job=None, files=None,
                                 parameters=[], **common)  # fmt: skip
    asked = asked_of(reader, base, asked_for)
    found = await reader.ask(asked)
    answers = []
    if found.data is not None:
        whole, path = found.job is None, reader.get("path")
        answers = [compare_parts(Answer(one), reader.language, whole, path) for one in found.data["answers"]]
    shown = min(reader.whole("show", 1, 1, 9), max(1, len(answers)))
    parameters = shown_parameters(reader, named[0]) if len(asked_for) == 1 and named else []
    return await reader.show(
        "compare.html.j2", answers=answers, shown=shown, c=answers[shown - 1] if answers else None, found=found,
        job=reader.progress(found.job), files=files_of(reader, found), parameters=parameters, **common,
    )  # fmt: skip
