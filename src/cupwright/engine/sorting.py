"""The kernel that sorts worlds by the results of matches."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cupwright.rules.compiled import jit

__all__ = ["sort_worlds"]

Array = npt.NDArray[Any]


@jit
def sort_worlds(
    rows: Array, columns: Array, stages: Array, champion: int, results: Array, reached: Array, fell: Array, then: Array
) -> None:
    """Add up who got where, in all worlds and in those in which a match had a result.

    Parameters
    ----------
    rows
        What is kept of the worlds, a row each.
    columns, stages
        The columns that hold the members of stages, and the stage of each.
    champion
        The column of the champion.
    results
        Shape (worlds, matches): which result the match had, -1 for none.
    reached, fell, then
        Counts by (club, stage), (match, result) and (match, result, club, stage); the last stage is the title.
    """
    last = reached.shape[1] - 1
    for w in range(rows.shape[0]):
        for k in range(columns.shape[0]):
            reached[rows[w, columns[k]], stages[k]] += 1
        reached[rows[w, champion], last] += 1
        for m in range(results.shape[1]):
            result = results[w, m]
            if result < 0:
                continue
            fell[m, result] += 1
            for k in range(columns.shape[0]):
                then[m, result, rows[w, columns[k]], stages[k]] += 1
            then[m, result, rows[w, champion], last] += 1
