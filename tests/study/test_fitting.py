"""Fits that are made ahead, several at a time, in processes of their own."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

import cupwright as cw
from cupwright.app import options
from cupwright.ratings import Ratings
from cupwright.ratings.settings import DEFAULT_MODEL
from cupwright.study import fitting, rating
from cupwright.study.fitting import keep_fits
from cupwright.study.rating import kept_at, rate

DAY, EARLIER = dt.date(2026, 2, 2), dt.date(2026, 1, 2)
# The results of some months: a fit of the daily filter takes a second.
SHORT = cw.RatingSettings(model="dynamic", since=dt.date(2025, 9, 1))
OTHER = cw.RatingSettings(model="dynamic", since=dt.date(2025, 9, 1), links="none")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))


def never(*_: object) -> Ratings:
    raise AssertionError("fitted again")


def test_fits_of_other_processes_are_those_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "_processors", lambda: 2)
    told: list[tuple[int, int]] = []
    keep_fits([(DAY, SHORT), (DAY, OTHER)], lambda done, of, _what: told.append((done, of)))
    assert told[0] == (0, 2)
    assert told[-1] == (2, 2)
    assert kept_at(DAY, SHORT).exists()
    assert kept_at(DAY, OTHER).exists()
    with monkeypatch.context() as patched:
        patched.setattr(rating, "_fitted", never)
        kept = rate(DAY, SHORT)["flamengo"], rate(DAY, OTHER)["flamengo"]
    kept_at(DAY, SHORT).unlink()
    assert rate(DAY, SHORT)["flamengo"] == kept[0] != kept[1]


def test_days_of_one_setting_are_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_process(*_: object, **__: object) -> None:
        raise AssertionError("another process")

    monkeypatch.setattr(subprocess, "Popen", no_process)
    keep_fits([(DAY, SHORT), (EARLIER, SHORT)])
    alone = rate(EARLIER, SHORT)["flamengo"]
    kept_at(EARLIER, SHORT).unlink()
    again = rate(EARLIER, SHORT)["flamengo"]
    assert again.mean == pytest.approx(alone.mean, abs=2e-5)
    assert again.last_match == alone.last_match < DAY
    monkeypatch.setattr(fitting, "fit_and_keep", never)
    keep_fits([(DAY, SHORT), (EARLIER, SHORT)])


def test_a_fit_that_fails_elsewhere_says_why_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that cannot fit is passed over; whoever asks for the fit gets the error."""
    monkeypatch.setattr(fitting, "_processors", lambda: 2)
    before = dt.date(1990, 1, 1)
    keep_fits([(before, SHORT), (before, OTHER)])
    with pytest.raises(cw.CupwrightError, match="lies before the facts"):
        rate(before, SHORT)


def test_the_daily_filter_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert options.DEFAULT_MODEL == DEFAULT_MODEL == "dynamic"
    monkeypatch.delenv("CUPWRIGHT_MODEL")
    assert cw.RatingSettings().model == "dynamic"
    monkeypatch.setenv("CUPWRIGHT_MODEL", "elo")
    assert cw.RatingSettings().model == "elo"
