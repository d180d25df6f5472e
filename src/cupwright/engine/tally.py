"""The counts that a batch of worlds leaves behind. Integers only, so that sums do not depend on their order."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["Tally"]

Counts = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts over worlds, by block: the worlds of block b shared draw b of the strengths.

    B blocks, n clubs, S stages, A awards.

    Parameters
    ----------
    edition, clubs, stages, awards
        Ids; `clubs` is the order of the n axis (slot order of the edition).
    seed, first_world, block
        The random seed, the number of the first world, and the worlds in a full block.
    worlds
        Shape (B,): worlds counted in each block; less than `block` in a last short block or after an interrupt.
    reached
        Shape (B, n, S + 1): worlds in which the club entered the stage; the last column counts titles.
    placings
        Shape (B, n, P): worlds in which the club finished at a place of a group. Group stage `s` (an id) has the
        columns ``place_columns[s]``, first place first.
    berths
        Shape (B, A, n + 1): times the award went to the club; the last column counts places nobody took.
    passed_on
        Shape (B, A): worlds in which a club that stood before a taker was passed over as excluded.
    meetings
        Shape (B, n, n): matches played with host i and visitor j at i's ground.
    neutral
        Shape (B, n, S): matches on neutral ground.
    wins, home_matches
        Shape (B, n, S): matches won (in 90 minutes or extra time) and played at home, by stage.
    won
        Shape (B, K, n, n): ties that club i won against club j, in each of the K stages of ties, in their order; of no
        block (B = 0) if the run was not asked to count them.
    """

    edition: str
    clubs: tuple[str, ...]
    stages: tuple[str, ...]
    awards: tuple[str, ...]
    place_columns: dict[str, range]
    seed: int
    first_world: int
    block: int
    worlds: npt.NDArray[np.int64]
    reached: Counts
    placings: Counts
    berths: Counts
    passed_on: Counts
    meetings: Counts
    neutral: Counts
    wins: Counts
    home_matches: Counts
    won: npt.NDArray[np.uint16] = field(default_factory=lambda: np.zeros((0, 0, 0, 0), np.uint16))

    @property
    def total(self) -> int:
        """Worlds counted."""
        return int(self.worlds.sum())

    def entered(self, stage: str) -> Counts:
        """Return the counts of shape (B, n) for one stage id, or for ``"champion"``."""
        column = len(self.stages) if stage == "champion" else self.stages.index(stage)
        return self.reached[:, :, column]
