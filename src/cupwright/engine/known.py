"""What is known of an edition before its worlds are played: scores, clubs that went on, draws, lots."""

from __future__ import annotations

from dataclasses import dataclass

from cupwright.football.competitions import Irregular, RecordedDraw
from cupwright.football.outcomes import Advance, KnownScore

__all__ = ["Known"]


@dataclass(frozen=True, slots=True)
class Known:
    """The recorded part of an edition; whatever is not in it is drawn.

    Nothing that the rules say is in it: hosts of ties, pairings by bracket, placings, winners and berths come out
    of the engine.

    Parameters
    ----------
    scores
        Recorded scores. In a group the pair is (host, visitor); in a tie it is unordered.
    advances
        Clubs known to have gone on, or walked over, whatever the score.
    draws
        Draws as they fell.
    lots
        Irregular facts with ``what == "lots"``: the order that was drawn among clubs the criteria left level.
    points
        Irregular facts with ``what == "points"``: points given to or taken from a club in its table.
    """

    scores: tuple[KnownScore, ...] = ()
    advances: tuple[Advance, ...] = ()
    draws: tuple[RecordedDraw, ...] = ()
    lots: tuple[Irregular, ...] = ()
    points: tuple[Irregular, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.scores or self.advances or self.draws or self.lots or self.points)
