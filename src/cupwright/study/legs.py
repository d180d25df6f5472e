"""Which matches are legs of a tie, and how the tie stands before its second leg."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from cupwright.data.tables import MatchTable

__all__ = ["legs_of"]

# The two legs of a tie lie at most so far apart (those of 2020 half a year).
_MOST_APART = np.timedelta64(250, "D")


def legs_of(table: MatchTable) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for every match its leg, and the home side's lead from the first leg.

    Both are known before the match: the leg from the fixture list, the lead from a match of an earlier day.

    Parameters
    ----------
    table
        In order of date.

    Returns
    -------
    tuple
        Shapes (N,): 1 or 2, or 0 where the match is no leg or it is not known; and in second legs the goals by which
        the home side is ahead, negative if behind. The lead is 0 where the first leg is not found or has no score.
    """
    leg = np.where(np.isin(table.leg, (1, 2)), table.leg, 0).astype(np.int64)
    lead = np.zeros(len(table), np.int64)
    first: dict[tuple[int, int, int], int] = {}
    for row in np.flatnonzero(leg):
        contest, home, away = int(table.competition[row]), int(table.home[row]), int(table.away[row])
        if leg[row] == 1:
            first[contest, home, away] = int(row)
            continue
        before = first.pop((contest, away, home), None)
        if before is None or table.ft_home[before] < 0 or not _follows(table, before, int(row)):
            continue
        lead[row] = int(table.ft_away[before]) - int(table.ft_home[before])
    return leg, lead


def _follows(table: MatchTable, before: int, row: int) -> bool:
    return bool(np.timedelta64(0, "D") < table.date[row] - table.date[before] <= _MOST_APART)
