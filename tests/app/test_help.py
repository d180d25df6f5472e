"""Help: every verb documented, two examples first, and the page of it current."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cupwright.app.reference import reference, verbs
from tests.app.conftest import Ran

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
VERBS = dict(verbs())
IN_THIS_RELEASE = {
    "brief",
    "check",
    "show",
    "diff",
    "replay",
    "rate",
    "simulate",
    "compare",
    "history",
    "flow",
    "data",
    "backtest",
    "draw",
    "forecast",
    "calendar",
    "serve",
}


def test_the_verbs_are_those_that_work() -> None:
    assert {name.split()[1] for name in VERBS if " " in name} == IN_THIS_RELEASE


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run: python -m cupwright.app.reference > docs/cli.md"


@pytest.mark.parametrize("verb", [name for name in VERBS if " " in name])
def test_help_opens_with_two_examples_that_are_of_this_verb(verb: str) -> None:
    body = VERBS[verb].split("\n\n")[1].splitlines()
    assert body[0].strip() == "Examples:"
    assert len(body) == 3
    assert all(line.strip().startswith(verb) for line in body[1:])


@pytest.mark.parametrize("verb", [name for name in VERBS if " " in name])
def test_every_option_of_an_example_exists(verb: str) -> None:
    text = VERBS[verb]
    used = set(re.findall(r"--[a-z-]+", text.split("\n\n")[1]))
    options = re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)(?: / (--[a-z-]+))?", text, re.MULTILINE)
    assert used <= {name for pair in options for name in pair}


@pytest.mark.parametrize("verb", VERBS)
def test_every_argument_and_option_is_explained(verb: str) -> None:
    entries = re.split(r"\n  (?=\S)", VERBS[verb].split("Options:")[1].split("\n\n")[0])
    for entry in entries[1:]:
        assert re.search(r"(\s{2,}|\n\s+)[A-Z][^\n]+", entry), f"{verb}: {entry}"


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("compare", "--help"), ("data", "sql", "-h")])
def test_help_is_an_answer(run: Callable[..., Ran], words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.code == 0
    assert ran.out.startswith("Usage: cupwright")
    assert ran.err == ""


def test_the_version(run: Callable[..., Ran]) -> None:
    assert run("--version").out.startswith("cupwright 0.")


HEAVY = ("numpy", "numba", "scipy", "duckdb", "altair", "pydantic", "ruamel", "rich", "jinja2", "vl_convert")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom cupwright.app.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    began = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == ""
    assert time.perf_counter() - began < 5, "0.6 s on a quiet machine; the benchmarks measure it"
