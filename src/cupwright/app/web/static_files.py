"""The few files that pages are made of: style sheets and scripts of our own, and the library of live charts."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from cupwright.app.web.lab import Lab
from cupwright.app.web.live_charts import library_name

__all__ = ["asset_url", "static"]

_FILES = {
    "page.css": ("cupwright.report", "templates", "text/css"),
    "season.css": ("cupwright.report", "templates", "text/css"),
    "lab.css": ("cupwright.app.web", "static", "text/css"),
    "lab.js": ("cupwright.app.web", "static", "text/javascript"),
    "charts.js": ("cupwright.app.web", "static", "text/javascript"),
    "mark.svg": ("cupwright.app.web", "static", "image/svg+xml"),
}
_FOR_GOOD = {"cache-control": "public, max-age=31536000, immutable"}


@cache
def _content(name: str) -> bytes:
    package, folder, _ = _FILES[name]
    return (files(package) / folder / name).read_bytes()


@cache
def asset_url(name: str) -> str:
    """Return the address of a file; it changes with what the file holds, so that a browser may keep it for good.

    ``"library"`` is the library of charts that are alive.
    """
    if name == "library":
        return f"/static/{library_name()}"
    return f"/static/{name}?v={hashlib.sha256(_content(name)).hexdigest()[:10]}"


async def static(request: Request) -> Response:
    """Send one of the files."""
    name = request.path_params["name"]
    if name == library_name():
        return await _library(request)
    if name not in _FILES:
        return PlainTextResponse("there is no such file\n", 404)
    return Response(_content(name), media_type=_FILES[name][2], headers=_FOR_GOOD)


async def _library(request: Request) -> Response:
    lab: Lab = request.app.state.lab
    squeezed = await lab.library.squeezed()
    if squeezed is None:
        return PlainTextResponse("the library of charts cannot be made here\n", 503, {"retry-after": "600"})
    headers = {**_FOR_GOOD, "vary": "accept-encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(squeezed), media_type="text/javascript", headers=headers)
    return Response(squeezed, media_type="text/javascript", headers={**headers, "content-encoding": "gzip"})
