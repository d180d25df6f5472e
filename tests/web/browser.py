"""A laboratory that listens, and Debian's Chromium to look at it; the tests are skipped where there is none."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cupwright.app.web.factory import create_app
from cupwright.app.web.settings import LabSettings

__all__ = ["CHROMIUM", "Watched", "chromium", "launched", "listening"]

_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str | None:
    """Return where Chromium is, or None."""
    for place in ("/usr/bin/chromium", "/usr/bin/chromium-browser"):
        if Path(place).exists():
            return place
    return shutil.which("chromium") or shutil.which("chromium-browser")


CHROMIUM = chromium()


@contextmanager
def launched() -> Iterator[Any]:
    """Start Chromium; give the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield made
        made.close()


class Watched:
    """A page, and what went wrong on it: errors of the console, requests to others."""

    def __init__(self, chrome: Any, place: str, **context: Any) -> None:
        self.context = chrome.new_context(base_url=place, accept_downloads=True, **context)
        self.page = self.context.new_page()
        self.others: list[str] = []
        self.errors: list[str] = []
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.route("**/*", self._only_ours)
        self.place = place
        # What the policy of contents forbids is an error of the console as well; here it is by name.
        self.context.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
        )

    def _only_ours(self, route: Any) -> None:
        if route.request.url.startswith((self.place, "data:", "blob:")):
            route.continue_()
        else:
            self.others.append(route.request.url)
            route.abort()

    def whole(self) -> None:
        """Wait until no answer of the page is being worked out."""
        self.page.wait_for_selector("#answer")
        self.page.wait_for_selector("[data-events]", state="detached", timeout=60_000)


@contextmanager
def listening(settings: LabSettings) -> Iterator[str]:
    """Serve a laboratory on a free port; give its address."""
    import uvicorn

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as place:
        place.bind(("127.0.0.1", 0))
        place.listen(64)
        app: Any = create_app(settings)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield f"http://127.0.0.1:{place.getsockname()[1]}"
        finally:
            app.state.lab.close()
            server.should_exit = True
            thread.join(10)
