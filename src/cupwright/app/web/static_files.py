"""The few files that pages are made of: style sheets and one script, all of them our own."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

__all__ = ["asset_url", "static"]

_FILES = {
    "page.css": ("cupwright.report", "templates", "text/css"),
    "season.css": ("cupwright.report", "templates", "text/css"),
    "lab.css": ("cupwright.app.web", "static", "text/css"),
    "lab.js": ("cupwright.app.web", "static", "text/javascript"),
    "mark.svg": ("cupwright.app.web", "static", "image/svg+xml"),
}


@cache
def _content(name: str) -> bytes:
    package, folder, _ = _FILES[name]
    return (files(package) / folder / name).read_bytes()


@cache
def asset_url(name: str) -> str:
    """Return the address of a file; it changes with what the file holds, so that a browser may keep it for good."""
    return f"/static/{name}?v={hashlib.sha256(_content(name)).hexdigest()[:10]}"


async def static(request: Request) -> Response:
    """Send one of the files."""
    name = request.path_params["name"]
    if name not in _FILES:
        return PlainTextResponse("there is no such file\n", 404)
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(_content(name), media_type=_FILES[name][2], headers=headers)
