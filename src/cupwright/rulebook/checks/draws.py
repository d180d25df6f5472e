"""Do the pots admit a draw, and did the recorded draws keep to the rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cupwright.football.access import Slot
from cupwright.football.competitions import Apart, Draw, Edition, GroupStage, LeagueStage, Stage
from cupwright.rulebook.checks.findings import Findings, Key, produced

__all__ = ["check_draws", "seeding"]

_PATIENCE = 20_000


@dataclass(frozen=True)
class _Ball:
    """A club in a pot; `None` stands for a club not known yet."""

    slot: Slot | None = None


def seeding(edition: Edition, stage: Stage) -> list[Slot | None]:
    """Return who stands where in the seeding of a stage, before anything is played; None if not known yet.

    Slots stand in the order title-holder, members by ranking, guests; a guest with a pot stands at the end of it.
    """
    draw = _draw_of(stage)
    here = [slot for slot in edition.slots if slot.enters == stage.id]
    placed = [slot for slot in here if slot.pot is not None and draw is not None]
    line: list[Slot | None] = []
    for feed in stage.feeds:
        if feed.slots:
            line += _by_ranking(edition, [slot for slot in here if slot not in placed])
        else:
            line += [None] * (produced(edition.format, feed.stage, feed.take, feed.best, feed.worst, feed.of) or 0)
    out: list[Slot | None] = []
    for number, size in enumerate(draw.pots if draw is not None and placed else (), 1):
        guests = [slot for slot in placed if slot.pot == number]
        take = max(size - len(guests), 0)
        out += [*line[:take], *guests]
        line = line[take:]
    return out + line


def _by_ranking(edition: Edition, slots: list[Slot]) -> list[Slot]:
    place = {club: number for number, club in enumerate(edition.ranking)}
    last = len(place)
    return sorted(slots, key=lambda s: (s.guest, s.club != edition.title_holder, place.get(s.club, last)))


def _draw_of(stage: Stage) -> Draw | None:
    if isinstance(stage, LeagueStage):
        return None
    return stage.draw if isinstance(stage, GroupStage) else stage.pairing.draw


def check_draws(edition: Edition, findings: Findings) -> None:
    """Check that each draw can be made, and each recorded one against the rules."""
    for stage in edition.format.stages:
        draw = _draw_of(stage)
        if draw is None or sum(draw.pots) != stage.places:
            continue
        line = seeding(edition, stage)
        if len(line) != stage.places:
            continue
        pots: list[list[_Ball]] = []
        for size in draw.pots:
            pots.append([_Ball(slot) for slot in line[:size]])
            line = line[size:]
        bins = stage.groups if isinstance(stage, GroupStage) else stage.places // 2
        crowded = _too_many(draw, pots, bins)
        even = len(set(draw.pots)) == 1 and draw.pots[0] == bins
        if crowded or (even and not _possible(edition, draw, pots, bins)):
            where = ("draw",) if isinstance(stage, GroupStage) else ("pairing", "draw")
            facts = crowded or [f"pot {n + 1}: {_content(pot)}" for n, pot in enumerate(pots)]
            message = f"the pots of `{stage.id}` admit no draw: clubs that may not meet cannot all be kept apart"
            hint = "a higher `limit`, or fewer clubs under the rule (`unless-entered`)" if crowded else ""
            findings.add("pots", ("stages", stage.id, *where, "apart" if crowded else "pots"), message, facts, hint)
    _recorded(edition, findings)


def _too_many(draw: Draw, pots: list[list[_Ball]], bins: int) -> list[str]:
    """Count, for each rule that keeps clubs apart, those there is no room for whatever the pots."""
    facts = []
    for rule in draw.apart:
        slots = [ball.slot for pot in pots for ball in pot if ball.slot and ball.slot.enters not in rule.unless_entered]
        count = Counter(kind for slot in slots if (kind := _class(rule, slot)))
        facts += [
            f"{number} clubs of {kind}, at most {rule.limit} in each of {bins}"
            for kind, number in sorted(count.items())
            if number > rule.limit * bins
        ]
    return facts


def _class(rule: Apart, slot: Slot) -> str:
    """Return what a club is to a rule that keeps clubs apart; empty if the rule does not touch it."""
    if rule.of:
        return " or ".join(rule.of) if slot.association in rule.of else ""
    return slot.association if rule.same == "association" else "guests" if slot.guest else "members"


def _content(pot: list[_Ball]) -> str:
    count = Counter(ball.slot.association if ball.slot else "not known yet" for ball in pot)
    return ", ".join(f"{number} {code}" for code, number in count.most_common())


def _clash(edition: Edition, draw: Draw, group: list[_Ball], ball: _Ball) -> bool:
    """Return whether `ball` may not join `group`."""
    if ball.slot is None:
        return False
    for rule in draw.apart:
        if ball.slot.enters in rule.unless_entered or not _class(rule, ball.slot):
            continue
        alike = [
            other.slot
            for other in group
            if other.slot is not None
            and other.slot.enters not in rule.unless_entered
            and _class(rule, other.slot) == _class(rule, ball.slot)
        ]
        if len(alike) >= rule.limit:
            return True
    return False


def _possible(edition: Edition, draw: Draw, pots: list[list[_Ball]], bins: int) -> bool:
    """Search for one valid draw; give up in favour of the draw when the search grows too long."""
    tries = 0
    groups: list[list[_Ball]] = [[] for _ in range(bins)]
    order = [[pots[number - 1][i] for i in range(bins)] for number in draw.order if number <= len(pots)]

    def place(pot: int, left: list[_Ball], open_: set[int]) -> bool:
        nonlocal tries
        tries += 1
        if tries > _PATIENCE:
            return True
        if not left:
            return pot + 1 == len(order) or place(pot + 1, order[pot + 1], set(range(bins)))
        options = [([g for g in open_ if not _clash(edition, draw, groups[g], ball)], ball) for ball in left]
        choices, ball = min(options, key=lambda option: len(option[0]))
        rest = [other for other in left if other is not ball]
        for group in choices:
            groups[group].append(ball)
            if place(pot, rest, open_ - {group}):
                return True
            groups[group].pop()
        return False

    return place(0, order[0], set(range(bins)))


def _recorded(edition: Edition, findings: Findings) -> None:
    stages = {stage.id: stage for stage in edition.format.stages}
    slots = {slot.club: slot for slot in edition.slots}
    for index, record in enumerate(edition.draws):
        path: tuple[Key, ...] = ("draws", index)
        stage = stages.get(record.stage)
        if stage is None:
            findings.unknown("stage", record.stage, stages, (*path, "stage"))
            continue
        _members(edition, stage, record.members, path, findings)
        draw = _draw_of(stage)
        if draw is None:
            findings.add("draw", path, f"`{stage.id}` is not drawn: who meets whom follows from earlier rounds")
            continue
        for members in record.members:
            group: list[_Ball] = []
            for member in members:
                ball = _Ball(slots.get(member))
                if _clash(edition, draw, group, ball):
                    message = f"the recorded draw of `{stage.id}` puts clubs together that the rules keep apart"
                    findings.add("draw", path, message, [", ".join(members)])
                group.append(ball)


def _members(
    edition: Edition, stage: Stage, members: tuple[tuple[str, ...], ...], path: tuple[Key, ...], findings: Findings
) -> None:
    size, bins = (stage.size, stage.groups) if isinstance(stage, GroupStage) else (2, stage.places // 2)
    what = "groups" if isinstance(stage, GroupStage) else "ties"
    if len(members) != bins or any(len(group) != size for group in members):
        facts = [f"`{stage.id}` has {bins} {what} of {size}; recorded: {', '.join(str(len(g)) for g in members)}"]
        findings.add("draw", (*path, what), f"the recorded draw of `{stage.id}` has another shape", facts)
    names = [member for group in members for member in group]
    for name, count in Counter(names).items():
        if count > 1:
            findings.add("draw", (*path, what), f"`{name}` was drawn {count} times")
        earlier, _, number = name.partition(":")
        if number and earlier == stage.id:
            if int(number) > stage.places:
                facts = [f"`{stage.id}` has {stage.places} entrants"]
                findings.add("draw", (*path, what), f"`{name}` names an entrant that is not there", facts)
        elif number:
            limit = produced(edition.format, earlier, "winners", None, None)
            if limit is None or int(number) > limit:
                facts = [f"`{earlier}` has {limit or 0} ties"]
                findings.add("draw", (*path, what), f"`{name}` names a tie that is not there", facts)
        elif name not in edition.clubs:
            findings.unknown("entrant", name, edition.clubs, (*path, what))
