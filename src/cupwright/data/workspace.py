"""The user's workspace: one DuckDB file that holds what was imported.

It is never changed in place. An import copies it, changes the copy, and puts the copy in its place in one step of the
file system; so a process killed at any moment, or a full disk, leaves the workspace as it was, and readers are never
in the way. A lock file, freed by the system when its process ends, keeps a second writer out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    import duckdb

__all__ = ["change", "contents_hash", "home_folder", "imports", "workspace_path"]

_NAME = "workspace.duckdb"
_SCHEMA = """
CREATE TABLE imports (
    import_id INTEGER PRIMARY KEY, imported_at TIMESTAMP, file VARCHAR, sha256 VARCHAR, bytes BIGINT, format VARCHAR,
    matches INTEGER, prefer VARCHAR, text BLOB
);
CREATE TABLE matches AS SELECT *, CAST(NULL AS INTEGER) AS import_id, CAST(NULL AS VARCHAR) AS replaces
    FROM facts_matches LIMIT 0;
"""


def home_folder() -> Path:
    """Return the folder for the user's data: ``CUPWRIGHT_HOME`` if it is set, else the system's place for it."""
    chosen = os.environ.get("CUPWRIGHT_HOME")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("cupwright", appauthor=False)


def workspace_path() -> Path:
    """Return where the workspace is, or would be."""
    return home_folder() / _NAME


def contents_hash() -> str:
    """Return a SHA-256 over the imported files in order, or an empty string when there are none."""
    listed = imports()
    text = "".join(f"{item['import_id']}:{item['sha256']}:{item['prefer']}\n" for item in listed)
    return hashlib.sha256(text.encode()).hexdigest() if listed else ""


def imports() -> list[dict[str, Any]]:
    """Return what was imported, oldest first: file, hash, size, format, number of matches, when."""
    path = workspace_path()
    if not path.exists():
        return []
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            cursor = connection.execute(
                "SELECT import_id, imported_at, file, sha256, bytes, format, matches, prefer FROM imports "
                "ORDER BY import_id"
            )
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    except duckdb.Error as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> CupwrightError:
    return CupwrightError.of(
        "workspace",
        "the workspace cannot be read",
        facts=[str(path), str(error).splitlines()[0]],
        hint="move the file away to go on with the embedded facts alone",
    )


def _try_lock(file: IO[bytes]) -> bool:
    """Lock a file without waiting; the system frees it when this process ends, however it ends."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write_error(path: Path, error: Exception) -> CupwrightError:
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return CupwrightError.of(
        "workspace",
        "the workspace cannot be written; it is as it was",
        facts=[str(path), reason],
        hint="is the disk full or the folder read-only? `CUPWRIGHT_HOME` names another folder",
    )


def _sync(path: Path) -> None:
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def change() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a copy of the workspace for writing; it takes the workspace's place when the block ends without an error.

    Raises
    ------
    CupwrightError
        If another process is writing, or the disk is full or the folder cannot be written; nothing is changed then.
    """
    import duckdb

    from cupwright.data.store import facts_folder

    path = workspace_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_suffix(".lock").open("ab")
    except OSError as error:
        raise _write_error(path, error) from error
    with lock:
        if not _try_lock(lock):
            raise CupwrightError.of(
                "workspace",
                "another process is writing the workspace",
                facts=[str(path)],
                hint="wait until it is done; nothing was imported",
            )
        for stale in path.parent.glob(f"{_NAME}.new-*"):
            with suppress(OSError):
                stale.unlink()
        draft = path.with_name(f"{_NAME}.new-{os.getpid()}")
        try:
            fresh = not path.exists()
            if not fresh:
                shutil.copyfile(path, draft)
            connection = duckdb.connect(str(draft))
            try:
                if fresh:
                    facts = str(facts_folder() / "matches.parquet").replace("'", "''")
                    connection.execute(f"CREATE TEMP VIEW facts_matches AS FROM '{facts}'")
                    connection.execute(_SCHEMA)
                yield connection
                connection.execute("CHECKPOINT")
            finally:
                connection.close()
            _sync(draft)
            draft.replace(path)
            _sync(path.parent)
        except (OSError, duckdb.IOException) as error:
            raise _write_error(path, error) from error
        except duckdb.Error as error:
            # A disk that fills while DuckDB writes its checkpoint is a fatal error there, not one of input and output.
            full = "no space left" in str(error).lower()
            raise (_write_error(path, error) if full else _damaged(path, error)) from error
        finally:
            for leftover in path.parent.glob(f"{draft.name}*"):
                with suppress(OSError):
                    leftover.unlink()
