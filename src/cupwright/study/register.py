"""The register of replays: what of every edition the rules and the results reproduce, and what they do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.competitions import Edition
from cupwright.study.entry_places import access_share
from cupwright.study.kept_replays import Kept
from cupwright.study.running import Progress, silent

if TYPE_CHECKING:
    from cupwright.study.replaying import Replay

__all__ = ["Entry", "Register", "chosen_editions", "entry_of", "register"]

Status = Literal["reproduced", "partial", "differs", "error"]
Share = tuple[int, int]

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
        for name in ("groups", "ties", "hosts", "access", "pairings", "berths"):
            row[name] = {"right": row[name][0], "total": row[name][1]}
        row["champion"] = {"computed": row.pop("computed"), "recorded": row.pop("recorded")}
        return {**row, "exceptions": list(self.exceptions), "missing": list(self.missing),
                "differences": list(self.differences)}  # fmt: skip

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Entry:
        """Return the entry that :meth:`to_dict` gave."""
        shares = {name: (row[name]["right"], row[name]["total"])
                  for name in ("groups", "ties", "hosts", "access", "pairings", "berths")}  # fmt: skip
        words = {name: tuple(row[name]) for name in ("exceptions", "missing", "differences")}
        same = {name: row[name] for name in ("edition", "title", "competition", "year", "status", "checked_against")}
        return cls(**same, **shares, **words, **row["champion"])


@dataclass(frozen=True, eq=False)
class Register:
    """The entries, by competition and year; `complete` is False if the run was stopped."""

    entries: tuple[Entry, ...]
    complete: bool = True

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    @property
    def agrees(self) -> bool:
        """Whether no edition differs and all could be replayed."""
        return all(entry.status in ("reproduced", "partial") for entry in self.entries)


def chosen_editions(
    competitions: Sequence[str] = (), since: int | None = None, until: int | None = None
) -> tuple[list[Edition], list[Entry]]:
    """Return the editions of the library, by competition and date, and an entry for each that cannot be loaded.

    Parameters
    ----------
    competitions
        Only these, as the formats name them; all if empty.
    since, until
        First and last year, both included.

    Raises
    ------
    CupwrightError
        If there is no such competition.
    """
    from cupwright.rulebook import list_documents, load_edition
    from cupwright.study.documents import known_clubs

    clubs = known_clubs()
    editions, failed = [], []
    for name, path in list_documents().items():
        if path.parent.name == "editions":
            try:
                editions.append(load_edition(name, clubs))
            except Exception as error:
                failed.append(_failed(name, error))
    known = sorted({*(edition.format.competition for edition in editions), *(entry.competition for entry in failed)})
    unknown = [name for name in competitions if name not in known]
    if unknown:
        facts = [f"the library has: {', '.join(known)}"]
        raise CupwrightError.of(
            "unknown-competition", f"no edition of a competition `{unknown[0]}`", facts=facts,
            hint=did_you_mean(unknown[0], known),
        )  # fmt: skip

    def wanted(competition: str, year: int) -> bool:
        return (not competitions or competition in competitions) and (since or year) <= year <= (until or year)

    chosen = [edition for edition in editions if wanted(edition.format.competition, edition.year)]
    chosen.sort(key=lambda edition: (edition.format.competition, edition.starts, edition.id))
    return chosen, [entry for entry in failed if wanted(entry.competition, entry.year)]


def register(
    competitions: Sequence[str] = (),
    since: int | None = None,
    until: int | None = None,
    progress: Progress = silent,
    each: Callable[[Entry, Replay], None] | None = None,
) -> Register:
    """Replay every edition of the library, or of some competitions and years, and say what came out.

    An edition that cannot be replayed has an entry with the message; the others go on. Ctrl-C ends the run; what was
    done by then is kept. Entries are kept on disk by documents, facts and program.

    Parameters
    ----------
    each
        Called with every entry that could be replayed and its replay; then nothing is taken from the disk.

    Raises
    ------
    CupwrightError
        If there is no such competition.
    """
    from cupwright.data.matches import fetched_together

    editions, entries = chosen_editions(competitions, since, until)
    kept = Kept()
    keys = {edition.id: kept.key(edition) for edition in editions}
    rows = {} if each is not None else {name: kept.rows[key] for name, key in keys.items() if key in kept.rows}
    complete = True
    try:
        with fetched_together(edition.results for edition in editions if edition.id not in rows):
            for number, edition in enumerate(editions):
                progress(number, len(editions), "replaying the editions")
                if edition.id in rows:
                    entries.append(Entry.from_dict(rows[edition.id]))
                    continue
                entry = _entry(edition, each)
                entries.append(entry)
                kept.rows[keys[edition.id]] = entry.to_dict()
    except KeyboardInterrupt:
        complete = False
    if len(rows) < len(editions):
        kept.write(keys.values())
    entries.sort(key=lambda entry: (entry.competition, entry.year))
    return Register(tuple(entries), complete)


def _entry(edition: Edition, each: Callable[[Entry, Replay], None] | None) -> Entry:
    from cupwright.study.replaying import replay

    try:
        played = replay(edition)
        entry = entry_of(played)
        if each is not None:
            each(entry, played)
    except Exception as error:
        # A document, or a defect that one edition alone meets, must not keep the others from being replayed.
        return _failed(edition.id, error, edition)
    return entry


def entry_of(played: Replay) -> Entry:
    """Return what the register says of a replay."""
    edition, found = played.edition, played.verification
    missing = (*played.season.undecided, *found.missing, *found.given)
    nothing_on_record = not (found.groups.total + found.winners.total + found.champion.total)
    if nothing_on_record:
        missing = (*missing, "no official record to check against")
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


def _failed(name: str, error: Exception, edition: Edition | None = None) -> Entry:
    """Return the entry of an edition that cannot be replayed; one without any result is only not there yet."""
    problems = error.problems if isinstance(error, CupwrightError) else ()
    messages = tuple(_message(problem) for problem in problems)
    messages = messages or (f"a defect: {type(error).__name__}: {error}",)
    year = re.search(r"\d{4}", name)
    shown = {
        "edition": name,
        "title": edition.title if edition else name,
        "competition": edition.format.competition if edition else re.sub(r"-\d{4}.*$", "", name),
        "year": edition.year if edition else int(year[0]) if year else 0,
        "recorded": edition.record.champion if edition else "",
        "access": access_share(edition) if edition else (0, 0),
        "checked_against": _source(edition) if edition else "",
    }
    if problems and {problem.code for problem in problems} <= _NO_RESULTS:
        return Entry(**shown, status="partial", missing=messages)
    return Entry(**shown, status="error", differences=messages)


def _message(problem: Problem) -> str:
    """Return a problem in one line, with its place and its first fact."""
    place = f"{problem.place}: " if problem.place is not None else ""
    return place + problem.message + (f" ({problem.facts[0]})" if problem.facts else "")
