"""Rules in words: the phrases that `show` and `diff` share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cupwright.football.competitions import (
    Apart,
    Award,
    Draw,
    Feed,
    GroupStage,
    LeagueStage,
    Pairing,
    Prize,
    Source,
    TieStage,
)

__all__ = [
    "apart_words",
    "award_words",
    "count",
    "draw_words",
    "feeds_words",
    "host_words",
    "join",
    "legs_words",
    "matchdays_words",
    "meetings_words",
    "must_meet_words",
    "pairing_words",
    "pots_words",
    "prize_words",
    "settle_words",
    "source_words",
    "tiebreak_words",
    "window_words",
]

_BY = {
    "ranking": "the official ranking",
    "group-record": "their record in the groups",
    "tie-record": "their record in the ties",
    "campaign-record": "their record so far",
    "overall-place": "their place in the overall table",
    "seeding": "their seeding",
}
_HOSTS = {
    "better-seeded": "the better seeded club",
    "better-ranked": "the better ranked club",
    "pot-1": "the club from pot 1",
    "second-drawn": "the club drawn second",
    "second-named": "the second club of the pair",
}
_STEPS = {
    "aggregate": "aggregate",
    "away-goals": "away goals",
    "extra-time": "extra time",
    "penalties": "penalties",
    "better-seeded": "the better seeded club",
}


def join(words: Iterable[str], last: str = "and") -> str:
    """Join words with commas and a last word before the last."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else "nothing"


def count(number: int, one: str, many: str = "") -> str:
    """Say how many: ``1 match``, ``2 matches``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _feed(feed: Feed) -> str:
    if feed.slots:
        return "the clubs whose slot enters here"
    ordinal = {"place-1": "winners", "place-2": "runners-up", "place-3": "third-placed clubs"}
    kind, _, numbers = feed.take.partition("-")
    plain = {
        "place": f"clubs in place {numbers}",
        "places": f"clubs in places {numbers.replace('-', ' to ')}",
        "below": f"clubs below place {numbers}" if numbers != "0" else "clubs in overall order",
    }
    who = ordinal.get(feed.take) or plain.get(kind, feed.take)
    kept = f"{feed.best} best " if feed.best else f"{feed.worst} worst " if feed.worst else ""
    by = [_BY[word] for word in feed.by if word in _BY]
    where = f"{feed.of} in {feed.stage}" if feed.of else feed.stage
    return f"the {kept}{who} of {where}" + (f" by {join(by, 'then')}" if by else "")


def feeds_words(feeds: Iterable[Feed]) -> str:
    """Say who enters a stage, or who is asked for an award, in order."""
    return "; ".join(_feed(feed) for feed in feeds)


def _apart(rule: Apart) -> str:
    whom = join(rule.of, "or") if rule.of else f"one {rule.same}"
    text = f"at most {count(rule.limit, 'club')} of {whom} together"
    return text + (f", except clubs that entered at {join(rule.unless_entered, 'or')}" if rule.unless_entered else "")


def pots_words(draw: Draw | None) -> str:
    """Say from which pots."""
    if draw is None:
        return "no pots"
    fixed = ", the first seed in a fixed place" if draw.first_seed_fixed else ""
    return f"pots of {', '.join(map(str, draw.pots))}, emptied in the order {', '.join(map(str, draw.order))}{fixed}"


def apart_words(draw: Draw | None) -> str:
    """Say who is kept apart."""
    rules = [_apart(rule) for rule in draw.apart] if draw is not None else []
    if draw is not None and draw.mechanism == "two-pot":
        rules.append("each opponent is drawn among those that leave a valid completion")
    return "; ".join(rules) or "nobody is kept apart"


def draw_words(draw: Draw) -> str:
    """Say how a draw is made."""
    return f"{pots_words(draw)}; {apart_words(draw)}"


def pairing_words(pairing: Pairing) -> str:
    """Say who meets whom, but for the pots of a draw."""
    if pairing.draw is not None:
        return "drawn"
    what = {"seeds": "seeds", "entry": "entrants"}.get(pairing.method, f"winners of the ties of {pairing.of}")
    return f"{what} {', '.join(f'{a} v {b}' for a, b in pairing.pairs)}"


def must_meet_words(pairing: Pairing) -> str:
    """Say which two clubs must meet."""
    who = {"association": "clubs of one association", "guests": "guests"}
    return "; ".join(f"two {who[group]} must meet" for group in pairing.must_meet) or "nobody must meet"


def host_words(stage: TieStage) -> str:
    """Say who hosts."""
    if stage.neutral:
        return "on neutral ground"
    which = {2: " the second leg", 3: " the first and the third match"}.get(stage.legs, "")
    text = f"{_HOSTS[stage.second_leg_host]} hosts{which}"
    return text + ("; a guest against a member hosts the first leg" if stage.guest_hosts_first else "")


def settle_words(stage: TieStage) -> str:
    """Say how a tie is settled."""
    return ", then ".join(_STEPS[step] for step in stage.settle)


def legs_words(stage: TieStage) -> str:
    """Say how many matches a tie has."""
    return {1: "a single match", 2: "two legs", 3: "the best of three matches"}[stage.legs]


def tiebreak_words(stage: GroupStage | LeagueStage) -> str:
    """Say how level clubs are separated."""
    more = {
        "reapply": "; clubs that stay level begin the head-to-head again among themselves",
        "restart": "; clubs that stay level begin the list again among themselves",
    }
    return ", ".join(stage.tiebreak).replace("-", " ") + more.get(stage.procedure, "")


def meetings_words(stage: LeagueStage) -> str:
    """Say how often clubs meet."""
    if stage.meetings is None:
        return "by the fixture list"
    within, across = stage.meetings.within, stage.meetings.across
    text = f"each pair of a table meets {count(within, 'time')}"
    return text + (f", and each club plays {count(across, 'match', 'matches')} across" if across else "")


def matchdays_words(stage: GroupStage) -> str:
    """Say the matchdays: (host-visitor) by position."""
    return "; ".join(", ".join(f"{a}-{b}" for a, b in day) for day in stage.matchdays)


def award_words(award: Award) -> str:
    """Say who takes an award."""
    text = feeds_words(award.candidates)
    text = f"{award.places} of: {text}" if award.places > 1 else f"the first eligible of: {text}"
    text += f", clubs of {join(award.only)} only" if award.only else ""
    return text + (", guests excluded" if award.exclude else "")


def prize_words(prize: Prize) -> str:
    """Say what is paid."""
    per = {"entrant": "for taking part", "home-match": "a home match", "win": "a win"}.get(
        prize.per, f"to the {prize.per}"
    )
    return f"US$ {prize.usd:,.0f} {per}" + (" (assumed)" if prize.assumed else "")


def window_words(window: tuple[dt.date, dt.date] | None) -> str:
    """Say when."""
    if window is None:
        return "no dates"
    first, last = window
    return f"{first:%-d %b %Y}" if first == last else f"{first:%-d %b} to {last:%-d %b %Y}"


def source_words(source: Source | None) -> str:
    """Say where a rule comes from and how sure it is."""
    if source is None:
        return ""
    return f"{source.title}{', art. ' + source.article if source.article else ''} ({source.confidence} confidence)"
