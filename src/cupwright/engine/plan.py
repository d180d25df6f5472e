"""The plan: an edition as integer tables, which is all that the kernels know of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cupwright.engine.checks import problems_of
from cupwright.engine.encode import encode
from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition

__all__ = ["Plan", "compile_plan"]

Ints = npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Plan:
    """A compiled edition. Column numbers are those of :mod:`cupwright.engine.layout`.

    Parameters
    ----------
    edition
        The edition it was compiled from.
    clubs, stages, awards
        Ids in the order of the tables; clubs in the order of the edition's slots.
    stage, feed, award, club
        Tables with one row each.
    entrant
        Shape (E, 2): for every seeding position of every stage either (-1, club) or (feed, index in its output).
    schedule
        Shape (M, 3): host, visitor (positions from 0, in a league over all its tables) and how often they met at this
        ground before, stage after stage.
    may_take
        Shape (A, n): whether a club may take an award.
    lists
        Pots, settling chains, criteria, pairs and tables, end to end.
    apart, apart_limit
        Shape (R, n): the class of each club in each constraint of a draw, -1 if it is exempt; and the most
        clubs of one class that a group or tie may hold.
    club_key, stage_key, pair_key
        Luck's keys of clubs (n,), stages (S,) and unordered pairs (n, n).
    place_columns
        The columns of `Tally.placings` of each stage of groups or league.
    """

    edition: Edition
    clubs: tuple[str, ...]
    stages: tuple[str, ...]
    awards: tuple[str, ...]
    stage: Ints
    feed: Ints
    award: Ints
    club: Ints
    entrant: Ints
    schedule: Ints
    may_take: Ints
    lists: Ints
    apart: Ints
    apart_limit: Ints
    club_key: Keys
    stage_key: Keys
    pair_key: Keys
    place_columns: dict[str, range]


def compile_plan(edition: Edition) -> Plan:
    """Compile an edition.

    Raises
    ------
    CupwrightError
        With every problem found: wrong numbers of entrants, unknown stages, pots that cannot fill the groups...
    """
    problems = problems_of(edition)
    if problems:
        raise CupwrightError(problems)
    return Plan(
        edition=edition,
        clubs=edition.clubs,
        stages=tuple(stage.id for stage in edition.format.stages),
        awards=tuple(award.id for award in edition.format.awards),
        **encode(edition),
    )
