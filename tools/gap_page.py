"""Write the page on the gap between confederations: ``python -m tools.gap_page``.

The figures are stored beside the page, so that a test can hold the page to them without fitting anything.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cupwright.report.gap import (
    confederation_name,
    gap_sentence,
    kind_rows,
    kind_words,
    match_rows,
    sensitivity_rows,
    settle_rows,
    settle_sentence,
    width_rows,
)
from cupwright.report.gap_chart import gap_svg
from cupwright.report.numbers import count, date_words, percent, signed

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "gap.md"
STORE = DOCS / "gap"
DATA, CHART = STORE / "figures.json", STORE / "by-setting.svg"
PAIRS = (("brazil-serie-a", "mls"), ("brazil-serie-a", "liga-mx"))

Row = Mapping[str, Any]

_INTRODUCTION = """# Who says the two can be compared?

If the champions of MLS and Liga MX played the Copa Libertadores, would they stand a chance? Every answer rests on
one number that hardly any match measures: by how much South America's leagues are stronger than those of the north.
Clubs of the two confederations meet a few times a year at most. This page shows the number, the matches behind it,
what would change it, and what would settle it. It is the weak spot of every forecast for a guest, so it is shown
rather than hidden.
"""

_READING = """## How to read the number

Strengths are in **log goals a side**. A gap of 0.2 between two leagues means that, when their average clubs meet on
neutral ground, the stronger side scores about a fifth more than on level terms and the other a fifth less. The
interval beside each number holds nine chances in ten. A league counts by its clubs' recent first-tier matches; MLS
stands for the clubs of the United States, without the Canadian ones.
"""

_CARRIES = """## Which matches carry it

A league table says how clubs of one country compare, and nothing about two countries. Only matches abroad do:

- **direct** matches, {first} against {second}: the Mexican guests of 1998 to 2016 in the Libertadores and the
  Sudamericana, and since then a handful in the cups of the world;
- a **bridge**: both sides have met clubs of Europe, Asia, Africa and Oceania at the Club World Cup, and a common
  opponent compares them.

Old matches count for their own time. What they say of today wears off, because leagues change: the model lets two
confederations drift apart by some 0.05 a year each. The tables say what the gap would be **without** some matches: if
all of a kind are left out together, and for the single matches that move it most, by how much it would change. The
last column is how much wider (in variance) it would be.
"""

_CHANGES = """## What would change the answer

Three things are assumptions, not measurements: which matches are let in, how far apart two confederations are thought
to be before any match is seen (the prior), and how fast that changes (the drift). Each is changed here alone. The
prior decides nothing while matches between confederations are let in, and everything when they are not.

![The gap under each setting, with its interval; the table below says the same](gap/by-setting.svg)
"""

_SETTLE = """## What would settle it

Nothing but matches. How much a season of guests would tell can be worked out before it is played, from the doubt of
today and the goals to be expected: twelve matches if two guests go out in the groups, forty if four go far. The first
column takes all matches to be between average clubs; the second sends the same four best clubs, so that part of what
is seen is how strong just these four are. Neither counts that leagues go on changing meanwhile.
"""

_TRUST = """## How far it reaches into the odds

Every chance of a guest that Cupwright prints says which part of its interval is this gap; for the clubs that are no
guests it hardly matters. `cupwright compare copa-libertadores-2026 mas-2026` ends with the guests' chances under other
settings of the ratings. A test holds the model to its honesty: with all matches between confederations taken away, the
doubt between Brazil and Mexico must become wide (a standard deviation above 0.5).

Ask for any two leagues: `cupwright rate --gap LEAGUE LEAGUE`, with `--format json` for all figures. The mathematics is
in {py:mod}`cupwright.ratings.influence` (each match) and {py:mod}`cupwright.ratings.settling` (matches to come);
[how clubs are rated](ratings.md) tells how the model works.
"""


def page(answers: Sequence[Row], names: Mapping[str, str]) -> str:
    """Return the page.

    Parameters
    ----------
    answers
        What :func:`cupwright.study.gap.gap_between` returned for each of :data:`PAIRS`.
    names
        Names of clubs by id.
    """
    first = answers[0]
    one, two = (confederation_name(league["confederation"]) for league in first["leagues"])
    parts = [
        _INTRODUCTION,
        f"Made by `python -m tools.gap_page` from results until {date_words(first['until'])} (facts "
        f"`{first['facts_hash'][:10]}`),\nwith the static model, which can be taken apart match by match.\n",
        _READING,
        *(f"- {gap_sentence(answer)}" for answer in answers),
        "",
        _CARRIES.format(first=one, second=two),
        *_carriers(answers, names),
        _CHANGES,
        *_table(["setting", *(f"{pair(answer)} | interval" for answer in answers)], _settings(answers), right=False),
        "",
        _SETTLE,
        *(line for answer in answers for line in _settling(answer)),
        _TRUST,
    ]
    return "\n".join(parts).rstrip() + "\n"


def pair(answer: Row) -> str:
    """Return what a pair of leagues is called."""
    return " – ".join(league["name"] for league in answer["leagues"])


def description(answers: Sequence[Row]) -> str:
    """Return the chart in words."""
    return "; ".join(
        f"{pair(answer)}: "
        + ", ".join(
            f"{setting} {mean}" + (f" ({span})" if span else "") for setting, mean, span in sensitivity_rows(answer)
        )
        for answer in answers
    )


def _carriers(answers: Sequence[Row], names: Mapping[str, str]) -> Iterator[str]:
    for answer in answers:
        yield f"### {pair(answer)}\n"
        yield _few(answer) + "\n"
        rows = [(name.replace("  ", "&emsp;"), *rest) for name, *rest in kind_rows(answer)]
        yield from _table(["left out", "matches", "the gap then", "interval"], rows)
        yield ""
        yield from _table(["date", "match", "change without it", "variance"], match_rows(answer, names))
        yield ""


def _few(answer: Row) -> str:
    """Say how few matches bear most of the answer."""
    late = {
        row["kind"]: row for row in answer["decades"] if row["decade"] == max(r["decade"] for r in answer["decades"])
    }
    early = [row for row in answer["decades"] if row["kind"] == "direct" and row["decade"] < 2010]
    said = [
        f"the {count(row['matches'])} matches since {row['decade']} of {kind_words(kind, answer)} move it by "
        f"{signed(-row['change'], 2)}"
        for kind, row in late.items() if kind in ("direct", "bridge")
    ]  # fmt: skip
    old = sum(row["matches"] for row in early)
    weight = sum(row["weight"] for row in early)
    return (
        f"Of {count(answer['bearing'])} matches few matter: {' and '.join(said)}. Without the {count(old)} direct ones "
        f"before 2010 the variance would grow by {percent(weight, 1)}: what they said has worn off, or was said again."
    )


def _settings(answers: Sequence[Row]) -> list[tuple[str, ...]]:
    columns = [sensitivity_rows(answer) for answer in answers]
    return [(cells[0][0], *(part for cell in cells for part in cell[1:])) for cells in zip(*columns, strict=True)]


def _settling(answer: Row) -> Iterator[str]:
    yield f"### {pair(answer)}: what matches would tell\n"
    yield settle_sentence(answer) + "\n"
    yield from _table(
        ["matches between them", "width, average clubs", "width, the same four guests"], settle_rows(answer)
    )
    yield ""
    yield from _table(["for a width of", "matches, average clubs", "matches, the same four guests"], width_rows(answer))
    yield ""


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: bool = True) -> Iterator[str]:
    columns = " | ".join(heads).split(" | ")
    yield f"| {' | '.join(columns)} |"
    yield f"|---|{('---:|' if right else '---|') * (len(columns) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def main() -> None:
    """Work out the figures, store them, and write the page and its chart."""
    from cupwright.data.places import clubs
    from cupwright.study.gap import gap_between

    def tell(done: int, total: int, what: str) -> None:
        print(f"{what}: {done} of {total}", file=sys.stderr)

    answers = [gap_between(*names, progress=tell) for names in PAIRS]
    STORE.mkdir(exist_ok=True)
    DATA.write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    CHART.write_text(gap_svg(answers, [pair(answer) for answer in answers], description(answers)), encoding="utf-8")
    PAGE.write_text(page(answers, {name: club.name for name, club in clubs().items()}), encoding="utf-8")


if __name__ == "__main__":
    main()
