"""Editions: the list of them, and each as it was played, with the reason of every placing and tie."""

from __future__ import annotations

from starlette.responses import Response

from cupwright.app.web.downloads import files_of
from cupwright.app.web.library import edition_groups, edition_named, proposals_of
from cupwright.app.web.questions import question
from cupwright.app.web.reader import Reader

__all__ = ["listing", "page"]


async def listing(reader: Reader) -> Response:
    """List the editions by competition."""
    return await reader.show("editions.html.j2", groups=edition_groups(reader.language))


async def page(reader: Reader) -> Response:
    """Show an edition as it was played."""
    name = edition_named(reader.request.path_params["name"])
    found = await reader.ask(question("replay", {"edition": name, "as-of": reader.get("as-of")}))
    shown = None if found.data is None else found.data["pages"][reader.language.code]
    return await reader.show(
        "edition.html.j2", name=name, found=found, job=reader.progress(found.job), files=files_of(reader, found),
        d=found.data, s=shown, proposals=proposals_of(name), tab="played",
    )  # fmt: skip
