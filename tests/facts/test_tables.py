"""The embedded tables are what the rest of the product relies on."""

from __future__ import annotations

import hashlib
import json

from tests.facts.compiled import FACTS, TABLES, ask, one

MATCH_COLUMNS = {
    "match_id": "VARCHAR",
    "date": "DATE",
    "date_precision": "VARCHAR",
    "competition": "VARCHAR",
    "edition": "VARCHAR",
    "stage": "VARCHAR",
    "round": "VARCHAR",
    "group_name": "VARCHAR",
    "leg": "TINYINT",
    "home": "VARCHAR",
    "away": "VARCHAR",
    "ft_home": "TINYINT",
    "ft_away": "TINYINT",
    "aet_home": "TINYINT",
    "aet_away": "TINYINT",
    "pen_home": "TINYINT",
    "pen_away": "TINYINT",
    "awarded_home": "TINYINT",
    "awarded_away": "TINYINT",
    "status": "VARCHAR",
    "score_basis": "VARCHAR",
    "neutral": "BOOLEAN",
    "source": "VARCHAR",
    "confidence": "VARCHAR",
    "defect": "VARCHAR",
    "note": "VARCHAR",
}
STAGES = {
    "first-round",
    "second-round",
    "third-round",
    "group-stage",
    "round-of-16",
    "quarter-finals",
    "semi-finals",
    "final",
}


def test_columns() -> None:
    assert {row[0]: row[1] for row in ask("DESCRIBE matches")} == MATCH_COLUMNS


def test_size_and_hashes() -> None:
    description = json.loads((FACTS / "facts.json").read_text(encoding="utf-8"))
    assert set(description["tables"]) == set(TABLES)
    assert sum(path.stat().st_size for path in FACTS.glob("*.parquet")) < 6_000_000
    for table in TABLES:
        said = description["tables"][table]
        assert said["rows"] == one(f"SELECT count(*) FROM {table}")
        assert said["file_sha256"] == hashlib.sha256((FACTS / f"{table}.parquet").read_bytes()).hexdigest()


def test_about_as_many_as_promised() -> None:
    assert 88_000 < one("SELECT count(*) FROM matches WHERE date >= '2010-01-01'") < 92_000
    between = one(
        "SELECT count(*) FROM matches m JOIN clubs h ON h.club = m.home JOIN clubs a ON a.club = m.away WHERE "
        "(h.confederation = 'CONMEBOL' AND a.confederation = 'CONCACAF') OR "
        "(h.confederation = 'CONCACAF' AND a.confederation = 'CONMEBOL')"
    )
    assert 519 <= between <= 530
    assert one("SELECT min(date) FROM matches").year == 1998


def test_ids_are_plain_and_namesakes_carry_their_country() -> None:
    assert one("SELECT count(*) FROM clubs WHERE NOT regexp_full_match(club, '[a-z0-9]+(-[a-z0-9]+)*')") == 0
    known = {row[0] for row in ask("SELECT club FROM clubs")}
    assert {"inter-miami", "barcelona-sc", "river-plate-arg", "river-plate-uru", "river-plate-par", "toluca"} <= known
    assert {"universidad-catolica-chi", "universidad-catolica-ecu", "guarani-par", "liverpool", "nacional-uru"} <= known
    assert "river-plate" not in known


def test_libertadores_stages_are_whole() -> None:
    for edition in range(2017, 2026):
        rows = dict(
            ask(
                "SELECT stage, count(*) FROM matches WHERE competition = 'conmebol-libertadores' AND edition = "
                "? GROUP BY 1",
                str(edition),
            )
        )
        assert set(rows) == STAGES, edition
        assert rows["group-stage"] == 96, edition
        assert (rows["round-of-16"], rows["quarter-finals"], rows["semi-finals"]) == (16, 8, 4), edition
        assert (rows["first-round"], rows["second-round"], rows["third-round"]) == (6, 16, 8), edition
    for edition in range(2005, 2017):
        rows = dict(
            ask(
                "SELECT stage, count(*) FROM matches WHERE competition = 'conmebol-libertadores' AND edition = "
                "? GROUP BY 1",
                str(edition),
            )
        )
        assert set(rows) == {"first-stage", "group-stage", "round-of-16", "quarter-finals", "semi-finals", "final"}
        assert (rows["group-stage"], rows["first-stage"]) == (96, 12), edition


def test_groups_are_of_four_that_meet_twice() -> None:
    groups = ask(
        "SELECT edition, group_name, count(*), count(DISTINCT home) FROM matches WHERE stage = 'group-stage' AND "
        "competition = 'conmebol-libertadores' AND edition >= '2005' GROUP BY ALL"
    )
    assert len(groups) == 8 * 22
    assert {(count, clubs) for _, _, count, clubs in groups} == {(12, 4)}


def test_legs_are_numbered_in_order() -> None:
    ties = ask(
        "SELECT edition, stage, least(home, away), greatest(home, away), list(leg ORDER BY date), "
        "count(*) FROM matches "
        "WHERE competition = 'conmebol-libertadores' AND edition BETWEEN '2005' AND '2025' AND stage <> 'group-stage' "
        "AND status <> 'walkover' GROUP BY ALL"
    )
    odd = [tie for tie in ties if not (tie[4] == [1, 2] or (tie[5] == 1 and tie[1] == "final"))]
    assert odd == []


def test_neutral_finals() -> None:
    rows = ask(
        "SELECT edition, leg, neutral FROM matches WHERE competition = 'conmebol-libertadores' AND stage = 'final' "
        "AND edition >= '2017' ORDER BY date"
    )
    assert rows[:4] == [("2017", 1, False), ("2017", 2, False), ("2018", 1, False), ("2018", 2, True)]
    assert all(neutral and leg is None for _, leg, neutral in rows[4:])


def test_matches_moved_to_one_ground_are_neutral() -> None:
    """Orlando had no club in the Champions League of 2020; its last seven matches were all played there."""
    moved = ask(
        "SELECT home, away, neutral FROM matches WHERE competition = 'concacaf-champions' AND edition = '2020' AND "
        "date >= '2020-12-01'"
    )
    assert len(moved) == 7
    assert all(neutral for _, _, neutral in moved)
    assert not {club for *clubs, _ in moved for club in clubs} & {"orlando-city"}
    before = ask(
        "SELECT DISTINCT neutral FROM matches WHERE competition = 'concacaf-champions' AND edition = '2020' AND "
        "date < '2020-12-01'"
    )
    assert before == [(False,)]
    final = ask(
        "SELECT leg, neutral FROM matches WHERE competition = 'conmebol-libertadores' AND edition = '2005' AND "
        "stage = 'final' ORDER BY leg"
    )
    assert final == [(1, True), (2, False)]  # in Porto Alegre, and at São Paulo's own ground


def test_2026_holds_what_is_known() -> None:
    rows = dict(
        ask(
            "SELECT stage, count(*) FROM matches WHERE competition = 'conmebol-libertadores' AND edition = "
            "'2026' GROUP BY 1"
        )
    )
    assert rows == {
        "first-round": 6,
        "second-round": 16,
        "third-round": 8,
        "group-stage": 96,
        "round-of-16": 15,
        "quarter-finals": 4,
    }
    table = ask(
        "SELECT club, sum(CASE WHEN f > a THEN 3 WHEN f = a THEN 1 ELSE 0 END) AS points, sum(f - a), sum(f) FROM ("
        "SELECT home AS club, coalesce(awarded_home, ft_home) AS f, coalesce(awarded_away, ft_away) AS "
        "a, * FROM matches "
        "UNION ALL BY NAME SELECT away AS club, coalesce(awarded_away, ft_away) AS f, "
        "coalesce(awarded_home, ft_home) AS a, * FROM matches) WHERE competition = 'conmebol-libertadores' AND "
        "edition = '2026' AND group_name = 'A' GROUP BY club ORDER BY points DESC"
    )
    assert [(club, int(p), int(d), int(f)) for club, p, d, f in table] == [
        ("flamengo", 16, 12, 14),
        ("estudiantes-lp", 9, 1, 6),
        ("independiente-medellin", 7, -5, 6),
        ("cusco-fc", 1, -8, 4),
    ]


def test_sources_can_be_cited() -> None:
    """A path of somebody's machine, an address of a copy or a private project is not a source."""
    bad = ask(
        "SELECT DISTINCT source FROM matches WHERE regexp_matches(source, '/work|/root|osvo|alexsantos|lolookw|"
        "kiwix|file id|[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+')"
    )
    assert bad == []
    assert one("SELECT count(*) FROM matches WHERE source = 'unsourced' AND confidence <> 'low'") == 0
    assert one("SELECT count(*) FROM matches WHERE source IS NULL OR confidence NOT IN ('high', 'medium', 'low')") == 0
