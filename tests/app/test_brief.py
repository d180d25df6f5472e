"""The verb ``brief``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Ran

Run = Callable[..., Ran]


def test_a_brief_is_written_and_written_again_alike(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The other settings of the ratings are what takes long, and are tried where `compare` is tested.
    monkeypatch.setattr("cupwright.study.compare.sensitivity_rows", lambda *_: [[]])
    first, again = tmp_path / "brief.pdf", tmp_path / "again.pdf"
    done = run("brief", "mas-2026-expand", "--locale", "es-419", "--worlds", "200", "-o", first)
    assert done.code == 0, done.err
    assert done.out == ""
    assert f"brief: {first}" in done.err
    assert "repeat: cupwright brief mas-2026-expand" in done.err
    threads = ("--threads", "1", "--of", "copa-libertadores-2026")
    assert run("brief", "mas-2026-expand", "--locale", "es-419", "--worlds", "200", *threads, "-o", again).code == 0
    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("mas-2026", "--locale", "es-MX", "-o", "b.pdf"),
            ["error[locale]", "en (English)", "es-419", "es-AR", "pt-BR"],
        ),
        (("mas-2026", "-o", "b.docx"), ["error[suffix]", ".pdf, .html, .png, .svg"]),
        (("mas-2026", "-o", "."), ["error[suffix]"]),
        (("copa-libertadores-2026", "-o", "b.pdf"), ["error[kind]", "a proposal is needed"]),
        (("mas-206", "-o", "b.pdf"), ["mas-2026"]),
        (("mas-2026",), ["error[usage]", "--output"]),
    ],
)
def test_what_cannot_be_done_is_said_at_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("brief", *words)
    assert done.code == 2
    assert [part for part in said if part not in done.err] == []
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "brief.pdf"
    folder.mkdir()
    done = run("brief", "mas-2026", "-o", folder)
    assert done.code == 2
    assert "cannot be written" in done.err
