"""Berths that are certain before the last match: whoever wins what is still open, the same club takes them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from cupwright.engine.known import Known
from cupwright.engine.plan import Plan
from cupwright.engine.trace import replay
from cupwright.football.outcomes import Advance, BerthOutcome, Season, TieOutcome

__all__ = ["assured"]

_MOST_OPEN_TIES = 3


def assured(plan: Plan, known: Known, season: Season) -> Season:
    """Settle the open berths of a replay that do not depend on how its open ties end.

    The ties whose clubs are known and whose winner is not are ended in every way there is. A berth that goes to the
    same clubs in all of them is theirs already; its chain tells each way.

    Parameters
    ----------
    plan, known
        What `season` was replayed from.
    season
        A replay. It comes back as it is if nothing is open, or if more than three ties are.
    """
    ties = [tie for tie in season.ties if not tie.winner]
    if not 0 < len(ties) <= _MOST_OPEN_TIES or all(berth.clubs for berth in season.berths):
        return season
    ways = [(winners, _ended(plan, known, ties, winners)) for winners in product(*(tie.clubs for tie in ties))]
    berths = tuple(
        berth if berth.clubs else _same_in_all(berth, a, ties, ways) for a, berth in enumerate(season.berths)
    )
    return replace(season, berths=berths)


def _ended(plan: Plan, known: Known, ties: list[TieOutcome], winners: tuple[str, ...]) -> Season:
    advances = [Advance(tie.stage, tie.clubs, winner, "advanced") for tie, winner in zip(ties, winners, strict=True)]
    return replay(plan, replace(known, advances=known.advances + tuple(advances)))


def _same_in_all(
    berth: BerthOutcome, number: int, ties: list[TieOutcome], ways: list[tuple[tuple[str, ...], Season]]
) -> BerthOutcome:
    outcomes = [season.berths[number] for _, season in ways]
    clubs = outcomes[0].clubs
    if not clubs or any(sorted(outcome.clubs) != sorted(clubs) for outcome in outcomes):
        return berth
    chain = []
    for (winners, _), outcome in zip(ways, outcomes, strict=True):
        ends = " and ".join(f"`{winner}` win `{tie.stage}`" for tie, winner in zip(ties, winners, strict=True))
        chain.append(f"if {ends}: {'; '.join(outcome.chain)}")
    names = ", ".join(f"`{club}`" for club in clubs)
    chain.append(f"certain already: {names}, whichever way it ends")
    return BerthOutcome(berth.award, clubs, tuple(chain))
