"""Do the slots fit: names, clubs, namesakes, quotas, ranking, guests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from cupwright.errors import did_you_mean
from cupwright.football.access import Slot
from cupwright.football.competitions import Edition, Format, GroupStage, LeagueStage, TieStage
from cupwright.rulebook.checks.findings import Findings, Key

__all__ = ["check_access", "check_clubs", "check_slots", "namesakes"]


def check_access(format_: Format, findings: Findings) -> None:
    """Check that the access list names stages of the format."""
    if format_.access is None:
        return
    ids = [stage.id for stage in format_.stages]
    for association, row in format_.access.quotas:
        for stage, places in row:
            if stage not in ids and places:
                findings.unknown("stage", stage, ids, ("access", "quotas", association, stage))
    for stage, _ in format_.access.holders:
        if stage not in ids:
            findings.unknown("stage", stage, ids, ("access", "holders", stage))


def check_slots(edition: Edition, findings: Findings) -> None:
    """Check names, clubs, entry stages, guests, quotas and ranking of the slots."""
    ids = [stage.id for stage in edition.format.stages]
    for what, values in (
        ("slot", [s.name for s in edition.slots]),
        ("club", [s.club for s in edition.slots if s.club]),
    ):
        for value, count in Counter(values).items():
            if count > 1:
                holders = [s.name for s in edition.slots if value in (s.name, s.club)]
                facts = [f"held by: {', '.join(holders)}"] if what == "club" else []
                findings.add("twice", ("slots", holders[-1]), f"the {what} `{value}` stands {count} times", facts)
    for slot in edition.slots:
        path: tuple[Key, ...] = ("slots", slot.name)
        if slot.club and slot.earned_in:
            facts = [f"club: `{slot.club}`", f"earned-in: `{slot.earned_in}`"]
            findings.add("slot", path, f"two things say who fills `{slot.name}`", facts, "leave one of them out")
        if not slot.club and not slot.earned_in:
            what = "guest slot" if slot.guest else "slot"
            hint = "add `club:`, or take the slot away"
            findings.add("slot", path, f"nobody fills the {what} `{slot.name}`", (), hint)
        if slot.enters not in ids:
            findings.unknown("stage", slot.enters, ids, (*path, "enters"))
        _table(edition, slot, findings)
        if slot.pot is not None:
            _pot(edition, slot.name, findings)
    _quotas(edition, findings)
    _ranking(edition, findings)
    if edition.title_holder and edition.title_holder not in edition.clubs:
        hint = did_you_mean(edition.title_holder, edition.clubs)
        message = f"the title-holder `{edition.title_holder}` has no slot"
        findings.add("slot", ("title-holder",), message, hint=hint)


def _table(edition: Edition, slot: Slot, findings: Findings) -> None:
    stage = next((stage for stage in edition.format.stages if stage.id == slot.enters), None)
    tables = stage.tables if isinstance(stage, LeagueStage) else ()
    path: tuple[Key, ...] = ("slots", slot.name, "table")
    if slot.table and slot.table not in tables:
        findings.unknown("table", slot.table, tables, path)
    elif len(tables) > 1 and not slot.table:
        facts = [f"`{slot.enters}` has the tables {', '.join(tables)}"]
        findings.add("slot", path[:2], f"the slot `{slot.name}` does not say its table", facts, "add `table:`")


def _pot(edition: Edition, name: str, findings: Findings) -> None:
    slot = next(s for s in edition.slots if s.name == name)
    if not slot.guest:
        findings.add("pots", ("slots", name, "pot"), "only a guest is put in a pot; members stand by ranking")
        return
    for stage in edition.format.stages:
        draw = getattr(stage, "draw", None) or getattr(getattr(stage, "pairing", None), "draw", None)
        if stage.id == slot.enters and draw is not None and (slot.pot or 0) > len(draw.pots):
            message = f"`{stage.id}` has {len(draw.pots)} pots, not {slot.pot}"
            findings.add("pots", ("slots", name, "pot"), message)


def _quotas(edition: Edition, findings: Findings) -> None:
    """The slots of an association add up to its quota, but for the places that holders add."""
    access = edition.format.access
    if access is None:
        return
    have = Counter((slot.association, slot.enters) for slot in edition.slots)
    want = Counter({(code, stage): places for code, row in access.quotas for stage, places in row})
    extra: Counter[str] = Counter()
    for key in sorted(have.keys() | want.keys()):
        association, stage = key
        extra[stage] += max(have[key] - want[key], 0)
        if have[key] < want[key]:
            names = [s.name for s in edition.slots if (s.association, s.enters) == key]
            facts = [f"slots: {', '.join(names) or 'none'}"]
            message = f"{association} has {want[key]} places at `{stage}` but {have[key]} slots"
            findings.add("quota", ("slots",), message, facts)
    holders = dict(access.holders)
    for stage, number in extra.items():
        if number != holders.get(stage, 0):
            over = [f"{code} {have[code, at]} for {want[code, at]}" for code, at in sorted(have) if at == stage]
            facts = [f"slots beyond the quotas: {number}; holders add: {holders.get(stage, 0)}"]
            facts += [", ".join(text for text in over if text.split()[1] != text.split()[3])] if number else []
            message = f"the slots at `{stage}` do not add up to the access list"
            findings.add("quota", ("slots",), message, facts)


def _ranking(edition: Edition, findings: Findings) -> None:
    for club, count in Counter(edition.ranking).items():
        if count > 1:
            findings.add("ranking", ("ranking",), f"`{club}` stands {count} times in the ranking")
        if club not in edition.clubs:
            hint = did_you_mean(club, edition.clubs)
            findings.add("ranking", ("ranking",), f"`{club}` is in the ranking but has no slot", hint=hint)
    missing = [s.club for s in edition.slots if s.club and not s.guest and s.club not in edition.ranking]
    if missing and (edition.ranking or _uses_ranking(edition.format)):
        message = "the ranking must name every member: draws and seedings stand on it"
        findings.add("ranking", ("ranking",), message, [f"missing: {', '.join(missing)}"])


def _uses_ranking(format_: Format) -> bool:
    """Whether pots, hosts or orders of a format stand on the official ranking."""
    for stage in format_.stages:
        draw = stage.draw if isinstance(stage, GroupStage) else None
        if isinstance(stage, TieStage):
            draw = stage.pairing.draw
            if stage.second_leg_host == "better-ranked":
                return True
        slots = any(feed.slots for feed in stage.feeds)
        if (slots and draw is not None and len(draw.pots) > 1) or any("ranking" in feed.by for feed in stage.feeds):
            return True
    return False


def check_clubs(edition: Edition, known: Collection[str], findings: Findings) -> None:
    """Check that the clubs exist, and (where `known` maps them to associations) that slots name the right one."""
    countries: Mapping[str, str] = known if isinstance(known, Mapping) else {}
    for slot in edition.slots:
        path: tuple[Key, ...] = ("slots", slot.name, "club")
        if not slot.club:
            continue
        if slot.club not in known:
            alike = namesakes(slot.club, known)
            shown = [f"`{name}`" + (f" ({countries[name]})" if name in countries else "") for name in alike]
            if len(alike) > 1:
                message = f"`{slot.club}` alone does not say which club is meant"
                findings.add("unknown-club", path, message, [f"clubs of that name: {', '.join(shown)}"])
            else:
                hint = did_you_mean(slot.club, [*alike, *known])
                hint = hint or (f"did you mean {shown[0]}?" if shown else "")
                findings.add("unknown-club", path, f"there is no club `{slot.club}`", hint=hint)
        elif countries.get(slot.club, slot.association) != slot.association:
            message = f"`{slot.club}` is a club of {countries[slot.club]}, not {slot.association}"
            findings.add("association", ("slots", slot.name, "association"), message)


def namesakes(name: str, known: Collection[str]) -> list[str]:
    """Return the clubs whose ids hold the words of `name`, in order: `barcelona` -> `barcelona-sc`, ..."""
    return sorted(club for club in known if f"-{name}-" in f"-{club}-")[:12]
