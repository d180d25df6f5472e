"""The embedded facts, with the user's workspace laid over them: where they are and how to ask them.

Facts are Parquet files that ship with the package and are only ever read. A workspace holds what a user imported; a
row there may replace a row of the facts. Every question goes to :func:`connect`, which lays one over the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    import duckdb

__all__ = ["TABLES", "connect", "description", "facts_folder", "facts_hash", "facts_version"]

TABLES = ("matches", "clubs", "club_names", "grounds", "countries")


def facts_folder() -> Path:
    """Return the folder of the embedded facts."""
    return Path(__file__).parents[1] / "facts"


@cache
def description() -> dict[str, Any]:
    """Return what ``facts.json`` says: the version, and for each table its rows and hashes."""
    path = facts_folder() / "facts.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CupwrightError.of(
            "facts", "the embedded facts cannot be read", facts=[str(error)], hint="install Cupwright again"
        ) from error
    return found


def facts_version() -> str:
    """Return the version of the embedded facts, such as ``"2026.11.1"``."""
    return str(description()["version"])


def facts_hash() -> str:
    """Return a SHA-256 of the contents in use: of the embedded facts, and of the workspace if it holds anything."""
    from cupwright.data.workspace import contents_hash

    embedded = str(description()["content_sha256"])
    imported = contents_hash()
    return hashlib.sha256(f"{embedded}\n{imported}".encode()).hexdigest() if imported else embedded


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def connect(overlay: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an in-memory connection with a view for each of :data:`TABLES`.

    Parameters
    ----------
    overlay
        Whether imported matches stand in ``matches``, in place of the facts they replace.
    """
    import duckdb

    from cupwright.data.workspace import workspace_path

    folder = facts_folder()
    connection = duckdb.connect()
    try:
        for table in TABLES:
            name = "facts_matches" if table == "matches" else table
            connection.execute(f"CREATE VIEW {name} AS FROM {_quoted(folder / f'{table}.parquet')}")
        path = workspace_path()
        if overlay and path.exists():
            connection.execute(f"ATTACH {_quoted(path)} AS workspace (READ_ONLY)")
            columns = ", ".join(f'"{row[0]}"' for row in connection.execute("DESCRIBE facts_matches").fetchall())
            connection.execute(
                f"CREATE VIEW matches AS SELECT {columns} FROM facts_matches WHERE match_id NOT IN "
                "(SELECT replaces FROM workspace.matches WHERE replaces IS NOT NULL) "
                "UNION ALL BY NAME SELECT * EXCLUDE (import_id, replaces) FROM workspace.matches"
            )
        else:
            connection.execute("CREATE VIEW matches AS FROM facts_matches")
        yield connection
    except duckdb.IOException as error:
        raise CupwrightError.of(
            "facts",
            "the facts or the workspace cannot be read",
            facts=[str(error).splitlines()[0], f"workspace: {workspace_path()}"],
            hint="`cupwright data verify` says what is damaged",
        ) from error
    finally:
        connection.close()
