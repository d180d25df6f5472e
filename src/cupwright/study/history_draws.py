"""Draws held as they fell although the round before is played again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cupwright.football.competitions import Edition, Feed, RecordedDraw, TieStage
from cupwright.football.outcomes import Season

__all__ = ["held_draws"]


def held_draws(edition: Edition, stages: Collection[str]) -> tuple[RecordedDraw, ...]:
    """Return the recorded draws of some stages, in words that hold whoever comes through the rounds before.

    A club that came out of an earlier round is named by what it did there (as ``"STAGE:K"`` of the drawn stage itself,
    its entrant K in the order of the feeds): the place was drawn for that entrant, and another club may be it when the
    round is played again. What each did is read off the results of the year.

    Raises
    ------
    CupwrightError
        If the facts hold no match of the edition.
    """
    draws = [draw for draw in edition.draws if draw.stage in stages]
    enters = {slot.club: slot.enters for slot in edition.slots}
    fed = {draw.stage for draw in draws for group in draw.members for club in group if enters.get(club) not in (
        None, draw.stage)}  # fmt: skip
    if not fed:
        return tuple(draws)
    from cupwright.engine import compile_plan, replay
    from cupwright.study.known import known_of

    season = replay(compile_plan(edition), known_of(edition))
    return tuple(_freed(edition, draw, season) if draw.stage in fed else draw for draw in draws)


def _freed(edition: Edition, draw: RecordedDraw, season: Season) -> RecordedDraw:
    stage = edition.format.stage(draw.stage)
    number, names = 1, dict[str, str]()
    for feed in stage.feeds:
        came = _came(edition, feed, draw.stage, season)
        names |= {club: f"{draw.stage}:{number + k}" for k, club in enumerate(came) if not feed.slots}
        number += len(came)
    return replace(draw, members=tuple(tuple(names.get(club, club) for club in group) for group in draw.members))


def _came(edition: Edition, feed: Feed, stage: str, season: Season) -> list[str]:
    """Return the clubs that a feed gave: those whose slots enter, those at a place of each group, or winners."""
    if feed.slots:
        return [slot.club for slot in edition.slots if slot.enters == stage]
    if isinstance(edition.format.stage(feed.stage), TieStage):
        ties = [tie for tie in season.ties if tie.stage == feed.stage]
        return [tie.winner for tie in ties]
    return [line.club for line in season.placings if line.stage == feed.stage and feed.take == f"place-{line.place}"]
