"""A proposal that was sent as text: problems, never defects; names of the library alone."""

from __future__ import annotations

import pytest

from cupwright.errors import CupwrightError
from cupwright.rulebook import proposal_of_text
from cupwright.rulebook.schema.proposal import CHANGES
from cupwright.rulebook.shelf import LIBRARY

HEAD = "kind: proposal\nid: mine\ntitle: a change\namends: copa-libertadores-2026\nchanges:\n"


@pytest.mark.parametrize("name", ["mas-2026", "mas-2026-expand", "guests-as-2016"])
def test_a_proposal_of_the_library_can_be_sent(name: str) -> None:
    assert proposal_of_text((LIBRARY / "proposals" / f"{name}.yaml").read_text(encoding="utf-8")).id == name


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("body", ["", " null", " 3", " []", " {}"])
def test_a_change_without_keys_is_a_problem_with_its_line(change: str, body: str) -> None:
    with pytest.raises(CupwrightError) as refused:
        proposal_of_text(f"{HEAD}  - {change}:{body}\n")
    assert all(problem.place is not None and problem.place.line == 6 for problem in refused.value.problems)


def test_other_kinds_and_long_texts_are_refused() -> None:
    for text in ("kind: edition\n", "kind: format\n", HEAD + "#" * 64_000):
        with pytest.raises(CupwrightError):
            proposal_of_text(text)
