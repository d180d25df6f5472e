"""The documents of the library themselves: complete, sourced, and in agreement with the facts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cupwright.data.places import clubs
from cupwright.football.competitions import Edition, Format, GroupStage, LeagueStage, TieStage
from cupwright.rulebook import list_documents, load, load_edition

EDITIONS = [name for name, path in list_documents().items() if path.parent.name == "editions"]
FORMATS = [name for name, path in list_documents().items() if path.parent.name == "formats"]
CUPS_SINCE_2005 = [f"copa-libertadores-{year}" for year in range(2005, 2027)]
CONMEBOL = {"ARG", "BOL", "BRA", "CHI", "COL", "ECU", "PAR", "PER", "URU", "VEN"}


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    return {name: club.country for name, club in clubs().items()}


def test_the_library_is_there() -> None:
    assert len(EDITIONS) >= 150
    assert len(FORMATS) >= 60
    assert sum(path.parent.name == "proposals" for path in list_documents().values()) >= 6


@pytest.mark.parametrize("name", list_documents())
def test_every_document_passes_the_full_check(name: str, known: dict[str, str]) -> None:
    document = load(name, known)
    assert document.id == name, "a document is called what its file is called"


@pytest.mark.parametrize("name", list_documents())
def test_documents_are_written_tidily(name: str) -> None:
    text = list_documents()[name].read_text(encoding="utf-8")
    assert "\t" not in text
    assert all(line == line.rstrip() for line in text.splitlines())
    assert max(map(len, text.splitlines())) <= 160
    assert text.startswith("# "), "a document says what it is before it begins"


def test_every_cup_from_1998_to_2026_has_its_rules() -> None:
    spans: dict[int, list[int]] = {year: [] for year in range(1998, 2027)}
    for name in FORMATS:
        format_ = load(name)
        assert isinstance(format_, Format)
        if format_.competition != "copa-libertadores":
            continue
        for year in range(format_.years[0], format_.years[1] + 1):
            spans[year].append(format_.years[1] - format_.years[0])
    for year, found in spans.items():
        assert found, f"{year} has no rules"
        assert found.count(min(found)) == 1, f"it is not clear which rules hold in {year}"


@pytest.mark.parametrize("name", FORMATS)
def test_the_clauses_that_decide_are_sourced(name: str) -> None:
    format_ = load(name)
    assert isinstance(format_, Format)
    assert format_.access is None or format_.access_source is not None
    for stage in format_.stages:
        said = dict(stage.sources)
        if isinstance(stage, LeagueStage):
            assert "tiebreak" in said or "all" in said, stage.id
            continue
        if isinstance(stage, GroupStage):
            assert stage.draw.source is not None, stage.id
            assert {"tiebreak", "matchdays"} <= set(said) or "all" in said, stage.id
            continue
        sourced = stage.pairing.source or (stage.pairing.draw and stage.pairing.draw.source)
        assert sourced or "all" in said, stage.id
        clauses = {"settle"} if stage.neutral else {"settle", "second-leg-host"}
        assert clauses <= set(said) or "all" in said, stage.id
    for award in format_.awards:
        assert award.source is not None, award.id
    for prize in format_.prizes:
        assert prize.source is not None


def test_sources_are_publications() -> None:
    """A file number, an address or a mirror is not a publication that a reader could look up."""
    seen = 0
    for name, path in list_documents().items():
        for line in path.read_text(encoding="utf-8").splitlines():
            if "title:" in line and "confidence:" in line:
                seen += 1
                for word in ("http", "id 5", "id 6", "oldid", ".md", "github", "70.231"):
                    assert word not in line.lower(), f"{name}: {line}"
    assert seen > 40


def test_the_field_of_2026() -> None:
    edition = load_edition("copa-libertadores-2026")
    assert len(edition.slots) == 47
    entering = Counter(slot.enters for slot in edition.slots)
    assert entering == {"first-round": 6, "second-round": 13, "group-stage": 28}
    assert Counter(slot.association for slot in edition.slots) == {
        **dict.fromkeys(CONMEBOL, 4),
        "ARG": 7,
        "BRA": 8,
    }
    held = {slot.name: slot.club for slot in edition.slots}
    assert (held["LIB"], held["ARG 1"], held["ARG 6"], held["ARG 7"]) == (
        "flamengo",
        "lanus",
        "boca-juniors",
        "argentinos-juniors",
    )
    assert (held["BRA 1"], held["BRA 5"], held["BRA 7"]) == ("corinthians", "fluminense", "bahia")


def test_the_field_of_2015() -> None:
    edition = load_edition("copa-libertadores-2015")
    assert len(edition.slots) == 38
    assert Counter(slot.enters for slot in edition.slots) == {"first-stage": 12, "group-stage": 26}
    guests = {slot.club for slot in edition.slots if slot.guest}
    assert guests == {"tigres-uanl", "atlas", "morelia-to-2020"}
    assert {slot.association for slot in edition.slots if not slot.guest} == CONMEBOL


def test_the_club_world_cup_of_2015_is_closed_to_guests() -> None:
    format_ = load_edition("copa-libertadores-2015").format
    award = next(award for award in format_.awards if award.id == "club-world-cup")
    assert award.exclude == ("guests",)
    assert [(feed.stage, feed.take) for feed in award.candidates] == [
        ("final", "winners"),
        ("final", "losers"),
        ("semi-finals", "losers"),
    ]
    final = format_.stage("final")
    assert isinstance(final, TieStage)
    assert final.guest_hosts_first
    assert "away-goals" not in final.settle


@pytest.mark.parametrize("name", EDITIONS)
def test_the_record_is_whole(name: str) -> None:
    """A complete record names every tie and its winner; in the cups since 2005 and the leagues also who hosted."""
    edition = load_edition(name)
    record = edition.record
    assert {club for _, order in record.groups for club in order} <= set(edition.clubs)
    if not record.complete:
        return
    stages = {stage.id: stage for stage in edition.format.stages if isinstance(stage, TieStage)}
    assert Counter(tie.stage for tie in record.ties) == {stage.id: stage.places // 2 for stage in stages.values()}
    told = {"walkover", "moved", "not-played"}
    apart = [set(fact.clubs) for fact in edition.irregular if fact.what in told]
    ruled = name in CUPS_SINCE_2005 or name.startswith(("mls-", "liga-mx-"))
    for tie in record.ties:
        assert tie.winner
        assert tie.first_leg_host or not ruled or stages[tie.stage].neutral or set(tie.clubs) in apart, tie


@pytest.mark.parametrize("name", CUPS_SINCE_2005)
def test_the_cups_since_2005_have_eight_tables_on_record(name: str) -> None:
    record = load_edition(name).record
    assert len(record.groups) == 8
    ties = Counter(tie.stage for tie in record.ties)
    assert (ties["round-of-16"], ties["quarter-finals"]) == (8, 4)


@pytest.mark.parametrize("name", EDITIONS)
def test_what_was_recorded_is_no_input(name: str) -> None:
    """Who hosted, won or came first stands only in the record; the draws name clubs, not hosts."""
    edition = load_edition(name)
    for tie in edition.record.ties:
        for draw in edition.draws:
            if draw.stage == tie.stage:
                pairs = [set(pair) for pair in draw.members]
                assert set(tie.clubs) in pairs or any(":" in member for pair in draw.members for member in pair)


@pytest.mark.parametrize("name", CUPS_SINCE_2005)
def test_fixtures_follow_the_matchdays(name: str) -> None:
    """The facts hold the fixtures of every group in the order of the template, or the edition says they do not."""
    edition = load_edition(name)
    says_not = any("does not follow the matchdays" in note for note in edition.notes)
    assert says_not == (edition.year in (2012, 2013))
    assert bool(_out_of_order(edition)) == says_not, _out_of_order(edition)


def _out_of_order(edition: Edition) -> list[str]:
    import duckdb

    stage = edition.format.stage("group-stage")
    assert isinstance(stage, GroupStage)
    facts = Path(__file__).parents[2] / "src" / "cupwright" / "facts" / "matches.parquet"
    query = "select home, away from read_parquet(?) where competition = ? and edition = ? and stage = ?"
    rows = duckdb.execute(f"{query} order by round, date", [str(facts), *edition.results, "group-stage"]).fetchall()
    assert len(rows) == 96
    drawn = next(draw for draw in edition.draws if draw.stage == "group-stage")
    groups = dict(edition.record.groups)
    found = []
    for number, members in enumerate(drawn.members):
        unknown = [member for member in members if ":" in member]
        clubs_here = groups[stage.names[number]]
        missing = [club for club in clubs_here if club not in members]
        positions = [missing.pop() if member in unknown else member for member in members]
        played: Counter[str] = Counter()
        for home, away in rows:
            if home in clubs_here and away in clubs_here:
                day = stage.matchdays[played[home]]
                pair = (positions.index(home) + 1, positions.index(away) + 1)
                if played[home] != played[away] or pair not in day:
                    found.append(f"{home} v {away}")
                played.update((home, away))
        assert set(played.values()) == {6}
    return found


def test_prizes_of_2026() -> None:
    format_ = load("libertadores-2026")
    assert isinstance(format_, Format)
    win = next(prize for prize in format_.prizes if prize.per == "win")
    assert (win.usd, win.assumed) == (330_000, True)
    assert [prize for prize in format_.prizes if prize.assumed] == [win]
    best = {"first-round": 0.4e6, "second-round": 0.5e6, "third-round": 0.6e6}
    assert {p.stage: p.usd for p in format_.prizes if p.stage in best} == best
    through = ("round-of-16", "quarter-finals", "semi-finals")
    path = sum(p.usd for p in format_.prizes if p.stage in through or p.per == "champion")
    assert path + 3 * 1e6 == 32.25e6


def test_editions_name_their_format() -> None:
    for name in EDITIONS:
        edition = load_edition(name)
        assert isinstance(edition, Edition)
        assert edition.format.years[0] <= edition.year <= edition.format.years[1]
