"""The berths of an edition as a tree on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cupwright.report.answer import chance_of
from cupwright.report.numbers import date_words, plural
from cupwright.report.origin import note_lines, origin_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.tree import Tree

__all__ = ["flow_page"]

_MOST_TAKERS = 6

Row = Mapping[str, Any]


def flow_page(data: Row) -> list[RenderableType]:
    """Return the tree of awards, takers and the editions they lead to.

    Parameters
    ----------
    data
        The object that ``flow --format json`` prints.
    """
    from rich.text import Text
    from rich.tree import Tree

    names = data["clubs"]
    champion = names.get(data["champion"], data["champion"])
    tree = Tree(Text(data["title"] + (f": won by {champion}" if champion else ""), style="bold"))
    for award in data["awards"]:
        _award(tree, award, names, under_way=data["status"] != "played")
    lines: list[RenderableType] = [tree]
    if data["status"] != "played":
        day = f" with what was known on {date_words(data['as_of'])} held" if data["as_of"] else ""
        lines.append(Text(f"Chances in {plural(data['worlds'], 'world')}{day}, seed {data['seed']}.", style="dim"))
    lines += note_lines(data["notes"])
    return [*lines, origin_line(data["provenance"])]


def _award(tree: Tree, award: Row, names: Mapping[str, str], *, under_way: bool) -> None:
    from rich.text import Text

    if not award["into"] and not under_way:
        return
    into = f" [{award['into']}]" if award["into"] else ""
    branch = tree.add(Text.assemble(award["title"], (into, "dim"), (_by(award), "yellow")))
    takers = award["takers"]
    for taker in takers[:_MOST_TAKERS] if under_way else takers:
        name = names.get(taker["club"], taker["club"])
        chance = chance_of(taker["chance"])
        said = Text(name if chance is None else f"{name} {chance.text()}")
        if chance is not None and not chance.settled:
            said.append(f" ({chance.span()})")
        after = taker["next"]
        if after is None:
            if taker["why"] and not under_way:
                said.append(f": {taker['why']}", style="dim")
            branch.add(said)
            continue
        said.append(f" → {after['title']} as {after['slot']}")
        if reached := after.get("reached"):
            far = "won it" if reached == "champion" else _far(reached)
            said.append(f", {far}", style="bold")
        if taker["why"]:
            said.append(f" ({taker['why']})", style="dim")
        twig = branch.add(said)
        for more in after.get("awards", ()):
            _award(twig, more, names, under_way=False)
    if under_way and len(takers) > _MOST_TAKERS:
        branch.add(Text(f"and {len(takers) - _MOST_TAKERS} more", style="dim"))
    leads = {taker["why"] for taker in takers if taker["why"]} if under_way else set()
    if len(leads) == 1:
        branch.add(Text(f"leads to {leads.pop()}", style="dim"))


def _far(stage: str) -> str:
    """Return how far a club came; rounds that are written with a hyphen keep it."""
    return f"as far as the {stage if stage.endswith('-finals') else stage.replace('-', ' ')}"


def _by(award: Row) -> str:
    return " (by the record: the results do not say)" if award["source"] == "record" else ""
