"""The register of replays: what of every edition the rules and the results reproduce, and what they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.competitions import Edition
from cupwright.study.entries import Entry, entry_of, failed_entry
from cupwright.study.kept_replays import Kept
from cupwright.study.running import Progress, silent

if TYPE_CHECKING:
    from cupwright.study.replaying import Replay

__all__ = ["Register", "chosen_editions", "register"]


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
                failed.append(failed_entry(name, error))
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
    KeyboardInterrupt
        If nothing was done when the run was stopped.
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
                if entry.status != "error":
                    kept.rows[keys[edition.id]] = entry.to_dict()
    except KeyboardInterrupt:
        if not entries:
            raise
        complete = False
    if len(rows) < len(editions):
        kept.write(keys.values())
    first = {edition.id: str(edition.starts) for edition in editions}
    entries.sort(key=lambda entry: (entry.competition, first.get(entry.edition, str(entry.year)), entry.edition))
    return Register(tuple(entries), complete)


def _entry(edition: Edition, each: Callable[[Entry, Replay], None] | None) -> Entry:
    from cupwright.study.replaying import replay

    try:
        played = replay(edition)
        entry = entry_of(played)
    except Exception as error:
        # A document, or a defect that one edition alone meets, must not keep the others from being replayed.
        return failed_entry(edition.id, error, edition)
    if each is not None:
        each(entry, played)
    return entry
