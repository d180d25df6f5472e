"""Two editions or formats compared in words: every rule that differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Award, Edition, Format, GroupStage, LeagueStage, Stage, TieStage
from cupwright.rulebook import words

__all__ = ["diff"]

_SHARED: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("title", lambda s: f"“{s.title}”"),
    ("places", lambda s: words.count(s.places, "club")),
    ("entrants", lambda s: words.feeds_words(s.feeds)),
    ("seeding", lambda s: f"as in {s.seeding}" if s.seeding else "the order of the entrants"),
    ("dates", lambda s: words.window_words(s.window)),
)
_TIES: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("pairing", lambda s: words.pairing_words(s.pairing)),
    ("pots", lambda s: words.pots_words(s.pairing.draw)),
    ("kept apart", lambda s: words.apart_words(s.pairing.draw)),
    ("must meet", lambda s: words.must_meet_words(s.pairing)),
    ("legs", words.legs_words),
    ("days of the legs", lambda s: ", ".join(map(words.window_words, s.leg_windows)) or "not laid down"),
    ("hosts", words.host_words),
    ("settled by", words.settle_words),
)
_GROUPS: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("groups", lambda s: f"{s.groups} of {s.size}"),
    ("names of the groups", lambda s: ", ".join(s.names)),
    ("pots", lambda s: words.pots_words(s.draw)),
    ("kept apart", lambda s: words.apart_words(s.draw)),
    ("matchdays", words.matchdays_words),
    ("points", lambda s: "-".join(map(str, s.points))),
    ("level clubs", words.tiebreak_words),
    ("advance", lambda s: f"{s.advance} of each group"),
)
_LEAGUE: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("tables", lambda s: ", ".join(s.tables)),
    ("meetings", words.meetings_words),
    ("points", lambda s: "-".join(map(str, s.points))),
    ("level clubs", words.tiebreak_words),
    ("advance", lambda s: f"{s.advance} of each table"),
)


def diff(base: Edition | Format, other: Edition | Format) -> list[str]:
    """Return in words everything in which `other` differs from `base`, rule by rule; empty if in nothing.

    Raises
    ------
    CupwrightError
        If one is an edition and the other a format.
    """
    if isinstance(base, Edition) and isinstance(other, Edition):
        return _entries(base, other) + _rules(base.format, other.format) + _void(other)
    if isinstance(base, Format) and isinstance(other, Format):
        return _rules(base, other)
    raise CupwrightError.of("kind", "an edition can only be compared with an edition, and a format with a format")


def _entries(base: Edition, other: Edition) -> list[str]:
    before, after = {s.name: s for s in base.slots}, {s.name: s for s in other.slots}
    lines = []
    if len(before) != len(after):
        lines.append(f"field: {len(after)} clubs (was {len(before)})")
    for name, slot in before.items():
        if name not in after:
            lines.append(f"slot {name} ({slot.association}): taken away; {slot.club} is out")
    for name, slot in after.items():
        who = "guest" if slot.guest else "club"
        if name not in before:
            pot = f", pot {slot.pot}" if slot.pot else ""
            lines.append(f"slot {name} ({slot.association}): new, for the {who} {slot.club}, at {slot.enters}{pot}")
            continue
        old = before[name]
        if slot.enters != old.enters:
            lines.append(f"slot {name} ({slot.association}): {slot.club} enters at {slot.enters} (was {old.enters})")
        if slot.club != old.club:
            lines.append(f"slot {name} ({slot.association}): goes to {slot.club} (was {old.club})")
        if (slot.guest, slot.pot) != (old.guest, old.pot):
            lines.append(f"slot {name} ({slot.association}): {who}, pot {slot.pot or 'by ranking'}")
    common = [club for club in base.ranking if club in other.ranking]
    if common != [club for club in other.ranking if club in base.ranking]:
        lines.append("ranking: the clubs in both stand in another order")
    for what in ("title_holder", "starts", "venues"):
        if getattr(base, what) != getattr(other, what):
            lines.append(
                f"{what.replace('_', '-')}: {_plain(getattr(other, what))} (was {_plain(getattr(base, what))})"
            )
    return lines


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{stage} at {venue.name}, {venue.city}" for stage, venue in value) or "none"
    return str(value) or "none"


def _rules(base: Format, other: Format) -> list[str]:
    lines = []
    if base.confederation != other.confederation:
        lines.append(f"confederation: {other.confederation} (was {base.confederation})")
    before, after = {s.id: s for s in base.stages}, {s.id: s for s in other.stages}
    lines += [f"{name}: this stage is taken away" for name in before if name not in after]
    for name, stage in after.items():
        if name not in before:
            lines += [f"{name}: new stage “{stage.title}”", *_described(stage)]
        elif type(stage) is not type(before[name]):
            lines += [f"{name}: now played as {_kind(stage)} (was {_kind(before[name])})", *_described(stage)]
        else:
            lines += [
                f"{name}: {what}: {say(stage)} (was {say(before[name])})"
                for what, say in _clauses(stage)
                if say(stage) != say(before[name])
            ]
    if [name for name in before if name in after] != [name for name in after if name in before]:
        lines.append(f"order of the stages: {', '.join(after)}")
    return lines + _awards(base, other) + _prizes(base, other)


def _clauses(stage: Stage) -> tuple[tuple[str, Callable[[Any], str]], ...]:
    return _SHARED + {TieStage: _TIES, GroupStage: _GROUPS, LeagueStage: _LEAGUE}[type(stage)]


_NOTHING = ("no pots", "nobody is kept apart", "nobody must meet", "not laid down", "the order of the entrants")


def _described(stage: Stage) -> list[str]:
    said = [(what, say(stage)) for what, say in _clauses(stage) if what != "title"]
    return [f"{stage.id}: {what}: {text}" for what, text in said if text not in _NOTHING]


def _kind(stage: Stage) -> str:
    return {TieStage: "ties", GroupStage: "groups", LeagueStage: "a league"}[type(stage)]


def _awards(base: Format, other: Format) -> list[str]:
    before, after = {a.id: a for a in base.awards}, {a.id: a for a in other.awards}
    lines = [f"award {name}: taken away" for name in before if name not in after]
    for name, award in after.items():
        text = words.award_words(award)
        if name not in before:
            lines.append(f"award {name} (new): {text}")
        elif _only_excludes(before[name], award):
            following = [words.feeds_words([feed]) for feed in award.candidates[1:]]
            on = f"it passes on to {', then '.join(following)}" if following else "then nobody takes it"
            lines.append(f"award {name}: guests may not take it; {on}")
        elif text != words.award_words(before[name]):
            lines.append(f"award {name}: {text} (was {words.award_words(before[name])})")
    return lines


def _only_excludes(before: Award, award: Award) -> bool:
    """Whether guests may not take an award any more, the rest being as before but for those it would pass on to."""
    shorter = before.candidates[: len(award.candidates)]
    return (
        bool(award.exclude)
        and not before.exclude
        and award == replace(before, exclude=award.exclude, candidates=shorter)
    )


def _prizes(base: Format, other: Format) -> list[str]:
    before, after = ({(p.stage, p.per): p for p in f.prizes} for f in (base, other))
    lines = [f"prize: nothing at {stage} per {per} any more" for stage, per in before if (stage, per) not in after]
    for key, prize in after.items():
        text = words.prize_words(prize)
        if key not in before:
            lines.append(f"prize: {text} at {prize.stage} (new)")
        elif text != words.prize_words(before[key]):
            lines.append(f"prize: {text} at {prize.stage} (was {words.prize_words(before[key])})")
    return lines


def _void(edition: Edition) -> list[str]:
    """Say which clauses can have no effect."""
    lines = []
    for stage in edition.format.stages:
        if not isinstance(stage, TieStage):
            continue
        if stage.guest_hosts_first and (stage.neutral or stage.legs == 1):
            why = "a single match" + (" on neutral ground" if stage.neutral else "")
            lines.append(f"{stage.id}: the rule that a guest has no home second leg is void: it is {why}")
        if "guests" in stage.pairing.must_meet and sum(slot.guest for slot in edition.slots) < 2:
            lines.append(f"{stage.id}: the rule that two guests must meet is void: there are not two guests")
    return lines
