"""Chances of every club at every stage, on both sides and as a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.football.competitions import Edition, GroupStage, LeagueStage, TieStage
from cupwright.football.outcomes import Placing, Season
from cupwright.study.doubt import Estimate, Spread, apart, chances, means_of, reflected
from cupwright.study.side import CHAMPION, Side, stage_names

__all__ = [
    "any_guest",
    "club_order",
    "entered_stages",
    "merged",
    "odds_rows",
    "open_stages",
    "side_odds",
    "stage_order",
    "triples",
]

Array = npt.NDArray[np.float64]


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
            new = {to for take, to in leads[at] if way is None or _admits(take, way)} - reached
            reached |= new
            waiting.extend(new)
        found[slot.club] = frozenset(reached)
    return found


def _admits(take: str, way: str) -> bool:
    """Whether clubs taken so may have come out of their stage in this way: ``"place-4"`` is in ``"places-3-6"``."""
    kind, _, numbers = take.partition("-")
    if kind not in ("places", "below") or not way.startswith("place-"):
        return take == way
    place, (low, _, high) = int(way.removeprefix("place-")), numbers.partition("-")
    return int(low) <= place <= int(high) if kind == "places" else place > int(low)


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
        if isinstance(stage, LeagueStage):
            clubs = {line.club for line in lines}
            fixtures = dict(edition.fixtures).get(name, ())
            over = played == sum((host in clubs) + (visitor in clubs) for host, visitor in fixtures)
        else:
            over = isinstance(stage, GroupStage) and played == 2 * sum(map(len, stage.matchdays))
        if over:
            ways.update({(name, line.club): f"place-{line.place}" for line in lines})
    return ways


def entered_stages(edition: Edition, season: Season) -> dict[str, frozenset[str]]:
    """Return, for each club, the stages it has entered for certain, its entry stage and a title won among them."""
    stages = edition.format.stages
    leads = [
        (feed.stage, feed.take, stage.id)
        for stage in stages
        for feed in stage.feeds
        if feed.stage and not feed.of and feed.best is None and feed.worst is None
    ]
    last = stages[-1]
    leads.append((last.id, "winners" if isinstance(last, TieStage) else "place-1", CHAMPION))
    found = {slot.club: {slot.enters} for slot in edition.slots}
    for tie in season.ties:
        for club in tie.clubs:
            found[club].add(tie.stage)
    for line in season.placings:
        found[line.club].add(line.stage)
    for (name, club), way in _settled(edition, season).items():
        found[club].update(to for stage, take, to in leads if stage == name and _admits(take, way))
    return {club: frozenset(names) for club, names in found.items()}


def _undecided(side: Side) -> dict[str, frozenset[str]]:
    """Return, for each club, the stages of which it is open whether it reaches them.

    A club that may earn its slot elsewhere may miss even the stage it would enter at.
    """
    if not side.known:
        opened = open_stages(side.edition)
        return {
            slot.club: opened[slot.club] - (frozenset() if slot.earned_in else {slot.enters})
            for slot in side.edition.slots
        }
    from cupwright.engine import compile_plan, replay

    season = replay(compile_plan(side.edition), side.known)
    sure = entered_stages(side.edition, season)
    return {club: names - sure[club] for club, names in open_stages(side.edition, season).items()}


def triples(
    base: Sequence[Spread | None],
    proposal: Sequence[Spread | None],
    gap: Array | None = None,
    *,
    gapped: Sequence[bool] = (),
    possible: tuple[Sequence[bool], Sequence[bool]] = ((), ()),
    absent: Sequence[tuple[bool, bool]] = (),
) -> list[dict[str, Any]]:
    """Return ``base``, ``proposal`` and ``change`` of K chances.

    Parameters
    ----------
    base, proposal
        Counts by draw of each event; None where the club is not in that field or the stage not in that rule book.
    gap, gapped
        The drawn gap, and for which events its part is asked.
    possible
        Whether the rules leave the event open, on each side; by default they do.
    absent
        Whether a None on a side stands for a club that is out of that field, so that its chance there counts as 0.
    """
    events = len(base)
    asked = list(gapped) if len(gapped) else [gap is not None] * events
    first, second = (
        _each(side, lambda stacked, at, may=may: chances(  # type: ignore[misc]
            stacked, gap, gapped=[asked[k] for k in at], possible=[may[k] for k in at] if len(may) else ()))
        for side, may in zip((base, proposal), possible, strict=True)
    )  # fmt: skip
    both = [None if b is None or p is None else apart(b, p) for b, p in zip(base, proposal, strict=True)]
    differences = _each(both, lambda stacked, at: means_of(stacked, gap, gapped=[asked[k] for k in at]))
    rows = []
    for k in range(events):
        sides, difference = (first[k], second[k]), differences[k]
        out = absent[k] if len(absent) else (False, False)
        if sides[0] is not None and sides[1] is None and out[1]:
            difference = reflected(sides[0])
        elif sides[1] is not None and sides[0] is None and out[0]:
            difference = sides[1]
        named = zip(("base", "proposal", "change"), (*sides, difference), strict=True)
        rows.append({name: None if estimate is None else estimate.to_dict() for name, estimate in named})
    return rows


def _each(
    spreads: Sequence[Spread | None], estimate: Callable[[Spread, list[int]], list[Estimate]]
) -> list[Estimate | None]:
    """Estimate all that are there in one go, side by side; `estimate` gets their numbers too."""
    at = [k for k, spread in enumerate(spreads) if spread is not None]
    found: list[Estimate | None] = [None] * len(spreads)
    there = [spread for spread in spreads if spread is not None]
    if there:
        stacked = Spread(np.stack([spread.sums for spread in there], axis=2), there[0].worlds, there[0].certain)
        for k, one in zip(at, estimate(stacked, at), strict=True):
            found[k] = one
    return found


def odds_rows(base: Side, proposal: Side) -> list[dict[str, Any]]:
    """Return one row for each club of either field and each stage of either rule book."""
    sides, opens = (base, proposal), (_undecided(base), _undecided(proposal))
    guests = {slot.club for side in sides for slot in side.edition.slots if slot.guest}
    clubs = club_order(base.edition, proposal.edition)
    stages = stage_order(base.edition, proposal.edition)
    absent = [(club not in opens[0], club not in opens[1]) for club in clubs]
    by_stage = {}
    for stage in stages:
        counts = [[_counts(side, club, stage) for club in clubs] for side in sides]
        may = [[stage in opened.get(club, ()) for club in clubs] for opened in opens]
        by_stage[stage] = triples(
            counts[0], counts[1], proposal.gap, gapped=[club in guests for club in clubs],
            possible=(may[0], may[1]), absent=absent,
        )  # fmt: skip
    return [{"club": club, "stage": stage, **by_stage[stage][k]} for k, club in enumerate(clubs) for stage in stages]


def side_odds(side: Side) -> list[dict[str, Any]]:
    """Return one row for each club and stage of a single rule book, with its chance."""
    opened = _undecided(side)
    slots, stages = side.edition.slots, stage_names(side.edition)
    by_stage = {
        stage: chances(
            side.spread(side.entered(stage)), side.gap, gapped=[slot.guest for slot in slots],
            possible=[stage in opened[slot.club] for slot in slots],
        )
        for stage in stages
    }  # fmt: skip
    return [
        {"club": slot.club, "stage": stage, **by_stage[stage][k].to_dict()}
        for k, slot in enumerate(slots)
        for stage in stages
    ]


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
