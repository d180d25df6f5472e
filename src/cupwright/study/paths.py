"""The way of a club through the knock-out stages: whom it is likely to meet, how hard that is, and who goes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.football.competitions import Edition, TieStage
from cupwright.study.doubt import Estimate, halves
from cupwright.study.given import chances_given, given_change, mean_given
from cupwright.study.odds import stage_order
from cupwright.study.side import CHAMPION, Side

__all__ = ["MOST_CLUBS", "MOST_OPPONENTS", "path_rows"]

MOST_CLUBS = 20
MOST_OPPONENTS = 5
_FEWEST = 100
"""Worlds on which a figure has to rest that presupposes something."""

Counts = npt.NDArray[np.float64]
Row = dict[str, Any]


def path_rows(base: Side, proposal: Side, odds: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return the ways of guests, of clubs that enter elsewhere or not at all, and of the likeliest champions.

    Parameters
    ----------
    base, proposal
        Two sides whose tallies say who won a tie against whom.
    odds
        The chances of all clubs and stages (:func:`cupwright.study.odds.odds_rows`).

    Returns
    -------
    list of dict
        ``club`` and ``stages``: for each stage on the way to the title that it can reach on some side, ``stage``,
        ``base``, ``proposal`` and ``change``. A side is None where the club never gets there, or holds ``there``, the
        chance to be there; ``through``, the chance to go through, given that; ``strength``, the mean strength of the
        opponents, in log goals a side against the base edition's entrants; ``opponents``, the likeliest, each with
        ``club``, ``meets``, the chance to meet it given that the club is there, and ``through``, the chance to go
        through against it; and ``others``, the same of all others together, None if there are none. Figures that would
        rest on fewer than a hundred worlds are None. ``change`` has ``there``, ``through`` and ``strength``. Of a
        stage of tables a side has ``there`` alone. Empty where no stage has ties.
    """
    chances = {(row["club"], row["stage"]): row for row in odds}
    sides = {name: _Ways(side) for name, side in (("base", base), ("proposal", proposal))}
    stages = [stage for stage in stage_order(base.edition, proposal.edition)
              if any(stage in ways.stages for ways in sides.values())]  # fmt: skip
    rows = []
    for club in _chosen(base, proposal, chances):
        way = [
            _stage_row(stage, sides, {name: ways.at(club, stage) for name, ways in sides.items()}, chances[club, stage])
            for stage in stages
        ]
        told = [row for row in way if row["base"] or row["proposal"]]
        if any(row[name] and row[name]["opponents"] for row in told for name in sides):
            rows.append({"club": club, "stages": told})
    return rows


def _chosen(base: Side, proposal: Side, chances: Mapping[tuple[str, str], Mapping[str, Any]]) -> list[str]:
    """Return the clubs whose way is told, likeliest champions first: guests, those whose entry changes, favourites."""

    def best(club: str) -> float:
        row = chances[club, CHAMPION]
        return max(float(row[name]["mean"]) for name in ("base", "proposal") if row[name] is not None)

    entries = [{slot.club: slot for slot in side.edition.slots} for side in (base, proposal)]
    ranked = sorted({club for club, _ in chances}, key=lambda club: (-best(club), club))
    slots = {club: [entry.get(club) for entry in entries] for club in ranked}
    guests = [club for club in ranked if any(slot is not None and slot.guest for slot in slots[club])]
    moved = [club for club in ranked if len({slot and slot.enters for slot in slots[club]}) > 1]
    chosen = set(list(dict.fromkeys([*guests, *moved, *ranked]))[: max(MOST_CLUBS, len(guests))])
    return [club for club in ranked if club in chosen]


@dataclass(frozen=True, eq=False)
class _Tie:
    """A club at a stage of ties, by half of each draw: ties played against each club, and those of them won."""

    ways: _Ways
    club: str
    stage: str
    met: Counts
    won: Counts

    @property
    def there(self) -> Counts:
        """Worlds in which the club plays a tie of the stage; shape (D, 2)."""
        return np.asarray(self.met.sum(axis=2))

    @property
    def through(self) -> tuple[Counts, Counts]:
        """Worlds in which it goes through, and those in which it is there."""
        return self.won.sum(axis=2), self.there

    @property
    def faced(self) -> tuple[Counts, Counts]:
        """The strength of the opponents summed over the worlds in which it is there, and those worlds."""
        return np.einsum("dhn,dn->dh", self.met, self.ways.side.strength), self.there

    def figures(self) -> Row:
        """Return what is told of the stage, but for the chance to be there."""
        clubs, certain = self.ways.side.clubs, self.ways.side.certain
        by_club, whole = self.met.sum(axis=(0, 1)), float(self.there.sum())
        order = sorted(np.flatnonzero(by_club).tolist(), key=lambda k: (-by_club[k], clubs[k]))
        named, rest = order[:MOST_OPPONENTS], order[MOST_OPPONENTS:]
        groups = [[k] for k in named] + ([rest] if rest else [])
        met = np.stack([self.met[:, :, group].sum(axis=(1, 2)) for group in groups], axis=1)
        won = np.stack([self.won[:, :, group].sum(axis=(1, 2)) for group in groups], axis=1)
        there = np.broadcast_to(self.there.sum(axis=1)[:, None], met.shape)
        known = [self.ways.meets(self.stage, self.club, clubs[group[0]]) for group in groups]
        over = [self.ways.over(self.stage, self.club, clubs[group[0]]) for group in groups]
        meets = chances_given(met, there, certain=certain, possible=[not sure for sure in known])
        beats = chances_given(won, met, certain=certain, possible=[not sure for sure in over])
        enough = met.sum(axis=0) >= _FEWEST
        told = [
            {"meets": _parts(one) if whole >= _FEWEST else None, "through": _parts(two) if some else None}
            for one, two, some in zip(meets, beats, enough, strict=True)
        ]
        through = chances_given(
            won.sum(axis=1, keepdims=True), there[:, :1], certain=certain, possible=[not any(over)]
        )  # fmt: skip
        return {
            "through": _parts(through[0]) if whole >= _FEWEST else None,
            "strength": _parts(mean_given(*self.faced, certain=certain)) if whole >= _FEWEST else None,
            "opponents": [{"club": clubs[k], **one} for k, one in zip(named, told, strict=False)],
            "others": told[-1] if rest else None,
        }


class _Ways:
    """A side: the stages on the way to its title, and its stages of ties in the order of the tallies."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.ties = [stage.id for stage in side.edition.format.stages if isinstance(stage, TieStage)]
        self.stages = _leading(side.edition)
        self._met, self._won = _known_ties(side)

    def at(self, club: str, stage: str) -> _Tie | None:
        """Return the club at a stage of ties; None if it never gets there."""
        if stage not in self.ties or club not in self.side.clubs:
            return None
        k, me = self.ties.index(stage), self.side.clubs.index(club)
        won, lost = (halves(part, self.side.worlds).sums for part in
                     (self.side.tally.won[:, k, me, :], self.side.tally.won[:, k, :, me]))  # fmt: skip
        met = won + lost
        return _Tie(self, club, stage, met, won) if met.any() else None

    def meets(self, stage: str, *clubs: str) -> bool:
        """Whether it is known that the two meet."""
        return (stage, frozenset(clubs)) in self._met

    def over(self, stage: str, *clubs: str) -> bool:
        """Whether their tie is known to be over."""
        return (stage, frozenset(clubs)) in self._won


def _leading(edition: Edition) -> set[str]:
    """Return the stages that lead to the title, which a match for third place does not."""
    last = edition.format.stages[-1].id
    found, waiting = {last}, [last]
    while waiting:
        new = {feed.stage for feed in edition.format.stage(waiting.pop()).feeds if feed.stage} - found
        found |= new
        waiting.extend(new)
    return found


def _known_ties(side: Side) -> tuple[set[tuple[str, frozenset[str]]], set[tuple[str, frozenset[str]]]]:
    """Return the ties whose pairing is known, and those whose winner is."""
    if not side.known:
        return set(), set()
    from cupwright.engine import compile_plan, replay

    ties = replay(compile_plan(side.edition), side.known).ties
    return ({(tie.stage, frozenset(tie.clubs)) for tie in ties},
            {(tie.stage, frozenset(tie.clubs)) for tie in ties if tie.winner})  # fmt: skip


def _stage_row(
    stage: str, sides: Mapping[str, _Ways], ties: Mapping[str, _Tie | None], chance: Mapping[str, Any]
) -> Row:
    row: Row = {"stage": stage}
    for name, tie in ties.items():
        there, table = _kept(chance[name]), stage not in sides[name].ties and stage in sides[name].stages
        if tie is not None:
            row[name] = {"there": there, **tie.figures()}
        elif table and there is not None and there["mean"] > 0:
            row[name] = {"there": there, "through": None, "strength": None, "opponents": [], "others": None}
        else:
            row[name] = None
    row["change"] = {"there": _kept(chance["change"]), **dict.fromkeys(("through", "strength"))}
    base, proposal = ties["base"], ties["proposal"]
    if base is not None and proposal is not None and min(base.there.sum(), proposal.there.sum()) >= _FEWEST:
        certain = base.ways.side.certain and proposal.ways.side.certain
        for figure, before, after in (
            ("through", base.through, proposal.through),
            ("strength", base.faced, proposal.faced),
        ):
            change = given_change(before, after, certain=certain)
            row["change"][figure] = None if change is None else _parts(change)
    return row


def _kept(chance: Mapping[str, Any] | None) -> Row | None:
    return None if chance is None else {part: chance[part] for part in ("mean", "low", "high", "mc_error")}


def _parts(estimate: Estimate) -> Row:
    return {part: getattr(estimate, part) for part in ("mean", "low", "high", "mc_error")}
