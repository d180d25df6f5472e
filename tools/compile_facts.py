"""Compile the raw sources into the table of facts that ships: ``python -m tools.compile_facts``.

The environment variable ``CUPWRIGHT_RAW`` names the folder that holds ``raw/`` and the lists beside it.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

import duckdb

from tools.importers import places
from tools.importers.finish import MATCH_COLUMNS, finish, settle_later_editions
from tools.importers.merge import Merge
from tools.importers.names import Names
from tools.importers.openfootball import read_openfootball
from tools.importers.repairs import repair_after, repair_before
from tools.importers.rows import Row
from tools.importers.rsssf import join
from tools.importers.tabular import read_footballcsv, read_handmade, read_schochastics

FACTS_VERSION = "2026.11.1"
FACTS = Path(__file__).parents[1] / "src" / "cupwright" / "facts"
Columns = tuple[tuple[str, str], ...]


def gather(root: Path, report: list[str]) -> tuple[list[Row], Names]:
    """Read, repair and merge all sources; return one row per match, without those that were not played or decided."""
    names = Names(root)
    raw = root / "raw"
    rows = repair_before(
        [
            *read_openfootball(raw, names),
            *read_schochastics(raw, names),
            *read_footballcsv(raw, names),
            *read_handmade(root, names),
        ]
    )
    added, joined, loose = join(rows, raw, names)
    merge = Merge()
    merge.add_all([*rows, *added])
    repaired = repair_after(merge.rows)
    moved, conflicts = settle_later_editions(repaired, raw, names)
    report.extend(f"{count:7d}  {what}" for what, count in sorted(merge.counts.items()))
    report.extend(f"{count:7d}  RSSSF: {what}" for what, count in sorted(joined.items()))
    report.append(f"{moved:7d}  RSSSF: local dates of 2012-2024")
    report.extend(f"RSSSF left over: {line}" for line in loose)
    report.extend(f"RSSSF disagrees: {line}" for line in conflicts)
    for held, other in merge.disagreements:
        report.append(
            f"disagree: {held.competition} {held.date} {held.home[0]} v {held.away[0]} "
            f"{held.family} {held.ft} {held.aet} {held.pen}, {other.family} {other.ft} {other.aet} on {other.date}"
        )
    for row in merge.unmatched:
        report.append(f"left out: {row.family} {row.competition} {row.date} {row.home[0]} v {row.away[0]} {row.ft}")
    report.extend(f"named automatically: {name} ({country})" for name, country in sorted(names.named_automatically))
    decided = [row for row in repaired if row.status in {"played", "awarded", "abandoned", "void", "walkover"}]
    return [row for row in decided if row.ft or row.aet or row.pen or row.awarded or row.status == "walkover"], names


def write_table(
    connection: duckdb.DuckDBPyConnection, path: Path, columns: Columns, rows: list[tuple[object, ...]]
) -> str:
    """Write rows as Parquet and return the SHA-256 of their text."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "table.csv"
        with text.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            writer.writerow([name for name, _ in columns])
            for row in rows:
                writer.writerow(
                    ["\\N" if cell is None else str(cell).lower() if isinstance(cell, bool) else cell for cell in row]
                )
        digest = hashlib.sha256(text.read_bytes()).hexdigest()
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns)
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{text}', header=true, columns={{{types}}}, nullstr='\\N', delim=',', "
            f"quote='\"', escape='\"', parallel=false, strict_mode=true)) TO '{path}' "
            "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 262144)"
        )
    return digest


def compile_facts(root: Path, target: Path = FACTS) -> list[str]:
    """Compile the facts of `root` into `target`; return the lines of a report."""
    report: list[str] = []
    rows, names = gather(root, report)
    ids = names.ids({club for row in rows for club in row.pair} | places.NAMED_BY_DOCUMENTS)
    countries = places.country_table(root, {identity[1] for identity in ids})
    grounds = places.ground_table(root, ids)
    tables: dict[str, tuple[Columns, list[tuple[object, ...]]]] = {
        "matches": (MATCH_COLUMNS, finish(rows, ids)),
        "clubs": (places.CLUB_COLUMNS, places.club_table(root, ids, countries, grounds)),
        "club_names": (places.NAME_COLUMNS, places.name_table(names, ids)),
        "grounds": (places.GROUND_COLUMNS, grounds),
        "countries": (places.COUNTRY_COLUMNS, countries),
    }
    target.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect()
    connection.execute("SET threads=1; SET preserve_insertion_order=true")
    contents: dict[str, dict[str, object]] = {}
    for name, (columns, table) in tables.items():
        path = target / f"{name}.parquet"
        digest = write_table(connection, path, columns, table)
        contents[name] = {
            "rows": len(table),
            "content_sha256": digest,
            "file_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        report.append(f"{len(table):7d}  rows of {name}, {path.stat().st_size} bytes")
    whole = hashlib.sha256(
        "".join(f"{name}:{contents[name]['content_sha256']}\n" for name in sorted(contents)).encode()
    )
    description = {"version": FACTS_VERSION, "content_sha256": whole.hexdigest(), "tables": contents}
    (target / "facts.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    return report


def main() -> int:
    """Compile and print what happened."""
    parser = argparse.ArgumentParser(description="Compile the raw sources into src/cupwright/facts.")
    parser.add_argument("--target", type=Path, default=FACTS, help="folder to write to")
    arguments = parser.parse_args()
    root = os.environ.get("CUPWRIGHT_RAW")
    if not root:
        print("CUPWRIGHT_RAW must name the folder that holds raw/", file=sys.stderr)
        return 2
    for line in compile_facts(Path(root), arguments.target):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
