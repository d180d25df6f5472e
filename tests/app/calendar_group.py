"""A command line with the verbs of ``calendar`` that register on a group, by themselves."""

from __future__ import annotations

from dataclasses import dataclass

import typer
from typer.testing import CliRunner

from cupwright.app import calendar_robinx, calendar_round_robin
from cupwright.errors import CupwrightError


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str
    problems: tuple[str, ...]


def calendar(*words: object) -> Done:
    """Run ``calendar WORDS``; problems are those of the error it raised."""
    group = typer.Typer()
    calendar_round_robin.register(group)
    calendar_robinx.register(group)
    result = CliRunner().invoke(group, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, CupwrightError | SystemExit):
        raise result.exception
    problems = result.exception.problems if isinstance(result.exception, CupwrightError) else ()
    return Done(result.exit_code, result.stdout, result.stderr, tuple(map(str, problems)))
