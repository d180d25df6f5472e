"""Repair or mark every known defect of the raw results; the numbers are those of the list of known defects.

Repairs that need only the row itself come before sources are merged; the facts of single matches come after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tools.importers.rows import CUPS, Row, Score

__all__ = ["repair_after", "repair_before"]

_ARG, _URU = ("River Plate", "ARG"), ("River Plate (URU)", "URU")
# Cups whose ties before the final go straight to penalties.
_NO_EXTRA_TIME = frozenset({"conmebol-libertadores", "conmebol-sudamericana"})


def repair_before(rows: Iterable[Row]) -> list[Row]:
    """Repair what a row shows by itself; rows that are no matches are left out."""
    kept = []
    for row in rows:
        if row.competition == "usa-mls" and row.date < "2000":
            continue  # 6: shoot-outs count as results in those years
        if row.family == "openfootball":
            _river_plate(row)
            _shootout_in_the_wrong_slot(row)
            if "00:00" <= row.time < "06:00" and row.competition in CUPS:
                row.precision = "day-either-way"
        if row.family == "schochastics" and row.date < "2004" and row.competition != "conmebol-libertadores":
            row.mark(2, "before 2004 this source can give a shoot-out as the score; not settled by another source")
            if row.competition in CUPS:
                row.confidence = "low"
        if row.family == "results_2019_2026" and row.competition == "bra-copa-do-brasil" and row.pen:
            row.mark(13)
        if row.precision in {"approx", "year"}:
            row.mark(10)
            row.confidence = "low" if row.precision == "approx" else row.confidence
        kept.append(row)
    return _without_mirrored(kept)


def _river_plate(row: Row) -> None:
    """1: River Plate of Argentina labelled as Montevideo's."""
    late = row.stage not in {"first-round", "first-stage"}
    wrong = (row.competition == "conmebol-sudamericana" and row.edition in {"2013", "2014"} and late) or (
        row.competition == "conmebol-libertadores"
        and row.edition == "2016"
        and (row.group == "1" or row.stage == "round-of-16")
    )
    if wrong and _URU in (row.home, row.away):
        row.home = _ARG if row.home == _URU else row.home
        row.away = _ARG if row.away == _URU else row.away
        row.mark(1, "River Plate of Argentina; the source says (URU)")


def _shootout_in_the_wrong_slot(row: Row) -> None:
    """3: a shoot-out in the slot of extra time, and extra time in rounds that had none."""
    if row.aet and row.pen == row.aet:
        row.aet = None
        row.mark(3, "the source repeats the shoot-out as the score after extra time")
    if row.competition in _NO_EXTRA_TIME and row.stage != "final" and row.aet:
        if row.pen is None and row.aet != row.ft:
            row.pen = row.aet
            row.mark(3, "the source gives the shoot-out as extra time")
        else:
            row.mark(3, "no extra time in this round; the source's mark is dropped")
        row.aet = None


def _without_mirrored(rows: list[Row]) -> list[Row]:
    """Leave out a first leg that openfootball gives as the mirror image of the second, on the same day and hour."""
    last: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows):
        if row.family == "openfootball" and row.ft is not None:
            last[row.competition, row.edition, row.date, *row.home, *row.away] = number
    kept = []
    for number, row in enumerate(rows):
        twin = last.get((row.competition, row.edition, row.date, *row.away, *row.home), -1)
        if row.family == "openfootball" and row.ft and twin > number and rows[twin].ft == row.ft[::-1]:
            continue
        kept.append(row)
    return kept


@dataclass(frozen=True, slots=True)
class _Fix:
    """What is known of one match, found by competition, edition, clubs and (for two meetings) the date."""

    defect: int
    competition: str
    edition: str
    home: str
    away: str
    note: str
    ft: Score | bool | None = False
    pen: Score | bool | None = False
    awarded: Score | None = None
    status: str = ""
    date: str = ""
    confidence: str = ""
    near: str = ""


_LIB, _CHAMPIONS = "conmebol-libertadores", "concacaf-champions"
# False leaves a score as it is; None takes it away.
_FIXES = (
    _Fix(2, _LIB, "2002", "Cobreloa", "Olimpia", "abandoned at 1-1 at half-time, awarded 0-2 (RSSSF)", None, None, (0, 2), "awarded", near="2002-04"),
    _Fix(3, _LIB, "2015", "Cruzeiro", "São Paulo", "score from RSSSF", (1, 0), (4, 3), near="2015-05"),
    _Fix(3, _LIB, "2024", "Nacional", "Always Ready", "score and shoot-out from RSSSF", (2, 1), (5, 4), near="2024-03"),
    _Fix(4, _LIB, "2024", "Nacional", "Always Ready", "shoot-out from RSSSF", near="2024-03"),
    _Fix(4, _LIB, "2022", "Olimpia", "Fluminense", "shoot-out from RSSSF", pen=(4, 1), near="2022-03"),
    _Fix(4, _CHAMPIONS, "2022", "Pumas UNAM", "New England Revolution", "shoot-out from mlssoccer.com and AP, no extra time", pen=(4, 3), near="2022-03"),
    _Fix(4, "mex-liga-mx", "2022-23", "Pachuca", "Santos Laguna", "the source gives an impossible 4-4 on penalties; the shoot-out is unknown", pen=None, confidence="low", near="2023-05"),
    _Fix(5, _LIB, "2017", "Lanús", "Chapecoense", "1-2 on the field, awarded 3-0", (1, 2), None, (3, 0), "awarded", near="2017-05"),
    _Fix(5, _LIB, "2018", "Independiente", "Santos", "0-0 on the field, awarded 3-0 (RSSSF)", (0, 0), None, (3, 0), "awarded", near="2018-08"),
    _Fix(5, _LIB, "2018", "Santos", "Independiente", "abandoned at 0-0 with the tie decided; the score stood (RSSSF)", near="2018-08"),
    _Fix(5, _LIB, "2019", "Defensor Sporting", "Barcelona SC", "1-2 on the field (schochastics), awarded 3-0", (1, 2), None, (3, 0), "awarded", near="2019-02"),
    _Fix(5, _LIB, "2025", "Colo-Colo", "Fortaleza", "abandoned at 0-0, awarded 0-3", None, None, (0, 3), "awarded", "2025-04-10"),
    _Fix(5, _LIB, "2026", "Independiente Medellín", "Flamengo", "cancelled, awarded 0-3: inferred from Flamengo's 16 points and +12", None, None, (0, 3), "awarded", confidence="low"),
    _Fix(5, _LIB, "2015", "Boca Juniors", "River Plate", "abandoned at half-time at 0-0, awarded 0-3", None, None, (0, 3), "awarded", near="2015-05"),
    _Fix(5, _LIB, "2002", "Cobreloa", "Olimpia", "awarded", near="2002-04"),
    _Fix(5, _CHAMPIONS, "2022", "Cavaly AS", "New England Revolution", "walkover", None, None, (0, 3), "walkover"),
    _Fix(5, _CHAMPIONS, "2022", "New England Revolution", "Cavaly AS", "walkover", None, None, (3, 0), "walkover"),
    _Fix(7, _LIB, "2026", "Universidad Católica (ECU)", "Juventud (Las Piedras)", "the source gives 3-4 both as score and as shoot-out", confidence="low"),
    _Fix(7, _LIB, "2019", "Talleres (C)", "Palestino", "2-2 by RSSSF and schochastics; openfootball has 1-2", (2, 2)),
    _Fix(7, _LIB, "2019", "Palestino", "Talleres (C)", "2-1 by RSSSF and schochastics; openfootball has 2-2", (2, 1)),
    _Fix(13, "bra-copa-do-brasil", "2016", "Rio Branco AC", "Galvez AC", "1-1 elsewhere", confidence="low"),
)  # fmt: skip

_WITHDRAWN = (
    ("2009-05-06", ("San Luis (to 2013)", "MEX"), ("Nacional", "URU")),
    ("2009-05-06", ("Guadalajara", "MEX"), ("São Paulo", "BRA")),
)


def _apply(fix: _Fix, row: Row) -> None:
    row.mark(fix.defect, fix.note)
    if fix.ft is not False:
        row.ft = fix.ft if isinstance(fix.ft, tuple) else None
        row.aet = None
    if fix.pen is not False:
        row.pen = fix.pen if isinstance(fix.pen, tuple) else None
    if fix.status:
        row.status, row.awarded = fix.status, fix.awarded
    if fix.date:
        row.date, row.precision = fix.date, "day"
    if fix.confidence:
        row.confidence = fix.confidence


def repair_after(rows: list[Row]) -> list[Row]:
    """Put right what is known of single matches; return the rows with those that were missing."""
    index: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        index[row.competition, row.edition, row.home[0], row.away[0]].append(row)
    for fix in _FIXES:
        found = [
            row
            for row in index[fix.competition, fix.edition, fix.home, fix.away]
            if row.date.startswith(fix.near) and (fix.date or fix.awarded or row.status != "fixture")
        ]
        if len(found) != 1:
            raise ValueError(f"defect {fix.defect}: {len(found)} rows for {fix.home} v {fix.away} {fix.edition}")
        _apply(fix, found[0])
    for row in rows:
        if row.status == "awarded" and row.awarded is None:
            row.awarded, row.ft, row.aet = row.ft, None, None
            row.notes.append("awarded; the field score is not given or the match was not played")
    rows = [*rows]
    for date, home, away in _WITHDRAWN:
        row = Row(date, _LIB, "2009", home, away, "rsssf", "RSSSF", stage="round-of-16", status="walkover")
        row.precision = "approx"
        row.mark(5, "the Mexican clubs withdrew; not played")
        rows.append(row)
    for row in rows:
        if row.competition == "bra-serie-a" and row.date == "2016-12-11" and row.home[0] == "Chapecoense":
            row.status = "walkover"
            row.notes.append("not played: neither side appeared after the accident of 28 November 2016")
    return rows
