"""Whom the clubs of a cup meet: how strong their opponents are, and how often each meets the strongest."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.study.doubt import Spread, apart, mean_of
from cupwright.study.odds import merged
from cupwright.study.side import Side

__all__ = ["MOST_RIVALS", "opponent_rows"]

MOST_RIVALS = 6

Array = npt.NDArray[np.float64]


def opponent_rows(base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return, for each club of either field, how strong its opponents are and how often it meets the strongest clubs.

    Matches on neutral ground are left out: the tallies do not say against whom they were.

    Returns
    -------
    list of dict
        ``club``; ``base``, ``proposal`` and ``change``: ``mean``, ``low`` and ``high`` of the mean strength of its
        opponents in log goals a side against the base edition's entrants, each match counting once, None for a club
        that is not in that field; ``rivals``: for the strongest clubs of both fields ``club`` and the expected matches
        against it, ``base`` and ``proposal``, None where one of the two is not in the field, and 0 against itself.
    """
    sides = (base, proposal)
    met = [_met(side) for side in sides]
    faced = [_faced(side, matches) for side, matches in zip(sides, met, strict=True)]
    strongest = _strongest(sides)
    rows = []
    for club in merged(base.clubs, proposal.clubs):
        spreads = [found.get(club) for found in faced]
        change = None if spreads[0] is None or spreads[1] is None else apart(spreads[0], spreads[1])
        figures = {name: _figure(spread) for name, spread in zip(("base", "proposal"), spreads, strict=True)}
        rivals = [
            {"club": rival, **{name: _expected(side, matches, club, rival)
                               for name, side, matches in zip(("base", "proposal"), sides, met, strict=True)}}
            for rival in strongest
        ]  # fmt: skip
        rows.append({"club": club, **figures, "change": _figure(change), "rivals": rivals})
    return rows


def _met(side: Side) -> Array:
    """Return by counted draw the matches of each club against each, home and away; shape (D, n, n)."""
    meetings = side.tally.meetings
    n = len(side.clubs)
    by_draw = meetings.reshape(-1, 2, n, n).sum(axis=1, dtype=np.float64)[side.counted]
    return np.asarray(by_draw + by_draw.transpose(0, 2, 1))


def _faced(side: Side, met: Array) -> dict[str, Spread]:
    """Return the mean strength of each club's opponents by draw; a club without a match in some draw is left out."""
    matches = met.sum(axis=2)
    total = np.einsum("dij,dj->di", met, side.strength)
    return {
        club: side.exact(total[:, k] / matches[:, k])
        for k, club in enumerate(side.clubs)
        if matches[:, k].all()
    }  # fmt: skip


def _strongest(sides: tuple[Side, Side]) -> list[str]:
    means = {
        club: float(mean) for side in sides for club, mean in zip(side.clubs, side.strength.mean(axis=0), strict=True)
    }
    return sorted(means, key=lambda club: (-means[club], club))[:MOST_RIVALS]


def _expected(side: Side, met: Array, club: str, rival: str) -> float | None:
    if club not in side.clubs or rival not in side.clubs:
        return None
    at = side.clubs.index
    return float(met[:, at(club), at(rival)].sum() / side.tally.total)


def _figure(spread: Spread | None) -> dict[str, float] | None:
    if spread is None:
        return None
    found = mean_of(spread)
    return {"mean": found.mean, "low": found.low, "high": found.high}
