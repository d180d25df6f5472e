"""Who took an award, and the chain of rules that gave it, one sentence a step."""

from __future__ import annotations

from typing import Any

from cupwright.engine import layout as at
from cupwright.engine.plan import Plan
from cupwright.engine.settled import Settled
from cupwright.engine.sizes import places_of
from cupwright.engine.tables import World
from cupwright.football.competitions import Award, Feed
from cupwright.football.outcomes import BerthOutcome
from cupwright.rules import codes

__all__ = ["berths_of"]


def berths_of(plan: Plan, world: World, settled: Settled) -> tuple[BerthOutcome, ...]:
    """Return the outcome of every award; one that the facts do not settle has no clubs and says so."""
    awards = plan.edition.format.awards
    return tuple(_berth(plan, world, settled, a, award) for a, award in enumerate(awards))


def _berth(plan: Plan, world: World, settled: Settled, a: int, award: Award) -> BerthOutcome:
    row = plan.award[a]
    chain: list[str] = []
    taken: list[str] = []
    rule = f" ({_cited(award)})" if _cited(award) else ""
    for feed, f in zip(award.candidates, range(row[at.CANDIDATES_FROM], row[at.CANDIDATES_TO]), strict=True):
        if len(taken) == award.places:
            break
        for k in range(_length(plan, f)):
            if len(taken) == award.places:
                break
            if not settled.feed[f, k]:
                chain.append(f"open: the {_words(feed)} is not known")
                return BerthOutcome(award.id, (), tuple(chain))
            club = int(world.fed[f, k])
            name = plan.clubs[club]
            if name in taken:
                continue
            chain.append(_came(plan, world, f, club, feed))
            if not plan.may_take[a, club]:
                guest = "guests" in award.exclude and plan.club[club, at.GUEST]
                kind = "is a guest" if guest else f"is not of {', '.join(award.only)}"
                chain.append(f"`{name}` {kind} and may not take `{award.id}`{rule}: it passes on")
                continue
            taken.append(name)
            chain.append(f"`{name}` takes `{award.id}` as {_words(feed)}{rule}")
    if not taken:
        chain.append(f"nobody takes `{award.id}`: no eligible candidate is left{rule}")
    return BerthOutcome(award.id, tuple(taken), tuple(chain))


def _length(plan: Plan, f: int) -> int:
    count, keep = int(plan.feed[f, at.PRODUCED]), abs(int(plan.feed[f, at.KEEP]))
    return min(count, keep) if keep else count


def _words(feed: Feed) -> str:
    words = {"winners": "winner of", "losers": "loser of"}.get(feed.take) or f"{_place_words(feed)} of"
    kept = f" among the best {feed.best}" if feed.best else f" among the worst {feed.worst}" if feed.worst else ""
    order = "" if feed.by[:1] == ("tie-order",) else f" by {', '.join(feed.by)}"
    return f"{words} `{feed.stage}`{kept}{order}"


def _place_words(feed: Feed) -> str:
    kind, first, last = places_of(feed.take)
    if kind == "below":
        words = f"club below place {first}" if first else "club"
    else:
        words = f"place {first}" if first == last else f"place {first} to {last}"
    return f"{words} of {feed.of}" if feed.of else words


def _finish(plan: Plan, world: World, row: Any, club: int) -> str:
    """Say at which place of its group or table a club finished, and of the overall table if there are several."""
    begins = row[at.ENTRANTS] + plan.lists[row[at.TABLES] : row[at.TABLES] + row[at.UNITS] + 1]
    seat = next(k for k in range(begins[0], begins[-1]) if world.seats[k, at.PLACED] == club)
    own = seat - int(max(begin for begin in begins if begin <= seat)) + 1
    if row[at.KIND] == at.GROUPS:
        return f"place {own} of its group"
    if row[at.UNITS] == 1:
        return f"place {own} of the table"
    overall = world.overall[begins[0] : begins[-1], at.OVERALL_CLUB].tolist().index(club) + 1
    return f"place {own} of its table and {overall} overall"


def _came(plan: Plan, world: World, f: int, club: int, feed: Feed) -> str:
    """Say how a club became a candidate."""
    row = plan.stage[plan.feed[f, at.SOURCE]]
    name = plan.clubs[club]
    if row[at.KIND] != at.TIES:
        return f"`{name}` finished in {_finish(plan, world, row, club)} in `{feed.stage}`"
    ties: Any = world.ties[row[at.TIE] : row[at.TIE] + row[at.UNITS]]
    column = at.WINNER if feed.take == "winners" else at.LOSER
    tie = next(tie for tie in ties if tie[column] == club)
    other = plan.clubs[int(tie[at.LOSER] if column == at.WINNER else tie[at.WINNER])]
    verb = "beat" if column == at.WINNER else "lost to"
    return f"`{name}` {verb} `{other}` in `{feed.stage}` by {codes.DECIDED_BY[tie[at.DECIDED]]}"


def _cited(award: Award) -> str:
    if award.source is None:
        return ""
    return f"{award.source.title}, {award.source.article}" if award.source.article else award.source.title
