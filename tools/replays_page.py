"""Write the page that shows what is proved: ``python -m tools.replays_page`` replays every edition for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from cupwright.data.places import clubs
from cupwright.report.numbers import count, plural
from cupwright.report.register import champion_words, item_words, share_words, status_counts, totals
from cupwright.study.register import register

PAGE = Path(__file__).resolve().parents[1] / "docs" / "how-we-know.md"
Row = Mapping[str, Any]

_INTRODUCTION = """# How we know it is right

The rules engine is trusted for one reason: it replays what really happened. Every edition of the library is played
again from the scores of its matches under its own rules, and what comes out is held against the official record.
This page is made by `python -m tools.replays_page` from `cupwright replay --all`; a test keeps it current.

**Given** to the engine are the scores by pair and leg, the draws as they fell, and irregular facts with a source (a
match awarded, a walkover, a club known to have gone on). **Coming out** are the tables, the pairings that no draw
made, who hosted, who went on, the champion and the places in other competitions. Nothing that is checked is put in;
where a rule was not found, the fact is recorded and not counted: a winner or a host that was given is neither right
nor wrong here.

| verdict | means |
|---|---|
| reproduced | everything on a complete record came out, but for exceptions with a sourced reason |
| partial | nothing differs, but results or the record do not say everything |
| differs | the rules, fed with the results, say something else than the record |
"""

_CHECKS = """## How it could be wrong

A check that cannot fail proves nothing, so for every edition the tests turn a result of the champion's deciding tie
round, turn the scores of the first of a table, and swap the hosts on record: each must change the verdict. And
other rules must fail on history: with the tie-breakers of 2026, head-to-head first, 15 of the 112 groups of the
Copa Libertadores 2012-2025 come out otherwise than they did (another pair goes on in 5, another club is first in 7,
third and fourth change in 3).

`cupwright replay EDITION --explain tie:final` (or `group:A`, `berth:AWARD`) says which rule decided, `--report
FILE.html` writes a page of it; `cupwright data coverage --rules` lists every edition with the source of its record,
and the years that have none. The output of `replay --all --format json` is described by {download}`a JSON Schema
<replays.schema.json>`.
"""


def page(rows: Sequence[Row]) -> str:
    """Return the page.

    Parameters
    ----------
    rows
        Editions as ``replay --all --format json`` has them.
    """
    names = {name: found.name for name, found in clubs().items()}
    parts = [_INTRODUCTION, "## The figures\n", *_figures(rows), "", _CHECKS]
    for title, words, key in (
        ("Differences", "Open: the rules or the facts are wrong here.", "differences"),
        ("Accepted exceptions",
         "Those in charge did not keep to their rule, and a source says so. The list may only shrink.", "exceptions"),
        ("What is missing, or was given", "Where the results do not reach, and what was put in for them.", "missing"),
    ):  # fmt: skip
        items = [(row["title"], [item_words(item, names) for item in row[key]]) for row in rows if row[key]]
        if items:
            parts += [f"## {title}\n", f"{words}\n"]
            parts += [line for name, lines in items for line in _list(name, lines)]
            parts.append("")
    parts += ["## Every edition\n", *_editions(rows, names)]
    return "\n".join(parts).rstrip() + "\n"


def _figures(rows: Sequence[Row]) -> Iterator[str]:
    yield "| competition | editions | | tables | ties | hosts | slots |"
    yield "|---|---:|---|---:|---:|---:|---:|"
    for competition, group in groupby(rows, key=lambda row: str(row["competition"])):
        yield _line(competition, list(group))
    yield _line("**all**", rows)


def _line(name: str, rows: Sequence[Row]) -> str:
    sums = totals(rows)
    shares = " | ".join(share_words(sums[key]) for key in ("groups", "ties", "hosts", "access"))
    return f"| {name} | {count(len(rows))} | {status_counts(rows)} | {shares} |"


def _list(name: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"- **{name}**"
    yield from (f"  - {line}" for line in lines)


def _editions(rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[str]:
    yield "| edition | verdict | tables | ties | hosts | slots | champion | record checked against |"
    yield "|---|---|---:|---:|---:|---:|---|---|"
    for row in rows:
        shares = " | ".join(share_words(row[key]) for key in ("groups", "ties", "hosts", "access"))
        cells = (row["title"], row["status"], shares, champion_words(row, names), row["checked_against"] or "–")
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Replay every edition and write the page."""
    found = register()
    PAGE.write_text(page([entry.to_dict() for entry in found]), encoding="utf-8")
    print(f"{PAGE.name}: {plural(len(found.entries), 'edition')}", file=sys.stderr)


if __name__ == "__main__":
    main()
