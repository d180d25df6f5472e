"""The worked example of the documentation: two files, no code, and a verdict that can be lost."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Ran

Run = Callable[..., Ran]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "add-a-competition.md"
DOCUMENT = re.compile(r"<!-- check: (?P<name>\S+) -->\n```yaml\n(?P<body>.*?)^```$", re.M | re.DOTALL)
OUTPUT = re.compile(r"<!-- output -->\n```console\n\$ (?P<command>[^\n]+)\n(?P<said>.*?)^```$", re.M | re.DOTALL)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    monkeypatch.chdir(tmp_path)
    found = {}
    for document in DOCUMENT.finditer(PAGE.read_text(encoding="utf-8")):
        found[document["name"]] = tmp_path / document["name"]
        found[document["name"]].write_text(document["body"], encoding="utf-8")
    return found


def test_the_page_has_two_documents(documents: dict[str, Path]) -> None:
    assert sorted(documents) == ["recopa-2014.yaml", "recopa-rules.yaml"]


SHOWN = list(OUTPUT.finditer(PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown["command"])
def test_the_commands_print_what_the_page_shows(run: Run, documents: dict[str, Path], shown: re.Match[str]) -> None:
    ran = run(*shlex.split(shown["command"])[1:])
    assert ran.code == 0, ran.err
    assert ran.out.strip("\n") == shown["said"].strip("\n")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("ranking: [atletico-mineiro, lanus]", "ranking: [lanus, atletico-mineiro]", "first-leg host"),
        ("first-leg-host: lanus", "first-leg-host: atletico-mineiro", "first-leg host"),
        ("extra: [4, 3]", "extra: [2, 4]", "the rules give Lanús, on record Atlético Mineiro"),
    ],
)
def test_the_verdict_can_be_lost(run: Run, documents: dict[str, Path], before: str, after: str, said: str) -> None:
    edition = documents["recopa-2014.yaml"]
    text = edition.read_text(encoding="utf-8")
    assert text.count(before) == 1
    edition.write_text(text.replace(before, after), encoding="utf-8")
    ran = run("replay", "recopa-2014.yaml")
    assert ran.code == 1
    assert said in ran.err
