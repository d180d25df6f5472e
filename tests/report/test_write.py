"""A report is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cupwright.errors import CupwrightError
from cupwright.report.write import check_writable, write_whole


def test_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    write_whole(page, "Peñarol")
    assert page.read_text(encoding="utf-8") == "Peñarol"
    assert page.stat().st_mode & 0o777 == 0o666 & ~_mask()
    assert list(tmp_path.iterdir()) == [page]


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_failure_leaves_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CupwrightError, match="no space left"):
        write_whole(page, "new" * 10_000)
    assert page.read_text() == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b" / "page.html")
    assert (tmp_path / "a" / "b").is_dir()
    assert list((tmp_path / "a" / "b").iterdir()) == []
