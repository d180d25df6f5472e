"""What needs the raw sources: facts are what sources give; every difference from the reference is explained."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.facts.compiled import FACTS
from tools.compare_reference import compare
from tools.compile_facts import compile_facts

pytestmark = [
    pytest.mark.raw,
    pytest.mark.skipif("CUPWRIGHT_RAW" not in os.environ, reason="CUPWRIGHT_RAW does not name the raw sources"),
]


def root() -> Path:
    return Path(os.environ["CUPWRIGHT_RAW"])


def test_the_facts_are_compiled_from_the_sources(tmp_path: Path) -> None:
    compile_facts(root(), tmp_path)
    made = json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))
    held = json.loads((FACTS / "facts.json").read_text(encoding="utf-8"))
    assert made["content_sha256"] == held["content_sha256"]


def test_every_difference_from_the_reference_is_explained() -> None:
    differences = compare(root())
    assert [difference.text for difference in differences if not difference.category] == []
    counts = Counter(difference.category for difference in differences)
    assert counts["="] > 110_000
