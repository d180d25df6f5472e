"""The answer of a comparison: plain rows, the same whatever is done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cupwright.errors import CupwrightError, did_you_mean
from cupwright.study.answer import Answer, as_json, write_page

__all__ = ["Comparison", "Comparisons"]

Row = dict[str, Any]


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Answer):
    """One base against one proposal.

    Parameters
    ----------
    data
        The answer as JSON has it: ``base``, ``proposal``, ``worlds``, ``seed``, ``provenance``, ``places``, ``odds``,
        ``berths``, ``metrics``, ``opponents``, ``paths``, ``sensitivity``, and ``titles``, ``stages``, ``clubs``,
        ``notes`` (those that the proposal adds again as ``assumptions``). It holds no time, thread count or path of a
        file: the same question gives the same bytes.
    year
        Finds out what the year of the guests looks like (:func:`cupwright.study.calendar_guests.guests_year`); asked by
        a page only, because it takes a while.
    """

    year: Callable[[], Row | None] | None = None

    def for_a_page(self) -> Row:
        """Return the answer with the year of the guests under ``calendar``, None where it is not known."""
        return {**self.data, "calendar": self.year() if self.year is not None else None}

    def __repr__(self) -> str:
        return f"<Comparison of {self.data['base']} with {self.data['proposal']} in {self.data['worlds']:,} worlds>"

    @property
    def partial(self) -> bool:
        """Whether the run was stopped before all worlds were played."""
        return bool(self.data["partial"])

    def places(self) -> dict[str, list[Row]]:
        """Return the ledger of places: lost, gained and moved."""
        places: dict[str, list[Row]] = self.data["places"]
        return places

    def places_lost(self) -> list[Row]:
        """Return the clubs that lose their place, with the change that took it."""
        return self.places()["lost"]

    def odds(self, stage: str | None = None, club: str | None = None) -> list[Row]:
        """Return the chances, of all stages and clubs or of one.

        Raises
        ------
        CupwrightError
            If there is no such stage or club.
        """
        rows: list[Row] = self.data["odds"]
        for key, wanted in (("stage", stage), ("club", club)):
            known = dict.fromkeys(row[key] for row in rows)
            if wanted is not None and wanted not in known:
                hint = did_you_mean(wanted, known) or f"one of {', '.join(known)}"
                raise CupwrightError.of(f"unknown-{key}", f"there is no {key} `{wanted}`", hint=hint)
            rows = [row for row in rows if wanted is None or row[key] == wanted]
        return rows

    def berths(self) -> list[Row]:
        """Return who takes each award, and how often it is passed on."""
        rows: list[Row] = self.data["berths"]
        return rows

    def metrics(self) -> list[Row]:
        """Return every metric on both sides and its change."""
        rows: list[Row] = self.data["metrics"]
        return rows

    def paths(self) -> list[Row]:
        """Return the ways of clubs through the ties (:func:`cupwright.study.paths.path_rows`)."""
        rows: list[Row] = self.data["paths"]
        return rows

    def sensitivity(self) -> list[Row]:
        """Return the guests' title odds under other settings of the ratings."""
        rows: list[Row] = self.data["sensitivity"]
        return rows

    def report(self, path: str | Path) -> Path:
        """Write the answer as one self-contained HTML page.

        Raises
        ------
        CupwrightError
            If the file cannot be written; nothing half-written is left.
        """
        return write_page(path, "page", "render_page", [self.for_a_page()])

    def brief(self, path: str | Path, *, locale: str = "en") -> Path:
        """Write the answer on one page, for a meeting.

        Parameters
        ----------
        path
            Where to; its ending says how: ``.pdf``, ``.html``, ``.png`` or ``.svg`` (a slide).
        locale
            ``en``, ``es-419``, ``es-AR`` or ``pt-BR``.

        Raises
        ------
        CupwrightError
            If the ending or the language is another, or the file cannot be written; nothing half-written is left.
        """
        return write_page(path, "briefs", "render_brief", self.for_a_page(), suffix=Path(path).suffix, locale=locale)


class Comparisons(Sequence[Comparison]):
    """One base against several proposals, all in the same worlds with the same luck."""

    def __init__(self, parts: Sequence[Comparison]) -> None:
        self._parts = tuple(parts)

    def __getitem__(self, at: Any) -> Any:
        return self._parts[at]

    def __len__(self) -> int:
        return len(self._parts)

    def __iter__(self) -> Iterator[Comparison]:
        return iter(self._parts)

    @property
    def partial(self) -> bool:
        """Whether the run was stopped before all worlds were played."""
        return any(part.partial for part in self)

    def to_dict(self) -> list[Row]:
        """Return the answers as a list of plain data."""
        return [part.to_dict() for part in self]

    def to_json(self) -> str:
        """Return the answers as a JSON list, unrounded."""
        return as_json(self.to_dict())

    def report(self, path: str | Path) -> Path:
        """Write all answers as one self-contained HTML page."""
        return write_page(path, "page", "render_page", [part.for_a_page() for part in self])
