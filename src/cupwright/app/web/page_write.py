"""Write a proposal: an editor, the errors of the command line beside it, and the live result."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from cupwright.app.web.compare_parts import compare_parts
from cupwright.app.web.compare_questions import BASE, asked_of
from cupwright.app.web.downloads import files_of
from cupwright.app.web.library import edition_groups, edition_named, proposals
from cupwright.app.web.reader import Reader
from cupwright.app.web.refusals import problem_rows, status_of
from cupwright.app.web.templates_of import Verbatim
from cupwright.app.web.uploads import packed, unpacked
from cupwright.app.web.writing_help import changes_help, edition_help
from cupwright.errors import CupwrightError, Problem
from cupwright.report.answer import Answer

__all__ = ["page", "yaml"]

_START = """kind: proposal
id: my-proposal
title: a change of my own
amends: {amends}
changes:
"""


async def page(reader: Reader) -> Response:
    """Show the editor; what is sent to it becomes an address."""
    if reader.request.method == "POST":
        return await _sent(reader)
    text = await run_in_threadpool(_text, reader)
    return await _shown(reader, text)


async def yaml(reader: Reader) -> Response:
    """Send the document of an address as a file."""
    text = unpacked(reader.get("document"))
    headers = {"content-disposition": 'attachment; filename="proposal.yaml"'}
    return Response(text.encode("utf-8"), media_type="application/yaml", headers=headers)


async def _sent(reader: Reader) -> Response:
    """Turn the text of a form into the address that holds it."""
    text = await _text_of_form(reader.request)
    try:
        letters = packed(text)
    except CupwrightError as error:
        reader.complete = False
        return await _shown(reader, text[:100_000], error.problems, 400)
    return RedirectResponse(reader.to("write", {"document": letters}), 303)


async def _text_of_form(request: Request) -> str:
    try:
        async with request.form(max_files=1, max_fields=8) as form:
            text = form.get("text")
            file = form.get("file")
            if file is not None and not isinstance(file, str) and file.size:
                return (await file.read()).decode("utf-8", "replace")
            return text if isinstance(text, str) else ""
    except Exception:  # the parser of forms has errors of many kinds, all of them the sender's
        raise CupwrightError.of("form", "the form cannot be read") from None


def _text(reader: Reader) -> str:
    """Return the text to edit: that of the address, of a proposal of the library, or a beginning."""
    if reader.get("document"):
        return unpacked(reader.get("document"))
    name = reader.get("from")
    if name:
        from cupwright.rulebook import list_documents

        if name not in {one.name for one in proposals()}:
            raise CupwrightError.of("unknown-proposal", f"the library has no proposal `{name[:80]}`")
        return list_documents()[name].read_text(encoding="utf-8")
    return _START.format(amends=edition_named(reader.get("amends", BASE)))


def _checked(text: str) -> tuple[Any, tuple[Problem, ...]]:
    """Return the proposal, or the problems that the command line would tell."""
    from cupwright.rulebook import proposal_of_text
    from cupwright.study.documents import known_clubs

    try:
        return proposal_of_text(text, known_clubs()), ()
    except CupwrightError as error:
        return None, error.problems


def _amended(text: str) -> str:
    """Return the edition that a text says it amends, sound or not; else that of the founding question."""
    for line in text.splitlines():
        if line.startswith("amends:"):
            name = line.removeprefix("amends:").split("#")[0].strip().strip("'\"")
            try:
                return edition_named(name)
            except CupwrightError:
                break
    return BASE


async def _shown(reader: Reader, text: str, problems: tuple[Problem, ...] = (), status: int = 200) -> Response:
    proposal = None
    begun = reader.get("document") or reader.get("from")
    if not problems and begun:
        proposal, problems = await run_in_threadpool(_checked, text)
    found = parts = None
    if proposal is not None:
        asked = asked_of(reader, proposal.amends, [], packed(text))
        try:
            found = await reader.ask(asked)
        except CupwrightError as error:
            # What the rules allow and a comparison does not stands beside the text as well.
            if status_of(error) != 400:
                raise
            proposal, problems = None, error.problems
    if found is not None and found.data is not None:
        parts = compare_parts(Answer(found.data["answers"][0]), reader.language, found.job is None)
    amends = _amended(text)
    return await reader.show(
        "write.html.j2", status, text=Verbatim(text), problems=problem_rows(problems), c=parts, found=found,
        proposal=proposal, job=reader.progress(found.job) if found else None,
        files=files_of(reader, found) if found else None,
        library=proposals(), groups=edition_groups(reader.language), amends=amends, begun=bool(begun),
        changes=changes_help(), edition=await run_in_threadpool(edition_help, amends), lines=text.splitlines(),
    )  # fmt: skip
