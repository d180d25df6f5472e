"""Questions in SQL, read-only."""

from __future__ import annotations

from typing import Any

from cupwright.data.store import TABLES, connect
from cupwright.errors import CupwrightError

__all__ = ["sql"]


def sql(query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Answer one SELECT over the tables ``matches``, ``clubs``, ``club_names``, ``grounds`` and ``countries``.

    The tables are copied into memory, and files, the network and settings are then out of reach, so a query can only
    read them.

    Returns
    -------
    tuple
        The names of the columns, and the rows.

    Raises
    ------
    CupwrightError
        If it is not exactly one SELECT, or DuckDB refuses it; the message is DuckDB's.
    """
    import duckdb

    try:
        statements = duckdb.extract_statements(query)
    except duckdb.Error as error:
        raise _refused(error) from error
    kinds = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
    if len(statements) != 1 or statements[0].type not in kinds:
        raise CupwrightError.of(
            "sql",
            "a query is one SELECT; nothing can be written",
            facts=[f"{len(statements)} statements" if len(statements) != 1 else "this statement is not a SELECT"],
            hint=f"tables: {', '.join(TABLES)}",
        )
    with connect() as connection:
        for table in TABLES:
            connection.execute(f"CREATE TEMP TABLE held_{table} AS FROM {table}")
        connection.execute("DROP VIEW matches")
        for table in TABLES:
            connection.execute(f"DROP VIEW IF EXISTS {'facts_matches' if table == 'matches' else table}")
            connection.execute(f"ALTER TABLE held_{table} RENAME TO {table}")
        _close_in(connection)
        try:
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description or ()]
            return names, cursor.fetchall()
        except duckdb.Error as error:
            raise _refused(error) from error


def _close_in(connection: Any) -> None:
    attached = [row[0] for row in connection.execute("SELECT database_name FROM duckdb_databases()").fetchall()]
    if "workspace" in attached:
        connection.execute("DETACH workspace")
    for setting in ("enable_external_access=false", "autoinstall_known_extensions=false", "lock_configuration=true"):
        connection.execute(f"SET {setting}")


def _refused(error: Exception) -> CupwrightError:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return CupwrightError.of(
        "sql", "the query cannot be answered", facts=lines[:12], hint=f"tables: {', '.join(TABLES)}"
    )
