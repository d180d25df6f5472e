"""Two who need the same fit make it once; what was read stays in memory as long as its file stands."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest

import cupwright as cw
from cupwright.ratings import Ratings
from cupwright.study import rating
from cupwright.study.rating import kept_at, rate
from cupwright.study.under_way import claimed, wait_for

DAY = dt.date(2026, 2, 2)
SHORT = cw.RatingSettings(model="static", since=dt.date(2025, 9, 1))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPWRIGHT_CACHE", str(tmp_path))


def test_a_claim_is_had_by_one_and_ends_with_its_block() -> None:
    first, second = Path("a"), Path("b")
    with claimed([first]) as mine:
        with claimed([first, second]) as rest:
            assert (mine, rest) == ({first}, {second})
        wait_for([second])
        with pytest.raises(KeyboardInterrupt):
            wait_for([first], _impatient)
    wait_for([first], _impatient)
    with pytest.raises(ValueError, match="no fit"), claimed([first]):
        raise ValueError("no fit")
    with claimed([first]) as again:
        assert again == {first}


def _impatient(*_: object) -> None:
    raise KeyboardInterrupt


def test_several_who_ask_at_once_fit_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, made_by = rating._fitted, list[str]()
    everybody = threading.Barrier(3)

    def fitted(day: dt.date, settings: cw.RatingSettings, facts: str) -> Ratings:
        made_by.append(threading.current_thread().name)
        threading.Event().wait(0.2)
        return made(day, settings, facts)

    def ask() -> None:
        everybody.wait(10)
        found.append(rate(DAY, SHORT))

    monkeypatch.setattr(rating, "_fitted", fitted)
    found: list[Ratings] = []
    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 3 and len(made_by) == 1
    assert len({ratings["flamengo"].mean for ratings in found}) == 1


def test_a_fit_that_was_read_stays_in_memory_as_long_as_its_file_stands() -> None:
    rate(DAY, SHORT)
    first = rate(DAY, SHORT)
    assert rate(DAY, SHORT) is first
    kept_at(DAY, SHORT).unlink()
    anew = rate(DAY, SHORT)
    assert anew is not first and rate(DAY, SHORT) is not first
    assert anew["flamengo"].mean == pytest.approx(first["flamengo"].mean)
