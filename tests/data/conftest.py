"""Every test of the data room has a home of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the workspace at a folder of this test alone."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CUPWRIGHT_HOME", str(folder))
    return folder
