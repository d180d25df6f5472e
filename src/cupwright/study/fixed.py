"""Results put into a season under way: how they are written, and what is known with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cupwright.errors import CupwrightError, Problem, did_you_mean
from cupwright.football.outcomes import KnownScore
from cupwright.study.open_matches import OpenMatch

if TYPE_CHECKING:
    from cupwright.engine import Known

__all__ = ["MOST_FIXED", "Fixed", "fixed_of", "fixed_of_words", "said", "with_results"]

MOST_FIXED = 64
_MOST_GOALS = 20
_LIMIT = f"at most {_MOST_GOALS} goals a side, such as 2-1"
_SCORE = re.compile(r"\s*(\d{1,2})\s*[-–:]\s*(\d{1,2})\s*")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A result to put in: the name of an open match and the goals of host and visitor."""

    match: str
    goals: tuple[int, int]


def fixed_of(results: Mapping[str, str]) -> list[Fixed]:
    """Read results by the name of their match, such as ``{"final:a:b:1": "2-1"}``.

    Raises
    ------
    CupwrightError
        If one is no score; all of them at once.
    """
    return _read(sorted(results.items()))


def fixed_of_words(words: Sequence[str]) -> list[Fixed]:
    """Read results written as ``"final:a:b:1=2-1"``.

    Raises
    ------
    CupwrightError
        If one is not written so; all of them at once.
    """
    problems = [
        Problem("usage", f"--result `{word[:120]}` is not MATCH=SCORE", hint="such as `final:flamengo:palmeiras:1=2-1`")
        for word in words if "=" not in word
    ]  # fmt: skip
    if problems:
        raise CupwrightError(problems)
    pairs = [word.rpartition("=") for word in words]
    return _read([(match.strip(), score) for match, _, score in pairs])


def _read(results: Sequence[tuple[str, str]]) -> list[Fixed]:
    fixed, problems = [], []
    for match, text in results:
        found = _SCORE.fullmatch(text)
        if found is None:
            problems.append(Problem("score", f"`{text[:20]}` is no score", facts=(match[:120], _LIMIT)))
        else:
            fixed.append(Fixed(match, (int(found[1]), int(found[2]))))
    if problems:
        raise CupwrightError(problems)
    return fixed


def said(fixed: Sequence[Fixed]) -> list[str]:
    """Return results as :func:`fixed_of_words` reads them."""
    return [f"{result.match}={result.goals[0]}-{result.goals[1]}" for result in fixed]


def with_results(known: Known, opened: Sequence[OpenMatch], fixed: Sequence[Fixed]) -> Known:
    """Return what is known with some results of open matches added.

    Raises
    ------
    CupwrightError
        If a result is of no open match, stands twice or is no score, or there are too many; all problems at once.
    """
    by_id = {match.id: match for match in opened}
    problems: list[Problem] = []
    if len(fixed) > MOST_FIXED:
        problems.append(Problem("results", f"{len(fixed)} results were put in; at most {MOST_FIXED} are"))
    seen: set[str] = set()
    scores = []
    for result in fixed[:MOST_FIXED]:
        match = by_id.get(result.match)
        if match is None:
            hint = did_you_mean(result.match, by_id) or (f"such as `{opened[0].id}`" if opened else "none is open")
            problems.append(Problem("unknown-match", f"`{result.match[:120]}` is not a match to be played", hint=hint))
        elif result.match in seen:
            problems.append(Problem("results", f"`{result.match}` has two results"))
        elif not all(0 <= goals <= _MOST_GOALS for goals in result.goals):
            words = "-".join(str(goals) for goals in result.goals)
            problems.append(Problem("score", f"`{words[:40]}` is no score of `{result.match}`", facts=(_LIMIT,)))
        else:
            scores.append(KnownScore(match.stage, (match.home, match.away), match.leg, result.goals))
        seen.add(result.match)
    if problems:
        raise CupwrightError(problems)
    return replace(known, scores=(*known.scores, *scores))
