"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cupwright.errors import CupwrightError

__all__ = ["check_page", "check_writable", "write_whole"]

_PAGES = (".html", ".htm")


def check_page(path: Path) -> None:
    """Raise a CupwrightError if `path` does not say that it is a page, or cannot be written.

    A page under another name, such as ``x.pdf``, would be opened by a program that cannot read it.
    """
    if path.suffix.lower() not in _PAGES and not path.is_dir():
        named = f"ends in `{path.suffix}`" if path.suffix else "has no ending"
        raise CupwrightError.of(
            "report", f"`{path.name}` {named}, and a report is a page in .html", hint=f"such as `{path.stem}.html`"
        )
    check_writable(path)


def check_writable(path: Path) -> None:
    """Raise a CupwrightError if `path` cannot be written, before a long run is spent on it.

    A missing folder is made.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "the file there may not be changed")
    except OSError as error:
        raise _failed(path, error) from error


def write_whole(path: Path, text: str | bytes) -> None:
    """Write text or bytes to a file in one step: a reader finds the old file or the new one, never a part."""
    name = ""
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, suffix=".part", delete=False) as part:
            name = part.name
            part.write(text.encode("utf-8") if isinstance(text, str) else text)
            part.flush()
            os.fsync(part.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise _failed(path, error) from error


def _failed(path: Path, error: OSError) -> CupwrightError:
    reason = (error.strerror or str(error)).lower()
    return CupwrightError.of(
        "report", f"the report cannot be written to `{path}`", facts=[reason], hint="name another file"
    )
