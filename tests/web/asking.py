"""How tests read pages: whole answers, without the run that refines them."""

from __future__ import annotations

import re
import time

from starlette.testclient import TestClient

from tests.report.pages import Page

EVENTS = re.compile(r'data-events="(/runs/\w+/events)"')


def whole(client: TestClient, address: str) -> str:
    """Return a page when its answer is whole."""
    for _ in range(40):
        got = client.get(address)
        assert got.status_code == 200, f"{address}: {got.status_code}\n{got.text[-1500:]}"
        found = EVENTS.search(got.text)
        if found is None:
            return got.text
        with client.stream("GET", found[1]) as stream:
            for _line in stream.iter_lines():
                pass
        time.sleep(0.01)
    raise AssertionError(f"{address} is never whole")


def page_of(client: TestClient, address: str) -> Page:
    """Return a whole page, read strictly."""
    return Page(whole(client, address))
