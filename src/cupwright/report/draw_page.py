"""The odds of a draw on a terminal: a table for each pair of pots, the mechanism above the uniform distribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cupwright.report.numbers import count, date_words, percent, plural
from cupwright.report.origin import note_lines, origin_line
from cupwright.report.tables import plain_table

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

__all__ = ["draw_page"]

_COLUMNS = 8
_LABEL = 20
_CELL = 9
_MOST_GAPS = 5
_LEAST_GAP = 0.001
_SAME = 5e-10

Row = Mapping[str, Any]


def draw_page(data: Row) -> list[RenderableType]:
    """Return what the terminal shows of the odds of a draw, at most a hundred columns wide.

    Parameters
    ----------
    data
        The object that ``draw --format json`` prints.
    """
    from rich.table import Table
    from rich.text import Text

    pairs = {(row["a"], row["b"]): row for row in data["pairs"]}
    pairs |= {(b, a): row for (a, b), row in list(pairs.items())}
    lines: list[RenderableType] = [
        Text(f"{data['title']}: draw of the {_lower(data['stage_title'])}", style="bold"),
        Text(_rules(data)),
        Text(_reading(data)),
    ]
    tables: list[RenderableType] = []
    for number, pot in enumerate(data["pots"]):
        for other, lower in enumerate(data["pots"][number:], start=number):
            if any((a["id"], b["id"]) in pairs for a in pot for b in lower):
                tables += _table(pairs, pot, lower, (number + 1, other + 1))
    lines += tables
    lines += _gaps(data)
    lines += _fell(data, marked=any(isinstance(part, Table) for part in tables))
    lines += [Text(f"{ball['name']}: {_could_be(ball)}", style="dim") for ball in _open(data)]
    if data["other_draws"]:
        lines.append(Text(f"Other draws of this edition: {', '.join(data['other_draws'])} (--stage).", style="dim"))
    lines += note_lines(_named(note, data) for note in data["notes"])
    return [*lines, origin_line(data["provenance"])]


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _rules(data: Row) -> str:
    units = "groups" if len(data["pots"]) > 2 or data["units"] * 2 < sum(map(len, data["pots"])) else "ties"
    sizes = sorted({len(pot) for pot in data["pots"]})
    into = plural(data["units"], units[:-1], units)
    balls = f"{plural(len(data['pots']), 'pot')} of {' or '.join(map(str, sizes))} into {into}"
    how = {
        "skip": f"each ball goes to the first of the {units}, in order, that leaves a valid outcome possible",
        "two-pot": "a ball of one pot, then its opponent among those that leave a valid outcome possible",
    }[data["mechanism"]]
    first = f"; {data['pots'][0][0]['name']} is not drawn and heads the first" if data["first_fixed"] else ""
    order = f"; pots drawn in the order {', '.join(map(str, data['order']))}" if len(data["order"]) > 1 else ""
    limits = f" Limits: {'; '.join(data['limits'])}." if data["limits"] else " No limits."
    return f"{balls}: {how}{order}{first}.{limits}"


def _reading(data: Row) -> str:
    many = "" if data["outcomes"] is None else f" {count(data['outcomes'])}"
    if data["outcomes"] == 1:
        return "Chance to be drawn together, percent, exact: there is one valid outcome."
    if all(data["exact"].values()) and _alike(data["pairs"]):
        return f"Chance to be drawn together, percent, exact; all{many} outcomes are equally likely."
    if data["exact"]["mechanism"]:
        how = "exact"
    else:
        widest = max((row["mechanism"]["high"] - row["mechanism"]["low"]) / 2 for row in data["pairs"])
        how = f"from {count(data['valid_worlds'])} draws, seed {data['seed']}, right to ±{100 * widest:.1f} in 9 of 10"
    counted = "exact" if data["exact"]["uniform"] else "sampled"
    return (
        f"Chance to be drawn together, percent, by the mechanism ({how}); in brackets if all{many} valid outcomes were "
        f"equally likely ({counted}). A dot: it cannot be."
    )


def _alike(rows: Sequence[Row]) -> bool:
    return all(abs(row["difference"]) < _SAME for row in rows)


def _table(pairs: Mapping[Any, Row], pot: Sequence[Row], lower: Sequence[Row], numbers: Any) -> list[RenderableType]:
    from rich.text import Text

    found = [pairs[a["id"], b["id"]] for a in pot for b in lower if (a["id"], b["id"]) in pairs]
    one, two = numbers
    title = f"\nPot {one} with pot {two}" if one != two else f"\nIn pot {one}"
    chances = [row["mechanism"]["probability"] for row in found]
    if _alike(found) and max(chances) - min(chances) < _SAME:
        chance = percent(chances[0], 1, settled=True)
        return [
            Text.assemble((title, "bold"), f"  every pair {chance}, by the mechanism and if all were equally likely")
        ]
    lines: list[RenderableType] = [Text(title, style="bold")]
    for start in range(0, len(pot), _COLUMNS):
        columns = pot[start : start + _COLUMNS]
        table = plain_table(
            "",
            *(_heading(f"{ball['name']} {ball['association']}".rstrip()) for ball in columns),
            right=range(1, len(columns) + 1),
        )
        table.padding = (0, 1, 0, 0)
        table.columns[0].width = _LABEL
        for column in table.columns[1:]:
            column.width = _CELL
        single = _alike(found)
        for ball in lower:
            cells = [_cell(pairs.get((ball["id"], other["id"])), single=single) for other in columns]
            table.add_row(_label(ball), *cells)
        lines.append(table)
    return lines


def _heading(name: str) -> str:
    """Return a name with a hyphen wherever a word has to be broken to fit its column."""
    pieces = []
    for word in name.split(" "):
        rest = word
        while len(rest) > _CELL:
            pieces.append(rest[: _CELL - 1].rstrip("-") + "-")
            rest = rest[_CELL - 1 :]
        pieces.append(rest)
    return " ".join(pieces)


def _label(ball: Row) -> Text:
    from rich.text import Text

    return Text.assemble(ball["name"], (f" {ball['association']}" if ball["association"] else "", "dim"))


def _cell(row: Row | None, *, single: bool) -> Text:
    from rich.text import Text

    if row is None:
        return Text("")
    mechanism, uniform = row["mechanism"], row["uniform"]
    if mechanism["exact"] and not mechanism["probability"]:
        return Text("·", style="dim")
    said = percent(mechanism["probability"], 1, settled=mechanism["exact"], sign=False)
    mark = "*" if row["drawn"] else ""
    clear = row["difference_low"] > _SAME or row["difference_high"] < -_SAME
    style = ("green" if row["difference"] > 0 else "red") if clear else ""
    text = Text.assemble((said + mark, style))
    if not single:
        text.append(f"\n({percent(uniform['probability'], 1, settled=uniform['exact'], sign=False)})", style="dim")
    return text


def _gaps(data: Row) -> list[RenderableType]:
    """Return the pairs on which mechanism and uniform distribution differ most."""
    from rich.text import Text

    clear = [
        row for row in data["pairs"]
        if max(row["difference_low"], -row["difference_high"]) > _SAME and abs(row["difference"]) >= _LEAST_GAP
    ]  # fmt: skip
    if not clear:
        return []
    names = {ball["id"]: ball["name"] for pot in data["pots"] for ball in pot}
    lines: list[RenderableType] = [
        Text("\nWhere the mechanism departs most from equally likely outcomes", style="bold")
    ]
    table = plain_table("", "mechanism", "", "uniform", right=(1, 3))
    for row in sorted(clear, key=lambda row: -abs(row["difference"]))[:_MOST_GAPS]:
        mechanism = row["mechanism"]
        span = "" if mechanism["exact"] else f"{100 * mechanism['low']:.1f}–{100 * mechanism['high']:.1f}"
        table.add_row(f"  {names[row['a']]} – {names[row['b']]}", percent(mechanism["probability"], 1), span,
                      percent(row["uniform"]["probability"], 1))  # fmt: skip
    return [*lines, table]


def _fell(data: Row, *, marked: bool) -> list[RenderableType]:
    """Return the draw as it fell."""
    from rich.text import Text

    fell = data["recorded"]
    if fell is None:
        return []
    names = {ball["id"]: ball["name"] for pot in data["pots"] for ball in pot}
    day = f" on {date_words(fell['date'])}" if fell["date"] else ""
    lines: list[RenderableType] = [Text(f"\nAs it was drawn{day}{' (* above)' if marked else ''}", style="bold")]
    units = [f"  {unit['name']}: {' · '.join(names[ball] for ball in unit['balls'])}" for unit in fell["units"]]
    return [*lines, *(Text(unit) for unit in units)]


def _open(data: Row) -> list[Row]:
    return [ball for pot in data["pots"] for ball in pot if ball["could_be"]]


def _could_be(ball: Row) -> str:
    return " or ".join(f"{club['name']} {club['association']}" for club in ball["could_be"])


def _named(note: str, data: Row) -> str:
    """Return a note with the names of clubs in place of their ids."""
    names = {ball["id"]: ball["name"] for pot in data["pots"] for ball in pot}
    words = note.split(" ")
    return " ".join(names.get(word.strip(",."), word.strip(",.")) + word[len(word.rstrip(",.")) :] for word in words)
