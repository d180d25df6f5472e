"""The fixture list of a league: that of the edition, completed by the meetings its rules lay down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cupwright.engine.sizes import members_of_tables
from cupwright.errors import Problem
from cupwright.football.competitions import Edition, LeagueStage
from cupwright.rules.fixtures import Pair, completed, lacking

__all__ = ["fixture_list", "fixture_problems"]


def fixture_list(edition: Edition, stage: LeagueStage) -> tuple[Pair, ...]:
    """Return the matches of a league as (host, visitor), those of the edition first, in order of date."""
    known = dict(edition.fixtures).get(stage.id, ())
    if stage.meetings is None:
        return known
    return completed(members_of_tables(edition, stage), known, stage.meetings.within, stage.meetings.across)


def fixture_problems(edition: Edition, stage: LeagueStage) -> Iterator[Problem]:
    """Find what is wrong with the tables and the fixture list of a league."""
    mine = [slot for slot in edition.slots if slot.enters == stage.id]
    if len(mine) != stage.places or any(not feed.slots for feed in stage.feeds):
        yield Problem("league", f"the clubs of the league `{stage.id}` are not all slots that enter at it")
        return
    if len(stage.tables) > 1:
        lost = [slot for slot in mine if slot.table not in stage.tables]
        if lost:
            facts = tuple(f"slot `{slot.name}`: `{slot.table}`" for slot in lost)
            yield Problem("table", f"{len(lost)} slots stand in no table of `{stage.id}`", facts=facts)
            return
    tables = members_of_tables(edition, stage)
    for name, clubs in zip(stage.tables, tables, strict=True):
        if not clubs:
            yield Problem("table", f"table `{name}` of `{stage.id}` has {len(clubs)} clubs")
    known = dict(edition.fixtures).get(stage.id, ())
    field = {club for clubs in tables for club in clubs}
    wrong = Counter(pair for pair in known if pair[0] == pair[1] or not set(pair) <= field)
    if wrong:
        facts = tuple(f"`{host}` v `{visitor}`" for host, visitor in wrong)
        yield Problem("fixtures", f"the fixture list of `{stage.id}` has matches of clubs not in it", facts=facts)
    elif stage.meetings is None and not known:
        yield Problem(
            "fixtures",
            f"there is no fixture list of `{stage.id}`",
            hint="the facts hold it, or `meetings` says how often clubs meet",
        )
    elif stage.meetings is not None and not known:
        across = stage.meetings.across
        short = lacking(tables, fixture_list(edition, stage), across)
        if short:
            facts = tuple(f"`{club}`" for club in short)
            message = f"`meetings` of `{stage.id}`: {len(short)} clubs cannot play {across} matches across its tables"
            yield Problem("fixtures", message, facts=facts)
