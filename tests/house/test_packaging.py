"""What is declared is what is locked, and what is locked is what is declared."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import cupwright
from tests.house.repository import ROOT


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def pins(*locks: str) -> dict[str, Version]:
    found = {}
    for lock in locks:
        for line in (ROOT / lock).read_text().splitlines():
            if line and not line.startswith("#"):
                pinned, version = line.split("==")
                found[canonicalize_name(pinned)] = Version(version)
    return found


def test_every_dependency_is_locked_within_its_bounds() -> None:
    declared = [Requirement(text) for text in project()["dependencies"]]
    locked = pins("requirements.lock")
    assert len(declared) > 5
    for requirement in declared:
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


def test_every_extra_is_locked_within_its_bounds() -> None:
    extras = project()["optional-dependencies"]
    locked = pins("requirements.lock", "requirements-dev.lock")
    for text in [line for extra in extras.values() for line in extra]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


def test_a_package_is_pinned_once() -> None:
    assert pins("requirements.lock").keys() & pins("requirements-dev.lock").keys() == set()


def test_the_version_is_told_alike() -> None:
    version = project()["version"]
    assert cupwright.__version__ == version
    assert re.search(rf"^version: {re.escape(version)}$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()
