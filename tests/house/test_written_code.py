"""The code that the README and the documentation print runs, and the commands they print exist.

A block is run if the line before its fence is a comment: ``<!-- run -->`` executes Python, in order and with
one namespace a page; ``<!-- check: NAME.yaml -->`` saves a document under that name, and it is sound;
``<!-- broken: NAME.yaml -->`` is one that is refused.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.house.repository import ROOT, name

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>[^\n]*?) -->\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


def blocks(page: Path, language: str, mark: str = "") -> list[tuple[str, str]]:
    """Return (mark, body) of the blocks of a page in a language whose mark begins with `mark`."""
    return [
        (found["mark"] or "", found["body"])
        for found in BLOCK.finditer(page.read_text(encoding="utf-8"))
        if found["language"] == language and (found["mark"] or "").startswith(mark)
    ]


def cupwright(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from cupwright.app.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


RUN = [page for page in PAGES if blocks(page, "python", "run")]
BROKEN = [(mark.split()[1], body) for page in PAGES for mark, body in blocks(page, "yaml", "broken:")]
CHECKED = [(page, mark.split()[1], body) for page in PAGES for mark, body in blocks(page, "yaml", "check:")]
COMMANDS = sorted(
    {
        line.removeprefix("$ ").removeprefix(".venv/bin/").split("  #")[0].rstrip()
        for page in PAGES
        for _, body in blocks(page, "console")
        for line in body.splitlines()
        if re.match(r"\$ (\.venv/bin/)?cupwright\b", line)
    }
)


def test_there_is_something_to_try() -> None:
    """The README shows Python, a proposal, and commands."""
    assert ROOT / "README.md" in RUN
    assert ROOT / "README.md" in [page for page, _, _ in CHECKED]
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("text_page", RUN, ids=name)
def test_python_runs(text_page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for document, text in ((mark.split()[1], body) for mark, body in blocks(text_page, "yaml", "check:")):
        (tmp_path / document).write_text(text, encoding="utf-8")
    namespace: dict[str, object] = {"__name__": "__main__"}
    for _, body in blocks(text_page, "python", "run"):
        exec(compile(body, name(text_page), "exec"), namespace)


@pytest.mark.parametrize(("text_page", "document"), [(page, file) for page, file, _ in CHECKED])
def test_documents_are_sound(text_page: Path, document: str, tmp_path: Path) -> None:
    """A document may name another of its page."""
    for found, file, body in CHECKED:
        if found == text_page:
            (tmp_path / file).write_text(body, encoding="utf-8")
    done = cupwright("check", document, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("document", "body"), BROKEN)
def test_broken_documents_are_refused(document: str, body: str, tmp_path: Path) -> None:
    (tmp_path / document).write_text(body, encoding="utf-8")
    done = cupwright("check", document, cwd=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{document}:" in done.stderr


def test_the_proposal_of_the_readme_takes_ten_lines() -> None:
    for _, body in blocks(ROOT / "README.md", "yaml", "check:"):
        assert len([line for line in body.splitlines() if line.strip() and not line.lstrip().startswith("#")]) <= 10


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_exist(command: str) -> None:
    """Each verb is known, and each option that is printed is in its help."""
    words = shlex.split(command)[1:]
    options = [word.split("=")[0] for word in words if word.startswith("--")]
    verb = words[:2] if words[0] in ("data", "calendar") else words[:1]
    text = help_of(*[word for word in verb if not word.startswith("-")])
    assert [option for option in options if option not in text] == []


@cache
def help_of(*verb: str) -> str:
    done = cupwright(*verb, "--help")
    assert done.returncode == 0, done.stderr
    return done.stdout
