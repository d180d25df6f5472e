"""The headline under other settings of the ratings."""

from __future__ import annotations

from typing import Any

import pytest

import cupwright as cw
from cupwright.study import sensitivity
from cupwright.study.cache import folder


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    found = cw.compare("copa-libertadores-2026", "mas-2026", worlds=2_000)
    assert isinstance(found, cw.Comparison)
    return found.sensitivity()


def width(rows: list[dict[str, Any]], setting: str, club: str) -> float:
    row = next(row for row in rows if row["setting"] == setting and row["club"] == club)
    return float(row["proposal"]["high"] - row["proposal"]["low"])


def test_every_setting_has_every_guest(rows: list[dict[str, Any]]) -> None:
    settings = list(dict.fromkeys(row["setting"] for row in rows))
    assert settings == [
        "as compared", "no bridge", "no links", "tight prior", "wide prior", "no drift", "double drift"
    ]  # fmt: skip
    for setting in settings:
        assert [row["club"] for row in rows if row["setting"] == setting] == ["any guest", "inter-miami", "toluca"]
    assert {row["links"] for row in rows} == {"direct+bridge", "direct", "none"}
    assert len({row["confederation_sd"] for row in rows}) == 3
    assert len({row["drift"] for row in rows}) == 3
    assert all(row["stage"] == "champion" and row["base"] is None for row in rows)


def test_without_links_the_interval_is_visibly_wider(rows: list[dict[str, Any]]) -> None:
    for club in ("inter-miami", "toluca", "any guest"):
        assert width(rows, "no links", club) > 1.5 * width(rows, "as compared", club)


def test_without_links_most_ignorance_is_the_gap(rows: list[dict[str, Any]]) -> None:
    row = next(row for row in rows if row["setting"] == "no links" and row["club"] == "any guest")
    assert row["proposal"]["gap"] > 0.7 * row["proposal"]["ignorance"]
    assert row["proposal"]["ignorance"] > 0.5


def test_rows_are_read_back_from_the_cache(rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(list(folder().glob("sensitivity-*.json"))) >= 6

    def never(*_args: object, **_named: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(sensitivity, "_under", never)
    again = cw.compare("copa-libertadores-2026", "mas-2026", worlds=2_000, progress=lambda *_: None)
    assert isinstance(again, cw.Comparison)
    assert again.sensitivity() == rows


def test_the_cache_does_not_answer_another_question(rows: list[dict[str, Any]]) -> None:
    before = len(list(folder().glob("sensitivity-*.json")))
    other = cw.compare("copa-libertadores-2026", "mas-2026", worlds=2_000, seed=8)
    assert isinstance(other, cw.Comparison)
    assert other.sensitivity() != rows
    assert len(list(folder().glob("sensitivity-*.json"))) == before + 6
