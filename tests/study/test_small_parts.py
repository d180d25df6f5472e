"""The parts that need neither facts nor engine: distances, clocks, the cache, shares of worlds, the package's door."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import cupwright
from cupwright.errors import CupwrightError
from cupwright.football.strengths import Strengths
from cupwright.schedule.travel import hours_from_utc
from cupwright.study import cache
from cupwright.study.geography import EARTH_KM, great_circle_km
from cupwright.study.odds import merged
from cupwright.study.rating import as_day
from cupwright.study.worlds import MOST_WORLDS, share_out, valid_seed


def test_known_distances() -> None:
    quarter = EARTH_KM * np.pi / 2
    assert great_circle_km(0, 0, 0, 90) == pytest.approx(quarter)
    assert great_circle_km(90, 0, 0, 17) == pytest.approx(quarter)
    assert great_circle_km(10, 20, 10, 20) == 0
    assert great_circle_km(10, 20, -10, -160) == pytest.approx(2 * quarter)
    # Miami to Buenos Aires
    assert great_circle_km(25.76, -80.19, -34.61, -58.38) == pytest.approx(7101, rel=0.003)


def test_clocks() -> None:
    assert hours_from_utc("America/Argentina/Buenos_Aires", dt.date(2026, 2, 3)) == -3
    assert hours_from_utc("America/New_York", dt.date(2026, 2, 3)) == -5
    assert hours_from_utc("America/New_York", dt.date(2026, 7, 3)) == -4
    assert hours_from_utc("Nowhere/At_All", dt.date(2026, 7, 3)) is None


@pytest.mark.parametrize("worlds", [1, 2, 7, 100, 999, 1001, 10_000, 100_000, 123_457])
def test_worlds_are_shared_out_whole(worlds: int) -> None:
    share = share_out(worlds)
    assert 2 * share.draws * share.size >= worlds
    assert share.draws <= 1000
    assert share.worlds == worlds
    if worlds >= 50_000:
        assert share.draws == 1000


@pytest.mark.parametrize("worlds", [0, -5, MOST_WORLDS + 1, 1_000_000_000, 1.5, True, "many"])
def test_wrong_numbers_of_worlds(worlds: object) -> None:
    with pytest.raises(CupwrightError, match=r"error\[worlds\]"):
        share_out(worlds)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [-1, 2**63, 1.0, True, None])
def test_wrong_seeds(seed: object) -> None:
    with pytest.raises(CupwrightError, match=r"error\[seed\]"):
        valid_seed(seed)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", ["2026-13-01", "yesterday", "", None, 20260101])
def test_wrong_dates(day: object) -> None:
    with pytest.raises(CupwrightError, match=r"error\[date\]"):
        as_day(day, "a test")  # type: ignore[arg-type]
    assert as_day("2026-02-01", "a test") == as_day(dt.date(2026, 2, 1), "a test") == dt.date(2026, 2, 1)


def test_both_halves_of_a_draw_have_its_strengths() -> None:
    one = np.arange(3.0)
    strengths = Strengths(("a", "b"), *(np.arange(6.0).reshape(3, 2),) * 3, one, one, one, np.zeros((2, 2)), one)
    doubled = share_out(300).doubled(strengths)
    assert doubled.mu.tolist() == [0, 0, 1, 1, 2, 2]
    assert doubled.attack[:, 1].tolist() == [1, 1, 3, 3, 5, 5]


def test_orders_are_merged() -> None:
    assert merged("abcd", "abxcd") == tuple("abxcd")
    assert merged("abcd", "abd") == tuple("abcd")
    assert merged("abc", "") == tuple("abc")


def test_kept_and_found_again() -> None:
    cache.write_json("test", "k1", [1.5, None])
    assert cache.read_json("test", "k1") == [1.5, None]
    assert cache.read_json("test", "k2") is None


@pytest.mark.parametrize("content", ["", "{", '{"key": "other", "value": 1}', "[1]", "\x00\x01"])
def test_a_damaged_file_is_no_answer(content: str) -> None:
    cache.write_json("test", "k3", 1)
    (cache.folder() / "test-k3.json").write_text(content)
    assert cache.read_json("test", "k3") is None


def test_a_disk_that_takes_nothing_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path / "file" / "below"))
    cache.write_json("test", "k", 1)
    assert cache.read_json("test", "k") is None


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    target.write_text("old")

    def fail(draft: Path) -> None:
        draft.write_text("ne")
        raise OSError(28, "no space left on device")

    with pytest.raises(OSError, match="no space"):
        cache.write_atomically(target, fail)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_old_files_are_pruned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))
    for number in range(5):
        cache.write_json("x", str(number), number)
    cache.prune("x-*.json", 2)
    assert len(list(tmp_path.iterdir())) == 2


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, cupwright; print([m for m in ('numpy', 'numba', 'scipy', 'duckdb') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def test_every_name_handed_on_is_there() -> None:
    for name in cupwright.__all__:
        assert getattr(cupwright, name) is not None
    assert set(cupwright.__all__) <= set(dir(cupwright))
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = cupwright.nothing_like_it
