"""One edition in the register of replays: what the rules and the results reproduce of it, and what they do not."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from cupwright.errors import CupwrightError, Problem
from cupwright.football.competitions import Edition
from cupwright.study.entry_places import access_share

if TYPE_CHECKING:
    from cupwright.study.replaying import Replay

__all__ = ["Entry", "entry_of", "failed_entry"]

Status = Literal["reproduced", "partial", "differs", "error"]
Share = tuple[int, int]

_SHARES = ("groups", "ties", "hosts", "access", "pairings", "berths")
_NO_RESULTS = {"unknown-edition", "unknown-competition"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition in the register.

    Parameters
    ----------
    status
        ``"reproduced"``: everything on a complete record came out, but for exceptions with a sourced reason.
        ``"partial"``: nothing differs, but results are missing. ``"differs"``, or ``"error"`` if it cannot be replayed.
    groups, ties, hosts, access, pairings, berths
        (right, total) of what is on record: tables, winners of ties, hosts of the first leg, slots against the access
        list, pairings that no recorded draw made, awards. A winner or host that is itself an input is in neither.
    computed, recorded
        The champion.
    exceptions
        Where those in charge did not keep to their rule: ``what``, ``why``, ``source``.
    missing
        Where and why the replay stops, what of the record it cannot say, and what was given instead of reproduced.
    differences
        What the rules say otherwise than the record; for an error, its message.
    checked_against
        The source of the record.
    """

    edition: str
    title: str
    competition: str
    year: int
    status: Status
    groups: Share = (0, 0)
    ties: Share = (0, 0)
    hosts: Share = (0, 0)
    access: Share = (0, 0)
    pairings: Share = (0, 0)
    berths: Share = (0, 0)
    computed: str = ""
    recorded: str = ""
    exceptions: tuple[dict[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    checked_against: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON shows."""
        row = asdict(self)
        for name in _SHARES:
            row[name] = {"right": row[name][0], "total": row[name][1]}
        row["champion"] = {"computed": row.pop("computed"), "recorded": row.pop("recorded")}
        return {**row, "exceptions": list(self.exceptions), "missing": list(self.missing),
                "differences": list(self.differences)}  # fmt: skip

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Entry:
        """Return the entry that :meth:`to_dict` gave."""
        values = {key: value for key, value in row.items() if key != "champion"}
        for name in _SHARES:
            values[name] = (row[name]["right"], row[name]["total"])
        for name in ("exceptions", "missing", "differences"):
            values[name] = tuple(row[name])
        return cls(**values, **row["champion"])


def entry_of(played: Replay) -> Entry:
    """Return what the register says of a replay."""
    edition, found = played.edition, played.verification
    missing = (*played.season.undecided, *found.missing, *found.given)
    nothing_on_record = not (found.groups.total + found.winners.total + found.champion.total)
    if nothing_on_record:
        missing = (*missing, "no official record to check against")
    elif not (edition.record.complete or missing):
        missing = ("the official record does not hold everything",)
    walked_over = {line for line in found.given if line.endswith("a walkover")}
    whole = edition.record.complete and set(missing) <= walked_over
    status: Status = "differs" if found.differences else "reproduced" if whole else "partial"
    shares = {
        "groups": found.groups, "ties": found.winners, "hosts": found.hosts, "pairings": found.pairings,
        "berths": found.berths,
    }  # fmt: skip
    return Entry(
        edition=edition.id,
        title=edition.title,
        competition=edition.format.competition,
        year=edition.year,
        status=status,
        access=access_share(edition),
        computed=played.champion,
        recorded=edition.record.champion,
        exceptions=tuple(asdict(departure) for departure in found.departures),
        missing=missing,
        differences=found.differences,
        checked_against=_source(edition),
        **{name: (share.right, share.total) for name, share in shares.items()},
    )


def _source(edition: Edition) -> str:
    source = dict(edition.sources).get("record")
    return source.title if source is not None else ""


def failed_entry(name: str, error: Exception, edition: Edition | None = None) -> Entry:
    """Return the entry of an edition that cannot be replayed; one without any result is only not there yet."""
    problems = error.problems if isinstance(error, CupwrightError) else ()
    messages = tuple(_message(problem) for problem in problems)
    messages = messages or (f"a defect: {type(error).__name__}: {error}",)
    year = re.search(r"\d{4}", name)
    shown: dict[str, Any] = {
        "edition": name,
        "title": edition.title if edition else name,
        "competition": edition.format.competition if edition else re.sub(r"-\d{4}.*$", "", name),
        "year": edition.year if edition else int(year[0]) if year else 0,
        "recorded": edition.record.champion if edition else "",
        "access": access_share(edition) if edition else (0, 0),
        "checked_against": _source(edition) if edition else "",
    }
    if problems and {problem.code for problem in problems} <= _NO_RESULTS:
        return Entry(**shown, status="partial", missing=tuple(problem.message for problem in problems))
    return Entry(**shown, status="error", differences=messages)


def _message(problem: Problem) -> str:
    """Return a problem in one line, with its place and its first fact."""
    place = f"{problem.place}: " if problem.place is not None else ""
    return place + problem.message + (f" ({problem.facts[0]})" if problem.facts else "")
