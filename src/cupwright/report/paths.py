"""The way of one club through the knock-out stages, as it is and as proposed, in words and figures of a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cupwright.report.answer import Answer, Chance, Side, chance_of
from cupwright.report.locales import Language
from cupwright.report.numbers import ABSENT

__all__ = ["Lane", "Opponent", "Step", "lanes_of", "path_of", "path_words", "stage_words"]

Row = Mapping[str, Any]
_SIDES: tuple[Side, ...] = ("base", "proposal")


@dataclass(frozen=True, slots=True)
class Opponent:
    """An opponent, or all others together (`named` false), with the chance to meet it and to go through against it."""

    name: str
    meets: Chance | None
    through: Chance | None
    named: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of one side: the chance to be there, to go through and against whom."""

    there: Chance
    through: Chance | None
    opponents: tuple[Opponent, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """The way on one side: a step for each stage (None where the club never plays it) and the chance of the title.

    Without a `champion` the club is not in that field.
    """

    side: Side
    title: str
    steps: tuple[Step | None, ...]
    champion: Chance | None


def path_of(answer: Answer, club: str) -> Row | None:
    """Return the row of a club in the section ``paths`` of an answer, or None."""
    return next((row for row in answer.data.get("paths", ()) if row["club"] == club), None)


def stage_words(answer: Answer, row: Row, language: Language) -> list[str]:
    """Return what the stages of a way are called."""
    return [language.stage(one["stage"], answer.stage_titles.get(one["stage"], "")) for one in row["stages"]]


def lanes_of(answer: Answer, row: Row, language: Language) -> tuple[Lane, Lane]:
    """Return the way of a club on both sides."""
    titles = {"base": language.text("As it is"), "proposal": language.text("As proposed")}
    base, proposal = (
        Lane(
            side, titles[side], tuple(_step(answer, one[side], language) for one in row["stages"]),
            answer.chance(row["club"], "champion", side),
        )
        for side in _SIDES
    )  # fmt: skip
    return base, proposal


def _step(answer: Answer, side: Row | None, language: Language) -> Step | None:
    there = None if side is None else chance_of(side["there"])
    if side is None or there is None:
        return None
    named = [
        Opponent(answer.club(one["club"]).name, chance_of(one["meets"]), chance_of(one["through"]))
        for one in side["opponents"]
    ]
    if side["others"]:
        others = chance_of(side["others"]["meets"]), chance_of(side["others"]["through"])
        named.append(Opponent(language.text("all others"), *others, named=False))
    return Step(there, chance_of(side["through"]), tuple(named))


def path_words(answer: Answer, row: Row, language: Language) -> str:
    """Say a way in words, for those who do not see the drawing."""
    stages = stage_words(answer, row, language)
    return " ".join(
        f"{lane.title}: {'; '.join(_said(lane, stages, language))}."
        for lane in lanes_of(answer, row, language)
        if lane.champion is not None
    )  # fmt: skip


def _said(lane: Lane, stages: list[str], language: Language) -> Iterator[str]:
    for stage, step in zip(stages, lane.steps, strict=True):
        if step is not None:
            met = [f"{one.name} {_percent(one.meets, language)}" for one in step.opponents]
            yield f"{stage} {_percent(step.there, language)}" + (f" ({', '.join(met)})" if met else "")
    yield f"{language.stage('champion')} {_percent(lane.champion, language)}"


def _percent(chance: Chance | None, language: Language) -> str:
    return ABSENT if chance is None else language.percent(chance.mean, settled=chance.settled)
