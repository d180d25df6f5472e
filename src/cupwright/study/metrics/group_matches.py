"""What is at stake in the matches of the group stage."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from cupwright.football.competitions import GroupStage
from cupwright.study.doubt import Spread, halves
from cupwright.study.metrics.registry import register
from cupwright.study.side import Side
from cupwright.study.worlds import share_out

__all__ = ["ACROSS_GROUPS", "WORLDS", "across_groups", "decisive", "stakeless"]

WORLDS = 5_000
"""In how many worlds group matches are looked at one by one."""

ACROSS_GROUPS = "not counted: who goes on is decided between clubs of different groups, not within one"
"""Why decisive matches are not counted where the best (or worst) of several groups go on."""

_CHUNK = 500


@register("stakeless-matches", "Group matches without stakes", "matches")
def stakeless(side: Side) -> Mapping[str, Spread | None]:
    """Return how many group matches have nothing at stake for either club at kick-off."""
    return {"": _counted(side, 0)}


def across_groups(side: Side) -> str:
    """Return why no single group decides who goes on from the group stage, or nothing if it does."""
    stages = side.edition.format.stages
    onward = [feed for stage in stages for feed in stage.feeds if feed.stage == side.main_stage]
    crossed = isinstance(side.edition.format.stage(side.main_stage), GroupStage) and any(
        feed.best is not None or feed.worst is not None for feed in onward
    )
    return ACROSS_GROUPS if crossed else ""


@register("decisive-matches", "Group matches whose result decides who advances", "matches", left_out=across_groups)
def decisive(side: Side) -> Mapping[str, Spread | None]:
    """Return how many group matches would with another result have sent other clubs on by right.

    Not for a stage out of which clubs of different groups are compared; see :func:`across_groups`.
    """
    return {"": _counted(side, 1)}


def _counted(side: Side, column: int) -> Spread | None:
    if not isinstance(side.edition.format.stage(side.main_stage), GroupStage):
        return None
    counts, worlds = side.once("group matches", _count)
    return halves(counts[:, column], worlds, certain=side.certain)


def _count(side: Side) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return stakeless and decisive matches by block, and the worlds of the blocks."""
    from cupwright.engine.plan import compile_plan
    from cupwright.engine.trace import group_trace
    from cupwright.study.stakes import criteria_codes, decisive_matches, stakeless_matches

    stage = side.edition.format.stage(side.main_stage)
    assert isinstance(stage, GroupStage)
    share = share_out(min(WORLDS, side.tally.total))
    trace = group_trace(
        compile_plan(side.edition), share.doubled(side.strengths), side.known, worlds=share.worlds, seed=side.seed,
        block=share.size, stage=stage.id,
    )  # fmt: skip
    pairs, days = trace.schedule.astype(np.int64), trace.matchday.astype(np.int64)
    award, codes = np.array(stage.points), criteria_codes(stage.tiebreak)

    def look(start: int) -> npt.NDArray[Any]:
        goals = trace.goals[start : start + _CHUNK].astype(np.int64)
        idle = stakeless_matches(stage.size, pairs, days, goals, award, codes).sum(axis=1)
        return np.stack([idle, decisive_matches(stage.size, pairs, goals, award, codes, stage.advance)], axis=1)

    starts = range(0, share.worlds, _CHUNK)
    with ThreadPoolExecutor(max_workers=side.threads or os.cpu_count() or 1) as pool:
        by_world = np.concatenate(list(pool.map(look, starts)))
    block = np.arange(share.worlds) // share.size
    worlds = np.bincount(block, minlength=2 * share.draws)
    counts = np.stack([np.bincount(block, by_world[:, k], 2 * share.draws) for k in range(2)], axis=1)
    return counts.astype(np.int64), worlds
