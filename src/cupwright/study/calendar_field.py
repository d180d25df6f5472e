"""Whose year is checked: the field of an edition, and the rounds that each club can still reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.competitions import Edition, Feed, Stage
from cupwright.study.calendar_rows import Member

__all__ = ["MOST_CLUBS", "members_of", "reachable"]

MOST_CLUBS = 250
"""Most clubs whose years are checked in one go."""


def members_of(edition: Edition, asked: Sequence[str]) -> tuple[Member, ...]:
    """Return the clubs to check: those asked for, or the whole field.

    A slot that another competition decides is held by any club of that competition. A club that is asked for and not in
    the field is taken for a guest that enters where the most clubs do.

    Raises
    ------
    CupwrightError
        If a club is not known, all of them at once, or if there are too many.
    """
    from cupwright.data.places import clubs

    known = clubs()
    problems = [
        Problem("unknown-club", f"no club has the id `{name}`", hint=did_you_mean(name, known))
        for name in dict.fromkeys(asked) if name not in known
    ]  # fmt: skip
    if len(asked) > MOST_CLUBS:
        problems.append(Problem("limit", f"{len(asked):,} clubs are asked for", facts=(f"{MOST_CLUBS} are checked",)))
    if problems:
        raise CupwrightError(problems)
    field = {member.club: member for member in _field(edition, known)}
    if not asked:
        if len(field) > MOST_CLUBS:
            facts = (f"{MOST_CLUBS} are checked in one go",)
            hint = "`--club` names those to check"
            raise CupwrightError.of("limit", f"the field has {len(field):,} clubs", facts=facts, hint=hint)
        return tuple(field.values())
    enters = max(edition.format.stages, key=lambda stage: sum(slot.enters == stage.id for slot in edition.slots)).id
    return tuple(
        field.get(name) or Member(name, known[name].name, known[name].country, enters, guest=True)
        for name in dict.fromkeys(asked)
    )


def _field(edition: Edition, known: Mapping[str, Any]) -> list[Member]:
    from cupwright.study.joined import feeders_of

    found = [
        Member(slot.club, known[slot.club].name if slot.club in known else slot.club, slot.association, slot.enters,
               slot.guest)
        for slot in edition.slots if slot.club and not slot.earned_in
    ]  # fmt: skip
    for feeder in feeders_of(edition, None):
        slot = feeder.slot
        only = next((award.only for award in feeder.edition.format.awards if award.id == feeder.award), ())
        found += [
            Member(one.club, known[one.club].name if one.club in known else one.club, one.association, slot.enters,
                   slot.guest, decided=False)
            for one in feeder.edition.slots if one.club and (not only or one.association in only)
        ]  # fmt: skip
    return found


def reachable(edition: Edition, enters: str) -> tuple[str, ...]:
    """Return the stages that a club can come to from the one at which it enters, in order, that one first."""
    at = [stage.id for stage in edition.format.stages]
    if enters not in at:
        return tuple(at)
    reached = [enters]
    for stage in edition.format.stages[at.index(enters) + 1 :]:
        if any(feed.stage in reached for feed in _all_feeds(stage)):
            reached.append(stage.id)
    return tuple(reached)


def _all_feeds(stage: Stage) -> tuple[Feed, ...]:
    """Return where the clubs of a stage come from; a bracket takes them from the stage it is made of."""
    pairing = getattr(stage, "pairing", None)
    of = pairing.of if pairing is not None else ""
    return (*stage.feeds, Feed(stage=of)) if of else stage.feeds
