"""The reader of CSV files."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright.data.sources.csv_file import COLUMNS, looks_like_csv, parse_csv

HEAD = "date,competition,edition,home,away,ft_home,ft_away"


def test_columns_in_any_order_and_either_separator() -> None:
    for separator in ",;":
        text = "home;away;score;date;edition;competition;pen_home;pen_away\nAlpha;Beta;2-2;2026-04-07;2026;cup;5;4\n"
        read = parse_csv(text.replace(";", separator), "a.csv")
        assert read.problems == ()
        match = read.matches[0]
        assert (match.home, match.full_time, match.penalties, match.edition) == ("Alpha", (2, 2), (5, 4), "2026")


def test_a_score_and_an_award_are_kept_apart() -> None:
    text = f"{HEAD},awarded_home,awarded_away\n2026-04-07,cup,2026,Alpha,Beta,1,2,3,0\n"
    match = parse_csv(text).matches[0]
    assert (match.full_time, match.awarded, match.status) == ((1, 2), (3, 0), "awarded")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2026-02-30,cup,2026,Alpha,Beta,1,0", "is not a date"),
        ("7/4/2026,cup,2026,Alpha,Beta,1,0", "is not a date"),
        ("2026-04-07,cup,2026,Alpha,Beta,-1,0", "is not a score"),
        ("2026-04-07,cup,2026,Alpha,Beta,one,0", "is not a score"),
        ("2026-04-07,cup,2026,Alpha,Beta,1,", "is not a score"),
        ("2026-04-07,cup,2026,Alpha,Beta,1000,0", "too many"),
        ("2026-04-07,cup,2026,Alpha,Beta,,", "no score"),
        ("2026-04-07,cup,2026,,Beta,1,0", "`home` is empty"),
        ("2026-04-07,cup,2026,Alpha,Beta,1", "6 cells"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, words: str) -> None:
    read = parse_csv(f"{HEAD}\n2026-04-01,cup,2026,Alpha,Beta,1,0\n{line}\n", "a.csv")
    assert len(read.matches) == 1
    assert len(read.problems) == 1
    assert words in read.problems[0].message
    assert str(read.problems[0].place) == "a.csv:3"


def test_columns_are_checked_together() -> None:
    read = parse_csv("date,hmoe,away,date\n2026-04-07,Alpha,Beta,x\n", "a.csv")
    assert [problem.message for problem in read.problems] == [
        "no column is called `hmoe`",
        "the column `date` stands twice",
        "these columns are missing: `competition`, `edition`, `home`",
    ]
    assert "home" in read.problems[0].hint


def test_scores_that_cannot_be() -> None:
    text = f"{HEAD},aet_home,aet_away,pen_home,pen_away\n2026-04-07,cup,2026,Alpha,Beta,2,2,1,2,4,4\n"
    messages = [problem.message for problem in parse_csv(text).problems]
    assert any("less than" in message for message in messages)
    assert any("shoot-out cannot end" in message for message in messages)


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r\n", exclude_categories=("Cs", "Cc", "Zl", "Zp")),
    min_size=1,
    max_size=12,
)
WORDS = CELLS.map(str.strip).filter(bool)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.dates().map(str), WORDS, WORDS, WORDS, WORDS, st.integers(0, 99), st.integers(0, 99)), max_size=5
    ),
    st.sampled_from(",;"),
)
def test_what_is_written_is_read_back(rows: list[tuple[object, ...]], separator: str) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(HEAD.split(","))
    writer.writerows(rows)
    read = parse_csv(file.getvalue())
    assert read.problems == ()
    found = [(m.date, m.competition, m.edition, m.home, m.away, *(m.full_time or ())) for m in read.matches]
    assert found == rows


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(st.sampled_from([*COLUMNS, "2-1", "2026-04-07", '"', "played"]), st.text(max_size=8)), max_size=8
        ),
        max_size=6,
    )
)
def test_no_text_makes_it_fail(table: list[list[str]]) -> None:
    text = "\n".join(",".join(cells) for cells in table)
    looks_like_csv(text)
    for problem in parse_csv(text, "noise.csv").problems:
        assert problem.place is not None
