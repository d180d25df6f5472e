"""The importers, on small samples in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.importers.merge import Merge
from tools.importers.names import Names
from tools.importers.openfootball import read_openfootball
from tools.importers.repairs import repair_before
from tools.importers.rows import Row
from tools.importers.rsssf import join, read_rsssf
from tools.importers.tabular import read_footballcsv, read_handmade, read_schochastics, season

ALIASES = """
ARG: River Plate = CA River Plate
ARG: Boca Juniors
URU: River Plate (URU) = River Plate
URU: Nacional = Club Nacional
BRA: Santos = Santos FC
BRA: Cruzeiro
MEX: Cruz Azul
MEX: Veracruz (to 2013) = Veracruz
MEX: Veracruz (2013-19) = CD Veracruz
USA: Inter Miami = Inter Miami CF
PER: Guaraní
PAR: Guaraní
"""
RIVER, RIVER_URU, BOCA = ("River Plate", "ARG"), ("River Plate (URU)", "URU"), ("Boca Juniors", "ARG")
SANTOS, CRUZEIRO, CRUZ_AZUL = ("Santos", "BRA"), ("Cruzeiro", "BRA"), ("Cruz Azul", "MEX")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a folder of raw sources with nothing but aliases."""
    (tmp_path / "aliases.txt").write_text(ALIASES, encoding="utf-8")
    head = "canonical,country,confederation,alias,source_family,occurrences,how\n"
    (tmp_path / "club_aliases.csv").write_text(head, encoding="utf-8")
    (tmp_path / "club_aliases_2019_2026.csv").write_text("canonical,country,alias,occurrences,how\n", encoding="utf-8")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def row(date: str, home: tuple[str, str], away: tuple[str, str], ft: tuple[int, int] | None, family: str) -> Row:
    return Row(date, "conmebol-libertadores", date[:4], home, away, family, family, ft, file=family)


def test_names_know_the_country_and_the_date(root: Path) -> None:
    names = Names(root)
    assert names.resolve("River Plate", ("URU",), "x") == RIVER_URU
    assert names.resolve("ca river plate", ("ARG",), "x") == RIVER
    assert names.resolve("Veracruz", ("MEX",), "x", "2012-01-01") == ("Veracruz (to 2013)", "MEX")
    assert names.resolve("Veracruz", ("MEX",), "x", "2015-01-01") == ("Veracruz (2013-19)", "MEX")
    assert names.resolve("Nobody FC", ("BRA",), "x") == ("Nobody FC", "BRA")
    assert names.named_automatically == {("Nobody FC", "BRA")}


def test_ids_of_namesakes_carry_their_country(root: Path) -> None:
    names = Names(root)
    ids = names.ids([RIVER, RIVER_URU, BOCA, ("Guaraní", "PER"), ("Guaraní", "PAR")])
    assert ids[RIVER] == "river-plate-arg"
    assert ids[RIVER_URU] == "river-plate-uru"
    assert ids[BOCA] == "boca-juniors"
    assert ids["Guaraní", "PER"] == "guarani-per"


def test_openfootball_stages_and_groups(root: Path) -> None:
    write(
        root / "raw/openfootball-south-america/copa-libertadores/2016_copal.txt",
        "= Copa Libertadores 2016\n» Round 1\n  Tue Feb/2 2016\n    20.00  Boca Juniors (ARG) v Santos FC (BRA)  1-0\n"
        "» Gruppe 1\n  Wed Feb/17\n    20.00  Cruz Azul (MEX) v River Plate (URU)  0-1\n"
        "» Round of 16\n  Wed Apr/27\n    01.30  Santos FC (BRA) v River Plate (URU)  2-1\n",
    )
    rows = repair_before(read_openfootball(root / "raw", Names(root)))
    assert [(r.stage, r.group) for r in rows] == [("first-stage", ""), ("group-stage", "1"), ("round-of-16", "")]
    assert [r.away for r in rows[1:]] == [RIVER, RIVER]
    assert rows[1].defects == ["1"]
    assert [r.precision for r in rows] == ["day", "day", "day-either-way"]


def test_schochastics_flags(root: Path) -> None:
    head = "home,away,date,gh,ga,full_time,home_code,away_code\n"
    lines = (
        "Boca Juniors,Cruz Azul,1997-06-01,1,0,F,AR,MX\nBoca Juniors,Cruz Azul,2008-06-28,2,1,E,AR,MX\n"
        "Santos,River Plate,2009-05-01,1,1,P,BR,UY\n"
    )
    write(root / "raw/schochastics-2019/copa-lib.csv", head + lines)
    extra, penalties = read_schochastics(root / "raw", Names(root))
    assert (extra.ft, extra.aet, extra.basis) == (None, (2, 1), "final")
    assert (penalties.ft, penalties.pen, penalties.basis, penalties.away) == ((1, 1), None, "final", RIVER_URU)
    assert extra.precision == "day-either-way"


def test_seasons() -> None:
    assert season("mex-liga-mx", "2008-08-01") == "2008-09"
    assert season("mex-liga-mx", "2009-05-01") == "2008-09"
    assert season("bra-serie-a", "2009-05-01") == "2009"
    assert season("concacaf-champions", "2008-03-01") == "2008"
    assert season("concacaf-champions", "2008-09-01") == "2008-09"
    assert season("conmebol-libertadores", "2001-10-01") == "2002"


def test_footballcsv(root: Path) -> None:
    write(
        root / "raw/footballcsv-footballdata/2014/br.1.csv",
        "Date,Team 1,FT,HT,Team 2\nSat Apr 19 2014,Santos,3-0,?,Cruzeiro\nSun Apr 20 2014,Cruzeiro,,?,Santos\n",
    )
    found = list(read_footballcsv(root / "raw", Names(root)))
    assert [(r.date, r.edition, r.home, r.ft) for r in found] == [("2014-04-19", "2014", SANTOS, (3, 0))]


def test_hand_collected_rows_cite_publications_only(root: Path) -> None:
    head = (
        "date,date_precision,competition,season,stage,round,home,home_country,away,away_country,ft_home,ft_away,"
        "aet_home,aet_away,pen_home,pen_away,neutral,evidence\n"
    )
    cup = "fifa-club-world-cup,2025,Group A,Matchday 1"
    write(
        root / "supplement_facts.csv",
        head
        + f"2025-06-14,day,{cup},Santos,BRA,Inter Miami,USA,0,0,,,,,1,some report 2025-06-15\n"
        + f"2025-06-15,day,{cup},Cruzeiro,BRA,Cruz Azul,MEX,0,0,,,,,1,score from memory (unverified)\n"
        + "2019,year,campeones-cup,2019,Final,,Inter Miami,USA,Cruz Azul,MEX,3,2,,,,,0,a paper\n",
    )
    write(
        root / "results_supplement.csv",
        "date,competition,season,home,home_country,away,away_country,home_goals,away_goals\n",
    )
    write(root / "results_2019_2026.csv", "date\n")
    cited, memory, year = repair_before(read_handmade(root, Names(root)))
    assert (cited.source, cited.group, cited.round, cited.neutral) == (
        "some report 2025-06-15",
        "A",
        "matchday-1",
        True,
    )
    assert (memory.source, memory.confidence) == ("unsourced", "low")
    assert (year.date, year.precision, year.defects) == ("2019-12-31", "year", ["10"])


RSSSF = """Copa 2001

Second Round (
May 9 and 16
)
Boca Juniors              Arg  Cruz Azul (Mexico)        Mex   2-1  0-1  2-2  3-1p
  [a scorer 12]

Final Phase

Group 1
Feb 15: Santos \x96 Nacional                   2-0
  [somebody 4, 9]
Mar  1: Nacional - Santos                      1-1
"""


def test_rsssf_ties_are_told_from_the_first_clubs_side() -> None:
    first, second, group, back = read_rsssf(RSSSF, 2001)
    assert (first.stage, first.leg, first.home, first.score, first.date) == (
        "round-of-16",
        1,
        "Boca Juniors",
        (2, 1),
        "2001-05-09",
    )
    assert (second.home_country, second.score, second.pen, second.date) == ("MEX", (1, 0), (1, 3), "2001-05-16")
    assert (group.group, group.home, group.away, group.score) == ("1", "Santos", "Nacional", (2, 0))
    assert back.date == "2001-03-01"


def test_rsssf_settles_scores_dates_and_stages(root: Path) -> None:
    rows = [
        row("2001-05-10", BOCA, CRUZ_AZUL, (2, 1), "schochastics"),
        row("2001-05-16", CRUZ_AZUL, BOCA, (1, 3), "schochastics"),
        row("2001-02-15", SANTOS, ("Nacional", "URU"), (2, 0), "schochastics"),
        row("2001-03-02", ("Nacional", "URU"), SANTOS, (1, 1), "schochastics"),
    ]
    write(root / "raw/rsssf-libertadores-1996-2024/datos/rsssf/2001.txt", RSSSF)
    added, counts, loose = join(rows, root / "raw", Names(root))
    assert (added, loose) == ([], [])
    assert (rows[1].ft, rows[1].pen, rows[1].leg) == ((1, 0), (1, 3), 2)
    assert "2" in rows[1].defects
    assert [r.date for r in rows] == ["2001-05-09", "2001-05-16", "2001-02-15", "2001-03-01"]
    assert {r.precision for r in rows} == {"day"}
    assert [r.group for r in rows[2:]] == ["1", "1"]
    assert counts["date settled"] == 2


def test_one_row_for_one_match() -> None:
    merge = Merge()
    merge.add_all(
        [
            row("2013-05-02", SANTOS, CRUZEIRO, (1, 0), "schochastics"),
            row("2013-05-01", SANTOS, CRUZEIRO, (1, 0), "openfootball"),
            row("2013-05-08", CRUZEIRO, SANTOS, (0, 0), "schochastics"),
        ]
    )
    assert [(r.date, r.family) for r in merge.rows] == [("2013-05-01", "openfootball"), ("2013-05-08", "schochastics")]


def test_a_result_fills_its_fixture_and_keeps_the_local_day() -> None:
    fixture = row("2025-05-10", SANTOS, CRUZEIRO, None, "openfootball")
    fixture.status, fixture.stage = "fixture", "regular"
    result = row("2025-05-11", SANTOS, CRUZEIRO, (2, 1), "results_supplement")
    result.precision = "day-either-way"
    merge = Merge()
    merge.add_all([result, fixture])
    assert len(merge.rows) == 1
    found = merge.rows[0]
    assert (found.ft, found.stage, found.date, found.precision) == ((2, 1), "regular", "2025-05-10", "day")


def test_the_field_score_of_an_award_is_kept() -> None:
    award = row("2018-07-26", SANTOS, CRUZEIRO, (3, 0), "openfootball")
    award.status = "awarded"
    merge = Merge()
    merge.add_all([award, row("2018-07-27", SANTOS, CRUZEIRO, (0, 0), "schochastics")])
    assert [(r.ft, r.awarded) for r in merge.rows] == [((0, 0), (3, 0))]


def test_two_meetings_within_days_are_two_matches() -> None:
    merge = Merge()
    merge.add_all(
        [
            row("2020-09-19", SANTOS, CRUZEIRO, (1, 6), "openfootball"),
            row("2020-09-16", SANTOS, CRUZEIRO, (1, 1), "results_supplement"),
        ]
    )
    assert len(merge.rows) == 2


def test_what_a_row_shows_by_itself_is_repaired() -> None:
    twice = row("2015-05-13", CRUZEIRO, SANTOS, (4, 3), "openfootball")
    twice.aet = twice.pen = (4, 3)
    idle = row("2012-05-09", SANTOS, CRUZEIRO, (2, 1), "openfootball")
    idle.aet, idle.pen, idle.stage = (2, 1), (4, 5), "round-of-16"
    hidden = row("2012-08-23", SANTOS, CRUZEIRO, (1, 1), "openfootball")
    hidden.competition, hidden.aet, hidden.stage = "conmebol-sudamericana", (2, 4), "second-round"
    itself = row("2000-01-01", SANTOS, SANTOS, (1, 0), "schochastics")
    early = row("1999-05-01", SANTOS, CRUZEIRO, (1, 0), "schochastics")
    early.competition = "usa-mls"
    kept = repair_before([twice, idle, hidden, itself, early])
    assert kept == [twice, idle, hidden]
    assert (twice.aet, twice.pen) == (None, (4, 3))
    assert (idle.aet, idle.pen) == (None, (4, 5))
    assert (hidden.aet, hidden.pen, hidden.ft) == (None, (2, 4), (1, 1))
    assert all("3" in r.defects for r in kept)


def test_a_first_leg_that_mirrors_the_second_is_left_out() -> None:
    first = row("2015-11-29", SANTOS, CRUZEIRO, (0, 1), "openfootball")
    second = row("2015-11-29", CRUZEIRO, SANTOS, (1, 0), "openfootball")
    assert repair_before([first, second]) == [second]
