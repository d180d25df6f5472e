"""A guest's year from the library to the solver and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cupwright as cw
from cupwright.errors import CupwrightError
from cupwright.schedule.solve_answer import Answer
from cupwright.schedule.solve_task import Task
from cupwright.schedule.solve_verify import faults
from cupwright.study import calendar_solving
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_parts import parts_of
from cupwright.study.calendar_solving import Solved, solve_calendar
from cupwright.study.calendar_task import Asked

GROUP = ("flamengo", "bolivar", "ldu-quito")


@pytest.fixture(scope="module")
def with_a_group() -> Solved:
    """Return Inter Miami's year beside the Leagues Cup, with a group supposed."""
    return solve_calendar("mas-2026", year=2027, beside=["leagues-cup"], clubs=["inter-miami"], opponents=GROUP)


def test_a_calendar_exists_beside_the_leagues_cup(with_a_group: Solved) -> None:
    assert with_a_group.exists
    assert with_a_group.data["proven"]
    assert with_a_group.data["verdict"].startswith("A calendar exists: 13 matches of Inter Miami find days in 2027")
    matches = [one for one in with_a_group.data["clubs"][0]["matches"] if one["of_cup"]]
    assert len(matches) == 13
    assert all(one["first"] <= one["day"] <= one["last"] for one in matches)


def test_a_group_supposed_has_hosts_by_pot(with_a_group: Solved) -> None:
    """The matchdays of 2026 for pot 4: home, away to pot 1, home, home, away to pot 3, away to pot 2."""
    group = [one for one in with_a_group.data["clubs"][0]["matches"] if "group-stage" in one["fixture"]]
    hosts = [one["home"] for one in sorted(group, key=lambda one: one["fixture"])]
    assert hosts == ["inter-miami", "flamengo", "inter-miami", "inter-miami", "ldu-quito", "bolivar"]
    cost = with_a_group.data["clubs"][0]["cost"]
    assert cost["parts"]["travel"] > 200
    assert cost["parts"]["altitude"] == 50


def test_a_hub_is_used_where_it_saves(with_a_group: Solved) -> None:
    answer = solve_calendar(
        "mas-2026", year=2027, beside=["leagues-cup"], clubs=["inter-miami"], opponents=GROUP,
        hubs=["flamengo: 2027-04-12 to 2027-04-22"],
    )  # fmt: skip
    matches = answer.data["clubs"][0]["matches"]
    moved = [one for one in matches if one["hub"]]
    assert len(moved) >= 2
    assert all("2027-04-12" <= one["day"] <= "2027-04-22" and one["place"] == "flamengo" for one in moved)
    assert answer.data["clubs"][0]["cost"]["total"] < with_a_group.data["clubs"][0]["cost"]["total"]


def test_calendars_are_written_for_club_and_competition(with_a_group: Solved, tmp_path: Path) -> None:
    """For the club whose year it is, in full; of Flamengo's only two matches are known, so it gets no file."""
    from icalendar import Calendar

    files = {file.name: file for file in with_a_group.to_ics(tmp_path / "new")}
    assert [name for name in files if name.startswith("club-")] == ["club-inter-miami.ics"]
    assert "competition-conmebol-libertadores.ics" in files
    events = Calendar.from_ical(files["club-inter-miami.ics"].read_bytes()).walk("VEVENT")
    days = {one.first for one in with_a_group.fixtures()}
    assert {event.decoded("dtstart") for event in events} == days
    assert dt.date(2027, 11, 27) in days


def test_what_is_supposed_or_found_is_tentative(with_a_group: Solved, tmp_path: Path) -> None:
    """Nobody takes a draw that is supposed, or a day that a program found, for a date that is announced."""
    from icalendar import Calendar

    answer = solve_calendar("mas-2026", year=2026, beside=["liga-mx"], clubs=["toluca"], rest=24)
    played = {one.fixture.id for one in answer.found["toluca"].placed if one.fixture.played}
    (file,) = [file for file in answer.to_ics(tmp_path) if file.name == "club-toluca.ics"]
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    told = [str(event["status"]) for event in events]
    assert told.count("CONFIRMED") == len(played) > 20
    assert told.count("TENTATIVE") == len(answer.found["toluca"].placed) - len(played)

    (file,) = [file for file in with_a_group.to_ics(tmp_path) if file.name.startswith("club-")]
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    supposed = [event for event in events if str(event["summary"]).endswith("(supposed)")]
    assert {str(event["summary"]) for event in supposed} == {
        f"{one} (supposed)"
        for home, away in [("Inter Miami", name) for name in ("Flamengo", "Bolívar", "LDU Quito")]
        for one in (f"{home} v {away}", f"{away} v {home}")
    }
    assert {str(event["status"]) for event in supposed} == {"TENTATIVE"}
    assert all("The day is a proposal: planned are" in str(event["description"]) for event in supposed)


def test_the_check_hands_on_to_the_solver() -> None:
    plan = cw.calendar("mas-2026", year=2027, beside=["mls"], clubs=["inter-miami"])
    answer = plan.solve(clubs=["inter-miami"])
    assert answer.exists is plan.feasible is False
    row = answer.data["clubs"][0]
    assert [conflict["confirmed"] for conflict in row["conflicts"]] == [True] * 4
    assert answer.data["verdict"].startswith("No calendar keeps all of these for Inter Miami: rest of 72 h, ")
    assert [one["how"] for one in row["relaxations"]] == ["a rest of 24 h"]
    whats = {one["what"] for one in answer.rows()}
    assert whats == {"conflict", "relaxation"}


def test_the_conflicts_are_those_of_the_check() -> None:
    """Two programs that share no code find the same matches in each other's way."""
    plan = cw.calendar("mas-2026", year=2027, beside=["mls"], clubs=["inter-miami"])
    checked = {frozenset(match["id"] for match in one["matches"]) for one in plan.clashes()}
    solved = {
        frozenset(one["subject"] for one in conflict["demands"] if one["kind"] == "fixture")
        for conflict in plan.solve(clubs=["inter-miami"]).data["clubs"][0]["conflicts"]
    }
    assert checked == solved
    assert len(checked) == 4


def test_the_guests_are_solved_where_no_club_is_named() -> None:
    answer = solve_calendar("mas-2026", year=2027)
    assert [row["club"] for row in answer.data["clubs"]] == ["inter-miami", "toluca"]
    assert answer.exists
    for club, found in answer.found.items():
        assert found.placed
        assert {one.fixture.home for one in found.placed} == {club}


def test_what_is_wrong_is_told_at_once() -> None:
    with pytest.raises(CupwrightError) as caught:
        solve_calendar("mas-2026", year=1900, rest=-1, blocked=["x"], hubs=["lanus: tomorrow"])
    assert {problem.code for problem in caught.value.problems} == {"year", "rest", "blocked-days", "hub"}
    with pytest.raises(CupwrightError) as caught:
        solve_calendar("mas-2026", clubs=["tolucca"], seconds=0, hubs=["lanus: 2026-03-05 to 2026-03-01"])
    assert {problem.code for problem in caught.value.problems} == {"unknown-club", "seconds", "hub"}
    assert "the days of the hub at `lanus` end before they begin" in str(caught.value)
    with pytest.raises(CupwrightError) as caught:
        solve_calendar("mas-2026", year=2027, beside=["nls"], clubs=["inter-miamo"], moved=["toluca=moon"])
    assert [one.code for one in caught.value.problems] == ["unknown-calendar", "unknown-club", "unknown-ground"]
    with pytest.raises(CupwrightError, match="which-club"):
        solve_calendar("mas-2027", year=2027)
    with pytest.raises(CupwrightError) as caught:
        solve_calendar("mas-2026", year=2027, clubs=["inter-miami"], opponents=["flamengo", "bolivia"])
    assert [problem.code for problem in caught.value.problems] == ["unknown-club", "opponents"]


def test_a_club_stopped_on_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = calendar_solving.solve_task
    monkeypatch.setattr(calendar_solving, "solve_task", lambda task, **more: whole(task, **more, stop=lambda: True))
    answer = solve_calendar("mas-2026", year=2027)
    assert answer.exists is None
    assert answer.data["stopped"]
    assert [row["status"] for row in answer.data["clubs"]] == ["open"]
    assert "is open" in answer.data["verdict"]
    assert "Toluca: not looked at, as the search was stopped." in answer.data["notes"]


def test_stopped_on_the_last_club_nothing_more_is_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have a calendar then, but whether it holds where they meet is not known."""
    whole = calendar_solving.solve_task

    def last(task: Task, **more: Any) -> Answer:
        return replace(whole(task, **more), stopped=task.clubs == ("toluca",))

    def never(*args: Any) -> None:
        raise AssertionError("the search was stopped")

    monkeypatch.setattr(calendar_solving, "solve_task", last)
    monkeypatch.setattr(calendar_solving, "solve_together", never)
    answer = solve_calendar("mas-2026", year=2027)
    assert answer.exists is None and answer.data["stopped"]
    assert any("were not looked at" in note for note in answer.data["notes"])


def test_the_calendar_keeps_what_the_checker_asks(with_a_group: Solved) -> None:
    """Against the task itself, put together once more."""
    found = with_a_group.found["inter-miami"]
    demands, _ = calendar_solving._asked(72, True, (), ())
    edition = calendar_solving.playable("mas-2026")
    cup, others, members, places = parts_of(
        edition, None, 2027, ["leagues-cup"], (), lambda: members_of(edition, ["inter-miami"])
    )
    asked = Asked(demands, places)
    released = calendar_solving.release_calendars(2027)
    task = calendar_solving.task_of(edition, cup, others, released, members[0], asked, (*GROUP, "inter-miami"), 2027)
    assert faults(task, found.placed) == ()
    assert faults(task, found.placed[:-1])
