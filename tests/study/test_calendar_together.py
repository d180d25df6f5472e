"""Two clubs of one cup that may meet: one match has one day, and it fits both years."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from cupwright.errors import CupwrightError
from cupwright.football.competitions import GroupStage
from cupwright.schedule.check import Demands, violations
from cupwright.schedule.solve import solve
from cupwright.schedule.solve_answer import Answer
from cupwright.schedule.solve_task import Task
from cupwright.study import calendar_together
from cupwright.study.calendar_field import members_of
from cupwright.study.calendar_meetings import meetings_of
from cupwright.study.calendar_parts import parts_of
from cupwright.study.calendar_solving import Solved, solve_calendar
from cupwright.study.calendar_task import Asked, task_of
from cupwright.study.calendar_together import joint_task
from cupwright.study.documents import playable

MIAMI, TOLUCA = "inter-miami", "toluca"


def beside(folder: Path, name: str, competition: str, **days: str) -> str:
    """Return the path of a calendar with a match of some clubs in each of some windows ("club: first to last")."""
    windows = []
    for number, (key, span) in enumerate(days.items()):
        club = MIAMI if key.startswith("miami") else TOLUCA
        first, _, last = span.partition(" to ")
        windows.append(f"{{id: w{number}, title: {key}, days: [{first}, {last or first}], stage: season, "
                       f"matchday: {number + 1}, clubs: [{club}]}}")  # fmt: skip
    file = folder / f"{name}.yaml"
    file.write_text(
        f"{{kind: calendar, id: calendar-{name}-2027, title: {name.title()}, competition: {competition}, year: 2027, "
        f"sources: {{own: {{title: Own, confidence: low}}}}, source: own, windows: [{', '.join(windows)}]}}",
        encoding="utf-8",
    )
    return str(file)


def met(answer: Solved, part: str) -> set[str]:
    """Return the days of the matches of the two against each other in a round."""
    return {match["day"] for match in answer.data["together"]["matches"] if part in match["fixture"]}


@pytest.fixture(scope="module")
def guests() -> Solved:
    return solve_calendar("mas-2026", year=2027, beside=["leagues-cup"])


def test_what_two_guests_may_play_against_each_other_has_a_day(guests: Solved) -> None:
    """Three rounds of two legs, either at home first, and the final; never in a group, as both are in pot 4."""
    together = guests.data["together"]
    assert guests.exists and guests.data["proven"] and together["proven"] and not together["anew"]
    assert len(together["matches"]) == 3 * 2 * 2 + 1
    assert {match["needs"][-1][0] for match in together["matches"]} == {
        f"inter-miami and toluca/{stage}" for stage in ("round-of-16", "quarter-finals", "semi-finals", "final")
    }
    for match in together["matches"]:
        assert match["first"] <= match["day"] <= match["last"]
        assert bool(match["place"]) == ("final/" not in match["fixture"])


def test_the_checker_finds_no_fault_in_the_years_together(guests: Solved) -> None:
    """All matches of both, those against each other among them, by the checker of finished schedules."""
    assert guests.together is not None
    fixtures = {one.fixture.id: one for club in (MIAMI, TOLUCA) for one in guests.found[club].placed}
    years = list(fixtures.values()) + list(guests.together.unsure)
    parted = {one.fixture.id: one for one in years}
    assert len(parted) == len(years)
    demands = Demands(rest_hours=72)
    for match in guests.together.unsure:
        near = [one for one in years if one.fixture.id == match.fixture.id or (
            one not in guests.together.unsure and one.fixture.stage != match.fixture.stage)]  # fmt: skip
        found = violations([one.as_fixture() for one in near], {one.fixture.id: one.day for one in near}, demands)
        assert not [fault for fault in found if match.fixture.id in fault.fixtures]


def test_both_have_a_calendar_but_not_where_they_meet(tmp_path: Path) -> None:
    """Miami has to play the first leg by 10 August, Toluca cannot before 11 August."""
    files = [beside(tmp_path, "north", "usa-mls", miami="2027-08-13"),
             beside(tmp_path, "south", "mex-liga-mx", toluca="2027-08-08")]  # fmt: skip
    for club in (MIAMI, TOLUCA):
        assert solve_calendar("mas-2026", year=2027, beside=files, clubs=[club]).exists
    answer = solve_calendar("mas-2026", year=2027, beside=files)
    assert answer.exists is False and answer.data["proven"]
    assert answer.data["verdict"].startswith("Each of Inter Miami and Toluca has a calendar in 2027, but no calendar ")
    conflicts = answer.data["together"]["conflicts"]
    subjects = [{one["subject"] for one in conflict["demands"]} for conflict in conflicts]
    leg = "calendar-copa-libertadores-2027/round-of-16-1"
    assert {"", "calendar-north-2027/w0/inter-miami", "calendar-south-2027/w0/toluca",
            f"{leg}/inter-miami/toluca"} in subjects  # fmt: skip
    assert {conflict["confirmed"] for conflict in conflicts} == {True}
    told = {row["what"] for row in answer.rows()}
    assert {"conflict", "match", "relaxation"} <= told


def test_where_the_best_days_of_each_leave_none_all_are_solved_as_one(tmp_path: Path) -> None:
    """Miami alone would play on 18 September, four days before the next; against Toluca on 16 it has to wait a day."""
    files = [beside(tmp_path, "north", "usa-mls", miami="2027-09-18 to 2027-09-19", miami_later="2027-09-22"),
             beside(tmp_path, "south", "mex-liga-mx", toluca="2027-09-13")]  # fmt: skip
    alone = solve_calendar("mas-2026", year=2027, beside=files, clubs=[MIAMI])
    league = "calendar-north-2027/w0/inter-miami"
    assert alone.found[MIAMI].days()[league] == dt.date(2027, 9, 18)
    answer = solve_calendar("mas-2026", year=2027, beside=files)
    assert answer.exists and answer.data["proven"] and answer.data["together"]["anew"]
    assert answer.found[MIAMI].days()[league] == dt.date(2027, 9, 19)
    assert met(answer, "quarter-finals-2/") == {"2027-09-16"}
    row = answer.data["clubs"][0]
    assert row["cost"]["total"] > row["cost"]["bound"] == alone.data["clubs"][0]["cost"]["total"]
    assert any(note.startswith("All years were solved as one") for note in answer.data["notes"])


def test_a_group_that_holds_two_of_the_clubs_has_one_day_for_their_matches(tmp_path: Path) -> None:
    answer = solve_calendar(
        "mas-2026", year=2027, clubs=[MIAMI, "flamengo"], opponents=["flamengo", "bolivar", "ldu-quito"]
    )
    assert answer.exists
    days = {}
    for club, found in answer.found.items():
        mine = [one for one in found.placed if {one.fixture.home, one.fixture.away} == {MIAMI, "flamengo"}]
        days[club] = sorted((one.fixture.home, one.day) for one in mine)
    assert len(days[MIAMI]) == 2
    assert days[MIAMI] == days["flamengo"]
    from icalendar import Calendar

    (file,) = [file for file in answer.to_ics(tmp_path) if file.name == "competition-conmebol-libertadores.ics"]
    titles = [str(event["summary"]) for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]
    both = [title for title in titles if {"Inter", "Flamengo"} <= set(title.split())]
    assert len([title for title in both if title.endswith("(supposed)")]) == 2
    assert len([title for title in both if title.endswith("(if they meet)")]) == 3 * 2 * 2 + 1
    assert len(both) == 2 + 3 * 2 * 2 + 1


def test_years_too_large_for_one_model_leave_the_question_open(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing that was found of each alone is lost."""
    files = [beside(tmp_path, "north", "usa-mls", miami="2027-08-13"),
             beside(tmp_path, "south", "mex-liga-mx", toluca="2027-08-08")]  # fmt: skip

    def refuse(task: Task, **more: Any) -> Answer:
        if len(task.fixtures) > 20:
            raise CupwrightError.of("too-many", "450 fixtures; the solver takes 400 at most")
        return solve(task, **more)

    monkeypatch.setattr(calendar_together, "solve_task", refuse)
    answer = solve_calendar("mas-2026", year=2027, beside=files)
    assert answer.exists is None and not answer.data["proven"]
    assert "whether they still have one where they meet is open" in answer.data["verdict"]
    assert any("450 fixtures" in note for note in answer.data["notes"])
    assert [row["status"] for row in answer.data["clubs"]] == ["best", "best"]


def test_of_three_clubs_a_match_excludes_those_with_the_third() -> None:
    edition = playable("guests-2017")
    cup, others, members, places = parts_of(
        edition, None, 2017, [], (), lambda: members_of(edition, ["tijuana", "guadalajara", "america"])
    )
    asked = Asked(Demands(), places)
    tasks = {one.club: task_of(edition, cup, others, [], one, asked, (), 2017) for one in members}
    meetings = meetings_of(edition, members, tasks)
    groups = {stage.id for stage in edition.format.stages if isinstance(stage, GroupStage)}
    assert not [one for one in meetings.fixtures if one.stage in groups]  # one association, kept apart by the draw
    for one, other in combinations(meetings.fixtures, 2):
        if one.stage == other.stage and {one.home, one.away} != {other.home, other.away}:
            assert one.excludes(other)
    joint = joint_task(tasks, meetings)
    for one in meetings.fixtures:
        mine = (one.home, one.away)
        own = [two for two in joint.fixtures if two.stage == one.stage and two.open and two.home in mine]
        assert own and all(one.excludes(two) for two in own)
