"""Which matches of a user's file are legs of ties; their first legs may stand in the file or in the facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cupwright.data.prepare import Prepared
    from cupwright.data.tables import MatchTable

__all__ = ["legs_of_file"]

# Competition, edition, stage, host, visitor.
_Key = tuple[str, str, str, str, str]
_Meeting = tuple[dt.date, tuple[int, int] | None]


def legs_of_file(rows: Sequence[Prepared], table: MatchTable) -> tuple[list[int], list[int]]:
    """Return for every match of a file its leg, and the home side's lead from the first leg.

    As in the facts (:func:`cupwright.study.legs.legs_of`). Two matches of a cup are the legs of a tie if they are of
    one stage that is not one of groups, and the sides are turned round.

    Parameters
    ----------
    rows
        The matches of the file.
    table
        The matches of the facts.
    """
    from cupwright.data.sources.headings import CUPS

    known = _meetings(rows, table)
    known |= {(row.competition, row.edition, row.stage, row.home, row.away): (row.date, row.ft) for row in rows}
    legs, leads = [], []
    for row in rows:
        other = None
        if row.competition in CUPS and row.stage not in ("", "group-stage") and not row.group:
            other = known.get((row.competition, row.edition, row.stage, row.away, row.home))
        legs.append(0 if other is None else 1 if row.date <= other[0] else 2)
        leads.append(other[1][1] - other[1][0] if other is not None and other[1] is not None and legs[-1] == 2 else 0)
    return legs, leads


def _meetings(rows: Sequence[Prepared], table: MatchTable) -> dict[_Key, _Meeting]:
    """Return day and score of the matches of the facts that are of the editions of the file."""
    editions = [number for number, name in enumerate(table.editions) if name in {row.edition for row in rows}]
    found: dict[_Key, _Meeting] = {}
    for at in np.flatnonzero(np.isin(table.edition, editions)).tolist():
        score = (int(table.ft_home[at]), int(table.ft_away[at])) if table.ft_home[at] >= 0 else None
        key = (
            table.competitions[table.competition[at]],
            table.editions[table.edition[at]],
            table.stages[table.stage[at]],
            table.clubs[table.home[at]],
            table.clubs[table.away[at]],
        )
        found[key] = (table.date[at].astype(dt.date), score)
    return found
