"""Which editions have their rules written down and replayed, which have rules alone, and which have nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.football.competitions import Format
from cupwright.study.entries import Entry
from cupwright.study.register import register
from cupwright.study.running import Progress, silent

__all__ = ["Covered", "rule_coverage"]

Level = Literal["complete", "partial", "differs", "error", "format only", "missing"]
_LEVELS: dict[str, Level] = {"reproduced": "complete", "partial": "partial", "differs": "differs", "error": "error"}


@dataclass(frozen=True, slots=True)
class Covered:
    """One edition, or one year of a competition without one.

    Parameters
    ----------
    level
        ``"complete"`` or ``"partial"`` as the register has it, ``"format only"`` if the rules of that year are written
        down but no edition, ``"missing"`` if neither is; ``"differs"`` and ``"error"`` as in the register.
    rules
        The document of the rules.
    verified_against
        The source of the record; empty if there is none.
    """

    competition: str
    year: int
    edition: str
    level: Level
    rules: str
    verified_against: str


def rule_coverage(competition: str = "", progress: Progress = silent) -> list[Covered]:
    """Return every edition of the library and every year without one, by competition and year.

    A year is missing if it lies between the first and the last year of the competition's documents; rules without an
    end last to the latest edition of the library.

    Raises
    ------
    CupwrightError
        If no document is of that competition.
    """
    formats = _formats()
    entries = list(register(progress=progress))
    names = sorted({found.competition for found in formats} | {entry.competition for entry in entries})
    if competition and competition not in names:
        raise CupwrightError.of(
            "unknown-competition", f"there are no rules of a competition `{competition}`",
            facts=[f"the library has: {', '.join(names)}"], hint=did_you_mean(competition, names),
        )  # fmt: skip
    latest = max((entry.year for entry in entries), default=0)
    rows = []
    for name in [competition] if competition else names:
        own = [entry for entry in entries if entry.competition == name]
        rows += _of(name, own, [found for found in formats if found.competition == name], latest)
    return rows


def _formats() -> list[Format]:
    from cupwright.rulebook import list_documents, load_format

    found = []
    for name, path in list_documents().items():
        if path.parent.name == "formats":
            try:
                found.append(load_format(name))
            except CupwrightError:
                continue  # an edition that names it says why
    return found


def _of(name: str, entries: list[Entry], formats: list[Format], latest: int) -> list[Covered]:
    years = {entry.year for entry in entries}
    spans = [(found.years[0], min(found.years[1], latest), found.id) for found in formats]
    first = min([*years, *(start for start, _, _ in spans)])
    last = max([*years, *(end for _, end, _ in spans)])
    rows = []
    for year in range(first, last + 1):
        # Of rules that hold in one year, those for the shortest span are meant.
        fitting = sorted((end - start, id_) for start, end, id_ in spans if start <= year <= end)
        rules = fitting[0][1] if fitting else ""
        own = [entry for entry in entries if entry.year == year]
        rows += [
            Covered(name, year, entry.edition, _LEVELS[entry.status], rules, entry.checked_against) for entry in own
        ]
        if not own:
            rows.append(Covered(name, year, "", "format only" if rules else "missing", rules, ""))
    return rows
