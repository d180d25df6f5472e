"""What the repository carries: nothing heavy, nothing of one machine, nothing that only a network can read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.repository import ROOT, SOURCE, files, name, texts

MEGABYTE = 1_000_000
FACTS = SOURCE / "facts"
LOCKS = ("requirements.lock", "requirements-dev.lock")
# Home folders and this project's own workplaces, spelled so that this file does not match itself.
MACHINE = re.compile(r"(?<![\w.:/{}$~-])/(?:home|Users|root|work|opt|mnt)/[\w.-]+")
INDEX = re.compile(r"--(?:extra-)?index-url|pypi\.org|pythonhosted\.org|https?://[^ \"')]*/simple\b")
FILE_OF_A_CDN = re.compile(r"https?://(?:cdn|unpkg|fonts)\.[\w.]+|cdn\.jsdelivr\.net|googleapis\.com")


def hits(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{name(path)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def others() -> list[Path]:
    """Every text but this one, which has to spell what it looks for."""
    found = [path for path in texts() if path != Path(__file__).resolve()]
    assert len(found) > 20
    return found


def test_no_file_is_heavy() -> None:
    assert {name(path): path.stat().st_size for path in files() if path.stat().st_size > 5 * MEGABYTE} == {}


def test_facts_fit_their_budget() -> None:
    sizes = [path.stat().st_size for path in files() if path.is_relative_to(FACTS)]
    assert sizes
    assert sum(sizes) <= 6 * MEGABYTE


def test_no_path_of_a_machine() -> None:
    assert hits(MACHINE, others()) == []


def test_no_address_of_a_package_index() -> None:
    assert hits(INDEX, others()) == []


def test_nothing_is_loaded_from_a_network() -> None:
    assert hits(FILE_OF_A_CDN, [path for path in others() if path.is_relative_to(SOURCE)]) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_names_and_versions_only(lock: str) -> None:
    pins = [line for line in (ROOT / lock).read_text().splitlines() if line and not line.startswith("#")]
    assert len(pins) > 10
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)] == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE, "open('/home/somebody/results.csv')"),
        (INDEX, "--index" + "-url somewhere"),
        (FILE_OF_A_CDN, '<script src="https://cdn.jsdelivr.net/npm/vega">'),
    ],
)
def test_the_patterns_find_what_they_look_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
