"""What every request has to pass and every answer carries: host, size, rate, and a strict policy of contents.

Pages run no script and no style but those of the laboratory itself, load nothing from anybody else, and may be shown in
a frame of another site only where an address asks for the view that is made for it.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from cupwright.app.web.lab import Lab
from cupwright.app.web.limits import Buckets
from cupwright.app.web.refusals import in_words

__all__ = ["OWN_HOSTS", "Guard", "client_of", "host_of", "policy"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OWN_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_LOOPBACK = ("127.0.0.1", "::1", "")
_TOO_LONG = "the body is too long"
_METHODS = ("GET", "HEAD", "POST", "DELETE")
_FIXED = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


def policy(framed: bool, style: str = "'self'") -> str:
    """Return the content security policy of a page.

    Parameters
    ----------
    framed
        Whether other sites may show it in a frame.
    style
        Where styles may come from: a drawing that stands alone allows its own by hash.
    """
    return (
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        f"style-src {style}; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors {'*' if framed else chr(39) + 'none' + chr(39)}"
    )


def host_of(scope: Scope) -> str:
    """Return the name that a request was sent to, without the port."""
    value = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
    if value.startswith("["):
        return value.split("]")[0] + "]"
    return value.rsplit(":", 1)[0] if ":" in value else value


def client_of(scope: Scope) -> str:
    """Return the address that a request came from."""
    return scope["client"][0] if scope.get("client") else ""


class Guard:
    """Middleware around everything."""

    def __init__(self, app: App, lab: Lab) -> None:
        self.app, self.lab = app, lab
        settings = lab.settings
        self.hosts = {*OWN_HOSTS, *(host.lower() for host in settings.hosts)}
        self.requests = Buckets(settings.requests_a_minute)
        self.runs = Buckets(settings.runs_a_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        status = 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = self._headers(scope, message["headers"])
            await send(message)

        refusal = self._refusal(scope)
        try:
            if refusal is None and scope["method"] == "POST":
                body = await _read(receive, self.lab.settings.body_bytes)
                refusal = (413, _TOO_LONG) if body is None else None
                receive = _again(body or b"", receive)
            if refusal is not None:
                await _refuse(guarded, refusal[0], in_words(refusal[1], scope["path"]))
            else:
                await self.app(scope, receive, guarded)
        finally:
            route = scope.get("route")
            name = getattr(route, "path", "") or "other"
            self.lab.metrics.request(name, status, time.monotonic() - began)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        if host_of(scope) not in self.hosts:
            return 421, "the laboratory does not answer to this name"
        if scope["method"] not in _METHODS:
            return 405, "this method is not used here"
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self.lab.settings.body_bytes:
            return 413, _TOO_LONG
        changes = scope["method"] not in ("GET", "HEAD")
        if changes and headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
            return 403, "a form of another site cannot be sent here"
        client = client_of(scope)
        held = self.lab.settings.behind_proxy or client not in _LOOPBACK
        if held and not scope["path"].startswith("/static/") and not self.requests.take(client):
            return 429, "too many requests; try again in a minute"
        return None

    def _headers(self, scope: Scope, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in given}
        added = [(name, value) for name, value in _FIXED if name not in names]
        if b"content-security-policy" not in names:
            framed = "/embed/" in scope["path"]
            added.append((b"content-security-policy", policy(framed).encode()))
        if b"cache-control" not in names:
            added.append((b"cache-control", b"no-cache"))
        return [*given, *added]


async def _read(receive: Receive, most: int) -> bytes | None:
    """Return the whole body of a request, or None as soon as it is longer than it may be."""
    parts: list[bytes] = []
    taken, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        taken += len(parts[-1])
        if taken > most:
            return None
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a channel that gives a body that was read, and then whatever comes."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 429:
        headers.append((b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{words}\n".encode()})
