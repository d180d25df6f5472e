"""Check that the facts are whole: hashes, columns, references, scores."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cupwright.data.store import TABLES, connect, description, facts_folder
from cupwright.data.workspace import workspace_path
from cupwright.errors import CupwrightError

__all__ = ["Check", "verify"]

_COUNTS = {
    "every match has clubs that are known": "SELECT count(*) FROM matches WHERE home NOT IN (SELECT club FROM clubs) "
    "OR away NOT IN (SELECT club FROM clubs)",
    "no club plays itself": "SELECT count(*) FROM matches WHERE home = away",
    "every id stands once": "SELECT count(*) - count(DISTINCT match_id) FROM matches",
    "every match has a date, a competition and an edition": "SELECT count(*) FROM matches WHERE date IS NULL OR "
    "competition IS NULL OR edition IS NULL",
    "scores have two sides": "SELECT count(*) FROM matches WHERE (ft_home IS NULL) <> (ft_away IS NULL) OR "
    "(aet_home IS NULL) <> (aet_away IS NULL) OR (pen_home IS NULL) <> (pen_away IS NULL) OR "
    "(awarded_home IS NULL) <> (awarded_away IS NULL)",
    "goals are between 0 and 30": "SELECT count(*) FROM matches WHERE least(ft_home, ft_away, aet_home, aet_away, "
    "pen_home, pen_away, awarded_home, awarded_away) < 0 OR greatest(ft_home, ft_away, aet_home, aet_away) > 30",
    "extra time takes no goal away": "SELECT count(*) FROM matches WHERE aet_home < ft_home OR aet_away < ft_away",
    "no shoot-out ends level": "SELECT count(*) FROM matches WHERE pen_home = pen_away",
    "a played match has a score": "SELECT count(*) FROM matches WHERE status = 'played' AND ft_home IS NULL AND "
    "aet_home IS NULL AND pen_home IS NULL",
    "an awarded match has its award": "SELECT count(*) FROM matches WHERE status = 'awarded' AND awarded_home IS NULL",
    "every club has its country": "SELECT count(*) FROM clubs WHERE country NOT IN (SELECT country FROM countries)",
    "every name and ground has its club": "SELECT (SELECT count(*) FROM club_names WHERE club NOT IN (SELECT club "
    "FROM clubs)) + (SELECT count(*) FROM grounds WHERE club IS NOT NULL AND club NOT IN (SELECT club FROM clubs))",
    "places are on the globe": "SELECT count(*) FROM clubs WHERE abs(lat) > 90 OR abs(lon) > 180",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, whether it holds, and what was found."""

    name: str
    ok: bool
    found: str


def verify() -> list[Check]:
    """Check the embedded facts and the workspace; nothing is changed and nothing is raised for what is found."""
    checks = []
    for table in TABLES:
        path = facts_folder() / f"{table}.parquet"
        expected = description()["tables"][table]
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            checks.append(Check(f"{table}.parquet is there", False, str(error)))
            continue
        same = digest == expected["file_sha256"]
        found = digest if same else f"{digest}, not {expected['file_sha256']}"
        checks.append(Check(f"{table}.parquet is as it was made", same, found))
    try:
        with connect() as connection:
            for name, query in _COUNTS.items():
                wrong = (connection.execute(query).fetchone() or (0,))[0]
                checks.append(Check(name, wrong == 0, f"{wrong} otherwise"))
            rows = (connection.execute("SELECT count(*) FROM facts_matches").fetchone() or (0,))[0]
        expected_rows = description()["tables"]["matches"]["rows"]
        checks.append(Check("the number of matches is right", rows == expected_rows, f"{rows} rows"))
    except CupwrightError as error:
        checks.append(Check("the tables can be read", False, error.problems[0].message))
    path = workspace_path()
    checks.append(Check("the workspace can be read", True, str(path) if path.exists() else "there is none"))
    return checks
