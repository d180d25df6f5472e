"""Repair or mark every known defect of the raw results; the numbers are those of the list of known defects.

Repairs that need only the row itself come before sources are merged; the facts of single matches come after.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tools.importers.known import ELSEWHERE, FIXES, LATER, WITHDRAWN, Fix
from tools.importers.rows import CUPS, Row

__all__ = ["repair_after", "repair_before"]

_ARG, _URU, _PAR = ("River Plate", "ARG"), ("River Plate (URU)", "URU"), ("River Plate (PAR)", "PAR")
# Cups whose ties before the final go straight to penalties.
_NO_EXTRA_TIME = frozenset({"conmebol-libertadores", "conmebol-sudamericana"})
_CLUBS_THAT_PLAY_TWICE = 3


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
    return _without_mirrored(_without_twice(_without_selves(kept)))


def _without_twice(rows: list[Row]) -> list[Row]:
    """Leave out a row that stands twice in one source, score and day alike."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for row in rows:
        key = (row.family, row.competition, row.date, row.home, row.away, row.ft, row.aet)
        if key not in seen or row.ft is None:
            kept.append(row)
        seen.add(key)
    return kept


def _without_selves(rows: list[Row]) -> list[Row]:
    """Leave out matches of a club with itself: there the source has two clubs under one name; distrust the season."""
    confused = {(row.competition, row.edition, row.home) for row in rows if row.home == row.away}
    kept = [row for row in rows if row.home != row.away]
    for row in kept:
        if any((row.competition, row.edition, club) in confused for club in row.pair):
            row.confidence = "low"
            row.notes.append("in this season the source has two clubs under one name")
    return kept


def _river_plate(row: Row) -> None:
    """1: River Plate of Argentina, or of Asunción, labelled as Montevideo's."""
    # In 2013 and 2014 Montevideo's club reached the second round, but only Argentina's met an Argentine club there.
    late = row.stage not in {"first-round", "second-round"} or "ARG" in {row.home[1], row.away[1]}
    wrong = (row.competition == "conmebol-sudamericana" and row.edition in {"2013", "2014"} and late) or (
        row.competition == "conmebol-libertadores"
        and row.edition == "2016"
        and (row.group == "1" or row.stage == "round-of-16")
    )
    if wrong and _URU in (row.home, row.away):
        row.home = _ARG if row.home == _URU else row.home
        row.away = _ARG if row.away == _URU else row.away
        row.mark(1, "River Plate of Argentina; the source says (URU)")
    # In the first round of 2020 both clubs played; Gazeta Esportiva, 17 Dec 2019, has the draw.
    cali = "Deportivo Cali" in {row.home[0], row.away[0]}
    if (row.competition, row.edition, row.stage, cali) == ("conmebol-sudamericana", "2020", "first-round", True):
        row.home = _PAR if row.home == _URU else row.home
        row.away = _PAR if row.away == _URU else row.away
        row.mark(1, "River Plate of Asunción; the source says (URU)")


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


def _on_neutral_ground(rows: list[Row]) -> None:
    """Mark the matches that were all moved to one ground, and insist on how many there were."""
    for moved in ELSEWHERE:
        found = [
            row
            for row in rows
            if (row.competition, row.edition) == (moved.competition, moved.edition)
            and moved.first <= row.date <= moved.last
            and row.ft is not None
        ]
        if len(found) != moved.matches:
            raise ValueError(f"{len(found)} matches of {moved.competition} {moved.edition} from {moved.first}")
        for row in found:
            row.neutral = True
            row.notes.append(moved.note)


def _days_that_stand_for_several_rounds(rows: list[Row]) -> None:
    """10: mark the dates of days on which a league has three clubs or more play twice.

    Nobody plays twice a day: there the source puts several rounds under one day. One or two such clubs are no sign
    of it, for they can be two clubs under one name, or a row that a second source gives another score.
    """
    played: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.competition not in CUPS and row.precision in {"day", "day-either-way"} and row.status != "fixture":
            played[row.competition, row.date].append(row)
    for day in played.values():
        matches = Counter(club for row in day for club in row.pair)
        if sum(count > 1 for count in matches.values()) < _CLUBS_THAT_PLAY_TWICE:
            continue
        for row in day:
            row.precision = "approx"
            row.mark(10, "the source puts several rounds of the league under this day")


def _apply(fix: Fix, row: Row) -> None:
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
    for fix in FIXES:
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
    for date, home, away in WITHDRAWN:
        row = Row(
            date, "conmebol-libertadores", "2009", home, away, "rsssf", "RSSSF", stage="round-of-16", status="walkover"
        )
        row.precision = "approx"
        row.mark(5, "the Mexican clubs withdrew; not played")
        rows.append(row)
    rows.extend(replace(row, defects=[], notes=[]) for row in LATER)
    _on_neutral_ground(rows)
    _days_that_stand_for_several_rounds(rows)
    for row in rows:
        if row.competition == "bra-serie-a" and row.date == "2016-12-11" and row.home[0] == "Chapecoense":
            row.status = "walkover"
            row.notes.append("not played: neither side appeared after the accident of 28 November 2016")
    return rows
