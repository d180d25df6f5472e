"""Compare a season, as the rules made it, with the official record. The record is never an input of the season."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cupwright.football.competitions import Irregular, Record, RecordedTie
from cupwright.football.outcomes import Season, TieOutcome

__all__ = ["Share", "Verification", "verify"]

Moved = dict[tuple[str, frozenset[str]], Irregular]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the things on record came out right."""

    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What of the record came out right, and every difference in words; iterating gives the differences.

    `exceptions` are the differences that a sourced fact of the edition accounts for: those in charge did not keep to
    their rule. `pairings` counts ties on record whose two clubs met; `winners` and `hosts` those among all ties on
    record with a winner or a first-leg host; `groups` groups with all recorded places in order; `berths` awards.
    """

    groups: Share
    pairings: Share
    winners: Share
    hosts: Share
    berths: Share
    champion: Share
    differences: tuple[str, ...]
    exceptions: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    @property
    def agrees(self) -> bool:
        """Whether everything on record came out as it was, and something was."""
        return not self.differences and self.groups.total + self.pairings.total > 0


def verify(
    season: Season, record: Record, *, so_far: bool = False, irregular: Iterable[Irregular] = ()
) -> Verification:
    """Compare a season with the official record; contradictions among the facts count as differences too.

    With `so_far` only what the season says is compared: for a replay up to a day in the middle of the edition. A host
    that differs where `irregular` says that the tie was moved is an exception, not a difference.
    """
    moved = {(fact.stage, frozenset(fact.clubs)): fact for fact in irregular if fact.what == "moved"}
    if so_far:
        record = _said(season, record)
    differences = list(season.contradictions)
    groups = _groups(season, record, differences)
    exceptions: list[str] = []
    pairings, winners, hosts = _ties(season, record, moved, differences, exceptions)
    champion = _one("champion", season.champion, record.champion, differences)
    berths = 0
    taken = {berth.award: berth.clubs for berth in season.berths}
    for award, clubs in record.berths:
        right = sorted(taken.get(award, ())) == sorted(clubs)
        berths += right
        if not right:
            differences.append(
                f"award `{award}`: the rules give {_names(taken.get(award, ()))}, on record {_names(clubs)}"
            )
    share = Share(berths, len(record.berths))
    return Verification(groups, pairings, winners, hosts, share, champion, tuple(differences), tuple(exceptions))


def _said(season: Season, record: Record) -> Record:
    """Return the part of the record that a season, told up to a day, has an opinion on."""
    groups = {placing.group for placing in season.placings}
    met = {(tie.stage, club): tie for tie in season.ties for club in tie.clubs}
    ties = []
    for known in record.ties:
        tie = met.get((known.stage, known.clubs[0])) or met.get((known.stage, known.clubs[1]))
        if tie is not None:
            host = known.first_leg_host if tie.hosted_by else ""
            ties.append(replace(known, first_leg_host=host, winner=known.winner if tie.winner else ""))
    taken = {berth.award for berth in season.berths if berth.clubs}
    return replace(
        record,
        groups=tuple(group for group in record.groups if group[0] in groups),
        ties=tuple(ties),
        champion=record.champion if season.champion else "",
        berths=tuple(berth for berth in record.berths if berth[0] in taken),
    )


def _groups(season: Season, record: Record, differences: list[str]) -> Share:
    right = 0
    for name, clubs in record.groups:
        placed = sorted((p for p in season.placings if p.group == name), key=lambda p: p.place)
        made = tuple(p.club for p in placed)[: len(clubs)]
        right += made == clubs
        if made != clubs:
            differences.append(f"group {name}: the rules give {_names(made)}, on record {_names(clubs)}")
    return Share(right, len(record.groups))


def _ties(
    season: Season, record: Record, moved: Moved, differences: list[str], exceptions: list[str]
) -> tuple[Share, Share, Share]:
    made = {(tie.stage, frozenset(tie.clubs)): tie for tie in season.ties}
    pairings = winners = hosts = 0
    for known in record.ties:
        tie = made.get((known.stage, frozenset(known.clubs)))
        if tie is None:
            differences.append(f"`{known.stage}`: {' and '.join(known.clubs)} met on record, but not by the rules")
            continue
        pairings += 1
        winners += _winner(tie, known, differences)
        fact = moved.get((known.stage, frozenset(known.clubs)))
        found: list[str] = []
        hosts += _host(tie, known, found)
        if fact is None:
            differences += found
        else:
            source = f" ({fact.source.title})" if fact.source else ""
            exceptions += [f"{difference}; {fact.note}{source}" for difference in found]
    with_winner = sum(bool(known.winner) for known in record.ties)
    with_host = sum(bool(known.first_leg_host) for known in record.ties)
    return Share(pairings, len(record.ties)), Share(winners, with_winner), Share(hosts, with_host)


def _winner(tie: TieOutcome, known: RecordedTie, differences: list[str]) -> bool:
    return bool(known.winner) and _same(f"winner of {_tie(tie)}", tie.winner, known.winner, differences)


def _host(tie: TieOutcome, known: RecordedTie, differences: list[str]) -> bool:
    host = tie.clubs[0] if tie.hosted_by else ""
    return bool(known.first_leg_host) and _same(
        f"first-leg host of {_tie(tie)} (rule: {tie.hosted_by or 'open'})", host, known.first_leg_host, differences
    )


def _one(what: str, made: str, on_record: str, differences: list[str]) -> Share:
    if not on_record:
        return Share(0, 0)
    return Share(int(_same(what, made, on_record, differences)), 1)


def _same(what: str, made: str, on_record: str, differences: list[str]) -> bool:
    if made != on_record:
        differences.append(f"{what}: the rules give {made or 'nobody yet'}, on record {on_record}")
    return made == on_record


def _tie(tie: TieOutcome) -> str:
    return f"{tie.clubs[0]} v {tie.clubs[1]} in `{tie.stage}`"


def _names(clubs: tuple[str, ...]) -> str:
    return ", ".join(clubs) or "nobody"
