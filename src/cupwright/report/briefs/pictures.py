"""The pictures of a brief: the charts of the report, in the reader's language and with few rows."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cupwright.report import charts
from cupwright.report.answer import Answer, Chance, Club, Move
from cupwright.report.briefs.sentences import named_movers
from cupwright.report.locales import Language
from cupwright.report.locales.names import SETTINGS
from cupwright.report.numbers import ABSENT

__all__ = ["Picture", "pictures"]

_MOST = 9
_FAVOURITES = 3
_MOST_PLACES = 7
_ANY_GUEST = "any guest"
_LINE, _BROKEN = 19, 25
"""How many letters of a row's name fit beside a narrow chart on one line, and on each of two."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, its title, what it shows, and its figures in words.

    Parameters
    ----------
    chart
        Draws it, narrow or wide: an Altair chart, or the text of an SVG in the same inks.
    title, caption
        Above it and below it.
    said
        The figures, for those who do not see it.
    """

    chart: Callable[[bool], Any]
    title: str
    caption: str
    said: str


Row = dict[str, Any]


def pictures(answer: Answer, say: Language) -> list[Picture]:
    """Return the three pictures that answer: who wins, whose place changes, how far to trust it.

    Without a ledger the second shows who gains and who loses; without guests the third shows how far clubs travel.
    """
    titles = _titles(answer, say)
    rest = [_places(answer, say), _trust(answer, say), _differences(answer, say), _travel(answer, say)]
    if rest[0] is None:
        rest[0], rest[2] = rest[2], None
    if rest[1] is None:
        rest[1], rest[3] = rest[3], None
    return [titles, *[picture for picture in rest if picture is not None][:2]]


def _sides(say: Language) -> tuple[str, str]:
    return say.text("As it is"), say.text("As proposed")


def _label(club: Club, say: Language) -> str:
    return say.text("%(club)s (guest)", club=club.name) if club.guest else club.name


def _row(label: str, side: str, chance: Chance, scale: float = 100) -> Row:
    ends = {"mean": chance.mean, "low": chance.low, "high": chance.high}
    return {"club": label, "side": side, **{key: scale * value for key, value in ends.items()}}


def _compared(answer: Answer, say: Language, stage: str, labels: list[tuple[Club, str]]) -> tuple[list[Row], str]:
    """Return the rows of both sides for some clubs, and the same in words."""
    rows, said = [], []
    for club, label in labels:
        chances = [answer.chance(club.id, stage, "base"), answer.chance(club.id, stage, "proposal")]
        rows += [_row(label, side, each) for side, each in zip(_sides(say), chances, strict=True) if each is not None]
        before, after = (
            ABSENT if each is None else say.percent(each.mean, 1, settled=each.settled) for each in chances
        )
        said.append(f"{label}: {before} → {after}")
    return rows, f"{'; '.join(said)}."


def _shown(answer: Answer) -> list[Club]:
    """Return favourites, guests, those who pay and those of the headline, likeliest first."""
    ranked = answer.by_title()
    payers = {club.id for club in answer.payers}
    shown = {club.id for club in [*ranked[:_FAVOURITES], *answer.guests, *named_movers(answer)]}
    for club in [*(club for club in ranked if club.id in payers), *ranked]:
        if len(shown) >= _MOST:
            break
        shown.add(club.id)
    return [club for club in ranked if club.id in shown]


def _titles(answer: Answer, say: Language) -> Picture:
    labels = [(club, _label(club, say)) for club in _shown(answer)]
    rows, said = _compared(answer, say, "champion", labels)
    title = say.text("Who would win the cup")
    caption = say.text("Chance of the title. The mark is the chance, the line its interval.")
    return Picture(lambda narrow: _chances(rows, narrow, say), title, caption, said)


def _chances(rows: list[Row], narrow: bool, say: Language) -> Any:
    return charts.title_chart(_in_lines(rows, narrow), narrow=narrow, words=say, sides=_sides(say))


def _in_lines(rows: list[Row], narrow: bool, key: str = "club") -> list[Row]:
    """Break long names of rows where a chart is narrow."""
    return [{**row, key: _broken(row[key])} for row in rows] if narrow else rows


def _broken(name: str) -> str:
    """Break a long name before its bracket, or else in the middle."""
    if len(name) <= _LINE:
        return name
    if " (" in name:
        return name.replace(" (", "\n(", 1)
    widths = range(min(len(name) // 2, _BROKEN), _BROKEN + 1)
    tried = [textwrap.wrap(name, width, break_long_words=False) for width in widths]
    halves = [lines for lines in tried if len(lines) <= 2]
    return "\n".join(min(halves or tried[-1:], key=lambda lines: max(map(len, lines))))


def _places(answer: Answer, say: Language) -> Picture | None:
    """Draw what a changed place means for the chance to play in the groups; None where only guests come in."""
    moves = answer.ledger
    if all(move.what == "gained" for move in moves):
        return None
    order = {"lost": 0, "gained": 1, "moved": 2}
    shown = sorted(moves, key=lambda move: order[move.what])[:_MOST]
    labels = [(move.club, _place_label(answer, move, say)) for move in shown]
    rows, said = _compared(answer, say, "group-stage", labels)
    if not rows:
        return None
    caption = say.text("Chance to play in the groups of the clubs whose place changes.")
    title = say.text("Who comes in, who goes out")
    return Picture(lambda narrow: _chances(rows, narrow, say), title, caption, said)


def _place_label(answer: Answer, move: Move, say: Language) -> str:
    if move.what == "lost":
        return say.text("%(club)s (out)", club=move.club.name)
    if move.what == "gained":
        return say.text("%(club)s (in)", club=move.club.name)
    stage = next((stage for stage, title in answer.stage_titles.items() if title == move.after), "")
    return say.text("%(club)s (%(stage)s)", club=move.club.name, stage=say.stage(stage, move.after))


def _trust(answer: Answer, say: Language) -> Picture | None:
    """Draw how the guests' chance moves with the settings of the ratings."""
    side = "proposal" if answer.any_guest() is not None else "base"
    found = [row for row in answer.data["sensitivity"] if row["club"] == _ANY_GUEST and row[side] is not None]
    if len(found) < 2:
        return None
    rows, said = [], []
    for row in found:
        name, chance = row["setting"], row[side]
        setting = say.pgettext("setting", SETTINGS.get(name, name))
        figures = Chance(chance["mean"], chance["low"], chance["high"], chance["mc_error"])
        rows.append({**_row(_ANY_GUEST, "", figures), "setting": setting})
        said.append(f"{setting}: {say.chance(figures)}")
    caption = say.text("Chance that a guest wins, under other ways of rating the clubs.")
    title = say.text("How far to trust it")

    def draw(narrow: bool) -> Any:
        lines = _in_lines(rows, narrow, "setting")
        return charts.sensitivity_chart(lines, narrow=narrow, words=say, legend=False)

    return Picture(draw, title, caption, f"{'; '.join(said)}.")


def _differences(answer: Answer, say: Language) -> Picture | None:
    """Draw the clubs whose chance of the title changes most, gains above losses."""
    found = [(club, answer.chance(club.id, "champion", "change")) for club in answer.by_title()]
    moved = sorted(((club, each) for club, each in found if each is not None), key=lambda pair: -abs(pair[1].mean))
    shown = sorted(moved[:_MOST], key=lambda pair: -pair[1].mean)
    if not shown:
        return None
    rows = [_row(_label(club, say), "", change) for club, change in shown]
    said = "; ".join(f"{club.name}: {say.points(change.mean)}" for club, change in shown)
    caption = say.text("Change of the title chance in percentage points; the line is the interval.")
    title = say.text("Who gains, who loses")

    def draw(narrow: bool) -> Any:
        return charts.difference_chart(_in_lines(rows, narrow), narrow=narrow, words=say)

    return Picture(draw, title, caption, f"{said}.")


def _travel(answer: Answer, say: Language) -> Picture | None:
    """Draw how far the clubs travel whose distance changes most."""
    known = [
        (answer.club(club), row)
        for club, row in answer.by_club("travel").items()
        if row.base is not None and row.proposal is not None
    ]
    shown = sorted(known, key=lambda pair: -abs(pair[1].proposal.mean - pair[1].base.mean))[:_MOST_PLACES]  # type: ignore[union-attr]
    if not shown:
        return None
    rows, said = [], []
    for club, row in shown:
        figures = [each for each in (row.base, row.proposal) if each is not None]
        rows += [_row(club.name, side, each, 1) for side, each in zip(_sides(say), figures, strict=True)]
        said.append(f"{club.name}: {say.km(figures[0].mean)} → {say.km(figures[1].mean)}")
    caption = say.text("Expected travel of a club, in thousands of kilometres.")
    title = say.text("How far they travel")

    def draw(narrow: bool) -> Any:
        lines = _in_lines(rows, narrow)
        return charts.title_chart(lines, narrow=narrow, words=say, sides=_sides(say), thousands=True)

    return Picture(draw, title, caption, f"{'; '.join(said)}.")
