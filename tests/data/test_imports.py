"""Imports: all or nothing, contradictions refused, the source kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupwright.data import api
from cupwright.data.sources.reading import LIMIT_BYTES
from cupwright.data.workspace import imports, workspace_path
from cupwright.errors import CupwrightError

QUARTERS = """= Copa Libertadores 2026

▪ Finals, Quarterfinals
  Thu Sep 17 2026
    21:30  CR Flamengo (BRA)       v CAR Independiente del Valle (ECU)  2-0 (1-0)
           CA Platense (ARG)       v Fluminense FC (BRA)                1-0
"""
HEAD = "date,competition,edition,home,away,score\n"


@pytest.fixture
def quarters(tmp_path: Path) -> Path:
    path = tmp_path / "quarters.txt"
    path.write_text(QUARTERS, encoding="utf-8")
    return path


def table(path: Path, *lines: str) -> Path:
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def problems(*paths: Path, prefer: str | None = None) -> list[str]:
    with pytest.raises(CupwrightError) as caught:
        api.import_files(paths, prefer=prefer)
    return [problem.code for problem in caught.value.problems]


def test_new_results_stand_with_the_facts(quarters: Path) -> None:
    before = api.facts_hash()
    report = api.import_files([quarters])
    assert (report.added, report.replaced, report.known) == (2, 0, 0)
    assert report.files[0].format == "football.txt"
    matches = {
        (m.home, m.away): m for m in api.edition_matches("conmebol-libertadores", "2026") if m.stage == "quarter-finals"
    }
    second = matches["flamengo", "independiente-del-valle"]
    assert (second.full_time, second.leg, second.source) == ((2, 0), 2, "imported from quarters.txt")
    legs = api.sql("select home, leg from matches where source = 'imported from quarters.txt' order by home")[1]
    assert legs == [("flamengo", 2), ("platense", 2)]
    assert api.last_match_dates()["platense"].isoformat() == "2026-09-17"
    assert len(api.load_matches()) == api.info()["rows"]["matches"]
    assert api.facts_hash() != before
    assert [check for check in api.verify() if not check.ok] == []
    kept = imports()[0]
    assert (kept["file"], kept["bytes"]) == (str(quarters), len(QUARTERS.encode()))


def test_the_source_is_kept(quarters: Path) -> None:
    import duckdb

    api.import_files([quarters])
    with duckdb.connect(str(workspace_path()), read_only=True) as connection:
        text = connection.execute("SELECT text FROM imports").fetchall()[0][0]
    assert text.decode() == QUARTERS


def test_the_same_file_twice_says_nothing_new(quarters: Path) -> None:
    api.import_files([quarters])
    report = api.import_files([quarters, quarters])
    assert (report.added, report.known) == (0, 2)
    assert len(imports()) == 1


def test_a_contradiction_is_refused_unless_told_who_wins(tmp_path: Path, quarters: Path) -> None:
    other = table(
        tmp_path / "o.csv",
        "2025-02-22,usa-mls,2025,inter-miami,New York City FC,2-3",
        "2026-09-17,conmebol-libertadores,2026,flamengo,independiente-del-valle,0-0",
    )
    api.import_files([quarters])
    with pytest.raises(CupwrightError) as caught:
        api.import_files([other])
    assert [problem.code for problem in caught.value.problems] == ["contradiction", "contradiction"]
    assert "here: 2-3" in str(caught.value)
    assert "known: 2-2" in str(caught.value)
    assert "o.csv:2" in str(caught.value)
    kept = api.import_files([other], prefer="facts")
    assert (kept.kept, kept.replaced) == (2, 0)
    before = len(api.load_matches())
    won = api.import_files([other], prefer="mine")
    assert (won.kept, won.replaced) == (0, 2)
    assert len(api.load_matches()) == before
    _, rows = api.sql(
        "select ft_home, ft_away from matches where match_id = 'usa-mls/2025/2025-02-22/inter-miami/new-york-city-fc'"
    )
    assert rows == [(2, 3)]
    assert api.import_files([other]).known == 2
    assert problems(other, prefer="yours") == ["prefer"]


def test_a_file_cannot_contradict_itself(tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.csv",
        "2026-10-01,usa-mls,2026,inter-miami,toronto-fc,1-0",
        "2026-10-01,usa-mls,2026,inter-miami,toronto-fc,1-1",
    )
    assert problems(path) == ["contradiction"]


def test_a_missing_shootout_completes_a_known_match(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "date,competition,edition,home,away,ft_home,ft_away,pen_home,pen_away\n"
        "2023-05-06,mex-liga-mx,2022-23,pachuca,santos-laguna,4,4,3,4\n",
        encoding="utf-8",
    )
    report = api.import_files([path])
    assert report.completed == 1
    match = next(
        m
        for m in api.edition_matches("mex-liga-mx", "2022-23")
        if m.date.isoformat() == "2023-05-06" and m.home == "pachuca"
    )
    assert (match.full_time, match.penalties) == ((4, 4), (3, 4))


def test_all_problems_at_once_and_nothing_imported(tmp_path: Path, quarters: Path) -> None:
    bad = table(
        tmp_path / "bad.csv",
        "2026-13-01,usa-mls,2026,inter-miami,toronto-fc,1-0",
        "2026-03-01,usa-mls,2026,Barcelona,toronto-fc,1-0",
        "2026-03-01,usa-mls,2026,inter-miami,inter-miami,1-0",
        "2026-03-01,usa-mlss,2026,inter-miami,toronto-fc,1-0",
    )
    assert problems(quarters, bad, tmp_path / "none.csv") == ["date", "unknown-club", "match", "competition", "file"]
    assert not workspace_path().exists()


def test_a_day_far_from_its_edition_is_refused(tmp_path: Path) -> None:
    """A mistyped year would otherwise stand as the last day that is known."""
    path = table(tmp_path / "late.csv", "2029-09-18,conmebol-libertadores,2026,flamengo,palmeiras,2-0")
    assert problems(path) == ["date"]


def test_a_title_without_a_season(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("» Final\n  Wed Jul/4 2012\n    Santos (BRA) v Olimpia (PAR)  1-0\n", encoding="utf-8")
    assert problems(path) == ["competition"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x00\x01\x02PNG", "binary"),
        (b"PK\x03\x04aaaa", "binary"),
        ("date,home,away\nColón".encode("latin-1"), "UTF-8"),
        (b"nothing to see here\n", "no match was found"),
    ],
)
def test_files_that_are_no_results(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)
    with pytest.raises(CupwrightError, match=words):
        api.import_files([path])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(CupwrightError, match="too large: 200 MB"):
        api.import_files([huge])
    with pytest.raises(CupwrightError, match="a folder"):
        api.import_files([tmp_path])
    with pytest.raises(CupwrightError, match="no such file"):
        api.import_files([tmp_path / "none"])
    with pytest.raises(CupwrightError, match="not the name of a file"):
        api.import_files(["a\x00b"])
    assert LIMIT_BYTES < 200_000_000


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.integers(0, len(QUARTERS) - 1), st.sampled_from([".txt", ".csv"]))
def test_no_file_makes_it_fail(tmp_path: Path, noise: bytes, cut: int, suffix: str) -> None:
    path = tmp_path / f"noise{suffix}"
    start = QUARTERS.encode()[:cut] if suffix == ".txt" else HEAD.encode()
    path.write_bytes(start + noise)
    try:
        api.import_files([path], prefer="facts")
    except CupwrightError as error:
        assert error.problems


def test_football_txt_and_csv_agree(tmp_path: Path, quarters: Path) -> None:
    api.import_files([quarters])
    same = table(
        tmp_path / "same.csv",
        "2026-09-17,conmebol-libertadores,2026,flamengo,independiente-del-valle,2-0",
        "2026-09-17,conmebol-libertadores,2026,platense,fluminense,1-0",
    )
    assert api.import_files([same]).known == 2


def test_matches_of_groups_are_no_legs(tmp_path: Path) -> None:
    """Both matches of two clubs of a group, whose letter the file does not name, are not a tie."""
    path = tmp_path / "groups.csv"
    path.write_text(
        "date,competition,edition,stage,home,away,score\n"
        "2027-04-06,conmebol-libertadores,2027,group-stage,platense,flamengo,0-1\n"
        "2027-05-25,conmebol-libertadores,2027,group-stage,flamengo,platense,2-0\n"
        "2027-08-10,conmebol-libertadores,2027,round-of-16,platense,corinthians,0-1\n"
        "2027-08-17,conmebol-libertadores,2027,round-of-16,corinthians,platense,2-0\n",
        encoding="utf-8",
    )
    api.import_files([path])
    legs = api.sql("select leg from matches where source = 'imported from groups.csv' order by date")[1]
    assert legs == [(None,), (None,), (1,), (2,)]
