"""Everything the other rooms and the command line ask of the data room, in one place."""

from __future__ import annotations

from cupwright.data.checks import Check, verify
from cupwright.data.imports import FileReport, ImportReport, import_files
from cupwright.data.matches import edition_matches, last_match_dates
from cupwright.data.names import find_club, resolve_club
from cupwright.data.places import clubs, countries, ground_at, grounds, neutral_grounds
from cupwright.data.query import sql
from cupwright.data.store import facts_hash, facts_version
from cupwright.data.summary import Coverage, SourceCount, coverage, info, list_sources
from cupwright.data.tables import BASES, PRECISIONS, STATUSES, MatchTable, load_matches

__all__ = [
    "BASES",
    "PRECISIONS",
    "STATUSES",
    "Check",
    "Coverage",
    "FileReport",
    "ImportReport",
    "MatchTable",
    "SourceCount",
    "clubs",
    "countries",
    "coverage",
    "edition_matches",
    "facts_hash",
    "facts_version",
    "find_club",
    "ground_at",
    "grounds",
    "import_files",
    "info",
    "last_match_dates",
    "list_sources",
    "load_matches",
    "neutral_grounds",
    "resolve_club",
    "sql",
    "verify",
]
