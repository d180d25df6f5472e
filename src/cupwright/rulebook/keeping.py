"""Draws that stay as they fell when clubs leave the field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cupwright.football.access import Slot
from cupwright.football.competitions import Edition, LeagueStage, RecordedDraw, Stage, TieStage

__all__ = ["kept_draws"]


def kept_draws(base: Edition, amended: Edition, common: Collection[str]) -> tuple[RecordedDraw, ...]:
    """Return the draws of `base` as they stand in `amended`, which lost clubs of the field.

    A tie in which a club was drawn that has left is not played: its opponent has a bye, and stands wherever the winner
    of that tie was drawn. The ties after it move up a number. A place in a group that a club has left, or that no
    winner takes, goes to the entrants of the stage that were not drawn: first clubs whose slots enter there, in the
    order of the slots, then those out of earlier rounds, in the order of the feeds (``"STAGE:K"`` of the stage itself:
    its entrant K).

    Parameters
    ----------
    base, amended
        The edition before and after.
    common
        Stages that are the same in both; their draws stay without a change.
    """
    field = set(amended.clubs)
    renamed: dict[str, str] = {}
    found = []
    for draw in base.draws:
        stage = next((one for one in amended.format.stages if one.id == draw.stage), None)
        if draw.stage in common:
            found.append(draw)
        elif stage is None or isinstance(stage, LeagueStage):
            continue
        elif isinstance(stage, TieStage):
            members = _ties(draw, field, renamed)
            if 2 * len(members) == stage.places:
                found.append(replace(draw, members=members))
        else:
            found.append(replace(draw, members=_groups(draw, stage, amended, renamed)))
    return tuple(found)


def drawn_tables(base: Edition, amended: Edition) -> tuple[Slot, ...]:
    """Return the slots of `amended`, with the tables of a league that stands in for groups of `base`, as drawn.

    So groups may be left with unequal numbers of clubs. Table k is the group drawn as k.
    """
    tables: dict[tuple[str, str], str] = {}
    for draw in base.draws:
        stage = next((one for one in amended.format.stages if one.id == draw.stage), None)
        if isinstance(stage, LeagueStage):
            for table, members in zip(stage.tables, draw.members, strict=False):
                tables |= {(draw.stage, club): table for club in members}
    return tuple(replace(slot, table=tables.get((slot.enters, slot.club), slot.table)) for slot in amended.slots)


def _ties(draw: RecordedDraw, field: Collection[str], renamed: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the ties that are left; `renamed` learns what the winner of each tie is called now."""
    ties: list[tuple[str, ...]] = []
    for number, members in enumerate(draw.members, start=1):
        named = tuple(renamed.get(member, member) for member in members)
        left = [member for member in named if ":" in member or member in field]
        if len(left) == len(named):
            ties.append(named)
        renamed[f"{draw.stage}:{number}"] = (
            f"{draw.stage}:{len(ties)}" if len(left) == len(named) else "".join(left[:1])
        )
    return tuple(ties)


def _groups(draw: RecordedDraw, stage: Stage, amended: Edition, renamed: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the groups, with entrants that were not drawn in the places that were left."""
    named = [[renamed.get(member, member) for member in members] for members in draw.members]
    field, drawn = set(amended.clubs), {member for group in named for member in group}
    gone = [
        (g, k)
        for g, group in enumerate(named)
        for k, member in enumerate(group)
        if not member or (":" not in member and member not in field)
    ]
    waiting = [slot.club for slot in amended.slots if slot.enters == stage.id and slot.club not in drawn]
    fed = range(stage.places - len(gone) + len(waiting) + 1, stage.places + 1)
    for (g, k), member in zip(gone, [*waiting, *(f"{stage.id}:{number}" for number in fed)], strict=True):
        named[g][k] = member
    return tuple(map(tuple, named))
