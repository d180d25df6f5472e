"""One rule book after its run: the tallies, with the words and the draws they belong to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from cupwright.football.competitions import Edition, Prize, TieStage
from cupwright.football.strengths import Strengths
from cupwright.study.doubt import Spread, halves

if TYPE_CHECKING:
    from cupwright.engine import Known, Tally

__all__ = ["CHAMPION", "Atlas", "Side", "stage_names"]

CHAMPION = "champion"

Array = npt.NDArray[np.float64]


class Atlas(Protocol):
    """What the metrics ask about the world outside the competition; None where it is not known."""

    def ground(self, club: str) -> tuple[float, float] | None:
        """Return latitude and longitude of the club's home ground."""

    def altitude(self, club: str) -> float | None:
        """Return the metres above the sea of the club's home ground."""

    def clock(self, club: str, day: dt.date) -> float | None:
        """Return how many hours the club's clock is ahead of UTC."""

    def population(self, association: str) -> int | None:
        """Return the population of an association's country."""


def stage_names(edition: Edition) -> tuple[str, ...]:
    """Return the ids of the stages in order, and ``"champion"``."""
    return (*(stage.id for stage in edition.format.stages), CHAMPION)


@dataclass(frozen=True, eq=False)
class Side:
    """A rule book, its tallies by block (two blocks a draw) and what they stand on.

    Parameters
    ----------
    edition
        The rule book.
    tally
        Counts by block; blocks 2d and 2d + 1 are the halves of draw d.
    strengths
        The D draws of the union of the clubs of all sides.
    reference
        The clubs whose mean strength is the zero of :attr:`strength`: the base edition's entrants.
    atlas
        Grounds, clocks and populations.
    seed, known, threads
        What the run was made with.
    """

    edition: Edition
    tally: Tally
    strengths: Strengths
    reference: tuple[str, ...]
    atlas: Atlas
    seed: int = 0
    known: Known | None = None
    threads: int | None = None
    _counted: dict[str, Any] = field(default_factory=dict)

    @property
    def clubs(self) -> tuple[str, ...]:
        """The field, in the order of the tallies."""
        return self.tally.clubs

    @property
    def worlds(self) -> npt.NDArray[np.int64]:
        """Worlds by block."""
        return self.tally.worlds

    @cached_property
    def counted(self) -> npt.NDArray[np.int64]:
        """The draws that have worlds."""
        return np.flatnonzero(self.worlds.reshape(-1, 2).sum(axis=1) > 0)

    @cached_property
    def certain(self) -> bool:
        """Whether all draws of the strengths are the same."""
        drawn = (self.strengths.attack, self.strengths.defence, self.strengths.home, self.strengths.mu,
                 self.strengths.altitude, self.strengths.rho)  # fmt: skip
        return all(not np.ptp(array, axis=0).any() for array in drawn)

    @property
    def gap(self) -> Array:
        """The drawn gap between the confederations in the counted draws."""
        return self.strengths.gap[self.counted]

    @property
    def main_stage(self) -> str:
        """The stage whose field is described: the largest with tables, or the first stage of all."""
        stages = self.edition.format.stages
        tables = [stage for stage in stages if not isinstance(stage, TieStage)]
        return max(tables, key=lambda stage: stage.places, default=stages[0]).id

    def once(self, what: str, count: Callable[[Side], Any]) -> Any:
        """Return what `count` says of this side, counted the first time it is asked for under that name."""
        if what not in self._counted:
            self._counted[what] = count(self)
        return self._counted[what]

    def spread(self, by_block: npt.NDArray[Any]) -> Spread:
        """Return sums by block as a spread over draws."""
        return halves(by_block, self.worlds, certain=self.certain)

    def exact(self, by_draw: Array) -> Spread:
        """Return a number known for each counted draw, without noise of worlds, as a spread over draws."""
        worlds = self.worlds.reshape(-1, 2)[self.counted].astype(np.float64)
        return Spread(by_draw[:, None] * worlds, worlds, self.certain)

    def entered(self, stage: str) -> npt.NDArray[Any]:
        """Return by block and club the worlds in which it entered a stage, or won; zeros if there is no such stage."""
        if stage != CHAMPION and stage not in self.tally.stages:
            return np.zeros((len(self.worlds), len(self.clubs)), np.int32)
        entered: npt.NDArray[Any] = self.tally.entered(stage)
        return entered

    def shares(self, by_block: npt.NDArray[Any]) -> Array:
        """Return counts by block and club as shares of the worlds of each counted draw; shape (D, n)."""
        spread = self.spread(by_block)
        return np.asarray(spread.sums.sum(axis=1) / spread.worlds.sum(axis=1)[:, None])

    @cached_property
    def strength(self) -> Array:
        """The strength of each club in each counted draw against the mean of the reference; shape (D, n)."""
        level = (self.strengths.attack + self.strengths.defence)[self.counted] / 2
        at = {club: number for number, club in enumerate(self.strengths.clubs)}
        zero = level[:, [at[club] for club in self.reference]].mean(axis=1, keepdims=True)
        return np.asarray(level[:, [at[club] for club in self.clubs]] - zero)

    def earned(self, prize: Prize) -> npt.NDArray[Any]:
        """Return by block and club how often a prize was paid."""
        if prize.per == "champion":
            return self.entered(CHAMPION)
        if prize.per == "runner-up":
            return np.asarray(self.entered(self.tally.stages[-1]) - self.entered(CHAMPION))
        if prize.per == "entrant":
            return self.entered(prize.stage)
        counts = self.tally.home_matches if prize.per == "home-match" else self.tally.wins
        return np.asarray(counts[:, :, self.tally.stages.index(prize.stage)])

    def matches(self) -> npt.NDArray[Any]:
        """Return by block and club the matches played."""
        at_home = self.tally.meetings.sum(axis=2, dtype=np.int64)
        away = self.tally.meetings.sum(axis=1, dtype=np.int64)
        return np.asarray(at_home + away + self.tally.neutral.sum(axis=2, dtype=np.int64))

    def neutral_matches(self) -> list[tuple[tuple[float, float] | None, npt.NDArray[Any]]]:
        """Return, by stage with neutral ground, its coordinates (None if not known) and matches by block and club."""
        venues = dict(self.edition.venues)
        found: list[tuple[tuple[float, float] | None, npt.NDArray[Any]]] = []
        for number, stage in enumerate(self.tally.stages):
            matches = self.tally.neutral[:, :, number]
            if matches.any():
                venue = venues.get(stage)
                known = venue is not None and venue.latitude is not None and venue.longitude is not None
                found.append(((venue.latitude, venue.longitude) if known else None, matches))  # type: ignore[union-attr,arg-type]
        return found
