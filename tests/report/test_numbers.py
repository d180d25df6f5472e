"""Numbers for people: what may be rounded, and what never reads as nothing or as certainty."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupwright.report.numbers import (
    ABSENT,
    count,
    date_words,
    interval,
    money,
    percent,
    plural,
    points,
    quantity,
    signed,
    words_list,
)

chances = st.floats(min_value=0, max_value=1)
digits = st.sampled_from([0, 1, 2])


def read(text: str) -> float:
    """Read a percentage back, the signs < and > dropped."""
    return float(text.strip("<>%"))


@given(chances, digits)
def test_a_chance_is_never_nothing_and_never_certain(chance: float, places: int) -> None:
    text = percent(chance, places)
    assert read(text) > 0
    assert text != "100%"
    assert text.startswith("<") == (round(chance * 100, 12) < 0.5 * 10**-places)


@given(chances, digits)
def test_what_is_written_is_within_half_a_digit(chance: float, places: int) -> None:
    text = percent(chance, places)
    step = 10**-places
    if text.startswith("<"):
        assert chance * 100 < step / 2 + 1e-9
    elif text.startswith(">"):
        assert chance * 100 > 100 - step / 2 - 1e-9
    else:
        assert abs(read(text) - chance * 100) <= step / 2 + 1e-9
        assert len(text.partition(".")[2].rstrip("%")) == places


@given(chances, chances, digits)
def test_rounding_keeps_the_order(first: float, second: float, places: int) -> None:
    low, high = sorted((first, second))

    def rank(text: str) -> tuple[float, int]:
        return read(text), {"<": -1, ">": 1}.get(text[0], 0)

    assert rank(percent(low, places)) <= rank(percent(high, places))


@pytest.mark.parametrize(
    ("chance", "whole", "tenths"),
    [
        (0.0, "<1%", "<0.1%"),
        (0.0004, "<1%", "<0.1%"),
        (0.0005, "<1%", "0.1%"),
        (0.00499, "<1%", "0.5%"),
        (0.005, "1%", "0.5%"),
        (0.125, "13%", "12.5%"),
        (0.994, "99%", "99.4%"),
        (0.995, ">99%", "99.5%"),
        (0.9996, ">99%", ">99.9%"),
        (1.0, ">99%", ">99.9%"),
    ],
)
def test_edges(chance: float, whole: str, tenths: str) -> None:
    assert (percent(chance), percent(chance, 1)) == (whole, tenths)


def test_impossible_and_absent() -> None:
    assert percent(0.0, settled=True) == "0%"
    assert percent(1.0, 1, settled=True) == "100%"
    assert percent(0.2, settled=True) == "20%"
    assert percent(None) == ABSENT


def test_intervals() -> None:
    assert interval(0.12, 0.35) == "12–35%"
    assert interval(0.001, 0.07) == "<1–7%"
    assert interval(0.121, 0.119) == "12%"
    assert interval(0.2, 1.0) == "20–>99%"
    assert interval(1.0, 1.0, settled=True) == "100%"


def test_changes_carry_a_sign_and_a_trace_shows() -> None:
    assert points(0.034) == "+3.4"
    assert points(-0.034) == "−3.4"
    assert points(0.0001) == "+0.0"
    assert points(0) == "±0.0"
    assert points(None) == ABSENT
    assert signed(-1234.4) == "−1,234"


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_thousands_are_separated(value: float) -> None:
    assert re.fullmatch(r"−?\d{1,3}(,\d{3})*", quantity(value))
    assert quantity(value).replace(",", "").replace("−", "-") in {
        f"{value:.0f}",
        f"{int(value + (0.5 if value > 0 else -0.5))}",
    }


def test_money_dates_and_counts() -> None:
    assert money(330_000) == "US$330,000"
    assert money(999_600) == "US$1.00 million"
    assert money(-4_674_890) == "−US$4.67 million"
    assert date_words("2025-12-06") == date_words(dt.date(2025, 12, 6)) == "6 December 2025"
    assert date_words(None) == ABSENT
    assert count(100_000) == "100,000"
    assert plural(1, "match", "matches") == "1 match"
    assert plural(0, "club") == "0 clubs"
    assert words_list([]) == ""
    assert words_list(["a"]) == "a"
    assert words_list(["a", "b", "c"]) == "a, b and c"
