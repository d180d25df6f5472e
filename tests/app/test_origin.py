"""Every answer says what it was made with: on a terminal in a last line, for machines as ``provenance``."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cupwright import __version__
from cupwright.data.store import facts_hash
from tests.app.conftest import Ran

Run = Callable[..., Ran]
DAY = "2015-02-28"
DRAW = ("draw", "copa-libertadores-2025", "--stage", "round-of-16")
FACTS = f"Cupwright {__version__}, facts {facts_hash()[:10]}"


@pytest.mark.parametrize(
    ("words", "before", "documents"),
    [
        (("rate", "toluca", "--until", DAY), "static model; ", False),
        (("rate", "--leagues", "--until", DAY), "static model; ", False),
        (("rate", "toluca", "--over", "2014-03-01:2015-03-01", "--every", "1y"), "static model; ", False),
        (("forecast", "toluca", "tijuana", "--date", "2015-03-01"), "static model, seed 7; ", False),
        (("simulate", "copa-libertadores-2015", "--worlds", "100", "--threads", "1"), "static model; ", True),
        (("flow", "copa-libertadores-2015", "--depth", "1"), "", True),
        (DRAW, "", True),
    ],
)
def test_a_table_ends_with_version_and_hashes(run: Run, words: tuple[str, ...], before: str, documents: bool) -> None:
    ran = run(*words)
    assert ran.code == 0, ran.err
    last = ran.out.splitlines()[-1]
    assert last.startswith(f"{before}{FACTS}")
    assert (", documents " in last) is documents


@pytest.mark.parametrize(
    "words",
    [
        ("toluca", "--until", DAY),
        ("--leagues", "--until", DAY),
        ("toluca", "--over", "2014-03-01:2015-03-01", "--every", "1y"),
    ],
)
def test_ratings_for_machines_say_what_made_them(run: Run, words: tuple[str, ...]) -> None:
    data = json.loads(run("rate", *words, "--format", "json").out)
    origin = data["provenance"]
    assert data["model"] == "static"
    assert (origin["version"], origin["facts_hash"]) == (__version__, facts_hash())
    assert origin["command"] == " ".join(["cupwright", "rate", *words, "--model", "static"])
