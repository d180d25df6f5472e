"""Ratings in a file: what goes in comes out; a damaged file is said to be one."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from cupwright.errors import CupwrightError
from cupwright.ratings import Ratings, fit
from cupwright.ratings.store import load, save
from tests.ratings.world import SETTINGS, UNTIL, world

SMALL = world()


@pytest.fixture(scope="module")
def ratings() -> Ratings:
    return fit(SMALL.results, SMALL.clubs, SETTINGS, UNTIL)


@pytest.mark.parametrize("model", ["static", "dynamic"])
def test_round_trip(model: str, tmp_path: Path) -> None:
    ratings = fit(SMALL.results, SMALL.clubs, SETTINGS, UNTIL, model)
    save(ratings, tmp_path / "new" / "ratings.npz")
    again = load(tmp_path / "new" / "ratings.npz")
    assert again.model == ratings.model == again.settings.model == model
    assert again.settings == ratings.settings
    assert again.until == ratings.until
    assert again.convergence == ratings.convergence
    assert again.competitions == ratings.competitions
    assert again.of(list(again)) == ratings.of(list(ratings))
    one, other = (r.strengths(["one-0", "tre-1"], "guests", 5, 7) for r in (ratings, again))
    for item in fields(one):
        assert np.array_equal(getattr(one, item.name), getattr(other, item.name))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["ratings.npz"]


@pytest.mark.parametrize("keep", [0, 100, -100])
def test_damaged_file(ratings: Ratings, tmp_path: Path, keep: int) -> None:
    path = tmp_path / "ratings.npz"
    save(ratings, path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(CupwrightError, match=r"ratings\.npz cannot be read"):
        load(path)


def test_missing_file_and_folder(ratings: Ratings, tmp_path: Path) -> None:
    with pytest.raises(CupwrightError, match="cannot be read"):
        load(tmp_path / "none.npz")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CupwrightError, match="could not be written"):
        save(ratings, tmp_path / "file" / "ratings.npz")


def test_other_version(ratings: Ratings, tmp_path: Path) -> None:
    path = tmp_path / "ratings.npz"
    save(ratings, path)
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(path, **{**arrays, "model": np.array("another")})
    with pytest.raises(CupwrightError, match="another version"):
        load(path)


def test_loading_needs_no_linear_algebra() -> None:
    """SciPy takes half a second to import: a warm start does without."""
    code = (
        "import sys, cupwright.ratings.store; print('scipy' in sys.modules, 'cupwright.ratings.draws' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
