"""The knock-out stages of a season as a tree, drawn within a hundred columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupwright.football.outcomes import TieOutcome
from cupwright.report.tables import WIDTH
from cupwright.report.tie_words import Names, name_of, tie_marks

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["MOST_ROUNDS", "Link", "Node", "Spot", "arranged", "draw_bracket", "shortened", "trees"]

MOST_ROUNDS = 4
_LINK = 3
"""Columns between two rounds."""
_TIE = 3
"""Lines of a tie, with the blank one below it."""
_SHORT = {
    "Universidad": "Univ.", "Universitario": "Univ.", "Deportivo": "Dep.", "Deportes": "Dep.", "Atlético": "Atl.",
    "Independiente": "Indep.", "Athletico": "Ath.", "Athletic": "Ath.", "Estudiantes": "Estud.", "Nacional": "Nac.",
    "Real": "R.", "Sporting": "Sp.", "San": "S.", "Santa": "Sta.", "Club": "", "FC": "", "CF": "", "SC": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A tie, the ties that its two clubs came from (None where a club entered), and the round it stands in, from 0."""

    tie: TieOutcome
    round: int
    children: tuple[Node | None, Node | None]

    def leaves(self) -> int:
        """Return the height of the tree in ties."""
        return max(1, sum(child.leaves() for child in self.children if child is not None))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a tie stands: its round and the line of its first club; `last` if it leads no further."""

    tie: TieOutcome
    round: int
    row: int
    last: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A line from (round, row) of a tie to that of the next; `side` is -1 from above, 1 from below, 0 straight.

    `club` is which of the two clubs of the next tie it brings, from 0.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    side: int
    club: int


def trees(ties: Iterable[TieOutcome], stages: Sequence[str]) -> list[Node]:
    """Return the trees of the ties of some stages: one that ends in the final, or several that have not met yet.

    Parameters
    ----------
    stages
        Ids of the stages, in the order in which they are played; each is a round.
    """
    found = [tie for tie in ties if tie.stage in stages]
    order = {stage: number for number, stage in enumerate(stages)}
    used: set[tuple[str, int]] = set()

    def node(tie: TieOutcome) -> Node:
        used.add((tie.stage, tie.number))
        return Node(tie, order[tie.stage], (before(tie, tie.clubs[0]), before(tie, tie.clubs[1])))

    def before(tie: TieOutcome, club: str) -> Node | None:
        """Return the tie that the club won last before this one."""
        own = [known for known in found if club in known.clubs and order[known.stage] < order[tie.stage]]
        last = max(own, key=lambda known: order[known.stage], default=None)
        return node(last) if last is not None and last.winner == club else None

    roots = []
    for tie in sorted(found, key=lambda tie: (-order[tie.stage], tie.number)):
        if (tie.stage, tie.number) not in used:
            roots.append(node(tie))
    return roots


def shortened(name: str, width: int) -> str:
    """Return the name of a club in at most `width` letters, its longest common words shortened first."""
    if len(name) <= width:
        return name
    words = name.split()
    for long in sorted((word for word in words if word in _SHORT), key=len, reverse=True):
        words = [_SHORT[long] if word == long else word for word in words]
        name = " ".join(word for word in words if word)
        if len(name) <= width:
            return name
    return name[: width - 1].rstrip(" .") + "…"


class _Sheet:
    """Letters on a grid, some of them bold."""

    def __init__(self, height: int) -> None:
        self.rows = [[" "] * WIDTH for _ in range(height)]
        self.bold: list[tuple[int, int, int]] = []

    def put(self, row: int, column: int, text: str, *, bold: bool = False) -> None:
        self.rows[row][column : column + len(text)] = text
        if bold:
            self.bold.append((row, column, column + len(text)))

    def lines(self) -> list[Text]:
        from rich.text import Text

        found = [Text("".join(row).rstrip(), no_wrap=True) for row in self.rows]
        for row, start, end in self.bold:
            found[row].stylize("bold", start, end)
        return found


def arranged(roots: Sequence[Node]) -> tuple[list[Spot], list[Link], int]:
    """Return where every tie and every line between two of them stands, and how many lines that takes.

    A tie of the first round takes two lines and a blank one; a later tie stands in the middle of those it comes from.
    """
    spots: list[Spot] = []
    links: list[Link] = []

    def place(node: Node, top: int, last: bool) -> int:
        placed = []
        below = top
        for club, child in enumerate(node.children):
            if child is not None:
                placed.append((child, place(child, below, False), club))
                below += _TIE * child.leaves()
        row = top
        if len(placed) == 1:
            row = placed[0][1]
        elif placed:
            row = (placed[0][1] + 1 + placed[1][1]) // 2
        sides = (-1, 1) if len(placed) == 2 else (0,)
        for (child, at, club), side in zip(placed, sides, strict=False):
            links.append(Link((child.round, at), (node.round, row), side, club))
        spots.append(Spot(node.tie, node.round, row, last))
        return row

    top = 0
    for root in roots:
        place(root, top, True)
        top += _TIE * root.leaves()
    return spots, links, max(top - 1, 0)


def draw_bracket(roots: Sequence[Node], titles: Sequence[str], club: Names) -> list[Text]:
    """Draw trees one below the other: each tie two lines, the winner bold and drawn on into the next round.

    Parameters
    ----------
    roots
        The trees; their rounds count from 0.
    titles
        Title of each round; at most :data:`MOST_ROUNDS`.
    """
    width = (WIDTH - _LINK * (len(titles) - 1)) // len(titles)
    step = width + _LINK
    spots, links, height = arranged(roots)
    sheet = _Sheet(height + 1)
    for number, title in enumerate(titles):
        sheet.put(0, number * step, shortened(title, width), bold=True)
    for link in links:
        _draw_link(sheet, link, width)
    for spot in spots:
        for line, (name, mark) in enumerate(zip(spot.tie.clubs, tie_marks(spot.tie), strict=True)):
            won = name == spot.tie.winner
            star = "*" if won and spot.last else ""
            label = shortened(name_of(club, name), width - len(mark) - 1 - len(star)) + star
            sheet.put(spot.row + line + 1, spot.round * step, label, bold=won)
            sheet.put(spot.row + line + 1, spot.round * step + width - len(mark), mark, bold=won)
    return sheet.lines()


def _draw_link(sheet: _Sheet, link: Link, width: int) -> None:
    """Draw the line from a tie to the one it leads to, through the rounds between them that it skips."""
    (round_, at), (next_round, row) = link.start, link.end
    start, end = round_ * (width + _LINK) + width + 1, next_round * (width + _LINK) - 1
    if link.side == 0:
        sheet.put(at + 1 + link.club, start, "─" * (end - start))
        return
    bend = at + 1 if link.side > 0 else at + 2
    sheet.put(bend, start, "─" * (end - 1 - start) + ("┘" if link.side > 0 else "┐"))
    for line in range(min(bend, row + 1) + 1, max(bend, row + 1)):
        sheet.put(line, end - 1, "│")
    sheet.put(row + 1, end - 1, "├")
