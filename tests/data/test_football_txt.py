"""The reader of Football.TXT, on small files in our own words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cupwright.data.sources.football_txt import parse_football_txt

ONE = """= Copa Libertadores 2012

# Date       Tue Jan/24 - Wed Jul/4 2012 (162d)

» Round 1
  Tue Jan/24 2012
    21.15  Arsenal (ARG)   v Sport Huancayo (PER)  3-0 (2-0)
           12 de Octubre (PAR) v Caracas FC (VEN)  0-0
  Wed Feb/1
    22.00  Santos FC (BRA) v Lanús (ARG)           4-2 pen. (1-0, 0-0)

» Gruppe 1
  Thu Jan/26
    19.45  Flamengo RJ (BRA) v Olimpia (PAR)

» Final
  Wed Jul/4
    21.50  Corinthians (BRA) v Boca Juniors (ARG)  3-2 pen. 1-1 a.e.t. (1-1, 0-1)
"""
TWO = """= Liga MX 2024/25

# Date       Fri Jul 5 2024 - Sun May 25 2025 (324d)

▪ Apertura, Matchday 1
  Fri Jul 5 2024
    16:45  Puebla FC               v Santos Laguna            1-0 (0-0)

▪ Clausura Playoffs, Final
  Sun May 25
    19:00  Deportivo Toluca        v CF América               2-0 a.e.t. (1-0, 0-0)
           Club León               v Necaxa                   3-0    [awarded]
           Atlas                   v Necaxa                   [cancelled]
           N.N.                    v N.N.
"""
THREE = """####
# FIFA Club World Cup in Morocco, 10–20 December 2014

(1) Play-off for quarter-finals

(1) Wed Dec/10 19:30   Home FC   0-0  Away Club   @ Stade, Rabat

(2) Quarter-finals

(2) Sat Dec/13 16:00   Third FC  2-1nV 1-1  Fourth SC @ Stade, Rabat
"""


def test_first_dialect() -> None:
    read = parse_football_txt(ONE, "one.txt")
    assert read.problems == ()
    assert read.title == "Copa Libertadores 2012"
    first, second, third, fourth, last = read.matches
    assert (first.date, first.time, first.home, first.home_country) == ("2012-01-24", "21:15", "Arsenal", "ARG")
    assert (first.full_time, first.half_time, first.place.line) == ((3, 0), (2, 0), 7)
    assert (second.home, second.time, second.full_time) == ("12 de Octubre", "21:15", (0, 0))
    assert (third.full_time, third.penalties, third.extra_time) == ((1, 0), (4, 2), None)
    assert (fourth.status, fourth.group, fourth.date) == ("fixture", "1", "2012-01-26")
    assert (last.penalties, last.extra_time, last.full_time, last.half_time) == ((3, 2), (1, 1), (1, 1), (0, 1))
    assert last.stage == "Final"


def test_second_dialect() -> None:
    read = parse_football_txt(TWO, "two.txt")
    assert read.problems == ()
    assert [match.date for match in read.matches] == ["2024-07-05", "2025-05-25", "2025-05-25", "2025-05-25"]
    assert (read.matches[0].stage, read.matches[0].round) == ("Apertura", "Matchday 1")
    assert (read.matches[1].extra_time, read.matches[1].full_time) == ((2, 0), (1, 0))
    assert (read.matches[2].status, read.matches[2].full_time) == ("awarded", (3, 0))
    assert read.matches[3].status == "cancelled"


def test_older_form() -> None:
    read = parse_football_txt(THREE, "three.txt")
    assert read.problems == ()
    first, second = read.matches
    assert (first.date, first.home, first.away, first.ground) == ("2014-12-10", "Home FC", "Away Club", "Stade, Rabat")
    assert (second.extra_time, second.full_time, second.stage) == ((2, 1), (1, 1), "Quarter-finals")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("  Wed Feb/30", "date", "there is no 30 Feb"),
        ("  Tue Feb/1", "date", "the season runs from 2012-01-24 to 2012-07-04"),
        ("  Mon Feb/1 2012", "date", "2012-02-01 is a Wednesday"),
        ("  Tue Foo/1", "date", "`Foo` is not a month"),
        ("    20.00  Alpha FC v Beta FC  3:1 or so 2-1", "line", "cannot be read"),
        ("    20.00  Alpha FC v Beta FC  2-1 [maybe]", "score", "cannot be read"),
        ("some words with 2-1 in them", "line", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(line: str, code: str, words: str) -> None:
    text = f"= Cup 2012\n\n# Date       Tue Jan/24 - Wed Jul/4 2012\n\n» Round 1\n  Tue Jan/24 2012\n{line}\n"
    read = parse_football_txt(text, "cup.txt")
    assert len(read.problems) == 1
    problem = read.problems[0]
    assert (problem.code, problem.place.line if problem.place else None) == (code, 7)
    assert words in problem.message


def test_a_match_under_a_bad_date_is_not_given_another() -> None:
    text = "= Cup 2012\n» Round 1\n  Tue Jan/24 2012\n  Wed Feb/30\n    20.00  Alpha v Beta  1-0\n"
    read = parse_football_txt(text, "cup.txt")
    assert read.matches == ()
    assert [problem.place.line for problem in read.problems if problem.place] == [4, 5]


def test_the_weekday_tells_the_year() -> None:
    """Without a span in the header, a season that runs into the next year is dated by its weekdays."""
    text = (
        "= League 2019/20\n▪ Matchday 1\n  Sat Dec 28 2019\n    Alpha v Beta  1-0\n  Sat Jan 4\n    Beta v Alpha  0-0\n"
    )
    read = parse_football_txt(text)
    assert [match.date for match in read.matches] == ["2019-12-28", "2020-01-04"]


NAMES = st.from_regex(r"[A-Z][a-zéñó]{2,8}( [A-Z][a-z]{1,7}){0,2}", fullmatch=True).filter(
    lambda name: "v" not in name.split()
)
GOALS = st.integers(0, 12)
SCORES = st.tuples(GOALS, GOALS)


@st.composite
def games(draw: st.DrawFn) -> dict[str, object]:
    ft = draw(SCORES)
    aet = draw(st.none() | st.tuples(st.integers(ft[0], 14), st.integers(ft[1], 14)))
    pen = draw(st.none() | SCORES)
    ht = draw(st.none() | st.tuples(st.integers(0, ft[0]), st.integers(0, ft[1])))
    return {
        "date": draw(st.dates(dt.date(2012, 1, 1), dt.date(2012, 12, 31))),
        "home": draw(NAMES),
        "away": draw(NAMES),
        "country": draw(st.sampled_from(["", "ARG", "BRA"])),
        "full_time": ft,
        "extra_time": aet,
        "penalties": pen,
        "half_time": ht,
    }


def written(game: dict[str, object], first: bool) -> list[str]:
    """Write a game in one of the dialects."""

    def pair(score: object) -> str:
        assert isinstance(score, tuple)
        return f"{score[0]}-{score[1]}"

    date = game["date"]
    assert isinstance(date, dt.date)
    day = f"{date:%a} {date:%b}{'/' if first else ' '}{date.day} {date.year}"
    inner = [pair(game["full_time"])] + ([pair(game["half_time"])] if game["half_time"] else [])
    if game["extra_time"] or game["penalties"]:
        parts = [f"{pair(game['penalties'])} pen."] if game["penalties"] else []
        parts += [f"{pair(game['extra_time'])} a.e.t."] if game["extra_time"] else []
        score = " ".join(parts) + f" ({', '.join(inner)})"
    else:
        score = inner[0] + (f" ({inner[1]})" if len(inner) == 2 else "")
    country = f" ({game['country']})" if game["country"] else ""
    return [
        f"  {day}",
        f"    {'21.15' if first else '21:15'}  {game['home']}{country}  v {game['away']}{country}  {score}",
    ]


@settings(deadline=None)
@given(st.lists(games(), min_size=1, max_size=6), st.booleans())
def test_what_is_written_is_read_back(listed: list[dict[str, object]], first: bool) -> None:
    lines = ["= Some Cup 2012", "", "» Round 1" if first else "▪ Round 1"]
    for game in listed:
        lines += written(game, first)
    read = parse_football_txt("\n".join(lines))
    assert read.problems == ()
    for game, match in zip(listed, read.matches, strict=True):
        assert match.date == str(game["date"])
        assert (match.home, match.away, match.home_country) == (game["home"], game["away"], game["country"])
        for key in ("full_time", "extra_time", "penalties", "half_time"):
            assert getattr(match, key) == game[key]


PIECES = st.sampled_from(
    [
        "= Cup 2012",
        "# Date Tue Jan/24 - Wed Jul/4 2012",
        "» Round 1",
        "▪ Group, Matchday 2",
        "  Tue Jan/24 2012",
        "  Wed Feb/30",
        "    21.15  Alpha (ARG) v Beta (BRA)  3-0 (2-0)",
        "  v  ",
        "2-1",
        "[awarded]",
        " pen. ",
        "a.e.t.",
        "(",
        ")",
        "99-99",
        "\ufeff",
        "\x00",
        "(1) Final",
        "(2) Sat Dec/13 16:00   A  2-1nV 1-1  B @ C",
    ]
)


@settings(deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=25), st.sampled_from(["\n", " ", "\r\n"]))
def test_no_text_makes_it_fail(pieces: list[str], glue: str) -> None:
    read = parse_football_txt(glue.join(pieces), "noise.txt")
    for problem in read.problems:
        assert problem.place is not None
        assert problem.place.line is not None
    for match in read.matches:
        dt.date.fromisoformat(match.date)
