"""From repaired rows to the columns of the table: groups, legs, neutral grounds, keys."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

from tools.importers.names import Names, slug
from tools.importers.rows import CUPS, Identity, Row
from tools.importers.rsssf import read_rsssf, same_club

__all__ = ["MATCH_COLUMNS", "finish", "settle_later_editions"]

MATCH_COLUMNS = (
    ("match_id", "VARCHAR"), ("date", "DATE"), ("date_precision", "VARCHAR"), ("competition", "VARCHAR"),
    ("edition", "VARCHAR"), ("stage", "VARCHAR"), ("round", "VARCHAR"), ("group_name", "VARCHAR"), ("leg", "TINYINT"),
    ("home", "VARCHAR"), ("away", "VARCHAR"), ("ft_home", "TINYINT"), ("ft_away", "TINYINT"), ("aet_home", "TINYINT"),
    ("aet_away", "TINYINT"), ("pen_home", "TINYINT"), ("pen_away", "TINYINT"), ("awarded_home", "TINYINT"),
    ("awarded_away", "TINYINT"), ("status", "VARCHAR"), ("score_basis", "VARCHAR"), ("neutral", "BOOLEAN"),
    ("source", "VARCHAR"), ("confidence", "VARCHAR"), ("defect", "VARCHAR"), ("note", "VARCHAR"),
)  # fmt: skip

# Groups of Libertadores editions whose source names matchdays but not groups, by one club each. 2023 and 2024 are read
# from RSSSF. 2026: official letters as published on 19 March 2026. 2025: the letters are unsourced, the groups are not.
_LETTERS = {
    "2025": {
        "Botafogo": "A", "River Plate": "B", "Flamengo": "C", "São Paulo": "D", "Racing Club": "E", "Nacional": "F",
        "Palmeiras": "G", "Peñarol": "H",
    },
    "2026": {
        "Flamengo": "A", "Coquimbo Unido": "B", "Fluminense": "C", "Boca Juniors": "D", "Corinthians": "E",
        "Palmeiras": "F", "LDU Quito": "G", "Independiente del Valle": "H",
    },
}  # fmt: skip
_KNOCKOUT = frozenset({"group-stage", "regular", ""})
_SINGLE_FINALS = {"conmebol-libertadores": 2019, "conmebol-sudamericana": 2019}
_ELSEWHERE = frozenset({"fifa-club-world-cup", "fifa-intercontinental-cup"})


def settle_later_editions(rows: list[Row], raw: Path, names: Names) -> tuple[int, list[str]]:
    """Take groups and local dates of Libertadores 2012-2024 from RSSSF; return how many dates moved, and conflicts."""
    editions: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.competition == "conmebol-libertadores" and "2012" <= row.edition <= "2024":
            editions[int(row.edition)].append(row)
    moved = 0
    conflicts: list[str] = []
    letters: dict[tuple[str, Identity], str] = {}
    for year, held in sorted(editions.items()):
        text = (raw / "rsssf-libertadores-1996-2024" / "datos" / "rsssf" / f"{year}.txt").read_text(encoding="utf-8")
        free = sorted(held, key=lambda row: (row.date, row.home))
        for match in read_rsssf(text, year):
            found = same_club(match, free, names)
            if found is None:
                continue
            row = found
            free.remove(row)
            if match.group and not row.group:
                letters[row.edition, row.home] = letters[row.edition, row.away] = match.group
            if match.pen and row.pen is None and row.ft == match.pen != match.score:
                row.ft, row.pen = match.score, match.pen
                row.mark(3, "the source gives the shoot-out as the score; score from RSSSF")
            scores = {row.ft, row.aet, row.awarded, None}
            if match.score not in scores:
                conflicts.append(f"{row.date} {row.home[0]} v {row.away[0]}: {row.ft}, RSSSF {match.score}")
            late = match.date is not None and row.precision == "day-either-way"
            if late and match.date is not None:
                gap = dt.date.fromisoformat(row.date) - dt.date.fromisoformat(match.date)
                if gap.days in (0, 1):
                    moved += gap.days
                    row.date, row.precision = match.date, "day"
                    row.notes.append("local date from RSSSF") if gap.days else None
    for row in rows:
        if row.competition == "conmebol-libertadores" and row.stage == "group-stage" and not row.group:
            row.group = letters.get((row.edition, row.home), "")
    return moved, conflicts


def _spread_letters(rows: list[Row]) -> None:
    """Give every group match of 2025 and 2026 the letter of its group: the clubs that meet are one group."""
    for edition, letters in _LETTERS.items():
        games = [
            row
            for row in rows
            if row.competition == "conmebol-libertadores" and row.edition == edition and row.stage == "group-stage"
        ]
        for name, letter in letters.items():
            members = {club for row in games for club in row.pair if any(side[0] == name for side in row.pair)}
            for row in games:
                if row.pair <= members:
                    row.group = letter


def _legs(rows: list[Row]) -> None:
    """Number the legs of two-legged ties: two meetings of one pair in one knock-out stage, in order of date."""
    ties: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row.competition in CUPS and row.stage not in _KNOCKOUT:
            ties[row.competition, row.edition, row.stage, row.pair].append(row)
    for meetings in ties.values():
        meetings.sort(key=lambda row: (row.date, row.home))
        turned = len(meetings) == 2 and meetings[0].home != meetings[1].home
        for number, row in enumerate(meetings, start=1):
            row.leg = number if turned else row.leg


def _neutral(row: Row) -> bool:
    if row.neutral is not None:
        return row.neutral
    if row.competition in _ELSEWHERE or row.stage == "mls-is-back-tournament":
        return True
    if row.family == "results_supplement" and "2020-07-08" <= row.date <= "2020-08-12":
        return True  # the tournament at Orlando
    if row.competition == "conmebol-libertadores" and row.edition == "2018" and row.date >= "2018-12-01":
        return True  # moved to Madrid
    first = _SINGLE_FINALS.get(row.competition)
    return first is not None and row.stage == "final" and int(row.edition[:4]) >= first


def _key(row: Row, ids: dict[Identity, str]) -> str:
    if row.competition in CUPS and row.stage:
        middle = row.stage if not row.group else f"{row.stage}-{row.group.lower()}"
    else:
        middle = row.date
    return f"{row.competition}/{row.edition}/{middle}/{ids[row.home]}/{ids[row.away]}"


def finish(rows: list[Row], ids: dict[Identity, str]) -> list[tuple[object, ...]]:
    """Return the rows of the table of matches, in the order of the table, in the types of `MATCH_COLUMNS`."""
    _spread_letters(rows)
    _legs(rows)
    taken: dict[str, int] = defaultdict(int)
    table = []
    for row in sorted(rows, key=lambda row: (row.date, row.competition, ids[row.home], ids[row.away])):
        key = _key(row, ids)
        taken[key] += 1
        if taken[key] > 1:
            key = f"{key}/{taken[key]}"
        unknown = (None, None)
        table.append(
            (
                key,
                row.date,
                row.precision,
                row.competition,
                row.edition,
                slug(row.stage) or None,
                row.round or None,
                row.group or None,
                row.leg,
                ids[row.home],
                ids[row.away],
                *(row.ft or unknown),
                *(row.aet or unknown),
                *(row.pen or unknown),
                *(row.awarded or unknown),
                row.status,
                row.basis,
                _neutral(row),
                row.source,
                row.confidence,
                ",".join(sorted(row.defects, key=int)) or None,
                "; ".join(row.notes) or None,
            )
        )
    return table
