"""What the data room answers about the embedded facts."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from cupwright.data import api
from cupwright.errors import CupwrightError
from cupwright.football.matches import MatchStatus


def test_matches_as_arrays() -> None:
    table = api.load_matches()
    assert len(table) == api.info()["rows"]["matches"]
    assert table.date.dtype == np.dtype("datetime64[D]")
    assert (np.diff(table.date.astype(int)) >= 0).all()
    assert table.ft_home.dtype == np.int16
    assert set(np.unique(table.status)) <= set(range(len(api.STATUSES)))
    assert list(table.clubs) == sorted(table.clubs)
    assert ((table.ft_home >= 0) == (table.ft_away >= 0)).all()
    assert not table.date.flags.writeable
    played = table.has_field_score & (table.status == api.STATUSES.index("played"))
    assert played.mean() > 0.99


def test_matches_of_a_span_and_of_competitions() -> None:
    table = api.load_matches(since="2015-02-01", until=dt.date(2015, 12, 31), competitions=["conmebol-libertadores"])
    assert len(table) == 138
    assert table.competitions == ("conmebol-libertadores",)
    assert set(table.editions) == {"2015"}
    awarded = table.awarded_away >= 0
    assert int(awarded.sum()) == 1
    assert table.clubs[int(table.home[awarded][0])] == "boca-juniors"
    assert int(table.ft_home[awarded][0]) == -1
    assert len(api.load_matches(competitions=[])) == 0


def test_one_edition() -> None:
    matches = api.edition_matches("conmebol-libertadores", "2015")
    final = [match for match in matches if match.stage == "final"]
    assert [(match.home, match.leg, match.full_time) for match in final] == [
        ("tigres-uanl", 1, (0, 0)),
        ("river-plate-arg", 2, (3, 0)),
    ]
    award = next(match for match in matches if match.status is MatchStatus.AWARDED)
    assert (award.full_time, award.awarded, award.official) == (None, (0, 3), (0, 3))
    with pytest.raises(CupwrightError, match="no competition `conmebol-libertadors`"):
        api.edition_matches("conmebol-libertadors", "2015")
    with pytest.raises(CupwrightError, match="no match of"):
        api.edition_matches("conmebol-libertadores", "1930")


def test_clubs_and_countries() -> None:
    miami = api.clubs()["inter-miami"]
    assert (miami.country, miami.confederation, miami.place_level) == ("USA", "CONCACAF", "ground")
    assert api.countries()["PAR"].population == 6956071
    assert {club.country for club in api.clubs().values()} <= set(api.countries())


def test_grounds_in_turn() -> None:
    def name(day: str) -> str:
        ground = api.ground_at("inter-miami", day)
        assert ground is not None
        return ground.name

    assert name("2025-12-06") == name("2026-03-31") == "Chase Stadium"
    assert name("2026-04-01").startswith("Nu Stadium")
    assert api.ground_at("inter-miami", dt.date(2015, 1, 1)) is None
    lanus = api.ground_at("lanus", "2026-04-07")
    assert lanus is not None
    assert (lanus.level, lanus.confidence) == ("city", "low")
    assert "Estadio Centenario" in api.neutral_grounds()
    with pytest.raises(CupwrightError, match="no club has the id"):
        api.ground_at("inter-miamy", "2026-01-01")


def test_last_matches_know_nothing_of_the_future() -> None:
    before = api.last_match_dates("2026-02-02")
    assert before["inter-miami"] == dt.date(2025, 12, 6)
    assert max(before.values()) <= dt.date(2026, 2, 2)
    assert api.last_match_dates()["toluca"] > dt.date(2026, 8, 1)


def test_sources_coverage_and_version() -> None:
    sources = api.list_sources()
    assert sum(source.matches for source in sources) == api.info()["rows"]["matches"]
    assert any(source.licence == "CC0-1.0" for source in sources)
    spans = [item for item in api.coverage() if item.competition == "conmebol-libertadores"]
    assert [item.edition for item in spans] == [str(year) for year in range(1998, 2027)]
    assert len(api.facts_hash()) == 64
    assert api.facts_version().startswith("2026")


def test_the_facts_are_whole() -> None:
    assert [check for check in api.verify() if not check.ok] == []


def test_sql_answers() -> None:
    names, rows = api.sql("select count(*) as n from matches where competition = 'usa-mls' and edition = '2025'")
    assert names == ["n"]
    assert rows[0][0] == 540
    for table in ("clubs", "club_names", "grounds", "countries"):
        assert api.sql(f"select * from {table} limit 1")[1]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "select",
        "select nothing from matches",
        "select 1; select 2",
        "delete from matches",
        "create table x as select 1",
        "copy matches to 'x.csv'",
        "attach 'x.db'",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_text('/etc/passwd')",
        "set enable_external_access = true",
        "pragma database_list",
        "install httpfs",
        "export database 'x'",
        "select * from glob('/*')",
        "with x as (select 1) insert into matches select * from matches",
    ],
)
def test_sql_only_reads(query: str) -> None:
    with pytest.raises(CupwrightError) as caught:
        api.sql(query)
    assert caught.value.problems[0].code == "sql"
