"""What is declared is what is locked, and what is locked is what is declared."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import cupwright
from tests.house.repository import ROOT, SOURCE, files


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


def test_what_a_locked_package_needs_is_locked_too() -> None:
    """Else a fresh environment takes whatever is newest that day."""
    locked = pins("requirements.lock", "requirements-dev.lock")
    missing = set()
    for package in locked:
        try:
            needs = requires(package) or []
        except PackageNotFoundError:  # of an extra that is not installed here
            continue
        for requirement in map(Requirement, needs):
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if wanted and canonicalize_name(requirement.name) not in locked:
                missing.add(f"{package} needs {requirement.name}")
    assert missing == set()


def test_a_package_is_pinned_once() -> None:
    assert pins("requirements.lock").keys() & pins("requirements-dev.lock").keys() == set()


def test_the_version_is_told_alike() -> None:
    version = project()["version"]
    assert cupwright.__version__ == version
    assert re.search(rf"^version: {re.escape(version)}$", (ROOT / "CITATION.cff").read_text(), re.MULTILINE)
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_wheel_carries_every_file_of_the_package(tmp_path: Path) -> None:
    """What is installed with pip or pipx has the documents, the facts and the templates, not only the code."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    expected = {path.relative_to(SOURCE.parent).as_posix() for path in files() if path.is_relative_to(SOURCE)}
    assert {Path(file).suffix for file in expected} >= {".py", ".yaml", ".parquet"}
    assert expected - carried == set()
