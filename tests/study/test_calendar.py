"""The check of real years, against the raw days of the facts and against every choice of days."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import cupwright as cw
from cupwright.errors import CupwrightError
from cupwright.football.calendars import PlannedFixture
from cupwright.schedule.check import Demands, violations
from cupwright.study.calendar import YearCheck
from cupwright.study.calendar_chances import chance_together, likely
from cupwright.study.calendar_entrants import takes_part
from cupwright.study.calendar_field import MOST_CLUBS, members_of, reachable
from cupwright.study.calendar_rows import Member
from cupwright.study.calendar_shelf import calendars_beside
from cupwright.study.calendar_worlds import Outlook
from cupwright.study.documents import playable
from cupwright.study.doubt import Spread
from tests.schedule.given import fixture

MEXICANS_2016 = ("pumas-unam", "toluca", "puebla")
LIBRARY = Path(cw.__file__).parent / "library"
BESIDE = ("mls", "liga-mx", "concacaf-champions", "leagues-cup")


@pytest.fixture(scope="module")
def year_2016() -> YearCheck:
    return cw.calendar("copa-libertadores-2016", beside=("liga-mx", "concacaf-champions"), clubs=MEXICANS_2016)


@pytest.fixture(scope="module")
def year_2017() -> YearCheck:
    guests = ("tijuana", "guadalajara", "america")
    return cw.calendar("guests-2017", beside=("liga-mx", "concacaf-champions"), clubs=guests)


@pytest.fixture(scope="module")
def year_2026() -> YearCheck:
    return cw.calendar("mas-2026", beside=BESIDE)


def rest_in_the_facts(club: str, year: int) -> list[int]:
    """The twin: hours from match to match, from the days of the facts alone."""
    from cupwright.data.query import sql

    _, rows = sql(
        f"select date from matches where (home = '{club}' or away = '{club}') and year(date) = {year} and competition "
        "in ('mex-liga-mx', 'conmebol-libertadores', 'concacaf-champions') and date_precision in ('day', "
        "'day-either-way', 'approx') order by date"
    )
    days: list[dt.date] = [row[0] for row in rows]
    return [(later - earlier).days * 24 for earlier, later in pairwise(days)]


def test_2016_could_be_played_and_its_rest_is_that_of_the_facts(year_2016: YearCheck) -> None:
    assert year_2016.feasible
    assert year_2016.clashes() == []
    for row in year_2016.data["clubs"]:
        hours = rest_in_the_facts(row["club"], 2016)
        assert len(hours) > 30
        assert row["matches"] == len(hours) + 1
        assert row["rest"]["least"] == min(hours)
        assert row["rest"]["short"] == sum(one < 72 for one in hours)
        assert row["rest"]["tight"] == sum(one < 96 for one in hours)


def test_2017_breaks_where_the_league_said(year_2017: YearCheck) -> None:
    """The liguilla of May over the groups, and that of November over the final; the cup in the holidays of July."""
    assert not year_2017.feasible
    clashes = {(row["club"], *(match["first"] for match in row["matches"])) for row in year_2017.clashes()}
    assert ("guadalajara", "2017-05-16", "2017-05-18", "2017-05-21", "2017-05-25") in clashes
    assert ("america", "2017-11-22", "2017-11-23") in clashes
    assert ("america", "2017-11-29", "2017-11-29") in clashes
    off = {row["club"] for row in year_2017.data["findings"]
           if row["kind"] == "off-season" and row["matches"][0]["stage"] == "round-of-16"}  # fmt: skip
    assert off == {"tijuana", "guadalajara", "america"}
    lists = [row for row in year_2017.data["findings"] if row["kind"] == "registration"]
    assert {row["club"] for row in lists} == off
    assert {row["windows"][0]["last"] for row in lists} == {"2017-07-02"}


def test_rounds_that_are_past_and_have_no_result_are_not_placed_among_those_that_were_played() -> None:
    """The facts know the league of Brazil to 17 May 2026 and the cup to September: nothing was impossible."""
    answer = cw.calendar("copa-libertadores-2026", beside=["bra-serie-a"], clubs=["flamengo"])
    (row,) = answer.data["clubs"]
    assert answer.feasible
    assert [(one["title"], one["last"], one["matches"]) for one in row["untold"]] == [
        ("Brazil, Série A 2026: Rounds 1 to 18", "2026-06-01", 3)
    ]
    assert not any(match["last"] == "2026-06-01" for match in row["year"])
    assert "without a result in the facts, so not judged: 3 matches of Brazil, Série A 2026" in answer.data["verdict"]
    assert not any(one.last == dt.date(2026, 6, 1) for one in answer.fixtures())
    laid_down = cw.calendar("copa-libertadores-2026", planned=True, beside=["bra-serie-a"], clubs=["flamengo"])
    assert laid_down.data["clubs"][0]["untold"] == []


def test_a_season_that_was_played_is_told_as_played(year_2016: YearCheck) -> None:
    assert year_2016.data["verdict"].startswith("Feasible, as it was played: all matches of 3 clubs had 72 hours")
    assert all(row["untold"] == [] for row in year_2016.data["clubs"])


@pytest.mark.parametrize("document", ["mas-2026", "mls-2026", "copa-libertadores-2016"])
def test_a_cup_with_nothing_beside_it_is_not_called_a_whole_year(document: str) -> None:
    answer = cw.calendar(document, clubs=["toluca"])
    assert answer.data["outcome"]["alone"]
    assert "the cup alone, nothing beside it" in answer.data["verdict"]
    beside = cw.calendar(document, beside=["liga-mx"], clubs=["toluca"])
    assert "nothing beside it" not in beside.data["verdict"]


def test_a_guest_has_no_match_in_a_cup_that_it_is_not_in() -> None:
    """The guests of guests-as-2016 were chosen because they are not in the Champions Cup; Toluca is, and MLS is not
    known.
    """
    answer = cw.calendar("guests-as-2016", beside=["concacaf-champions"], clubs=["juarez", "guadalajara", "toluca"])
    played = {row["club"]: {match["competition"] for match in row["year"]} for row in answer.data["clubs"]}
    assert "concacaf-champions" in played["toluca"]
    assert played["juarez"] == played["guadalajara"] == {"conmebol-libertadores"}
    assert [(row["out"], row["assumed"]) for row in answer.data["entrants"]] == [(["juarez", "guadalajara"], [])]
    assert "Not in Concacaf Champions Cup 2026, so nothing of it counts: Juárez, Guadalajara." in answer.data["notes"]
    other = cw.calendar("mas-2026", beside=["concacaf-champions"], clubs=["inter-miami", "toluca"])
    assert "That Inter Miami takes part in Concacaf Champions Cup 2026 is assumed." in other.data["notes"]


def test_an_edition_of_the_library_says_who_takes_part() -> None:
    (cup,) = calendars_beside(["calendar-concacaf-champions-2025"], 2025)
    field = playable("concacaf-champions-2025").clubs
    assert takes_part(cup, Member("cruz-azul", "Cruz Azul", "MEX", ""))
    assert "juarez" not in field and not takes_part(cup, Member("juarez", "Juárez", "MEX", ""))


def as_fixture(match: dict[str, Any], club: str) -> PlannedFixture:
    first, last = (dt.date.fromisoformat(match[key]) for key in ("first", "last"))
    return PlannedFixture(match["id"], match["competition"], match["title"], match["stage"], club, "", first, last,
                          played=match["played"])  # fmt: skip


def can_be_kept(matches: list[dict[str, Any]], club: str, rest: int) -> bool:
    """The twin: every choice of days for the matches named, by the checker of finished schedules."""
    fixtures = [as_fixture(match, club) for match in matches]
    spans = [[one.first + dt.timedelta(k) for k in range((one.last - one.first).days + 1)] for one in fixtures]
    names = [one.id for one in fixtures]
    return any(not violations(fixtures, dict(zip(names, days, strict=True)), Demands(rest_hours=rest))
               for days in product(*spans))  # fmt: skip


@pytest.mark.parametrize("name", ["year_2017", "year_2026"])
def test_a_sceptic_can_take_each_clash_apart(name: str, request: pytest.FixtureRequest) -> None:
    answer: YearCheck = request.getfixturevalue(name)
    pairs = [row for row in answer.clashes() if row["kind"] in ("clash", "crowd")]
    assert len(pairs) >= 5
    for row in pairs:
        assert not can_be_kept(row["matches"], row["club"], 72), row["words"]
        for spared in row["matches"]:
            rest = [match for match in row["matches"] if match is not spared]
            assert can_be_kept(rest, row["club"], 72), row["words"]
        if row["kind"] == "clash":
            assert row["hours"] < 72
            assert row["hours"] == 0 or can_be_kept(row["matches"], row["club"], row["hours"])
            assert not can_be_kept(row["matches"], row["club"], row["hours"] + 24)


def test_the_days_shown_leave_the_rest_demanded(year_2026: YearCheck) -> None:
    for row in year_2026.data["clubs"]:
        kept = [match for match in row["year"] if match["kept"]]
        days = sorted(dt.date.fromisoformat(match["day"]) for match in kept if not match["played"])
        assert all((later - earlier).days >= 3 for earlier, later in pairwise(days))
        for match in kept:
            assert match["first"] <= match["day"] <= match["last"]
            inside = [one for one in year_2026.data["release"] if one["first"] <= match["day"] <= one["last"]]
            assert match["played"] or not inside


def test_less_rest_breaks_less() -> None:
    found = [len(cw.calendar("guests-2017", beside=["liga-mx"], rest=rest).clashes()) for rest in (0, 24, 48, 72, 120)]
    assert found == sorted(found)
    assert 1 <= found[0] < found[3] < found[4]


def test_south_americans_are_not_in_the_way_of_themselves(year_2026: YearCheck) -> None:
    rows = {row["club"]: row for row in year_2026.data["clubs"]}
    assert len(rows) == 47
    assert rows["bolivar"]["feasible"]
    assert {row["competition"] for row in rows["bolivar"]["year"]} == {"conmebol-libertadores"}
    assert {row["competition"] for row in rows["toluca"]["year"]} == {
        "conmebol-libertadores", "mex-liga-mx", "concacaf-champions", "leagues-cup",
    }  # fmt: skip


def test_a_club_plays_only_rounds_that_it_can_reach(year_2026: YearCheck) -> None:
    rows = {row["club"]: row for row in year_2026.data["clubs"]}
    stages = {match["stage"] for match in rows["bolivar"]["year"]}
    assert "group-stage" in stages
    assert "second-round" not in stages
    certain = {match["stage"] for match in rows["bolivar"]["year"] if match["certain"]}
    assert certain == {"group-stage"}


def test_the_other_cup_of_the_confederation_is_not_played_beside_it() -> None:
    """Nobody plays the groups of both cups: planned matches of the Sudamericana do not count for the Libertadores."""
    answer = cw.calendar("mas-2026", beside=["copa-sudamericana"], clubs=["bolivar"])
    assert answer.feasible
    assert {row["competition"] for row in answer.data["clubs"][0]["year"]} == {"conmebol-libertadores"}
    assert any("Sudamericana" in note for note in answer.data["notes"])


def test_blocked_days_bind_where_the_ground_is_known() -> None:
    """The final of 2026 is on neutral ground; the groups have no host yet."""
    answer = cw.calendar("mas-2026", clubs=["toluca"], blocked=["toluca: 2026-04-01 to 2026-06-10, concerts"])
    assert answer.feasible
    assert any("Blocked days" in note for note in answer.data["notes"])


def test_of_two_calendars_of_a_year_that_of_the_edition_is_taken() -> None:
    """The Clausura and the Apertura of 2016 stand in two calendars."""
    apertura = cw.calendar("liga-mx-2016-apertura", clubs=["leon"]).data
    clausura = cw.calendar("liga-mx-2016-clausura", clubs=["leon"]).data
    assert apertura["calendars"][0]["id"] == "calendar-liga-mx-2016-17"
    assert clausura["calendars"][0]["id"] == "calendar-liga-mx-2016-clausura"
    assert all(match["played"] for match in apertura["clubs"][0]["year"])
    assert apertura["clubs"][0]["matches"] >= 34 > clausura["clubs"][0]["matches"] >= 17


def test_a_calendar_of_ones_own_takes_the_place_of_the_librarys(tmp_path: Path) -> None:
    """The groups of 2026 a day later: the Champions Cup is still in the way; in June it is not."""
    text = (LIBRARY / "calendars" / "calendar-copa-libertadores-2026.yaml").read_text(encoding="utf-8")
    ask = {"beside": ["concacaf-champions"], "clubs": ["toluca"]}
    assert "days: [2026-04-07, 2026-04-09]" in text
    own = tmp_path / "my-days.yaml"
    own.write_text(text.replace("days: [2026-04-07, 2026-04-09]", "days: [2026-04-11, 2026-04-11]"), encoding="utf-8")
    matchdays = [{match["first"] for row in cw.calendar("mas-2026", days=days, **ask).clashes()
                  for match in row["matches"] if match["stage"] == "group-stage"} for days in (None, own)]  # fmt: skip
    assert "2026-04-07" in matchdays[0]
    assert not {"2026-04-07", "2026-04-11"} & matchdays[1]
    with pytest.raises(CupwrightError, match="calendar of `usa-mls`"):
        cw.calendar("mas-2026", days="calendar-mls-2026")


def test_a_stage_that_a_proposal_adds_is_checked_on_its_days() -> None:
    """The fourth round of the proposal: 17-19 March and 1-2 April 2026; the calendar of 2027 has no days of it."""
    answer = cw.calendar("mas-2026-fourth-round", clubs=["botafogo"])
    (row,) = answer.data["clubs"]
    added = [(match["first"], match["last"]) for match in row["year"] if match["stage"] == "fourth-round"]
    assert added == [("2026-03-17", "2026-03-19"), ("2026-04-01", "2026-04-02")]
    stages = [match["stage"] for match in row["year"]]
    assert stages.index("third-round") < stages.index("fourth-round") < stages.index("group-stage")
    assert any("has no days of Fourth qualifying round" in note for note in answer.data["notes"])
    later = cw.calendar("mas-2026-fourth-round", year=2027, clubs=["botafogo"])
    assert later.data["verdict"].startswith("Feasible as far as days are laid down")
    assert later.data["verdict"].endswith("not all are laid down for Fourth qualifying round.")
    plain = cw.calendar("mas-2026", clubs=["botafogo"])
    assert plain.data["verdict"].startswith("Feasible, the cup alone, nothing beside it: all matches of Botafogo")


def test_the_play_off_of_nine_groups_lies_after_the_world_cup() -> None:
    """In July; on its old days, 2-4 June, every club releases players."""
    answer = cw.calendar("mas-2026-expand", beside=BESIDE, clubs=["toluca", "inter-miami", "flamengo"])
    for row in answer.data["clubs"]:
        (play_off,) = [match for match in row["year"] if match["stage"] == "play-off"]
        assert (play_off["first"], play_off["last"]) == ("2026-07-28", "2026-07-30")
        assert not any(one["first"] <= play_off["last"] and play_off["first"] <= one["last"]
                       for one in answer.data["release"])  # fmt: skip
    pairs = [row for row in answer.clashes() if row["kind"] != "crowd"]
    assert pairs and not any(match["stage"] == "play-off" for row in pairs for match in row["matches"])


def test_a_calendar_of_ones_own_that_holds_less_says_so(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    text = (
        "{kind: calendar, id: calendar-mine-2026, title: Mine, competition: conmebol-libertadores, year: 2026, "
        "sources: {own: {title: Own, confidence: low}}, source: own, windows: ["
        "{id: one, title: One, days: [2026-03-01, 2026-03-05], stage: group-stage, matchday: 1}]}"
    )
    own.write_text(text, encoding="utf-8")
    answer = cw.calendar("mas-2026", days=own, clubs=["toluca"])
    assert "not all are laid down for Group stage (1 of 6 matches)" in answer.data["verdict"]
    own.write_text(text.replace("group-stage", "grup-stage"), encoding="utf-8")
    with pytest.raises(CupwrightError, match=r"window `one` .* for `grup-stage`.*\n.*\n.*did you mean `group-stage`"):
        cw.calendar("mas-2026", days=own, clubs=["toluca"])


def test_the_command_that_repeats_a_check_holds_all_that_was_asked() -> None:
    answer = cw.calendar(
        "mas-2026", clubs=["toluca"], speed_kmh=700, ground_hours=2.5,
        blocked=["toluca: 2026-03-01 to 2026-03-05, concerts"], moved=["toluca=lanus"],
    )  # fmt: skip
    command = answer.data["provenance"]["command"]
    assert "--blocked 'toluca: 2026-03-01 to 2026-03-05, concerts' --moved toluca=lanus" in command
    assert "--speed 700 --ground-hours 2.5" in command


def test_a_verdict_on_assumed_days_says_so(year_2017: YearCheck) -> None:
    later = cw.calendar("mas-2026", year=2027, beside=["mls"], clubs=["inter-miami"])
    assert later.data["verdict"].startswith("Not feasible, on days that are assumed: ")
    assert year_2017.data["verdict"].startswith("Not feasible: ")


def test_rounds_that_lead_to_one_another() -> None:
    edition = playable("copa-libertadores-2026")
    assert reachable(edition, "third-round")[:2] == ("third-round", "group-stage")
    assert reachable(edition, "final") == ("final",)
    assert reachable(playable("club-world-cup-2012"), "semi-finals") == ("semi-finals", "third-place", "final")


def test_a_league_plays_the_least_that_its_windows_name(year_2026: YearCheck) -> None:
    """14 or 15 matches before the World Cup, 19 or 20 after it; of a best of three the third match counts."""
    rows = {row["club"]: row for row in year_2026.data["clubs"]}
    stages = [match["stage"] for match in rows["inter-miami"]["year"] if match["competition"] == "usa-mls"]
    assert stages.count("regular-season") == 14 + 19
    assert stages.count("round-one") == 3


def test_a_guest_is_not_decided_where_another_season_decides(year_2026: YearCheck) -> None:
    members = members_of(playable("mas-2027"), ())
    undecided = [member for member in members if not member.decided]
    assert len(members) - len(undecided) == 45
    assert {member.association for member in undecided} == {"USA", "CAN", "MEX"}
    assert all(row["decided"] for row in year_2026.data["clubs"])


def test_chances_are_those_of_the_worlds() -> None:
    answer = cw.calendar("mas-2026", beside=["liga-mx"], clubs=["toluca"], worlds=600)
    odds = cw.simulate("mas-2026", worlds=600)
    reached = {row["stage"]: row["mean"] for row in odds.odds(club="toluca")}
    rounds = [match for match in answer.data["clubs"][0]["year"] if match["competition"] == "conmebol-libertadores"]
    assert len(rounds) > 10
    for match in rounds:
        assert match["chance"] == (None if match["certain"] else pytest.approx(reached[match["stage"]]))
    assert answer.data["clubs"][0]["expected_in_cup"]["km"]["mean"] > 10_000
    # The final lies on a quarter-final of the Apertura, which the library can play as well.
    league = cw.simulate("liga-mx-2026-apertura", worlds=600, as_of="2026-02-02")
    there = next(row["mean"] for row in league.odds("quarter-finals", "toluca"))
    final = next(row for row in answer.clashes() if row["matches"][0]["stage"] == "final")
    assert final["chance_exact"]
    assert final["chance"] == pytest.approx(reached["final"] * there, rel=0.1)
    assert 0 <= final["chance_low"] < final["chance"] < final["chance_high"] < 1
    assert any("Liga MX, Apertura 2026 are played in the same worlds" in note for note in answer.data["notes"])


def spread_of(*chances: tuple[float, float]) -> Spread:
    """Return 100 worlds in each half of each draw, with such shares of successes."""
    return Spread(np.array(chances) * 100, np.full((len(chances), 2), 100.0))


def test_who_is_strong_gets_far_in_both() -> None:
    """In one draw the luck is independent; over the draws, in which the club is strong or weak, it is not."""
    cup = fixture(
        "cup", "4-6", competition="conmebol-libertadores", stage="final", needs=(("cup/final", "in"),), chance=0.5
    )
    league = fixture("league", "4-7", competition="league", needs=(("league-2027/final", "in"),), chance=0.5)
    semi = fixture("semi", "4-1", competition="league", needs=(("league-2027/semi-final", "in"),), chance=0.7)
    weak, strong = (0.2, 0.2), (0.8, 0.8)
    rounds = {
        ("toluca", "", "final"): spread_of(weak, strong),
        ("toluca", "league-2027", "final"): spread_of(weak, strong),
        ("toluca", "league-2027", "semi-final"): spread_of((0.6, 0.6), (0.8, 0.8)),
    }
    outlook = Outlook(400, rounds=rounds)
    both = chance_together([cup, semi, league], "toluca", "conmebol-libertadores", outlook)
    assert both is not None
    assert both.mean == pytest.approx((0.2 * 0.2 + 0.8 * 0.8) / 2)
    alone = chance_together([cup], "toluca", "conmebol-libertadores", outlook)
    assert alone is not None and alone.mean == pytest.approx(0.5)
    assert chance_together([cup, replace(league, chance=None)], "toluca", "conmebol-libertadores", outlook) == alone
    assert likely(league, "toluca", outlook).chance == pytest.approx(0.5)
    one = Outlook(200, rounds={key: Spread(spread.sums[:1], spread.worlds[:1]) for key, spread in rounds.items()})
    of_one_draw = chance_together([cup, league], "toluca", "conmebol-libertadores", one)
    assert of_one_draw is not None and (of_one_draw.low, of_one_draw.high) == (0.0, 1.0)  # nothing is known of it
    assert likely(league, "puebla", outlook).chance == league.chance  # nothing is known of its rounds


def test_what_is_not_worked_out_is_named() -> None:
    answer = cw.calendar("mas-2026", beside=["concacaf-champions"], clubs=["toluca"], year=2027, worlds=200)
    assert any("concacaf-champions-2027" in note and '"at most"' in note for note in answer.data["notes"])
    for row in answer.clashes():
        assert not row["chance_exact"]


def test_the_answer_is_plain_data(year_2017: YearCheck) -> None:
    assert json.loads(year_2017.to_json()) == year_2017.to_dict()
    assert "Not feasible" in repr(year_2017)
    assert len(year_2017.rows()) == len(year_2017.data["findings"]) > 5
    assert year_2017.data["provenance"]["command"].startswith("cupwright calendar check guests-2017 --year 2017")


def test_all_problems_of_what_is_asked_are_told_at_once() -> None:
    with pytest.raises(CupwrightError) as told:
        cw.calendar("mas-2026", year=3000, rest=10_000, blocked=["toluca", "nowhere: 2026-01-01"], speed_kmh=1)
    codes = [problem.code for problem in told.value.problems]
    assert codes == ["blocked-days", "unknown-ground", "rest", "speed", "year"]
    with pytest.raises(CupwrightError) as told:
        cw.calendar("mas-2026", rest=-1, clubs=["tolucca"], moved=["toluca", "bar=foo"])
    assert [problem.code for problem in told.value.problems] == [
        "rest", "unknown-club", "moved", "unknown-club", "unknown-ground",
    ]  # fmt: skip
    with pytest.raises(CupwrightError) as told:
        cw.calendar("mas-2026", year=2031, beside=["liga-nx", "mls"], clubs=["tolucca", "inter-miami"],
                    moved=["toluca=atlantis", "inter-miami=lanus"])  # fmt: skip
    assert [problem.code for problem in told.value.problems] == [
        "unknown-year", "unknown-calendar", "unknown-year", "unknown-club", "unknown-ground",
    ]  # fmt: skip
    assert "`liga-mx`" in told.value.problems[1].hint


def test_a_ground_without_coordinates_or_clock_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from cupwright.data import places

    nowhere = next(club.id for club in places.clubs().values() if not club.place_level)
    real = places.ground_at

    def on_mars(club: str, day: dt.date) -> Any:
        ground = real(club, day)
        return replace(ground, timezone="Mars/Olympus") if club == "lanus" and ground is not None else ground

    monkeypatch.setattr(places, "ground_at", on_mars)
    with pytest.raises(CupwrightError) as told:
        cw.calendar("mas-2026", clubs=["toluca"], moved=["inter-miami=lanus", f"toluca={nowhere}"])
    assert [problem.code for problem in told.value.problems] == ["time-zone", "ground"]
    assert "`Mars/Olympus`" in told.value.problems[0].message


def test_too_many_clubs_are_refused() -> None:
    from cupwright.data.places import clubs

    with pytest.raises(CupwrightError) as told:
        members_of(playable("mas-2026"), list(clubs())[: MOST_CLUBS + 1])
    assert [problem.code for problem in told.value.problems] == ["limit"]


def test_the_year_is_carried_away_as_ics(year_2017: YearCheck, tmp_path: Path) -> None:
    from icalendar import Calendar

    files = {file.stem: file for file in year_2017.to_ics(tmp_path / "new")}
    clubs = {f"club-{row['club']}": row for row in year_2017.data["clubs"]}
    assert {name for name in files if name.startswith("club-")} == set(clubs)
    assert {"competition-mex-liga-mx", "competition-conmebol-libertadores"} <= set(files)
    for name, row in clubs.items():
        events = Calendar.from_ical(files[name].read_bytes()).walk("VEVENT")
        spans = sorted((event.decoded("dtstart"), event.decoded("dtend") - dt.timedelta(days=1)) for event in events)
        days = [tuple(map(dt.date.fromisoformat, (match["first"], match["last"]))) for match in row["year"]]
        assert spans == sorted(days)  # type: ignore[type-var]
        several = [event for event in events if event.decoded("dtend") - event.decoded("dtstart") > dt.timedelta(1)]
        assert several
        assert {str(event["status"]) for event in several if "to be known" in str(event["summary"])} == {"TENTATIVE"}
