"""History run again: a proposal in the editions of the past, each on its eve, with what was known then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Edition
from cupwright.study.answer import Answer, write_page
from cupwright.study.documents import name_of
from cupwright.study.eve import eve_of
from cupwright.study.fitting import keep_fits
from cupwright.study.history_reading import YearRead, history_of, read_years
from cupwright.study.history_year import STAGES, play_year, refused_year
from cupwright.study.provenance import command_of, provenance_of
from cupwright.study.running import Progress, silent
from cupwright.study.worlds import share_out, valid_seed

if TYPE_CHECKING:
    from cupwright.ratings import RatingSettings
    from cupwright.rulebook import Proposal

__all__ = ["Chronicle", "history"]


@dataclass(frozen=True, eq=False, repr=False)
class Chronicle(Answer):
    """A proposal in every year of its history.

    Parameters
    ----------
    data
        The answer as JSON has it: ``proposal``, ``title``, ``history``, ``worlds``, ``seed``, ``partial``,
        ``provenance``, ``stages``, ``clubs`` (names), ``notes`` and ``years``: one object a year, whose ``status`` is
        ``"played"`` or ``"refused"`` (with its ``reasons``).
    """

    def __repr__(self) -> str:
        return f"<Chronicle of {self.data['proposal']} in {len(self.data['years'])} years>"

    @property
    def partial(self) -> bool:
        """Whether the run was stopped before all years were played."""
        return bool(self.data["partial"])

    def years(self) -> list[dict[str, Any]]:
        """Return one row a year."""
        rows: list[dict[str, Any]] = self.data["years"]
        return rows

    def year(self, year: int) -> dict[str, Any]:
        """Return one year; KeyError if it was not asked for."""
        for row in self.years():
            if row["year"] == year:
                return row
        raise KeyError(year)

    def report(self, path: str | Path) -> Path:
        """Write the answer as one self-contained HTML page.

        Raises
        ------
        CupwrightError
            If the file cannot be written; nothing half-written is left.
        """
        return write_page(path, "history_page", "render_history", self.data)


def history(
    proposal: Proposal | str | Path,
    *,
    years: tuple[int, int] | None = None,
    worlds: int = 20_000,
    seed: int = 7,
    threads: int | None = None,
    settings: RatingSettings | None = None,
    parameters: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Chronicle:
    """Run the editions of the past again with a proposal in force.

    Each year starts on the eve of its edition: the ratings look no later, no result is held, and both rule books meet
    the same worlds with the same luck. What the names in the proposal stand for in a year is said by the history that
    it names. A year in which it cannot hold is refused, with the reason in its row.

    Parameters
    ----------
    proposal
        A noun, a name in the library, or a path.
    years
        First and last; by default all that its history covers.
    worlds
        For each edition and rule book.
    seed, threads, settings, parameters, progress
        As in :func:`cupwright.compare`. A parameter that names a club counts in the proposal's own year.

    Raises
    ------
    CupwrightError
        If the document is no proposal or says nothing of other years, or a year, number or parameter does not fit.
    KeyboardInterrupt
        If Ctrl-C came before any year was finished; later the answer holds those that were, and says it is partial.
    """
    share_out(worlds)
    valid_seed(seed)
    tell = silent if progress is None else progress
    noun, story = history_of(proposal)
    rows: list[dict[str, Any]] = []
    used: list[Edition] = []
    partial = False
    try:
        reads = list(read_years(noun, story, years, parameters))
        keep_fits(_eves(reads, settings), tell)
        for read in reads:
            if read.edition is None or read.amended is None:
                rows.append(refused_year(read))
                continue
            try:
                row, complete = play_year(read, story.draws == "as-they-fell", worlds, seed, threads, settings, tell)
            except CupwrightError as error:
                rows.append({**refused_year(read), "reasons": [problem.message for problem in error.problems]})
                continue
            rows.append(row)
            used += [read.edition, read.amended]
            if not complete:
                partial = True
                break
    except KeyboardInterrupt:
        if not any(row["status"] == "played" for row in rows):
            raise
        partial = True
    names = [name_of(proposal)]
    if years is not None:
        names += ["--years", f"{years[0]}-{years[1]}"]
    notes = [f"Stopped: the years after {rows[-1]['year']} were not played."] if partial else []
    return Chronicle({
        "proposal": noun.id,
        "title": noun.title,
        "history": story.id,
        "history_title": story.title,
        "own_edition": noun.amends,
        "worlds": worlds,
        "seed": seed,
        "partial": partial,
        "provenance": provenance_of(used, command_of("history", names, worlds, seed, None, settings, parameters)),
        "stages": list(STAGES),
        "clubs": _names(rows),
        "years": rows,
        "notes": [*notes, *story.notes],
    })  # fmt: skip


def _eves(reads: Sequence[YearRead], settings: RatingSettings | None) -> list[tuple[dt.date, RatingSettings]]:
    """Return the days whose ratings the years ask for; a year that has none says so when it is played."""
    from cupwright.ratings import RatingSettings

    chosen = RatingSettings() if settings is None else settings
    days = []
    for read in reads:
        if read.edition is not None and read.amended is not None:
            with suppress(CupwrightError):
                days.append((eve_of(read.edition, None).ratings_until, chosen))
    return days


def _names(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Return the name of every club that a row speaks of."""
    from cupwright.data.places import clubs

    facts = clubs()
    found: dict[str, str] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            club = value.get("club")
            if isinstance(club, str) and club:
                found.setdefault(club, facts[club].name if club in facts else club)
            for one in value.get("candidates") or ():
                if isinstance(one, str):
                    found.setdefault(one, facts[one].name if one in facts else one)
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(rows)
    return dict(sorted(found.items()))
