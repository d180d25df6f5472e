"""How many worlds, and how they share draws of the strengths."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from cupwright.errors import CupwrightError
from cupwright.football.strengths import Strengths

__all__ = ["MOST_WORLDS", "Share", "at_draws", "share_out", "valid_seed"]

MOST_WORLDS = 10_000_000
_MOST_DRAWS = 1000
_WORLDS_A_DRAW = 50
_FEWEST_DRAWS = 10


@dataclass(frozen=True, slots=True)
class Share:
    """`worlds` worlds over `draws` draws of the strengths, each with two halves (blocks) of `size` worlds.

    The two halves of a draw have the same strengths and different luck; their disagreement is what the
    finite number of worlds leaves uncertain (:mod:`cupwright.study.doubt`).
    """

    worlds: int
    draws: int
    size: int

    def doubled(self, strengths: Strengths) -> Strengths:
        """Return strengths with each draw twice, one for each half."""
        return at_draws(strengths, np.repeat(np.arange(strengths.draws), 2))


def at_draws(strengths: Strengths, draws: npt.NDArray[np.int64]) -> Strengths:
    """Return the strengths of the given draws, in that order."""
    return replace(
        strengths,
        attack=strengths.attack[draws],
        defence=strengths.defence[draws],
        home=strengths.home[draws],
        mu=strengths.mu[draws],
        altitude=strengths.altitude[draws],
        rho=strengths.rho[draws],
        gap=strengths.gap[draws],
    )


def share_out(worlds: int) -> Share:
    """Decide how many draws and blocks serve a number of worlds.

    Raises
    ------
    CupwrightError
        If there are no worlds, or more than a machine can be asked for.
    """
    if isinstance(worlds, bool) or not isinstance(worlds, int):
        raise CupwrightError.of("worlds", f"the number of worlds is a whole number, not `{worlds!r}`")
    if not 1 <= worlds <= MOST_WORLDS:
        raise CupwrightError.of(
            "worlds",
            f"{worlds:,} worlds were asked for; the number lies between 1 and {MOST_WORLDS:,}",
            hint="100000 gives chances to a tenth of a per cent",
        )
    draws = min(_MOST_DRAWS, max(worlds // _WORLDS_A_DRAW, min(worlds // 2, _FEWEST_DRAWS), 1))
    return Share(worlds, draws, -(-worlds // (2 * draws)))


def valid_seed(seed: int) -> None:
    """Raise a CupwrightError unless `seed` is a whole number from 0 to 2 to the 63rd."""
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
        raise CupwrightError.of("seed", f"the seed is a whole number from 0 and below 2^63, not `{seed}`")
