"""The help of every verb as one page: ``python -m cupwright.app.reference > docs/cli.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from cupwright.app.cli import app

__all__ = ["reference", "verbs"]

_INTRODUCTION = """# The command line

Data goes to stdout, progress and messages to stderr. Exit codes: 0 yes, 1 the answer is no (a replay differs
from the record, a document or the facts do not pass their check), 2 could not run, 130 stopped by Ctrl-C.
Every run ends with the line that repeats it. Colour is used on a terminal only, and not with `NO_COLOR`.

This page is made from the help of the program: `python -m cupwright.app.reference > docs/cli.md`.
"""


def verbs() -> Iterator[tuple[str, str]]:
    """Yield (command line, help text) of every verb and of every part of one, at 100 columns."""
    yield from _walk(typer.main.get_command(app), "cupwright", None)


def _walk(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    settings = {**command.context_settings, "terminal_width": 100}
    context = command.context_class(command, info_name=name.split()[-1], parent=parent, **settings)
    yield name, command.get_help(context)
    for child in getattr(command, "commands", {}).values():
        yield from _walk(child, f"{name} {child.name}", context)


def reference() -> str:
    """Return the page."""
    parts = [_INTRODUCTION]
    for name, text in verbs():
        parts.append(f"## {name}\n\n```text\n{text.rstrip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(reference())
