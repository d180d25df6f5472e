"""How numbers are written for people: odds, intervals, changes, money, distances, dates.

A chance is never written as 0 unless it is impossible, nor as 100 unless it is certain. JSON and CSV keep
the unrounded numbers; only pages and tables come through here.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

__all__ = [
    "ABSENT",
    "count",
    "date_words",
    "interval",
    "money",
    "percent",
    "plural",
    "points",
    "quantity",
    "signed",
    "words_list",
]

ABSENT = "–"
"""What stands where there is no number: the club is not in that field, or the figure is not known."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _rounded(value: float, digits: int) -> str:
    # Half away from zero, as a reader rounds by hand; repr() keeps 0.005 from becoming 0.00499...
    quantum = Decimal(1).scaleb(-digits)
    return f"{Decimal(repr(float(value))).quantize(quantum, rounding=ROUND_HALF_UP):,}"


def percent(chance: float | None, digits: int = 0, *, settled: bool = False, sign: bool = True) -> str:
    """Write a chance in percent.

    Parameters
    ----------
    chance
        Between 0 and 1, or None for a club that is not in the field.
    digits
        0 in summaries, 1 in tables.
    settled
        Whether the rules alone make a 0 or a 1, which is otherwise only what the worlds played happened to give.
    sign
        Whether to write the percent sign.

    Returns
    -------
    str
        ``"<1%"`` below half of the last digit, ``">99%"`` above its counterpart; 0 and 100 only if settled.

    Examples
    --------
    >>> percent(0.0049), percent(0.005), percent(0.995), percent(1.0, settled=True), percent(0.1234, 1)
    ('<1%', '1%', '>99%', '100%', '12.3%')
    """
    if chance is None:
        return ABSENT
    mark = "%" if sign else ""
    if settled and chance in (0, 1):
        return f"{chance * 100:.0f}{mark}"
    smallest = Decimal(1).scaleb(-digits)
    value = Decimal(repr(float(chance))) * 100
    if value < smallest / 2:
        return f"<{smallest}{mark}"
    if value >= 100 - smallest / 2:
        return f">{100 - smallest}{mark}"
    return f"{value.quantize(smallest, rounding=ROUND_HALF_UP)}{mark}"


def interval(low: float, high: float, digits: int = 0, *, settled: bool = False) -> str:
    """Write the ends of an interval of chances, such as ``"12–35%"``; one number if both read the same."""
    first, last = (percent(end, digits, settled=settled) for end in (low, high))
    return last if first == last else f"{first.removesuffix('%')}–{last}"


def signed(value: float | None, digits: int = 0) -> str:
    """Write a change with its sign (a true minus); ``"±0"`` where it rounds to nothing."""
    if value is None:
        return ABSENT
    text = _rounded(abs(value), digits)
    if not text.strip("0.,"):
        return f"±{text}"
    return f"{'+' if value > 0 else '−'}{text}"


def points(change: float | None, digits: int = 1) -> str:
    """Write a change of a chance in percentage points, without the unit; ``"+0.0"`` for a trace, which has a sign."""
    if change is None:
        return ABSENT
    text = signed(change * 100, digits)
    return f"{'+' if change > 0 else '−'}{text[1:]}" if change and text[0] == "±" else text


def count(value: float) -> str:
    """Write a whole number with thousands separators.

    >>> count(100000)
    '100,000'
    """
    return _rounded(value, 0)


def quantity(value: float | None, digits: int = 0) -> str:
    """Write a measured number with thousands separators, or the dash for None."""
    if value is None:
        return ABSENT
    text = _rounded(abs(value), digits)
    return f"−{text}" if value < 0 and text.strip("0.,") else text


def money(usd: float | None) -> str:
    """Write US dollars: millions with two decimals from one million on, else whole thousands.

    >>> money(4125000), money(330000), money(None)
    ('US$4.13 million', 'US$330,000', '–')
    """
    if usd is None:
        return ABSENT
    sign = "−" if usd < 0 else ""
    size = abs(usd)
    if size >= 999_500:
        return f"{sign}US${_rounded(size / 1e6, 2)} million"
    return f"{sign}US${_rounded(round(size / 1000) * 1000, 0)}"


def date_words(date: str | dt.date | None) -> str:
    """Write a date in words, such as ``"6 December 2025"``; ISO text is read, the dash stands for None."""
    if date is None or date == "":
        return ABSENT
    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def plural(number: float, one: str, many: str = "") -> str:
    """Write a count with its noun.

    >>> plural(1, "club"), plural(2, "club"), plural(1000, "match", "matches")
    ('1 club', '2 clubs', '1,000 matches')
    """
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def words_list(items: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Join words as a sentence does: ``"a, b and c"``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
