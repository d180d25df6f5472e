"""The answer in sentences: what a comparison says, in the words of both the terminal and the page.

Chances are whole percents here; the tables have one decimal, the JSON all of them.
"""

from __future__ import annotations

from typing import Any

from cupwright.report.answer import Answer, Chance, Club, Measure, Move, Side, chance_of
from cupwright.report.few_worlds import few_worlds_sentence
from cupwright.report.gap_share import gap_share_sentence
from cupwright.report.locales import Language, language
from cupwright.report.locales.names import SETTINGS
from cupwright.report.numbers import ABSENT, date_words, money, percent, plural, points, quantity, words_list

__all__ = [
    "because_words",
    "berth_groups",
    "berth_sentences",
    "chance_words",
    "change_interval",
    "competition_words",
    "data_age",
    "few_worlds",
    "gap_sentence",
    "goes_with_title",
    "has_one_place",
    "headline",
    "ledger_rows",
    "measure_cells",
    "metric_cells",
    "payers_sentence",
    "points_span",
    "question",
    "sensitivity_sentence",
    "setting_words",
    "uncounted_sentence",
]

_NOTABLE = 0.02
_MOST_NAMES = 6
_OUTSIDE = "not in the cup"
_TITLE = {"title", "champion"}
_ENGLISH = language("en")
_SIDES: tuple[Side, ...] = ("base", "proposal")


def setting_words(setting: str) -> str:
    """Return a setting of the sensitivity table in plain words."""
    return SETTINGS.get(setting, setting)


def question(answer: Answer) -> str:
    """Return what was asked."""
    return f"{answer.base_title}: what changes with “{answer.proposal_title}”?"


def chance_words(chance: Chance | None) -> str:
    """Write a chance with its interval, such as ``"12% (5–23%)"``."""
    if chance is None:
        return "not in the field"
    return f"{chance.text()} ({chance.span()})"


def headline(answer: Answer) -> str:
    """Return the one sentence that answers: how likely is a guest to win, or who gains most."""
    guests = answer.guests
    overall = answer.any_guest()
    if guests and overall is not None:
        parts = [f"{guest.name} {chance_words(answer.chance(guest.id, 'champion', 'proposal'))}" for guest in guests]
        if len(guests) == 1:
            return f"The guest wins the cup with a chance of {overall.text()}: {parts[0]}."
        return f"A guest wins the cup with a chance of {chance_words(overall)}: {words_list(parts)}."
    if not any(answer.chance(club.id, "champion", "change") for club in answer.by_title()):
        return "No club's chances can be compared."
    clear = answer.clear_changes()
    gains, losses = ([pair for pair in clear if (pair[1].mean > 0) is up] for up in (True, False))
    said = [
        f"{club.name} {verb} most, {points(change.mean)} points of title chance ({points_span(change)})"
        for (club, change), verb in ((pair, verb) for pairs, verb in ((gains[-1:], "gains"), (losses[:1], "loses"))
                                     for pair in pairs)
    ]  # fmt: skip
    if said:
        return f"{'; '.join(said)}."
    changes = [(club, answer.chance(club.id, "champion", "change")) for club in answer.by_title()]
    club, largest = max(((c, ch) for c, ch in changes if ch is not None), key=lambda pair: abs(pair[1].mean))
    if not largest.mean:
        return "No club's chance of the title changes."
    return (
        f"No club's chance of the title clearly changes: the largest difference, of {club.name}, is "
        f"{points(largest.mean)} points ({points_span(largest)})."
    )


def points_span(change: Chance) -> str:
    """Write the interval of a change in percentage points, such as ``"−0.3 to +0.5"``."""
    return f"{points(change.low)} to {points(change.high)}"


def few_worlds(answer: Answer) -> str:
    """Say how far the title chances may be off for want of worlds; empty if worlds abound."""
    return few_worlds_sentence(
        answer.worlds, (answer.chance(club, "champion", side) for club in answer.clubs for side in _SIDES)
    )


def gap_sentence(answer: Answer) -> str:
    """Return how much of the intervals of guests' title chances comes from how the confederations compare."""
    titles = [(guest.name, answer.chance(guest.id, "champion", "proposal")) for guest in answer.guests]
    return gap_share_sentence([("any guest", answer.any_guest()), *titles] if len(titles) > 1 else titles)


def payers_sentence(answer: Answer) -> str:
    """Return who pays: the clubs that lose their place, and those that start lower, with what it costs them."""
    lost = [move.club for move in answer.ledger if move.what == "lost"]
    if answer.other_edition:
        gained = sum(move.what == "gained" for move in answer.ledger)
        return (
            f"Two editions with entrants of their own: {len(lost)} of those of {answer.base_title} are not in "
            f"{answer.proposal_title}, and {gained} of the latter are not in the former."
        )
    lowered = [club for club in answer.payers if club not in lost]
    sentences = []
    if lost:
        text = f"{_names(lost)} {'loses its place' if len(lost) == 1 else 'lose their places'}"
        chances = [answer.chance(club.id, "group-stage", "base") for club in lost]
        said = [chance.text() for chance in chances if chance is not None]
        if len(said) == len(lost) <= _MOST_NAMES:
            chances_lost = "it a chance" if len(lost) == 1 else "them chances"
            each = ", respectively," if len(lost) > 1 else ""
            text += f", and with {chances_lost} of {words_list(said)}{each} to play in the groups"
        sentences.append(text + ".")
    if lowered:
        text = f"{_names(lowered)} {'starts' if len(lowered) == 1 else 'start'} in an earlier round"
        pairs = [[answer.chance(club.id, "group-stage", side) for side in ("base", "proposal")] for club in lowered]
        falls = [f"from {pair[0].text()} to {pair[1].text()}" for pair in pairs if pair[0] and pair[1]]
        if len(falls) == len(lowered) <= _MOST_NAMES:
            whose, each = ("its", "") if len(lowered) == 1 else ("the", ", respectively")
            text += f": {whose} chance to play in the groups falls {words_list(falls)}{each}"
        sentences.append(text + ".")
    return " ".join(sentences) or _quiet_cost(answer)


def uncounted_sentence(answer: Answer) -> str:
    """Say whose prize money in another competition is not counted; empty if nobody drops into one."""
    return " ".join(
        f"The prize money of {_names(clubs)} in the {competition_words(competition)} is not counted."
        for competition, clubs in answer.dropped().items()
    )


def _quiet_cost(answer: Answer) -> str:
    """Say who is less likely to reach the groups though no place is lost."""
    drops = []
    for club in answer.clubs.values():
        base, after = (answer.chance(club.id, "group-stage", side) for side in _SIDES)
        if base is not None and after is not None and base.mean - after.mean > _NOTABLE:
            drops.append((after.mean - base.mean, f"{club.name} ({base.text()} to {after.text()})"))
    said = [words for _, words in sorted(drops)[:3]]
    if not said:
        return "Nobody loses a place or starts lower."
    return f"Nobody loses a place or starts lower; the chance to play in the groups falls most for {words_list(said)}."


def _names(clubs: list[Club]) -> str:
    if len(clubs) > _MOST_NAMES:
        return words_list([*(club.name for club in clubs[:3]), f"{len(clubs) - 3} other clubs"])
    return words_list([club.name for club in clubs])


def ledger_rows(answer: Answer) -> list[tuple[Move, str, str]]:
    """Return (move, from, to) for every line of the ledger, with the outside of the cup in words."""
    return [(move, move.before or _OUTSIDE, move.after or _outside(move)) for move in answer.ledger]


def _outside(move: Move) -> str:
    return competition_words(move.drops_to) if move.drops_to else _OUTSIDE


def competition_words(competition: str) -> str:
    """Return what a competition that a club drops into is called, from its id."""
    small = {"de", "del", "la", "of", "the"}
    words = [word if word in small else word.capitalize() for word in competition.split("-")]
    return " ".join(words)


def because_words(answer: Answer, move: Move) -> tuple[str, str]:
    """Return why a place changed, and the change of the proposal that did it (empty if it has no name)."""
    change, sign, reason = move.because.removeprefix(f"{answer.proposal}: ").partition(": ")
    return (reason, change) if sign else (change, "")


def data_age(answer: Answer) -> str:
    """Say how old the results are that the ratings of the guests and of the payers rest on."""
    clubs = {club.id: club for club in [*answer.guests, *answer.payers]}
    if not clubs:
        dates = sorted(club.last_match for club in answer.clubs.values() if club.last_match)
        return f"Last match known of the clubs: {date_words(dates[0])} to {date_words(dates[-1])}." if dates else ""
    if len(clubs) > 2 * _MOST_NAMES:
        dates = sorted(club.last_match for club in clubs.values())
        known = [date for date in dates if date]
        missing = f"; none of {plural(len(dates) - len(known), 'club')}" if len(known) < len(dates) else ""
        span = f"{date_words(known[0])} to {date_words(known[-1])}" if known else ABSENT
        return f"Last match known of {len(clubs)} guests and payers: {span}{missing}."
    by_date: dict[str, list[str]] = {}
    for club in clubs.values():
        by_date.setdefault(club.last_match, []).append(club.name)
    parts = [f"{words_list(names)} {date_words(date) if date else 'none'}" for date, names in by_date.items()]
    return f"Last match known of guests and payers: {'; '.join(parts)}."


def berth_groups(answer: Answer, reader: Language = _ENGLISH) -> list[tuple[str, dict[str, Any]]]:
    """Return (titles, berth) for the places in other competitions; those that always go together stand as one.

    The title itself is left out. Places that a guest's title passes on come first.

    Parameters
    ----------
    answer
        The comparison.
    reader
        The language of the titles.
    """
    groups: dict[str, tuple[list[str], dict[str, Any]]] = {}
    for berth in answer.data["berths"]:
        if berth["award"] not in _TITLE:
            groups.setdefault(repr(berth["takers"]), ([], berth))[0].append(_berth_title(berth, reader))
    ranked = sorted(groups.values(), key=lambda pair: -_passed(pair[1]))
    return [(reader.list(titles), berth) for titles, berth in ranked]


def _berth_title(berth: dict[str, Any], reader: Language) -> str:
    return reader.award(berth["title"]).partition(",")[0]


def _passed(berth: dict[str, Any]) -> float:
    side = (berth.get("passed_on") or {}).get("proposal")
    return float(side["mean"]) if side else 0.0


def has_one_place(berth: dict[str, Any]) -> bool:
    """Say whether a berth is a single place in both rule books, as far as they have it."""
    return all((places or 1) == 1 for places in berth.get("places", {}).values())


def goes_with_title(answer: Answer, berth: dict[str, Any]) -> bool:
    """Say whether a berth goes to the champion in every world, on both sides."""
    for row in berth["takers"]:
        for side in _SIDES:
            title, taker = answer.chance(row["club"], "champion", side), row[side]
            if (title.mean if title else 0.0) != (taker["mean"] if taker else 0.0):
                return False
    return bool(berth["takers"])


def berth_sentences(answer: Answer) -> list[str]:
    """Say who takes the single places in other competitions, and how often a guest's title passes one on."""
    sentences = []
    for titles, berth in berth_groups(answer):
        if not has_one_place(berth) or not berth["takers"]:
            continue
        if goes_with_title(answer, berth):
            sentences.append(f"{titles}: with the title{', to a guest too' if answer.guests else ''}.")
            continue
        takers = [(row["club"], chance_of(row["base"]), chance_of(row["proposal"])) for row in berth["takers"]]
        ranked = sorted(((after.mean, club, base, after) for club, base, after in takers if after), reverse=True)
        top = [
            f"{answer.club(club).name} {f'{base.text()} → ' if base else ''}{after.text()}"
            for _, club, base, after in ranked[:3]
        ]
        sentence = f"{titles}: {', '.join(top)}."
        if _passed(berth) > 0:
            passed = chance_words(chance_of(berth["passed_on"]["proposal"]))
            sentence += f" With a chance of {passed} a guest wins and the place passes on."
        sentences.append(sentence)
    return sentences


def sensitivity_sentence(answer: Answer) -> str:
    """Say how far the headline moves with the settings, the confederation links first."""
    rows = answer.sensitivity()
    if not rows:
        return ""
    here = rows[0][1]
    unlinked = next((chance for row, chance in rows if row["links"] == "none"), None)
    sentence = f"A guest wins: {chance_words(here)} as compared"
    if unlinked is not None:
        sentence += f", {chance_words(unlinked)} without the matches that link the confederations"
    if len(rows) > 1:
        means = sorted(chance.mean for _, chance in rows)
        sentence += f"; {percent(means[0])} to {percent(means[-1])} over {plural(len(rows), 'setting')} of the ratings"
    return sentence + "."


def metric_cells(unit: str, value: Chance | None, *, change: bool = False) -> str:
    """Write a metric with the digits that its unit deserves; a change carries its sign."""
    if value is None:
        return "unknown"
    number = value.mean
    if unit in {"US$", "USD"}:
        text = money(abs(number) if change else number)
    elif unit.startswith("people"):
        text = f"{quantity(abs(number) / 1e6 if change else number / 1e6, 1)} million"
    else:
        digits = {"log goals": 3, "share": 2, "km": 0, "hours": 1}.get(unit, 1)
        text = quantity(abs(number) if change else number, digits)
    if not change:
        return text
    nothing = not text.strip("US$0.,")
    return f"±{text}" if nothing else f"{'+' if number > 0 else '−'}{text}"


def measure_cells(row: Measure) -> dict[str, str]:
    """Write both sides and the change of a metric, with a dash for what a note says has no meaning."""
    cells = {}
    for side in ("base", "proposal", "change"):
        value = getattr(row, side)
        left_out = value is None and row.note
        cells[side] = ABSENT if left_out else metric_cells(row.unit, value, change=side == "change")
    return cells


def change_interval(row: Measure) -> str:
    """Write the interval of a metric's change, such as ``"−0.02 to +0.01"``; empty where it has no width."""
    if row.change is None or row.change.low == row.change.high:
        return ""
    ends = (Chance(end, end, end) for end in (row.change.low, row.change.high))
    low, high = (metric_cells(row.unit, end, change=True) for end in ends)
    return "" if low == high else f"{low} to {high}"
