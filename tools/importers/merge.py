"""One row per real match: the more detailed source leads, others confirm, fill what is missing or settle a date.

The order of trust is fixed: openfootball, the hand-collected lists, the fill of 2019-2026, schochastics, footballcsv.
Where openfootball covers an edition, schochastics and footballcsv only confirm: a row of theirs that finds no partner
there is a moved or mistaken date, not a new match (the few real gaps were checked by hand and stand in the lists).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable

from tools.importers.rows import CUPS, Row

__all__ = ["Merge"]

_RANK = {
    "openfootball": 0,
    "rsssf": 0,
    "supplement_facts": 1,
    "results_supplement": 2,
    "results_2019_2026": 3,
    "schochastics": 4,
    "footballcsv": 5,
}
_ONLY_CONFIRM = frozenset({"schochastics", "footballcsv"})
_DAYS = 3
_WITHOUT_RESULT = frozenset({"fixture", "postponed", "cancelled", "abandoned"})
_NEUTRAL_GROUND = frozenset({"fifa-club-world-cup", "fifa-intercontinental-cup"})


def _day(row: Row) -> int:
    return dt.date.fromisoformat(row.date).toordinal()


def _mirrored(held: Row, row: Row) -> bool:
    """Tell whether two sources give one match with the clubs turned round: one score, days apart by one at most."""
    return abs(_day(held) - _day(row)) <= 1 and held.ft is not None and row.ft is not None and held.ft == row.ft[::-1]


class Merge:
    """Collects rows in order of trust and keeps one per match."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.counts: Counter[str] = Counter()
        self.disagreements: list[tuple[Row, Row]] = []
        self.unmatched: list[Row] = []
        self._pairs: dict[tuple[str, frozenset[tuple[str, str]]], list[Row]] = defaultdict(list)
        self._covered: set[tuple[str, str]] = set()

    def add_all(self, rows: Iterable[Row]) -> None:
        """Add rows of any number of sources, each in its turn."""
        ordered = sorted(rows, key=lambda row: (_RANK[row.family], row.competition, row.date, row.home, row.away))
        for row in ordered:
            self._add(row)

    def _add(self, row: Row) -> None:
        partner = self._partner(row)
        if partner is not None:
            self._join(partner, row)
            return
        if row.family in _ONLY_CONFIRM and (row.competition, row.edition) in self._covered:
            if row.family == "footballcsv" and row.competition == "arg-primera" and int(row.edition[:4]) >= 2021:
                row.competition = "arg-copa-de-la-liga"  # the source has both in one file
            elif row.competition not in CUPS or self._met(row):
                self.counts[f"{row.family}: no partner in a covered edition, left out"] += 1
                self.unmatched.append(row)
                return
        self.counts[f"{row.family}: kept"] += 1
        self.rows.append(row)
        self._pairs[row.competition, row.pair].append(row)
        if row.family == "openfootball" and row.competition not in _NEUTRAL_GROUND:
            self._covered.add((row.competition, row.edition))

    def _met(self, row: Row) -> bool:
        """Tell whether this meeting is known on another day within ten, or turned round at a neutral ground."""
        for held in self._pairs[row.competition, row.pair]:
            gap = abs(_day(held) - _day(row))
            if gap <= 1 or (gap <= 10 and held.home == row.home):
                return True
        return False

    def _partner(self, row: Row) -> Row | None:
        """Return the row already held that is the same match, if there is one."""
        best: tuple[int, Row] | None = None
        for held in self._pairs[row.competition, row.pair]:
            if held.family == row.family and held.file == row.file:
                continue
            swapped = held.home != row.home
            gap = abs(_day(held) - _day(row))
            if swapped and not (row.competition in _NEUTRAL_GROUND and gap <= 1) and not _mirrored(held, row):
                continue
            open_fixture = held.status in _WITHOUT_RESULT and held.edition == row.edition and not swapped
            same = held.ft is None or row.ft is None or held.ft == row.ft
            one = gap <= 1 or (gap <= _DAYS and same) or (open_fixture and row.status == "played")
            if one and (best is None or gap < best[0]):
                best = (gap, held)
        return best[1] if best else None

    def _join(self, held: Row, row: Row) -> None:
        """Let `row` fill, confirm or contradict `held`."""
        if held.status in _WITHOUT_RESULT:
            if row.status in _WITHOUT_RESULT:
                return
            # A fixture stands under its local day; a result dated in another time zone can be a day off.
            local = row.precision == "day-either-way" and abs(_day(held) - _day(row)) <= 1
            if not local:
                held.date, held.precision = row.date, row.precision
            held.family, held.source, held.confidence = row.family, row.source, row.confidence
            held.ft, held.aet, held.pen, held.status, held.basis = row.ft, row.aet, row.pen, row.status, row.basis
            held.file = row.file
            held.leg = row.leg if held.leg is None else held.leg
            for defect in row.defects:
                held.mark(int(defect))
            held.notes.extend(note for note in row.notes if note not in held.notes)
            self.counts[f"{row.family}: filled a fixture"] += 1
            return
        if held.status == "awarded" and row.ft is not None and row.ft != held.ft and row.status == "played":
            held.notes.append(f"field score from {row.source}")
            held.awarded, held.ft = held.ft, row.ft
            self.counts[f"{row.family}: gave the field score of an awarded match"] += 1
            return
        same_side = held.home == row.home
        mine = row.ft or row.aet
        theirs = (mine[::-1] if mine and not same_side else mine) if mine else None
        agrees = theirs is None or theirs in (held.ft, held.aet)
        if (
            held.precision == "day-either-way"
            and row.precision == "day"
            and agrees
            and abs(_day(held) - _day(row)) <= 1
        ):
            if held.date != row.date:
                self.counts[f"{row.family}: settled a date"] += 1
            held.date, held.precision = row.date, "day"
        if agrees:
            self.counts[f"{row.family}: confirmed"] += 1
        else:
            self.counts[f"{row.family}: disagrees"] += 1
            self.disagreements.append((held, row))
