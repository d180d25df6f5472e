"""Open a file a user named, with limits and plain words about what is wrong with it."""

from __future__ import annotations

import stat
from pathlib import Path

from cupwright.errors import CupwrightError, Place, Problem

__all__ = ["LIMIT_BYTES", "read_bytes", "read_text", "text_of"]

LIMIT_BYTES = 50_000_000
"""Largest file that is read: ten times all results of the Americas since 1998 as CSV."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    CupwrightError
        If it is not there, is a folder, cannot be read, is empty or is larger than :data:`LIMIT_BYTES`.
    """
    place = Place(str(path))
    try:
        if path.is_dir():
            raise CupwrightError.of("file", "this is a folder, not a file", place=place)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise CupwrightError.of("file", "this is a device or a pipe, not a file", place=place)
        size = found.st_size
        if size > LIMIT_BYTES:
            raise CupwrightError.of(
                "file",
                f"the file is too large: {size / 1e6:.0f} MB",
                place=place,
                facts=[f"at most {LIMIT_BYTES / 1e6:.0f} MB are read"],
                hint="split it by season",
            )
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except FileNotFoundError as error:
        raise CupwrightError.of("file", "there is no such file", place=place) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise CupwrightError.of("file", "the file cannot be read", place=place, facts=[reason]) from error
    except ValueError as error:
        raise CupwrightError.of("file", "this is not the name of a file", place=place, facts=[str(error)]) from error
    if len(data) > LIMIT_BYTES:
        raise CupwrightError.of("file", "the file is too large", place=place)
    if not data.strip():
        raise CupwrightError.of("file", "the file is empty", place=place)
    return data


def read_text(data: bytes, path: Path) -> str | Problem:
    """Return the text of a file in UTF-8 (with or without its mark), or the problem that it is not text."""
    place = Place(str(path))
    if b"\x00" in data[:65536] or data[:4] in {b"PK\x03\x04", b"%PDF", b"\x89PNG"}:
        return Problem("file", "the file is binary, not text", place, hint="plain text in UTF-8 is read")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(
            "file",
            "the file is not in UTF-8",
            Place(str(path), line),
            (f"byte {data[error.start]:#04x} at position {error.start}",),
            "save it as UTF-8",
        )


def text_of(path: Path, limit: int = LIMIT_BYTES) -> str:
    """Return the text of a file in UTF-8.

    Raises
    ------
    CupwrightError
        As :func:`read_bytes`; also if the file is not text, or larger than `limit` bytes.
    """
    data = read_bytes(path)
    if len(data) > limit:
        raise CupwrightError.of("file", f"the file is larger than {limit:,} bytes", place=Place(str(path)))
    text = read_text(data, path)
    if isinstance(text, Problem):
        raise CupwrightError(text)
    return text
