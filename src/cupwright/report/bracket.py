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

__all__ = ["MOST_ROUNDS", "Node", "draw_bracket", "shortened", "trees"]

MOST_ROUNDS = 4
_LINK = 3
"""Columns between two rounds."""
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


def draw_bracket(roots: Sequence[Node], rounds: int, titles: Sequence[str], club: Names) -> list[Text]:
    """Draw trees one below the other: each tie two lines, the winner bold and drawn on into the next round.

    Parameters
    ----------
    roots
        The trees; their rounds count from 0.
    rounds
        How many rounds there are, at most :data:`MOST_ROUNDS`.
    titles
        Title of each round.
    """
    width = (WIDTH - _LINK * (rounds - 1)) // rounds
    height = sum(3 * root.leaves() for root in roots) + 1
    sheet = _Sheet(height)
    for number, title in enumerate(titles):
        sheet.put(0, number * (width + _LINK), shortened(title, width), bold=True)
    top = 1
    for root in roots:
        _place(sheet, root, top, width, club, last=True)
        top += 3 * root.leaves()
    lines = sheet.lines()
    while lines and not lines[-1].plain:
        lines.pop()
    return lines


def _place(sheet: _Sheet, node: Node, top: int, width: int, club: Names, *, last: bool = False) -> int:
    """Draw a tree from line `top` on; return the line of the first club of its last tie."""
    left = node.round * (width + _LINK)
    placed = []
    below = top
    for child in node.children:
        if child is not None:
            placed.append((child, _place(sheet, child, below, width, club)))
            below += 3 * child.leaves()
    if not placed:
        row = top
    elif len(placed) == 1:
        row = placed[0][1]
    else:
        row = (placed[0][1] + 1 + placed[1][1]) // 2
    for child, at in placed:
        side = (child is placed[-1][0]) if len(placed) == 2 else None
        _link(sheet, child, at, node.round, row, width, side)
    for line, (name, mark) in enumerate(zip(node.tie.clubs, tie_marks(node.tie), strict=True)):
        won = name == node.tie.winner
        star = "*" if won and last else ""
        label = shortened(name_of(club, name), width - len(mark) - 1 - len(star)) + star
        sheet.put(row + line, left, label, bold=won)
        sheet.put(row + line, left + width - len(mark), mark, bold=won)
    return row


def _link(sheet: _Sheet, child: Node, at: int, round_: int, row: int, width: int, lower: bool | None) -> None:
    """Draw the line from a tie to the one it leads to, through the rounds between them that it skips."""
    start = child.round * (width + _LINK) + width + 1
    end = round_ * (width + _LINK) - 1
    if lower is None:
        sheet.put(at, start, "─" * (end - start))
        return
    bend = at if lower else at + 1
    sheet.put(bend, start, "─" * (end - 1 - start) + ("┘" if lower else "┐"))
    for line in range(min(bend, row) + 1, max(bend, row)):
        sheet.put(line, end - 1, "│")
    sheet.put(row, end - 1, "├")
