"""What the package hands on: one function for each question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cupwright.study.compare import compare
from cupwright.study.comparison import Comparison, Comparisons
from cupwright.study.rating import rate
from cupwright.study.replaying import Replay, replay
from cupwright.study.simulate import Odds, simulate

if TYPE_CHECKING:
    from cupwright.football.competitions import Edition, Format
    from cupwright.rulebook import Proposal

__all__ = ["Comparison", "Comparisons", "Odds", "Replay", "compare", "load", "rate", "replay", "simulate"]


def load(document: str | Path) -> Edition | Format | Proposal:
    """Load a document by its name in the library or by its path.

    Raises
    ------
    CupwrightError
        With every problem in the document, each with its line.
    """
    from cupwright.rulebook import load as read

    return read(document)
