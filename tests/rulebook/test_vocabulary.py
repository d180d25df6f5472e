"""The words a document may use are those the rules know: two rooms that may not import each other hold them."""

from __future__ import annotations

from typing import get_args

from cupwright.rulebook.schema.format import Tiebreak
from cupwright.rules import codes


def test_every_criterion_of_a_document_is_one_of_the_rules() -> None:
    assert set(get_args(Tiebreak)) == set(codes.CRITERIA)
