"""The two streams of a run: data on stdout, everything else on stderr.

Colour is used on a terminal only (and never with ``NO_COLOR``), and never alone: each mark also has a sign.
A terminal that cannot write a letter gets its nearest plain one, never an error.
"""

from __future__ import annotations

import codecs
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any, TextIO

from cupwright.errors import CupwrightError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

__all__ = [
    "Format",
    "Progress",
    "StoppedEarlyError",
    "emit",
    "print_error",
    "progress",
    "say",
    "show",
    "use_safe_streams",
]

Progress = Callable[[int, int, str], None]
"""What a long run reports: (how much is done, out of how much or 0 where that is not known, what is being done)."""

_PLAIN = {
    "–": "-",
    "−": "-",
    "→": "->",
    "±": "+-",
    "“": '"',
    "”": '"',
    "’": "'",
    "↓": "v",
    "↑": "^",
    "·": ".",
    "…": "...",
    "─": "-",
    "│": "|",
    "├": "+",
    "┐": "+",
    "┘": "+",
}
_QUIET_SECONDS = 1.0


class StoppedEarlyError(Exception):
    """Ctrl-C came, what had been done by then was shown, and how much that was has been said."""


class Format(StrEnum):
    """How data is written to stdout."""

    table = "table"
    json = "json"
    csv = "csv"


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Replace what the stream's encoding cannot write by its nearest plain letters."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    plain = "".join(_PLAIN.get(letter, unicodedata.normalize("NFKD", letter)) for letter in text)
    return plain.encode("ascii", "ignore").decode("ascii") or "?", error.end


def use_safe_streams() -> None:
    """Make stdout and stderr write any name on any terminal."""
    codecs.register_error("cupwright.nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="cupwright.nearest")


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    console = Console(file=stream, highlight=False, soft_wrap=False)
    console.width = min(console.width, 100) if stream.isatty() else 100
    return console


def show(*parts: RenderableType) -> None:
    """Print renderables to stdout, at most a hundred columns wide."""
    console = _console(sys.stdout)
    for part in parts:
        with console.capture() as page:
            console.print(part)
        # A table is padded to its width; nobody needs the blanks.
        sys.stdout.write("\n".join(line.rstrip() for line in page.get().split("\n")))


def emit(
    style: Format,
    *,
    table: Callable[[], Iterable[RenderableType]],
    data: Callable[[], Any],
    rows: Callable[[], Iterable[Mapping[str, Any]]],
) -> None:
    """Write an answer to stdout in the format asked for; only that one is made.

    Parameters
    ----------
    style
        Table, JSON or CSV.
    table, data, rows
        Make what a person reads, what JSON holds, and the rows of a CSV file.
    """
    from cupwright.report.tables import to_csv, to_json

    if style is Format.json:
        sys.stdout.write(to_json(data()) + "\n")
    elif style is Format.csv:
        sys.stdout.write(to_csv(rows()))
    else:
        show(*table())


def say(message: str) -> None:
    """Print a line to stderr."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def print_error(error: CupwrightError) -> None:
    """Print all problems of an error to stderr, the word ``error`` red on a terminal."""
    import os

    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    for line in str(error).split("\n"):
        if colour and line.startswith("error["):
            head, _, rest = line.partition("]: ")
            line = f"\033[1;31m{head}]\033[0m: \033[1m{rest}\033[0m"
        say(line)


@contextmanager
def progress() -> Iterator[Progress]:
    """Report on a run that may take long: a bar on a terminal, now and then a line elsewhere.

    Nothing is said in the first second, so that a quick answer stays quiet; what is still under way then is said.
    """
    if not sys.stderr.isatty():
        lines = _Lines()
        try:
            yield lines.report
        finally:
            lines.end()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[amount]}"), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(file=sys.stderr), transient=True)
    task = bar.add_task("starting", total=None, amount="")
    # A step that takes long is often the first one, so nothing more may be reported for a while.
    starter = Timer(_QUIET_SECONDS, bar.start)
    starter.daemon = True
    starter.start()

    def report(done: int, total: int, what: str) -> None:
        amount = f"{done:,} of {total:,}" if total else ""
        bar.update(task, description=what, completed=done, total=total or None, amount=amount)

    try:
        yield report
    finally:
        starter.cancel()
        starter.join()
        if bar.live.is_started:
            bar.stop()


class _Lines:
    """What is done, in lines: nothing in the first second, then what is under way, and no step again within five."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.said = ""
        self.waiting: tuple[str, str] | None = None
        self.lock = Lock()
        self.timer = Timer(_QUIET_SECONDS, self._say_waiting)
        self.timer.daemon = True
        self.timer.start()

    def report(self, done: int, total: int, what: str) -> None:
        line = f"{what}: {done:,} of {total:,}" if total else what
        with self.lock:
            now = time.monotonic()
            if now - self.began < _QUIET_SECONDS:
                self.waiting = what, line
            elif what != self.said or now - self.last >= 5:
                self.last, self.said, self.waiting = now, what, None
                say(line)

    def end(self) -> None:
        self.timer.cancel()
        self.timer.join()

    def _say_waiting(self) -> None:
        with self.lock:
            if self.waiting is not None:
                self.said, line = self.waiting
                self.last, self.waiting = time.monotonic(), None
                say(line)
