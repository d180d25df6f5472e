"""Where the clubs of a cup finish in their groups, as it is and as proposed."""

from __future__ import annotations

from typing import Any

from cupwright.football.competitions import GroupStage
from cupwright.study.doubt import chances
from cupwright.study.odds import club_order
from cupwright.study.side import Side

__all__ = ["group_place_rows"]

Row = dict[str, Any]


def group_place_rows(base: Side, proposal: Side) -> list[Row]:
    """Return, for each club of either field, its chance of each place of a group.

    Returns
    -------
    list of dict
        ``club``, ``base`` and ``proposal``: for each place of a group, first place first, the chance to play in the
        groups and finish there, as :meth:`cupwright.study.doubt.Estimate.to_dict` has it; None for a club that is not
        in that field. Empty where neither edition has groups.
    """
    sides = {"base": _places(base), "proposal": _places(proposal)}
    if not any(sides.values()):
        return []
    clubs = club_order(base.edition, proposal.edition)
    return [{"club": club, **{name: places.get(club) for name, places in sides.items()}} for club in clubs]


def _places(side: Side) -> dict[str, list[Row]]:
    if not isinstance(side.edition.format.stage(side.main_stage), GroupStage):
        return {}
    by_place = [
        chances(side.spread(side.tally.placings[:, :, column])) for column in side.tally.place_columns[side.main_stage]
    ]
    return {club: [found[k].to_dict() for found in by_place] for k, club in enumerate(side.clubs)}
