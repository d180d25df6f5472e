"""How the laboratory holds out: 50 readers at once over loopback, on views that are kept and on switches that move.

Bounded: some 1,500 requests in all. Prints a table; the budget is 200 ms for a kept page alone, a 95th percentile under
a second for 50 readers, a first answer within a second of a changed switch, and no error. A number after the command
sets the readers.
"""

from __future__ import annotations

import re
import socket
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

READERS = int(sys.argv[1]) if len(sys.argv) > 1 else 50
ROUNDS = 6
VIEWS = ("/en/", "/pt-BR/", "/en/compare?proposal=mas-2026", "/en/editions/copa-libertadores-2015", "/en/method")
SWITCHES = ("room=expand", "room=extra-round", "entry=second-round", "set.guest-pot=2", "set.guest-pot=1")
EVENTS = re.compile(r'data-events="(/runs/\w+/events)"')


def main() -> None:
    """Measure and print."""
    import uvicorn

    from cupwright.app.web.factory import create_app
    from cupwright.app.web.settings import LabSettings

    settings = LabSettings(behind_proxy=True, kept_on_disk=0)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as place:
        place.bind(("127.0.0.1", 0))
        place.listen(128)
        app: Any = create_app(settings)
        config = uvicorn.Config(app, log_level="error", access_log=False, proxy_headers=True)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{place.getsockname()[1]}"
        try:
            measure(address, app)
        finally:
            app.state.lab.close()
            server.should_exit = True
            thread.join(10)


def measure(address: str, app: Any) -> None:
    """Print the table."""
    with httpx.Client(base_url=address, timeout=120, headers={"x-forwarded-for": "10.1.0.1"}) as client:
        for view in VIEWS:
            whole(client, view)
        alone = [timed(client, view)[0] for view in VIEWS for _ in range(4)]
        row("a kept page, one reader", alone, 0)
        first = []
        for switch in SWITCHES:
            seconds, status = timed(client, f"/en/question?{switch}&seed=11")
            assert status == 200, status
            first.append(seconds)
        row("a changed switch, first answer", first, 0)

    def reader(number: int) -> list[tuple[float, int]]:
        found = []
        with httpx.Client(base_url=address, timeout=60, headers={"x-forwarded-for": f"10.0.0.{number}"}) as client:
            for turn in range(ROUNDS):
                found.append(timed(client, VIEWS[(number + turn) % len(VIEWS)]))
        return found

    with ThreadPoolExecutor(READERS) as pool:
        found = [one for mine in pool.map(reader, range(READERS)) for one in mine]
    row(f"kept pages, {READERS} readers at once", [seconds for seconds, _ in found], sum(s != 200 for _, s in found))

    def asker(number: int) -> tuple[float, int]:
        with httpx.Client(base_url=address, timeout=120, headers={"x-forwarded-for": f"10.0.1.{number}"}) as client:
            return timed(client, f"/en/question?seed={100 + number}&worlds=10000")

    with ThreadPoolExecutor(READERS) as pool:
        asked = list(pool.map(asker, range(READERS)))
    row(f"{READERS} new questions at once", [seconds for seconds, _ in asked], sum(s != 200 for _, s in asked))
    lab = app.state.lab
    print(f"kept answers {lab.answers.shelf.bytes / 1e6:.1f} MB, kept pages {lab.pages.bytes / 1e6:.1f} MB, "
          f"runs {lab.jobs.counts}")  # fmt: skip


def whole(client: httpx.Client, view: str) -> None:
    """Ask for a page until its answer is whole."""
    for _ in range(200):
        found = EVENTS.search(client.get(view).text)
        if found is None:
            return
        with client.stream("GET", found[1]) as stream:
            for _line in stream.iter_lines():
                pass
    raise SystemExit(f"{view} is never whole")


def timed(client: httpx.Client, view: str) -> tuple[float, int]:
    """Return how long a page took, and its status."""
    began = time.perf_counter()
    status = client.get(view).status_code
    return time.perf_counter() - began, status


def row(what: str, seconds: list[float], errors: int) -> None:
    """Print a line of the table."""
    ordered = sorted(seconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{what:<40} {len(seconds):>5} requests  median {statistics.median(seconds):6.3f} s  95% {high:6.3f} s  "
          f"errors {errors}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
