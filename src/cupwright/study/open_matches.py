"""The matches of an edition that are still to be played: both clubs are known, the score is not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cupwright.football.competitions import Edition, GroupStage, LeagueStage, TieStage
from cupwright.football.outcomes import Season, TieOutcome

if TYPE_CHECKING:
    from cupwright.engine import Known
    from cupwright.engine.plan import Plan

__all__ = ["OpenMatch", "open_matches"]

# In so many worlds a group has the same clubs, or its draw waits for a round that is not played.
_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class OpenMatch:
    """A match to be played.

    Parameters
    ----------
    stage
        Id of the stage.
    home, away
        Ids of the clubs; on neutral ground the order says nothing.
    leg
        Leg of a tie from 1; in groups and leagues 1.
    group
        Name of the group or table, empty for ties.
    matchday
        Matchday of a group from 1, 0 elsewhere.
    neutral
        Whether the ground is neutral.
    first, last
        The window of the stage (or leg), where the rules lay one down.
    """

    stage: str
    home: str
    away: str
    leg: int = 1
    group: str = ""
    matchday: int = 0
    neutral: bool = False
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def id(self) -> str:
        """A name for it: ``"semi-finals:fluminense:palmeiras:1"``."""
        return f"{self.stage}:{self.home}:{self.away}:{self.leg}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, with the name under ``id``."""
        row = asdict(self)
        for end in ("first", "last"):
            row[end] = None if row[end] is None else str(row[end])
        return {"id": self.id, **row}


def open_matches(edition: Edition, known: Known) -> list[OpenMatch]:
    """Return the matches whose clubs are known and whose score is not, in the order of the rules.

    Parameters
    ----------
    edition
        With the fixture lists of its leagues.
    known
        What is known of it.

    Raises
    ------
    CupwrightError
        If what is known does not fit the rules.
    """
    from cupwright.engine import compile_plan, replay

    plan = compile_plan(edition)
    season = replay(plan, known)
    found: list[OpenMatch] = []
    for stage in edition.format.stages:
        if isinstance(stage, TieStage):
            found += _of_ties(stage, season)
        elif isinstance(stage, LeagueStage):
            found += _of_league(edition, stage, known)
        else:
            found += _of_groups(plan, stage, known)
    return found


def _of_ties(stage: TieStage, season: Season) -> Iterator[OpenMatch]:
    for tie in season.ties:
        if tie.stage != stage.id or tie.winner or not all(tie.clubs):
            continue
        for number, goals in enumerate(tie.legs):
            if goals is None and number + 1 not in tie.not_played:
                home, away = _host_first(tie, number)
                first, last = _window(stage, number)
                yield OpenMatch(stage.id, home, away, number + 1, neutral=stage.neutral, first=first, last=last)


def _host_first(tie: TieOutcome, number: int) -> tuple[str, str]:
    """Return (host, visitor) of a leg; see :class:`~cupwright.football.outcomes.TieOutcome` for whose turn it is."""
    first, second = tie.clubs
    if len(tie.legs) == 1:
        return second, first
    return (second, first) if number == 1 else (first, second)


def _window(stage: TieStage, number: int) -> tuple[dt.date | None, dt.date | None]:
    if number < len(stage.leg_windows):
        return stage.leg_windows[number]
    return stage.window or (None, None)


def _of_league(edition: Edition, stage: LeagueStage, known: Known) -> Iterator[OpenMatch]:
    from cupwright.engine.fixture_lists import fixture_list

    played = _played(stage.id, known)
    first, last = stage.window or (None, None)
    for pair in fixture_list(edition, stage):
        if played[pair]:
            played[pair] -= 1
        else:
            yield OpenMatch(stage.id, *pair, first=first, last=last)


def _of_groups(plan: Plan, stage: GroupStage, known: Known) -> Iterator[OpenMatch]:
    """Yield the open matches of the groups whose clubs are settled; none before the draw."""
    from cupwright.engine.trace import group_trace, level_strengths

    if all(draw.stage != stage.id for draw in known.draws):
        return
    trace = group_trace(plan, level_strengths(plan), known, worlds=_LOOKED_AT, seed=0, stage=stage.id, block=_LOOKED_AT)
    settled = (trace.members == trace.members[:1]).all(axis=0)
    played = _played(stage.id, known)
    names = stage.names or tuple(chr(ord("A") + number) for number in range(stage.groups))
    first, last = stage.window or (None, None)
    for day in np.unique(trace.matchday):
        for group in range(stage.groups):
            for host, visitor in trace.schedule[trace.matchday == day]:
                if not (settled[group, host] and settled[group, visitor]):
                    continue
                members = trace.members[0, group]
                pair = plan.clubs[members[host]], plan.clubs[members[visitor]]
                if played[pair]:
                    played[pair] -= 1
                else:
                    yield OpenMatch(
                        stage.id, *pair, group=names[group], matchday=int(day) + 1, first=first, last=last
                    )  # fmt: skip


def _played(stage: str, known: Known) -> Counter[tuple[str, str]]:
    return Counter(score.clubs for score in known.scores if score.stage == stage)
