"""A season as a person reads it: tables, ties, reasons, and what cannot be explained."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console

from cupwright.errors import CupwrightError
from cupwright.football.competitions import Award, Draw, Feed, Format, GroupStage, Pairing, TieStage
from cupwright.football.outcomes import BerthOutcome, Placing, Season, StandingRow, TieOutcome
from cupwright.report.explaining import explain
from cupwright.report.season import season_page, season_rows
from cupwright.report.tie_words import (
    aggregate,
    criterion_words,
    decided_words,
    reason_words,
    score_words,
    spelt,
    tie_marks,
)
from cupwright.rules import codes

CLUBS = {"one": "Club One", "two": "Peñarol [b]", "three": "Three"}
STAGES = {"group-stage": "Group stage", "final": "Final", "extra": "A stage to come"}
AWARDS = {"club-world-cup": "Club World Cup"}
RULES = Format(
    "rules", "Rules", "cup", "CONMEBOL", (2020, 2020),
    (
        GroupStage("group-stage", "Group stage", (Feed(slots=True),), 3, 1, Draw((3,), (1,)), (), ("points",)),
        *(TieStage(name, STAGES[name], (), 2, Pairing("bracket"), 2, False, "better-seeded", ("aggregate",))
          for name in ("final", "extra")),
    ),
    (Award("club-world-cup", "Club World Cup", ()),),
)  # fmt: skip


def tie(**changes: Any) -> TieOutcome:
    values: dict[str, Any] = {
        "stage": "final", "number": 1, "clubs": ("one", "two"), "seeding": (2, 1), "legs": ((1, 0), (0, 1)),
        "extra": (1, 1), "penalties": (4, 5), "winner": "two", "decided_by": "penalties",
        "hosted_by": "better-seeded", "paired_by": "bracket",
    }  # fmt: skip
    return TieOutcome(**{**values, **changes})


def season(**changes: Any) -> Season:
    rows = (
        StandingRow(6, 4, 1, 1, 12, 4, 3, 13),
        StandingRow(6, 4, 1, 1, 9, 4, 2, 13),
        StandingRow(6, 0, 0, 6, 1, 14, 0, 0),
    )
    decided = ("goal-difference", "points", "")
    placings = tuple(
        Placing("group-stage", "A", place, club, row, by)
        for place, (club, row, by) in enumerate(zip(CLUBS, rows, decided, strict=True), 1)
    )
    berths = (BerthOutcome("club-world-cup", ("two",), ("`two` beat `one` in `final` by penalties",)),)
    return Season("cup", placings, (tie(),), berths, "two", **changes)


def page(found: Season, *only: str) -> str:
    console = Console(width=100, highlight=False, color_system=None)
    with console.capture() as text:
        for part in season_page(found, RULES, CLUBS, only):
            console.print(part)
    return text.get()


def test_the_page_has_every_table_tie_and_reason() -> None:
    text = page(season(undecided=("`final`, `one` v `two`: leg 2 has no known score",)))
    assert "12   4   +8   13  goal difference" in text
    assert "Club One v Peñarol [b]  2 v 1  1–0, 0–1 (1–1 aet) (4–5 p)  Peñarol [b] on penalties" in text
    assert "A STAGE TO COME\n  nothing known" in text
    assert "Club World Cup: Peñarol [b]" in text
    assert "not settled: Final, Club One v Peñarol [b]: leg 2 has no known score" in text
    assert max(map(len, text.splitlines())) <= 100


def test_one_stage_alone() -> None:
    text = page(season(), "final")
    assert "GROUP STAGE" not in text and "BERTHS" not in text


def test_explanations() -> None:
    found = season()
    assert explain(found, "tie:final", CLUBS, STAGES, AWARDS) == [
        "Final, tie 1: Club One v Peñarol [b]",
        "  paired by: the bracket",
        "  host of the second leg: Peñarol [b]; the better seeded hosts it",
        "  score, in the order Club One then Peñarol [b]: 1–0, 0–1, 1–1 after extra time, 4–5 on penalties",
        "  decided: Peñarol [b] on penalties",
    ]
    assert explain(found, "tie:final:1", CLUBS, STAGES, AWARDS) == explain(
        found, "tie:final:one", CLUBS, STAGES, AWARDS
    )
    assert explain(found, "group:a", CLUBS, STAGES, AWARDS)[1].endswith("above Peñarol [b] by goal difference")
    assert explain(found, "berth:club-world-cup", CLUBS, STAGES, AWARDS) == [
        "Club World Cup: Peñarol [b]",
        "  1. Peñarol [b] beat Club One in Final by penalties",
    ]


@pytest.mark.parametrize(
    "what", ["", "final", "tie:", "tie:semi-finals", "tie:final:three", "group:Z", "berth:x", "x:y"]
)
def test_what_cannot_be_explained_says_what_can(what: str) -> None:
    with pytest.raises(CupwrightError) as caught:
        explain(season(), what, CLUBS, STAGES, AWARDS)
    problem = caught.value.problems[0]
    assert problem.code == "explain" and problem.facts


def test_scores() -> None:
    assert score_words(tie(legs=(), extra=None, penalties=None)) == "not played"
    assert score_words(tie(legs=((0, 2), None), extra=None, penalties=None)) == "0–2, ?"


def test_the_score_of_a_bracket() -> None:
    assert (aggregate(tie()), tie_marks(tie())) == ((2, 1), ("2 (4)", "1 (5)"))
    away = tie(legs=((1, 2), (1, 0)), extra=None, penalties=None, decided_by="away-goals")
    assert tie_marks(away) == ("2", "2a")
    walked = tie(legs=(), extra=None, penalties=None, decided_by="walkover")
    assert (aggregate(walked), tie_marks(walked)) == (None, ("", "w.o."))
    assert tie_marks(tie(legs=((0, 2), None), extra=None, penalties=None, winner="")) == ("?", "?")


def test_a_best_of_three_is_told_in_matches() -> None:
    three = tie(legs=((1, 0), (2, 2), (0, 3)), extra=None, penalties=None, decided_by="series")
    assert score_words(three) == "1–2 in matches (1–0, 2–2 p, 0–3)"
    assert tie_marks(three) == ("1", "2")
    assert score_words(three, short=True) == "1–2 (1–0, 2–2 p, 0–3)"
    short = tie(legs=((1, 0), (2, 1)), extra=None, penalties=None, winner="one", decided_by="series")
    assert score_words(short) == "2–0 in matches (1–0, 2–1)"
    under_way = tie(legs=((1, 0), None, None), extra=None, penalties=None, winner="", decided_by="")
    assert score_words(under_way) == "1–0, ?, ?"


def test_a_single_match_has_no_aggregate() -> None:
    single = tie(legs=((0, 2),), extra=None, penalties=None, decided_by="aggregate")
    assert decided_words(single) == "in 90 minutes"
    assert decided_words(tie(decided_by="aggregate")) == "on aggregate"


def test_names_stand_for_ids_in_and_out_of_quotes() -> None:
    assert spelt("`two` met one in `final`", CLUBS, STAGES, bare=CLUBS) == "Peñarol [b] met Club One in Final"
    assert spelt("someone and one-two", bare=CLUBS) == "someone and one-two"


def test_every_criterion_has_words() -> None:
    for words in (*map(criterion_words, codes.CRITERIA), *map(reason_words, codes.DECIDED_BY)):
        assert words and "-" not in words


def test_rows_have_the_same_columns() -> None:
    rows = season_rows(season())
    assert len(rows) == 4
    assert len({tuple(row) for row in rows}) == 1
    assert rows[-1]["opponent"] == "one"
