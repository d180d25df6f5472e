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

__all__ = ["ARGUMENTS", "chromium", "listening"]

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str | None:
    """Return where Chromium is, or None."""
    for place in ("/usr/bin/chromium", "/usr/bin/chromium-browser"):
        if Path(place).exists():
            return place
    return shutil.which("chromium") or shutil.which("chromium-browser")


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
