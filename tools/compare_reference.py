"""Compare the compiled facts with an independent consolidation of the same sources, difference by difference.

``python -m tools.compare_reference`` reads ``matches_reference.csv.gz`` beside the raw sources (it is never an input of
the facts), pairs its results since 1998 with those of the facts, and puts every difference into a named category. What
fits no category is printed and makes the exit code 1.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tools.compile_facts import FACTS
from tools.importers.names import SAME_CLUB, slug

__all__ = ["Difference", "compare", "main"]

_NEUTRAL = frozenset({"fifa-club-world-cup", "fifa-intercontinental-cup"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: its category (empty: unexplained) and what differs."""

    category: str
    text: str


@dataclass(slots=True)
class _Result:
    """A result on either side, in the same terms."""

    date: dt.date
    competition: str
    edition: str
    home: str
    away: str
    ft: tuple[int, int] | None
    aet: tuple[int, int] | None
    pen: tuple[int, int] | None
    awarded: tuple[int, int] | None
    status: str
    source: str
    family: str
    defect: str
    note: str
    precision: str

    def __str__(self) -> str:
        return (
            f"{self.date} {self.competition} {self.edition} {self.home} v {self.away} {self.ft} aet {self.aet} "
            f"pen {self.pen} awarded {self.awarded} {self.status} [{self.source}]"
        )


def _pair(row: dict[str, str], kind: str) -> tuple[int, int] | None:
    left, right = row[f"{kind}_home"], row[f"{kind}_away"]
    return (int(left), int(right)) if left and right else None


def _ids() -> dict[tuple[str, str], str]:
    """Return the ids of the facts by (canonical name, country)."""
    connection = duckdb.connect()
    rows = connection.execute(f"SELECT name, country, club FROM '{FACTS / 'clubs.parquet'}'").fetchall()
    return {(name, country): club for name, country, club in rows}


def _reference(root: Path, ids: dict[tuple[str, str], str]) -> Iterator[_Result]:
    def club(name: str, country: str) -> str:
        identity = (SAME_CLUB.get((name, country), name), country)
        return ids.get(identity, f"?{slug(name)}-{country.lower()}")

    with gzip.open(root / "matches_reference.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["date"] < "1998" or row["status"] not in {"played", "awarded", "penalties_only"}:
                continue
            before_penalties = row["score_basis"].startswith("before_pens")
            final = int(row["home_goals"] or 0), int(row["away_goals"] or 0)
            year_only = len(row["date"]) == 4
            yield _Result(
                date=dt.date.fromisoformat(f"{row['date']}-12-31" if year_only else row["date"]),
                competition=row["competition"],
                edition=row["season"],
                home=club(row["home"], row["home_country"]),
                away=club(row["away"], row["away_country"]),
                ft=_pair(row, "ft") or (final if before_penalties else None),
                aet=_pair(row, "aet"),
                pen=_pair(row, "pen"),
                awarded=None,
                status=row["status"],
                source=row["source"],
                family=row["source"],
                defect="",
                note=row["flags"],
                precision=row["date_precision"],
            )


def _facts() -> Iterator[_Result]:
    connection = duckdb.connect()
    rows = connection.execute(
        "SELECT date, competition, edition, home, away, ft_home, ft_away, aet_home, aet_away, pen_home, pen_away, "
        "awarded_home, awarded_away, status, source, coalesce(defect, ''), coalesce(note, ''), date_precision "
        f"FROM '{FACTS / 'matches.parquet'}'"
    ).fetchall()
    for row in rows:
        ft, aet, pen, awarded = (None if row[at] is None else (row[at], row[at + 1]) for at in (5, 7, 9, 11))
        date, competition, edition, home, away = row[:5]
        status, source, defect, note, precision = row[13:]
        yield _Result(
            date, competition, edition, home, away, ft, aet, pen, awarded, status, source, "", defect, note, precision
        )


_SAN_LUIS = frozenset({"san-luis-to-2013", "atletico-san-luis"})


def _of_cali(row: _Result) -> set[str]:
    """Return the clubs of a match of Deportivo Cali in the Copa Sudamericana 2020, of others none."""
    clubs = {row.home, row.away}
    played = (row.competition, row.edition) == ("conmebol-sudamericana", "2020") and "deportivo-cali" in clubs
    return clubs if played else set()


def _missing(row: _Result) -> str:
    """Say why a result of the reference is not in the facts."""
    if row.competition == "usa-mls" and row.date.year < 2000:
        return "6: MLS before 2000, shoot-outs count as results"
    if row.home == row.away:
        return "two clubs under one name in the source: a club cannot play itself"
    if "river-plate-uru" in _of_cali(row):
        return "the River Plate that met Deportivo Cali is that of Asunción"
    if row.competition == "mex-liga-mx" and row.date.year <= 2003 and _SAN_LUIS & {row.home, row.away}:
        return "9: the San Luis of before 2013 is not Atlético San Luis"
    if (row.competition, row.edition, row.home, row.away) == (
        "pan-primera",
        "2007-08",
        "san-francisco",
        "chorrillo-fc",
    ):
        return "the same row twice in schochastics"
    return ""


def _new(row: _Result) -> str:
    """Say why a result of the facts is not in the reference."""
    if row.status == "walkover":
        return "5: walkover, no result in the sources"
    if row.competition == "conmebol-libertadores" and row.status == "awarded":
        return "5: awarded, without a result in the reference"
    if row.source == "RSSSF":
        return "in RSSSF, missing in the tables"
    if row.source == "public match reports":
        return "11: results_supplement.csv"
    if row.source.startswith(("worldfootball.net", "football-data.co.uk")) and "via" not in row.source[:24]:
        return "results_2019_2026.csv"
    if row.source.startswith("worldfootball.net via footballcsv"):
        return "results_2019_2026.csv"
    if row.competition in {"leagues-cup", "campeones-cup", *_NEUTRAL} or row.edition == "2026":
        if row.source.startswith("openfootball/club-world-cup"):
            return "openfootball/club-world-cup, not in the reference"
        return "single facts collected by hand, later than the reference"
    if "river-plate-par" in _of_cali(row):
        return "the River Plate that met Deportivo Cali is that of Asunción"
    if row.competition == "conmebol-sudamericana" and row.edition == "2025":
        return "single facts collected by hand, later than the reference"
    if row.competition in {"hon-primera", "slv-primera"} and row.edition <= "1999-00":
        return "schochastics: Honduras and El Salvador before 2000, which the reference leaves out"
    if row.competition == "concacaf-champions" and row.edition in {"2010-11", "2011-12"}:
        return "schochastics: preliminary rounds missing in openfootball and in the reference"
    if row.competition == "mex-liga-mx" and row.edition in {"2001-02", "2002-03"} and _SAN_LUIS & {row.home, row.away}:
        return "9: the San Luis of before 2013 is not Atlético San Luis"
    return ""


def _changed(mine: _Result, theirs: _Result) -> Iterator[tuple[str, str]]:
    """Yield (what differs, category) for two results of one match."""
    if mine.source == "public match reports" and theirs.source == "openfootball" and mine.ft != theirs.ft:
        yield "match", "openfootball gives a first leg as the mirror of the second; the real one is in its place"
        return
    if mine.date != theirs.date:
        gap = abs((mine.date - theirs.date).days)
        category = ""
        if theirs.precision in {"year", "approx"}:
            category = "10: a date known by its year or about"
        elif gap <= 1 and "RSSSF" in mine.source + mine.note:
            category = "12: local date from RSSSF"
        elif gap <= 1 and mine.competition == "bra-serie-a":
            category = "12: local date from football-data.co.uk"
        elif gap <= 1 and mine.precision == "day" and theirs.source == "openfootball":
            category = "12: local date from RSSSF"
        elif "5" in mine.defect.split(","):
            category = "5: date of the abandoned match"
        yield "date", category
    if mine.edition != theirs.edition:
        late = mine.competition == "conmebol-libertadores" and theirs.date.month >= 9 and theirs.date.year <= 2002
        yield "edition", "qualifiers played in the autumn before belong to the next edition" if late else ""
    if (mine.ft, mine.aet, mine.pen) != (theirs.ft, theirs.aet, theirs.pen):
        yield "score", _score_category(mine, theirs)


def _score_category(mine: _Result, theirs: _Result) -> str:
    for number in ("5", "7", "3", "4", "2"):
        if number in mine.defect.split(","):
            return f"{number}: repaired"
    if mine.awarded and theirs.status == "awarded":
        return "awarded and field score kept apart"
    if theirs.ft is None and mine.aet == theirs.aet and mine.source == "openfootball/club-world-cup":
        return "score at 90 minutes from openfootball/club-world-cup"
    if mine.ft is None and mine.aet and mine.aet == theirs.aet:
        return "score at 90 minutes unknown after extra time"
    if "after extra time" in mine.note and mine.ft is None:
        return "score at 90 minutes unknown after extra time"
    return ""


def compare(root: Path) -> list[Difference]:
    """Return every difference between the facts and the reference; agreements are categories ``=``."""
    ids = _ids()
    held: dict[tuple[str, frozenset[str]], list[_Result]] = defaultdict(list)
    for row in _facts():
        held[row.competition, frozenset((row.home, row.away))].append(row)
    differences: list[Difference] = []
    used: set[int] = set()
    waiting = sorted(_reference(root, ids), key=lambda row: (row.date, row.competition, row.home, row.away))
    for allowed in (0, 1, 3, 400):
        rest = []
        for theirs in waiting:
            best: tuple[int, _Result] | None = None
            for mine in held.get((theirs.competition, frozenset((theirs.home, theirs.away))), ()):
                turned = mine.home != theirs.home
                gap = abs((mine.date - theirs.date).days)
                if id(mine) in used or (turned and mine.competition not in _NEUTRAL) or gap > allowed:
                    continue
                same = (mine.ft, mine.pen) == (theirs.ft, theirs.pen)
                if allowed > 3 and theirs.precision == "day" and mine.precision == "day" and not mine.defect:
                    continue
                if allowed == 0 and not same:
                    continue
                if best is None or gap < best[0]:
                    best = (gap, mine)
            if best is None:
                rest.append(theirs)
                continue
            mine = best[1]
            used.add(id(mine))
            changes = list(_changed(mine, theirs))
            differences.extend(Difference(why, f"{what}: {mine}\n      reference: {theirs}") for what, why in changes)
            if not changes:
                differences.append(Difference("=", ""))
        waiting = rest
    differences.extend(Difference(_missing(row), f"missing: {row}") for row in waiting)
    for rows in held.values():
        differences.extend(Difference(_new(row), f"new: {row}") for row in rows if id(row) not in used)
    return differences


def main() -> int:
    """Print the table of categories, and whatever is unexplained."""
    root = os.environ.get("CUPWRIGHT_RAW")
    if not root:
        print("CUPWRIGHT_RAW must name the folder that holds raw/", file=sys.stderr)
        return 2
    differences = compare(Path(root))
    counts = Counter(difference.category for difference in differences)
    print(f"{counts.pop('=', 0):7d}  the same")
    unexplained = counts.pop("", 0)
    for category, count in sorted(counts.items()):
        print(f"{count:7d}  {category}")
    print(f"{unexplained:7d}  unexplained")
    for difference in differences:
        if not difference.category:
            print(f"  {difference.text}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    raise SystemExit(main())
