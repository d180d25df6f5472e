"""Collect what is wrong with a format or an edition, each problem at its place in the right document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from cupwright.errors import CupwrightError, Place, Problem, did_you_mean
from cupwright.football.competitions import Format, GroupStage, LeagueStage, Stage, TieStage

__all__ = ["Findings", "Locator", "produced", "tables", "taken"]

Key = str | int

_FORMAT_ROOTS = ("stages", "awards", "prizes", "access", "years", "kind")


class Locator(Protocol):
    """Whatever knows where a path of a document stands."""

    def place(self, path: tuple[Key, ...]) -> Place:
        """Return the place of `path`."""
        ...


class Findings:
    """The problems found so far, in two documents."""

    def __init__(self, format_: Locator, edition: Locator | None = None) -> None:
        self._format, self._edition = format_, edition
        self.problems: list[Problem] = []

    def add(self, code: str, path: tuple[Key, ...], message: str, facts: Iterable[str] = (), hint: str = "") -> None:
        """Note a problem at `path`, whose first key says in which document it stands."""
        in_format = path[0] in _FORMAT_ROOTS
        locator = self._format if in_format or self._edition is None else self._edition
        self.problems.append(Problem(code, message, locator.place(path), tuple(facts), hint))

    def unknown(self, what: str, name: str, known: Iterable[str], path: tuple[Key, ...]) -> None:
        """Note a name that refers to nothing."""
        names = list(known)
        facts = [f"{what}s: {', '.join(names) or 'none'}"] if len(names) <= 60 else []
        self.add(f"unknown-{what}", path, f"there is no {what} `{name}`", facts, did_you_mean(name, names))

    def finish(self) -> None:
        """Raise a CupwrightError with all problems, if there are any."""
        if self.problems:
            raise CupwrightError(list(dict.fromkeys(self.problems)))


def taken(stage: Stage, take: str, of: str = "") -> int | None:
    """Return how many clubs ``take`` yields from a stage, or from one of its tables; None if none of that kind."""
    if isinstance(stage, TieStage):
        return stage.places // 2 if take in ("winners", "losers") else None
    kind, _, numbers = take.partition("-")
    names = tables(stage)
    size = stage.size if isinstance(stage, GroupStage) else stage.places
    if kind in ("place", "places"):
        first, _, last = numbers.partition("-")
        low, high = int(first), int(last or first)
        inside = 1 <= low <= high <= size
        number = (high - low + 1) * (1 if of else len(names))
        return number if inside and (not of or of in names) and number <= stage.places else None
    if kind == "below" and isinstance(stage, LeagueStage):
        clubs = stage.places - int(numbers) * len(names)
        return clubs if clubs > 0 and (not of or of in names) else None
    return None


def tables(stage: Stage) -> tuple[str, ...]:
    """Return the names of the groups or tables of a stage."""
    if isinstance(stage, LeagueStage):
        return stage.tables
    return stage.names if isinstance(stage, GroupStage) else ()


def produced(format_: Format, stage: str, take: str, best: int | None, worst: int | None, of: str = "") -> int | None:
    """Return how many clubs a feed brings, or None if that cannot be said."""
    for other in format_.stages:
        if other.id == stage:
            number = taken(other, take, of)
            return number if number is None else min(number, best or worst or number)
    return None


def size_facts(stage: Stage) -> str:
    """Say what a stage can be asked for."""
    if isinstance(stage, GroupStage):
        return (
            f"`{stage.id}` is played in {stage.groups} groups of {stage.size}: `take: place-1` to `place-{stage.size}`"
        )
    if isinstance(stage, LeagueStage):
        return f"`{stage.id}` has {stage.places} clubs in the tables {', '.join(stage.tables)}"
    return f"`{stage.id}` is played in {stage.places // 2} ties: `take: winners` or `take: losers`"
