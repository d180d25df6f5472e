"""What pages say of a comparison beyond the sentences of the brief, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from cupwright.report.answer import Answer, Chance, Club, Measure, Move
from cupwright.report.locales import Language
from cupwright.report.numbers import ABSENT

__all__ = [
    "bare_chance",
    "chance_cell",
    "change_words",
    "club_words",
    "data_age",
    "figure_cell",
    "ledger_rows",
    "measure_cells",
    "metric_title",
    "unit_words",
]

_MOST_NAMES = 6


def club_words(club: Club, language: Language) -> dict[str, Any]:
    """Return what a page says of a club: ``id``, ``name``, ``association``, ``country`` and ``guest``."""
    return {
        "id": club.id, "name": club.name, "association": club.association,
        "country": language.country(club.association), "guest": club.guest,
    }  # fmt: skip


def bare_chance(chance: Chance, language: Language) -> str:
    """Return a chance in percent with one decimal and without the sign."""
    return language.percent(chance.mean, 1, settled=chance.settled).replace("%", "").strip()


def chance_cell(chance: Chance | None, language: Language) -> dict[str, str]:
    """Return a chance with its interval as a cell of a table."""
    if chance is None:
        return {"value": ABSENT, "range": "", "sort": ""}
    span = "" if chance.settled else language.interval(chance.low, chance.high, 1)
    if span == language.percent(chance.mean, 1):
        span = ""  # both ends read as the chance does
    return {"value": bare_chance(chance, language), "range": span, "sort": f"{chance.mean:.6f}"}


def change_words(answer: Answer, language: Language) -> str:
    """Return which clubs lose most of their title chance, of those whose loss is larger than the doubt about it."""
    worst = [f"{club.name} {language.points(change.mean)}" for club, change in answer.clear_changes()
             if change.mean < 0][:3]  # fmt: skip
    if not worst:
        return language.text("No club of the field clearly loses title chance: every interval holds zero.")
    return language.text(
        "One club’s gain is another’s loss. The largest losses, in points of title chance: %(clubs)s.",
        clubs=language.list(worst),
    )  # fmt: skip


def ledger_rows(answer: Answer, language: Language) -> list[dict[str, Any]]:
    """Return the ledger of places: who comes in, goes out or starts elsewhere, and the change that did it."""
    words = {"lost": language.text("Out"), "gained": language.text("In"), "moved": language.text("Moved")}
    lower, outside = language.text("Lower"), language.text("not in the cup")
    payers = answer.payers
    rows = []
    for what in ("lost", "gained", "moved"):
        for row, move in zip(answer.data["places"][what], [m for m in answer.ledger if m.what == what], strict=True):
            before, after = _stage(row["from"], answer, language), _after(row, move, answer, language)
            change, sign, reason = move.because.removeprefix(f"{answer.proposal}: ").partition(": ")
            because = language.reason(reason) if sign else change
            rows.append({
                "what": what, "word": lower if what == "moved" and move.club in payers else words[what],
                "slot": move.slot, "club": club_words(move.club, language), "before": before or outside,
                "after": after or outside, "because": _because(answer, because, language),
                "change": change if sign else "",
            })  # fmt: skip
    return rows


def _because(answer: Answer, reason: str, language: Language) -> str:
    return language.text("another edition, other entrants") if answer.other_edition else reason


def _stage(stage: str, answer: Answer, language: Language) -> str:
    return language.stage(stage, answer.stage_titles.get(stage, "")) if stage else ""


def _after(row: dict[str, Any], move: Move, answer: Answer, language: Language) -> str:
    return language.competition(move.drops_to) if move.drops_to else _stage(row["to"], answer, language)


def data_age(answer: Answer, language: Language) -> str:
    """Say how old the results are that the ratings of the guests and of the payers rest on."""
    clubs = {club.id: club for club in [*answer.guests, *answer.payers]}.values()
    by_date: dict[str, list[str]] = {}
    for club in clubs:
        by_date.setdefault(club.last_match, []).append(club.name)
    if not by_date or len(clubs) > 2 * _MOST_NAMES:
        dates = sorted(club.last_match for club in answer.clubs.values() if club.last_match)
        if not dates:
            return ""
        return language.text("Last match known of the clubs in the cup: %(first)s to %(last)s.",
                             first=language.date(dates[0]), last=language.date(dates[-1]))  # fmt: skip
    parts = [f"{language.list(names)} {language.date(date)}" for date, names in by_date.items()]
    return language.text("Last match known of guests and payers: %(clubs)s.", clubs="; ".join(parts))


def metric_title(row: Measure, language: Language) -> str:
    """Return what a metric is called."""
    words = {
        "balance": language.text("Evenness of the title odds"),
        "stakeless-matches": language.text("Group matches without stakes"),
        "decisive-matches": language.text("Group matches whose result decides who advances"),
        "prize-money": language.text("Expected prize money"),
        "quality-mean": language.text("Mean strength of the group-stage field"),
        "quality-best": language.text("Strongest club of the group-stage field"),
        "reach-population": language.text("Population behind a club, weighted by matches"),
        "reach-time-zones": language.text("Time zones spanned by the field"),
        "travel": language.text("Expected travel"),
    }
    return words.get(row.metric, row.title)


def unit_words(unit: str, language: Language) -> str:
    """Return a unit in words."""
    words = {
        "log goals": language.text("log goals"), "matches": language.text("matches"), "share": language.text("of 1"),
        "people": language.text("people"), "hours": language.text("hours"),
    }  # fmt: skip
    return words.get(unit, unit)


def figure_cell(value: Chance | None, language: Language, write: Callable[[float], str]) -> dict[str, str]:
    """Return a figure with its interval as a cell of a table; a sum or mean of figures has none."""
    if value is None:
        return {"value": ABSENT, "range": ""}
    span = (
        ""
        if value.low == value.high
        else language.text("%(low)s to %(high)s", low=write(value.low), high=write(value.high))
    )
    return {"value": write(value.mean), "range": span}


def measure_cells(row: Measure, language: Language) -> dict[str, dict[str, str]]:
    """Write both sides and the change of a metric with their intervals; a dash for what has no meaning."""
    cells = {}
    for side in ("base", "proposal", "change"):
        value: Chance | None = getattr(row, side)
        cells[side] = figure_cell(value, language, partial(_figure, row.unit, language, side == "change"))
    return cells


def _figure(unit: str, language: Language, change: bool, number: float) -> str:
    size = abs(number) if change else number
    if unit in ("US$", "USD"):
        text = language.money(size)
    elif unit.startswith("people"):
        text = language.text("%(number)s million", number=language.number(size / 1e6, 1))
    else:
        text = language.number(size, {"log goals": 3, "share": 2, "km": 0, "hours": 1}.get(unit, 1))
    if not change:
        return text
    nothing = not any(digit in text for digit in "123456789")
    return f"±{text}" if nothing else f"{'+' if number > 0 else '−'}{text}"
