"""The gap between two leagues as a person reads it: on a terminal, in the documentation, on a page in any language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING, Any

from cupwright.report.locales import Language, language
from cupwright.report.numbers import date_words, plural, signed
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = [
    "SETTINGS",
    "confederation_name",
    "factor_words",
    "gap_page",
    "gap_sentence",
    "kind_rows",
    "kind_words",
    "match_rows",
    "sensitivity_rows",
    "setting_words",
    "settle_rows",
    "settle_sentence",
    "width_rows",
]

Row = Mapping[str, Any]

_ENGLISH = language("en")

SETTINGS = {
    "as it is": "as it is",
    "links direct": "only matches between the two",
    "links none": "no match between confederations",
    "prior 0.5": "prior half as wide",
    "prior 1": "prior of 1",
    "prior 2": "prior twice as wide",
    "drift 0": "confederations never change",
    "drift 0.05": "they drift by 0.05 a year",
    "drift 0.1": "they drift by 0.1 a year",
}
"""The settings of the sensitivity table, by their names in its JSON."""


def setting_words(name: str, say: Language = _ENGLISH) -> str:
    """Return what a setting of the sensitivity table means."""
    return say.pgettext("gap setting", SETTINGS[name]) if name in SETTINGS else name


def kind_words(kind: str, data: Row, say: Language = _ENGLISH) -> str:
    """Return which matches a kind is, with the names of the confederations (or of the countries within one)."""
    first, second = data["leagues"]
    across = first["confederation"] != second["confederation"]
    one, two = ((confederation_name(at["confederation"]) if across else _country(at, say)) for at in (first, second))
    return {
        "direct": say.text("%(one)s against %(two)s", one=one, two=two),
        "bridge": say.text("%(one)s or %(two)s against others", one=one, two=two),
        "among others": say.text("others among themselves"),
    }[kind]


def _country(league: Row, say: Language) -> str:
    return str(league["name"]) if say.code == "en" else say.country(league["country"])


def confederation_name(code: str) -> str:
    """Return a confederation as it spells itself."""
    return "Concacaf" if code == "CONCACAF" else code


def _with_article(league: Row, say: Language) -> str:
    country = _country(league, say)
    return f"the {country}" if country.startswith("United") else country


def factor_words(log_goals: float, say: Language = _ENGLISH) -> str:
    """Return how many goals one side scores for each of the other, from the strength between them."""
    return say.number(exp(2 * log_goals), 1)


def _span(row: Row, say: Language = _ENGLISH, digits: int = 2) -> str:
    return say.text("%(low)s to %(high)s", low=say.signed(row["low"], digits), high=say.signed(row["high"], digits))


def gap_sentence(data: Row, say: Language = _ENGLISH) -> str:
    """Return the gap, or that it is not identified, in a sentence or two."""
    first, second = (_with_article(league, say) for league in data["leagues"])
    head = f"{first[:1].upper()}{first[1:]}"
    if not data["identified"] and say.code == "en":
        return f"{head} over {second}: {data['words']}."
    if not data["identified"]:
        return say.text("%(first)s over %(second)s: not identified. No chain of matches ties the two leagues, so only "
                        "what was assumed beforehand speaks.", first=head, second=second)  # fmt: skip
    mean, low, high = data["mean"], data["low"], data["high"]
    better, other, sign = (first, second, 1) if mean >= 0 else (second, first, -1)
    least, most = sorted((sign * low, sign * high))
    said = say.text(
        "%(first)s over %(second)s: %(gap)s log goals a side (%(span)s). On neutral ground the average club of "
        "%(better)s scores %(goals)s goals (%(least)s to %(most)s) for each of the average club of %(other)s.",
        first=head, second=second, gap=say.signed(mean, 2), span=_span(data, say), better=better, other=other,
        goals=factor_words(sign * mean, say), least=factor_words(least, say), most=factor_words(most, say),
    )  # fmt: skip
    return f"{said} {say.text('The interval includes no difference.')}" if low < 0 < high else said


def settle_sentence(data: Row, say: Language = _ENGLISH) -> str:
    """Return in words what a season of guests would do to the interval."""
    settle = data["settle"]
    few, many = settle["season"][0], settle["season"][-1]
    half = max(settle["widths"], key=lambda row: (abs(row["width"] - settle["width"] / 2) < 1e-9, row["width"]))
    values = {
        "width": say.number(settle["width"], 2), "few": say.number(few["matches"]), "many": say.number(many["matches"]),
        "one": say.number(few["width_guests"], 2), "two": say.number(many["width_guests"], 2),
    }  # fmt: skip
    if half["matches_guests"] is None:
        return say.text(
            "The interval is %(width)s wide. One season of guests, %(few)s to %(many)s matches, would bring it down to "
            "%(one)s or %(two)s; to halve it takes no number of matches.",
            **values,
        )
    return say.text(
        "The interval is %(width)s wide. One season of guests, %(few)s to %(many)s matches, would bring it down to "
        "%(one)s or %(two)s; to halve it takes %(matches)s matches.",
        **values, matches=say.number(half["matches_guests"]),
    )  # fmt: skip


def sensitivity_rows(data: Row, say: Language = _ENGLISH) -> list[tuple[str, str, str]]:
    """Return the gap under each setting: setting, gap, interval; words in place of numbers where nothing is known."""
    return [
        (setting_words(row["setting"], say), say.signed(row["mean"], 2), _span(row, say))
        if row["identified"]
        else (setting_words(row["setting"], say), say.text("not identified"), "")
        for row in data["sensitivity"]
    ]


def kind_rows(data: Row, say: Language = _ENGLISH) -> list[tuple[str, str, str, str]]:
    """Return matches by kind, and by decade below: which, how many, the gap without them, and the interval then."""
    found = []
    for kind in data["kinds"]:
        found.append(_kind(kind_words(kind["kind"], data, say), kind, say))
        found += [_kind(f"  {say.text('%(decade)ss', decade=row['decade'])}", row, say)
                  for row in data["decades"] if row["kind"] == kind["kind"]]  # fmt: skip
    return found


def _kind(name: str, row: Row, say: Language) -> tuple[str, str, str, str]:
    without = row["without"]
    if without["mean"] is None:
        return name, say.number(row["matches"]), say.text("not identified"), ""
    return name, say.number(row["matches"]), say.signed(without["mean"], 2), _span(without, say)


def match_rows(data: Row, names: Mapping[str, str], say: Language = _ENGLISH) -> list[tuple[str, str, str, str]]:
    """Return the matches that move the gap most: date, match, the change without it, growth of the variance."""
    return [
        (
            row["date"],
            f"{names.get(row['home'], row['home'])} {row['goals_home']}-{row['goals_away']} "
            f"{names.get(row['away'], row['away'])}",
            say.signed(row["change"], 3),
            f"{say.signed(100 * row['weight'], 1)}{say.percent_sign}",
        )
        for row in data["matches"]
    ]


def settle_rows(data: Row, say: Language = _ENGLISH) -> list[tuple[str, str, str]]:
    """Return, by the number of matches, the width of the interval: average clubs, and the same four guests."""
    settle = data["settle"]
    today = say.number(settle["width"], 2)
    return [(say.text("none, as today"), today, today)] + [
        (say.text("%(number)s matches", number=say.number(row["matches"])), say.number(row["width"], 2),
         say.number(row["width_guests"], 2))
        for row in settle["season"]
    ]  # fmt: skip


def width_rows(data: Row) -> list[tuple[str, str, str]]:
    """Return, by the width of the interval, how many matches bring it there."""

    def words(number: int | None) -> str:
        return "never" if number is None else _ENGLISH.number(number)

    return [
        (f"{row['width']:.2f}", words(row["matches"]), words(row["matches_guests"])) for row in data["settle"]["widths"]
    ]


def gap_page(data: Row, names: Mapping[str, str]) -> list[RenderableType]:
    """Return what the terminal shows of a gap, top to bottom.

    Parameters
    ----------
    data
        What :func:`cupwright.study.gap.gap_between` returned.
    names
        Names of clubs by id.
    """
    return list(_lines(data, names))


def _lines(data: Row, names: Mapping[str, str]) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(f"The gap between two leagues, results until {date_words(data['until'])}", style="bold")
    yield Text(gap_sentence(data))
    for row in data.get("by_model", ()):
        if data["identified"] and row["model"] != data["model"]:
            yield Text(f"The {row['model']} model says {signed(row['mean'], 2)} ({_span(row)}); what follows is of the "
                       f"{data['model']} one, which can be taken apart match by match.")  # fmt: skip
    if data["identified"]:
        yield _heading("WHAT CARRIES IT", f"{plural(data['bearing'], 'match', 'matches')}; the gap without them")
        yield _table(kind_rows(data), "", "matches", "gap without", "interval", right=(1, 2))
        yield _heading("THE MATCHES THAT MOVE IT MOST", "what the gap would do without the match")
        yield _table(match_rows(data, names), "", "", "gap", "variance", right=(2, 3))
    yield _heading("WHAT WOULD CHANGE IT", "one setting after the other")
    yield _table(sensitivity_rows(data), "", "gap", "interval", right=(1,))
    # What the first sentence says already, or several settings have in common, is said once.
    alike: dict[str, list[str]] = {}
    for row in data["sensitivity"]:
        if not row["identified"] and row["words"] != data["words"]:
            alike.setdefault(row["words"], []).append(setting_words(row["setting"]))
    for words, settings in alike.items():
        yield Text(f"{', '.join(settings)}: {words}.", style="dim")
    yield _heading("WHAT WOULD SETTLE IT", settle_sentence(data))
    yield _table(settle_rows(data), "matches between them", "average clubs", "the same four guests", right=(1, 2))
    yield Text()
    yield _table(width_rows(data), "for a width of", "average clubs", "the same four guests", right=(1, 2))


def _heading(title: str, words: str) -> RenderableType:
    from rich.text import Text

    return Text.assemble(("\n" + title, "bold"), f"  {words}")


def _table(rows: Sequence[Sequence[str]], *columns: str, right: tuple[int, ...]) -> RenderableType:
    from rich.text import Text

    table = plain_table(*columns, right=right)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
