"""A laboratory with few worlds and the static model, so that a page takes no time."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

with warnings.catch_warnings():
    # Starlette would rather have a client that is not among the locked packages.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

from cupwright.app.web.factory import create_app
from cupwright.app.web.settings import LabSettings
from tests.web.browser import Watched, launched, listening

SETTINGS = LabSettings(
    model="static", first_worlds=600, worlds=2_000, most_worlds=5_000, swing_worlds=2_000,
    course_worlds=200, strengths_since="2025-06-01", sensitivity=False, workers=2,
    kept_on_disk=0, frame_wait=120.0, first_wait=120.0, waiting=2_000, waiting_each=1_000,
)  # fmt: skip


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(SETTINGS), base_url="http://localhost", follow_redirects=False) as found:
        yield found


@pytest.fixture(scope="module")
def place() -> Iterator[str]:
    """A laboratory that listens."""
    with listening(SETTINGS) as found:
        yield found


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    with launched() as made:
        yield made


@pytest.fixture
def seen(chrome: Any, place: str) -> Iterator[Watched]:
    """A page; after the test nothing was asked of others, and nothing went wrong on it."""
    watched = Watched(chrome, place)
    yield watched
    watched.context.close()
    assert watched.others == []
    assert watched.errors == []
