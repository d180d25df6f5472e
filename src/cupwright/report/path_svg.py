"""The way of a club through the knock-out stages as a drawing, in the inks of the charts.

A band that narrows from stage to stage is the chance to be there. Below it stand the likeliest opponents, each with a
bar for the chance to meet it; the harder to get past, the darker the bar.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

from cupwright.report.answer import Chance
from cupwright.report.bracket import shortened
from cupwright.report.locales import Language
from cupwright.report.numbers import ABSENT
from cupwright.report.paths import Lane, Opponent, Step

__all__ = ["path_svg"]

_WIDTH, _TABLE, _GAP, _TITLE = 134, 84, 13, 86
_NARROW, _BETWEEN = 345, 15
_BAND, _ROW, _FOOT = 46, 36, 36
_BAR = 44
_LETTER = 6.4
"""How wide a letter of twelve pixels is, a little more than on average."""
_HARD = (0.4, 0.5, 0.6, 0.7)
"""Chances to go through at which a bar is drawn lighter."""


def path_svg(lanes: Sequence[Lane], stages: Sequence[str], language: Language, description: str,
             *, narrow: bool = False) -> str:  # fmt: skip
    """Return an SVG of a way, as it is and as proposed.

    Parameters
    ----------
    lanes
        The two sides.
    stages
        What the stages are called.
    language
        Of the reader.
    description
        What the drawing says, for those who do not see it.
    narrow
        Draw for a phone: the stages below each other, the sides beside each other.
    """
    sheet = _Sheet(language, lanes)
    width = sheet.narrow(lanes, stages) if narrow else sheet.wide(lanes, stages)
    return sheet.text(width, description)


class _Sheet:
    """Collects the parts of a drawing, from above to below."""

    def __init__(self, language: Language, lanes: Sequence[Lane]) -> None:
        self.language, self.parts, self.y = language, list[str](), 0.0
        steps = [step for lane in lanes for step in lane.steps if step is not None]
        met = [one.meets.mean for step in steps for one in step.opponents if one.named and one.meets is not None]
        self.most = max(met, default=1.0)
        self.rows = max((len(step.opponents) for step in steps), default=0)

    def text(self, width: float, description: str) -> str:
        """Return the drawing."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {self.y:g}" role="img" '
            f'aria-label="{escape(description)}" font-family="inherit">{"".join(self.parts)}</svg>'
        )

    def wide(self, lanes: Sequence[Lane], stages: Sequence[str]) -> float:
        """Draw a lane below the other, a column for each stage; return the width."""
        widths = [_WIDTH if any(step and step.opponents for step in steps) else _TABLE
                  for steps in zip(*(lane.steps for lane in lanes), strict=True)]  # fmt: skip
        columns = [(sum(widths[:number]) + number * _GAP, width) for number, width in enumerate([*widths, _TITLE])]
        titles = [
            textwrap.wrap(words, int(width / _LETTER), break_long_words=False)
            for words, (_, width) in zip([*stages, self.language.stage("champion")], columns, strict=True)
        ]
        deepest = max(map(len, titles))
        for lane in lanes:
            self._words(0, self.y + 14, lane.title, size=14, weight=700)
            if lane.champion is None:
                self._words(0, self.y + 34, self.language.text("not in the cup"), ink="muted")
                self.y += 58
                continue
            top = self.y + 22 + 15 * deepest
            for (x, _), lines in zip(columns, titles, strict=True):
                for number, line in enumerate(reversed(lines)):
                    self._words(x, top - 15 * number, line, weight=600)
            self._band(lane, columns, top + 7)
            for (x, width), step in zip(columns, lane.steps, strict=False):
                self._column(x, top + 67, width, step)
            self._figure(columns[-1][0], top + 72, lane.champion)
            self.y = top + 75 + self.rows * _ROW + _FOOT + 22
        width = max(sum(columns[-1]), _NARROW)
        self._legend(width)
        return width

    def narrow(self, lanes: Sequence[Lane], stages: Sequence[str]) -> float:
        """Draw a stage below the other, the sides beside each other; return the width."""
        both = all(lane.champion is not None for lane in lanes)
        width = (_NARROW - _BETWEEN) / 2 if both else float(_NARROW)
        shown: list[tuple[float, Lane, Chance]] = []
        for lane in lanes:
            x = len(shown) * (width + _BETWEEN)
            self._words(x, self.y + 14, lane.title, size=14, weight=700)
            if lane.champion is not None:
                shown.append((x, lane, lane.champion))
            else:
                self._words(x, self.y + 32, self.language.text("not in the cup"), ink="muted")
            self.y += 0 if both else 46
        self.y += 30 if both else -12
        for number, stage in enumerate(stages):
            self._head(stage)
            steps = [(x, lane, lane.steps[number]) for x, lane, _ in shown]
            for x, lane, step in steps:
                if step is None:
                    self._words(x, self.y + 36, ABSENT, ink="muted")
                    continue
                self._meter(x, self.y + 26, width, lane, step.there)
                self._there(x, self.y + 48, step.there)
                if step.opponents:
                    self._boxes(x, self.y + 56, width, step, len(step.opponents))
            deepest = max((len(step.opponents) for _, _, step in steps if step is not None), default=0)
            self.y += 64 + (deepest * _ROW + _FOOT + 6 if deepest else 0)
        self._head(self.language.stage("champion"))
        for x, lane, champion in shown:
            self._meter(x, self.y + 26, width, lane, champion)
            self._figure(x, self.y + 54, champion)
        self.y += 88
        self._legend(_NARROW)
        return _NARROW

    def _head(self, stage: str) -> None:
        self._words(0, self.y + 12, stage, weight=700)
        self._rule(0, self.y + 18, _NARROW)

    def _band(self, lane: Lane, columns: Sequence[tuple[float, float]], y: float) -> None:
        """Draw how likely the club is to be in each column, and to win in the end."""
        chances = [None if step is None else step.there for step in lane.steps] + [lane.champion]
        middle, before = y + _BAND / 2, None
        for chance, (x, width) in zip(chances, columns, strict=True):
            if chance is None:
                before = None
                continue
            half = max(0.5, _BAND / 2 * chance.mean)
            if before is not None:
                self.parts.append(
                    f'<path d="M{x - _GAP:g} {middle - before:g}L{x:g} {middle - half:g}V{middle + half:g}'
                    f'L{x - _GAP:g} {middle + before:g}Z" fill="var(--{lane.side})" fill-opacity="0.3"/>'
                )
            self._box(x, middle - half, width, 2 * half, lane.side, 0.75)
            before = half

    def _meter(self, x: float, y: float, width: float, lane: Lane, chance: Chance) -> None:
        self._box(x, y, width, 8, "line")
        self._box(x, y, max(1.0, width * chance.mean), 8, lane.side)

    def _column(self, x: float, y: float, width: float, step: Step | None) -> None:
        if step is None:
            self._words(x, y, ABSENT, ink="muted")
            return
        self._there(x, y, step.there, short=not step.opponents)
        if step.opponents:
            self._boxes(x, y + 8, width, step, self.rows)

    def _figure(self, x: float, y: float, chance: Chance) -> None:
        self._words(x, y, self.language.percent(chance.mean, 1, settled=chance.settled), size=17, weight=700)
        if not chance.settled:
            self._words(x, y + 15, self.language.interval(chance.low, chance.high, 1), size=11, ink="muted")

    def _there(self, x: float, y: float, chance: Chance, *, short: bool = False) -> None:
        words = self._percent(chance)
        words = words if short else self.language.text("gets there: %(chance)s", chance=words)
        self._words(x, y, words, size=11.5, ink="muted")

    def _boxes(self, x: float, y: float, width: float, step: Step, rows: int) -> None:
        """Draw the opponents, and below as many rows the chance to go through."""
        for number, one in enumerate(step.opponents):
            self._opponent(x, y + number * _ROW, width, one)
        foot = y + rows * _ROW
        self._rule(x, foot + 1, width)
        if step.through is not None:
            through = self.language.text("goes through: %(chance)s", chance=self._percent(step.through))
            self._words(x, foot + 17, through, weight=600)
            if not step.through.settled:
                span = self.language.interval(step.through.low, step.through.high)
                self._words(x, foot + 32, span, size=11, ink="muted")

    def _opponent(self, x: float, y: float, width: float, one: Opponent) -> None:
        ink = "ink" if one.named else "muted"
        right = x + width
        self._words(x, y + 14, shortened(one.name, int((width - 38) / _LETTER)), ink=ink)
        self._words(right, y + 14, self._percent(one.meets), ink=ink, weight=600 if one.named else 400, end=True)
        if one.named and one.meets is not None:
            self._box(x, y + 21, _BAR, 6, "line")
            shade = 0.25 if one.through is None else _darkness(one.through.mean)
            bar = max(1.5, _BAR * one.meets.mean / self.most)
            self._box(x, y + 21, bar, 6, "muted" if one.through is None else "loss", shade)
        if one.through is not None:
            words = self.language.text("through: %(chance)s", chance=self._percent(one.through))
            self._words(right, y + 28, words, size=11, ink="muted", end=True)

    def _legend(self, width: float) -> None:
        """Draw how dark a bar is for which chance to go through."""
        bar = self.language.text("Bar: chance to meet, if the club gets there; a full one is %(chance)s",
                                 chance=self.language.percent(self.most))  # fmt: skip
        colour = self.language.text("Colour: chance to go through against this club")
        self._words(0, self.y + 12, bar, size=11, ink="muted")
        self._words(0, self.y + 29, colour, size=11, ink="muted")
        for number, mark in enumerate((0.0, *_HARD)):
            left = number * min(64.0, width / (1 + len(_HARD)))
            self._box(left, self.y + 38, 12, 10, "line")
            self._box(left, self.y + 38, 12, 10, "loss", _darkness(mark))
            words = f"≥{self.language.percent(mark)}" if number else f"<{self.language.percent(_HARD[0])}"
            self._words(left + 17, self.y + 47, words, size=11, ink="muted")
        self.y += 56

    def _percent(self, chance: Chance | None) -> str:
        return ABSENT if chance is None else self.language.percent(chance.mean, settled=chance.settled)

    def _words(self, x: float, y: float, words: str, *, size: float = 12, ink: str = "ink", weight: int = 400,
               end: bool = False) -> None:  # fmt: skip
        anchor = ' text-anchor="end"' if end else ""
        self.parts.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" fill="var(--{ink})"{anchor}>'
            f"{escape(words)}</text>"
        )

    def _box(self, x: float, y: float, width: float, height: float, ink: str, opacity: float = 1.0) -> None:
        self.parts.append(
            f'<rect x="{x:g}" y="{y:.4g}" width="{width:.4g}" height="{height:.4g}" rx="1.5" fill="var(--{ink})" '
            f'fill-opacity="{opacity:g}"/>'
        )

    def _rule(self, x: float, y: float, width: float) -> None:
        self.parts.append(f'<path d="M{x:g} {y:g}h{width:g}" stroke="var(--line)" fill="none"/>')


def _darkness(through: float) -> float:
    """Return how dark the bar of an opponent is."""
    return 1.0 - 0.17 * sum(through >= mark for mark in _HARD)
