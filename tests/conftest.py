"""What holds for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

# Most tests ask what is made of ratings, not how good they are: they take the model that is fitted in a second or two.
# Those of the daily filter, and of what is the default, name their model.
os.environ.setdefault("CUPWRIGHT_MODEL", "static")


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests compute and import out of the user's folders; what they compute is shared between them.

    There is one such fixture: of several for a session, the last one to begin would hold for all tests after it. A
    test that imports takes a home of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUPWRIGHT_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("CUPWRIGHT_HOME", str(tmp_path_factory.mktemp("home")))
        yield
