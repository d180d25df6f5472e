"""What the printed examples keep lies in folders of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUPWRIGHT_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("CUPWRIGHT_HOME", str(tmp_path_factory.mktemp("home")))
        yield
