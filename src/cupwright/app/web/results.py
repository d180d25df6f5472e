"""Results in addresses: ``result.MATCH=2-1``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cupwright.errors import CupwrightError, Problem
from cupwright.study.what_if import MOST_GOALS, Fixed

__all__ = ["fixed_of"]

_SCORE = re.compile(r"\s*(\d{1,2})\s*[-–:]\s*(\d{1,2})\s*")


def fixed_of(results: Mapping[str, str]) -> list[Fixed]:
    """Read results by the name of their match, such as ``{"final:a:b:1": "2-1"}``.

    Raises
    ------
    CupwrightError
        If one is no score; all of them at once.
    """
    fixed, problems = [], []
    for match, text in sorted(results.items()):
        found = _SCORE.fullmatch(text)
        if found is None:
            facts = (match[:120], f"at most {MOST_GOALS} goals a side, such as 2-1")
            problems.append(Problem("score", f"`{text[:20]}` is no score", facts=facts))
        else:
            fixed.append(Fixed(match, (int(found[1]), int(found[2]))))
    if problems:
        raise CupwrightError(problems)
    return fixed
