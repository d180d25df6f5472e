"""Chances of every club at every stage, on both sides and as a change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from cupwright.football.competitions import Edition, GroupStage, TieStage
from cupwright.football.outcomes import Placing, Season
from cupwright.study.doubt import Estimate, Spread, chance, change, reflected
from cupwright.study.side import CHAMPION, Side, stage_names

__all__ = ["any_guest", "club_order", "merged", "odds_rows", "open_stages", "side_odds", "stage_order", "triple"]


def merged(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """Return the names of both, each once, in an order that keeps that of each list as far as they agree."""
    order = list(second)
    at = 0
    for name in first:
        if name in order:
            at = order.index(name) + 1
        else:
            order.insert(at, name)
            at += 1
    return tuple(order)


def stage_order(base: Edition, proposal: Edition) -> tuple[str, ...]:
    """Return all stages of both rule books in order, ending with ``"champion"``."""
    return merged(stage_names(base), stage_names(proposal))


def club_order(base: Edition, proposal: Edition) -> tuple[str, ...]:
    """Return the union of both fields: the base's in the order of its slots, then those who are new."""
    return tuple(dict.fromkeys([*base.clubs, *proposal.clubs]))


def open_stages(edition: Edition, season: Season | None = None) -> dict[str, frozenset[str]]:
    """Return, for each club, the stages that are open to it: by the rules, and by what is settled of a season.

    Its entry stage and the title are among them. A tie that is won and a group that is played out leave only
    the way on that they gave; where clubs out of different groups are compared, the way stays open.
    """
    leads: dict[str, list[tuple[str, str]]] = {name: [] for name in stage_names(edition)}
    stages = edition.format.stages
    for stage in stages:
        for feed in stage.feeds:
            if feed.stage:
                leads[feed.stage].append((feed.take, stage.id))
    leads[stages[-1].id].append(("winners" if isinstance(stages[-1], TieStage) else "place-1", CHAMPION))
    settled = {} if season is None else _settled(edition, season)
    found = {}
    for slot in edition.slots:
        reached, waiting = {slot.enters}, [slot.enters]
        while waiting:
            at = waiting.pop()
            way = settled.get((at, slot.club))
            new = {to for take, to in leads[at] if way in (None, take)} - reached
            reached |= new
            waiting.extend(new)
        found[slot.club] = frozenset(reached)
    return found


def _settled(edition: Edition, season: Season) -> dict[tuple[str, str], str]:
    """Return by stage and club what the season settled: ``"winners"``, ``"losers"`` or ``"place-K"``."""
    ways = {}
    for tie in season.ties:
        if tie.winner:
            ways.update({(tie.stage, club): "winners" if club == tie.winner else "losers" for club in tie.clubs})
    groups: dict[tuple[str, str], list[Placing]] = {}
    for line in season.placings:
        groups.setdefault((line.stage, line.group), []).append(line)
    for (name, _), lines in groups.items():
        stage = edition.format.stage(name)
        played = sum(line.row.played for line in lines)
        if isinstance(stage, GroupStage) and played == 2 * sum(map(len, stage.matchdays)):
            ways.update({(name, line.club): f"place-{line.place}" for line in lines})
    return ways


def _open_to(side: Side) -> dict[str, frozenset[str]]:
    if not side.known:
        return open_stages(side.edition)
    from cupwright.engine import compile_plan, replay

    return open_stages(side.edition, replay(compile_plan(side.edition), side.known))


def triple(
    base: Spread | None,
    proposal: Spread | None,
    gap: Any = None,
    *,
    possible: tuple[bool, bool] = (True, True),
    absent: tuple[bool, bool] = (False, False),
) -> dict[str, Any]:
    """Return ``base``, ``proposal`` and ``change`` of a chance.

    Parameters
    ----------
    base, proposal
        Counts by draw; None where the club is not in that field or the stage is not in that rule book.
    gap
        The drawn gap, for clubs whose part of it is asked.
    possible
        Whether the rules leave the event open, on each side.
    absent
        Whether a None stands for a club that is out of that field, so that its chance there counts as 0.
    """
    sides = [
        None if spread is None else chance(spread, gap, possible=may)
        for spread, may in zip((base, proposal), possible, strict=True)
    ]
    difference: Estimate | None = None
    if base is not None and proposal is not None:
        difference = change(base, proposal, gap)
    elif sides[0] is not None and absent[1]:
        difference = reflected(sides[0])
    elif sides[1] is not None and absent[0]:
        difference = sides[1]
    return {
        "base": None if sides[0] is None else sides[0].to_dict(),
        "proposal": None if sides[1] is None else sides[1].to_dict(),
        "change": None if difference is None else difference.to_dict(),
    }


def odds_rows(base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return one row for each club of either field and each stage of either rule book."""
    opens = (_open_to(base), _open_to(proposal))
    guests = {slot.club for side in (base, proposal) for slot in side.edition.slots if slot.guest}
    rows = []
    for club in club_order(base.edition, proposal.edition):
        out = (club not in opens[0], club not in opens[1])
        for stage in stage_order(base.edition, proposal.edition):
            spreads = [_counts(side, club, stage) for side in (base, proposal)]
            may = [_left_open(side.edition, opened, club, stage) for side, opened in
                   zip((base, proposal), opens, strict=True)]  # fmt: skip
            gap = proposal.gap if club in guests else None
            rows.append({"club": club, "stage": stage,
                         **triple(spreads[0], spreads[1], gap, possible=(may[0], may[1]), absent=out)})  # fmt: skip
    return rows


def side_odds(side: Side) -> list[dict[str, Any]]:
    """Return one row for each club and stage of a single rule book, with its chance."""
    opened = _open_to(side)
    rows = []
    for slot in side.edition.slots:
        for stage in stage_names(side.edition):
            spread = _counts(side, slot.club, stage)
            if spread is not None:
                may = _left_open(side.edition, opened, slot.club, stage)
                estimate = chance(spread, side.gap if slot.guest else None, possible=may)
                rows.append({"club": slot.club, "stage": stage, **estimate.to_dict()})
    return rows


def any_guest(side: Side) -> Spread | None:
    """Return the counts of worlds in which a guest won, or None if there is no guest."""
    guests = [number for number, slot in enumerate(side.edition.slots) if slot.guest]
    if not guests:
        return None
    return side.spread(side.entered(CHAMPION)[:, guests].sum(axis=1, dtype=np.int64))


def _counts(side: Side, club: str, stage: str) -> Spread | None:
    if club not in side.clubs or (stage != CHAMPION and stage not in side.tally.stages):
        return None
    return side.spread(side.entered(stage)[:, side.clubs.index(club)])


def _left_open(edition: Edition, opened: dict[str, frozenset[str]], club: str, stage: str) -> bool:
    """Return whether the rules leave it open if the club reaches the stage: it does not enter there, and may."""
    if club not in opened:
        return False
    enters = next(slot.enters for slot in edition.slots if slot.club == club)
    return stage in opened[club] and stage != enters
