"""Where the matches of the facts belong in an edition, and the fixture lists that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cupwright.football.competitions import Edition, LeagueStage
from cupwright.football.matches import Match

__all__ = ["placed", "with_fixtures"]


def placed(edition: Edition, matches: Iterable[Match]) -> list[Match]:
    """Return the matches that belong to a stage of the edition, each with the id of that stage.

    A match goes where the document says that its stage of the facts goes (``"stage/round"`` before ``"stage"``), else
    to the stage of the same name, else where the document puts its two clubs, else to the first stage whose window
    holds its day. Other matches, such as those of the other half of the season, are left out.
    """
    stages = {stage.id: stage.window for stage in edition.format.stages}
    called = dict(edition.placement.stages)
    pairs = [(stage, frozenset(pair)) for stage, pair in edition.placement.pairs]

    def stage_of(match: Match) -> str:
        for name in (f"{match.stage}/{match.round}", match.stage):
            if name in called:
                return called[name]
        if match.stage in stages:
            return match.stage
        clubs = frozenset((match.home, match.away))
        for stage, pair in pairs:
            window = stages.get(stage)
            if pair == clubs and (window is None or window[0] <= match.date <= window[1]):
                return stage
        for stage, window in stages.items():
            if window is not None and window[0] <= match.date <= window[1]:
                return stage
        return ""

    found = ((match, stage_of(match)) for match in matches)
    return [match if match.stage == stage else replace(match, stage=stage) for match, stage in found if stage]


def with_fixtures(edition: Edition) -> Edition:
    """Return the edition with the fixture lists of its leagues, as far as the facts hold them.

    Of an amended edition (``"EDITION+PROPOSAL"``) matches of clubs that have left are left out.

    Raises
    ------
    CupwrightError
        If the facts hold no match of the edition, and nothing says how its clubs meet.
    """
    leagues = [stage for stage in edition.format.stages if isinstance(stage, LeagueStage)]
    if not leagues or edition.fixtures:
        return edition
    from cupwright.data.matches import edition_matches
    from cupwright.errors import CupwrightError

    try:
        matches = placed(edition, edition_matches(*edition.results))
    except CupwrightError:
        if any(stage.meetings is None for stage in leagues):
            raise
        matches = []
    lists = []
    for stage in leagues:
        list_ = [(match.home, match.away) for match in matches if match.stage == stage.id]
        facts = [
            fact.clubs for fact in edition.irregular if fact.what in ("played", "awarded") and fact.stage == stage.id
        ]
        list_ += [(first, second) for first, second in facts if (first, second) not in list_]
        if "+" in edition.id:
            list_ = [pair for pair in list_ if set(pair) <= set(edition.clubs)]
        lists.append((stage.id, tuple(list_)))
    return replace(edition, fixtures=tuple(lists))
