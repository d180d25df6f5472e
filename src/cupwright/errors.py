"""Errors as a user meets them: what, where, the facts, and a hint; all problems at once.

Every error that Cupwright raises on purpose is a :class:`CupwrightError`. It carries one or more
:class:`Problem` objects, so that a document with five mistakes is reported once, not five times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

__all__ = ["CupwrightError", "Place", "Problem", "all_of", "did_you_mean"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, a line in it, and a path into the document."""

    file: str
    line: int | None = None
    path: str = ""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}  {self.path}".rstrip()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Parameters
    ----------
    code
        A short lower-case word for the kind of problem, such as ``"places"`` or ``"unknown-club"``.
    message
        What is wrong, in one sentence.
    place
        Where, if it stands in a document.
    facts
        What was counted or found, one line each.
    hint
        What to try, or nothing.
    """

    code: str
    message: str
    place: Place | None = None
    facts: tuple[str, ...] = ()
    hint: str = ""

    def __str__(self) -> str:
        lines = [f"error[{self.code}]: {self.message}"]
        if self.place is not None:
            lines.append(f"  --> {self.place}")
        lines.extend(f"  {fact}" for fact in self.facts)
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class CupwrightError(Exception):
    """One or more problems that keep Cupwright from answering."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not self.problems:
            raise ValueError("a CupwrightError carries at least one problem")
        super().__init__(str(self))

    @classmethod
    def of(
        cls, code: str, message: str, *, place: Place | None = None, facts: Iterable[str] = (), hint: str = ""
    ) -> CupwrightError:
        """Make an error with a single problem."""
        return cls(Problem(code, message, place, tuple(facts), hint))

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def all_of(*makers: Callable[[], Any]) -> list[Any]:
    """Return what each of some steps makes; of those that fail the problems are told together.

    Raises
    ------
    CupwrightError
        With the problems of every step that fails.
    """
    problems: list[Problem] = []
    made: list[Any] = []
    for make in makers:
        try:
            made.append(make())
        except CupwrightError as error:
            problems += error.problems
    if problems:
        raise CupwrightError(problems)
    return made


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known words nearest to `word`, or an empty string."""
    near = get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"did you mean {', '.join(f'`{name}`' for name in near)}?" if near else ""
