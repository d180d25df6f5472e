"""Compare a season, as the rules made it, with the official record. The record is never an input of the season.

Three things can be said of whatever stands on record: the rules made the same of the results (right), they made
something else (a difference, or an exception that a sourced fact explains), or the results do not reach far enough to
say (missing). What is itself an input, such as the winner of a walkover, is listed and never counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from cupwright.football.competitions import Irregular, Record, RecordedTie
from cupwright.football.outcomes import Placing, Season, TieOutcome

__all__ = ["Departure", "Share", "Verification", "verify"]

Moved = dict[tuple[str, frozenset[str]], Irregular]

_INPUT_WINNERS = ("advanced", "walkover")
_INPUT_HOST = "second-named"
_INPUT_PAIR = "recorded-draw"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the things on record came out right."""

    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Departure:
    """Where those in charge did not keep to their rule: what differs, why it is right in history, and who says so."""

    what: str
    why: str
    source: str

    def __str__(self) -> str:
        return f"{self.what}; {self.why}" + (f" ({self.source})" if self.source else "")


@dataclass(frozen=True, slots=True)
class Verification:
    """What of the record came out right, and every difference in words; iterating gives the differences.

    Parameters
    ----------
    groups
        Groups and tables whose places on record came out in that order.
    pairings
        Ties on record whose two clubs met, but for those that a recorded draw put together.
    winners, hosts
        Ties on record with a winner or a first-leg host, but for those where that is itself an input.
    berths, champion
        Awards on record, and the champion.
    differences
        What the rules say otherwise than the record, and facts that contradict each other.
    departures
        Differences that a sourced fact of the edition accounts for.
    missing
        What is on record and cannot be said, because results are missing.
    given
        Ties whose winner is an input, in words.
    """

    groups: Share
    pairings: Share
    winners: Share
    hosts: Share
    berths: Share
    champion: Share
    differences: tuple[str, ...]
    departures: tuple[Departure, ...] = ()
    missing: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    @property
    def exceptions(self) -> tuple[str, ...]:
        """The departures in words."""
        return tuple(map(str, self.departures))

    @property
    def agrees(self) -> bool:
        """Whether nothing on record came out otherwise, and something came out as it was."""
        shares = (self.groups, self.pairings, self.winners, self.champion)
        return not self.differences and any(share.right for share in shares)


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
    found = _Findings(season, moved, list(season.contradictions))
    groups = found.groups(record)
    pairings, winners, hosts = found.ties(record)
    champion = Share(0, 0)
    if record.champion:
        champion = Share(int(found.same("champion", season.champion, record.champion)), 1)
    berths = found.berths(record)
    return Verification(
        groups, pairings, winners, hosts, berths, champion, tuple(found.differences), tuple(found.departures),
        tuple(found.missing), tuple(found.given),
    )  # fmt: skip


def _said(season: Season, record: Record) -> Record:
    """Return the part of the record that a season, told up to a day, has an opinion on."""
    groups = {placing.group for placing in season.placings + season.overall}
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


@dataclass(slots=True)
class _Findings:
    season: Season
    moved: Moved
    differences: list[str]
    departures: list[Departure] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)

    def same(self, what: str, made: str, on_record: str) -> bool:
        """Note what differs; where the rules say nothing, results are missing."""
        if not made:
            self.missing.append(f"{what}: {on_record} on record, the results do not say")
        elif made != on_record:
            self.differences.append(f"{what}: the rules give {made}, on record {on_record}")
        return made == on_record

    def groups(self, record: Record) -> Share:
        tables: dict[tuple[str, str], list[Placing]] = {}
        for line in self.season.placings + self.season.overall:
            tables.setdefault((line.stage, line.group), []).append(line)
        right = 0
        for name, clubs in record.groups:
            made = self._table(tables, name, clubs)[: len(clubs)]
            right += self.same(_table_name(name), ", ".join(made), ", ".join(clubs))
        return Share(right, len(record.groups))

    @staticmethod
    def _table(tables: dict[tuple[str, str], list[Placing]], name: str, clubs: tuple[str, ...]) -> list[str]:
        """Return the order of a table; where stages have tables of one name, of that with most of the clubs."""
        found = [[line.club for line in sorted(lines, key=lambda line: line.place)]
                 for (_, group), lines in tables.items() if group == name]  # fmt: skip
        return max(found, key=lambda order: len(set(order) & set(clubs)), default=[])

    def ties(self, record: Record) -> tuple[Share, Share, Share]:
        made: dict[tuple[str, frozenset[str]], TieOutcome] = {}
        paired: dict[tuple[str, str], TieOutcome] = {}
        for tie in self.season.ties:
            made[tie.stage, frozenset(tie.clubs)] = tie
            paired.update({(tie.stage, club): tie for club in tie.clubs})
        counts = {"pairings": [0, 0], "winners": [0, 0], "hosts": [0, 0]}

        def count(what: str, right: bool) -> None:
            counts[what][0] += right
            counts[what][1] += 1

        for known in record.ties:
            tie_made = made.get((known.stage, frozenset(known.clubs)))
            if tie_made is None or tie_made.paired_by != _INPUT_PAIR:
                count("pairings", tie_made is not None)
            if tie_made is None:
                self._unmade(
                    known, [paired[known.stage, club] for club in known.clubs if (known.stage, club) in paired]
                )
            if known.winner and (tie_made is None or not self._input(tie_made)):
                what = "" if tie_made is None else f"winner of {_tie(tie_made)}"
                count("winners", tie_made is not None and self.same(what, tie_made.winner, known.winner))
            if known.first_leg_host and (tie_made is None or tie_made.hosted_by != _INPUT_HOST):
                count("hosts", tie_made is not None and self._host(tie_made, known))
        self.given += [_given(tie) for tie in self.season.ties if self._input(tie)]
        pairings, winners, hosts = (Share(right, total) for right, total in counts.values())
        return pairings, winners, hosts

    def _unmade(self, known: RecordedTie, others: list[TieOutcome]) -> None:
        what = f"`{known.stage}`: {' and '.join(known.clubs)} met on record"
        if others:
            self.differences.append(f"{what}, but not by the rules: {_versus(others)}")
        elif self._whole(known.stage):
            self.differences.append(f"{what}, but not by the rules: neither came so far")
        else:
            self.missing.append(f"{what}, the results do not say who met")

    def _whole(self, stage: str) -> bool:
        """Whether all ties of a stage have their clubs, so that one on record cannot be among those still open."""
        return not any(line.startswith(f"`{stage}`:") and "no known pairing" in line for line in self.season.undecided)

    @staticmethod
    def _input(tie: TieOutcome) -> bool:
        return tie.decided_by in _INPUT_WINNERS or _unknown_shootout(tie)

    def _host(self, tie: TieOutcome, known: RecordedTie) -> bool:
        # the host of a single match stands second
        host = tie.clubs[len(tie.legs) == 1] if tie.hosted_by else ""
        what = f"first-leg host of {_tie(tie)} (rule: {tie.hosted_by or 'open'})"
        fact = self.moved.get((known.stage, frozenset(known.clubs)))
        if fact is None or host in ("", known.first_leg_host):
            return self.same(what, host, known.first_leg_host)
        said = f"{what}: the rules give {host}, on record {known.first_leg_host}"
        self.departures.append(Departure(said, fact.note, fact.source.title if fact.source else ""))
        return False

    def berths(self, record: Record) -> Share:
        taken = {berth.award: berth.clubs for berth in self.season.berths}
        right = 0
        for award, clubs in record.berths:
            made = taken.get(award, ())
            right += self.same(f"award `{award}`", ", ".join(sorted(made)), ", ".join(sorted(clubs)))
        return Share(right, len(record.berths))


def _table_name(name: str) -> str:
    return f"group {name}" if len(name) <= 2 else "table" if name == "Table" else f"table {name}"


def _unknown_shootout(tie: TieOutcome) -> bool:
    """Whether penalties decided, of which no score is known: then the facts can only have said who went on."""
    return tie.decided_by == "penalties" and tie.penalties is None


def _given(tie: TieOutcome) -> str:
    unknown = "shoot-out" if _unknown_shootout(tie) else "score"
    why = "a walkover" if tie.decided_by == "walkover" else f"known to have gone on, the {unknown} is not known"
    return f"given, not reproduced: {tie.winner} went on in {_tie(tie)}: {why}"


def _versus(ties: list[TieOutcome]) -> str:
    return " and ".join(" v ".join(tie.clubs) for tie in dict.fromkeys(ties))


def _tie(tie: TieOutcome) -> str:
    return f"{tie.clubs[0]} v {tie.clubs[1]} in `{tie.stage}`"
