"""The founding question on one page: a rule is a switch, and the answer moves."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from cupwright.app.web.compare_parts import compare_parts
from cupwright.app.web.compare_questions import BASE, asked_of, proposal_of_switches, shown_parameters
from cupwright.app.web.downloads import files_of
from cupwright.app.web.hosting import HOSTING, guests_host_first
from cupwright.app.web.reader import Reader
from cupwright.app.web.uploads import packed
from cupwright.report.answer import Answer

__all__ = ["page"]


async def page(reader: Reader) -> Response:
    """Show the switches, and what they do."""
    proposal, entry, room = proposal_of_switches(reader)
    hosting = reader.chosen("hosting", HOSTING, HOSTING[0])
    text = await run_in_threadpool(guests_host_first, proposal) if hosting == "guest-first" else ""
    document = packed(text) if text else ""
    asked = asked_of(reader, BASE, [] if document else [proposal], document, like=proposal if document else "")
    found = await reader.ask(asked)
    parts = None
    if found.data is not None:
        parts = compare_parts(Answer(found.data["answers"][0]), reader.language, found.job is None)
    return await reader.show(
        "question.html.j2",
        entry=entry,
        room=room,
        hosting=hosting,
        document=document,
        proposal=proposal,
        parameters=shown_parameters(reader, proposal),
        c=parts,
        found=found,
        job=reader.progress(found.job),
        files=files_of(reader, found),
    )
