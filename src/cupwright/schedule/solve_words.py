"""Days in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

__all__ = ["amount", "day_words", "grouped_words", "listed", "span_words", "weekday_words"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_words(day: dt.date) -> str:
    """Return a day as ``Sat 20 March 2027``."""
    return f"{_WEEKDAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def span_words(first: dt.date, last: dt.date) -> str:
    """Return days as ``22–30 March 2027``, a single one with its weekday."""
    if first == last:
        return day_words(first)
    begins = str(first.day)
    if first.month != last.month or first.year != last.year:
        begins += f" {_MONTHS[first.month - 1]}"
    if first.year != last.year:
        begins += f" {first.year}"
    dash = "–" if " " not in begins else " – "
    return f"{begins}{dash}{last.day} {_MONTHS[last.month - 1]} {last.year}"


def weekday_words(weekdays: Iterable[int]) -> str:
    """Return weekdays as ``Tuesday, Wednesday or Thursday``."""
    return listed([_WEEKDAYS[number] for number in sorted(set(weekdays))], "or")


def listed(words: list[str], last: str = "and") -> str:
    """Return words as ``one, two and three``."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def amount(number: int, one: str, many: str = "") -> str:
    """Return ``1 day`` or ``3 days``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


_ONE_OF_MANY = re.compile(r"(?P<what>.*), match \d+ of (?P<most>\d+)(?P<days> \(.*\))?")


def grouped_words(titles: Iterable[str]) -> list[str]:
    """Return titles of demands in order, those of matches that only a number tells apart as one.

    >>> grouped_words(["rest of 72 h", "MLS: season, match 1 of 34 (May)", "MLS: season, match 5 of 34 (May)"])
    ['rest of 72 h', '2 of the 34 matches of MLS: season (May)']
    """
    words: dict[tuple[str, str, str], int] = {}
    for title in titles:
        match = _ONE_OF_MANY.fullmatch(title)
        key = (match["what"], match["most"], match["days"] or "") if match else (title, "", "")
        words[key] = words.get(key, 0) + 1
    found = []
    for (what, most, days), number in words.items():
        if not most:
            found.append(what)
        elif number == 1:
            found.append(f"a match of {what}{days}")
        else:
            found.append(
                f"{f'the {most}' if str(number) == most else f'{number} of the {most}'} matches of {what}{days}"
            )
    return found
