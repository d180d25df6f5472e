"""The answer in sentences: what a comparison says, in the words of both the terminal and the page.

Chances are whole percents here; the tables have one decimal, the JSON all of them.
"""

from __future__ import annotations

from cupwright.report.answer import Answer, Chance, Club, Move
from cupwright.report.numbers import date_words, interval, money, percent, plural, points, quantity, words_list

__all__ = [
    "berth_sentences",
    "chance_words",
    "data_age",
    "doubt_sentences",
    "headline",
    "ledger_rows",
    "metric_cells",
    "payers_sentence",
    "question",
    "sensitivity_sentence",
    "setting_words",
]

_OUT = "out"
_SETTINGS = {
    "as compared": "as compared",
    "no bridge": "direct matches only, no bridge",
    "no links": "no confederation links",
    "tight prior": "confederations assumed nearly alike",
    "wide prior": "confederations assumed far apart",
    "no drift": "confederations assumed not to drift",
    "double drift": "confederations assumed to drift twice as fast",
}


def setting_words(setting: str) -> str:
    """Return a setting of the sensitivity table in plain words."""
    return _SETTINGS.get(setting, setting)


def question(answer: Answer) -> str:
    """Return what was asked."""
    return f"{answer.base_title}: what changes with “{answer.proposal_title}”?"


def chance_words(chance: Chance | None) -> str:
    """Write a chance with its interval, such as ``"12% (5–23%)"``."""
    if chance is None:
        return "not in the field"
    return f"{percent(chance.mean)} ({interval(chance.low, chance.high)})"


def headline(answer: Answer) -> str:
    """Return the one sentence that answers: how likely is a guest to win, or who gains most."""
    guests = answer.guests
    overall = answer.any_guest()
    if guests and overall is not None:
        parts = [f"{guest.name} {chance_words(answer.chance(guest.id, 'champion', 'proposal'))}" for guest in guests]
        if len(guests) == 1:
            return f"The guest wins the cup with a chance of {percent(overall.mean)}: {parts[0]}."
        return f"A guest wins the cup with a chance of {chance_words(overall)}: {words_list(parts)}."
    moved = [(club, answer.chance(club.id, "champion", "change")) for club in answer.by_title()]
    ranked = sorted(((c, ch) for c, ch in moved if ch is not None), key=lambda pair: pair[1].mean)
    if not ranked:
        return "No club's chances can be compared."
    (loser, loss), (gainer, gain) = ranked[0], ranked[-1]
    return (
        f"{gainer.name} gains most, {points(gain.mean)} points of title chance; "
        f"{loser.name} loses most, {points(loss.mean)} points."
    )


def payers_sentence(answer: Answer) -> str:
    """Return who pays: the clubs that lose their place, and those that start lower, with what it costs them."""
    lost = [move.club for move in answer.ledger if move.what == "lost"]
    lowered = [club for club in answer.payers if club not in lost]
    sentences = []
    if lost:
        names = [f"{club.name} ({_group_chance(answer, club)})" for club in lost]
        verb = "loses its place" if len(lost) == 1 else "lose their places"
        sentences.append(f"{words_list(names)} {verb}.")
    if lowered:
        names = [f"{club.name} ({_group_chance(answer, club)})" for club in lowered]
        sentences.append(f"{words_list(names)} {'starts' if len(lowered) == 1 else 'start'} in an earlier round.")
    if not sentences:
        return "Nobody loses a place or starts lower."
    return " ".join(sentences)


def _group_chance(answer: Answer, club: Club) -> str:
    if "group-stage" not in answer.stages:
        return "chance not known"
    before, after = (answer.chance(club.id, "group-stage", side) for side in ("base", "proposal"))
    if before is None:
        return f"group stage {percent(after.mean) if after else _OUT}"
    return f"group stage {percent(before.mean)} → {percent(after.mean) if after else _OUT}"


def ledger_rows(answer: Answer) -> list[tuple[Move, str, str]]:
    """Return (move, from, to) for every line of the ledger, with the outside of the cup in words."""
    return [(move, move.before or "not in the cup", move.after or "not in the cup") for move in answer.ledger]


def data_age(answer: Answer) -> str:
    """Say how old the results are that the ratings of the guests and of the payers rest on."""
    clubs = {club.id: club for club in [*answer.guests, *answer.payers]}
    if not clubs:
        dates = sorted(club.last_match for club in answer.clubs.values() if club.last_match)
        return f"Last match known: {date_words(dates[0])} to {date_words(dates[-1])}." if dates else ""
    by_date: dict[str, list[str]] = {}
    for club in clubs.values():
        by_date.setdefault(club.last_match, []).append(club.name)
    parts = [f"{words_list(names)} {date_words(date) if date else 'none'}" for date, names in by_date.items()]
    return f"Last match known of guests and payers: {'; '.join(parts)}."


def berth_sentences(answer: Answer) -> list[str]:
    """Say who takes the places in other competitions, and how often a guest's title passes one on."""
    sentences = []
    for berth in answer.data["berths"]:
        takers = [row for row in berth["takers"] if row["proposal"] is not None]
        takers.sort(key=lambda row: -row["proposal"]["mean"])
        top = [
            f"{answer.club(row['club']).name} {_was(row['base'])}{percent(row['proposal']['mean'])}"
            for row in takers[:3]
        ]
        sentence = f"{berth['title']}: {', '.join(top)}."
        passed = berth.get("passed_on") or {}
        if passed.get("proposal") and passed["proposal"]["mean"] > 0:
            side = passed["proposal"]
            chance = f"{percent(side['mean'])} ({interval(side['low'], side['high'])})"
            sentence += f" A guest's title passes it on with a chance of {chance}."
        sentences.append(sentence)
    return sentences


def _was(base: dict[str, float] | None) -> str:
    return "" if base is None else f"{percent(base['mean'])} → "


def sensitivity_sentence(answer: Answer) -> str:
    """Say how far the headline moves with the settings, the confederation links first."""
    rows = answer.sensitivity()
    if not rows:
        return ""
    here = rows[0][1]
    unlinked = next((chance for row, chance in rows if row["links"] == "none"), None)
    low = min(rows, key=lambda row: row[1].mean)
    high = max(rows, key=lambda row: row[1].mean)
    sentence = f"A guest wins: {chance_words(here)} as compared"
    if unlinked is not None:
        sentence += f", {chance_words(unlinked)} without the matches that link the confederations"
    sentence += (
        f". Over {plural(len(rows), 'setting')} from {percent(low[1].mean)} ({setting_words(low[0]['setting'])}) "
        f"to {percent(high[1].mean)} ({setting_words(high[0]['setting'])})."
    )
    return sentence


def doubt_sentences(answer: Answer) -> list[str]:
    """Explain luck, ignorance and the gap between confederations, for each guest or the favourite."""
    clubs = answer.guests or answer.by_title()[:1]
    sentences = []
    for club in clubs:
        chance = answer.chance(club.id, "champion", "proposal")
        if chance is None or chance.luck is None or chance.ignorance is None:
            continue
        text = (
            f"{club.name}: {percent(chance.luck)} luck of the draw and the ball, {percent(chance.ignorance)} ignorance"
        )
        if chance.gap is not None:
            text += f", of which {percent(min(1.0, chance.gap / chance.ignorance) if chance.ignorance else 0.0)}"
            text += " is how CONMEBOL compares with Concacaf"
        sentences.append(text + ".")
    return sentences


def metric_cells(unit: str, value: Chance | None, *, change: bool = False) -> str:
    """Write a metric with the digits that its unit deserves; a change carries its sign."""
    if value is None:
        return "unknown"
    number = value.mean
    if unit in {"US$", "USD"}:
        text = money(abs(number) if change else number)
    elif abs(number) >= 1e6:
        text = f"{quantity(abs(number) / 1e6 if change else number / 1e6, 1)} million"
    else:
        digits = {"log goals": 2, "share": 2, "km": 0, "hours": 1}.get(unit, 1)
        text = quantity(abs(number) if change else number, digits)
    if not change:
        return text
    nothing = not text.strip("US$0.,")
    return f"±{text}" if nothing else f"{'+' if number > 0 else '−'}{text}"
