"""The knock-out stages of a season as a drawing for a page, in the colours of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cupwright.report.bracket import Link, Node, Spot, arranged, shortened
from cupwright.report.locales import Language
from cupwright.report.tie_words import ENGLISH, Names, name_of, tie_marks

__all__ = ["bracket_svg"]

_WIDTH, _GAP, _LINE, _HEAD = 186, 30, 19, 30
_LETTERS = 21
"""Letters of a name and a score that fit side by side."""


def bracket_svg(roots: Sequence[Node], titles: Sequence[str], club: Names, say: Language = ENGLISH) -> str:
    """Return an SVG of trees as :func:`cupwright.report.bracket.trees` makes them; names are escaped.

    Parameters
    ----------
    roots
        The trees; their rounds count from 0.
    titles
        Title of each round.
    say
        Language of the titles and of the description.
    """
    spots, links, height = arranged(roots)
    wide = len(titles) * _WIDTH + (len(titles) - 1) * _GAP
    high = _HEAD + height * _LINE + 6
    parts = [
        f'<svg class="bracket" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img" '
        f'aria-label="{escape(_described(spots, titles, club, say))}">'
    ]
    for number, title in enumerate(titles):
        parts.append(f'<text class="round" x="{number * (_WIDTH + _GAP)}" y="14">{escape(title)}</text>')
    parts += [_line(link) for link in links]
    for spot in spots:
        x, y = spot.round * (_WIDTH + _GAP), _HEAD + spot.row * _LINE
        parts.append(f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{2 * _LINE}" rx="4"/>')
        for line, (name, mark) in enumerate(zip(spot.tie.clubs, tie_marks(spot.tie), strict=True)):
            kind = ' class="won"' if name == spot.tie.winner else ""
            base = y + line * _LINE + 14
            label = shortened(name_of(club, name), _LETTERS - len(mark))
            parts.append(f'<text{kind} x="{x + 8}" y="{base}">{escape(label)}</text>')
            parts.append(f'<text{kind} x="{x + _WIDTH - 8}" y="{base}" text-anchor="end">{escape(mark)}</text>')
    return "".join([*parts, "</svg>"])


def _line(link: Link) -> str:
    (round_, row), (next_round, next_row) = link.start, link.end
    x, y = round_ * (_WIDTH + _GAP) + _WIDTH, _HEAD + (row + 1) * _LINE
    end, level = next_round * (_WIDTH + _GAP), _HEAD + (next_row + 1) * _LINE
    return f'<path d="M{x} {y}H{end - _GAP // 2}V{level}H{end}"/>'


def _described(spots: Sequence[Spot], titles: Sequence[str], club: Names, say: Language) -> str:
    """Return the bracket in words, the last round first."""
    found = []
    for number in reversed(range(len(titles))):
        won = [name_of(club, spot.tie.winner) for spot in spots if spot.round == number and spot.tie.winner]
        if won:
            found.append(say.text("%(stage)s won by %(clubs)s", stage=titles[number], clubs=say.list(won)))
    return "; ".join(found) or say.text("no tie is decided")
