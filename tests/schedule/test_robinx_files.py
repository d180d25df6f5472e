"""RobinX files: what is written reads back, what is wrong is said with its line, what is hostile is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cupwright.errors import CupwrightError
from cupwright.schedule import robinx_xml
from cupwright.schedule.robinx import Constraint, Instance, Solution
from cupwright.schedule.robinx_check import check
from cupwright.schedule.robinx_read import read_instance, read_solution
from cupwright.schedule.robinx_write import from_rows, instance_xml, solution_xml
from cupwright.schedule.round_robin import round_robin
from tests.schedule.robinx_worlds import cases

SMALL = """<?xml version="1.0" encoding="UTF-8"?>
<Instance>
 <MetaData><InstanceName>Small</InstanceName></MetaData>
 <Structure>
  <Format leagueIds="0">
   <numberRoundRobin>2</numberRoundRobin> <compactness>C</compactness> <gameMode>NULL</gameMode>
  </Format>
  <AdditionalGames/>
 </Structure>
 <ObjectiveFunction><Objective>SC</Objective></ObjectiveFunction>
 <Resources>
  <Leagues><league id="0" name="L"/></Leagues>
  <Teams>
   <team id="0" league="0" name="A" teamGroups="1"/>
   <team id="1" league="0" name="B" teamGroups=""/>
   <team id="2" league="0" name="C" teamGroups="1;2"/>
   <team id="3" league="0" name="D" teamGroups="2"/>
  </Teams>
  <Slots>
   <slot id="0" name="s" slotGroup="4"/><slot id="1" name="s" slotGroup="4"/><slot id="2" name="s"/>
   <slot id="3" name="s"/><slot id="4" name="s"/><slot id="5" name="s"/>
  </Slots>
 </Resources>
 <Constraints>
  <BasicConstraints/>
  <CapacityConstraints>
   CONSTRAINTS
  </CapacityConstraints>
 </Constraints>
</Instance>
"""
FIRST = SMALL.splitlines().index("   CONSTRAINTS") + 1
GOOD = '<CA1 max="1" min="0" mode="H" penalty="1" slots="" slotGroups="4" teams="3" teamGroups="1;" type="HARD"/>'


def instance_of(tmp_path: Path, *constraints: str, change: tuple[str, str] = ("", "")) -> Instance:
    file = tmp_path / "instance.xml"
    file.write_text(SMALL.replace("CONSTRAINTS", "\n   ".join(constraints)).replace(*change), encoding="utf-8")
    return read_instance(file)


def refused(tmp_path: Path, *constraints: str, change: tuple[str, str] = ("", "")) -> list[str]:
    with pytest.raises(CupwrightError) as error:
        instance_of(tmp_path, *constraints, change=change)
    return [str(problem) for problem in error.value.problems]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases)
def test_what_is_written_reads_back(case: tuple[Instance, Solution], tmp_path: Path) -> None:
    instance, solution = case
    verdict = check(instance, solution)
    stated = replace(solution, objective=verdict.objective, infeasibility=verdict.infeasibility)
    (tmp_path / "i.xml").write_text(instance_xml(instance), encoding="utf-8")
    (tmp_path / "s.xml").write_text(solution_xml(stated), encoding="utf-8")
    again = read_instance(tmp_path / "i.xml")
    assert again == instance
    assert read_solution(tmp_path / "s.xml", again) == stated
    assert check(again, read_solution(tmp_path / "s.xml", again)).objective == verdict.objective


def test_groups_are_their_members(tmp_path: Path) -> None:
    instance = instance_of(tmp_path, GOOD)
    assert instance.constraints == (Constraint("CA1", True, 1, (0, 2, 3), slots=(0, 1), most=1, venue="H"),)
    assert instance.constraints[0].line == FIRST
    assert instance.teams[2] == (2, "C")


def test_all_problems_come_at_once_with_their_lines(tmp_path: Path) -> None:
    problems = refused(
        tmp_path,
        '<CA1 max="1" mode="X" slots="0;99" teams="7" type="HARD"/>',
        '<CA2 max="one" mode1="H" mode2="SOME" slots="0" teams1="0" teams2="1" type="SOFT"/>',
        '<CA3 intp="9" max="1" mode1="H" mode2="SLOTS" teams1="0" teams2="1" type="LOUD"/>',
        '<CA5 max="1" type="HARD"/>',
        '<GA1 max="1" min="0" meetings="0,1" slots="0" type="HARD"/>',
        '<CA1 max="0" min="2" mode="H" slots="0" teams="0" penalty="-1" type="HARD"/>',
    )
    text = "\n".join(problems)
    first, second, third, fourth, fifth, sixth = (
        f":{FIRST + row}  {kind}" for row, kind in enumerate(("CA1", "CA2", "CA3", "CA5", "GA1", "CA1"))
    )
    for said in (
        first, "`mode` is `X`", "names 99", "names 7", second, "`max` is `one`", "`mode2` is `SOME`",
        third, "a run of 9 slots, of 6", "`type` is `LOUD`", fourth, "not one of ITC2021's", fifth,
        "stands in <CapacityConstraints>", sixth, "penalty is -1", "at least 2 and at most 0",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("<numberRoundRobin>2", "<numberRoundRobin>3"), "numberRoundRobin is `3`"),
        (("<gameMode>NULL", "<gameMode>Q"), "gameMode is `Q`"),
        (("<compactness>C", "<compactness>X"), "compactness is `X`"),
        (("<Objective>SC", "<Objective>TD"), "only SC"),
        (('<team id="1"', '<team id="0"'), "2 <team> have the id 0"),
        (('<team id="1"', "<team"), "`id` is missing"),
        (("<AdditionalGames/>", "<AdditionalGames><g/></AdditionalGames>"), "additional games"),
        (('<league id="0" name="L"/>', '<league id="0"/><league id="1"/>'), "2 leagues"),
        (("CapacityConstraints>", "CapacitiConstraints>"), "did you mean `CapacityConstraints`"),
        (("<Instance>", "<Solution>"), "not well-formed"),
    ],
)
def test_what_is_not_read_is_said(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert said in "\n".join(refused(tmp_path, GOOD, change=change))


def test_thousands_of_problems_are_cut_short(tmp_path: Path) -> None:
    problems = refused(tmp_path, *['<CA1 max="1" mode="H" slots="9" teams="0" type="HARD"/>'] * 500)
    assert len(problems) == 101
    assert "problems more" in problems[-1]


def test_matches_that_the_instance_does_not_know(tmp_path: Path) -> None:
    instance = instance_of(tmp_path, GOOD)
    file = tmp_path / "solution.xml"
    file.write_text(
        '<Solution><MetaData/><Games>\n<ScheduledMatch home="0" away="0" slot="0"/>\n'
        '<ScheduledMatch home="0" away="9" slot="88"/>\n<ScheduledMatch home="0" slot="0"/></Games></Solution>',
        encoding="utf-8",
    )
    with pytest.raises(CupwrightError) as error:
        read_solution(file, instance)
    text = str(error.value)
    for said in (":2 ", "meets itself", ":3 ", "no team 9", "no slot 88", ":4 ", "`away` is missing"):
        assert said in text
    for empty in ("<Solution/>", "<Solution><Games/></Solution>"):
        file.write_text(empty, encoding="utf-8")
        with pytest.raises(CupwrightError, match="no <ScheduledMatch>"):
            read_solution(file, instance)


@pytest.mark.parametrize(
    ("stated", "read"), [('objective="12"', 12), ('objective="12.0"', 12), ('objective="x"', None), ("", None)]
)
def test_what_a_file_states_of_itself(tmp_path: Path, stated: str, read: int | None) -> None:
    instance = instance_of(tmp_path, GOOD)
    file = tmp_path / "solution.xml"
    match = '<ScheduledMatch home="0" away="1" slot="0"/>'
    file.write_text(
        f"<Solution><MetaData><ObjectiveValue {stated}/></MetaData><Games>{match}</Games></Solution>", encoding="utf-8"
    )
    solution = read_solution(file, instance)
    assert (solution.objective, solution.infeasibility) == (read, None)


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Instance>&b;</Instance>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://localhost/x.dtd"><Instance/>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        ("<Instance>&b;</Instance>", "undefined entity"),
        ("<a>" * 40 + "</a>" * 40, "nested more than 12"),
        ("<a><b></a>", "mismatched tag"),
        ("", "no element found"),
        ("\n\n<a", "unclosed token"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "unknown encoding"),
    ],
)
def test_hostile_and_broken_files(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "x.xml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CupwrightError, match=said) as error:
        read_instance(file)
    assert "x.xml:" in str(error.value)


def test_limits_of_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.xml"
    file.write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(robinx_xml, "LARGEST", 100)
    with pytest.raises(CupwrightError, match="larger than 100 bytes"):
        read_instance(file)
    monkeypatch.undo()
    monkeypatch.setattr(robinx_xml, "MOST_ELEMENTS", 5)
    with pytest.raises(CupwrightError, match="more than 5 elements"):
        read_instance(file)
    with pytest.raises(CupwrightError, match="cannot be read"):
        read_instance(tmp_path / "none.xml")


def test_a_schedule_that_is_no_round_robin() -> None:
    rows = round_robin("abcd").rows()
    instance, solution = from_rows(rows, "abcd")
    assert (len(instance.teams), len(instance.slots), len(solution.games)) == (4, 6, 12)
    for broken, said in (
        (rows[1:], "no single or double"),
        ([*rows, rows[0]], "no single or double"),
        ([], "no matches"),
        ([{"round": 0, "home": "a", "away": "b"}, {"round": 1, "home": "a", "away": "a"}], "row 3 is no match"),
    ):
        with pytest.raises(CupwrightError, match=said):
            from_rows(broken, "x")
